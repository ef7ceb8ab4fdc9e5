"""Read opening hours by day from YAML nodes into a Week; problems are reported by line."""

import dataclasses
import re
from collections.abc import Container, Iterator
from typing import Any

import yaml

from mkdocs_praxis.practice import hours
from mkdocs_praxis.practice.hour_lines import day_lines, hours_in
from mkdocs_praxis.practice.nodes import BROKEN, Nodes, like
from mkdocs_praxis.practice.periods import DAY, DAY_AND_HOURS
from mkdocs_praxis.practice.scalars import MONTHS, year_day
from mkdocs_praxis.practice.source import is_empty
from mkdocs_praxis.practice.specs import key_of
from mkdocs_praxis.practice.values import Dated, Pattern, Span, Unclear, Urgent, Week
from mkdocs_praxis.practice.weekdays import (
    APART,
    GROUP,
    QUOTES,
    SOME,
    UNCLEAR,
    beside,
    may_be_days,
    parse_days,
    pattern_of,
    says_dates,
)

# The start of the hours in a line with a day.
_HOURS = re.compile(r"(?<=\s)(?:\d|(?:ab|von)\s\s?\d|geschlossen\Z|nach .)", re.IGNORECASE)


def _day_line(line: str) -> list[tuple[str, str]]:
    """Split a line with a misspelt day, or one that is not weekly (`1. Samstag im Monat 9-12`), into (days, hours)."""
    splits = [(line[: at.start()].rstrip(" \t:"), line[at.start() :]) for at in _HOURS.finditer(line)]
    dated = [split for split in splits if says_dates(split[0])]
    return dated[:1] or [split for split in splits[:1] if re.fullmatch(r"[^\W\d]\D*", split[0])]


def loose_week(node: yaml.Node, known: Container[str]) -> yaml.MappingNode | None:
    """Convert days with hours in a list or in lines (`- Mo: 8-12`, `Mo-Fr 8-12 Uhr`) to the equivalent mapping."""
    lines: list[tuple[yaml.Node, yaml.Node]] = []
    for part in node.value if isinstance(node, yaml.SequenceNode) else [node]:
        if isinstance(part, yaml.MappingNode):
            if part is node or any(key_of(key.value) in known for key, _ in part.value):
                return None
            lines += _by_keys(part) or part.value
        for line in part.value.splitlines() if isinstance(part, yaml.ScalarNode) else ():
            line = line.strip(QUOTES)  # noqa: PLW2901 - the same line, without the quotation marks of Word
            if not (found := hours_in(line) or _day_line(line)):
                return None
            lines += [(like(part, day), like(part, times)) for day, times in found]
    return yaml.MappingNode("tag:yaml.org,2002:map", lines, node.start_mark, node.end_mark) if lines else None


