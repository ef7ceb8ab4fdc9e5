"""Checks of wording: outdated law, advertising law, invitations to send health data by mail."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from mkdocs_praxis.i18n import said_in
from mkdocs_praxis.practice.checks import Hit
from mkdocs_praxis.practice.shipped import PATTERNS
from mkdocs_praxis.practice.wording.prefilter import Quick
from mkdocs_praxis.practice.wording.tables import Row, tables
from mkdocs_praxis.web.contact import Page

_END = PATTERNS["end of sentence"]


def sentence_of(text: str, match: re.Match[str]) -> str:
    """Return the sentence around a match; the dot after a day ("20. Juli") or "Dr" does not end one."""
    start = max((end.end() for end in _END.finditer(text, 0, match.start())), default=0)
    after = _END.search(text, match.end())
    return text[start : after.start() if after else len(text)]


def lead_in(text: str, at: int) -> str:
    """Return the line that introduces the list at an offset, such as "Bitte senden Sie uns nicht:"; "" if there is none."""
    for line in reversed(text[:at].split("\n")[:-1]):
        if line.endswith(":"):
            return line
        if line.endswith((".", "!", "?")):
            break
    return ""


class Asked(NamedTuple):
    """Where a text may match expressions: lines with those that may match there, and sentences with the needs they meet, as a bit mask."""

    lines: list[tuple[int, int, frozenset[Quick]]]
    sentences: list[tuple[int, int, int]]


@lru_cache(maxsize=8)
def asked(text: str) -> Asked:
    """Return where a text may match expressions; cached, since several rules need it.

    A match never spans lines: a heading, paragraph, list item or cell ends with its line.
    """
    vocabulary, lines, sentences, at = tables().vocabulary, [], [], 0
    for line in text.split("\n"):
        held = 0
        for start, stop, needs in _sentences(line):
            sentences.append((at + start, at + stop, needs))
            held |= needs
        if held and (met := vocabulary.met_by(held)):
            lines.append((at, at + len(line), met))
        at += len(line) + 1
    return Asked(lines, sentences)


def _matches(text: str, quick: Quick) -> Iterator[re.Match[str]]:
    """Yield the matches of an expression in a text."""
    for start, stop, met in asked(text).lines:
        if quick in met:
            yield from quick.pattern.finditer(text, start, stop)


@lru_cache(maxsize=4096)  # header and footer repeat on every page
def _sentences(line: str) -> tuple[tuple[int, int, int], ...]:
    """Return start, end and needs of a line's sentences that meet any."""
    vocabulary, found, start = tables().vocabulary, [], 0
    for stop, after in (*(end.span() for end in _END.finditer(line)), (len(line), len(line))):
        if held := vocabulary.held(line[start:after].lower()):
            found.append((start, stop, held))
        start = after
    return tuple(found)


def outdated_law(text: str, language: str = "de") -> list[Hit]:
    """Return citations of outdated law, each wording once, except in sentences that describe the change."""
    hits: dict[str, Hit] = {}
    for quick, row in tables().outdated_law:
        for match in _matches(text, quick):
            sentence = sentence_of(text, match)
            history = row["history"]
            changed = PATTERNS["change of law"].search(sentence)
            if history and changed and re.search(history, sentence, re.IGNORECASE):
                continue
            words = " ".join(match[0].split())
            if any(words in told for told in hits):
                continue
            now = said_in(language, row["now"])
            hits[words] = Hit(row["id"], words, row["since"], now, row["source"], quote=words)
    return list(hits.values())


def wording(
    text: str, language: str = "de", kinds: frozenset[str] = frozenset({"hwg", "praise", "mail"})
) -> list[Hit]:
    """Return wording to review, of the given `kinds`: advertising law, praise, invitations to send health data by mail.

    Where a row has `denial`, sentences with a negation ("keine Befunde per E-Mail") are skipped.
    """
    hits: list[Hit] = []
    for words, sentence, row in (*_matched(text, kinds), *_met(text, kinds)):
        if row.get("denial") and PATTERNS["denial"].search(sentence):
            continue
        quote = " ".join(words.split())
        if not any((quote in told.quote or told.quote in quote) and told.check == row["id"] for told in hits):
            law, certainty = row["law"], row["certainty"]
            hits.append(
                Hit(row["id"], quote, said_in(language, row), law=law, certainty=certainty, quote=quote)
            )
    return hits


def _matched(text: str, kinds: frozenset[str]) -> Iterator[tuple[str, str, Row]]:
    """Yield (words, lead-in and sentence, row) for each match of an expression."""
    for quick, row in tables().wording:
        for match in _matches(text, quick) if row["kind"] in kinds else ():
            yield match[0], f"{lead_in(text, match.start())} {sentence_of(text, match)}", row


def _met(text: str, kinds: frozenset[str]) -> Iterator[tuple[str, str, Row]]:
    """Yield (words from first to last, lead-in and rest of the sentence, row) for sentences with a word of every list."""
    for start, stop, held in asked(text).sentences:
        for lists, row in _rows_met(held, kinds):
            sentence = text[start:stop]
            spans = _spans(lists, sentence)
            if len(spans) == len(lists):
                rest = "".join(
                    " " if any(a <= at < b for a, b in spans) else letter
                    for at, letter in enumerate(sentence)
                )
                words = sentence[min(a for a, _ in spans) : max(b for _, b in spans)]
                yield words, f"{lead_in(text, start)} {rest}", row


@lru_cache(maxsize=4096)
def _rows_met(held: int, kinds: frozenset[str]) -> list[tuple[tuple[Quick, ...], Row]]:
    likely = tables().vocabulary.met_by(held)
    return [
        (lists, row) for lists, row in tables().together if row["kind"] in kinds and likely.issuperset(lists)
    ]


@lru_cache(maxsize=256)  # header and footer repeat on every page
def _spans(lists: tuple[Quick, ...], sentence: str) -> tuple[tuple[int, int], ...]:
    """Return the span of each list's first match; stops at the first list without one."""
    spans = list[tuple[int, int]]()
    for quick in lists:
        first = quick.pattern.search(sentence)
        if first is None:
            break
        spans.append(first.span())
    return tuple(spans)


def picture_names(page: Page, language: str = "de") -> list[Hit]:
    """Return pictures whose file name or alt text indicates a before/after comparison (§ 11 HWG)."""
    hits = []
    for image in page.images:
        words = f"{image.src.rsplit('/', 1)[-1]} {image.alt or ''}".replace("_", "-")
        for hit in wording(words, language, frozenset({"hwg"})):
            if hit.check == "before-after":
                hits.append(replace(hit, line=image.line, column=image.column))  # noqa: PERF401 - two conditions read better
    return hits
