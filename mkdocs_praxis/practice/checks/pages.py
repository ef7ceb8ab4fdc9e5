"""Checks of a page: its forms and mail links, required legal links, expired closings in its text."""

import datetime as dt
import re
from collections.abc import Iterable
from functools import lru_cache

from mkdocs_praxis.practice.checks import Hit
from mkdocs_praxis.practice.checks.law import asked
from mkdocs_praxis.practice.shipped import PATTERNS
from mkdocs_praxis.practice.wording.tables import LAST_DAY, tables
from mkdocs_praxis.web.contact import Field, Form, Page


def _asks(field: Field, pattern: re.Pattern[str]) -> bool:
    return bool(pattern.search(f"{field.name} {field.label}")) or (
        pattern is PATTERNS["personal field"] and field.type in {"email", "tel"}
    )


def asks_for_health(field: Field) -> bool:
    """Whether a field asks for health data, or is free text, which may contain it."""
    return _asks(field, PATTERNS["health field"]) or field.type == "textarea"


def words_of(field: Field) -> str:
    """Return a field's visible label, else its name."""
    return field.label.strip(" *:") or field.name


def is_search(form: Form) -> bool:
    """Whether a form is a search box: at most one text field, no personal data."""
    texts = [f for f in form.fields if f.type not in {"hidden", "submit", "button", "image", "reset"}]
    return len(texts) <= 1 and not any(
        asks_for_health(f) or _asks(f, PATTERNS["personal field"]) for f in texts
    )


def forms(page: Page) -> list[Hit]:
    """Return forms that put personal data into the URL, ask for health data, or send unencrypted; recipients are not checked here.

    Checks: `form-get`, `form-health` (a health field or free text counts), `form-insecure` (http:).
    """
    hits = []
    for form in page.forms:
        line, column = form.line, form.column
        personal = [f.name or f.label for f in form.fields if _asks(f, PATTERNS["personal field"])]
        health = [f.name or f.label for f in form.fields if asks_for_health(f)]
        if form.method.lower() not in {"post", "dialog"} and (personal or health):
            hits.append(Hit("form-get", ", ".join(personal + health), form.action, line=line, column=column))
        if health and not is_search(form):
            hits.append(Hit("form-health", ", ".join(health), form.action, line=line, column=column))
        if PATTERNS["unencrypted"].match(form.action):
            hits.append(Hit("form-insecure", form.action, line=line, column=column))
    return hits


def mail_links(page: Page) -> list[Hit]:
    """Return mail links with a prefilled body, which invite people to send health data by unencrypted mail."""
    return [
        Hit("mail-prefilled", link.href, line=link.line, column=link.column)
        for link in page.links
        if link.href[:7].lower() == "mailto:"
        and re.match(r"mailto:[^?]+\?(.*&)?body=", link.href, re.IGNORECASE)
    ]


_LEGAL_LINKS = {
    "impressum": re.compile(r"\b(impressum|imprint|legal\s+notice)\b", re.IGNORECASE),
    "datenschutz": re.compile(r"\b(datenschutz\w*|privacy)\b", re.IGNORECASE),
}


def missing_legal_links(page: Page) -> list[Hit]:
    """Return which of Impressum and Datenschutz the page does not link to (required on every page, also the 404 page)."""
    own = [link.text for link in reversed(page.links) if not link.foreign]  # most are at the foot
    return [
        Hit("legal-link", name, law="§ 5 DDG" if name == "impressum" else "Art. 12, 13 DSGVO")
        for name, pattern in _LEGAL_LINKS.items()
        if not any(map(pattern.search, own))
    ]


_DATE = re.compile(LAST_DAY)
_NEAR = 200  # characters: more than a match spans on either side of its last day


def expired_text(text: str, today: dt.date) -> list[Hit]:
    """Return closings in free text whose last day is over: "Urlaub vom 3.8. bis 14.8.2025"."""
    from mkdocs_praxis.practice.scalars import date
    from mkdocs_praxis.practice.values import Unclear

    hits = []
    away = not all(met.isdisjoint(tables().closed) for _, _, met in asked(text).lines)
    for start, end in _near(_DATE.finditer(text) if away else ()):
        # "Urlaub" may be in the heading, the dates below it
        for words, last_day in _closings(text[start:end].replace("\n", " ")):
            try:
                over = date(last_day)
            except Unclear:
                continue
            if over < today:
                hits.append(Hit("expired-text", " ".join(words.split()), f"{over:%d.%m.%Y}", quote=words))
    return hits


def _near(dates: Iterable[re.Match[str]]) -> list[tuple[int, int]]:
    """Return the ranges of a text around dates; those that overlap are one."""
    ranges: list[tuple[int, int]] = []
    for found in dates:
        start, end = max(0, found.start() - _NEAR), found.end() + _NEAR
        if ranges and start <= ranges[-1][1]:
            start, _ = ranges.pop()
        ranges.append((start, end))
    return ranges


@lru_cache(maxsize=256)  # text next to the hours repeats on every page
def _closings(part: str) -> tuple[tuple[str, str], ...]:
    """Return (matched words, last day) for each closing in a text, one per last day."""
    found = (match for quick in tables().closed for match in quick.pattern.finditer(part))
    told: dict[tuple[int, int], tuple[str, str]] = {}
    for match in found:
        told.setdefault(match.span(1), (match[0], match[1]))
    return tuple(told.values())
