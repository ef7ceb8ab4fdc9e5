"""Parses days that are not weekly: `1. Samstag im Monat`, `Mi in geraden Wochen`."""

import re
from collections.abc import Callable

from mkdocs_praxis.practice.values import Pattern, Unclear
from mkdocs_praxis.practice.weekdays import DAY_IN_TEXT

DaysOf = Callable[[str], tuple[int, ...]]
_NTH = {
    "1": 1, "erster": 1, "ersten": 1, "erste": 1, "first": 1, "1st": 1, "2": 2, "zweiter": 2, "zweiten": 2, "second": 2, "2nd": 2,
    "3": 3, "dritter": 3, "dritten": 3, "third": 3, "3rd": 3, "4": 4, "vierter": 4, "vierten": 4, "fourth": 4, "4th": 4,
    "5": 5, "fünfter": 5, "fünften": 5, "fifth": 5, "5th": 5, "letzter": -1, "letzten": -1, "letzte": -1, "last": -1,
}  # fmt: skip
_ONE = r"(?:\d\.?|\d(?:st|nd|rd|th)|" + "|".join(word for word in _NTH if not word[0].isdigit()) + ")"
_OF_MONTH = re.compile(
    rf"(?P<every>jede[nrs]?\s+|every\s+)?(?P<nth>{_ONE}(?:\s*(?:,|/|und|u\.|and)\s*{_ONE})*)\s+(?P<day>[a-zäöü]+)"
    r"(?P<month>\s+(?:im|des|eines)\s+monats?|\s+of\s+the\s+month)?",
    re.IGNORECASE,
)
_WEEKS = r"(?P<parity>gerade[nr]?|ungerade[nr]?|even|odd)\s+(?:kalenderwochen?|kw|wochen?|weeks?)"
_BY_WEEK = (
    re.compile(rf"(?P<day>[a-zäöü,/-]+(?: [a-zäöü,/-]+)*?)(?: in)? {_WEEKS}", re.IGNORECASE),
    re.compile(rf"(?:in\s+)?{_WEEKS}\s*[:,]?\s+(?P<day>[a-zäöü ,/-]+)", re.IGNORECASE),
)
# The pattern beside the hours instead of the day: `Sa: 9-12 (1. Samstag im Monat)`, `Mi: gerade Wochen 15-17`.
_MONTH = r"(?:im|des|eines)\s+monats?|of\s+the\s+month"
_BESIDE = (
    re.compile(
        rf"(?<![\d:.])(?:nur\s+|am\s+|only\s+|on\s+the\s+)*(?P<every>jede[nrs]?\s+|every\s+)?(?P<nth>{_ONE}(?:\s*(?:,|/|und|u\.|and)\s*{_ONE})*)"
        rf"\s+(?:(?P<day>{DAY_IN_TEXT})(?P<month>\s+(?:{_MONTH}))?|(?P<only>{_MONTH}))",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:nur\s+|only\s+)?(?:in\s+)?{_WEEKS}", re.IGNORECASE),
)
UNCLEAR = "“{text}” speaks of some dates only: it is unclear which hours and which day."
APART = "Give them a line of their own, as in: 1. Samstag im Monat: 9-12"
_FORTNIGHT = re.compile(
    r"alle\s+(?:14|vierzehn)\s+tage|(?:14|vierzehn)[- ]?tägig|(?:jede\s+zweite|alle\s+(?:zwei|2))\s+wochen?|every\s+(?:other|second)\s+week|fortnightly|biweekly",
    re.IGNORECASE,
)
# `9-12 und 1. Samstag im Monat`, `9-12 (außer 1. Samstag im Monat)`: ambiguous, so an error.
_UNSURE = re.compile(
    r"\b(?:außer|ausser|auch|zusätzlich|also|nicht|kein\w*|except|not)\b|^\W*(?:und|u|and)\b|\b(?:und|u|and)\W*$",
    re.IGNORECASE,
)


def says_dates(text: str) -> bool:
    """Whether the note beside hours restricts them to some dates."""
    return any(form.search(text) for form in (*_BESIDE, _FORTNIGHT))


def beside(day: str, text: str) -> tuple[str, str] | None:
    """Move a pattern from the hours to the day; return (day, hours), or None if the hours have no pattern.

    Raises Unclear if it is ambiguous, or names another day: as a mere note, it would let the hours apply every week.
    """
    if _FORTNIGHT.search(text):
        what = "“{text}” does not say which of two weeks is meant."
        raise Unclear(what, "Write: 2. Samstag im Monat, or: Sa in geraden Wochen", text=text)
    found = next((match for form in _BESIDE if (match := form.search(text))), None)
    if found is None:
        return None
    rest = (text[: found.start()] + " " + text[found.end() :]).replace("()", " ").replace("( )", " ")
    if _UNSURE.search(rest):
        raise Unclear(UNCLEAR, APART, text=text)
    words = found.groupdict()
    if "parity" in words:
        return f"{day} in {words['parity']} Wochen", rest.strip(" ,:")
    of_month = " im Monat" if words["month"] or words["only"] else ""
    return f"{words['every'] or ''}{words['nth']} {words['day'] or day}{of_month}", rest.strip(" ,:")


def pattern_of(text: str, days_of: DaysOf) -> tuple[tuple[int, ...], Pattern] | None:
    """Parse a day that is not weekly into (weekdays, pattern); None if it is an ordinary one. Raises Unclear."""
    clean = text.strip()
    if match := _OF_MONTH.fullmatch(clean):
        nth = tuple(_NTH[word.rstrip(".").lower()] for word in re.findall(_ONE, match["nth"], re.IGNORECASE))
        if match["every"] and not match["month"] and nth not in {(1,), (-1,)}:
            raise Unclear(
                "“{text}” can be every other week or a day of the month.",
                "Write: 2. Samstag im Monat, or: Sa in geraden Wochen",
                text=text,
            )
        return days_of(match["day"]), Pattern(nth=nth)
    spoken = " ".join(clean.replace("(", " ").replace(")", " ").split())
    for form in _BY_WEEK:
        if match := form.fullmatch(spoken):
            even = match["parity"].lower().startswith(("gerade", "even"))
            return days_of(match["day"].rstrip(" ,")), Pattern(parity=0 if even else 1)
    return None
