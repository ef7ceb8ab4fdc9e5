"""Identities of the files of a finished site: digests, and the cache keys of pages unchanged since they were rendered."""

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
    """A page as it was given to MkDocs to write: its fingerprint, and its cache key."""

    fingerprint: Fingerprint
    key: str


def digests_of(
    files: Iterable["Entry"], handed: Mapping[str, Handed], seen: Mapping[str, Fingerprint]
) -> dict[str, str] | None:
    """Return the SHA-256 of every file of a site by name; None when one is no regular file, or cannot be read.

    A page that is on disk as it was `handed` over has its cache key instead; the digest of a page with a build date leaves the
    date out. Both end in MARK. `seen` are fingerprints of files that were read already.
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
