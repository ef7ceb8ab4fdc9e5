"""The files of a shard, streamed one by one."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from mkdocs_praxis.survey.archive import Record, responses
from mkdocs_praxis.survey.sources import Shard
from mkdocs_praxis.walk import content, entries
from mkdocs_praxis.web.url import path_to_url


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
        yield Record(url, entry.name, *((b"", data) if isinstance(data, str) else (data,)))


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
                yield Record("", name, b"", one) if isinstance(one, str) else one
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        yield Record("", name, b"", f"the archive breaks off: {error}")
