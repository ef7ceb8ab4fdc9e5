"""Abstract values: what an expression may be worth, as a few alternatives with unknown parts where only running could tell.

A string with an unknown part holds a private-use character there, so that `"https://cdn." + x + ".example"` is still
worth reading. Distinct characters say where the part comes from: nowhere known (TOP), a bound that was reached
(WIDENED), a decoder, the page's own address, or a taint source (the page's data).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from tree_sitter import Node

MAX_ALTERNATIVES = 32
MAX_TEXT = 1 << 16

UNKNOWN_PART, WIDENED, DECODED = "\U0010f000", "\U0010f006", "\U0010f007"
# Parts of the page's own address; `addresses` puts them in when the page is known.
HREF, ORIGIN, PROTOCOL, HOST, PATH = "\U0010f001", "\U0010f002", "\U0010f003", "\U0010f004", "\U0010f005"
MARKS = "\U000f0000"  # the first character that is no text
_FIRST_MARK, _LAST_MARK = 0xF0000, 0xFFFFD


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything (top)."""


@dataclass(frozen=True, slots=True)
class Global:
    """A global of the page by its path (`document.body`), `window.` left out."""

    path: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function or class of this script."""

    node: Node


@dataclass(slots=True, eq=False)
class Context:
    """One call of a function: its arguments, and what was learnt within."""

    function: Node
    arguments: Sequence[Values]
    memo: dict[int, Values] = field(default_factory=dict)

    def holds(self, node: Node) -> bool:
        """Tell whether a node stands in the function."""
        return self.function.start_byte <= node.start_byte < self.function.end_byte


@dataclass(frozen=True, slots=True, eq=False)
class Object:
    """An object by its properties: values, or expressions that are evaluated (in the context) when they are asked for."""

    fields: dict[str, Node | Values]
    context: Context | None = None


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
class Instance:
    """An object of one of the platform's classes (`XMLHttpRequest`, `Cache`, `style`), by its name; a Blob's texts."""

    of: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taint:
    """A source: something from the page's data.

    `kind` is `attribute` (`name`: its name), `text` (of the element that selector `name` finds), `file`, or `global`
    (`name`: its path). `key` is the last property read from it.
    """

    kind: str
    name: str = ""
    key: str = ""


Value: TypeAlias = str | int | Unknown | Global | Function | Object | List | Element | Instance | Taint
Values: TypeAlias = tuple[Value, ...]  # alternatives
Args: TypeAlias = list[Values]
UNKNOWN = Unknown()
TOP: Values = (UNKNOWN,)
OWN = (Function, Object, List, str, int)  # of the script itself, not of the page


class TaintMarks:
    """Gives every taint source met in one script its own character."""

    def __init__(self) -> None:
        self._marks: dict[Taint, str] = {}

    def mark(self, taint: Taint) -> str:
        """Return the character that stands for a source in strings."""
        if taint not in self._marks:
            self._marks[taint] = chr(min(_FIRST_MARK + len(self._marks), _LAST_MARK))
        return self._marks[taint]

    def found(self, text: str) -> list[Taint]:
        """Return the sources whose marks a string holds."""
        return [taint for taint, mark in self._marks.items() if mark in text]


def is_tainted(character: str) -> bool:
    """Tell whether a character stands for page data."""
    return _FIRST_MARK <= ord(character) <= _LAST_MARK


def is_unknown(character: str) -> bool:
    """Tell whether a character stands for something only running can tell (the own address is known)."""
    return character >= MARKS and (character in {UNKNOWN_PART, WIDENED, DECODED} or is_tainted(character))


def is_exact(text: str) -> bool:
    """Tell whether a string has no unknown part."""
    return text.isascii() or max(text) < MARKS


def join(*groups: Values) -> Values:
    """Unite alternatives, without repetition; when there are too many, addresses stay and a mark stands for the rest."""
    seen: dict[Value, None] = {}
    for group in groups:
        seen.update(dict.fromkeys(group))
    if len(seen) <= MAX_ALTERNATIVES:
        return tuple(seen)
    addresses_first = sorted(seen, key=lambda value: not (isinstance(value, str) and "//" in value))
    return (*addresses_first[:MAX_ALTERNATIVES], WIDENED)


def without_top(*groups: Values) -> Values:
    """Unite the alternatives that are known."""
    return join(*(tuple(value for value in group if value is not UNKNOWN) for group in groups))
