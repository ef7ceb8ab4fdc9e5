"""The guard: the first script of every page with scripts; it disables APIs that no policy restricts (see guard.js)."""

import json
from functools import cache, lru_cache
from pathlib import Path

from mkdocs_praxis.web.contact import OwnSite

# Trusted Types policies that it creates.
TYPES = ("praxis", "default")
_CALL = "(window,document.currentScript,"
_END = f"{_CALL}[])"
_HERE = Path(__file__).parent


@cache
def _source(name: str) -> str:
    return (_HERE / f"{name}.min.js").read_text(encoding="utf-8").strip()


@lru_cache(maxsize=16)
def guard(own: OwnSite, *, workers: bool) -> str:
    """Return the guard; with `workers`, the variant that makes workers inherit the page's policy."""
    source = _source("guard_workers" if workers else "guard")
    hosts = json.dumps(sorted(own.hosts)).replace("<", "\\u003c")
    return source.removesuffix(_END) + f"{_CALL}{hosts})"


@lru_cache(maxsize=1024)
def is_guard(text: str) -> bool:
    """Whether an inline script is our guard, for any hosts."""
    for name in ("guard", "guard_workers"):
        start = _source(name).removesuffix("[])")
        if text.startswith(start) and text.endswith("])") and text.find("[", len(start)) == len(start):
            return True
    return False
