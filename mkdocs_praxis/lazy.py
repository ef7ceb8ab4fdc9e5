"""Lazy imports and lazily compiled regular expressions, so that commands start fast."""

import re
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, AnyStr, cast


def lazily(package: str, **modules: str) -> Callable[[str], object]:
    """Return the `__getattr__` of a package (PEP 562) that imports on first access; `modules` maps public name to module."""

    def attribute(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value = getattr(import_module(f"{package}.{modules[name]}"), name)
        vars(sys.modules[package])[name] = value  # so that it is looked up only once
        return value

    return attribute


def regex(text: AnyStr, flags: int = 0) -> "re.Pattern[AnyStr]":
    """Return a regular expression that is compiled on first use. Only its methods work, not `re.match(it, …)`."""
    return cast("re.Pattern[AnyStr]", _Uncompiled(text, flags))


class _Uncompiled:
    def __init__(self, text: Any, flags: int) -> None:
        self._text, self._flags = text, flags

    def __getattr__(self, name: str) -> Any:
        value = self.__dict__[name] = getattr(re.compile(self._text, self._flags), name)
        return value
