"""Named tuples that a start can afford: it makes eighty classes of them, and most of what one costs is to compile how it is made.

Here that is compiled once for each number of fields. For the type checker, and where annotations are not there before their
class is (Python 3.14), they are those of `typing`.
"""

import sys
from typing import TYPE_CHECKING, Any

__all__ = ["NamedTuple"]

if TYPE_CHECKING or sys.version_info >= (3, 14):
    from typing import NamedTuple
else:
    from collections import _tuplegetter
    from collections.abc import Callable, Iterable, Mapping
    from functools import cache
    from types import CodeType, FunctionType

    _GIVEN = {"_new": tuple.__new__, "__builtins__": {}}

    @cache
    def _code(fields: int) -> CodeType:
        names = "".join(f"_{number}, " for number in range(fields))
        made: Callable[..., Any] = eval(f"lambda _cls, {names}: _new(_cls, ({names}))", _GIVEN)  # noqa: S307 - of numbers
        return made.__code__

    def _maker(fields: tuple[str, ...], given: Mapping[str, Any]) -> FunctionType:
        if fields[len(fields) - len(given) :] != tuple(given):
            raise TypeError("a field without a default follows one with a default")
        code = _code(len(fields)).replace(co_varnames=("_cls", *fields), co_name="__new__")
        return FunctionType(code, _GIVEN, "__new__", tuple(given.values()))

    class _Named(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = tuple(body.get("__annotations__", ()))
            given = {field: body[field] for field in fields if field in body}
            body |= {field: _tuplegetter(number, "") for number, field in enumerate(fields)}
            body |= {"_fields": fields, "_field_defaults": given, "__match_args__": fields, "__slots__": ()}
            return super().__new__(cls, name, bases, body | {"__new__": _maker(fields, given)})

    class NamedTuple(tuple, metaclass=_Named):
        """As `typing.NamedTuple`."""

        __slots__ = ()

        @classmethod
        def _make(cls, values: Iterable[Any]) -> Any:
            made = tuple.__new__(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"{cls.__name__} has {len(cls._fields)} fields, not {len(made)}")
            return made

        def _replace(self, /, **named: Any) -> Any:
            made = self._make(map(named.pop, self._fields, self))
            if named:
                raise ValueError(f"{type(self).__name__} has no {', '.join(named)}")
            return made

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self) -> str:
            shown = ", ".join(f"{name}={value!r}" for name, value in self._asdict().items())
            return f"{type(self).__name__}({shown})"

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)
