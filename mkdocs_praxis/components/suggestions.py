"""Suggests what was meant by the name of a file that is not there."""

import difflib
import posixpath
import re
import unicodedata
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from mkdocs_praxis.problem import did_you_mean

APART = "A Mac wrote the umlauts in the file's name as two signs each, which other computers tell apart: name it without umlauts."
SPELLING = "Check the spelling, upper and lower case included; paths count from the docs folder."


def meant_file(docs: Path | None, path: str) -> str:
    """Return advice for a path that leads to no file of a docs folder."""
    return (docs and Suggestions(docs).meant(path, "")) or SPELLING


_QUOTES = "„“”\"'‚‘’ "


class Suggestions:
    """Suggests files of a docs folder for links to files that do not exist."""

    def __init__(self, docs: Path) -> None:
        """Read nothing yet, since most sites have no dead link. The folder is listed once, and each link looked up once."""
        self._docs = docs
        self._known: dict[tuple[str, str], str | None] = {}

    def meant(self, raw: str, page: str) -> str | None:
        """Return advice for a link as written in `page` (relative to the docs folder), or None if no file has a similar name."""
        asked = raw, posixpath.dirname(page)
        if asked not in self._known:
            self._known[asked] = self._meant(*asked)
        return self._known[asked]

    def _meant(self, raw: str, here: str) -> str | None:
        bare = unquote(raw).strip(_QUOTES).replace("\\", "/").partition("#")[0].partition("?")[0]
        if bare.startswith("www."):
            return did_you_mean(f"https://{bare}")
        if number := dialled(bare):
            return did_you_mean(number)
        likely = self._like(_key(posixpath.basename(bare.rstrip("/"))))
        if not likely:
            return None
        most = max(likely, key=lambda one: difflib.SequenceMatcher(None, one, bare).ratio())
        near = posixpath.relpath(most, here or ".")
        if near != raw and _composed(near) == _composed(unquote(raw)):
            return APART
        return did_you_mean(near) if near != raw else None

    def _like(self, wanted: str) -> list[str]:
        if found := self._by_key.get(wanted) or self._by_key.get(f"{wanted.removesuffix('.html')}.md"):
            return found
        close = difflib.get_close_matches(wanted, self._by_key, n=1, cutoff=0.8)
        return self._by_key[close[0]] if close else []

    @cached_property
    def _by_key(self) -> dict[str, list[str]]:
        by_key: dict[str, list[str]] = {}
        for path in sorted(self._docs.rglob("*")):
            if path.is_file():
                by_key.setdefault(_key(path.name), []).append(path.relative_to(self._docs).as_posix())
        return by_key


def dialled(text: str) -> str | None:
    """Return the link that dials a number as people write it, `tel:04023125010` for `040/23 12 50 10`; None for any other text."""
    digits = re.sub(r"\(0\)|[\s()/.–-]", "", text.lower().removeprefix("tel:"))
    return f"tel:{digits}" if re.fullmatch(r"[+0]\d{5,14}", digits) else None


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _key(name: str) -> str:
    return _composed(name).casefold().replace(" ", "-").replace("_", "-")
