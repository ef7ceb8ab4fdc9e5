"""A small plan of the way, drawn as SVG: from a few streets in YAML, or from an OpenStreetMap extract that lies on disk.

No server is asked, neither for tiles nor for places. A plan made of an extract says where its data comes from (ODbL 1.0).
"""

import itertools
import math
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape

from mkdocs_praxis.files import given_text
from mkdocs_praxis.problem import PraxisError, Problem, msg

CREDIT = "© OpenStreetMap contributors (ODbL)"
_SIZE, _EDGE = 800, 24
# Kinds of ways and how wide they are drawn; paths and service ways would only clutter a small plan.
_WIDTHS = {
    "primary": 16, "secondary": 14, "tertiary": 12, "residential": 9, "living_street": 8, "unclassified": 9,
    "pedestrian": 8, "trunk": 16, "footway": 3, "cycleway": 3, "path": 3, "tram": 2, "rail": 3,
}  # fmt: skip
_LINE = frozenset({"footway", "cycleway", "path", "tram", "rail"})

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Way:
    """A street: its name, kind and course."""

    name: str
    kind: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on the plan: the practice itself, a stop, a car park."""

    name: str
    at: Point
    main: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """What is drawn, and whose data it is."""

    ways: tuple[Way, ...]
    marks: tuple[Mark, ...]
    credit: str = ""


def read_plan(path: Path, centre: Point | None = None, metres: int = 400) -> Plan:
    """Read a plan: `.osm`/`.xml` around a centre (latitude, longitude), or YAML with `strassen` and `orte`.

    Raises PraxisError when the file is neither, or holds nothing to draw.
    """
    if path.suffix.lower() in {".osm", ".xml"}:
        if centre is None:
            raise PraxisError(
                Problem(
                    "nobody says where the practice is",
                    fix="Write breite and laenge under anfahrt: in anfahrt.yml.",
                )
            )
        plan = _from_osm(path, centre, metres)
    else:
        plan = _from_yaml(path)
    if not plan.ways:
        raise PraxisError(Problem("there is no street to draw", str(path)))
    return plan


def _from_yaml(path: Path) -> Plan:
    try:
        raw = yaml.safe_load(given_text(path, "the plan")) or {}
        ways = tuple(
            Way(str(one["name"]), str(one.get("art", "residential")), tuple(_points(one["verlauf"])))
            for one in raw["strassen"]
        )
        marks = tuple(
            Mark(str(one["name"]), next(_points([one["punkt"]])), bool(one.get("praxis", False)))
            for one in raw.get("orte", ())
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise PraxisError(
            Problem(
                msg("the plan cannot be read: {error}", error=error),
                str(path),
                fix="strassen: [{name: Musterweg, verlauf: [[0, 40], [100, 40]]}]  orte: [{name: Praxis, punkt: [60, 45], praxis: true}]",
            )
        ) from error
    return Plan(ways, marks)


def _points(raw: Iterable[Any]) -> Iterator[Point]:
    for x, y in raw:
        yield float(x), float(y)


def _from_osm(path: Path, centre: Point, metres: int) -> Plan:
    """Read ways and stops of an extract, in metres east and south of the centre."""
    nodes: dict[str, Point] = {}
    ways: list[Way] = []
    marks = [Mark("", (0.0, 0.0), main=True)]
    scale = 111_320 * math.cos(math.radians(centre[0]))
    try:
        for _, element in ET.iterparse(path):  # noqa: S314 - Python's expat loads nothing and bounds entities
            tags = {tag.get("k", ""): tag.get("v", "") for tag in element.iter("tag")}
            if element.tag == "node":
                lat, lon = float(element.get("lat", "nan")), float(element.get("lon", "nan"))
                at = (lon - centre[1]) * scale, (centre[0] - lat) * 110_574
                nodes[element.get("id", "")] = at
                if tags.get("highway") == "bus_stop" or tags.get("railway") in {
                    "tram_stop",
                    "station",
                    "halt",
                }:
                    marks.append(Mark(tags.get("name", ""), at))
            elif element.tag == "way":
                kind = tags.get("highway") or tags.get("railway") or ""
                course = tuple(nodes[ref] for nd in element.iter("nd") if (ref := nd.get("ref", "")) in nodes)
                if kind in _WIDTHS and len(course) > 1:
                    ways.append(Way(tags.get("name", ""), kind, course))
    except (ET.ParseError, OSError, ValueError) as error:
        raise PraxisError(
            Problem(
                msg("the extract cannot be read: {error}", error=error),
                str(path),
                fix="Export the area as .osm from openstreetmap.org and name that file.",
            )
        ) from error
    near = [way for way in ways if any(max(abs(x), abs(y)) <= metres for x, y in way.points)]
    shown = {one.name: one for one in marks if max(abs(one.at[0]), abs(one.at[1])) <= metres}
    frame = Way("", "", ((-metres, -metres), (metres, metres)))
    return Plan((frame, *near) if near else (), tuple(shown.values()), CREDIT)


def svg(plan: Plan, *, title: str, practice: str) -> str:
    """Return the plan as SVG with its names as text, so that it can be read aloud and enlarged."""
    frame = next((way.points for way in plan.ways if not way.kind), None)
    points = frame or [p for way in plan.ways for p in way.points]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    span = max(max(x for x, _ in points) - left, max(y for _, y in points) - top) or 1
    factor = (_SIZE - 2 * _EDGE) / span
    width, height = (
        round(2 * _EDGE + (max(at[n] for at in points) - start) * factor)
        for n, start in ((0, left), (1, top))
    )

    def put(at: Point) -> tuple[float, float]:
        return round(_EDGE + (at[0] - left) * factor, 1), round(_EDGE + (at[1] - top) * factor, 1)

    drawn = [way for way in plan.ways if way.kind]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="t">',
        f'<title id="t">{escape(title)}</title>',
        f'<rect width="{width}" height="{height}" fill="#f4f1ea"/>',
        '<g fill="none" stroke-linecap="round" stroke-linejoin="round">',
    ]
    for more, colour in ((4, "#b9b2a3"), (0, "#ffffff")):
        parts += [_line(way, put, more, colour) for way in drawn]
    parts.append("</g>")
    parts.append('<g font-family="system-ui, sans-serif" font-size="20" fill="#1d2b2b">')
    parts += _names(drawn, put)
    for mark in plan.marks:
        x, y = put(mark.at)
        words = escape(mark.name or (practice if mark.main else ""))
        colour, size = ("#8a1c3b", 13) if mark.main else ("#1f4e79", 9)
        parts.append(f'<circle cx="{x}" cy="{y}" r="{size}" fill="{colour}" stroke="#fff" stroke-width="3"/>')
        side = 'text-anchor="end"' if x > width * 0.65 else ""
        parts.append(
            f'<text x="{x + (-18 if side else 18)}" y="{y + 7}" {side} font-weight="{700 if mark.main else 400}" paint-order="stroke" '
            f'stroke="#f4f1ea" stroke-width="5">{words}</text>'
        )
    if plan.credit:
        parts.append(
            f'<text x="{width - 10}" y="{height - 10}" text-anchor="end" font-size="15">{escape(plan.credit)}</text>'
        )
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _line(way: Way, put: Any, more: int, colour: str) -> str:
    course = " ".join(f"{x},{y}" for x, y in map(put, way.points))
    if way.kind in _LINE:
        return f'<polyline points="{course}" stroke="#8c8576" stroke-width="{_WIDTHS[way.kind]}" stroke-dasharray="8 6"/>'
    return f'<polyline points="{course}" stroke="{colour}" stroke-width="{_WIDTHS.get(way.kind, 9) + more}"/>'


def _names(ways: Sequence[Way], put: Any) -> Iterator[str]:
    """Yield the name of each street once, along its longest straight piece, never upside down."""
    longest: dict[str, tuple[float, Point, Point]] = {}
    for way in ways:
        placed = [put(point) for point in way.points]
        for one, two in itertools.pairwise(placed):
            length = math.dist(one, two)
            if way.name and way.kind not in _LINE and length > longest.get(way.name, (0,))[0]:
                longest[way.name] = (length, one, two)
    for name, (length, one, two) in longest.items():
        x, y = round((one[0] + two[0]) / 2, 1), round((one[1] + two[1]) / 2, 1)
        if length < 60 or not (0 < x < _SIZE and 0 < y < _SIZE):
            continue
        angle = math.degrees(math.atan2(two[1] - one[1], two[0] - one[0]))
        angle = round(angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle, 1)
        yield (
            f'<text x="{x}" y="{y + 6}" text-anchor="middle" font-size="17" transform="rotate({angle} {x} {y})" '
            f'paint-order="stroke" stroke="#fff" stroke-width="4">{escape(name)}</text>'
        )
