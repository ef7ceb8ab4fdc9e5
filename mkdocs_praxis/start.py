"""Where the command begins, before anything is loaded: most of a short run is its start.

What a start makes stays until the end. Looking through it for garbage takes a tenth of the time of a short run, so that is
done seldom, and not once more when the process ends.
"""

import gc
import sys
from importlib import import_module
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

gc.set_threshold(100_000)

# The parser itself, and what it makes places and errors of.
_CORE, _NEEDED = "_html", ("_internal._locations", "_internal._selectors")


class _Core(ModuleType):
    """A package of which only the core is loaded; the rest is, once anybody asks for a name of it."""

    def __getattr__(self, name: str) -> Any:
        self.__class__ = ModuleType  # type: ignore[assignment]
        if self.__spec__ is not None and self.__spec__.loader is not None:
            self.__spec__.loader.exec_module(self)
        return getattr(self, name)


def load_core(name: str) -> None:
    """Load of turbohtml what parses: its renderers and extractors, which nobody needs here, take a sixth of a start."""
    spec = find_spec(name)
    if spec is None or name in sys.modules:
        return
    package = module_from_spec(spec)
    package.__class__ = _Core
    sys.modules[name] = package
    try:
        core = import_module(f"{name}.{_CORE}")
        for needed in _NEEDED:
            import_module(f"{name}.{needed}")
    except ImportError:  # another version of it is built in another way
        del sys.modules[name]
        return
    vars(package).update({key: value for key, value in vars(core).items() if key[0] != "_"})


load_core("turbohtml")

from mkdocs_praxis.cli import main  # noqa: E402 - what that loads is meant


def praxis() -> None:
    """Run the command `praxis`."""
    try:
        main()
    finally:
        gc.freeze()
