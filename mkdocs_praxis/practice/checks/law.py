"""Words in texts: law that no longer is, advertising law, invitations to send health data by mail."""

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from mkdocs_praxis.practice.checks.hit import Hit
from mkdocs_praxis.web.contact import Page


def _pick(texts: Any, language: str) -> str:
    return str(texts.get(language) or texts["en"])


@cache
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    text = (files("mkdocs_praxis.practice") / "data" / f"{name}.yml").read_text(encoding="utf-8")
    return tuple((re.compile(row["pattern"], re.IGNORECASE), row) for row in yaml.safe_load(text))


def outdated_law(text: str, language: str = "de") -> list[Hit]:
    """Return citations of law that no longer is, each wording once."""
    hits: dict[str, Hit] = {}
    for pattern, row in _patterns("outdated_law"):
        for match in pattern.finditer(text):
            words = " ".join(match[0].split())
            since = f"{row['since']:%d.%m.%Y}"
            hits.setdefault(words, Hit(row["id"], words, since, _pick(row["now"], language), row["source"]))
    return list(hits.values())


def wording(
    text: str, language: str = "de", kinds: frozenset[str] = frozenset({"hwg", "praise", "mail"})
) -> list[Hit]:
    """Return words that deserve a second look: advertising law, praise, invitations to send health data by mail.

    A sentence that warns ("keine Befunde per E-Mail", "not by e-mail") is no invitation.
    """
    hits = []
    for pattern, row in _patterns("wording"):
        if row["kind"] not in kinds:
            continue
        for match in pattern.finditer(text):
            start = max(text.rfind(mark, 0, match.start()) for mark in ".!?\n")
            end = min((p for mark in ".!?\n" if (p := text.find(mark, match.end())) >= 0), default=len(text))
            if row["kind"] == "mail" and _DENIAL.search(text[start + 1 : end]):
                continue
            hits.append(Hit(row["id"], " ".join(match[0].split()), _pick(row, language), law=row["law"]))
    return hits


_DENIAL = re.compile(r"\b(kein\w*|nicht|nie|niemals|not|never|don.?t|no)\b", re.IGNORECASE)


def picture_names(page: Page, language: str = "de") -> list[Hit]:
    """Return pictures whose file name or alt text speaks of before and after (§ 11 HWG)."""
    hits = []
    for image in page.images:
        words = f"{image.src.rsplit('/', 1)[-1]} {image.alt or ''}".replace("_", "-")
        for hit in wording(words, language, frozenset({"hwg"})):
            if hit.check == "before-after":
                hits.append(replace(hit, line=image.line, column=image.column))  # noqa: PERF401 - two conditions read better
    return hits
