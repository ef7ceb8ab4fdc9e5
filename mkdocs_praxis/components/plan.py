"""Draws a small map of the way to the practice as SVG, from streets in YAML or from a local OpenStreetMap extract.

No server is contacted, for tiles or geocoding. Maps from OpenStreetMap have the attribution (ODbL 1.0).
"""

import itertools
import math
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml
from markupsafe import escape

from mkdocs_praxis.components.plan_names import Name, Point, Room, along, beside, clipped
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.source import broken_yaml, text_of
from mkdocs_praxis.prepared import yaml_file
from mkdocs_praxis.problem import PraxisError, msg

CREDIT = "© OpenStreetMap contributors (ODbL)"
_SIZE, _EDGE = 800, 24
_KINDS = yaml_file(Path(__file__).with_name("plan.yml"))
_WIDTHS: dict[str, int] = _KINDS["widths"]
_AREAS: dict[str, str] = _KINDS["areas"]
_LINE, _STOPS, _RIVERS = (frozenset(_KINDS[name]) for name in ("lines", "stops", "rivers"))
_GROUND, _WATER = "#f4f1ea", _AREAS["water"]


@dataclass(frozen=True, slots=True)
class Way:
    """A street: its name, kind and course."""

    name: str
    kind: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the map: the practice itself, a stop, a car park."""

    name: str
    at: Point
    main: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """The contents of a map, and the attribution of the data."""

    ways: tuple[Way, ...]
    marks: tuple[Mark, ...]
    credit: str = ""


def read_plan(path: Path, centre: Point | None = None, metres: int = 400) -> Plan:
    """Read a plan: `.osm`/`.xml` around a centre (latitude, longitude), or YAML with `strassen` and `orte`. Raises PraxisError."""
    if path.suffix.lower() in {".osm", ".xml"}:
        if centre is None:
            fix = "Write breite and laenge under anfahrt: in anfahrt.yml."
            raise PraxisError("nobody says where the practice is", fix=fix)
        plan = _from_osm(path, centre, metres)
    else:
        plan = _from_yaml(path)
    if not plan.ways:
        raise PraxisError("there is no street to draw", file=str(path))
    return plan


def _from_yaml(path: Path) -> Plan:
    text = text_of(path)
    at = "strassen"
    try:
        raw = yaml.safe_load(text) or {}
        ways, marks = [], []
        for number, one in enumerate(raw["strassen"], 1):
            at = f"strassen, {number}"
            course = tuple(_points(one["verlauf"]))
            ways.append(Way(str(one["name"]), str(one.get("art", "residential")), course))
        for number, one in enumerate(raw.get("orte") or (), 1):
            at = f"orte, {number}"
            marks.append(
                Mark(str(one["name"]), next(_points([one["punkt"]])), bool(one.get("praxis", False)))
            )
    except yaml.YAMLError as error:
        raise broken_yaml(error, text, str(path)) from None
    except (KeyError, TypeError, ValueError) as error:
        missing = error.args[0] if isinstance(error, KeyError) else ""
        what = "{place}: {key} is missing" if missing else "{place}: this is not written as a plan is"
        fix = "strassen: [{name: Musterweg, verlauf: [[0, 40], [100, 40]]}]  orte: [{name: Praxis, punkt: [60, 45], praxis: true}]"
        raise PraxisError(msg(what, place=at, key=missing), file=str(path), fix=fix) from None
    return Plan(tuple(ways), tuple(marks))


def _points(raw: Iterable[Any]) -> Iterator[Point]:
    for x, y in raw:
        yield float(x), float(y)


def _from_osm(path: Path, centre: Point, metres: int) -> Plan:
    """Read ways and stops of an extract; coordinates in metres east and south of the centre."""
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
                if _STOPS & {tags.get("highway"), tags.get("railway")}:
                    marks.append(Mark(tags.get("name", ""), at))
            elif element.tag == "way":
                kinds = ("highway", "railway", "waterway", "leisure", "natural", "landuse")
                kind = next((tags[one] for one in kinds if one in tags), "")
                course = tuple(nodes[ref] for nd in element.iter("nd") if (ref := nd.get("ref", "")) in nodes)
                closed = len(course) > 3 and course[0] == course[-1]
                if (kind in _WIDTHS and len(course) > 1) or (kind in _AREAS and closed):
                    ways.append(Way(tags.get("name", ""), kind, course))
    except (ET.ParseError, OSError, ValueError) as error:
        fix = "Export the area as .osm from openstreetmap.org and name that file."
        what = msg("the extract cannot be read: {error}", error=error)
        raise PraxisError(what, file=str(path), fix=fix) from error
    near = [way for way in ways if any(max(abs(x), abs(y)) <= metres for x, y in way.points)]
    shown = {one.name: one for one in marks if max(abs(one.at[0]), abs(one.at[1])) <= metres}
    frame = Way("", "", ((-metres, -metres), (metres, metres)))
    streets = any(way.kind in _WIDTHS and way.kind not in _RIVERS for way in near)
    return Plan((frame, *near) if streets else (), tuple(shown.values()), CREDIT)


def svg(plan: Plan, *, title: str, practice: str) -> str:
    """Return the map as SVG, with names as text, so that they can be read aloud and enlarged."""
    frame = next((way.points for way in plan.ways if not way.kind), None)
    points = frame or [p for way in plan.ways for p in way.points]
    left, top = min(x for x, _ in points), min(y for _, y in points)
    span = max(max(x for x, _ in points) - left, max(y for _, y in points) - top) or 1
    factor = (_SIZE - 2 * _EDGE) / span
    width, height = (
        round(2 * _EDGE + (max(at[n] for at in points) - start) * factor)
        for n, start in ((0, left), (1, top))
    )

    def put(at: Point) -> Point:
        return round(_EDGE + (at[0] - left) * factor, 1), round(_EDGE + (at[1] - top) * factor, 1)

    drawn = [
        Way(way.name, way.kind, tuple(put(point) for point in way.points)) for way in plan.ways if way.kind
    ]
    marks = [Mark(one.name or (practice if one.main else ""), put(one.at), one.main) for one in plan.marks]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-labelledby="t">',
        f'<title id="t">{escape(title)}</title>',
        f'<rect width="{width}" height="{height}" fill="{_GROUND}"/>',
        *(_area(way) for way in drawn if way.kind in _AREAS),
        '<g fill="none" stroke-linecap="round" stroke-linejoin="round">',
        *(_line(way, 0, _WATER) for way in drawn if way.kind in _RIVERS),
    ]
    streets = [way for way in drawn if way.kind in _WIDTHS and way.kind not in _RIVERS]
    for more, colour in ((4, "#b9b2a3"), (0, "#ffffff")):
        parts += [_line(way, more, colour) for way in streets]
    parts += ["</g>", '<g font-family="system-ui, sans-serif" fill="#1d2b2b">']
    parts += [_dot(mark) for mark in marks]
    parts += _names(drawn, marks, plan.credit, (width, height))
    return "\n".join([*parts, "</g>", "</svg>", ""])


def _line(way: Way, more: int, colour: str) -> str:
    course = " ".join(f"{x},{y}" for x, y in way.points)
    if way.kind in _LINE:
        return f'<polyline points="{course}" stroke="#8c8576" stroke-width="{_WIDTHS[way.kind]}" stroke-dasharray="8 6"/>'
    return f'<polyline points="{course}" stroke="{colour}" stroke-width="{_WIDTHS.get(way.kind, 9) + more}"/>'


def _area(way: Way) -> str:
    course = " ".join(f"{x},{y}" for x, y in way.points)
    return f'<polygon points="{course}" fill="{_AREAS[way.kind]}"/>'


def _dot(mark: Mark) -> str:
    x, y = mark.at
    colour, size = ("#8a1c3b", 13) if mark.main else ("#1f4e79", 9)
    return f'<circle cx="{x}" cy="{y}" r="{size}" fill="{colour}" stroke="#fff" stroke-width="3"/>'


def _names(ways: Sequence[Way], marks: Sequence[Mark], credit: str, size: tuple[int, int]) -> Iterator[str]:
    """Yield labels as SVG: places, the practice's first, then streets, each once and only if there is room."""
    room = Room(*size)
    room.take((*mark.at, 14.0) for mark in marks)
    if credit:
        said = Name(credit, (size[0] - 12 - len(credit) * 15 * 0.25, size[1] - 16), size=15)
        room.take(said.discs)
        yield said.svg(_GROUND)
    for mark in sorted(marks, key=lambda one: not one.main):
        places = beside(mark.name, mark.at, 18, 20, bold=mark.main)
        if mark.name and (name := room.best(places, needed=True)):
            yield name.svg(_GROUND)
    courses: dict[str, list[list[Point]]] = {}
    for way in ways:
        if way.name and way.kind in _WIDTHS and way.kind not in _LINE:
            courses.setdefault(way.name, []).extend(_visible(way.points, *size))
    for words, found in courses.items():
        if name := room.best(along(words, found, 17), needed=False):
            yield name.svg("#fff")


def _visible(course: Sequence[Point], width: int, height: int) -> Iterator[list[Point]]:
    """Yield the parts of a street within the picture."""
    stretch: list[Point] = []
    for one, two in itertools.pairwise(course):
        part = clipped(one, two, width, height)
        if part is None or (stretch and stretch[-1] != part[0]):
            if stretch:
                yield stretch
            stretch = []
        if part:
            stretch = [*(stretch or [part[0]]), part[1]]
    if stretch:
        yield stretch
