"""Parse and validate one entry of `allow:`; every field is required, each mistake is reported with its line."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from mkdocs_praxis.policy.model import Allowance
from mkdocs_praxis.policy.pattern import host_pattern, url_pattern
from mkdocs_praxis.policy.places import Places
from mkdocs_praxis.problem import PraxisError, msg, nearest_or

_NEEDED = ("rule", "reason", "approved_by", "contract", "expires")
_KEYS = ("host", "url", *_NEEDED)
Wrong = Callable[..., None]  # reports a mistake: (path of the key, what is wrong, fix, why it matters)


def allowance_of(entry: Any, index: int, places: Places, origin: str, wrong: Wrong) -> Allowance | None:
    """Return the parsed allowance, or None after reporting every mistake in it through `wrong`."""
    mistakes: list[str] = []

    def mistake(key: str, what: str, fix: str, why: str = "") -> None:
        mistakes.append(what)
        wrong(("allow", index, key), what, fix, why)

    if not isinstance(entry, Mapping):
        mistake(
            "",
            msg("an allowance must name {value}", value=", ".join(_KEYS)),
            "see `praxis explain allowance-unused`",
        )
        return None
    _check_keys(entry, mistake)
    if mistakes:
        return None
    named = str(entry.get("host") or entry.get("url") or "?")
    for key in _NEEDED:
        if not str(entry.get(key) or "").strip():
            why = "an exception needs a reason, a name and an end (Art. 5(2) GDPR)"
            mistake(
                key,
                msg("the allowance for {named} has no {key!r}", named=named, key=key),
                msg("add `{key}:`", key=key),
                why,
            )
    pattern = _pattern(entry, mistake)
    expires = date_of(entry.get("expires"))
    if entry.get("expires") and expires is None:
        mistake(
            "expires", msg("{entry!r} is no date", entry=str(entry["expires"])[:40]), "write it as 2027-01-31"
        )
    rule_name = _rule(str(entry.get("rule") or "*"), mistake)
    if mistakes or expires is None:
        return None
    place = places.get(("allow", index))
    return Allowance(
        pattern=pattern,
        rule=rule_name,
        reason=str(entry["reason"]),
        approved_by=str(entry["approved_by"]),
        contract=str(entry["contract"]),
        expires=expires,
        origin=str(place) if place else origin,
    )


def _check_keys(entry: Mapping[str, Any], mistake: Wrong) -> None:
    """Report unknown keys, and values that are not scalars."""
    for key in entry:
        if key not in _KEYS:
            mistake(
                str(key),
                msg("unknown key {key!r} in an allowance", key=str(key)[:60]),
                nearest_or(str(key)[:60], _KEYS, msg("keys are {value}", value=", ".join(_KEYS))),
            )
    for key in _KEYS:
        if isinstance(entry.get(key), list | dict | set):
            mistake(
                key,
                msg("{key} of an allowance must be a text", key=key),
                msg("write one {key}; a second needs its own entry", key=key),
            )


def _pattern(entry: Mapping[str, Any], mistake: Wrong) -> str:
    host, url = (str(entry.get(key) or "").strip() for key in ("host", "url"))
    if bool(host) == bool(url):
        mistake("host", "an allowance must name either a host or a url", "host: maps.example.net")
        return ""
    key, text, read = ("host", host, host_pattern) if host else ("url", url, url_pattern)
    try:
        return read(text)
    except ValueError as error:
        mistake(
            key,
            msg("{key}: {text!r} cannot be allowed", key=key, text=text[:80]),
            error.args[0],
            "one that lets everything pass is no exception",
        )
        return ""


def _rule(name: str, mistake: Wrong) -> str:
    from mkdocs_praxis.policy.rules import rule

    if name == "*":
        return name
    try:
        return rule(name[:60]).name
    except PraxisError as error:
        for problem in error.problems:
            mistake("rule", problem.what, problem.fix or "")
        return ""


def date_of(value: Any) -> dt.date | None:
    """Parse a date given as a date object or as text (2027-01-31, 31.01.2027); None if it is invalid."""
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    for form in ("%Y-%m-%d", "%d.%m.%Y"):
        try:
            return dt.datetime.strptime(str(value).strip(), form).replace(tzinfo=dt.UTC).date()
        except ValueError:
            continue
    return None
