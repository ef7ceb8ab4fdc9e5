"""Parses opening hours as people write them: `Mo-Do: 8-12, 14:00–17.30 Uhr (nur mit Termin)` → `Week`."""

import dataclasses
import re
from collections.abc import Iterable
from itertools import groupby, pairwise

from mkdocs_praxis import cldr
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.values import NONE, Span, Unclear, Week
from mkdocs_praxis.practice.weekdays import DAYS, QUOTES, RANGE

# days, spans, what is said of other times: "nach Vereinbarung"
DayHours = tuple[tuple[int, ...], tuple[Span, ...], str]
_CLOSED = NONE | {"geschlossen", "ganztägig geschlossen", "ganztags geschlossen", "praxis geschlossen", "geschl", "zu", "closed", "nein", "no", "ruhetag", "entfällt", "-", "–", "—", "--", "---", "/"}  # fmt: skip
_ALL_DAY = re.compile(r"rund um die uhr|24/7|24 ?(?:h|std\.?|stunden)|around the clock", re.IGNORECASE)
_ON_REQUEST = re.compile(
    r"(?:oder )?(?:(?:termine? )?(?:nur )?(?:nach |n\. ?|auf |mit )(?:(?:telefonischer|tel\.|vorheriger|persönlicher|individueller) )?"
    r"(?:(?:termin)?(?:vereinbarung|vereinb\b\.?|absprache)|termin|anmeldung|voranmeldung|anfrage)|n\.\s?v\b\.?|by appointment)",
    re.IGNORECASE,
)


def _clock(then: str) -> str:
    """Return the pattern of a time; `8 Uhr 30` only if `then` follows: `8-12 Uhr 14-18` are two spans."""
    return rf"(\d{{1,2}})(?:(?:[:.h]|\s*uhr\s+(?=\d\d{then}))(\d{{2}}))?\s*(?:uhr|h\b)?"


_END = _clock(rf"(?!{RANGE}|[\d:.h]|\s*uhr)")
_SPAN = re.compile(rf"(?:von\s+)?{_clock(RANGE)}{RANGE}{_END}(?![\d:]|\.\d)", re.IGNORECASE)
_FROM = re.compile(rf"(?:ab|from)\s+{_END}(?![\d:]|\.\d)", re.IGNORECASE)
# Words that say no more than the hours behind them.
PLAIN = (
    r"(?:(?:vormittag|nachmittag|mittag|morgen|abend)s?\b|früh\b|(?:vor|nach)m\.|(?:morning|afternoon|evening)s?\b"
    r"|(?:durchgehend|durchgängig|ganztags|ganztägig|jeweils|täglich|auch|zusätzlich|dann|danach|anschließend)\b):?"
)
_ABBREVIATED = re.compile(r"\bn\.\s?v\b\.?", re.IGNORECASE)
_PLAIN = re.compile(rf"(?:{PLAIN}\s+)+(?!geschlossen|closed)", re.IGNORECASE)
_PLAIN_WORDS = re.compile(rf"(?:am |in the )?{PLAIN}", re.IGNORECASE)
_HALF = re.compile(rf"{PLAIN}\s+(?:geschlossen|closed)", re.IGNORECASE)
_LATE = re.compile(r"nachm|abend|afternoon|evening", re.IGNORECASE)
JOIN = r"(?:und|u|and|sowie|plus)"
_NONE = r"(?:(?:geschlossen|closed)\b|[-–—](?=\s|$))"  # in the table's column for the afternoon
_SEPARATOR = re.compile(rf"\s*(?:[,;/+&|·•\n]|\.(?=\s|$)|\b{JOIN}\b\.?|{_NONE})\s*|\s+", re.IGNORECASE)
_NOTE = re.compile(
    rf"\s*\(([^)]*)\)|\s*(?!(?:{JOIN}|oder|or)\b|{_NONE}|n\. ?v)([^\W\d][^,;|\d]*)", re.IGNORECASE
)
_BESIDE_REQUEST = re.compile(r"\s*\([^)]*\)|\s+[^\W\d][^,;|\d()]*(?=[,;|]|$)")
_DANGLING = regex(rf"\b(?:{JOIN}|oder|or)\.?$", re.IGNORECASE)
_EITHER = re.compile(r"\s*\b(?:oder|or)\b\s*", re.IGNORECASE)
_WORDS = re.compile(r"(?![^,;|]*(?:geschlossen|closed))[^\W\d][^,;|\d]{1,40}(?=[,;|]|$)", re.IGNORECASE)
_EXAMPLE = "Write hours as in: 8:00-12:00, 14:00-17:30. Words go in brackets behind them: 8:00-12:00 (emergencies only)"
_NO_HOURS = "Is it closed then, write: geschlossen. Else write the hours, with the words in brackets behind them: 8:00-12:00 ({text})"
_WORDS_AHEAD = regex(rf"(?:^|(?<=[,;|]))\s*([^\W\d][^,;|\d()]*?):?\s+({_SPAN.pattern})", re.IGNORECASE)
_SEASON = "All hours that hold from a day on stand below it:\nab 01.03.2027:\n  Mo, Di, Do, Fr: 8:00-12:00, 15:00-18:00\n  Mi: 8:00-12:00"
OTHERWISE = re.compile(r"sonst|ansonsten|außerdem|darüber hinaus|(?:weitere|andere|übrige) (?:termine|zeiten|tage)|otherwise", re.IGNORECASE)  # fmt: skip
# A day in the note beside hours. `Fr. Beispiel` is a woman; `so` and `die` are words.
_NAMED = re.compile(
    r"\b((?i:mon|diens|donners|frei|sams|sonn)(?i:tags?)|(?i:mittwochs?|sonnabends?)|(?:Mo|Di|Mi|Do|Fr|Sa)\b(?!\.? [A-ZÄÖÜ]\w))"
)
_TWELVE = "“{text}” is told by the clock of twelve hours.", "Write it by that of 24: 14:00-18:00"
_CLOCK_OF_12 = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*([ap])\.?m\b\.?", re.IGNORECASE)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹°º", "012345678900")


