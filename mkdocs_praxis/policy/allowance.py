"""Parses `allow` and `allow_storage`, and decides what they cover.

Patterns of `allow` are a host, its subdomains, a URL, or all URLs below a path; nothing wider. All are valid CSP source
expressions too (CSP3 §6.7.2), so the page's policy allows exactly the same.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from mkdocs_praxis.policy.model import Allowance, Policy, Stored
from mkdocs_praxis.policy.places import Places
from mkdocs_praxis.problem import PraxisError, msg, nearest_or
from mkdocs_praxis.vendors import Vendor, catalogue
from mkdocs_praxis.web.contact import Sign, SignKind
from mkdocs_praxis.web.url import resolve


def host_pattern(text: str) -> str:
    """Normalise `host:`, a host or `*.` and its parent. Raises ValueError, saying how to write it, for anything else."""
    below, name = ("*.", text[2:]) if text.startswith("*.") else ("", text)
    url = resolve(f"https://{name}/", "about:blank") if "*" not in name else None
    if url is None or url.href != f"https://{url.host}/" or (below and "." not in url.host):
        raise ValueError("write a host such as maps.example.net, or *.example.net for all hosts below it")
    return below + url.host


def url_pattern(text: str) -> str:
    """Normalise `url:`, an address or a prefix ending in `/*`, of https by default. Raises ValueError, saying how to write it."""
    whole = text if "://" in text else f"https://{text}"
    start = whole.removesuffix("*")
    url = resolve(start, "about:blank")
    if (
        url is None
        or "*" in start
        or url.scheme not in {"https", "http", "wss", "ws"}
        or (start != whole and not start.endswith("/"))
        or "#" in start
        or url.origin != f"{url.scheme}://{url.host}{':' + url.port if url.port else ''}"
        or "@" in start.split("/")[2]
    ):
        raise ValueError(
            "write an address such as https://maps.example.net/tile.png, or https://maps.example.net/tiles/* for all below it"
        )
    return url.href + ("*" if start != whole else "")


def matches(pattern: str, host: str, url: str = "") -> bool:
    """Whether an allowance's pattern covers a contact with this host and resolved URL."""
    if "://" not in pattern:
        host = host.rstrip(".")
        return host.endswith(pattern[1:]) if pattern.startswith("*.") else host == pattern
    address = url.partition("#")[0]
    return address.startswith(pattern[:-1]) if pattern.endswith("/*") else address == pattern


def host_of(pattern: str) -> str:
    """Return the host of a pattern, without `*.`."""
    return pattern.split("/")[2].partition(":")[0] if "://" in pattern else pattern.removeprefix("*.")


def speaks_of(pattern: str, vendor: Vendor) -> bool:
    """Whether an allowance's pattern covers an address of a vendor, even on a host shared with others."""
    address = pattern.rstrip("*") if "://" in pattern else f"https://{host_of(pattern)}/"
    entries = [entry.removeprefix("=") for entry in vendor.hosts]
    return catalogue().of_url(address) is vendor or any(
        matches(pattern, entry.partition("/")[0], f"https://{entry}") for entry in entries
    )


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
        what = msg("an allowance must name {value}", value=", ".join(_KEYS))
        mistake("", what, "see `praxis explain allowance-unused`")
        return None
    _check_keys(entry, mistake)
    if mistakes:
        return None
    named = str(entry.get("host") or entry.get("url") or "?")
    for key in _NEEDED:
        if not str(entry.get(key) or "").strip():
            what = msg("the allowance for {named} has no {key!r}", named=named, key=key)
            why = "an exception needs a reason, a name and an end (Art. 5(2) GDPR)"
            mistake(key, what, msg("add `{key}:`", key=key), why)
    pattern = _pattern(entry, mistake)
    expires = date_of(entry.get("expires"))
    if entry.get("expires") and expires is None:
        what = msg("{entry!r} is no date", entry=str(entry["expires"])[:40])
        mistake("expires", what, "write it as 2027-01-31")
    rule_name = _rule(str(entry.get("rule") or "*"), mistake)
    if mistakes or expires is None:
        return None
    place = places.get(("allow", index))
    reason, approved_by, contract = (str(entry[key]) for key in ("reason", "approved_by", "contract"))
    granted_in = f"{place.file}:{place.line}" if place else origin
    return Allowance(pattern, rule_name, reason, approved_by, contract, expires, granted_in)


