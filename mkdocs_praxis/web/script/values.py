"""What an expression may be worth: a few alternatives, with holes where only running could tell.

A string with an unknown part holds a private-use character there, so that `"https://cdn." + x + ".example"` is still
worth reading. Distinct characters say where the part comes from: nowhere known, the page's own address, or its data.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files

MAX_ALTERNATIVES = 64
MAX_TEXT = 1 << 20

HOLE = "\U0010f000"
DECODED = "\U0010f007"  # a hole because the script decodes or computes its characters while it runs
GAVE_UP = "\U0010f006"  # a hole because a bound was reached
# Parts of the page's own address; `addresses` puts them in when the page is known.
HREF, ORIGIN, PROTOCOL, HOST, PATH = "\U0010f001", "\U0010f002", "\U0010f003", "\U0010f004", "\U0010f005"
_DATA_FIRST, _DATA_LAST = 0xF0000, 0xFFFFD


@dataclass(frozen=True, slots=True)
class Unknown:
    """Anything."""


@dataclass(frozen=True, slots=True)
class This:
    """The object a method belongs to: the literal or class body around it, -1 when that is not seen."""

    body: int = -1


@dataclass(frozen=True, slots=True)
class Name:
    """A global of the page by its path (`document.body`), `window.` left out."""

    path: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function or class of this script, by its node."""

    node: int


@dataclass(frozen=True, slots=True)
class Object:
    """An object literal, by its node."""

    node: int


@dataclass(frozen=True, slots=True)
class Record:
    """An object made elsewhere than in a literal, by its properties (`event.data`)."""

    fields: tuple[tuple[str, tuple["Value", ...]], ...]


@dataclass(frozen=True, slots=True)
class Trapped:
    """An object whose properties a function makes (`new Proxy(…, {get() { … }})`), by the function's node."""

    node: int


@dataclass(frozen=True, slots=True)
class Array:
    """A list whose elements are known, each with its alternatives."""

    items: tuple[tuple["Value", ...], ...]


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the page: the tags it may have (none: unknown), and the expression that got it."""

    tags: frozenset[str]
    node: int
    created: bool = False
    selector: str = ""


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute as a node (`createAttribute`, `getAttributeNode`), by its name; all of them when it has none."""

    name: str


@dataclass(frozen=True, slots=True)
class Style:
    """A style declaration (`element.style`)."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file made in memory: its texts and type."""

    texts: tuple[str, ...]
    type: str


@dataclass(frozen=True, slots=True)
class Response:
    """What a request brought; also the request itself (promises are looked through)."""

    node: int


@dataclass(frozen=True, slots=True)
class Data:
    """Something from the page's data.

    `kind` is `attribute` (`name`: its name), `dataset`, `text` (of the element that selector `name` finds), `file`, or
    `global` (`name`: its path). `key` is the last property read from it.
    """

    kind: str
    name: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Json:
    """A value of JSON text that stands in the script."""

    value: object


Value = (
    str
    | int
    | float
    | Unknown
    | This
    | Name
    | Function
    | Object
    | Array
    | Record
    | Trapped
    | Element
    | Attribute
    | Style
    | Blob
    | Response
    | Data
    | Json
)
UNKNOWN = Unknown()
THIS = This()

_OWN_ADDRESS = {
    "location": HREF,
    "location.href": HREF,
    "location.origin": ORIGIN,
    "location.protocol": PROTOCOL,
    "location.host": HOST,
    "location.hostname": HOST,
    "location.pathname": PATH,
    "document.URL": HREF,
    "document.documentURI": HREF,
    "document.baseURI": HREF,
    "document.domain": HOST,
    "origin": ORIGIN,
}


# Globals that the language and the browser define: no data of the page.
_BUILT_IN = frozenset((files(__package__) / "builtins.txt").read_text("utf-8").split())
_PATH = re.compile(r"[A-Za-z_$][\w$]{2,}(?:\.[\w$]+)*")


def _is_of_page(path: str) -> bool:
    """Say whether a global may be one that another script of the page sets."""
    return path.partition(".")[0] not in _BUILT_IN and _PATH.fullmatch(path) is not None


class DataMarks:
    """Gives every piece of page data met in one script its own character."""

    def __init__(self) -> None:
        self._marks: dict[Data, str] = {}

    def mark(self, data: Data) -> str:
        """Return the character that stands for a piece of data in strings."""
        if data not in self._marks:
            self._marks[data] = chr(min(_DATA_FIRST + len(self._marks), _DATA_LAST))
        return self._marks[data]

    def found(self, text: str) -> list[Data]:
        """Return the data whose marks a string holds."""
        return [data for data, mark in self._marks.items() if mark in text]


def is_data(character: str) -> bool:
    """Say whether a character stands for page data."""
    return _DATA_FIRST <= ord(character) <= _DATA_LAST


def is_hole(character: str) -> bool:
    """Say whether a character stands for something only running can tell (the own address is known)."""
    return character in {HOLE, GAVE_UP, DECODED} or is_data(character)


def as_text(value: Value, marks: DataMarks) -> str:
    """Give the string JavaScript would make of a value."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, Name):
        own = _OWN_ADDRESS.get(value.path)
        return own or (marks.mark(Data("global", value.path)) if _is_of_page(value.path) else HOLE)
    if isinstance(value, Data):
        return marks.mark(value)
    if isinstance(value, Array):
        parts = [as_text(item[0], marks) if item else "" for item in value.items]
        return ",".join(parts)[:MAX_TEXT]
    if isinstance(value, Json) and isinstance(value.value, str):
        return value.value
    return HOLE


def united(groups: Iterable[Sequence[Value]]) -> tuple[Value, ...]:
    """Unite alternatives, without repetition; when there are too many, addresses stay and a mark stands for the rest."""
    seen: dict[Value, None] = {}
    for group in groups:
        for value in group:
            seen[value] = None
    if len(seen) <= MAX_ALTERNATIVES:
        return tuple(seen)
    addresses_first = sorted(seen, key=lambda value: not (isinstance(value, str) and "//" in value))
    return (*addresses_first[:MAX_ALTERNATIVES], GAVE_UP)


def texts_in(value: object, depth: int = 0) -> list[str]:
    """Return all strings of a plain value."""
    if isinstance(value, str):
        return [value]
    if depth > 12:
        return []
    if isinstance(value, dict):
        return [text for inner in value.values() for text in texts_in(inner, depth + 1)]
    if isinstance(value, list):
        return [text for inner in value for text in texts_in(inner, depth + 1)]
    return []