def _by_keys(node: yaml.MappingNode) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return the (day, hours) of an entry with keys: `tag: Mo` with `zeit: 8-12`, or with `von: 8` and `bis: 12`."""
    said = {key_of(str(key.value)): value for key, value in node.value if isinstance(value, yaml.ScalarNode)}
    day = next((said.pop(key) for key in ("tag", "tage", "wochentag", "wochentage") if key in said), None)
    times = [said.pop(key) for key in ("zeit", "uhrzeit", "von", "bis") if key in said]
    return (
        [(day, like(times[0], "-".join(time.value for time in times)))] if day and times and not said else []
    )


def consultations(node: yaml.MappingNode, known: Container[str]) -> list[yaml.MappingNode]:
    """Split hours with names or keys of a schedule into schedules (`Blutabnahme: Mo-Fr 7-9`, `hinweis:`); [] for days alone."""
    own = [pair for pair in node.value if key_of(str(pair[0].value)) in known]
    named = {
        key: week for key, value in node.value if (key, value) not in own and (week := _named(key, value))
    }
    if not own and not named:
        return []
    days = [(key, value) for key, value in node.value if (key, value) not in own and key not in named]
    main = own + ([(like(node, "zeiten"), _mapping(node, days))] if days else [])
    return ([_mapping(node, main)] if main else []) + [
        _mapping(key, [*_heading(key), (like(key, "zeiten"), week)]) for key, week in named.items()
    ]


_DATE = (
    rf"(?:\d{{1,2}}\. ?\d{{1,2}}\.(?: ?\d{{2,4}})?|(?:\d{{1,2}}\. ?)?(?:{'|'.join(MONTHS)})\.?(?: \d{{4}})?)"
)
_SEASON = re.compile(
    rf"(?:(?:ab|von|vom|seit)(?: dem)? )?(?P<von>{_DATE})?(?: ?(?:bis|-|–)(?: zum)? ?(?P<bis>{_DATE}))?:?",
    re.IGNORECASE,
)
# Other consultations (`Infekte ab 01.03.2027`) come beside the usual hours, and replace none.
_SINCE = re.compile(r"(?P<name>(?:neue |geänderte )?(?:\w*zeiten|sommer|winter)|)[\s(,]*\b(?P<days>(?:ab|von|vom|seit|bis) [^()]*\d[^()]*)\)?", re.IGNORECASE)  # fmt: skip


def _heading(key: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return the entries of a name of hours, and of the days on which they apply: `ab 01.02.2027`, `Neue Zeiten ab 1. März 2027`."""
    text = str(key.value).strip()
    parts = _SINCE.fullmatch(text)
    season = _SEASON.fullmatch(parts["days"] if parts else text)
    said = {f"gilt_{end}": day for end, day in season.groupdict().items() if day} if season else {}
    said |= {"name": parts["name"] if parts else ""} if said else {"name": text}
    return [(like(key, name), like(key, told)) for name, told in said.items() if told]


def _mapping(at: yaml.Node, pairs: list[tuple[yaml.Node, yaml.Node]]) -> yaml.MappingNode:
    flow = isinstance(at, yaml.MappingNode) and at.flow_style
    return yaml.MappingNode("tag:yaml.org,2002:map", pairs, at.start_mark, at.end_mark, flow_style=flow)


def _named(key: yaml.Node, value: yaml.Node) -> yaml.MappingNode | None:
    """Return the days below a name; None if the key is itself of days, or says no more than they."""
    if re.search(rf"\b{hours.PLAIN}|{hours.OTHERWISE.pattern}|\b{SOME}", str(key.value), re.IGNORECASE):
        return None
    if isinstance(value, yaml.MappingNode):
        return (
            value if all(re.match(GROUP, str(day.value), re.IGNORECASE) for day, _ in value.value) else None
        )
    if not isinstance(value, yaml.ScalarNode):
        return None
    named = hours.on_request(value.value) or (says_dates(value.value) and _day_line(value.value))
    told = day_lines(value.value) or (named and not may_be_days(str(key.value)))
    return loose_week(value, ()) if told else None


def _dated(days: tuple[int, ...], pattern: Pattern, spans: tuple[Span, ...], request: str) -> list[Dated]:
    """Return the hours of some dates of weekdays. Raises Unclear for `nach Vereinbarung`."""
    if request:
        raise Unclear("“{text}” says no hours for these dates.", _ON_DATES, text=request)
    return [Dated(weekday, pattern, spans) for weekday in days]


_ON_DATES = "Write the hours, as in: 1. Samstag im Monat: 9-12. Words without hours go under `hinweis:`."


