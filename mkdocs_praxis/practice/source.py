"""Parses one file of facts into a YAML tree with positions, and explains syntax errors."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from mkdocs_praxis.files import given
from mkdocs_praxis.practice.yaml_errors import UNSEEN, explanation, in_quotes, second_colon, untyped
from mkdocs_praxis.prepared import yaml_loader
from mkdocs_praxis.problem import Position, PraxisError, Problem, Said, msg

Loader: type = yaml_loader()
_LIMIT = 1_000_000  # bytes; larger files are no facts, but perhaps an image with a wrong name
# Magic numbers of files that are not text, whatever their name.
_FORMATS = {
    b"{\\rtf": "RTF (TextEdit)",
    b"PK\x03\x04": "Word, Pages",
    b"\xd0\xcf\x11\xe0": "Word",
    b"%PDF-": "PDF",
}
# UTF-8 that was read as Windows-1252 and saved again: `MÃ¼ller`, `â€“`.
_TWICE = re.compile("Ã[\u00a0-\u00bf\u0153\u0178\u0161\u017e\u2013\u201e\u0178\u0152]|â€.?|Â[\u00a0-\u00bf]")
_DATE = re.compile(r"\d{4}-\d")
_MOST_COLONS = 200  # lines with a second colon
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(slots=True)
class YamlFile:
    """The lines of a file, and the problems found in it."""

    name: str  # for messages: praxis/urlaub.yml
    lines: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def line(self, number: int) -> str:
        """Return a line by its 1-based number, "" if there is none."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def place(self, node: yaml.Node) -> Position:
        """Return the place of a node."""
        line = node.start_mark.line + 1
        return Position(self.name, line, node.start_mark.column + 1, self.line(line))

    def marked(self, mark: re.Pattern[str]) -> Iterator[Position]:
        """Yield the places of lines that contain a mark."""
        for number, line in enumerate(self.lines, 1):
            if (found := mark.search(line)) and not line.lstrip().startswith("#"):
                yield Position(self.name, number, found.start() + 1, line)

    def problem(
        self, node: yaml.Node | None, what: str, fix: str = "", why: str = "", /, **values: object
    ) -> None:
        """Report a problem at a node (or the file as a whole)."""
        mark = node.start_mark if node else None
        self.at((mark.line + 1, mark.column + 1) if mark else None, what, fix, why, **values)

    def at(
        self, where: tuple[int, int] | None, what: str, fix: str = "", why: str = "", /, **values: object
    ) -> None:
        """Report a problem at a line and column (None: the file as a whole), to be translated when it is told."""
        line, column = where or (None, None)
        if line and UNSEEN.search(self.line(line)):
            fix = "Delete the line and type it again."
            why = "A character stands in this line that nobody sees: it came along when the text was pasted."
        if values:  # words that have theirs already stay
            what, why, fix = (one if isinstance(one, Said) or not one else msg(one, **values) for one in (what, why, fix))  # fmt: skip
        excerpt = self.line(line) if line else None
        self.problems.append(Problem(what, self.name, line, column, excerpt, why or None, fix or None))


def is_empty(node: yaml.Node) -> bool:
    """Whether a key has no value."""
    return isinstance(node, yaml.ScalarNode) and (
        not node.value.strip() or (not node.style and node.value in _NULLS)
    )


def parse(path: Path, source: YamlFile) -> yaml.Node | None:
    """Parse a file; None if it is empty or invalid (then `source.problems` has the reason)."""
    try:
        data = path.read_bytes()
    except OSError as error:
        fix = "Check that it is there and not open elsewhere."
        source.problem(None, "The file cannot be read: {strerror}.", fix, strerror=error.strerror)
        return None
    if len(data) > _LIMIT:
        fix = "Facts are short texts; keep pictures and PDFs below docs/."
        source.problem(None, "The file is larger than 1 MB.", fix)
        return None
    text = _decode(data, source)
    return None if text is None else composed(text, source, lenient=True)


def text_of(path: Path, name: str = "") -> str:
    """Return the text of a file that a user named, with line ends of one kind. Raises PraxisError if it is none in UTF-8, or as `given`."""
    source = YamlFile(name or str(path))
    text = _decode(given(path), source)
    if text is None or source.problems:
        raise PraxisError(*source.problems)
    return text


def explained(text: str, name: str, first_line: int = 1) -> Problem | None:
    """Return the problem of a YAML text in plain words, to be translated when it is told; None if it can be read.

    `first_line` is the line of the file at which the text begins.
    """
    source = YamlFile(name)
    if composed(text, source) is not None and _DATE.search(text):
        _check_days(text, source)
    return next((p._replace(line=(p.line or 1) + first_line - 1) for p in source.problems), None)


