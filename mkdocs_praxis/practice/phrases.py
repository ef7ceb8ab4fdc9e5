"""What facts say in German, for pages in another language: known words and durations; anything else is marked as German."""

import re
from functools import cache

from markupsafe import Markup

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.legal.tables import fold
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.values import Told

# unit → singular, plural, as `translator().many` wants them
_UNITS = {
    "tag": ("{n} day", "{n} days"), "woche": ("{n} week", "{n} weeks"), "monat": ("{n} month", "{n} months"),
    "jahr": ("{n} year", "{n} years"),
}  # fmt: skip
_DURATION = re.compile(r"(\d+)\s+(tag|woche|monat|jahr)(?:e|en|n)?\b(.*)", re.IGNORECASE | re.DOTALL)
_AFTER = {
    "": "", "nach erledigung": " after your matter is dealt with", "nach erledigung des anliegens": " after your matter is dealt with",
    "nach eingang": " after receipt", "nach abschluss": " after completion", "nach abmeldung": " after leaving",
    "nach widerruf": " after withdrawal", "nach dem rueckruf": " after the call", "nach der antwort": " after the answer",
}  # fmt: skip


@cache
def _known() -> dict[str, str]:
    return {fold(german): english for german, english in shipped("phrases").items()}


def known(text: str, language: str) -> bool:
    """Return whether a German phrase needs no translation by its owner."""
    return language == "en" and (not isinstance(said(text, language), Markup) or text.strip().isdigit())


def said(text: str, language: str) -> str | Markup:
    """Return a German phrase of the facts in the language of the page; one that is not known stands marked as German."""
    if language == "de" or not text or (isinstance(text, Told) and text.language == language):
        return text
    if known := _known().get(fold(text)):
        before, bracket, german = known.partition(f"({text})")
        return Markup('{}(<span lang="de">{}</span>){}').format(before, text, german) if bracket else known
    if match := _DURATION.fullmatch(text.strip()):
        after = _AFTER.get(fold(match[3]).strip(" ."))
        if after is not None:
            one, other = _UNITS[match[2].lower()]
            return translator("en", "practice").many(int(match[1]), one, other) + after
    if text.isascii() and text.isdigit():
        return text
    return Markup('<span lang="de">{}</span>').format(text)
