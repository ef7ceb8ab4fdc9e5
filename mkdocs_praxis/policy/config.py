"""The policy as people write it: in mkdocs.yml, praxis.yml or praxis.toml."""

import datetime as dt
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from mkdocs_praxis.policy.model import Allowance, Level, Policy, Severity
from mkdocs_praxis.problem import PraxisError, Problem, nearest

POLICY_KEYS = ("policy", "own_hosts", "allow", "severity", "language", "site_url", "inherit", "allow_storage")
_ALLOW_KEYS = ("host", "url", "rule", "reason", "approved_by", "contract", "expires")


def policy_of(
    values: Mapping[str, Any], *, language: str = "en", practice: bool = False, origin: str = ""
) -> Policy:
    """Return the policy that checked configuration values say.

    Raises PraxisError with every mistake: unknown level or rule, incomplete allowance, date that is none.
    """
    problems: list[Problem] = []
    level = str(values.get("policy") or "standard")
    if level not in {"standard", "strict"}:
        near = nearest(level, ("standard", "strict"))
        problems.append(
            Problem(
                f"unknown policy {level!r}",
                origin or None,
                fix=f"did you mean {near!r}?" if near else "use standard or strict",
            )
        )
    allowances = [_allowance(entry, origin, problems) for entry in values.get("allow") or ()]
    severities = _severities(values.get("severity") or {}, origin, problems)
    if problems:
        raise PraxisError(*problems)
    return Policy(Level(level), tuple(a for a in allowances if a), severities, practice, language)


def _severities(values: Any, origin: str, problems: list[Problem]) -> dict[str, Severity]:
    from mkdocs_praxis.policy.rules import rule

    severities = {}
    if not isinstance(values, Mapping):
        problems.append(
            Problem(
                "`severity` must name rules and their weight",
                origin or None,
                fix="severity: {rule-name: warning}",
            )
        )
        return {}
    for name, weight in values.items():
        try:
            severities[rule(str(name)).name] = Severity(str(weight))
        except PraxisError as error:
            problems.extend(error.problems)
        except ValueError:
            problems.append(
                Problem(
                    f"unknown severity {weight!r} for {name}",
                    origin or None,
                    fix="use error, warning or note",
                )
            )
    return severities


def _allowance(entry: Any, origin: str, problems: list[Problem]) -> Allowance | None:
    from mkdocs_praxis.policy.rules import rule

    before = len(problems)
    place = origin or None

    def wrong(what: str, fix: str, why: str = "") -> None:
        problems.append(Problem(what, place, why=why or None, fix=fix))

    if not isinstance(entry, Mapping):
        wrong(
            "an allowance must name host, rule, reason, approved_by, contract and expires",
            "see `praxis explain allowance-unused`",
        )
        return None
    for key in entry:
        if key not in _ALLOW_KEYS:
            near = nearest(str(key), _ALLOW_KEYS)
            wrong(
                f"unknown key {key!r} in an allowance",
                f"did you mean {near!r}?" if near else f"keys are {', '.join(_ALLOW_KEYS)}",
            )
    pattern = str(entry.get("host") or entry.get("url") or "")
    named = pattern or "?"
    if not pattern or pattern.strip("*./:") == "":
        wrong(
            "an allowance must name a host or a url",
            "host: maps.example.net",
            "one that lets everything pass is no exception",
        )
    for key in ("rule", "reason", "approved_by", "contract", "expires"):
        if not entry.get(key):
            wrong(
                f"the allowance for {named} has no {key!r}",
                f"add `{key}:`",
                "an exception needs a reason, a name and an end (Art. 5(2) GDPR)",
            )
    expires = _date(entry.get("expires"))
    if entry.get("expires") and expires is None:
        wrong(f"the allowance for {named}: {entry.get('expires')!r} is no date", "write it as 2027-01-31")
    rule_name = str(entry.get("rule") or "*")
    if rule_name != "*":
        try:
            rule_name = rule(rule_name).name
        except PraxisError as error:
            problems.extend(error.problems)
    if len(problems) > before or expires is None:
        return None
    return Allowance(
        pattern=pattern.lower() if "/" not in pattern else pattern,
        rule=rule_name,
        reason=str(entry["reason"]),
        approved_by=str(entry["approved_by"]),
        contract=str(entry["contract"]),
        expires=expires,
        origin=origin,
    )


def _date(value: Any) -> dt.date | None:
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(str(value), form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return None


def load(path: Path, _seen: frozenset[Path] = frozenset()) -> dict[str, Any]:
    """Return the values of a `praxis.yml` or `praxis.toml`, with those of the file it inherits from beneath them.

    Lists of allowances and own hosts add up; everything else is overridden. Raises PraxisError for a file that is
    missing, broken, holds an unknown key or inherits in a circle.
    """
    path = path.resolve()
    if path in _seen:
        raise PraxisError(
            Problem(f"{path.name} inherits from itself", str(path), fix="remove one of the `inherit:` lines")
        )
    values = _parse(path)
    for key in values:
        if key not in POLICY_KEYS:
            near = nearest(str(key), POLICY_KEYS)
            raise PraxisError(
                Problem(
                    f"unknown key {key!r}",
                    str(path),
                    fix=f"did you mean {near!r}?" if near else f"keys are {', '.join(POLICY_KEYS)}",
                )
            )
    parent = values.pop("inherit", None)
    if not parent:
        return values
    base = load(path.parent / str(parent), _seen | {path})
    merged = base | values
    for key in ("allow", "own_hosts", "allow_storage"):
        merged[key] = [*(base.get(key) or ()), *(values.get(key) or ())]
    merged["severity"] = (base.get("severity") or {}) | (values.get("severity") or {})
    return merged


def _parse(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise PraxisError(Problem(f"cannot read the configuration: {error.strerror}", str(path))) from None
    except UnicodeDecodeError:
        raise PraxisError(
            Problem("the configuration is not UTF-8 text", str(path), fix="save it as UTF-8")
        ) from None
    try:
        values = tomllib.loads(text) if path.suffix == ".toml" else yaml.safe_load(text)
    except tomllib.TOMLDecodeError as error:
        raise PraxisError(Problem(f"broken TOML: {error}", str(path))) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else None
        lines = text.splitlines()
        raise PraxisError(
            Problem(
                f"broken YAML: {getattr(error, 'problem', error)}",
                str(path),
                line,
                mark.column + 1 if mark else None,
                lines[line - 1] if line and line <= len(lines) else None,
            )
        ) from None
    if values is None:
        return {}
    if not isinstance(values, dict):
        raise PraxisError(Problem("the configuration must be keys and values", str(path)))
    return values


def find(directory: Path) -> Path | None:
    """Return the `praxis.yml` or `praxis.toml` that lies beside or above a directory of output, if any."""
    for folder in (Path.cwd(), directory.resolve().parent):
        for name in ("praxis.yml", "praxis.yaml", "praxis.toml"):
            if (folder / name).is_file():
                return folder / name
    return None
