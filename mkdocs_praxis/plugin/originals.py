"""Original images in docs/: published only where something refers to them, once smaller copies exist."""

import json
import re
from collections.abc import Collection, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote

from mkdocs_praxis.components.images import original_of
from mkdocs_praxis.lazy import regex

# Files whose words may name a picture.
_WORDS = frozenset({".html", ".htm", ".xhtml", ".css", ".js", ".mjs", ".json", ".webmanifest", ".xml", ".rss", ".atom", ".svg", ".txt", ".csv", ".ics", ".vcf", ".md", ".php", ".vtt", ".yml", ".yaml"})  # fmt: skip
_SEARCH = "search/search_index.json"  # of MkDocs: what people read, and addresses of pages
_TEXT = regex(rb"(<(script|style)\b.*?</\2)|(?<=>)[^<]+(?=<)", re.DOTALL | re.IGNORECASE)


def drop_originals(site: Path, given: Collection[str]) -> tuple[str, ...]:
    """Remove from a site the pictures of which smaller copies were made and that nothing in it names; return their names.

    `given` are the files of docs/, by their place in the site: what is called like a copy of one and was not given is a copy.
    """
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.webp")} - set(given)
    waiting = {made_of for name in found if (made_of := original_of(name, given)) != name}
    waiting = {name for name in waiting if (site / name).is_file() and not (site / name).is_symlink()}
    for text in _texts(site) if waiting else ():
        waiting = {name for name in waiting if not any(form in text for form in _forms(name))}
        if not waiting:
            break
    for name in waiting:
        (site / name).unlink()
    return tuple(sorted(waiting))


def _texts(site: Path) -> Iterator[bytes]:
    """Yield what the files of a site say; of pages only what stands in tags and code, where alone a browser reads names."""
    for path in site.rglob("*"):
        kind = path.suffix.lower()
        if kind in _WORDS and path != site / _SEARCH and path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            yield _TEXT.sub(rb"\1", data) if kind in {".html", ".htm"} else data


def _forms(name: str) -> set[bytes]:
    """Return how the last part of a picture's path may be spelt."""
    last = name.rpartition("/")[2]
    forms = {last, quote(last), quote(last, safe="()!*',"), escape(last), json.dumps(last)[1:-1]}
    return {form.encode("utf-8", "surrogateescape") for form in forms}
