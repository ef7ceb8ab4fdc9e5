"""Kinds of files by name (kinds.json): the MIME type that servers send decides how browsers read a file."""

import json
from pathlib import Path

_ROWS = json.loads(Path(__file__).with_name("kinds.json").read_text("utf-8"))
_KIND_OF_ENDING: dict[str, str] = {
    ending: kind for kind, endings in _ROWS["endings"].items() for ending in endings
}
# Whole names, in lower case, whose ending does not tell the kind. `_worker.js` of Cloudflare Pages is a program that answers every request.
_KIND_OF_NAME: dict[str, str] = {name: kind for kind, names in _ROWS["names"].items() for name in names}
# Programs that a server runs: their output is unknown.
SERVER_CODE = frozenset(_ROWS["server code"])
COMPRESSED = frozenset({"gz", "br", "zst", "svgz"})
# Never parsed, whatever their size.
HARMLESS = frozenset({"image", "font", "media", "document", "archive", "data", "text", "version-control"})
# Files below these folders, unless they have another kind (a page), are version control data.
VERSION_CONTROL = frozenset({".git", ".hg", ".svn"})


def kind_of(path: str) -> str:
    """Return the kind of a file by its name; "" if that does not tell."""
    name = path.rsplit("/", 1)[-1].lower()
    if name in _KIND_OF_NAME:
        return _KIND_OF_NAME[name]
    stem, dot, ending = name.rpartition(".")
    if not dot or not stem:
        return ""
    if ending in {"conf", "caddy"}:
        return "server"
    return _KIND_OF_ENDING.get(ending, "")
