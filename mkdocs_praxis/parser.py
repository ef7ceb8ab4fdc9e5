"""Lazy import of the HTML parser, turbohtml: only its core, and only once something is parsed.

Its renderers and extractors are not used here; importing them takes as long as parsing a dozen pages.
"""

import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

# The C extension, and the modules it needs for source locations and selector errors.
_PACKAGE, _CORE, _NEEDED = "turbohtml", "_html", ("_internal._locations", "_internal._selectors")


class _Lightly(ModuleType):
    """A package whose core is imported on first attribute access, and the rest once the core lacks a name."""

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
    """Return the core of the parser; None when this version is laid out differently."""
    try:
        core = import_module(f"{package}.{_CORE}")
        for needed in _NEEDED:
            import_module(f"{package}.{needed}")
    except ImportError:
        return None
    return core


def lightly() -> None:
    """Make `import turbohtml` lazy; no effect once it is imported."""
    spec = find_spec(_PACKAGE) if _PACKAGE not in sys.modules else None
    if spec is not None:
        package = sys.modules[_PACKAGE] = module_from_spec(spec)
        package.__class__ = _Lightly
