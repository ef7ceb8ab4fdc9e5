"""Escapes untrusted text before it is printed to a terminal or a CI log, and quotes paths in commands that it names."""

import re
import sys
import unicodedata

from mkdocs_praxis.lazy import regex


def visible(text: str, limit: int = 400) -> str:
    """Return text on one line, cut at `limit`, with control and bidi characters escaped.

    Titles and file names can contain terminal escapes, newlines that forge workflow commands, or right-to-left overrides.
    """
    shown = text[: limit + 1].replace("\t", "    ")
    if not shown.isprintable():
        shown = "".join(map(_shown, shown))
    return shown if len(text) <= limit else shown[:limit] + "…"


def visible_lines(text: str) -> str:
    """Return text of several lines, each escaped likewise; tabs are kept, for the alignment of markers below a line."""
    return "\n".join("".join(c if c == "\t" else _shown(c) for c in line) for line in text.split("\n"))


# Commands that CI runners read from a log: GitHub (actions/runner, ActionCommand.cs: `::name` at the start of a line, so
# not our own directives, `::: praxis`; `##[` anywhere), Azure Pipelines (`##vso[` anywhere), TeamCity (`##teamcity[`).
_ORDERS = regex(r"^(?P<before>\s*(?:\x1b\[[0-9;]*m)*):(?=:(?!:))|#(?=#\w*\[)", re.MULTILINE)


def uncommanding(text: str) -> str:
    """Return text for a CI log without workflow commands from an untrusted site."""
    return _ORDERS.sub(lambda m: "\\u0023" if m["before"] is None else f"{m['before']}\\u003a", text)


def _shown(character: str) -> str:
    if character.isprintable():  # excludes Cc, Cf, Co, Cs, and separators other than the space
        return character
    return "�" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04x}"


def without_drawing(error: UnicodeError) -> tuple[str, int]:
    """Encode what a stream lacks by what looks like it, else escaped: Windows' cp1252, as in a file or a pipe, has no arrows (PEP 293)."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end].replace("→", "->").replace("│", "|")
    return lacking.encode("ascii", "backslashreplace").decode(), error.end


def cells(text: str) -> int:
    """Return the width of text in terminal columns: two for wide characters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(_width(c) for c in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def wrapped(head: str, text: str, width: int) -> list[str]:
    """Return a text behind its head in lines of a width, the further ones as far in as the first; words stay whole."""
    import textwrap

    return textwrap.wrap(
        text,
        width,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def argument(path: str) -> str:
    """Return a path as an argument of a command, in the quotes that the system's terminal knows."""
    if sys.platform == "win32":
        return path if set(path).isdisjoint(" &()^;,=") else f'"{path}"'
    from shlex import quote

    return quote(path)