def read_week(node: yaml.Node, nodes: Nodes) -> Any:
    """Read days with their hours into a Week."""
    if isinstance(node, yaml.ScalarNode):  # of one place or season: zeiten: Mo-Fr 8-12
        node = loose_week(node, ()) or node
    if not isinstance(node, yaml.MappingNode):
        return nodes.problem(node, "Hours are written as days with times.", "As in: Mo-Fr: 8:00-12:00")
    parts: list[hours.DayHours] = []
    dated: list[Dated] = []
    broken = False
    for line in sorted(_lines(node, nodes), key=lambda line: _otherwise(line[0])):
        at = line[1]  # where a mistake is reported
        try:
            key, value = _moved(*line)
            at = key
            special = pattern_of(key.value, parse_days)
            rest = hours.rest_of_week(parts, str(value.value)) if _otherwise(key) else ()
            days = special[0] if special else rest or parse_days(key.value)
            at = value
            read = read_day(value, nodes)
            broken = broken or read is BROKEN
            if read is BROKEN:
                continue
            hours.no_other_days(days, read[0])
            if special:
                dated += _dated(days, special[1], *read)
            else:  # each line together with those before it, so that an overlap is reported at its line
                hours.make_week([*parts, (days, *read)])
                parts.append((days, *read))
        except Unclear as unclear:
            nodes.unclear(at, unclear)
            broken = True
    return BROKEN if broken else dataclasses.replace(hours.make_week(parts), dated=tuple(dated))


def read_urgent(node: yaml.Node, nodes: Nodes) -> Any:
    """Read hours for urgent cases during a closing: by weekday, by date, or a list of dates with hours."""
    if not isinstance(node, yaml.MappingNode):
        listed = node.value if isinstance(node, yaml.SequenceNode) else [node]
        pairs = [pair for one in listed for pair in _pairs(one, nodes)]
        return _dates(pairs, nodes) if pairs else BROKEN
    single = [(key, value) for key, value in node.value if re.fullmatch(DAY, key.value.strip(" :"))]
    others = [pair for pair in node.value if pair not in single]
    week = Week()
    if others or not single:
        rest = yaml.MappingNode(node.tag, others, node.start_mark, node.end_mark, flow_style=node.flow_style)
        week = read_week(rest, nodes)
    urgent = _dates(single, nodes)
    if week is BROKEN or urgent is BROKEN:
        return BROKEN
    return dataclasses.replace(urgent, days=week.days, requests=week.requests, dated=week.dated)


def _pairs(node: yaml.Node, nodes: Nodes) -> list[tuple[yaml.Node, yaml.Node]]:
    """Return (date, hours) nodes of a list item: a line, `datum:` with `zeiten:`, or `29.12.2026: 9-11`."""
    if isinstance(node, yaml.MappingNode):
        entries = nodes.entries(node)
        named = [entries[key][1] for key in ("datum", "zeiten") if key in entries]
        return [(named[0], named[1])] if len(named) == 2 else list(node.value)
    line = DAY_AND_HOURS.fullmatch(node.value.strip()) if isinstance(node, yaml.ScalarNode) else None
    if not line or not line["hours"]:
        nodes.problem(node, "Hours are written as days with times.", "As in: 29.12.2026: 9:00-11:00")
        return []
    return [(like(node, line["day"]), like(node, line["hours"]))]


def _dates(pairs: list[tuple[yaml.Node, yaml.Node]], nodes: Nodes) -> Any:
    """Read single dates with their hours; without any, a problem was reported already."""
    found: list[tuple[Any, Any]] = []
    for key, value in pairs:
        try:
            found.append((year_day(key.value), read_spans(value, nodes)))
        except Unclear as unclear:
            found.append((nodes.unclear(key, unclear), ()))
    return BROKEN if any(BROKEN in pair for pair in found) else Urgent(dates=tuple(found))


