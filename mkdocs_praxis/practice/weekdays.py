"""Days of the week as people write them: `Mo-Do`, `täglich außer So`; and those of some dates only: `1. Samstag im Monat`."""

import re
from collections.abc import Callable

from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.values import Pattern, Unclear
from mkdocs_praxis.problem import nearest


def numbered(rows: str, start: int = 0) -> dict[str, int]:
    """Return the number of each word of a list in data/spoken_words.yml: that of its row."""
    lines = enumerate(shipped("spoken_words")[rows], start)
    return {word: number for number, row in lines for word in row.split()}


DAYS = numbered("days")
_GROUPS = {**dict.fromkeys(("täglich", "taeglich", "jeden tag", "daily", "tägl.", "tägl", "tgl.", "tgl"), range(7)), **dict.fromkeys(("wochenende", "am wochenende"), range(5, 7))}  # fmt: skip
_WORKDAYS = r"werktags|wochentags|(?:an )?(?:werk|wochen)tagen|unter der woche|(?:on )?weekdays"
QUOTES = "„“”‚‘’\"' "  # around a day or its hours, as Word writes them
RANGE = r"\s*(?:-|–|—|‑|‒|−|bis|to)\s*"
_AND = r"\s*(?:[,;/+&|·•]|\bund\b|\bsowie\b|\bu\b\.?|\band\b)\s*"

_FIX = "Write Mo, Di, Mi, Do, Fr, Sa, So, full names, or Mo-Do. Public holidays go under `feiertage:`."


