"""The files of a shard: what a server once answered with, one after the other, never all at once in memory."""

import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_praxis.gate.walk import content, entries
from mkdocs_praxis.survey.sources import Shard
from mkdocs_praxis.web.url import path_to_url, resolve

# A page that a person made is far smaller; what is larger is counted as not read.
_MOST = 16 << 20
# What browsers act on; pictures, films, fonts and documents contact nobody by themselves.
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
    """One file as a server handed it out: its address, the name that tells how to read it, its bytes."""

    url: str
    name: str
    data: bytes
    unread: str = ""  # why it could not be taken from its source


def records(shard: Shard) -> Iterator[Record]:
    """Yield the files of a shard. One that cannot be taken comes with `unread` set; a broken archive ends with such a record."""
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
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with ExitStack() as stack:
        stream: Any = stack.enter_context(Path(shard.path).open("rb"))
        if shard.member:
            stream = stack.enter_context(stack.enter_context(zipfile.ZipFile(stream)).open(shard.member))
        try:
            for record in ArchiveIterator(stream, record_types=WarcRecordType.response, parse_http=True):
                taken = _taken(record)
                if taken is not None:
                    yield taken
        except Exception as error:  # noqa: BLE001 - whatever is wrong with an archive, the survey goes on
            yield Record("", shard.member or shard.path, b"", f"the archive breaks off: {error}")


def _taken(record: Any) -> Record | None:
    """Return what a response record holds when a browser would act on it."""
    http = record.http_headers
    if http is None or http.status_code != 200:
        return None
    kind = _READ.get((record.http_content_type or "").split(";")[0].strip().lower())
    url = resolve(record.headers.get("WARC-Target-URI", "").strip("<>"), "about:blank")
    if kind is None or url is None or url.scheme not in {"http", "https"}:
        return None
    path = url.href.removeprefix(url.origin).partition("?")[0].lstrip("/")
    data = record.reader.read(_MOST + 1)
    if len(data) > _MOST:
        return Record(url.href, path, b"", f"larger than {_MOST >> 20} MiB")
    return Record(url.href, f"{path or 'index'}.{kind}", data)
