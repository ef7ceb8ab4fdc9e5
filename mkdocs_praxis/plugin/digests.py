"""What tells the files of a finished site from others: their digests, or for pages that lie as they were handed over what made them."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.files import Fingerprint, is_same
from mkdocs_praxis.plugin.edits import undated

MARK = "~"  # behind what is not the SHA-256 of a whole file
_WHOLE = 1 << 20  # bytes: a file up to this size is read in one go


class Handed(NamedTuple):
    """A page as it was handed over to be written: what tells it from others in this process, and the key of what it was made of."""

    fingerprint: Fingerprint
    key: str


def digests_of(
    folder: Path, handed: Mapping[str, Handed], seen: Mapping[str, Fingerprint]
) -> dict[str, str] | None:
    """Return the SHA-256 of every file below a folder; None where one is no ordinary file, or cannot be read.

    That of a page which tells the moment of its build is of the rest of it. For a page that lies there as it was `handed` over
    stands the key of what it was made of. Both are marked. `seen` are the fingerprints of files that need not be read again; none,
    or of all files that there are.
    """
    start = len(str(folder)) + 1
    try:
        if seen:
            return {
                name: _digest(f"{folder}{os.sep}{name}", handed.get(name), known)
                for name, known in seen.items()
            }
        listed = sorted(walked(str(folder)), key=lambda entry: entry.path)
        if not all(entry.is_file(follow_symlinks=False) for entry in listed):
            return None
        names = (entry.path[start:].replace(os.sep, "/") for entry in listed)
        return {
            name: _digest(entry.path, handed.get(name), None)
            for name, entry in zip(names, listed, strict=True)
        }
    except OSError:
        return None


def walked(folder: str, without: frozenset[str] = frozenset()) -> Iterator["os.DirEntry[str]"]:
    """Yield all that lies below a folder and is none itself. Links are named, never followed."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting += () if entry.name in without else (entry.path,)
                else:
                    yield entry


def _digest(path: str, handed: Handed | None, seen: Fingerprint | None) -> str:
    if handed is not None and handed.fingerprint == seen:
        return handed.key + MARK
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123
        if os.fstat(file.fileno()).st_size > _WHOLE:
            return hashlib.file_digest(file, "sha256").hexdigest()
        data = file.readall()
    if handed is not None and is_same(data, handed.fingerprint):
        return handed.key + MARK
    rest = undated(data)
    return hashlib.sha256(rest).hexdigest() + MARK[: len(rest) < len(data)]
