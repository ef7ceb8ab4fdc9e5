"""Components: blocks of a page made from facts, with a catalogue, a Markdown directive and a template global."""

from typing import TYPE_CHECKING

from mkdocs_praxis.lazy import lazily

if TYPE_CHECKING:
    from mkdocs_praxis.components.catalogue import PRIVACY_CLASSES, find
    from mkdocs_praxis.components.directive import directives, expand
    from mkdocs_praxis.components.globals import template_globals
    from mkdocs_praxis.components.setting import Setting, linker
    from mkdocs_praxis.components.stash import EXTENSION, unpack

__all__ = [
    "EXTENSION",
    "PRIVACY_CLASSES",
    "Setting",
    "directives",
    "expand",
    "find",
    "linker",
    "template_globals",
    "unpack",
]

__getattr__ = lazily(
    __name__,
    EXTENSION="stash",
    PRIVACY_CLASSES="catalogue",
    Setting="setting",
    directives="directive",
    expand="directive",
    find="catalogue",
    linker="setting",
    template_globals="globals",
    unpack="stash",
)