def on_request(text: str) -> bool:
    """Whether a text without days says that there are no fixed hours: `nach Vereinbarung`."""
    return _ON_REQUEST.fullmatch(re.sub(r"(?<=[a-z]{2})[.!]+$", "", text.strip())) is not None


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


def parse_spans(text: str) -> tuple[tuple[Span, ...], str]:
    """Parse the hours of a day into (spans, what is said of other times: "nach Vereinbarung"). Raises Unclear."""
    text = _plain_clock(text.strip(QUOTES).rstrip("!"))
    bare = text.rstrip(".")
    if bare.lower() in _CLOSED or re.fullmatch(r"keine? \w+", bare, re.IGNORECASE):
        return (), ""
    if _ALL_DAY.fullmatch(bare):
        return (Span(0, 1440),), ""
    spans: list[Span] = []
    at, request = 0, ""
    while at < len(text):
        begin = at
        plain = _PLAIN.match(text, at)
        at = plain.end() if plain else at
        if spans and (half := _HALF.match(text, at)):  # `8-12, nachmittags geschlossen`
            at = half.end()
        elif asked := _ON_REQUEST.match(text, at):
            beside = _BESIDE_REQUEST.match(text, asked.end())
            at = beside.end() if beside else asked.end()
            request = both(request, _ABBREVIATED.sub("nach Vereinbarung", text[begin:at].strip()))
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
            alone = words if _PLAIN_WORDS.fullmatch(words) else ""
            if closes <= 720 and _LATE.search(f"{plain and plain[0]} {alone}"):
                raise Unclear(*_TWELVE, text=text)
            spans.append(Span(opens, closes, words))
        elif separator := _SEPARATOR.match(text, at):
            at = separator.end()
        elif (spans or request) and (behind := _WORDS.match(text, begin)):  # `8-12, nachmittags nur Notfälle`
            at, said = behind.end(), behind[0].strip()
            if spans and _ON_REQUEST.search(said):
                raise _of_which_days(said)
            if spans:
                spans[-1] = dataclasses.replace(spans[-1], note=both(spans[-1].note, said))
            else:
                request = both(request, said)
        elif _HALF.match(text, at):
            raise Unclear("“{text}” does not say when the practice is open that day.", "Write the hours that it has: Mo, Di, Do, Fr: 8-12, 14-17; Mi: 8-12", text=text)  # fmt: skip
        else:
            at = begin
            break
    if at < len(text) or not (spans or request) or _DANGLING.search(text):
        raise _not_understood(text)
    return ordered(spans), request


