"""Properties of the page's globals and of strings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mkdocs_praxis.web.script.values import HOLE, UNKNOWN, Data, Element, Name, Style, Value
from mkdocs_praxis.web.url import resolve

if TYPE_CHECKING:
    from mkdocs_praxis.web.script.evaluate import Evaluator

GLOBAL_OBJECTS = frozenset(
    {"window", "self", "globalThis", "top", "parent", "frames", "document.defaultView"}
)


def of_global(on: Evaluator, value: Name, name: str) -> tuple[Value, ...]:
    """Return a property of a global of the page."""
    path = name if value.path in GLOBAL_OBJECTS else f"{value.path}.{name}"
    if value.path in GLOBAL_OBJECTS:
        binding = on.scopes.names[-1].get(name)
        if binding is not None:
            return on.bound(binding)
        if name in GLOBAL_OBJECTS or name.isdecimal():
            return (Name("window"),)
    if name in {"contentWindow", "contentDocument"}:
        return (Name("window" if name == "contentWindow" else "document"),)
    if path in {"document.location", "location.location"}:
        return (Name("location"),)
    if path == "document.defaultView":
        return (Name("window"),)
    if path == "document.currentScript":
        return (Element(frozenset({"script"}), -1),)
    if path in {"document.head", "document.body", "document.documentElement"}:
        return (Element(frozenset({path.rpartition(".")[2]}), -1),)
    if name in {"dataset", "style"}:
        return (Data("dataset") if name == "dataset" else Style(),)
    return (Name(path),) if len(path) < 200 else (UNKNOWN,)


def of_string(value: str, name: str) -> tuple[Value, ...]:
    """Return a property of a string, or of a URL object, which is one here."""
    if name == "length":
        return (len(value),) if HOLE not in value else (UNKNOWN,)
    if name.isdecimal() and len(name) < 9:
        return (value[int(name)],) if int(name) < len(value) else ()
    if name in {"href", "origin", "host", "hostname", "protocol", "pathname"}:
        if name == "href":
            return (value,)
        url = resolve(value, "about:blank")
        if url is not None and not any(ord(c) > 0xEFFFF for c in value):
            parts = {
                "origin": url.origin,
                "host": url.host,
                "hostname": url.host,
                "protocol": url.scheme + ":",
            }
            return (parts.get(name, HOLE),)
    return (UNKNOWN,)
