"""Abstract values: what an expression may be worth, as a few alternatives; strings may have unknown parts (see `marks`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything (top)."""


@dataclass(frozen=True, slots=True)
class Global:
    """A global of the page by its path (`document.body`), `window.` left out; `new Worker`: what that makes."""

    path: str

    @property
    def made(self) -> str:
        """The class that this is an object of, or ""."""
        return self.path[4:] if self.path.startswith("new ") else ""


@dataclass(frozen=True, slots=True)
class Function:
    """A function or class of this script."""

    node: Node


@dataclass(frozen=True, slots=True)
class Instance:
    """An object of a class of this script."""

    node: Node


@dataclass(frozen=True, slots=True, eq=False)
class Object:
    """An object by its properties: values, or expressions that are evaluated when they are asked for."""

    fields: dict[str, Node | Values]


@dataclass(frozen=True, slots=True, eq=False)
class List:
    """A list whose elements are known, each with its alternatives. The evaluator keeps one of each, so identity is equality."""

    items: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """An element: the tags it may have (none: unknown), what made it or the selector that found it, whether jQuery holds it."""

    tags: frozenset[str] = frozenset()
    made_at: int = -1
    selector: str = ""
    jquery: bool = False


@dataclass(frozen=True, slots=True)
class Taint:
    """A source: something from the page's data.

    `kind`: `attribute` (`name`: its name), `text` (of what the selector `name` finds), `global` (of another script: its path), `outer`
    (what another script exports as `name`, or passes to the function `name`), or `file`. `key`: the last property read from it.
    """

    kind: str
    name: str = ""
    key: str = ""


Value: TypeAlias = str | int | Unknown | Global | Function | Instance | Object | List | Element | Taint
Values: TypeAlias = tuple[Value, ...]  # alternatives
Args: TypeAlias = list[Values]
UNKNOWN = Unknown()
TOP: Values = (UNKNOWN,)
OWN = (Function, Object, List, str, int)  # of the script itself, not of the page
