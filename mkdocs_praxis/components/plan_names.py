"""Label placement on a map: within the picture, without overlaps."""

import itertools
import math
from collections.abc import Iterable, Iterator, Sequence

from markupsafe import escape

from mkdocs_praxis.practice.record import dataclass

Point = tuple[float, float]
_DISC = tuple[float, float, float]  # x, y, radius; the area of a label is approximated by a row of discs
_BEND = 8  # maximum deviation of a street from the baseline of its label
_NARROW, _BOLD = 0.5, 0.56  # average letter width / font size


@dataclass(frozen=True, slots=True)
class Name:
    """A candidate position of a label: text, centre, rotation, size."""

    words: str
    middle: Point
    turned: float = 0.0  # degrees
    size: float = 20
    bold: bool = False

    @property
    def width(self) -> float:
        """The approximate width of the text."""
        return len(self.words) * self.size * (_BOLD if self.bold else _NARROW)

    @property
    def discs(self) -> list[_DISC]:
        """The area that the text covers."""
        steps = max(2, math.ceil(self.width / self.size))
        reach = [(n / (steps - 1) - 0.5) * (self.width - self.size) for n in range(steps)]
        turn = math.radians(self.turned)
        x, y = self.middle
        return [(x + r * math.cos(turn), y + r * math.sin(turn), self.size * 0.62) for r in reach]

    def svg(self, around: str) -> str:
        """Return the label as SVG, with an outline in the colour `around`."""
        x, y = round(self.middle[0], 1), round(self.middle[1], 1)
        turn = f' transform="rotate({round(self.turned, 1)} {x} {y})"' if self.turned else ""
        bold = ' font-weight="700"' if self.bold else ""
        return (
            f'<text x="{x}" y="{round(y + self.size * 0.35, 1)}" text-anchor="middle" font-size="{self.size}"'
            f'{bold}{turn} paint-order="stroke" stroke="{around}" '
            f'stroke-width="5">{escape(self.words)}</text>'
        )


class Room:
    """The picture and its occupied areas."""

    def __init__(self, width: float, height: float) -> None:
        self._width, self._height = width, height
        self._taken: list[_DISC] = []

    def take(self, discs: Iterable[_DISC]) -> None:
        """Mark an area as occupied."""
        self._taken += discs

    def inside(self, name: Name) -> bool:
        """Whether a label is completely within the picture."""
        return all(r <= x <= self._width - r and r <= y <= self._height - r for x, y, r in name.discs)

    def met(self, name: Name) -> int:
        """Return the number of occupied discs that a label would overlap."""
        pairs = itertools.product(name.discs, self._taken)
        return sum(math.hypot(x - a, y - b) < r + s for (x, y, r), (a, b, s) in pairs)

    def best(self, places: Iterable[Name], *, needed: bool) -> Name | None:
        """Return the first candidate without overlap; if `needed`, else the one with the least overlap."""
        least: tuple[int, Name] | None = None
        for name in places:
            if not self.inside(name):
                continue
            if (met := self.met(name)) == 0:
                self.take(name.discs)
                return name
            if least is None or met < least[0]:
                least = met, name
        if least is None or not needed:
            return None
        self.take(least[1].discs)
        return least[1]


def beside(words: str, at: Point, away: float, size: float, *, bold: bool) -> Iterator[Name]:
    """Yield candidates around a point: right, left, below, above, then diagonally."""
    plain = Name(words, at, size=size, bold=bold)
    across, down = away + plain.width / 2, away + size * 0.7
    for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (1, -1), (-1, 1), (-1, -1)):
        yield Name(words, (at[0] + x * across, at[1] + y * down), size=size, bold=bold)


def along(words: str, courses: Iterable[Sequence[Point]], size: float) -> Iterator[Name]:
    """Yield candidates along a street, on its longest straight parts first, never upside down."""
    stretches = sorted((one for course in courses for one in _straight(course)), key=lambda s: -math.dist(*s))
    for one, two in stretches[:6]:
        if math.dist(one, two) < Name(words, one, size=size).width * 0.8:
            return
        angle = math.degrees(math.atan2(two[1] - one[1], two[0] - one[0]))
        angle = angle - 180 if angle > 90 else angle + 180 if angle < -90 else angle
        for part in (0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9):
            middle = one[0] + (two[0] - one[0]) * part, one[1] + (two[1] - one[1]) * part
            yield Name(words, middle, angle, size)


def _straight(course: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """Yield the ends of each straight part of a street."""
    start = 0
    for end in range(1, len(course)):
        following = course[start : end + 2]
        if end + 1 == len(course) or any(_off(one, following[0], following[-1]) > _BEND for one in following):
            yield course[start], course[end]
            start = end


def _off(point: Point, one: Point, two: Point) -> float:
    """Return the distance of a point from the line through two others."""
    length = math.dist(one, two) or 1.0
    return abs((two[0] - one[0]) * (one[1] - point[1]) - (one[0] - point[0]) * (two[1] - one[1])) / length


def clipped(one: Point, two: Point, width: float, height: float) -> tuple[Point, Point] | None:
    """Return the part of a line within the picture (Liang–Barsky), or None."""
    dx, dy, first, last = two[0] - one[0], two[1] - one[1], 0.0, 1.0
    for step, room in ((-dx, one[0]), (dx, width - one[0]), (-dy, one[1]), (dy, height - one[1])):
        if step == 0 and room < 0:
            return None
        if step < 0:
            first = max(first, room / step)
        elif step > 0:
            last = min(last, room / step)
    if first >= last:
        return None
    return (one[0] + first * dx, one[1] + first * dy), (one[0] + last * dx, one[1] + last * dy)
