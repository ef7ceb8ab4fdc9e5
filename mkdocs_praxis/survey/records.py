"""The files of a shard, streamed one by one."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from mkdocs_praxis.survey.archive import Response, responses
from mkdocs_praxis.survey.sources import Shard
from mkdocs_praxis.walk import content, entries
from mkdocs_praxis.web.url import path_to_url, resolve

# Types that browsers act on; images, videos, fonts and documents contact nobody by themselves.
_READ = {
    "text/html": "html",
    "application/xhtml+xml": "xhtml",
    "text/css": "css",
    "text/javascript": "js",
    "application/javascript": "js",
    "application/x-javascript": "js",
    "application/json": "json",
    "application/manifest+json": "webmanifest",
    "image/svg+xml": "svg",
}


@dataclass(frozen=True, slots=True)
class Record:
    """One file as served: URL, a name for choosing the reader, content."""

    url: str
    name: str
    data: bytes
    unread: str = ""  # why it could not be read


def records(shard: Shard) -> Iterator[Record]:
    """Yield the files of a shard; for unreadable ones, and damaged places of an archive, `unread` is set."""
    if shard.site:
        yield from _of_folder(shard)
    else:
        yield from _of_archive(shard)


def _of_folder(shard: Shard) -> Iterator[Record]:
    for entry in entries(Path(shard.path)):
        url = f"https://{shard.site}/{path_to_url(entry.name)}"
        data = content(entry)
        if isinstance(data, str):
            yield Record(url, entry.name, b"", data)
        else:
            yield Record(url, entry.name, data)


def _of_archive(shard: Shard) -> Iterator[Record]:
    name = shard.member or shard.path
    try:
        with ExitStack() as stack:
            stream: IO[bytes] = stack.enter_context(Path(shard.path).open("rb"))
            if shard.member:
                stream = stack.enter_context(stack.enter_context(zipfile.ZipFile(stream)).open(shard.member))
            if name.lower().endswith(".wacz"):
                yield Record("", name, b"", "no archive that can be read: unpack or fetch it anew")
                return
            for one in responses(stream):
                taken = Record("", name, b"", one) if isinstance(one, str) else _taken(one)
                if taken is not None:
                    yield taken
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        yield Record("", name, b"", f"the archive breaks off: {error}")


def _taken(response: Response) -> Record | None:
    """Return a response as a record; None if browsers would not act on it."""
    kind = _READ.get(response.kind)
    url = resolve(response.url, "about:blank")
    if kind is None or url is None or url.scheme not in {"http", "https"}:
        return None
    path = url.href.removeprefix(url.origin).partition("?")[0].lstrip("/")
    return Record(
        url.href, path if response.unread else f"{path or 'index'}.{kind}", response.data, response.unread
    )
