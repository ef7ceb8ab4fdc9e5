"""Named tuples, dataclasses, enums, dates and sets as JSON values, and back; a value of the wrong type is refused."""

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any

_AS_THEY_ARE = frozenset({str, int, bool, float, types.NoneType})


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it: tuples as lists, sets as sorted lists."""
    if type(value) in _AS_THEY_ARE:  # most values are
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(one) for key, one in value.items()}
    if isinstance(value, frozenset | set):
        return sorted(map(plain, value))
    if isinstance(value, tuple | list):
        return [one if type(one) in _AS_THEY_ARE else plain(one) for one in value]
    if dataclasses.is_dataclass(value):
        return [plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    return value


def typed(hint: Any, value: Any) -> Any:
    """Return the value of type `hint` that `plain` made `value` of. Raises TypeError or ValueError when it is not of that type."""
    return _reader(hint)(value)


@cache
def _reader(hint: Any) -> Callable[[Any], Any]:
    """Return the function that converts JSON values to a type."""
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in {typing.Union, types.UnionType}:
        (one,) = [_reader(part) for part in inner if part is not types.NoneType]
        return lambda value: None if value is None else one(value)
    if origin is tuple and inner[-1] is ...:
        each = _reader(inner[0])
        return lambda value: tuple([each(one) for one in _of(list, value)])
    if origin in {frozenset, list}:
        each = _reader(inner[0])
        return lambda value: origin([each(one) for one in _of(list, value)])
    if origin is tuple:
        parts = [_reader(part) for part in inner]
        return lambda value: _fields(tuple, parts, value)
    if origin in {Mapping, dict}:
        each = _reader(inner[1])
        return lambda value: {_of(str, key): each(one) for key, one in _of(dict, value).items()}
    if hasattr(hint, "_fields") or dataclasses.is_dataclass(hint):
        parts = [_reader(part) for part in typing.get_type_hints(hint).values()]
        make = getattr(hint, "_make", None) or (lambda values: hint(*values))
        return lambda value: _fields(make, parts, value)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint
    if hint is dt.date:
        return dt.date.fromisoformat
    return lambda value: _of(hint, value)


def _of(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError(value)
    return value


def _fields(make: Callable[[list[Any]], Any], parts: list[Callable[[Any], Any]], value: Any) -> Any:
    return make([part(one) for part, one in zip(parts, _of(list, value), strict=True)])
