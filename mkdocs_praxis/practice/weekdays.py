"""Days of the week as people write them: `Mo-Do`, `montags und mittwochs`, `täglich außer So`."""

import re

from mkdocs_praxis.practice.values import Unclear
from mkdocs_praxis.problem import nearest

DAY_NAMES = {
    "de": ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
DAYS = {
    name: index
    for index, names in enumerate(
        (
            "mo mon montag monday montags",
            "di die dienstag tue tuesday dienstags",
            "mi mit mittwoch wed wednesday mittwochs",
            "do don donnerstag thu thursday donnerstags",
            "fr fre freitag fri friday freitags",
            "sa sam samstag sonnabend sat saturday samstags",
            "so son sonntag sun sunday sonntags",
        )
    )
    for name in names.split()
}
_GROUPS = {**dict.fromkeys(("täglich", "taeglich", "jeden tag", "daily"), range(7)), **dict.fromkeys(("wochenende", "am wochenende"), range(5, 7))}  # fmt: skip
_WORKDAYS = r"werktags|wochentags|(?:an )?(?:werk|wochen)tagen|unter der woche|(?:on )?weekdays"
RANGE = r"\s*(?:-|–|—|‑|−|bis|to)\s*"
_AND = r"\s*(?:[,/+&|·•]|\bund\b|\bu\b\.?|\band\b)\s*"

_FIX = "Write Mo, Di, Mi, Do, Fr, Sa, So, full names, or Mo-Do. Public holidays go under `feiertage:`."


def _one_of(words: set[str]) -> str:
    return f"(?:{'|'.join(sorted(words, key=len, reverse=True))})"


DAY = rf"{_one_of(set(DAYS))}(?![^\W\d])\.?"  # where days are expected
DAY_IN_TEXT = rf"\b{_one_of(set(DAYS) - {'die', 'mit', 'son'})}\b\.?"  # these are ordinary words
DAY_BEFORE_DATE = rf"({_one_of(set(DAYS))})\w*[.,]*(?:\s+den)?\s+"  # misspelt at its end, too
SOME = rf"{DAY}(?:(?:{RANGE}|{_AND}| ){DAY})*"  # `Mo, Di und Do` within a line
EXCEPT = r"[\s,(]*\b(?:außer|ausser|except)(?: am| on)?\s+"
GROUP = rf"(?:(?:{SOME}|{'|'.join(_GROUPS)})(?:{EXCEPT}{SOME})?|{_WORKDAYS})"


def parse_days(text: str) -> tuple[int, ...]:
    """Parse `Mo`, `Montag, Mittwoch` or `Mo-Do` into days (0 = Monday). Raises Unclear."""
    if re.fullmatch(_WORKDAYS, text.strip(), re.IGNORECASE):
        raise Unclear("“{text}” may mean Saturday, too.", "Write Mo-Fr, or Mo-Sa.", text=text.strip())
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
            near = nearest(wrong, [name for name in DAYS if len(name) > 5], cutoff=0.75)
            fix = "Did you mean “{near}”?" if near else _FIX
            raise Unclear(
                "“{text}” is not a day of the week.", fix, text=text, near=(near or "").capitalize()
            )
        first, last = ends[0] or 0, ends[-1] or 0
        if first > last:
            raise Unclear(
                "“{text}” goes backwards through the week.",
                "Start the range with its earlier day.",
                text=part,
            )
        found += range(first, last + 1)
    twice = {day for day in found if found.count(day) > 1}
    if twice:
        raise Unclear("“{text}” names a day twice.", "Keep each day once.", text=text)
    return tuple(found)


def _spaced(part: str) -> list[str]:
    """Split days separated by spaces only. Raises Unclear for two that are not adjacent: a dash may be missing."""
    words = re.sub(RANGE, "-", part).split()
    days = [DAYS.get(word.strip(".")) for word in words]
    neighbours = len(days) == 2 and None not in days and (days[1] or 0) - (days[0] or 0) == 1
    return words if len(words) > 2 or neighbours else [part]
