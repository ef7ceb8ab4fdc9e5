"""Finds the opening hours of an old page in its lines, in whatever elements they stand."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from mkdocs_praxis.importing.people import name_in
from mkdocs_praxis.importing.shapes import PATTERNS
from mkdocs_praxis.practice.hour_lines import day_lines
from mkdocs_praxis.practice.hours import make_week, parse_spans, understood
from mkdocs_praxis.practice.values import Unclear
from mkdocs_praxis.practice.weekdays import parse_days

Rows = tuple[tuple[str, str], ...]

_LONGEST = 1000  # characters of a line that tells hours; to understand one takes more than twice as long for twice as many


@dataclass
class _Run:
    """Hours in lines that follow each other."""

    under: str  # the text above
    rows: dict[str, str] = field(default_factory=dict)
    who: str = ""  # the person whose hours they are, if one is named
    spoiled: bool = False  # a line of it is not understood, so that the others alone would be wrong

    def add(self, days: str, times: str) -> None:
        before = self.rows.get(days, "")
        self.rows[days] = f"{before}, {times}" if before and times not in before else times

    def label(self, words: str) -> None:
        """Add words before the days: with the names of several people, the hours are those of none of them alone."""
        named = name_in(words)
        self.spoiled = self.spoiled or bool(named and self.rows and self.who != named)
        self.who, self.under = named or self.who, self.under + words

    def rank(self, *, phone: bool = False) -> tuple[bool, int]:
        """By what to choose among several: named as hours of the practice, then how much is open. Nothing if unusable."""
        named = bool((PATTERNS["phone hours"] if phone else PATTERNS["opening hours"]).search(self.under))
        if self.spoiled or (not named and (phone or PATTERNS["other hours"].search(self.under))):
            return False, 0
        try:
            week = make_week((parse_days(days), *parse_spans(times)) for days, times in self.rows.items())
        except Unclear:
            return False, 0
        return named, sum(map(len, week.days)) + len(week.on_request)


def find_hours(lines: Iterable[str], *, phone: bool = False) -> tuple[Rows, tuple[bool, int]]:
    """Return the hours as (days, times) in the syntax of `zeiten.yml`, and how likely they are those of the practice (or of its phone)."""
    runs = [_Run("")]
    days: list[str] = []
    times: list[str] = []

    def assign() -> None:
        """Give times in lines of their own to the days above: one day all of them, several one each."""
        run = runs[-1]
        if len(days) <= 1:
            last = days[0] if days else next(reversed(run.rows), "")
            for one in times if last else ():
                run.add(last, one)
        elif len(days) == len(times):
            for pair in zip(days, times, strict=True):
                run.add(*pair)
        else:
            run.spoiled = run.spoiled or bool(times)
        days.clear()
        times.clear()

    heading, broken = "", False
    for line in lines:
        text = line.lstrip("# ")
        label, rows = _rows(text)
        if rows or not PATTERNS["neutral line"].fullmatch(text):
            if rows and broken and not runs[-1].rows:  # a day between others that is not understood
                runs.pop()
                runs[-1].spoiled = True
            broken = False
            above, heading = heading, text if line.startswith("#") else ""
            if times and (rows or not understood(text)):
                assign()
            if rows:
                assign()
                if label not in runs[-1].under and (
                    PATTERNS["other hours"].search(label)
                    or (PATTERNS["opening hours"].search(label) and runs[-1].rows)
                ):
                    runs.append(_Run(""))
                runs[-1].label(label)
                for row in rows:
                    runs[-1].add(*row)
                    runs[-1].spoiled = runs[-1].spoiled or not understood(row[1])
            elif _days(text):
                days.append(text.strip(" :|"))
            elif (days or (runs[-1].rows and text[-1:] and any(map(str.isdigit, text)))) and understood(text):
                times.append(text)
            else:
                assign()
                if runs[-1].rows:
                    broken = len(text) < 60 and _days(text.split()[0].strip(",;"))
                    runs.append(_Run(""))
                under = "" if len(text) > 60 or any(map(str.isdigit, text)) else text
                runs[-1].under = f"{above} {under}"
                runs[-1].spoiled = bool(PATTERNS["passing"].search(text))
    assign()
    best = max(runs, key=lambda run: run.rank(phone=phone))
    rank = best.rank(phone=phone)
    return tuple(best.rows.items()) if rank[1] else (), rank


def _rows(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands before the first day of a line (`Sprechzeiten:`), and its rows."""
    if len(text) > _LONGEST:
        return "", []
    if any(letter.isdigit() for letter in text) or " nach " in text or "geschl" in text.lower():
        for word in re.finditer(r"(?<!\w)(?=[^\W\d_])", text[:100]):
            label = text[: word.start()]
            if any(letter.isdigit() for letter in label):
                break
            rows = day_lines(text[word.start() :])
            if rows and (
                all(understood(times) for _, times in rows) or (not label and PATTERNS["clock"].search(text))
            ):
                return label, rows
    return "", []


def of_hours(line: str) -> bool:
    """Whether a line says days, times or both, and nothing else."""
    return _days(line) or understood(line) or bool(_rows(line)[1])


def _days(text: str) -> bool:
    try:
        return bool(parse_days(text.strip(" :|")))
    except Unclear:
        return False
