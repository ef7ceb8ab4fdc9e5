"""Lists and reads the files of a site, without following links out of it."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator
from io import FileIO
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.problem import PraxisError

# Files larger than this are not read into memory.
MAX_BYTES = 256 << 20
_MORE = 1 << 16  # bytes per read once a file turns out larger than its size says
_FLAGS = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))


class Entry(NamedTuple):
    """A file of the site: path on disk, name in the site (with "/"), bytes, why it is unreadable, modification time (ns)."""

    path: str
    name: str
    size: int
    unreadable: str | None = None
    written: int = 0


def listed(directory: Path) -> list[Entry]:
    """Return every file below a directory. Raises FileNotFoundError, NotADirectoryError; PraxisError when it is empty."""
    if not directory.is_dir():
        raise NotADirectoryError(directory) if directory.exists() else FileNotFoundError(directory)
    found = list(entries(directory))
    if not found:
        fix = "build the site first, and name the folder that holds its pages"
        raise PraxisError("there is no file to check", file=str(directory), fix=fix)
    return found


def entries(directory: Path) -> Iterator[Entry]:
    """Yield every file below a directory in a stable order. Symbolic links and special files are yielded as unreadable.

    A link to another folder of the site, as `mike` makes for the latest version, is skipped: that folder is read anyway.
    """
    pending = [(str(directory), "")]
    while pending:
        folder, prefix = pending.pop()
        below: list[tuple[str, str]] = []
        try:
            with os.scandir(folder) as found:
                listed = sorted(found, key=lambda e: e.name)
        except OSError as error:
            yield Entry(folder, prefix or ".", 0, f"the folder cannot be opened: {error.strerror}")
            continue
        for entry in listed:
            name = prefix + entry.name
            if entry.is_symlink():
                if _is_second_name(Path(entry.path), directory):
                    continue
                yield Entry(entry.path, name, 0, "a symbolic link; what it leads to is not followed")
            elif entry.is_dir(follow_symlinks=False):
                below.append((entry.path, name + "/"))
            else:
                yield _file(entry, name)
        pending.extend(reversed(below))


def _is_second_name(link: Path, site: Path) -> bool:
    try:
        folder, root = link.resolve(strict=True), site.resolve()
    except (OSError, RuntimeError):  # dangling, or a loop
        return False
    inside = folder.is_dir() and folder.is_relative_to(root) and folder != root
    return inside and not link.parent.resolve().is_relative_to(folder)


def _file(entry: "os.DirEntry[str]", name: str) -> Entry:
    try:
        info = entry.stat(follow_symlinks=False)
    except OSError as error:  # it vanished since the folder was read
        return Entry(entry.path, name, 0, f"cannot be opened: {error.strerror}")
    odd = None if stat.S_ISREG(info.st_mode) else "not a regular file"
    return Entry(entry.path, name, info.st_size, odd, info.st_mtime_ns)


def content(entry: Entry) -> bytes | str:
    """Return a file's bytes, or the reason why it cannot be read. Never follows a link that replaced it meanwhile."""
    data = _read(entry, _whole)
    return data if len(data) <= MAX_BYTES or isinstance(data, str) else f"larger than {MAX_BYTES >> 20} MiB"


def _whole(handle: int, size: int) -> bytes:
    # os.read allocates all that it is asked for, so ask for the file's size first.
    data = part = os.read(handle, min(size, MAX_BYTES) + 1)
    while part and len(data) != size and len(data) <= MAX_BYTES:
        part = os.read(handle, min(MAX_BYTES + 1 - len(data), _MORE))
        data += part
    return data


def digest(entry: Entry) -> tuple[str, str]:
    """Return the SHA-256 of a file of any size and "", or "" and the reason why it cannot be read."""
    hashed = _read(entry, _hashed)
    return ("", hashed) if isinstance(hashed, str) else (hashed.hex(), "")


def _hashed(handle: int, _size: int) -> bytes:
    with FileIO(handle, closefd=False) as file:
        return hashlib.file_digest(file, "sha256").digest()


def _read(entry: Entry, work: Callable[[int, int], bytes]) -> bytes | str:
    """Return the result of `work` on the open file and its size, or the reason why the file cannot be read."""
    if entry.unreadable:
        return entry.unreadable
    try:
        handle = os.open(entry.path, _FLAGS)
        try:
            info = os.fstat(handle)
            return work(handle, info.st_size) if stat.S_ISREG(info.st_mode) else "not a regular file"
        finally:
            os.close(handle)
    except OSError as error:
        return f"cannot be opened: {error.strerror}"


class Contents:
    """Reads files again by name; caches the last one."""

    def __init__(self, files: Iterable[Entry]) -> None:
        self._entries = {entry.name: entry for entry in files}
        self._last: tuple[str, bytes] = "", b""

    def of(self, name: str) -> bytes:
        """Return a file's bytes, empty when it cannot be read."""
        if self._last[0] != name:
            data = content(self._entries[name])
            self._last = name, data if isinstance(data, bytes) else b""
        return self._last[1]

    def text(self, name: str) -> str:
        """Return a file's text."""
        return self.of(name).decode("utf-8", "replace")