def _one_of(words: set[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


DAY = rf"{_one_of(set(DAYS))}(?![^\W\d])\.?"  # where days are expected
DAY_IN_TEXT = rf"\b{_one_of(set(DAYS) - {'die', 'mit', 'son'})}\b\.?"  # these are ordinary words
DAY_BEFORE_DATE = rf"({_one_of(set(DAYS))})\w*[.,]*(?:\s+den)?\s+"  # misspelt at its end, too
SOME = rf"{DAY}(?:(?:{RANGE}|{_AND}| ){DAY})*"  # `Mo, Di und Do` within a line
EXCEPT = r"[\s,(]*\b(?:außer|ausser|ohne|except)(?: am| on)?\s+"
GROUP = rf"(?:(?:{SOME}|{'|'.join(_GROUPS)})(?:{EXCEPT}{SOME})?|{_WORKDAYS})"


def parse_days(text: str) -> tuple[int, ...]:
    """Parse `Mo`, `Montag, Mittwoch` or `Mo-Do` into days (0 = Monday). Raises Unclear."""
    text = text.strip(QUOTES)
    if re.fullmatch(_WORKDAYS, text.strip(), re.IGNORECASE):
        raise Unclear("“{text}” may mean Saturday, too.", "Write Mo-Fr, or Mo-Sa.", text=text.strip())
    beside = re.fullmatch(r"([^()]*[^\s()])\s*\(([^()]+)\)", text)
    text, *without = re.split(EXCEPT, text.rstrip(" )"), maxsplit=1, flags=re.IGNORECASE)
    if without:
        return tuple(day for day in parse_days(text) if day not in parse_days(without[0]))
    found: list[int] = []
    parts = [day for part in re.split(_AND, text.strip().lower()) for day in _spaced(part)]
    for part in parts:
        if part in _GROUPS:
            found += _GROUPS[part]
            continue
        names = re.split(RANGE, part)
        ends = [DAYS.get(name.strip(" .")) for name in names]
        if len(ends) > 2 or None in ends:
            wrong = names[ends.index(None)].strip(" .") if None in ends else ""
            near = _nearest_day(wrong)
            fix = "Did you mean “{near}”?" if near and not wrong.startswith("feier") else _FIX
            if not may_be_days(text):  # the name of a consultation
                fix = "Behind a name, its days come first: {text}: Mo-Fr 8:00-12:00"
            if beside:  # `Mo-Fr (Schulzeit)`
                text, fix = beside[0], "Words go in brackets behind the hours: {line}"
            elif len(names) < len(re.findall(r"[^\W\d]+", text)) and may_be_days(text):
                text = wrong.capitalize() or text
            line = f"{beside[1]}: 8:00-12:00 ({beside[2]})" if beside else ""
            what, near = "“{text}” is not a day of the week.", (near or "").capitalize()
            raise Unclear(what, fix, text=text, near=near, line=line)
        first, last = ends[0] or 0, ends[-1] or 0
        if first > last:
            what, fix = "“{text}” goes backwards through the week.", "Start the range with its earlier day."
            raise Unclear(what, fix, text=part)
        found += range(first, last + 1)
    twice = {day for day in found if found.count(day) > 1}
    if twice:
        raise Unclear("“{text}” names a day twice.", "Keep each day once.", text=text)
    return tuple(found)


def _nearest_day(word: str) -> str | None:
    return nearest(word, [name for name in DAYS if len(name) > 5], cutoff=0.75)


def may_be_days(text: str) -> bool:
    """Whether a text has a day of the week in it, perhaps misspelt, or public holidays."""
    words = re.findall(r"[^\W\d]+", text.lower())
    return any(word in DAYS or word.startswith("feiertag") or _nearest_day(word) for word in words)


def _spaced(part: str) -> list[str]:
    """Split days separated by spaces only. Raises Unclear for two that are not adjacent: a dash may be missing."""
    words = re.sub(RANGE, "-", part).split()
    days = [DAYS.get(word.strip(".")) for word in words]
    neighbours = len(days) == 2 and None not in days and (days[1] or 0) - (days[0] or 0) == 1
    return words if len(words) > 2 or neighbours else [part]


DaysOf = Callable[[str], tuple[int, ...]]
_NTH = numbered("ordinals", 1) | dict.fromkeys(shipped("spoken_words")["last"], -1)
_ONE = r"(?:\d\.?|\d(?:st|nd|rd|th)|" + "|".join(word for word in _NTH if not word[0].isdigit()) + ")"
_SOME = rf"(?P<every>jede[nrs]?\s+|every\s+)?(?P<nth>{_ONE}(?:\s*(?:,|/|und|u\.|and)\s*{_ONE})*)"
_MONTH = r"(?:im|des|eines)\s+monats?|of\s+the\s+month"
_OF_MONTH = re.compile(rf"{_SOME}\s+(?P<day>[a-zäöü]+)(?P<month>\s+(?:{_MONTH}))?", re.IGNORECASE)
_WEEKS = r"(?P<parity>gerade[nr]?|ungerade[nr]?|even|odd)\s+(?:kalenderwochen?|kw|wochen?|weeks?)"
_BY_WEEK = (
    re.compile(rf"(?P<day>[a-zäöü,/-]+(?: [a-zäöü,/-]+)*?)(?: nur)?(?: in)? {_WEEKS}", re.IGNORECASE),
    re.compile(rf"(?:in\s+)?{_WEEKS}\s*[:,]?\s+(?P<day>[a-zäöü ,/-]+)", re.IGNORECASE),
)
# The pattern beside the hours instead of the day: `Sa: 9-12 (1. Samstag im Monat)`, `Mi: gerade Wochen 15-17`.
_BESIDE = (
    re.compile(
        rf"(?<![\d:.])(?:nur\s+|am\s+|only\s+|on\s+the\s+)*{_SOME}\s+"
        rf"(?:(?P<day>{DAY_IN_TEXT})(?P<month>\s+(?:{_MONTH}))?|(?P<only>{_MONTH}))",
        re.IGNORECASE,
    ),
    re.compile(rf"(?:nur\s+|only\s+)?(?:in\s+)?{_WEEKS}", re.IGNORECASE),
)
_WHICH_WEEK = "Write: 2. {day} im Monat, or: {day} in geraden Wochen"
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
        raise Unclear(what, _WHICH_WEEK, text=text, day=day)
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
            what = "“{text}” can be every other week or a day of the month."
            raise Unclear(what, _WHICH_WEEK, text=text, day=match["day"])
        return days_of(match["day"]), Pattern(nth=nth)
    spoken = " ".join(clean.replace("(", " ").replace(")", " ").split())
    for form in _BY_WEEK:
        if match := form.fullmatch(spoken):
            even = match["parity"].lower().startswith(("gerade", "even"))
            return days_of(match["day"].rstrip(" ,")), Pattern(parity=0 if even else 1)
    return None
