"""Suggestions for links to files that do not exist."""

import difflib
import posixpath
import re
import unicodedata
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

from mkdocs_praxis.problem import did_you_mean

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
        likely = self._like(_key(posixpath.basename(bare)))
        if not likely:
            return None
        near = posixpath.relpath(
            max(likely, key=lambda one: difflib.SequenceMatcher(None, one, bare).ratio()), here or "."
        )
        if near != raw and _composed(near) == _composed(unquote(raw)):
            return "The name of the file looks the same and is spelt with other signs, as a Mac does with umlauts. Rename the file without umlauts."
        return did_you_mean(near) if near != raw else None

    def _like(self, wanted: str) -> list[str]:
        if found := self._by_key.get(wanted) or self._by_key.get(f"{wanted}.md"):
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


def whole(raw: str) -> str:
    """Return a pattern for an address in Markdown, HTML or YAML that does not match within a longer address."""
    return rf"(?<![^\s\"'(=<]){re.escape(raw)}(?![^\s\"')>])"


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _key(name: str) -> str:
    return _composed(name).casefold().replace(" ", "-").replace("_", "-")
