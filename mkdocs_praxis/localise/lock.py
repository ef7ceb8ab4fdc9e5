"""The lock file: origin and hash of downloaded files, so that further runs are reproducible, without network."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.files import given
from mkdocs_praxis.problem import PraxisError

NAME = "praxis-localise.json"
_FORM = "mkdocs-praxis-localise/1"
_STAYS = "stays"  # key of URLs that could not be downloaded: missing, or not what was expected


@dataclass(frozen=True, slots=True)
class Entry:
    """One URL: its file below the assets, hash, vendor and licence."""

    file: str
    sha256: str  # of the file in the assets
    vendor: str = ""
    licence: str = ""  # SPDX; from the catalogue if unambiguous, else added by the user; never overwritten


class Lock(NamedTuple):
    """What a lock file holds: entries by URL, and the URLs that an earlier run could not download."""

    entries: dict[str, Entry]
    failed: frozenset[str] = frozenset()


def load(path: Path) -> Lock:
    """Return what a lock file holds; nothing if there is none. Raises PraxisError if the file is invalid."""
    if not path.exists():
        return Lock({})
    try:
        data = json.loads(given(path))
        listed = data[_FORM].items()
        entries = {str(url): Entry(**{key: str(value) for key, value in one.items()}) for url, one in listed}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        what, fix = "this is no lock file of praxis localise", "name another folder for the assets"
        raise PraxisError(what, file=str(path), fix=fix) from None
    failed = data.get(_STAYS, [])
    return Lock(entries, frozenset(map(str, failed)) if isinstance(failed, list) else frozenset())


def dump(entries: dict[str, Entry], stays: Collection[str]) -> bytes:
    """Return the content of a lock file: entries, and URLs that stay foreign."""
    held: dict[str, object] = {_FORM: {url: asdict(entries[url]) for url in sorted(entries)}}
    if stays:
        held[_STAYS] = sorted(stays)
    text = json.dumps(held, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()
