"""Formats dates, hours and sizes in a language; renders short Markdown."""

import datetime as dt
import re

import markdown as python_markdown

from mkdocs_praxis import cldr
from mkdocs_praxis.i18n import decimal, spoken, translator
from mkdocs_praxis.practice.hours import grouped, on_request, span_text
from mkdocs_praxis.practice.model import Span, Week
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import Dated, Urgent


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One row of the table of hours."""

    days: str
    spans: tuple[tuple[str, str], ...]  # hours, note
    on_request: str
    indices: tuple[int, ...]


def long_date(day: dt.date, language: str, *, year: bool = True, weekday: bool = True) -> str:
    """Format a date, such as `Mo., 3. August 2026`."""
    t = translator(language, "components")
    pattern = t("EEE, d MMMM y") if weekday else t("d MMMM y")
    if not year:
        pattern = pattern.removesuffix(" y")
    text = cldr.language(spoken(language)).date(day, pattern)
    return re.sub(r"(\d\.?) (?=[^\W\d])", "\\1\N{NO-BREAK SPACE}", text)  # keep day and month on one line


def hours(span: Span, language: str) -> str:
    """Format hours, such as `8:00–12:30 Uhr`."""
    return translator(language, "components")("{hours}", hours=span_text(span, language))


def week_rows(week: Week, language: str) -> tuple[HoursRow, ...]:
    """Return the rows of a week: one per day, but runs of three or more equal days, and closed days, are merged.

    A weekday that is open on some dates only is left out of the closed days.
    """
    t = translator(language, "components")
    names = cldr.language(spoken(language)).days
    rows: list[HoursRow] = []
    sometimes = {one.weekday for one in week.dated}
    for alike, spans, said in grouped(week):
        request = by_request(said, language)
        days = alike if spans or request else tuple(day for day in alike if day not in sometimes)
        ends = {span for span in spans if span.note or span == spans[-1]}  # behind which “Uhr” stands
        told = tuple(((hours if one in ends else span_text)(one, language), one.note) for one in spans)
        if request and not spans and len(alike) == 7:  # `nach Vereinbarung` names no days
            request = re.sub("^Termine? ", "", request)
            rows.append(HoursRow(t("Appointments"), told, request, days))
        elif len(days) < 2 or (len(days) == 2 and (spans or request)):
            rows += [HoursRow(names[day], told, request, (day,)) for day in days]
        elif len(days) == 2 or days != alike:
            rows.append(HoursRow(", ".join(names[day] for day in days), told, request, days))
        else:
            first, last = names[days[0]], names[days[-1]]
            rows.append(HoursRow(t("{first} to {last}", first=first, last=last), told, request, days))
    rows += [_dated_row(one, language) for one in week.dated]
    for day, spans in week.dates if isinstance(week, Urgent) else ():
        date = dt.date(day.year, day.month, day.day) if day.year else None
        if date:
            told = tuple((hours(span, language), span.note) for span in spans)
            rows.append(HoursRow(long_date(date, language, year=False), told, "", (date.weekday(),)))
    return tuple(rows)


def by_request(said: str, language: str) -> str:
    """Return "nach Vereinbarung" as a practice said it, in another language by what it means."""
    t = translator(language, "components")
    if said.lower() in {"nach vereinbarung", "by appointment"}:
        return t("by appointment")
    if not on_request(said):
        return said
    if spoken(language) != "de":
        return t("by appointment, by phone") if "tel" in said.lower() else t("by appointment")
    return said if said.startswith("Termin") else said[:1].lower() + said[1:]


_NTH = {1: "first", 2: "second", 3: "third", 4: "fourth", 5: "fifth", -1: "last"}


def _dated_row(one: Dated, language: str) -> HoursRow:
    """Return the row for hours on some dates of a weekday."""
    t = translator(language, "components")
    day = cldr.language(spoken(language)).days[one.weekday]
    if one.pattern.parity is not None:
        words = t("{day} in odd weeks" if one.pattern.parity else "{day} in even weeks", day=day)
    else:
        nth = [t(_NTH[n]) for n in one.pattern.nth]
        words = t("{nth} {day} of the month", nth=f" {t('and')} ".join(nth), day=day)
    return HoursRow(words, tuple((hours(span, language), span.note) for span in one.spans), "", ())


def bytes_text(count: int, language: str) -> str:
    """Format a number of bytes in kB or MB."""
    if count < 1000:
        return f"{count} Byte"
    amount, unit = (count / 1000, "kB") if count < 950_000 else (count / 1_000_000, "MB")
    text = f"{amount:.0f}" if amount >= 10 else re.sub("[.,]0$", "", decimal(amount, language))
    return f"{text} {unit}"


def markdown_html(text: str) -> str:
    """Return Markdown as HTML."""
    return python_markdown.markdown(
        text.strip(), extensions=["attr_list", "sane_lists", "tables"], output_format="html"
    )
