"""Parses opening hours as people write them: `Mo-Do: 8-12, 14:00–17.30 Uhr (nur mit Termin)` → `Week`."""

import dataclasses
import re
from collections.abc import Iterable
from itertools import groupby, pairwise

from mkdocs_praxis import cldr
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.values import NONE, Span, Unclear, Week
from mkdocs_praxis.practice.weekdays import DAY, DAYS, EXCEPT, GROUP, QUOTES, RANGE, SOME

DayHours = tuple[tuple[int, ...], tuple[Span, ...], bool]  # days, spans, whether on request
_CLOSED = NONE | {"geschlossen", "ganztägig geschlossen", "ganztags geschlossen", "praxis geschlossen", "geschl", "zu", "closed", "nein", "no", "-", "–", "—"}  # fmt: skip
_ALL_DAY = re.compile(r"rund um die uhr|24 ?(?:h|std\.?|stunden)|around the clock", re.IGNORECASE)
_ON_REQUEST = re.compile(
    r"(?:termine? )?(?:nur )?(?:nach|auf|mit) (?:(?:telefonischer|tel\.|vorheriger|persönlicher|individueller) )?"
    r"(?:vereinbarung|terminvereinbarung|absprache|termin|anmeldung|voranmeldung|anfrage)|n\.\s?v\b\.?|by appointment",
    re.IGNORECASE,
)


def _clock(then: str) -> str:
    """Return the pattern of a time; `8 Uhr 30` only if `then` follows: `8-12 Uhr 14-18` are two spans."""
    return rf"(\d{{1,2}})(?:(?:[:.h]|\s*uhr\s+(?=\d\d{then}))(\d{{2}}))?\s*(?:uhr|h\b)?"


