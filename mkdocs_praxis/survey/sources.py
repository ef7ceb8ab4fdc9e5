"""The sources of a survey (folders, WARC and WACZ files, lists of them), split into shards."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_praxis.practice.source import text_of
from mkdocs_praxis.problem import PraxisError, msg

_ARCHIVES = (".warc", ".warc.gz")
_NAMED = "name folders, .warc(.gz) or .wacz files, or a .txt list of them"


@dataclass(frozen=True, slots=True)
class Shard:
    """A unit of work: a site's folder, or one archive file."""

    path: str
    member: str = ""  # for a WACZ file: the archive inside it
    site: str = ""  # for a folder: the host

    @property
    def key(self) -> str:
        """Return a stable name for the output of this shard."""
        path = Path(self.path)
        size, time = ((stat := path.stat()).st_size, stat.st_mtime_ns) if path.exists() else (0, 0)
        told = f"{self.path}\0{self.member}\0{self.site}\0{size}\0{time}"
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def shards(sources: Iterable[str]) -> list[Shard]:
    """Return all shards of the sources, in order, without duplicates.

    In a folder, each subfolder named like a host (`www.praxis.example/`) is a site, and archives are read; any other folder is
    one site. A `.txt` file lists further sources, one per line. Raises PraxisError for anything else.
    """
    return list(dict.fromkeys(shard for source in sources for shard in _named(source)))


def _named(source: str, beside: Path | None = None) -> Iterator[Shard]:
    """Yield the shards of a source as somebody named it, on the command line or in a list `beside` which it lies."""
    if "://" in source:
        what = msg("{source} is an address: a survey reads what was fetched before", source=source)
        raise PraxisError(what, fix=_NAMED)
    yield from _of(beside / source if beside else Path(source), listed=beside is not None)


def _of(path: Path, *, listed: bool) -> Iterator[Shard]:
    name = path.name.lower()
    if path.is_dir():
        yield from _of_folder(path)
    elif not path.exists() and listed:  # a host that could not be fetched stops no other
        yield Shard(str(path))
    elif not path.is_file():
        raise PraxisError(msg("there is no {path}", path=path), fix=_NAMED)
    elif name.endswith(_ARCHIVES):
        yield Shard(str(path))
    elif name.endswith(".wacz"):
        yield from _of_wacz(path, listed=listed)
    elif name.endswith(".txt") and not listed:
        for line in text_of(path).splitlines():
            if line.strip() and not line.startswith("#"):
                yield from _named(line.strip(), path.parent)
    else:
        raise PraxisError(msg("{path} is no folder, web archive or list", path=path), fix=_NAMED)


def _of_folder(path: Path) -> Iterator[Shard]:
    folders = sorted(child for child in path.iterdir() if child.is_dir() and not child.name.startswith("."))
    if any(path.glob("*.htm*")) or not any("." in child.name for child in folders):
        folders = []  # of one site
    sites = [child for child in folders if "." in child.name or any(child.glob("*.htm*"))]
    yield from map(_site_in, sites)
    archives = sorted(child for child in path.iterdir() if child.name.lower().endswith((*_ARCHIVES, ".wacz")))
    for child in archives:
        yield from _of(child, listed=True)
    if not (sites or archives):
        yield _site_in(path)


def _site_in(folder: Path) -> Shard:
    name = folder.resolve().name
    return Shard(str(folder), site=name if "." in name else f"{name}.invalid")


def _of_wacz(path: Path, *, listed: bool) -> Iterator[Shard]:
    """Yield the archives in a WACZ file (specs.webrecorder.net/wacz/1.1.1); if `listed`, errors are left to the reader."""
    members: list[str] = []
    try:
        with zipfile.ZipFile(path) as container:
            members = [name for name in container.namelist() if name.lower().endswith((*_ARCHIVES, ".wacz"))]
    except (OSError, zipfile.BadZipFile) as error:
        if not listed:
            what = msg("{path} cannot be opened: {error}", path=path, error=error)
            raise PraxisError(what, fix="fetch or make it anew") from None
    yield from (Shard(str(path), member=name) for name in sorted(members) or [""])