def _of_which_days(said: str) -> Unclear:
    """Return what is wrong with words beside hours that are by appointment: `OP-Termine nach Vereinbarung`."""
    name, *when = re.split(r"\s+(?=(?:nur\b|nach\b|auf\b|mit\b|by\b|n\.))|/(?=n\.)", said, maxsplit=1)
    what = "“{text}” beside hours: it is unclear of which days it holds."
    fix = "Give it a line of its own: {name}: {when}"
    return Unclear(what, fix, text=said, name=name, when=when[0] if when else "nach Vereinbarung")


def _not_understood(text: str) -> Unclear:
    """Return what is wrong with hours, and a way to write them that is understood."""
    if _EITHER.search(text):
        what, fix = "“{text}” does not say which of the hours hold.", "If all of them do, write: {line}"
        return Unclear(what, fix, text=text, line=_EITHER.sub(", ", text).strip(" ,"))
    line = _WORDS_AHEAD.sub(r" \2 (\1)", text).strip()
    if line != text and understood(line):  # `Videosprechstunde 9-11`
        return Unclear("“{text}” is not understood as hours.", "Words go behind the hours: {line}", text=text, line=line)  # fmt: skip
    fix = (
        _SEASON if re.search(r"\d\.\d{1,2}\.\d", text) else _EXAMPLE if re.search(r"\d", text) else _NO_HOURS
    )
    return Unclear("“{text}” is not understood as hours.", fix, text=text)


def understood(text: str) -> bool:
    """Whether a text is understood as the hours of a day."""
    try:
        parse_spans(text)
    except Unclear:
        return False
    return True


def both(one: str, two: str) -> str:
    """Return two remarks as one, each once."""
    return ", ".join(dict.fromkeys(filter(None, (one, two))))


def _note(text: str, at: int) -> tuple[int, str]:
    """Return the end of the note beside a time, and the note."""
    note = _NOTE.match(text, at)
    if not note:
        return at, ""
    return note.end(), re.sub(r"\s+(und|and)$", "", (note[1] or note[2] or "").strip()).strip()


def ordered(spans: Iterable[Span], day: str = "") -> tuple[Span, ...]:
    """Return spans in order. Raises Unclear if two overlap: those of one line, or of several that name the same `day`."""
    result = sorted(spans)
    for one, two in pairwise(result):
        if two.opens < one.closes:
            what = "{one} and {two} overlap."
            fix = "Make them one stretch, or let the second begin when the first has ended."
            if day:
                what, fix = "{day} stands in two lines whose hours overlap: {one} and {two}.", _EACH_LINE
            raise Unclear(what, fix, one=span_text(one), two=span_text(two), day=day)
    return tuple(result)


_EACH_LINE = "Name in each line only the days of which it holds: Mo, Di, Do, Fr: 8:00-12:00"


def make_week(parts: Iterable[DayHours]) -> Week:
    """Combine (days, spans, on request) of several lines into a Week. Raises Unclear if they overlap or contradict."""
    days: list[list[Span]] = [[] for _ in range(7)]
    requests = [""] * 7
    closed: set[int] = set()
    for indices, spans, request in parts:
        closed |= set() if spans or request else set(indices)
        for index in indices:
            days[index] += spans
            requests[index] = both(requests[index], request)
    if denied := [index for index in sorted(closed) if days[index] or requests[index]]:
        what = "{day} is closed in one line, and has hours in another."
        raise Unclear(what, _EACH_LINE, day=cldr.language("de").days[denied[0]])
    named = zip(days, cldr.language("de").days, strict=True)
    return Week(tuple(ordered(spans, day) for spans, day in named), tuple(requests))


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
    alike = groupby(range(7), key=lambda day: (week.days[day], week.requests[day]))
    return [(tuple(days), *hours) for hours, days in alike]
