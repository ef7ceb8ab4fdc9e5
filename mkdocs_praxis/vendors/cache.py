"""The catalogue without a cost at start-up: 300 YAML files are read once, then one JSON file stands for them.

A wheel may carry the JSON beside the data; in a working copy it lies in the user's cache folder, named by what the
vendor files look like, so that an edited file is read anew. JSON cannot run code, and a damaged file is read past.
"""

import json
import os
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

from mkdocs_praxis.vendors.catalogue import Catalogue, as_data, catalogue_of
from mkdocs_praxis.vendors.load import DATA, read_all, vendor_files
from mkdocs_praxis.vendors.model import Embed, Vendor

_OLD = 30 * 24 * 3600.0  # seconds; other installations may still use a younger one
COMPILED = DATA / "catalogue.json"


@cache
def catalogue() -> Catalogue:
    """Return all vendors. Raises PraxisError when a vendor file is wrong."""
    if COMPILED.is_file():
        return catalogue_of(json.loads(COMPILED.read_text(encoding="utf-8")))
    place = _cache_file()
    if place is not None and (data := _read(place)) is not None:
        with suppress(TypeError, ValueError, KeyError, AttributeError):  # damaged, or of another version
            return catalogue_of(data)
    vendors = read_all()
    if place is not None:
        _write(place, as_data(vendors))
    return Catalogue(vendors)


def _fingerprint() -> str:
    digest = blake2b(repr((Vendor.__slots__, Embed.__slots__)).encode(), digest_size=16)
    for path in vendor_files():
        stat = path.stat()
        digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _cache_file() -> Path | None:
    with suppress(RuntimeError):  # nobody knows where a user without HOME and name is at home
        return _cache_place()
    return None


def _cache_place() -> Path | None:
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    elif sys.platform == "darwin":
        base = str(Path("~/Library/Caches").expanduser())
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    if not base or not Path(base).is_absolute():
        return None
    return Path(base) / "mkdocs-praxis" / f"vendors-{_fingerprint()}.json"


def _read(place: Path) -> list[dict[str, Any]] | None:
    with suppress(OSError, ValueError):
        data = json.loads(place.read_text(encoding="utf-8"))
        if isinstance(data, list) and data:
            return data
    return None


def _write(place: Path, data: list[dict[str, Any]]) -> None:
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        for old in place.parent.glob("vendors-*.json"):
            if time.time() - old.stat().st_mtime > _OLD:
                old.unlink(missing_ok=True)
        handle, name = tempfile.mkstemp(dir=place.parent, suffix=".tmp")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False)
        Path(name).replace(place)
