"""The cache of a site's builds: the same bytes under the same rules and on the same day are not processed twice.

One file a site, in the platform's cache folder and nowhere else: never in a repository, never in the site. Its first line is the
SHA-256 of the rest; the rest is JSON. A file that is damaged, writable by others, of another site, or of another version of any installed
package is ignored. Whoever can write there as this user could change the program itself.
"""

import hashlib
import json
import os
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from types import GenericAlias
from typing import Any, NamedTuple, TypeVar, get_type_hints

from mkdocs_praxis.files import Fingerprint, cache_folder, fingerprint, keep
from mkdocs_praxis.plain import plain, typed
from mkdocs_praxis.plugin.edits import ANY, Edit, edits_between, fits, undated
from mkdocs_praxis.policy.model import Finding, Policy, Report, Rule
from mkdocs_praxis.prepared import engine
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.shared import edited

_FORMAT = 4
_MOST_BYTES, _MOST_SITES = 32 << 20, 40  # of one file; beyond so many sites the oldest go

Edits = tuple[Edit[bytes], ...]
_Keys = dict[tuple[Fingerprint, str], str]  # by what tells a page apart in this process, and what decides
T = TypeVar("T")


class Passed(NamedTuple):
    """The result of a build that passed: its report, the messages of hardening, and the edits hardening made, by file.

    `sought` are the output files for whose findings the authors' sources were searched for a line: the result depends on these.
    """

    report: Report
    said: tuple[str, ...]
    changed: dict[str, Edits]
    sought: frozenset[str] = frozenset()


class Store:
    """Results of a site's last build, and those that this build adds. Without a cache folder or `site` it keeps nothing."""

    def __init__(self, site: str = "", *, stays: bool = False) -> None:
        folder = cache_folder("built") if site else None
        self.site = site
        self._place = folder / hashlib.sha256(site.encode()).hexdigest()[:32] if folder is not None else None
        self._before: dict[str, Edits] = {}
        self._passed: tuple[str, str, Passed | None] = ("", "", None)  # settings, site, what it came to
        self._pages: dict[str, Edits] = {}
        self._values_before, self._values = dict[str, Any](), dict[str, Any]()
        self._memory: Any = None
        self.stays = stays  # a preview: the next build is in this process too
        self._keys, self._keys_before = _Keys(), _Keys()
        self._fresh = False  # something is known that the file does not hold
        if self._place is not None:
            with suppress(Exception):  # whatever is wrong with it, it counts as none
                self._take(_data(self._place, site))

    @property
    def on(self) -> bool:
        """Whether anything is kept."""
        return self._place is not None

    def again(self) -> "Store":
        """Begin the next build of a preview: what this one used becomes what is known."""
        self._memory = self._memory if self.on else None
        self._before, self._pages = self._pages or self._before, {}
        self._values_before, self._values = self._values or self._values_before, {}
        self._keys_before, self._keys = self._keys or self._keys_before, {}
        return self

    def key(self, page: str | bytes, *by: object) -> str:
        """Return the cache key of a page: the digest of its content and of all settings the result depends on (`by`)."""
        if not self.on:
            return ""
        if not self.stays:
            return _key(page, by)
        asked = fingerprint(page), repr(by)
        key = self._keys[asked] = self._keys_before.get(asked) or _key(page, by)
        return key

    def page(self, key: str, page: str) -> str | None:
        """Return the finished page that is kept under a key, made from `page` by its edits; None where there is none."""
        edits = self._before.get(key)
        if edits is None or not fits(edits, len(page)):
            return None
        self._pages[key] = edits
        return edited(page, [Edit(start, end, new.decode(*ANY)) for start, end, new in edits])

    def keep_page(
        self, key: str, before: str, after: str, made: Iterable[tuple[int, int, str]] | None = None
    ) -> None:
        """Keep the finished page under a key, as edits of the one `before`: those that `made` it, where the caller knows them.

        Offsets count characters: encoding the whole page to count bytes would be wasted.
        """
        edits = (made if made is not None else edits_between(before, after)) if self.on else None
        if edits is not None:
            self._pages[key] = tuple([Edit(start, end, new.encode(*ANY)) for start, end, new in edits])
            self._fresh = True

    def remembered(self, key: str, kind: type[T], make: Callable[[], T]) -> T:
        """Return the value of a type that is kept under a key; made and kept where there is none."""
        if not self.on:
            return make()
        if key not in self._values_before:
            self._values_before[key], self._fresh = plain(make()), True
        self._values[key] = self._values_before[key]
        value: T = typed(kind, self._values[key])
        return value

    def memory(self, make: Callable[[], T]) -> T:
        """Return the gate's memory of this build, and in a preview of the one before; `make` makes the first one."""
        self._memory = made = make() if self._memory is None else self._memory
        return made

    def settings(self, key: str) -> tuple[Policy, OwnSite] | None:
        """Return policy and own site of the settings with this key, where the last build passed with them: they need no check."""
        known, _, passed = self._passed
        return (passed.report.policy, passed.report.own) if passed is not None and known == key else None

    @property
    def last_passed(self) -> Passed | None:
        """The result of the last build of this site that passed, if any."""
        return self._passed[2]

    def passed(self, key: str) -> Passed | None:
        """Return the result of a build with this key, if it passed."""
        _, known, value = self._passed
        return value if known == key else None

    def keep_passed(self, settings: str, key: str, passed: Passed) -> None:
        """Keep the result of a build that passed, by the keys of its settings and of all it depends on."""
        if self.on and key:
            self._passed, self._fresh = (settings, key, passed), True

    def _take(self, data: dict[str, Any]) -> None:
        texts = [text.encode("latin-1") for text in data["texts"]]
        pages = {key: _edits(rows, texts) for key, rows in data["pages"].items()}
        settings, key, passed = data["passed"] or ("", "", None)
        if passed is not None:
            rules = [typed(Rule, one) for one in passed["rules"]]  # few, of many findings
            besides = GenericAlias(tuple, (*get_type_hints(Finding).values(),)[1:])
            report = typed(Report, passed["report"])
            findings = tuple([Finding(rules[n], *typed(besides, rest)) for n, *rest in passed["findings"]])
            changed = {name: _edits(rows, texts) for name, rows in passed["changed"].items()}
            said, sought = typed(tuple[str, ...], passed["said"]), typed(frozenset[str], passed["sought"])
            passed = Passed(report._replace(findings=findings), said, changed, sought)
        self._before, self._passed = pages, (str(settings), str(key), passed)
        self._values_before = dict(data["told"])

    def save(self) -> None:
        """Write the cache file for the next build, without entries that this build did not use."""
        kept = self._pages.keys() == self._before.keys() and self._values.keys() == self._values_before.keys()
        if self._place is None or (kept and not self._fresh):
            return
        texts: dict[bytes, int] = {}
        settings, key, passed = self._passed
        data = {
            "format": _FORMAT,
            "engine": engine(),
            "site": self.site,
            "pages": {one: _rows(edits, texts) for one, edits in self._pages.items()},
            "told": self._values,
            "passed": [settings, key, _flat(passed, texts)] if passed is not None else None,
            "texts": [text.decode("latin-1") for text in texts],
        }
        body = json.dumps(data, separators=(",", ":")).encode()
        if len(body) <= _MOST_BYTES:
            with suppress(OSError):
                _write(self._place, hashlib.sha256(body).hexdigest().encode() + b"\n" + body)


