"""JSON text that stands in a script, as values."""

import json

from mkdocs_praxis.web.script.values import UNKNOWN, Json, Value


def of_json(value: Json, name: str) -> tuple[Value, ...]:
    """Return a property of a decoded value."""
    inner = value.value
    found: object = None
    if isinstance(inner, dict):
        found = inner.get(name)
    elif isinstance(inner, list) and name.isdecimal() and int(name) < len(inner):
        found = inner[int(name)]
    return from_json(found)


def from_json(found: object) -> tuple[Value, ...]:
    """Wrap a decoded JSON value."""
    if isinstance(found, str | int | float):
        return (found,)
    return (Json(found),) if found is not None else ()


def parse_json(text: str) -> tuple[Value, ...]:
    """Decode JSON text that stands in a script."""
    try:
        return from_json(json.loads(text))
    except (ValueError, RecursionError):
        return (UNKNOWN,)
