"""The data types of a policy check: rules, findings, levels, allowances, reports."""

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from mkdocs_praxis.problem import Problem
from mkdocs_praxis.web.contact import Contact, OwnSite, Reading

_NONE: Mapping[str, Any] = {}


class Severity(StrEnum):
    """How a finding counts: an error fails, a warning is shown and counted, a note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Its order among severities: note 0, warning 1, error 2."""
        return (Severity.NOTE, Severity.WARNING, Severity.ERROR).index(self)


class Level(StrEnum):
    """How strict the policy of a site is (DESIGN: semantics)."""

    STANDARD = "standard"
    STRICT = "strict"


class LawCertainty(StrEnum):
    """How settled the law behind a rule is. `stance` is ours, not the law's."""

    SETTLED = "settled"
    PREVAILING = "prevailing"
    CONTESTED = "contested"
    STANCE = "stance"


class Rule(NamedTuple):
    """A named, documented check. Its Markdown page is its manual, its `explain` text and its test cases."""

    name: str
    code: str
    severity: Severity
    certainty: LawCertainty
    law: tuple[str, ...]
    title: dict[str, str]  # by language
    why: dict[str, str]  # one sentence for the report
    fix: dict[str, str]
    scope: str = "contact"  # contact | page | script | site | proof
    folds: bool = False  # reported once per site, not once per page
    listed_by: str = ""  # the command that lists its findings with advice; reports fold them into one line
    practice: Severity | None = None  # the severity on practice pages (facts are declared), where it differs
    allowance: str = ""  # what an allowance names: `host`, `url` (page or file), or "": none possible
    weighable: bool = False  # an error whose severity a site may lower

    @property
    def fixed(self) -> bool:
        """Whether the severity cannot be lowered by configuration: only an allowance exempts from the rule."""
        return self.severity is Severity.ERROR and not self.weighable

    def weight(self, *, practice: bool) -> Severity:
        """Return the default severity of the rule, on practice pages or on others."""
        return self.practice if practice and self.practice else self.severity


class SourceLine(NamedTuple):
    """Where in the author's own files a finding comes from."""

    file: str
    line: int | None = None


class Finding(NamedTuple):
    """A violation of a rule by a contact, page or site, with all that a report shows."""

    rule: Rule
    severity: Severity
    file: str
    line: int
    column: int
    message: str
    fix: str
    contact: Contact | None = None
    vendor: str | None = None
    source: SourceLine | None = None
    excerpt: str = ""  # the line, or a window of a long one, as it lies in the file
    excerpt_column: int = 1  # where in the excerpt the finding points, from 1
    quote: str = ""  # the matched text, as the author wrote it
    known: bool = False  # in the baseline: listed, but does not fail the check
    hosts: tuple[str, ...] = ()  # foreign hosts that code merely names, likeliest first


class Written(NamedTuple):
    """A match of a rule in a source file, before the build."""

    rule: str
    problem: Problem  # file and line in the source
    severity: Severity | None = None  # if it differs from the rule's


class Allowance(NamedTuple):
    """A written exception. Expired and unused ones are findings themselves (STYLE: pip-audit #676, stylelint #4868)."""

    pattern: str  # a host, or a URL prefix / pattern with *
    rule: str  # a rule's name, or *
    reason: str
    approved_by: str
    contract: str  # processor contract (Art. 28 GDPR): date or file, or why none is needed
    expires: dt.date
    origin: str = ""  # the file and line that grants it

    @property
    def place(self) -> tuple[str, int]:
        """The file and the line where it is granted."""
        file, _, line = self.origin.rpartition(":")
        return (file, int(line)) if file and line.isdecimal() else (self.origin or "mkdocs.yml", 1)

    def told(self) -> dict[str, str]:
        """Return its fields as JSON-compatible values, for reports and evidence."""
        return self._asdict() | {"expires": self.expires.isoformat()}


class Stored(NamedTuple):
    """What the site keeps on a visitor's device because that person asked for it (§ 25(2) no. 2 TDDDG), and why."""

    store: str  # cookie, localStorage, sessionStorage …
    key: str  # its name, may hold *; empty for all of that store
    reason: str


class Policy(NamedTuple):
    """What a site allows."""

    level: Level = Level.STANDARD
    allowances: tuple[Allowance, ...] = ()
    severities: Mapping[str, Severity] = _NONE  # by rule name
    practice: bool = False  # the rules for practice pages apply (facts are declared)
    language: str = "en"  # without its region
    stored: tuple[Stored, ...] = ()  # `allow_storage`
    # The Content-Security-Policy header that the server sends with every page.
    server_policy: str = ""
    harden_allow: tuple[str, ...] = ()  # features that scripts need beyond those derived from their code
    # The file that speaks of this site alone, "" for none: what other files say, more sites may share. None: not known.
    origin: str | None = None


class FileReading(NamedTuple):
    """The reading of one file, with its path and URL."""

    file: str  # path in the output, with "/" whatever the system
    url: str
    reading: Reading
    strict: bool = False  # the page asked for it (`sensibel: true`)


class Unread(NamedTuple):
    """A file that could not be read completely; it fails the check."""

    file: str
    why: str


class Replacement(NamedTuple):
    """An embed that became a static link."""

    vendor: str
    category: str
    href: str
    file: str
    line: int
    source: SourceLine | None = None


VISITED, LEFT_OUT = "visited in a browser", "left out of the visit"  # in `how`: pages of a proof


class Report(NamedTuple):
    """The result of checking one site; all formats and the exit status use `passed`."""

    site: str
    own: OwnSite
    policy: Policy
    files: int
    findings: tuple[Finding, ...]
    unread: tuple[Unread, ...]
    replaced: tuple[Replacement, ...]
    allowed: tuple[tuple[Allowance, int], ...] = ()  # each allowance with the number of contacts it let pass
    let: tuple[tuple[Allowance, str, int], ...] = ()  # by host: contacts that it let pass
    declared: tuple[Unread, ...] = ()  # unread files that an allowance covers
    how: Mapping[str, int] = _NONE  # files by reader, and the pages that a browser visited or left out
    hashes: Mapping[str, str] = _NONE  # SHA-256 by file, for the evidence; "" if not requested
    links: Mapping[str, int] = _NONE  # foreign link hosts with counts, for evidence and privacy notice

    @property
    def passed(self) -> bool:
        """Whether there is no error and no unread file, other than those in the baseline."""
        known = {f.file for f in self.known if f.rule.name == "unread-file"}
        return self.count(Severity.ERROR) == 0 and all(u.file in known for u in self.unread)

    def shown(self, *, notes: bool = False) -> list[Finding]:
        """Return the findings that are not in the baseline; `notes` too, if asked for, and always that an allowance is about to end."""
        kept = (f for f in self.findings if not f.known)
        return [
            f for f in kept if notes or f.severity is not Severity.NOTE or f.rule.name == "allowance-expired"
        ]

    def count(self, severity: Severity) -> int:
        """Return the number of findings of a severity that are not in the baseline."""
        return sum(f.severity == severity for f in self.findings if not f.known)

    @property
    def visited(self) -> int:
        """How many pages a real browser visited."""
        return self.how.get(VISITED, 0)

    @property
    def weighed_down(self) -> int:
        """The number of findings whose severity the site's configuration lowers."""
        practice = self.policy.practice
        set_ = (f for f in self.findings if f.rule.name in self.policy.severities)
        return sum(f.severity.rank < f.rule.weight(practice=practice).rank for f in set_)

    @property
    def known(self) -> tuple[Finding, ...]:
        """The findings that are in the baseline."""
        return tuple(f for f in self.findings if f.known)