def _key(page: str | bytes, by: tuple[object, ...]) -> str:
    data, form = (page, "") if isinstance(page, bytes) else _bytes_of(page)
    digest = hashlib.sha256(f"{by!r} {form}\n".encode())
    digest.update(undated(data))
    return digest.hexdigest()


def _bytes_of(page: str) -> tuple[bytes, str]:
    """Return a page as bytes, and in which encoding: Latin-1 where possible, which is how CPython holds most pages."""
    try:
        return page.encode("latin-1"), "latin-1"
    except UnicodeEncodeError:
        return page.encode(*ANY), "utf-8"


def _flat(passed: Passed, texts: dict[bytes, int]) -> dict[str, Any]:
    rules: dict[str, int] = {}
    known: dict[int, str] = {}  # few rules have many findings
    for finding in passed.report.findings:
        if id(finding.rule) not in known:
            known[id(finding.rule)] = json.dumps(plain(finding.rule))
    shown = [known[id(finding.rule)] for finding in passed.report.findings]
    findings = [
        [rules.setdefault(rule, len(rules)), *plain(finding[1:])]
        for rule, finding in zip(shown, passed.report.findings, strict=True)
    ]
    return {
        "report": plain(passed.report._replace(findings=())),
        "rules": [json.loads(rule) for rule in rules],
        "findings": findings,
        "said": list(passed.said),
        "sought": sorted(passed.sought),
        "changed": {name: _rows(edits, texts) for name, edits in passed.changed.items()},
    }


def _rows(edits: Edits, texts: dict[bytes, int]) -> list[list[int]]:
    """Return edits with their texts replaced by numbers in `texts`: most pages get the same ones."""
    return [[edit.start, edit.end, texts.setdefault(edit.new, len(texts))] for edit in edits]


def _edits(rows: list[list[int]], texts: list[bytes]) -> Edits:
    return tuple([Edit(int(start), int(end), texts[number]) for start, end, number in rows])


def _data(place: Path, site: str) -> dict[str, Any]:
    """Return the content of a cache file. Raises OSError or ValueError for one that cannot be trusted."""
    _only_ours(os.lstat(place.parent), stat.S_ISDIR)
    handle = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with open(handle, "rb") as file:  # noqa: PTH123 - opened without following a link
        _only_ours(os.fstat(handle), stat.S_ISREG)
        digest, _, body = file.read(_MOST_BYTES + 100).partition(b"\n")
    if hashlib.sha256(body).hexdigest().encode() != digest:
        raise ValueError(place)
    data: dict[str, Any] = json.loads(body)
    if (data["format"], data["engine"], data["site"]) != (_FORMAT, engine(), site):
        raise ValueError(place)
    return data


def _only_ours(info: os.stat_result, kind: Any) -> None:
    """Raise ValueError for a file or folder that another user owns or may write, or that is of another kind."""
    foreign = hasattr(os, "getuid") and (info.st_uid != os.getuid() or info.st_mode & 0o022)
    if foreign or not kind(info.st_mode):
        raise ValueError(info)


def _write(place: Path, data: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with suppress(ValueError):
        _only_ours(os.lstat(place.parent), stat.S_ISDIR)
        keep(place, data, _MOST_SITES, _MOST_SITES)
