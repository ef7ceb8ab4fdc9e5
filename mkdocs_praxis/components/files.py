"""Checks files named in facts: whether they exist, and whether browsers can show, or people open, them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from mkdocs_praxis.components.images import dimensions
from mkdocs_praxis.components.suggestions import meant_file
from mkdocs_praxis.practice.model import Facts, Record
from mkdocs_praxis.problem import PraxisError, Problem, msg

# Image formats that no browser shows, or only one.
UNSHOWN = frozenset({".heic", ".heif", ".tif", ".tiff", ".psd", ".raw", ".dng", ".eps", ".ai"})
# Formats that need an office program.
OFFICE = frozenset({".doc", ".docx", ".odt", ".rtf", ".pages", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".numbers"})  # fmt: skip
# And films that not every browser plays.
FEW = OFFICE | {".mov", ".avi", ".wmv", ".mpg", ".mpeg", ".mkv", ".3gp"}
_ENOUGH = 400  # pixels, for a tile of 200 on screens with twice the resolution


class Named(NamedTuple):
    """A file named in facts: the record with the fact, the path as written, whether it is an image."""

    record: Record
    path: str
    picture: bool


def named(facts: Facts) -> Iterator[Named]:
    """Yield all files named in facts."""
    yield from (Named(person, person.photo, picture=True) for person in facts.team if person.photo)
    if facts.directions and facts.directions.map:
        yield Named(facts.directions.map, facts.directions.map.file, picture=True)
    yield from (Named(one, one.file, picture=False) for one in facts.downloads)


def unfit(facts: Facts, docs: Path) -> Iterator[Problem]:
    """Yield a problem for each file that is missing, or an image that browsers do not show, at the line that names it."""
    for one in named(facts):
        file = docs / one.path
        problem = unshown(file) if one.picture and file.suffix.lower() in UNSHOWN else None
        if not file.is_file():
            what = msg("{path} is not in {folder}/", path=one.path, folder=docs.name)
            problem = Problem(what, fix=meant_file(docs, one.path))
            if (facts.folder / one.path).is_file():
                fix = "It lies in {folder}/: move it to {docs}/."
                problem = problem._replace(fix=msg(fix, folder=facts.folder.name, docs=docs.name))
        elif one.picture and problem is None:
            try:
                dimensions(file)
            except PraxisError as error:
                problem = error.problems[0]
        elif file.suffix.lower() == ".pdf" and not _is_pdf(file):
            broken = "{name} is no PDF: it is broken, or of another kind than its ending says"
            problem = Problem(msg(broken, name=file.name), fix="Export it again as PDF.")
        if problem:
            yield placed(one, problem, facts)


def _is_pdf(file: Path) -> bool:
    with file.open("rb") as opened:
        return b"%PDF-" in opened.read(1024)


def placed(one: Named, problem: Problem, facts: Facts) -> Problem:
    """Return a problem located at the line of the facts that names the file."""
    place = one.record.place
    if place is None:
        return problem
    lines = (facts.folder / Path(place.file).name).read_text(encoding="utf-8-sig").splitlines()
    below = (n for n in range(place.line, len(lines) + 1) if one.path in lines[n - 1])
    line = next(below, place.line)
    text = lines[line - 1]
    return problem._replace(file=place.file, line=line, column=text.find(one.path) + 1 or None, excerpt=text)


def unshown(path: Path) -> Problem:
    """Return the problem for an image format that browsers do not show."""
    kind = path.suffix.removeprefix(".").upper()
    what = msg("{name} is a {kind} picture: most browsers show nothing of it", name=path.name, kind=kind)
    fix = "Save it as JPEG. An iPhone does so itself: Settings, Camera, Formats, Most Compatible."
    return Problem(what, fix=fix if kind in {"HEIC", "HEIF"} else "Save it as JPEG, PNG or WebP.")


def small(path: Path) -> Problem | None:
    """Return the problem for a photo with too few pixels, else None; drawings (SVG) always pass."""
    width, _ = dimensions(path)
    if path.suffix.lower() == ".svg" or not width or width >= _ENOUGH:
        return None
    what = msg("{name} is only {width} pixels wide: it would look blurred", name=path.name, width=width)
    fix = msg("Take the photo as the camera made it, at least {width} pixels wide.", width=2 * _ENOUGH)
    return Problem(what, fix=fix)


def office(name: str) -> Problem:
    """Return the problem for a file that needs an office program, or a film in a format of few."""
    path = Path(name)
    kind = path.suffix.removeprefix(".").upper()
    what = msg("{name} is a {kind} file: not every phone or browser opens it", name=path.name, kind=kind)
    return Problem(what, fix=None if f".{kind.lower()}" in OFFICE else "Convert it to MP4 (H.264).")