_END = _clock(rf"(?!{RANGE}|[\d:.h]|\s*uhr)")
_SPAN = re.compile(rf"(?:von\s+)?{_clock(RANGE)}{RANGE}{_END}(?![\d:.])", re.IGNORECASE)
_FROM = re.compile(rf"(?:ab|from)\s+{_END}(?![\d:.])", re.IGNORECASE)
# Words that say no more than the hours behind them.
PLAIN = (
    r"(?:(?:vormittag|nachmittag|mittag|morgen|abend)s?\b|früh\b|(?:vor|nach)m\.|(?:morning|afternoon|evening)s?\b"
    r"|(?:durchgehend|durchgängig|ganztags|ganztägig|jeweils|täglich|auch|zusätzlich|dann)\b):?"
)
_AHEAD = re.compile(r"(?<=\w), ?(?!(?:ab|bis|außer|except)\b)([^\W\d](?:(?!geschlossen|closed)[^,;()\d]){2,40})$", re.IGNORECASE)  # fmt: skip
_PLAIN = re.compile(rf"(?:{PLAIN}\s+)+(?!geschlossen|closed)", re.IGNORECASE)
_HALF = re.compile(rf"{PLAIN}\s+(?:geschlossen|closed)", re.IGNORECASE)
_LATE = re.compile(r"nachm|abend|afternoon|evening", re.IGNORECASE)
_JOIN = r"(?:und|u|and|sowie|plus|oder)"
_NONE = r"(?:(?:geschlossen|closed)\b|[-–—](?=\s|$))"  # in the table's column for the afternoon
_SEPARATOR = re.compile(rf"\s*(?:[,;/+&|·•\n]|\b{_JOIN}\b\.?|{_NONE})\s*|\s+", re.IGNORECASE)
_NOTE = re.compile(rf"\s*\(([^)]*)\)|\s*(?!{_JOIN}\b|{_NONE}|n\. ?v\b)([^\W\d][^,;|\d]*)", re.IGNORECASE)
_WORDS = re.compile(r"(?![^,;|]*(?:geschlossen|closed))[^\W\d][^,;|\d]{1,40}(?=[,;|]|$)", re.IGNORECASE)
_EXAMPLE = "Write hours as in: 8:00-12:00, 14:00-17:30. Words go in brackets behind them: 8:00-12:00 (emergencies only)"
_SEASON = "All hours that hold from a day on stand below it:\nab 01.03.2027:\n  Mo, Di, Do, Fr: 8:00-12:00, 15:00-18:00\n  Mi: 8:00-12:00"
OTHERWISE = re.compile(r"sonst|ansonsten|außerdem|darüber hinaus|(?:weitere|andere|übrige) (?:termine|zeiten|tage)|otherwise", re.IGNORECASE)  # fmt: skip
_DAYS_AHEAD = (
    rf"(?<![\w.])(?:{GROUP}|{OTHERWISE.pattern})"
    rf"(?=[ :|]*(?:{PLAIN} +)*(?:\d|(?:ab|bis|von|from) \d|geschlossen\b|closed\b|(?:nur )?nach |n\. ?v\.))"
)
_HEAD = regex(_DAYS_AHEAD, re.IGNORECASE)
_AGAIN = regex(rf"{DAY} täglich$", re.IGNORECASE)
_BETWEEN = regex(rf"(?:[ ,;/+&|·•]|\b(?:{_JOIN}|nur|am)$|\bu\.$|[,;] ?{PLAIN}$)+$", re.IGNORECASE)
# Other ways to write a line, and the one that is parsed; ahead of each what it holds, as most lines hold none.
_TIDY = tuple(
    (regex(sign, re.IGNORECASE), regex(pattern, re.IGNORECASE), instead)
    for sign, pattern, instead in (
        (r"tag|och|end", r"(?<=tag|och|end)(?=vormittag|nachmittag|morgen|abend)", " "),  # `Montagvormittag`
        (r"\(", r"\(((?:außer|except)[^()]*)\)", r"\1"),
        (EXCEPT, rf"^({GROUP}) ([^()]*?\d[^()]*?)({EXCEPT}{SOME})$", r"\1\3 \2"),  # `Mo-Fr 8-12 außer Mi`
        (r"^(?:von )?\d", rf"^((?:von )?\d[^()]*?) ({GROUP})$", r"\2 \1"),  # `8-12 Uhr Mo-Fr`
        # `8-12 (Mo-Fr), 15-18 (Di)`
        (r"\d[^()]*\(", rf"(?:^|(?<=\))[,; ]+)((?:von )?\d[^()]*?)[ :]*\(({GROUP})\)", r", \2 \1"),
        (PLAIN, rf"({PLAIN}) ({_DAYS_AHEAD})", r"\2 \1"),  # `vormittags Mo-Fr 8-12`
    )
)
# A day in the note beside hours. `Fr. Beispiel` is a woman; `so` and `die` are words.
_NAMED = re.compile(
    r"\b((?i:mon|diens|donners|frei|sams|sonn)(?i:tags?)|(?i:mittwochs?|sonnabends?)|(?:Mo|Di|Mi|Do|Fr|Sa)\b(?!\.? [A-ZÄÖÜ]\w))"
)
_TWELVE = "“{text}” is told by the clock of twelve hours.", "Write it by that of 24: 14:00-18:00"
_CLOCK_OF_12 = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\b\.?", re.IGNORECASE)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹°º", "012345678900")


def day_lines(text: str) -> list[tuple[str, str]]:
    """Split a line that begins with days into (days, hours): `Mo-Fr 8-12, Di 15-18` has two; [] for any other text."""
    clean = " ".join(text.split()).lstrip(", ")
    for sign, pattern, instead in _TIDY:
        if sign.search(clean):
            clean = pattern.sub(instead, clean).lstrip(", ")
    outside = re.sub(r"\([^)]*\)", lambda inside: "·" * len(inside[0]), clean)
    heads = [one for one in _HEAD.finditer(outside) if not _AGAIN.search(outside, 0, one.end())]
    if not heads or heads[0].start():
        return []
    ends = [*(one.start() for one in heads[1:]), len(clean)]
    lines: list[tuple[str, str]] = []
    ahead = ""  # words right before the days that they belong to: `Mo 8-12, telefonisch Mi 12-13`
    for head, end in zip(heads, ends, strict=True):
        raw = clean[head.end() : end].lstrip(" :|")
        hours = _trimmed(raw)
        if ahead:
            hours = re.sub(r"(?=,|$)", f" ({ahead})", hours)
        found = _AHEAD.search(hours) if head is not heads[-1] and raw.rstrip() == hours else None
        ahead = found[1] if found else ""
        lines.append((head[0], hours[: found.start()] if found else hours))
    return lines


def on_request(text: str) -> bool:
    """Whether a text without days says that there are no fixed hours: `nach Vereinbarung`."""
    return _ON_REQUEST.fullmatch(re.sub(r"(?<=[a-z]{2})\.$", "", text.strip())) is not None


