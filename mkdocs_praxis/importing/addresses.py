"""Maps between file names of the old website and the URLs at which they were served."""

import os
import posixpath
from collections.abc import Container
from functools import cached_property
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qsl, unquote_to_bytes

from mkdocs_praxis.importing.shapes import PATTERNS, SHAPES
from mkdocs_praxis.practice.names import slug
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import Url

HERE = "https://alte-website.invalid"  # where no page says its address
AS_LINKS = Options(own=OwnSite(f"{HERE}/"), unknown_embeds="link")  # what becomes of embeds


def decoded(name: bytes) -> str:
    """Decode a file name of the old website: UTF-8, else Latin-1."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("latin-1")


def unquoted(address: str) -> str:
    """Percent-decode an address of the old website."""
    return decoded(unquote_to_bytes(address))


def name_of(path: Path, folder: Path) -> str:
    """Return the name of a file relative to the folder of the old website."""
    return decoded(os.fsencode(path.relative_to(folder).as_posix()))


def file_of(name: str, folder: Path) -> Path:
    """Return the path of a file, given the name from `name_of`."""
    path = folder / name
    western = name.encode("latin-1", "ignore")
    return path if path.exists() or decoded(western) != name else folder / os.fsdecode(western)


def address_of(name: str) -> str:
    """Return the URL path at which servers serve a file: /kontakt/ for kontakt/index.html."""
    return "/" + PATTERNS["first of a folder"].sub(
        "", PATTERNS["adjusted ending"].sub(r"\1", PATTERNS["asked by file name"].sub(r"\1?", name))
    )


def path_of(url: Url) -> str:
    """Return the path of a URL in the form of `address_of`."""
    return address_of(unquoted(url.href.removeprefix(url.origin + "/").split("#")[0].split("?")[0]))


def host_without_www(url: Url | str) -> str:
    """Return the host of a URL without `www.`, for comparing."""
    origin = url if isinstance(url, str) else url.origin
    return origin.partition("://")[2].removeprefix("www.").rstrip("/")


def new_path_of_file(old: str) -> str:
    """Return the new path in docs of an image or document; "" for other files."""
    path = PurePosixPath(old)
    kind = path.suffix.lower()
    folder = "bilder" if kind in SHAPES["pictures"] else "dateien" if kind in SHAPES["documents"] else ""
    return f"{folder}/{slug(path.stem) or 'datei'}{kind}" if folder else ""


def relative(target: str, here: str) -> str:
    """Return the relative path from a page in docs to another file in docs."""
    return posixpath.relpath(target, posixpath.dirname(here) or ".")


def unused_name(name: str, taken: Container[str]) -> str:
    """Return a name that is not in `taken`, by adding a number if necessary."""
    path = PurePosixPath(name)
    number = 2
    while name in taken:
        name = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        number += 1
    return name


class NewPaths(dict[str, str]):
    """The new path of each page and file of the old website, by old path."""

    def __init__(self) -> None:
        super().__init__()
        self.awaited: dict[str, str] = {}  # missing files that pages refer to, with their new paths
        self.instead: dict[str, str] = {}  # old legal pages, with those that are made from facts instead

    def awaits(self, path: str, name: str = "") -> str:
        """Record a missing file, and return its new path: `name` where nothing in its old one says what it is."""
        if path not in self.awaited:
            new = new_path_of_file(path) or f"bilder/{slug(name) or 'bild'}.jpg"
            self.awaited[path] = unused_name(new, {*self.values(), *self.awaited.values()})
        return self.awaited[path]

    def key(self, path: str) -> str | None:
        """Return the known old path for a URL path, resolved as by servers: ignoring case, adding a slash or an ending."""
        bare = path.rstrip("/")
        forms = (path, f"{bare}/", bare, f"{path}.html", f"{path}.htm")
        exact = next((one for one in forms if one in self), None)
        return exact or next(
            (self._folded[one.casefold()] for one in forms if one.casefold() in self._folded), None
        )

    def asked(self, query: str) -> str | None:
        """Return the old path of a file that is served by a script: `?file=files/Bogen.pdf`."""
        values = (value for _, value in parse_qsl(query, encoding="latin-1") if "." in value)
        names = (decoded(value.encode("latin-1")) for value in values)
        return next((key for name in names if (key := self.key("/" + name.lstrip("/")))), None)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {path.casefold(): path for path in reversed(self)}
