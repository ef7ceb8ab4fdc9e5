"""Translates German phrases and durations in facts for pages in other languages; unknown ones are marked with `lang`."""

import re
from functools import cache

from markupsafe import Markup

from mkdocs_praxis.practice.legal.tables import fold
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.values import Told

# unit → (singular, plural), for `translator().many`
_UNITS = {
    "minute": ("{n} minute", "{n} minutes"), "stunde": ("{n} hour", "{n} hours"),
    "tag": ("{n} day", "{n} days"), "woche": ("{n} week", "{n} weeks"), "monat": ("{n} month", "{n} months"),
    "jahr": ("{n} year", "{n} years"),
}  # fmt: skip
_SHORT = {"min": "minute", "std": "stunde", "h": "stunde"}
_ABOUT = {
    "": "", "ca": "about ", "circa": "about ", "etwa": "about ", "rund": "about ", "ungefaehr": "about ", "je": "each ",
    "bis zu": "up to ", "mindestens": "at least ", "maximal": "at most ", "hoechstens": "at most ", "nach": "after ", "ab": "from ",
}  # fmt: skip
_NUMBERS = [
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf",
]  # fmt: skip
_N = rf"(?:\d+(?:,\d+)?|(?:{'|'.join(_NUMBERS[1:])})(?:e[mnr]?)?)"
_DURATION = re.compile(
    rf"(?P<about>[^\W\d]+(?:\szu)?\.?\s+)??(?P<n>{_N})(?:\s*(?P<to>-|–|bis|oder)\s*(?P<n2>{_N}))?[\s-]*"
    r"(?P<unit>(?:minute|stunde|tag|woche|monat|jahr)(?:e|en|n)?|min|std|h)\b\.?(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)
_AFTER = {
    "": "", "nach erledigung": " after your matter is dealt with", "nach erledigung des anliegens": " after your matter is dealt with",
    "nach eingang": " after receipt", "nach abschluss": " after completion", "nach abmeldung": " after leaving",
    "je sitzung": " a session", "pro sitzung": " a session", "je termin": " an appointment", "pro termin": " an appointment",
    "nach widerruf": " after withdrawal", "nach dem rueckruf": " after the call", "nach der antwort": " after the answer",
}  # fmt: skip


@cache
def _known() -> dict[str, str]:
    return {fold(german): english for german, english in shipped("phrases").items()}


def known(text: str, language: str) -> bool:
    """Whether a German phrase is translated automatically."""
    return language == "en" and (not isinstance(said(text, language), Markup) or text.strip().isdigit())


def said(text: str, language: str, site: str = "de") -> str | Markup:
    """Translate a phrase of the facts into the language of the page; an unknown one is marked with the site's language."""
    if not text or (isinstance(text, Told) and text.language == language):
        return text
    german = _in_english(text) if language == "en" else ""
    if german or language == site or (text.isascii() and text.isdigit()):
        return german or text
    return Markup('<span lang="{}">{}</span>').format(site, text)


def _in_english(text: str) -> str | Markup:
    """Translate a German phrase or duration into English; "" if it is unknown."""
    if known := _known().get(fold(text)):
        before, bracket, german = known.partition(f"({text})")
        return Markup('{}(<span lang="de">{}</span>){}').format(before, text, german) if bracket else known
    return _duration(text)


def _duration(text: str) -> str:
    """Translate a German duration into English: `etwa 30 bis 45 Minuten`, `sechs Monate nach Erledigung`; "" if unknown."""
    match = _DURATION.fullmatch(text.strip())
    if match is None:
        return ""
    about = _ABOUT.get(fold((match["about"] or "").strip(" .")))
    after = _AFTER.get(fold(match["after"]).strip(" ."))
    if about is None or after is None:
        return ""
    first, last = _number(match["n"]), _number(match["n2"] or match["n"])
    word = match["unit"].lower()
    unit = _SHORT.get(word) or next(name for name in _UNITS if word.startswith(name))
    one, other = _UNITS[unit]
    told = (one if last == "1" else other).format(n=last)
    joint = {"-": "–", "–": "–", "bis": " to ", "oder": " or "}.get((match["to"] or "").lower(), "")
    return f"{about}{first + joint if match['n2'] else ''}{told}{after}"


def _number(text: str) -> str:
    word = next(
        (n for n, name in enumerate(_NUMBERS) if n and re.fullmatch(rf"{name}(?:e[mnr]?)?", text.lower())), 0
    )
    return str(word) if word else text.replace(",", ".")