def _lines(node: yaml.MappingNode, nodes: Nodes) -> Iterator[tuple[yaml.Node, yaml.Node]]:
    """Yield (day, hours) nodes; hours with a pattern in a list of hours are yielded separately."""
    for key, value in nodes.entries(_together(node, nodes)).values():
        parts = value.value if isinstance(value, yaml.SequenceNode) else []
        special = [one for one in parts if isinstance(one, yaml.ScalarNode) and says_dates(one.value)]
        yield from ((key, one) for one in special)
        plain = [one for one in parts if one not in special]
        several = day_lines(f"{key.value} {value.value}") if isinstance(value, yaml.ScalarNode) else []
        # `Mo-Fr: 8-12, Di 15-18`, `Mo nachmittags: 14-18`
        if len(several) > 1 or (several and several[0][0] != key.value):
            yield from ((like(key, day), like(value, times)) for day, times in several)
        elif not special:
            yield key, value
        elif plain:
            yield key, yaml.SequenceNode(value.tag, plain, value.start_mark, value.end_mark)


def _together(node: yaml.MappingNode, nodes: Nodes) -> yaml.MappingNode:
    """Repair days in braces: to YAML `{Mo, Mi: 8-12}` is a Monday without hours."""
    if not node.flow_style:
        return node
    pairs, before = [], []
    for key, value in node.value:
        if is_empty(value) and key.end_mark.index == value.start_mark.index:
            before.append(key)
            continue
        if before:
            days = ", ".join(one.value for one in (*before, key))
            key = yaml.ScalarNode(key.tag, days, before[0].start_mark, key.end_mark)  # noqa: PLW2901 - the same line, read whole
            before = []
        pairs.append((key, value))
    for key in before:
        nodes.problem(key, "“{day}” has no hours.", "Write them behind it: {day}: 8:00-12:00", day=key.value)
    return yaml.MappingNode(node.tag, pairs, node.start_mark, node.end_mark, flow_style=True)


def _otherwise(key: yaml.Node) -> bool:
    return hours.OTHERWISE.fullmatch(key.value.strip(" :")) is not None


def _moved(key: yaml.Node, value: yaml.Node) -> tuple[yaml.Node, yaml.Node]:
    """Move a pattern from the hours to the day: `Sa: 9-12 (1. Samstag im Monat)`."""
    words = beside(key.value, value.value) if isinstance(value, yaml.ScalarNode) else None
    if words is None:
        return key, value
    day, rest = words
    special = pattern_of(day, parse_days)
    other_day = special is not None and special[0] != parse_days(key.value)
    if len(hours.parse_spans(rest)[0]) > 1 or other_day:
        raise Unclear(UNCLEAR, APART, text=value.value)
    return like(key, day), like(value, rest)


def read_day(node: yaml.Node, nodes: Nodes) -> Any:
    """Read the hours of one day: a scalar, or a list of scalars."""
    if is_empty(node):
        return (), ""
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    spans: tuple[Span, ...] = ()
    request = ""
    for part in parts:
        if not isinstance(part, yaml.ScalarNode):
            return nodes.problem(part, "Hours are written as text.", "As in: {hours}", hours=_in_a_line(part))
        try:
            more, said = hours.parse_spans(part.value)
            spans, request = hours.ordered([*spans, *more]), hours.both(request, said)
        except Unclear as unclear:
            return nodes.unclear(part, unclear)
    return spans, request


def _in_a_line(node: yaml.Node) -> str:
    """Return hours that stand below a day in a line, as proposed: `von: 8` and `bis: 12` as `8-12`."""
    said = [
        (str(key.value), str(value.value)) for key, value in node.value if isinstance(node, yaml.MappingNode)
    ]
    line = ("-" if [key for key, _ in said] == ["von", "bis"] else ", ").join(value for _, value in said)
    return line if said and hours.understood(line) else "8:00-12:00, 14:00-17:30"


def read_spans(node: yaml.Node, nodes: Nodes) -> Any:
    """Read the hours of one exceptional day; without spans it is closed."""
    read = read_day(node, nodes)
    if read is BROKEN:
        return BROKEN
    spans, request = read
    # An exceptional day is open or closed; "nach Vereinbarung" belongs in `hinweis`.
    if request and not spans:
        return nodes.problem(node, "A day needs hours, or `geschlossen`.", "As in: 8:00-12:00, 14:00-17:30")
    return spans
