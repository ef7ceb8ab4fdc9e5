"""What came home, from where: a file that makes a second run the same, without the network."""

import json
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from mkdocs_praxis.files import given
from mkdocs_praxis.problem import PraxisError, Problem

NAME = "praxis-localise.json"
_FORM = "mkdocs-praxis-localise/1"
_STAYS = "stays"  # addresses that a run asked for in vain: no file there, or not what it should be


@dataclass(frozen=True, slots=True)
class Entry:
    """One address: the file that stands for it (below the assets), the hash of what was fetched, and whose it is."""

    file: str
    sha256: str  # of the file as it lies in the assets
    vendor: str = ""
    licence: str = (
        ""  # SPDX; filled in by the catalogue where it knows the one, else by a person; kept by every run
    )


def load(path: Path) -> dict[str, Entry]:
    """Return the entries by address; none when there is no file. Raises PraxisError for something else."""
    if not path.exists():
        return {}
    try:
        data = json.loads(given(path, "the lock file"))
        return {
            str(url): Entry(**{key: str(value) for key, value in one.items()})
            for url, one in data[_FORM].items()
        }
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PraxisError(
            Problem(
                "this is no lock file of praxis localise", str(path), fix="name another folder for the assets"
            )
        ) from None


def stayed(path: Path) -> frozenset[str]:
    """Return the addresses that a run before asked for in vain. Raises PraxisError for something else than a lock file."""
    load(path)
    if not path.exists():
        return frozenset()
    listed = json.loads(given(path, "the lock file")).get(_STAYS, [])
    return frozenset(map(str, listed)) if isinstance(listed, list) else frozenset()


def dump(entries: dict[str, Entry], stays: Collection[str]) -> bytes:
    """Return the text of a lock file: what was brought home, and the addresses that stay foreign."""
    held: dict[str, object] = {_FORM: {url: asdict(entries[url]) for url in sorted(entries)}}
    if stays:
        held[_STAYS] = sorted(stays)
    text = json.dumps(held, ensure_ascii=False, indent=1)
    return f"{text}\n".encode()