def broken_yaml(error: Exception, text: str, name: str, first_line: int = 1) -> PraxisError:
    """Return why a YAML text, or a value in it, cannot be read; `first_line` as for `explained`."""
    what = msg("This cannot be read: {error}.", error=error)
    return PraxisError(explained(text, name, first_line) or Problem(what, name, first_line))


def _check_days(text: str, source: YamlFile) -> None:
    """Report the values that YAML takes for a day, although there is none: `2026-02-30`."""
    stamp = "tag:yaml.org,2002:timestamp"
    reader: Any = yaml.SafeLoader("")
    for event in yaml.parse(text, Loader=Loader):
        if not isinstance(event, yaml.ScalarEvent):
            continue
        if reader.resolve(yaml.ScalarNode, event.value, event.implicit) != stamp:
            continue
        try:
            reader.construct_yaml_timestamp(yaml.ScalarNode(stamp, event.value))
        except ValueError:
            mark: Any = event.start_mark
            fix = "Check day and month; put it in quotation marks if it is no date."
            source.at((mark.line + 1, mark.column + 1), "There is no {text}.", fix, text=event.value)


class _Named(io.StringIO):
    """A string with the `name` attribute that PyYAML reads from files, so that nodes have the file name."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


def _composed(text: str, source: YamlFile) -> yaml.Node | None:
    return yaml.compose(_Named(text, source.name), Loader=Loader)


def composed(text: str, source: YamlFile, *, lenient: bool = False) -> yaml.Node | None:
    """Parse a text; None if it is empty or invalid (then `source.problems` has the reason).

    `lenient`: a value may hold a colon without quotation marks (`grund: Impftag: ohne Termin`), which YAML never reads as anything else.
    """
    source.lines = text.split("\n")
    try:
        read = _with_colons if lenient else _composed
        node = read(text, source)
    except yaml.MarkedYAMLError as error:
        line, column, what, fix, values = explanation(error, source.lines)
        source.at((line, column), what, fix, **values)
        return None
    except yaml.reader.ReaderError as error:
        before = text[: error.position if isinstance(error.position, int) else 0]
        what = "A character stands here that cannot be seen and has no place in a text."
        source.at(_end_of(before), what, "Delete the line and type it again.")
        return None
    except RecursionError:
        source.problem(None, "The file is nested too deeply.", "Compare it with a fresh one from `praxis new`.")  # fmt: skip
        return None
    return None if node is None or is_empty(node) else node


def _with_colons(text: str, source: YamlFile) -> yaml.Node | None:
    """Parse a text whose values may hold a colon; raises what YAML said first of a line that quotation marks do not mend."""
    mended: dict[int, yaml.MarkedYAMLError] = {}  # what YAML said, by line
    for _ in range(_MOST_COLONS):  # each is a parse of its own
        try:
            return _composed(untyped(text), source)
        except yaml.MarkedYAMLError as error:
            at = second_colon(error, source.lines)
            if not at or at in mended:
                mark = error.problem_mark or error.context_mark
                end = mark.line + 1 if mark is not None else 1
                # That line goes on in the next one
                raise mended.get(end, mended.get(end - 1, error)) from None
            mended[at] = error
            pieces = text.split("\n")
            text = "\n".join([*pieces[: at - 1], in_quotes(pieces[at - 1]), *pieces[at:]])
    raise mended[max(mended)]


def _end_of(text: str) -> tuple[int, int]:
    """Return line and column behind a text, both 1-based."""
    return text.count("\n") + 1, len(text) - text.rfind("\n")


def _decode(data: bytes, source: YamlFile) -> str | None:
    fix = "Save the file as UTF-8 (in the editor: Save as …, encoding UTF-8)."
    for begin, format_ in _FORMATS.items():
        if data.startswith(begin):
            source.problem(None, "This is no text but a file of another kind: {format}.", "Save it as plain text, under the same name, in the encoding UTF-8.", format=format_)  # fmt: skip
            return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:2]:
        source.problem(None, "The file is saved as UTF-16.", fix)
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data.decode("cp1252", "replace")
        source.lines = before.splitlines()
        what = "The umlaut or special character here is saved in an old encoding."
        source.at(_end_of(before[: error.start]), what, fix)
        return None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    broken = _TWICE.search(text) if any(sign in text for sign in "ÃâÂ") else None  # far faster without
    if broken is not None:
        source.lines = text.split("\n")
        right = broken[0].encode("cp1252", "ignore").decode("utf-8", "ignore") or "–"
        what = "Umlauts and signs of this file were broken when it was saved: “{broken}” was once “{right}”."
        fix = "Replace them all by search and replace, then save the file as UTF-8."
        source.at(_end_of(text[: broken.start()]), what, fix, broken=broken[0], right=right)
    return text
