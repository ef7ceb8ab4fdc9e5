"""Evidence of a passed check: SHA-256 of every file, version of the rules, policy and allowances.

The format is an in-toto Statement v1 (https://in-toto.io/Statement/v1) with a predicate type of our own. The output is
deterministic except for the date, which SOURCE_DATE_EPOCH sets.
"""

import base64
import datetime as dt
import hashlib
import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

from mkdocs_praxis import __version__
from mkdocs_praxis.files import given, told_in_bytes
from mkdocs_praxis.policy.model import Report, Severity
from mkdocs_praxis.practice.today import now
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.walk import digest as digest_of
from mkdocs_praxis.walk import entries
from mkdocs_praxis.web.kinds import VERSION_CONTROL, kind_of

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://mkdocs-praxis.invalid/evidence/v1"
PAYLOAD_TYPE = "application/vnd.in-toto+json"
# Rules whose allowances let scripts run that no policy confines
UNCONFINED = frozenset({"unconfined-script", "beyond-policy"})
_ENGINES = ("turbohtml", "ada-url", "tinycss2", "tree-sitter", "tree-sitter-javascript")


def evidence(report: Report, directory: Path, changed: Collection[str] = ()) -> str:
    """Return the evidence of a passed report for the files of `directory`, as JSON.

    Digests come from the check; files `changed` since then, such as by hardening, are hashed again. Raises ValueError
    if the report did not pass, PraxisError if a file cannot be read.
    """
    if not report.passed:
        raise ValueError("a check that did not pass leaves no evidence")
    statement = {
        "_type": STATEMENT,
        "subject": [
            {"name": name, "digest": {"sha256": digest}}
            for name, digest in _subjects(report, directory, frozenset(changed))
        ],
        "predicateType": PREDICATE,
        "predicate": {
            "date": now().isoformat(),
            "tool": {"name": "mkdocs-praxis", "version": __version__, "rules": rules_version()},
            "engines": {name: metadata.version(name) for name in _ENGINES},
            "site_url": report.own.url,
            "own_hosts": sorted(report.own.hosts),
            "policy": report.policy.level.value,
            "server_policy": report.policy.server_policy,
            "severities": {name: weight.value for name, weight in sorted(report.policy.severities.items())},
            "weighed_down": report.weighed_down,
            "open_facts": _open_facts(report),
            "contacts": [
                {"host": host, "allowance": a.pattern, "rule": a.rule, "times": n}
                for a, host, n in report.let
            ],
            "allowances": [
                {name: value for name, value in a.told().items() if name != "origin"} | {"used": number}
                for a, number in report.allowed
            ],
            "stored": [{"store": s.store, "key": s.key, "reason": s.reason} for s in report.policy.stored],
            "undeclared_storage": sum(f.rule.name == "device-storage" for f in report.findings),
            "links": dict(sorted(report.links.items())),
            "replaced": [{"vendor": r.vendor, "href": r.href, "file": r.file} for r in report.replaced],
            "read": dict(sorted(report.how.items())),
            "not_read": [{"file": u.file, "why": u.why} for u in report.declared],
            "warnings": report.count(Severity.WARNING),
            "notes": report.count(Severity.NOTE),
            "limits": " ".join(_limits(report)),
        },
    }
    return json.dumps(statement, ensure_ascii=False, indent=1) + "\n"


def _open_facts(report: Report) -> int:
    """Return how many facts are missing or still examples: with any, the site is a draft."""
    return sum(finding.rule.name == "missing-fact" for finding in report.findings)


def _limits(report: Report) -> Iterator[str]:
    """Yield what the check of this report does not say."""
    if number := _open_facts(report):
        yield f"This is a draft: facts of the practice are missing or still examples ({number})."
    yield "The built files were read, not the server."
    if report.declared:
        yield "Those listed under not_read were not."
    runs = "What scripts put together while they run was not read"
    if any(number and allowance.rule in UNCONFINED for allowance, number in report.allowed):
        yield f"{runs}, and those that an allowance lets run without a policy may contact anyone."
    elif report.policy.server_policy:
        yield f"{runs}: the Content-Security-Policy refuses it in the browser, if the server sends the declared one."
    else:
        yield f"{runs}: the Content-Security-Policy refuses it in the browser."


def _subjects(report: Report, directory: Path, changed: frozenset[str]) -> Iterator[tuple[str, str]]:
    """Yield the name and SHA-256 of every file. Raises PraxisError if one cannot be read."""
    for entry in entries(directory):
        judged = "" if entry.name in changed else report.hashes.get(entry.name, "")
        found, why = (judged, "") if judged else digest_of(entry)
        if why:
            raise PraxisError(msg("the file cannot be read: {why}", why=why), file=entry.name)
        yield entry.name, found


def digest(statement: str | bytes) -> str:
    """Return the SHA-256 of a statement, to detect later changes of its date, policy or allowances."""
    return hashlib.sha256(told_in_bytes(statement)).hexdigest()


