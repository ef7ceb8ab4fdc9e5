"""Where the pages of a survey come from: folders, WARC and WACZ files, and lists of them, cut into shards."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs_praxis.files import given_text
from mkdocs_praxis.problem import PraxisError, Problem, msg

_ARCHIVES = (".warc", ".warc.gz")


@dataclass(frozen=True, slots=True)
class Shard:
    """A piece of the survey that one worker reads alone: a site's folder, or one archive file."""

    path: str
    member: str = ""  # of a WACZ file, the archive inside it
    site: str = ""  # of a folder, the host it is a copy of

    @property
    def key(self) -> str:
        """Return a name for what this shard yields, the same in every run over the same input."""
        stat = Path(self.path).stat()
        told = f"{self.path}\0{self.member}\0{self.site}\0{stat.st_size}\0{stat.st_mtime_ns}"
        return hashlib.sha256(told.encode("utf-8", "surrogateescape")).hexdigest()[:24]


def shards(sources: Iterable[str]) -> list[Shard]:
    """Return all shards of the sources, each once, in their order.

    In a folder, folders that are named like hosts (`www.praxis.example/`) are a site each, and archives are read; another folder is one site,
    called by its name. A `.txt` file lists further sources, one a line. Raises PraxisError for what is none of these.
    """
    found: dict[Shard, None] = {}
    for source in sources:
        for shard in _of(Path(source), listed=False):
            found[shard] = None
    return list(found)


def _of(path: Path, *, listed: bool) -> Iterator[Shard]:
    name = path.name.lower()
    if path.is_dir():
        yield from _of_folder(path)
    elif not path.is_file():
        raise PraxisError(
            Problem(
                msg("there is no {path}", path=path),
                fix="name folders, .warc(.gz) or .wacz files, or a .txt list of them",
            )
        )
    elif name.endswith(_ARCHIVES):
        yield Shard(str(path))
    elif name.endswith(".wacz"):
        yield from _of_wacz(path, listed=listed)
    elif name.endswith(".txt") and not listed:
        for line in given_text(path, "the list").splitlines():
            if line.strip() and not line.startswith("#"):
                yield from _of(path.parent / line.strip(), listed=True)
    else:
        raise PraxisError(
            Problem(
                msg("{path} is no folder, web archive or list", path=path),
                fix="name folders, .warc(.gz) or .wacz files, or a .txt list of them",
            )
        )


def _of_folder(path: Path) -> Iterator[Shard]:
    hosts = sorted(child for child in path.iterdir() if child.is_dir() and "." in child.name.strip("."))
    if any(path.glob("*.htm*")):
        hosts = []  # folders of a site
    yield from (Shard(str(child), site=child.name) for child in hosts)
    archives = sorted(child for child in path.iterdir() if child.name.lower().endswith((*_ARCHIVES, ".wacz")))
    for child in archives:
        yield from _of(child, listed=True)
    if hosts or archives:
        return
    name = path.resolve().name
    yield Shard(str(path), site=name if "." in name else f"{name}.invalid")


def _of_wacz(path: Path, *, listed: bool) -> Iterator[Shard]:
    """Yield the archives of a WACZ file (https://specs.webrecorder.net/wacz/1.1.1/); one among many that is none is told by its reader."""
    members: list[str] = []
    try:
        with zipfile.ZipFile(path) as container:
            members = [name for name in container.namelist() if name.lower().endswith((*_ARCHIVES, ".wacz"))]
    except (OSError, zipfile.BadZipFile) as error:
        if not listed:
            raise PraxisError(
                Problem(
                    msg("{path} cannot be opened: {error}", path=path, error=error),
                    fix="fetch or make it anew",
                )
            ) from None
    yield from (Shard(str(path), member=name) for name in sorted(members) or [""])
