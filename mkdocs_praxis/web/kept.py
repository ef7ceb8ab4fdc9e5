"""Persistent cache of parse results by digest of the text, in the user's cache folder (`PRAXIS_CACHE=off`), and results shipped."""

import hashlib
import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from mkdocs_praxis.files import cache_folder, keep
from mkdocs_praxis.plain import typed
from mkdocs_praxis.prepared import engine
from mkdocs_praxis.web.contact import OwnSite

SHIPPED = 32  # characters: results for shorter texts are not shipped
SHORT = 1_000  # characters: parsing shorter texts is as fast as reading an entry
_SHORTEST = {"script": 100}  # the script engine is slow to load, so even short texts are worth caching
_MOST = 4_000  # entries; when exceeded, the older half is deleted
T = TypeVar("T")


class Key(NamedTuple):
    """Key of an entry: kind of reading, text, context, and the site if the result depends on it."""

    kind: str
    text: str
    context: str = ""
    own: OwnSite | None = None

    @property
    def shipped(self) -> bool:
        """Whether shipped results apply: not if the text contains the site's host, which would then be own."""
        if self.own is None:
            return True
        hosts = [self.own.url.split("/")[2], *self.own.hosts]
        return not any(host in self.text for host in hosts)

    def shipped_digest(self) -> str:
        """Return the digest without the site."""
        return _digest(self.kind, self.context, _digest_of(self.text))

    def digest(self, engine: str) -> str:
        """Return the digest of everything that the result depends on."""
        own = [self.own.url, *sorted(self.own.hosts)] if self.own is not None else []
        return _digest(engine, self.kind, self.context, *own, _digest_of(self.text))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


@lru_cache(maxsize=1024)
def _digest_of(text: str) -> str:
    """Return the digest of a text; cached, since it is needed for several kinds."""
    return _digest(text)


def kept(key: Key, make: Callable[[], T], kind: type[T]) -> T:
    """Return the result of `make`, cached from an earlier run or shipped with the package; `kind` is its type (`plain.typed`)."""
    if (value := shipped(key)) is not None:
        return typed(kind, value)  # type: ignore[no-any-return]
    folder = _folder() if len(key.text) >= _SHORTEST.get(key.kind, SHORT) else None
    if folder is None:
        return make()
    path = os.path.join(folder, key.digest(engine()))  # noqa: PTH118 - pathlib costs more than the entry
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            return typed(kind, json.load(file))  # type: ignore[no-any-return]
    except Exception:  # noqa: BLE001 - whatever is wrong with an entry, the text is read anew
        made = make()
    with suppress(OSError):
        keep(Path(path), json.dumps(made, separators=(",", ":"), default=sorted).encode(), _MOST, _MOST // 2)
    return made


def shipped(key: Key) -> Any:
    """Return the shipped result for a text, as parsed JSON; None if there is none."""
    return _shipped().get(key.shipped_digest()) if len(key.text) >= SHIPPED and key.shipped else None


@cache
def _shipped() -> dict[str, Any]:
    """Return the shipped results for scripts of widespread themes, made by `scripts/known_texts.py`."""
    known: dict[str, Any] = json.loads(Path(__file__).with_name("known.json").read_text("utf-8"))
    return known


@cache
def _folder() -> str | None:
    folder = cache_folder("read")
    return str(folder) if folder is not None else None