def hours_in(text: str) -> list[tuple[str, str]]:
    """Split hours in one line into (days, times): `Mo-Fr 8-12; Mo, Di, Do 15-18`, `nach Vereinbarung`; [] if it has none."""
    if on_request(text):
        return [("Mo-So", text)]
    lines: dict[str, list[str]] = {}
    for part in filter(str.strip, re.split("[;|]", text)):
        found = [("sonst", part.strip())] if on_request(part) else day_lines(part)
        if not found and not lines:
            return []
        for days, hours in found or [(next(reversed(lines)), part.strip())]:  # `Mo 8-12; 14-18`
            lines.setdefault(days, []).append(hours)
    return [(days, ", ".join(hours)) for days, hours in lines.items()]


def _trimmed(hours: str) -> str:
    """Strip separators and conjunctions before the next days from hours."""
    while (bare := _BETWEEN.sub("", hours)) != hours:
        hours = bare
    return hours


def rest_of_week(parts: Iterable[DayHours], hours: str) -> tuple[int, ...]:
    """Return the days that `sonst` means: those from Monday to Friday without hours, else all five; all closed ones for `geschlossen`."""
    named = {index for days, *open_then in parts if any(open_then) for index in days}
    last = 7 if hours.strip().lower() in _CLOSED else 5
    return tuple(day for day in range(last) if day not in named) or tuple(range(last))


def no_other_days(days: Iterable[int], spans: Iterable[Span]) -> None:
    """Raise Unclear if the note beside hours names other days than the line: it is ambiguous which apply."""
    for span in spans:
        named = {DAYS[word.lower()] for word in _NAMED.findall(span.note)}
        if named and not set(days) <= named:
            what = "“{text}” beside hours names other days than the line: it is unclear which hours hold on which day."
            fix = "Give those days a line of their own, as in: Mo, Di: 15:00-18:00"
            raise Unclear(what, fix, text=span.note)


def _plain_clock(text: str) -> str:
    """Convert `8³⁰` and `9 am - 5:30 pm`. Raises Unclear where one of two times does not say which half of the day."""
    text = re.sub(r"(?<=\d)[⁰¹²³⁴⁵⁶⁷⁸⁹°º]{2}", lambda raised: f":{raised[0].translate(_RAISED)}", text)
    if not _CLOCK_OF_12.search(text):
        return text
    if re.search(r"\d", _CLOCK_OF_12.sub("", text)):
        raise Unclear(*_TWELVE, text=text)
    return _CLOCK_OF_12.sub(lambda at: f"{int(at[1]) % 12 + 12 * (at[3] in 'pP')}:{at[2] or '00'}", text)


def _minutes(hour: str, minute: str | None, text: str) -> int:
    at = int(hour) * 60 + int(minute or 0)
    if at > 1440 or int(minute or 0) > 59:
        raise Unclear("“{text}” holds a time that no clock shows.", _EXAMPLE, text=text)
    return at


