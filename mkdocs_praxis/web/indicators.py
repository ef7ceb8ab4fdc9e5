"""Searches the text of a script before parsing: anchors, obfuscation, fingerprinting."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.web.contact import Sign, SignKind
from mkdocs_praxis.web.source import line_and_column

_ROWS = Path(__file__).resolve().parent / "indicators.json"
_MANY = 5  # device features: this many together indicate fingerprinting


@cache
def indicators() -> dict[str, Any]:
    """Return the tables: patterns of packers, words of fingerprinting, names of stores."""
    raw: dict[str, Any] = json.loads(_ROWS.read_text("utf-8"))
    vocabularies = "|".join(map(re.escape, raw["namespaces"]))
    return raw | {
        "packers": [(row["is"], row["word"], re.compile(row["shape"])) for row in raw["packers"]],
        "fingerprint": [group.split() for group in raw["fingerprint"]],
        "namespaces": re.compile(rf"https?://(?:www\.)?(?:{vocabularies})", re.IGNORECASE),
    }


@cache
def anchors() -> re.Pattern[bytes]:
    """Return the anchors: without one of these words, code can neither name a host nor cause a sign."""
    return re.compile(b"|".join(re.escape(word.encode()) for word in sorted(indicators()["anchors"])))


def signs_of(text: str) -> Iterator[Sign]:
    """Yield signs of packers, obfuscators and fingerprinting in a script."""
    for name, word, shape in indicators()["packers"]:
        found = shape.search(text) if word in text else None
        if found:
            yield Sign(SignKind.OPAQUE_SCRIPT, name, *line_and_column(text, found.start()))
    met = [words[0] for words in indicators()["fingerprint"] if all(word in text for word in words)]
    if len(met) >= _MANY:
        yield Sign(SignKind.FINGERPRINT, ", ".join(met), 1, 1)


def queries(text: str) -> Iterator[str]:
    """Yield whose query or fragment a script may read: its own URL's (`script`), the page's (`page`)."""
    return (name for name, words in indicators()["queries"].items() if any(word in text for word in words))
