"""The blocks of the manual: what its pages tell people to write and to type."""

import re
import shlex
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))
_FENCE = re.compile(r"(?ms)^( *)```(\w*)[^\n]*\n(.*?)^\1```")


class Block(NamedTuple):
    """A fenced block: the page and line it stands on, the word behind its fence, its text."""

    page: str
    line: int
    kind: str
    text: str

    @property
    def file(self) -> str:
        """The file that the first line says the text belongs to, "" for none."""
        found = re.match(r"(?:---\n)?# ([\w./-]+)", self.text)
        return found[1] if found else ""

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


@cache
def pages() -> dict[str, str]:
    """Return every page of the manual, written by hand or generated, by path."""
    import manual

    written = {
        p.relative_to(ROOT / "docs").as_posix(): p.read_text("utf-8") for p in (ROOT / "docs").rglob("*.md")
    }
    generated = {
        path: text for path, text in manual.pages().items() if not path.startswith(("rules/", "vendors/"))
    }
    return written | generated


@cache
def blocks() -> tuple[Block, ...]:
    """Return every block of the manual, in the order it is read."""
    return tuple(_blocks())


def _blocks() -> Iterator[Block]:
    for page, text in sorted(pages().items()):
        for found in _FENCE.finditer(text):
            indent = len(found[1])
            body = "".join(line[indent:] for line in found[3].splitlines(keepends=True))
            yield Block(page, text.count("\n", 0, found.start()) + 1, found[2], body)


def commands(block: Block) -> Iterator[list[str]]:
    """Yield the words of each command of a block for a terminal."""
    text = block.text.replace("\\\n", " ")
    if block.kind == "console":
        text = "\n".join(line[2:] for line in text.splitlines() if line.startswith("$ "))
    for line in text.splitlines():
        lexer = shlex.shlex(line, posix=True, punctuation_chars="&|;")
        lexer.whitespace_split, lexer.commenters = True, "#"
        lexer.escape = "" if block.kind == "powershell" else "\\"
        words: list[str] = []
        for word in [*lexer, ";"]:
            if set(word) <= set("&|;"):
                if words and words[0] not in {"for", "done", "echo"}:
                    yield words
                words = []
            elif word == "do":
                continue
            elif words or not re.fullmatch(r"[A-Z_]+=.*", word):
                words.append(word)
