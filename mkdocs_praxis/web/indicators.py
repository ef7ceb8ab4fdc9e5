"""What the text of a script tells before it is parsed: anchors, obfuscation, fingerprinting, known libraries."""

import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import (
    ConditionalContact,
    Confidence,
    Contact,
    Effect,
    EffectKind,
    Sign,
    SignKind,
)
from mkdocs_praxis.web.source import line_and_column

_MANY = 5  # device features: this many together indicate fingerprinting


@cache
def indicators() -> dict[str, Any]:
    """Return the tables: patterns of packers, words of fingerprinting, names of stores."""
    raw: dict[str, Any] = json.loads(Path(__file__).with_name("indicators.json").read_text("utf-8"))
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


class Library(NamedTuple):
    """A well-known library, recognised by texts in it (`signs`), and what it does depending on the page.

    `contacts`: what it requests if the page has a selector (None: only in old browsers). `reads`: attributes that become requests.
    `runs`: the code that it evaluates is in the page. `handles`: vendors ("*": any) that it names for pages that use them.
    `provides`: selectors of other libraries' contacts, which it replaces.
    """

    library: str
    signs: list[str]
    contacts: Sequence[dict[str, str | None]] = ()
    reads: Sequence[str] = ()
    runs: bool = False
    handles: Sequence[str] = ()
    provides: Sequence[str] = ()


@cache
def libraries() -> tuple[Library, ...]:
    """Return all known libraries."""
    return tuple(
        Library(**row) for row in json.loads(Path(__file__).with_name("libraries.json").read_text("utf-8"))
    )


def libraries_in(text: str) -> list[Library]:
    """Return the libraries that a script contains."""
    return [library for library in libraries() if all(sign in text for sign in library.signs)]


@lru_cache(maxsize=1024)
def handled(text: str) -> frozenset[str]:
    """Return the `handles` of the libraries in a script; "*" stands for all vendors."""
    return frozenset(vendor for library in libraries_in(text) for vendor in library.handles)


def dormant(
    contacts: Iterable[Contact], met: list[Library], waiting: list[ConditionalContact]
) -> Iterator[Contact]:
    """Yield all contacts; those that a known library makes only on some pages as mentions, added to `waiting`."""
    rows = [row for library in met for row in library.contacts]
    for contact in contacts:
        needs = [row["needs"] for row in rows if contact.url.startswith(row["url"] or "")]
        sure = contact._replace(confidence=Confidence.CERTAIN)
        waiting += [ConditionalContact(Effect(EffectKind.PAGE, need), sure) for need in needs if need]
        yield contact._replace(confidence=Confidence.MENTION) if needs else contact


@cache
def all_needs() -> tuple[str, ...]:
    """Return all selectors of elements for which a library makes requests."""
    needs = (one["needs"] for library in libraries() for one in library.contacts)
    return tuple(dict.fromkeys(need for need in needs if need is not None))


_LARGE, _SMALL = 1 << 15, 60
_BLANK = bytes(byte if byte == 0x0A else 0x20 for byte in range(256))
# Unclosed tokens end with the line or the text, so that matching is linear. `_REST`: a template up to its end or its next
# expression.
_REST = rb"(?:[^`\\$]|\\[\s\S]|\$(?!\{))*+(?:`|\$\{|\Z)"
_REST_OF_TEMPLATE = regex(_REST)
_CLASS = rb"\[(?:[^\]\\\n]|\\.)*+\]?"
_PIECES = regex(
    rb""""(?:[^"\\\n]|\\[\s\S])*+"?|'(?:[^'\\\n]|\\[\s\S])*+'?|/\*[\s\S]*?(?:\*/|\Z)|//[^\n]*+|[{}]|`"""
    + _REST
    + rb"|(?:(?<=[(,=:\[!&|?{};+>~^%*-])|(?<=return))\s*/(?![*/])(?:[^/\\\[\n]|\\.|"
    + _CLASS
    + rb")*+/?"
)


def thinned(source: bytes) -> bytes:
    """Return a script with irrelevant blocks blanked."""
    if len(source) < _LARGE:
        return source
    marks = [match.start() for match in anchors().finditer(source)]
    opened: list[tuple[int, bool]] = []  # offset of `{`, whether it is in a template
    blank: list[tuple[int, int]] = []
    token = _PIECES.search(source)
    while token is not None:
        first, at = token[0][:1], token.end()
        opens, in_template = first == b"{", first == b"`" and token[0].endswith(b"${")
        if first == b"}":
            if not opened:
                return source
            start, in_template = opened.pop()
            rest = _REST_OF_TEMPLATE.match(source, at) if in_template else None
            if rest is not None:
                at, in_template = rest.end(), rest[0].endswith(b"${")
            elif at - start > _SMALL and bisect_left(marks, start) == bisect_left(marks, at):
                while blank and blank[-1][0] > start:
                    blank.pop()
                blank.append((start + 1, at - 1))
        if opens or in_template:
            opened.append((at - 1, in_template))
        token = _PIECES.search(source, at)
    thin = bytearray(source)
    for start, end in blank if not opened else ():
        thin[start:end] = source[start:end].translate(_BLANK)
    return bytes(thin)
