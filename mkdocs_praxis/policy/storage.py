"""Parse `allow_storage`: what a site stores on a device at the visitor's request (§ 25(2) no. 2 TDDDG)."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

from mkdocs_praxis.policy.model import Allowance, Policy, Stored
from mkdocs_praxis.policy.places import Places
from mkdocs_praxis.problem import msg, nearest_or
from mkdocs_praxis.web.contact import Sign, SignKind

if TYPE_CHECKING:
    from mkdocs_praxis.policy.allowance import Wrong

STORES = ("cookie", "localStorage", "sessionStorage", "indexedDB", "caches", "service worker")
# The store of each sign kind; STORAGE signs name theirs in `detail`.
_STORING = {SignKind.COOKIE: "cookie", SignKind.STORAGE: "", SignKind.SERVICE_WORKER: "service worker"}


def granted(
    values: Mapping[str, Any], places: Places, origin: str, wrong: "Wrong"
) -> tuple[tuple[Allowance, ...], tuple[Stored, ...]]:
    """Return the valid entries of `allow` and `allow_storage`; mistakes are reported through `wrong`."""
    from mkdocs_praxis.policy.allowance import allowance_of

    allow, keep = values.get("allow") or (), values.get("allow_storage") or ()
    passing = [allowance_of(entry, index, places, origin, wrong) for index, entry in enumerate(allow)]
    kept = [stored_of(entry, index, wrong) for index, entry in enumerate(keep)]
    return tuple(one for one in passing if one), tuple(one for one in kept if one)


def stored_of(entry: Any, index: int, wrong: "Wrong") -> Stored | None:
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
    if sign.kind not in _STORING:
        return False
    named, _, key = sign.detail.partition(": ")
    store = _STORING[sign.kind] or named
    return any(s.store == store and (not key or not s.key or fnmatchcase(key, s.key)) for s in policy.stored)
