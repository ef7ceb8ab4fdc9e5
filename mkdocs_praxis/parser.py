"""The parser, turbohtml, of which only what parses is loaded, and only once something is parsed.

Its renderers and extractors, which nobody needs here, take as long to load as a dozen pages to parse.
"""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

# The parser itself, and what it makes places and errors of.
_PACKAGE, _CORE, _NEEDED = "turbohtml", "_html", ("_internal._locations", "_internal._selectors")


class _Lightly(ModuleType):
    """A package whose core is loaded once anybody asks for a name of it; the rest is, once that does not have it."""

    def __getattr__(self, name: str) -> Any:
        names = vars(self)
        if _CORE not in names and name[:2] != "__" and (core := _core(self.__name__)):
            names.update({key: value for key, value in vars(core).items() if key[0] != "_"})
        if name not in names:
            self.__class__ = ModuleType  # type: ignore[assignment]
            if self.__spec__ is not None and self.__spec__.loader is not None:
                self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def _core(package: str) -> ModuleType | None:
    """Return the core of the parser; None when another version of it is built in another way."""
    try:
        core = import_module(f"{package}.{_CORE}")
        for needed in _NEEDED:
            import_module(f"{package}.{needed}")
    except ImportError:
        return None
    return core


def lightly() -> None:
    """See to it that the package is loaded no further than is asked for."""
    spec = find_spec(_PACKAGE) if _PACKAGE not in sys.modules else None
    if spec is not None:
        package = sys.modules[_PACKAGE] = module_from_spec(spec)
        package.__class__ = _Lightly
