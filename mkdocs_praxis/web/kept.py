"""What reading a long text gave, kept by its digest in the platform's cache folder, so that it is read once, ever.

Never part of a site or its repository; an entry that is not what it should be counts as none. `PRAXIS_CACHE=off` keeps nothing.
"""

import contextlib
import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from mkdocs_praxis import __version__
from mkdocs_praxis.files import cache_folder
from mkdocs_praxis.web.contact import OwnSite

SHIPPED = 32  # characters: what is shorter does not ship
SHORT = 1_000  # characters: shorter texts are read as fast as an entry
_SHORTEST = {"script": 100}  # where reading even a few needs an engine that is slow to load
_MOST = 4_000  # entries; beyond, the older half goes
# What decides how a text is read, besides this package.
_ENGINES = ("tree_sitter_javascript", "tree_sitter", "tinycss2", "ada_url")
T = TypeVar("T")


class Key(NamedTuple):
    """What a text is read as, in which context, and for which site where that matters."""

    kind: str
    text: str
    context: str = ""
    own: OwnSite | None = None

    @property
    def shipped(self) -> bool:
        """Tell whether what ships for every site may hold for this one: a text that names it is read for it."""
        if self.own is None:
            return True
        hosts = [self.own.url.split("/")[2], *self.own.hosts]
        return not any(host in self.text for host in hosts)

    def shipped_digest(self) -> str:
        """Return the digest of what does not depend on the site."""
        return _digest(self.kind, self.context, _digest_of(self.text))

    def digest(self, engine: str) -> str:
        """Return the digest of everything that the value depends on."""
        own = [self.own.url, *sorted(self.own.hosts)] if self.own is not None else []
        return _digest(engine, self.kind, self.context, *own, _digest_of(self.text))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


@lru_cache(maxsize=1024)
def _digest_of(text: str) -> str:
    """Return the digest of a text: one and the same is asked for as several kinds."""
    return _digest(text)


def kept(
    key: Key,
    make: Callable[[], T],
    to_json: Callable[[T], Any],
    of_json: Callable[[Any], T],
) -> T:
    """Return what `make` gives for a text, from an earlier run or from what ships with the package where that is known.

    `of_json` raises an exception for what is no such value.
    """
    if (value := shipped(key)) is not None:
        with contextlib.suppress(Exception):
            return of_json(value)
    folder = _folder() if len(key.text) >= _SHORTEST.get(key.kind, SHORT) else None
    if folder is None:
        return make()
    import json

    path = os.path.join(folder, key.digest(_engine()))  # noqa: PTH118 - pathlib costs more than the entry
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            return of_json(json.load(file))
    except Exception:  # noqa: BLE001 - whatever is wrong with an entry, the text is read anew
        made = make()
    _write(Path(path), json.dumps(to_json(made), separators=(",", ":")))
    return made


def shipped(key: Key) -> Any:
    """Return what ships with the package for a text, as JSON has it; None where nothing does."""
    return _shipped().get(key.shipped_digest()) if len(key.text) >= SHIPPED and key.shipped else None


@cache
def _shipped() -> dict[str, Any]:
    """Return what reading the scripts of widespread themes gave; `scripts/known_texts.py` makes it."""
    import json

    known: dict[str, Any] = json.loads(Path(__file__).with_name("known.json").read_text("utf-8"))
    return known


def _write(path: Path, text: str) -> None:
    import tempfile  # a second run writes nothing

    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).replace(path)
        _bound(path.parent)


def _bound(folder: Path) -> None:
    with os.scandir(folder) as listed:
        entries = list(listed)
    if len(entries) > _MOST:
        entries.sort(key=lambda entry: entry.stat().st_mtime)
        for entry in entries[: _MOST // 2]:
            with contextlib.suppress(OSError):
                Path(entry.path).unlink()


@cache
def _folder() -> str | None:
    folder = cache_folder("read")
    return str(folder) if folder is not None else None


@cache
def _engine() -> str:
    """Name what reads: the version, and in a working copy the state of its files."""
    from importlib.util import find_spec

    parts = [__version__, sys.version]
    room = Path(__file__).parent
    for folder in (room, room / "script", room / "script" / "data"):
        with os.scandir(folder) as listed:
            files = [(entry.name, entry.stat()) for entry in listed if entry.is_file()]
        parts += [f"{name} {state.st_size} {state.st_mtime_ns}" for name, state in sorted(files)]
    for name in _ENGINES:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            state = Path(spec.origin).stat()
            parts.append(f"{name} {state.st_size} {state.st_mtime_ns}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
