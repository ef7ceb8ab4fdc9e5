"""Which file somebody meant who named one that is not there."""

import difflib
import posixpath
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from mkdocs_praxis.problem import did_you_mean

_QUOTES = "„“”\"'‚‘’ "


def meant(raw: str, page: str, files: Iterable[str]) -> str | None:
    """Return advice on an address as a page names it, or None where no file is like it.

    `page` and `files` count from the docs folder.
    """
    bare = unquote(raw).strip(_QUOTES).replace("\\", "/").partition("#")[0].partition("?")[0]
    if bare.startswith("www."):
        return did_you_mean(f"https://{bare}")
    here = posixpath.dirname(page)
    by_key: dict[str, list[str]] = {}
    for file in files:
        by_key.setdefault(_key(posixpath.basename(file)), []).append(file)
    wanted = _key(posixpath.basename(bare))
    likely = by_key.get(wanted) or by_key.get(f"{wanted}.md")
    if not likely:
        close = difflib.get_close_matches(wanted, by_key, n=1, cutoff=0.8)
        likely = by_key[close[0]] if close else []
    if not likely:
        return None
    near = posixpath.relpath(
        max(likely, key=lambda one: difflib.SequenceMatcher(None, one, bare).ratio()), here or "."
    )
    if near != raw and _composed(near) == _composed(unquote(raw)):
        return "The name of the file looks the same and is spelt with other signs, as a Mac does with umlauts. Rename the file without umlauts."
    return did_you_mean(near) if near != raw else None


def whole(raw: str) -> re.Pattern[str]:
    """Return what finds an address as it is written in Markdown, HTML or YAML, and no longer one that holds it."""
    return re.compile(rf"(?<![^\s\"'(=<]){re.escape(raw)}(?![^\s\"')>])")


def _composed(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _key(name: str) -> str:
    return _composed(name).casefold().replace(" ", "-").replace("_", "-")
