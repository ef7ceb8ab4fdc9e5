"""Packages whose names are imported when somebody first asks for them: most builds and commands need few (PEP 562)."""

from collections.abc import Callable
from importlib import import_module


def lazily(package: str, **modules: str) -> Callable[[str], object]:
    """Return the `__getattr__` of a package: `modules` says in which module of it each public name is."""

    def attribute(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return attribute
