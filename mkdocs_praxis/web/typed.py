"""Makes values of our types out of parsed JSON, for the cache. The other way needs no code: JSON writes tuples as lists."""

from enum import StrEnum
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints


def typed(value: Any, kind: Any) -> Any:
    """Return parsed JSON as a value of a type: text, number, NamedTuple, or tuple, frozenset or dict of such.

    Raises TypeError or ValueError if it is none.
    """
    container, parts = _parts(kind)
    if container is dict:
        return {typed(key, parts[0]): typed(one, parts[1]) for key, one in value.items()}
    if container is not None:
        return container(typed(one, parts[0]) for one in _listed(value))
    if parts:
        return kind(*(typed(one, part) for one, part in zip(_listed(value), parts, strict=True)))
    if issubclass(kind, StrEnum):
        return kind(value)
    if type(value) is not kind:
        raise TypeError(f"no {kind.__name__}")
    return value


@cache
def _parts(kind: Any) -> tuple[Any, tuple[Any, ...]]:
    """Return the container (None for others) that a type is, and the types of its parts."""
    if (container := get_origin(kind)) is not None:
        return container, get_args(kind)
    return None, tuple(get_type_hints(kind).values()) if issubclass(kind, tuple) else ()


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("no list")
    return value