@cache
def rules_version() -> str:
    """Return a short hash (16 hex digits) over all rules and the vendor catalogue."""
    from mkdocs_praxis.vendors.catalogue import version

    rules = Path(__file__).parent.parent / "policy" / "rules"
    total = hashlib.sha256(version())
    for path in sorted(path for ending in ("*.md", "*.py") for path in rules.glob(ending)):
        total.update(path.name.encode() + b"\0" + path.read_bytes())
    return total.hexdigest()[:16]


def changes(earlier: dict[str, Any], later: dict[str, Any]) -> Iterator[str]:
    """Yield what one evidence says otherwise than an earlier one, by field: lines "- field: entry" that are gone, "+ field: entry" that are new."""
    was, now = set(_entries(earlier["predicate"])), set(_entries(later["predicate"]))
    for field, entry in sorted(was ^ now, key=lambda one: (one[0], one in now, one[1])):
        yield f"{'+' if (field, entry) in now else '-'} {field}: {entry}"


def _entries(predicate: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each field with each of its entries; of links the hosts, however often."""
    for field, held in predicate.items():
        if isinstance(held, dict):
            yield from ((field, key if field == "links" else f"{key} {value}") for key, value in held.items())
        elif isinstance(held, list):
            of = (one.values() if isinstance(one, dict) else [one] for one in held)
            yield from ((field, ", ".join(str(value) for value in one if value != "")) for one in of)
        elif held:
            yield field, str(held)


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that differs from its checked state."""

    file: str
    what: str  # "changed" | "missing" | "added"
    why: str = ""  # why it cannot be hashed, such as a link


def load(path: Path) -> dict[str, Any]:
    """Return the statement of an evidence file, signed or not. Raises PraxisError if it is missing or invalid."""
    try:
        data = json.loads(payload(path))
    except (ValueError, RecursionError) as error:
        raise PraxisError(msg("this is no evidence file: {error}", error=error), file=str(path)) from None
    if not (isinstance(data, dict) and _is_statement(data)):
        raise PraxisError(
            "this is no evidence file of mkdocs-praxis",
            file=str(path),
            fix="give the file that the option `evidence` wrote",
        )
    return data


def payload(path: Path) -> bytes:
    """Return the bytes of a statement: the file, or the payload of its DSSE envelope. Raises PraxisError."""
    data = given(path)
    try:
        outer = json.loads(data)
        if isinstance(outer, dict) and outer.get("payloadType") == PAYLOAD_TYPE:
            return base64.b64decode(str(outer.get("payload")), validate=True)
    except (TypeError, ValueError, RecursionError) as error:
        raise PraxisError(msg("this is no evidence file: {error}", error=error), file=str(path)) from None
    return data


def _is_statement(data: dict[str, Any]) -> bool:
    """Whether this is an in-toto Statement v1 with our predicate that holds what form.json does."""
    form = json.loads(Path(__file__).with_name("form.json").read_text("utf-8"))
    if (data.get("_type"), data.get("predicateType")) != (STATEMENT, PREDICATE) or not _fits(data, form):
        return False
    try:
        dt.datetime.fromisoformat(data["predicate"]["date"])
    except ValueError:
        return False
    return True


def _fits(value: Any, form: Any) -> bool:
    """Whether a value is such as an example: a text, a list of such entries, a dict with such keys."""
    if isinstance(form, dict):
        return isinstance(value, dict) and all(key in value and _fits(value[key], form[key]) for key in form)
    if isinstance(form, list):
        return isinstance(value, list) and all(_fits(one, form[0]) for one in value)
    return isinstance(value, type(form))


def differences(
    directory: Path, statement: dict[str, Any], *, exclude: str | None = None, downloaded: bool = False
) -> list[Difference]:
    """Return the files in which a directory differs from its evidence, by name; empty if it is identical.

    In a `downloaded` copy, server configuration and version control files (`.htaccess`, `.git/`) may be missing, since
    servers do not serve them. A symlink or pipe always counts as changed or added.
    """
    then = {subject["name"]: subject["digest"]["sha256"] for subject in statement["subject"]}
    listed = [(one.name, *digest_of(one)) for one in entries(directory) if one.name != exclude]
    now = {name: hashed for name, hashed, _ in listed}
    why = {name: reason for name, _, reason in listed}
    common = then.keys() & now.keys()
    found = [Difference(name, "changed", why[name]) for name in common if then[name] != now[name]]
    kept_back = {name for name in then if kind_of(name) == "server" or VERSION_CONTROL & {*name.split("/")}}
    gone = then.keys() - now.keys() - (kept_back if downloaded else set())
    found += [Difference(name, "missing") for name in gone]
    found += [Difference(name, "added", why[name]) for name in now.keys() - then.keys()]
    return sorted(found, key=lambda d: d.file)
