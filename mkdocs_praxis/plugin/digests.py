"""What tells the files of a finished site from others: their digests, or for pages that lie as they were handed over what made them."""

import hashlib
import os
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from mkdocs_praxis.files import Fingerprint, is_same
from mkdocs_praxis.plugin.edits import undated

if TYPE_CHECKING:
    from mkdocs_praxis.walk import Entry

MARK = "~"  # behind what is not the SHA-256 of a whole file
_WHOLE = 1 << 20  # bytes: a file up to this size is read in one go


class Handed(NamedTuple):
    """A page as it was handed over to be written: what tells it from others in this process, and the key of what it was made of."""

    fingerprint: Fingerprint
    key: str


def digests_of(
    files: Iterable["Entry"], handed: Mapping[str, Handed], seen: Mapping[str, Fingerprint]
) -> dict[str, str] | None:
    """Return the SHA-256 of every file of a site; None where one is no ordinary file, or cannot be read.

    That of a page which tells the moment of its build is of the rest of it. For a page that lies there as it was `handed` over
    stands the key of what it was made of. Both are marked. `seen` are the fingerprints of files that were read already.
    """
    digests = {}
    for file in files:
        if file.unreadable:
            return None
        try:
            digests[file.name] = _digest(file.path, handed.get(file.name), seen.get(file.name))
        except OSError:
            return None
    return digests


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
