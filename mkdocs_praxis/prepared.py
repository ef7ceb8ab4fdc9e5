"""Cache of the package's YAML and Markdown data, parsed and indexed when the package is built.

A wheel contains the cache files (`hatch_build.py`). A working copy rebuilds one whenever its sources have changed; they are
in the package's own folder, never in the user's home. Without a cache file the sources are parsed.
"""

import hashlib
import marshal
import os
import re
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_praxis.files import walked, write_whole
from mkdocs_praxis.problem import PraxisError, msg

FOLDER = Path(__file__).resolve().parent / "_prepared"
_FORMAT = "praxis-prepared-4"
_MADE = frozenset({"__pycache__", "_prepared"})  # made of our files when they are first used
_MARSHAL = 2  # a format that every Python reads, and that is deterministic


class Prepared(NamedTuple):
    """Data of the package: the name of its cache file, the paths of its sources, and what makes it of them.

    It may consist of str, bytes, numbers, bool, None, and tuples and dicts of these.
    """

    name: str
    sources: Callable[[], Iterable[str]]
    build: Callable[[], Any]

    def data(self) -> Any:
        """Return the result of `build`, from the cache when the `sources` have not changed.

        Raises what `build` raises, and PraxisError when both the cache file and the sources are missing.
        """
        place = FOLDER / f"{self.name}.bin"
        kept = _read(place)
        if kept is not None and kept[0] == "":
            return kept[1]
        try:
            stamp = fingerprint(self.sources())
        except FileNotFoundError:  # a wheel has no sources, and its cache file is missing or damaged
            what = msg("mkdocs-praxis is not installed whole: {name} is missing or damaged", name=place.name)
            fix = "install it again: pip install --force-reinstall --no-deps mkdocs-praxis"
            raise PraxisError(what, fix=fix) from None
        if kept is not None and kept[0] == stamp:
            return kept[1]
        data = self.build()
        with suppress(OSError):
            write(place, data, stamp)
        return data

    def written(self, folder: Path | None) -> Path:
        """Write the data to a folder, to be taken as it is; without one to the working copy, with its stamp."""
        place = (folder or FOLDER) / f"{self.name}.bin"
        write(place, self.build(), "" if folder else fingerprint(self.sources()))
        return place


def of_file(path: Path, build: Callable[[Any], Any]) -> Prepared:
    """Return what `build` makes of a YAML file, prepared under the file's name."""
    return Prepared(path.stem, lambda: [str(path)], lambda: build(yaml_file(path)))


def of_folder(name: str, folder: Path) -> Prepared:
    """Return the content of a folder's YAML files by stem, prepared."""
    return Prepared(
        name,
        lambda: files_in(folder, ".yml"),
        lambda: {path.stem: yaml_file(path) for path in map(Path, files_in(folder, ".yml"))},
    )


def of_pages(name: str, folder: Path) -> Prepared:
    """Return the front matter of a folder's Markdown pages by stem, prepared."""

    def heads() -> dict[str, dict[str, Any]]:
        found = map(Path, files_in(folder, ".md"))
        return {path.stem: _loaded(split(path.read_text(encoding="utf-8"))[0]) for path in found}

    return Prepared(name, lambda: files_in(folder, ".md"), heads)


def fingerprint(sources: Iterable[str]) -> str:
    """Return a digest of the files' names, sizes and modification times."""
    return hashlib.blake2b("\n".join(map(_look, sources)).encode(), digest_size=16).hexdigest()


def looks_of(paths: Iterable[str]) -> list[str]:
    """Return name, size and modification time of each file, as this process last saw them."""
    return [_seen.get(path) or _look(path) for path in paths]


_seen: dict[str, str] = {}  # in a working copy, each start checks a thousand files twice


def _look(path: str) -> str:
    stat = os.stat(path)  # noqa: PTH116 - pathlib takes three times as long
    look = _seen[path] = f"{path} {stat.st_size} {stat.st_mtime_ns}"
    return look


@cache
def engine() -> str:
    """Return a digest of all code that results depend on: the versions of all installed packages, and this package's files.

    The files of a wheel are listed with their digests (RECORD); those of a working copy are identified by size and time.
    """
    room = Path(__file__).resolve().parent
    found = [sys.version]
    for folder in sys.path:
        with suppress(OSError):
            found += sorted(name for name in os.listdir(folder) if name.endswith((".dist-info", ".egg-info")))  # noqa: PTH208 - names alone
    lists = [path.read_bytes().decode() for path in room.parent.glob("mkdocs_praxis-*.dist-info/RECORD")]
    found += lists or sorted(looks_of(entry.path for entry in walked(str(room), without=_MADE)))
    return hashlib.sha256("\n".join(found).encode()).hexdigest()


def files_in(folder: Path, ending: str) -> list[str]:
    """Return the files of a folder with an ending, in a stable order."""
    return sorted(entry.path for entry in os.scandir(folder) if entry.name.endswith(ending))


def write(place: Path, data: Any, stamp: str = "") -> None:
    """Write prepared data atomically; without a stamp it is never compared with its sources again."""
    write_whole(place, packed((_FORMAT, stamp, data)))


def packed(data: Any) -> bytes:
    """Serialise data deterministically, the same in every Python version."""
    return marshal.dumps(data, _MARSHAL)


def _read(place: Path) -> tuple[str, Any] | None:
    with suppress(OSError, ValueError, EOFError, TypeError):
        form, stamp, data = marshal.loads(place.read_bytes())  # noqa: S302 - as trusted as the code beside it
        if form == _FORMAT:
            return stamp, data
    return None


def yaml_file(path: Path) -> Any:
    """Return the content of a YAML file."""
    return _loaded(path.read_text(encoding="utf-8"))


def yaml_loader() -> Any:
    """Return the fastest available safe YAML loader, the same for all reading: the two do not accept the same YAML."""
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _loaded(text: str) -> Any:
    import yaml

    return yaml.load(text, Loader=yaml_loader())  # noqa: S506 - a safe one


def split(text: str) -> tuple[str, str]:
    """Split a page into front matter and content."""
    _, head, body = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    return head, body
