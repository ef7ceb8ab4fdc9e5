"""What the mere text of a script shows, before anything is parsed: what can matter in it, what hides its work, what tells devices apart."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.web.contact import Sign, SignKind

_ROWS = Path(__file__).resolve().parent / "indicators.json"
_MANY = 5  # features of a device that only a fingerprint needs together


@cache
def indicators() -> dict[str, Any]:
    """Return by what hidden work and storage are known: shapes of packers, words by which devices are told apart, stores."""
    raw: dict[str, Any] = json.loads(_ROWS.read_text("utf-8"))
    vocabularies = "|".join(map(re.escape, raw["namespaces"]))
    return raw | {
        "packers": [(row["is"], row["word"], re.compile(row["shape"])) for row in raw["packers"]],
        "fingerprint": [group.split() for group in raw["fingerprint"]],
        "namespaces": re.compile(rf"https?://(?:www\.)?(?:{vocabularies})", re.IGNORECASE),
    }


@cache
def anchors() -> re.Pattern[bytes]:
    """Return the words without which a piece of script can neither name a host nor do anything that is a sign."""
    return re.compile(b"|".join(re.escape(word.encode()) for word in sorted(indicators()["anchors"])))


def signs_of(text: str) -> Iterator[Sign]:
    """Give what the shapes of packers and obfuscators, and the words of fingerprints, tell of a script."""
    for name, word, shape in indicators()["packers"]:
        found = shape.search(text) if word in text else None
        if found:
            place = text.count("\n", 0, found.start()) + 1, found.start() - text.rfind("\n", 0, found.start())
            yield Sign(SignKind.OPAQUE_SCRIPT, name, *place)
    met = [words[0] for words in indicators()["fingerprint"] if all(word in text for word in words)]
    if len(met) >= _MANY:
        yield Sign(SignKind.FINGERPRINT, ", ".join(met), 1, 1)


def queries(text: str) -> Iterator[str]:
    """Yield whose query or fragment a script may look into: the `script`'s own, its `page`'s."""
    return (name for name, words in indicators()["queries"].items() if any(word in text for word in words))