def parse_spans(text: str) -> tuple[tuple[Span, ...], bool]:
    """Parse the hours of a day into (spans, whether "nach Vereinbarung"). Raises Unclear."""
    text = _plain_clock(text.strip(QUOTES).rstrip("."))
    if text.lower() in _CLOSED or re.fullmatch(r"keine? \w+", text, re.IGNORECASE):
        return (), False
    if _ON_REQUEST.fullmatch(text):
        return (), True
    if _ALL_DAY.fullmatch(text):
        return (Span(0, 1440),), False
    spans: list[Span] = []
    at, on_request = 0, False
    while at < len(text):
        begin = at
        plain = _PLAIN.match(text, at)
        at = plain.end() if plain else at
        if spans and (half := _HALF.match(text, at)):  # `8-12, nachmittags geschlossen`
            at = half.end()
        elif request := _ON_REQUEST.match(text, at):
            at, on_request = request.end(), True
        elif match := _FROM.match(text, at):
            at, words = _note(text, match.end())
            spans.append(Span(_minutes(match[1], match[2], text), 1440, words, open=True))
        elif match := _SPAN.match(text, at):
            opens = _minutes(match[1], match[2], text)
            closes = _minutes(match[3], match[4], text)
            if closes <= opens:
                what = "“{text}” ends before it begins."
                fix = "Put the earlier time first; hours over midnight belong to two days."
                raise Unclear(what, fix, text=match[0].strip())
            at, words = _note(text, match.end())
            if closes <= 720 and _LATE.search(f"{plain and plain[0]} {words}"):
                raise Unclear(*_TWELVE, text=text)
            spans.append(Span(opens, closes, words))
        elif separator := _SEPARATOR.match(text, at):
            at = separator.end()
        elif spans and (behind := _WORDS.match(text, begin)):  # `8-12, nachmittags nur Notfälle`
            if (said := behind[0].strip()) and _ON_REQUEST.search(said):  # `…, OP-Termine nach Vereinbarung`
                fix = "Give it a line of its own: {name}: nach Vereinbarung"
                name = re.split(r"\s+(?:nur\b|nach\b|auf\b|mit\b|n\.)", said)[0]
                raise Unclear(
                    "“{text}” beside hours: it is unclear of which days it holds.", fix, text=said, name=name
                )
            note = ", ".join(filter(None, (spans[-1].note, said)))
            at, spans[-1] = behind.end(), dataclasses.replace(spans[-1], note=note)
        elif _HALF.match(text, at):
            raise Unclear("“{text}” does not say when the practice is open that day.", "Write the hours that it has: Mo, Di, Do, Fr: 8-12, 14-17; Mi: 8-12", text=text)  # fmt: skip
        else:
            at = begin
            break
    if at < len(text) or not (spans or on_request):
        fix = _SEASON if re.search(r"\d\.\d{1,2}\.\d", text) else _EXAMPLE
        raise Unclear("“{text}” is not understood as hours.", fix, text=text)
    return ordered(spans), on_request


def _note(text: str, at: int) -> tuple[int, str]:
    """Return the end of the note beside a time, and the note."""
    note = _NOTE.match(text, at)
    if not note:
        return at, ""
    return note.end(), re.sub(r"\s+(und|and)$", "", (note[1] or note[2] or "").strip(" .")).strip()


def ordered(spans: Iterable[Span], day: str = "") -> tuple[Span, ...]:
    """Return spans in order. Raises Unclear if two overlap: those of one line, or of several that name the same `day`."""
    result = sorted(spans)
    for one, two in pairwise(result):
        if two.opens < one.closes:
            what, fix = (
                "{one} and {two} overlap.",
                "Make them one stretch, or let the second begin when the first has ended.",
            )
            if day:
                what, fix = "{day} stands in two lines whose hours overlap: {one} and {two}.", _EACH_LINE
            raise Unclear(what, fix, one=span_text(one), two=span_text(two), day=day)
    return tuple(result)


_EACH_LINE = "Name in each line only the days of which it holds: Mo, Di, Do, Fr: 8:00-12:00"


def make_week(parts: Iterable[DayHours]) -> Week:
    """Combine (days, spans, on request) of several lines into a Week. Raises Unclear if they overlap or contradict."""
    days: list[list[Span]] = [[] for _ in range(7)]
    on_request: set[int] = set()
    closed: set[int] = set()
    for indices, spans, request in parts:
        closed |= set() if spans or request else set(indices)
        for index in indices:
            days[index] += spans
            if request:
                on_request.add(index)
    if denied := [index for index in sorted(closed) if days[index] or index in on_request]:
        what = "{day} is closed in one line, and has hours in another."
        raise Unclear(what, _EACH_LINE, day=cldr.language("de").days[denied[0]])
    named = zip(days, cldr.language("de").days, strict=True)
    return Week(tuple(ordered(spans, day) for spans, day in named), frozenset(on_request))


def clock(minutes: int) -> str:
    """Format minutes since midnight as `08:00`."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


def span_text(span: Span, language: str = "de") -> str:
    """Format a span: `8:00–12:30` or `ab 14:00` (German), `08:00–12:30` or `from 14:00`."""
    opens, closes = clock(span.opens), clock(span.closes)
    if language == "de":
        opens, closes = opens.removeprefix("0"), closes.removeprefix("0")
    if span.open:
        return f"{'ab' if language == 'de' else 'from'} {opens}"
    return f"{opens}–{closes}"


def grouped(week: Week) -> list[DayHours]:
    """Return (days, spans, on request), with adjacent days of equal hours merged, Monday first."""
    alike = groupby(range(7), key=lambda day: (week.days[day], day in week.on_request))
    return [(tuple(days), *hours) for hours, days in alike]
