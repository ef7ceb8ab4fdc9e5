"""A faster `dataclass` decorator: the methods are shared functions, not compiled for each class (a third of the time).

Facts and components have more than a hundred classes. `frozen` is enforced by the type checker only, not at run time.
Facts that are not required get their default here, from their annotation (`values.fact`).
"""

import dataclasses
import types
import typing
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")


@dataclass_transform(field_specifiers=(dataclasses.field,))
def dataclass(*, frozen: bool, slots: bool, kw_only: bool = False) -> Callable[[type[T]], type[T]]:
    """Return the class decorator."""
    common = {"__repr__": _shown, **({"__eq__": _same, "__hash__": _hashed} if frozen else {})}

    def made(cls: type[T]) -> type[T]:
        for name, kind in cls.__annotations__.items():
            given = cls.__dict__.get(name)
            if isinstance(given, dataclasses.Field) and given.metadata.get("required") is False:
                _complete(given, kind)
        new = dataclasses.dataclass(slots=slots, kw_only=kw_only, repr=False, eq=False)(cls)
        for name, method in common.items():
            if name not in cls.__dict__:
                setattr(new, name, method)
        return new

    return made


def _complete(given: Any, kind: Any) -> None:
    """Give a fact without a default what its annotation has for nothing."""
    origin = typing.get_origin(kind)
    if origin is dict:
        given.default_factory = dict
    elif given.default is dataclasses.MISSING:
        optional = origin in {types.UnionType, typing.Union}
        given.default = False if kind is bool else () if origin is tuple else None if optional else ""


@cache
def _names(cls: type, part: str) -> tuple[str, ...]:
    return tuple(one.name for one in dataclasses.fields(cls) if getattr(one, part))


def _values(self: Any) -> tuple[Any, ...]:
    return tuple([getattr(self, name) for name in _names(self.__class__, "compare")])


def _same(self: Any, other: object) -> Any:
    return _values(self) == _values(other) if type(other) is self.__class__ else NotImplemented


def _hashed(self: Any) -> int:
    return hash(_values(self))


def _shown(self: Any) -> str:
    said = (f"{name}={getattr(self, name)!r}" for name in _names(self.__class__, "repr"))
    return f"{type(self).__qualname__}({', '.join(said)})"
