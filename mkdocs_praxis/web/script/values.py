"""Abstract values: what an expression may be worth, as a few alternatives with unknown parts where only running could tell.

A string with an unknown part holds a private-use character there, so that `"https://cdn." + x + ".example"` is still
worth reading. Distinct characters say where the part comes from: nowhere known (TOP), a bound that was reached
(WIDENED), a decoder, the page's own address, or a taint source (the page's data).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from tree_sitter import Node

MAX_ALTERNATIVES = 32
MAX_TEXT = 1 << 16

UNKNOWN_PART, WIDENED, DECODED = "\U0010f000", "\U0010f006", "\U0010f007"
# Parts of the page's own address; `addresses` puts them in when the page is known.
OWN_PARTS = dict(
    zip(
        ("href", "origin", "protocol", "host", "path"),
        "\U0010f001\U0010f002\U0010f003\U0010f004\U0010f005",
        strict=True,
    )
)
MARKS = "\U000f0000"  # the first character that is no text; taint sources have the first of these
LAST_SOURCE = 0xFFFFD


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

    `kind` is `attribute` (`name`: its name), `text` (of the element that selector `name` finds), or `file`. `key` is the
    last property read from it.
    """

    kind: str
    name: str = ""
    key: str = ""


Value: TypeAlias = str | int | Unknown | Global | Function | Object | List | Element | Taint
Values: TypeAlias = tuple[Value, ...]  # alternatives
Args: TypeAlias = list[Values]
UNKNOWN = Unknown()
TOP: Values = (UNKNOWN,)
OWN = (Function, Object, List, str, int)  # of the script itself, not of the page


def is_tainted(character: str) -> bool:
    """Tell whether a character stands for page data."""
    return MARKS <= character <= chr(LAST_SOURCE)


def is_unknown(character: str) -> bool:
    """Tell whether a character stands for something only running can tell (the own address is known)."""
    return character in {UNKNOWN_PART, WIDENED, DECODED} or is_tainted(character)


def is_exact(text: str) -> bool:
    """Tell whether a string has no unknown part."""
    return text.isascii() or max(text) < MARKS


def join(*groups: Values) -> Values:
    """Unite alternatives, without repetition; when there are too many, addresses stay and a mark stands for the rest."""
    seen = dict.fromkeys(value for group in groups for value in group)
    if len(seen) <= MAX_ALTERNATIVES:
        return tuple(seen)
    addresses_first = sorted(seen, key=lambda value: not (isinstance(value, str) and "//" in value))
    return (*addresses_first[:MAX_ALTERNATIVES], WIDENED)


def without_top(*groups: Values) -> Values:
    """Unite the alternatives that are known."""
    return join(*(tuple(value for value in group if value is not UNKNOWN) for group in groups))
