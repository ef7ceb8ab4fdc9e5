"""Words in texts: law that no longer is, advertising law, invitations to send health data by mail."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mkdocs_praxis.practice.checks.hit import Hit
from mkdocs_praxis.practice.checks.stems import Quick
from mkdocs_praxis.web.contact import Page


def _pick(texts: Any, language: str) -> str:
    return str(texts.get(language) or texts["en"])


@cache
def _patterns(name: str) -> tuple[tuple[Quick, dict[str, Any]], ...]:
    text = (files("mkdocs_praxis.practice") / "data" / f"{name}.yml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = yaml.safe_load(text)
    return tuple((Quick(re.sub(r"\|\s+", "|", row["pattern"])), row) for row in rows)


# A sentence that tells of a change of law, or denies what it names, says nothing wrong.
_CHANGED = re.compile(
    r"\b(hei(?:ß|ss)(?:t|en)|hie(?:ß|ss)en?|umbenannt|ersetzt|abgelöst|früher\w*|ehemal\w*|vormals|bisher\w*|seit|bis|jetzt|nun|"
    r"formerly|renamed|replaced|now|since|until|abgeschaltet|eingestellt|aufgehoben|ungültig|gekippt|invalid|shut|closed)\b",
    re.IGNORECASE,
)
_DENIAL = re.compile(
    r"\b(kein\w*|nicht|nie|niemals|weder|verboten|untersagt|unzulässig|not|never|don.?t|no|neither|forbidden)\b",
    re.IGNORECASE,
)


_END = re.compile(r"(?<!\d)[.!?](?=\s|$)|\n")


def sentence_of(text: str, match: re.Match[str]) -> str:
    """Return the sentence around a match; the point behind a day ("20. Juli") ends none."""
    start = max((end.end() for end in _END.finditer(text, 0, match.start())), default=0)
    after = _END.search(text, match.end())
    return text[start : after.start() if after else len(text)]


def outdated_law(text: str, language: str = "de") -> list[Hit]:
    """Return citations of law that no longer is, each wording once; a sentence that tells of the change is none."""
    hits: dict[str, Hit] = {}
    lowered = text.lower()
    for quick, row in _patterns("outdated_law"):
        for match in quick.pattern.finditer(text) if quick.may_match(lowered) else ():
            sentence = sentence_of(text, match)
            history = row["history"]
            if history and re.search(history, sentence, re.IGNORECASE) and _CHANGED.search(sentence):
                continue
            words = " ".join(match[0].split())
            if any(words in told for told in hits):
                continue
            since = f"{row['since']:%d.%m.%Y}"
            hits[words] = Hit(
                row["id"], words, since, _pick(row["now"], language), row["source"], quote=words
            )
    return list(hits.values())


def wording(
    text: str, language: str = "de", kinds: frozenset[str] = frozenset({"hwg", "praise", "mail"})
) -> list[Hit]:
    """Return words that deserve a second look: advertising law, praise, invitations to send health data by mail.

    A sentence that denies or warns ("keine Befunde per E-Mail", "not by e-mail") is no invitation.
    """
    hits = []
    lowered = text.lower()
    for quick, row in _patterns("wording"):
        wanted = row["kind"] in kinds and quick.may_match(lowered)
        for match in quick.pattern.finditer(text) if wanted else ():
            if row.get("denial") and _DENIAL.search(sentence_of(text, match)):
                continue
            words = " ".join(match[0].split())
            told = Hit(
                row["id"],
                words,
                _pick(row, language),
                law=row["law"],
                certainty=row["certainty"],
                quote=words,
            )
            if told not in hits:
                hits.append(told)
    return hits


def picture_names(page: Page, language: str = "de") -> list[Hit]:
    """Return pictures whose file name or alt text speaks of before and after (§ 11 HWG)."""
    hits = []
    for image in page.images:
        words = f"{image.src.rsplit('/', 1)[-1]} {image.alt or ''}".replace("_", "-")
        for hit in wording(words, language, frozenset({"hwg"})):
            if hit.check == "before-after":
                hits.append(replace(hit, line=image.line, column=image.column))  # noqa: PERF401 - two conditions read better
    return hits
