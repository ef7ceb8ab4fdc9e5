"""Abstract values: an expression has a few alternatives; strings may have unknown parts (see `marks`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tree_sitter import Node


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything (top)."""


@dataclass(frozen=True, slots=True)
class Global:
    """A global of the page by its path (`document.body`, without `window.`), or an instance of one (`new Worker`)."""

    path: str

    @property
    def made(self) -> str:
        """The class of which this is an instance, or ""."""
        return self.path[4:] if self.path.startswith("new ") else ""


@dataclass(frozen=True, slots=True)
class Function:
    """A function or class of this script."""

    node: Node


@dataclass(frozen=True, slots=True)
class Instance:
    """An instance of a class of this script."""

    node: Node


class This(Instance):
    """An object literal, as `this` in its methods."""


@dataclass(frozen=True, slots=True, eq=False)
class Object:
    """An object with known properties: values, or expressions that are evaluated on demand."""

    fields: dict[str, Node | Values]


@dataclass(frozen=True, slots=True, eq=False)
class List:
    """A list with known elements, each with its alternatives. Interned by the evaluator, so identity is equality."""

    items: tuple[Values, ...]


@dataclass(frozen=True, slots=True)
class Element:
    """An element: possible tags (none: unknown), the creating node or the selector, whether it is a jQuery object."""

    tags: frozenset[str] = frozenset()
    made_at: int = -1
    selector: str = ""
    jquery: bool = False


@dataclass(frozen=True, slots=True)
class Taint:
    """A source of data outside the script.

    `kind`: `attribute` (`name`: its name), `text` (of the element `name`, a selector), `link` (where that leads), `global`
    (`name`: its path), `outer` (of another script, exported as `name` or passed to it), `file`. `key`: the last property read.
    """

    kind: str
    name: str = ""
    key: str = ""


Value: TypeAlias = str | int | Unknown | Global | Function | Instance | Object | List | Element | Taint
Values: TypeAlias = tuple[Value, ...]  # alternatives
Args: TypeAlias = list[Values]
UNKNOWN = Unknown()
TOP: Values = (UNKNOWN,)
OWN = (Function, This, Object, List, str, int)  # created by the script itself, not by the page