def _check_keys(entry: Mapping[str, Any], mistake: Wrong) -> None:
    """Report unknown keys, and values that are not scalars."""
    for key in entry:
        if key not in _KEYS:
            shown, keys = str(key)[:60], msg("keys are {value}", value=", ".join(_KEYS))
            what = msg("unknown key {key!r} in an allowance", key=shown)
            mistake(str(key), what, nearest_or(shown, _KEYS, keys))
    for key in _KEYS:
        if isinstance(entry.get(key), list | dict | set):
            what = msg("{key} of an allowance must be a text", key=key)
            mistake(key, what, msg("write one {key}; a second needs its own entry", key=key))


def _pattern(entry: Mapping[str, Any], mistake: Wrong) -> str:
    host, url = (str(entry.get(key) or "").strip() for key in ("host", "url"))
    if bool(host) == bool(url):
        mistake("host", "an allowance must name either a host or a url", "host: maps.example.net")
        return ""
    key, text, read = ("host", host, host_pattern) if host else ("url", url, url_pattern)
    try:
        return read(text)
    except ValueError as error:
        what = msg("{key}: {text!r} cannot be allowed", key=key, text=text[:80])
        mistake(key, what, error.args[0], "one that lets everything pass is no exception")
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


STORES = ("cookie", "localStorage", "sessionStorage", "indexedDB", "caches", "service worker")
# The store of each sign kind; STORAGE signs name theirs in `detail`.
STORING = {SignKind.COOKIE: "cookie", SignKind.STORAGE: "", SignKind.SERVICE_WORKER: "service worker"}


def granted(
    values: Mapping[str, Any], places: Places, origin: str, wrong: Wrong
) -> tuple[tuple[Allowance, ...], tuple[Stored, ...]]:
    """Return the valid entries of `allow` and `allow_storage`; mistakes are reported through `wrong`."""
    allow, keep = values.get("allow") or (), values.get("allow_storage") or ()
    passing = [allowance_of(entry, index, places, origin, wrong) for index, entry in enumerate(allow)]
    kept = [stored_of(entry, index, wrong) for index, entry in enumerate(keep)]
    return tuple(one for one in passing if one), tuple(one for one in kept if one)


def stored_of(entry: Any, index: int, wrong: Wrong) -> Stored | None:
    """Return the parsed declaration, or None after reporting its mistake through `wrong`."""
    values = entry if isinstance(entry, Mapping) else {}
    store, reason = str(values.get("store") or ""), str(values.get("reason") or "").strip()
    unknown = [key for key in values if key not in {"store", "key", "reason"}]
    if store in STORES and reason and not unknown:
        return Stored(store, str(values.get("key") or ""), reason)
    form = msg(
        "write {{store: localStorage, key: theme, reason: …}}; stores are {value}", value=", ".join(STORES)
    )
    wrong(
        ("allow_storage", index),
        msg("`allow_storage` cannot take {entry}", entry=str(entry)[:80]),
        nearest_or(store, STORES, form) if store not in STORES else form,
        "what is kept on a device without consent must be what the person asked for (§ 25(2) no. 2 TDDDG)",
    )
    return None


def declared(sign: Sign, policy: Policy) -> bool:
    """Whether `allow_storage` declares what a sign stores; only browser runs know the key, else the store decides."""
    if sign.kind not in STORING:
        return False
    named, _, key = sign.detail.partition(": ")
    store = STORING[sign.kind] or named
    return any(s.store == store and (not key or not s.key or fnmatchcase(key, s.key)) for s in policy.stored)
