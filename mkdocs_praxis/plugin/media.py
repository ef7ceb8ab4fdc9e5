"""Images, films and files of a page: smaller copies for phones, and warnings of files that few can open."""

import posixpath
import re
from pathlib import Path
from urllib.parse import unquote

from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_praxis.components.files import OFFICE, UNSHOWN, named, office, placed, small, unfit, unshown
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.outcome import shown
from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.policy.model import Written
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.problem import PraxisError, Problem

# Each is found by its first letter; together they are not.
_WANTED = (
    regex(r"<(?:img|video)\b", re.IGNORECASE),
    regex(rf"\.(?:{'|'.join(sorted(ending.removeprefix('.') for ending in OFFICE))})\b", re.IGNORECASE),
)
_ADDRESS = regex(r"(?![/\\]|[A-Za-z][\w+.-]*:)[^?#]+")  # a path from the page, without query and fragment
_SIZES = "(min-width: 48em) 46rem, 100vw"


def fitted(build: Build, html: str, page: Page, files: Files) -> str:
    """Return the text of a page with its pictures in the sizes that screens need; note what people cannot see or open."""
    if not any(wanted.search(html) for wanted in _WANTED):
        return html
    from turbohtml import parse

    sources = build.media(files)
    base = posixpath.dirname(page.file.dest_uri)
    body = parse(f"<body>{html}", source_locations=True).find("body")
    out, at, skip = [], 0, len("<body>")
    for element in body.find_all(["img", "video", "a"]) if body else ():
        where = element.source_location
        if where is None or where.start_tag is None:
            continue
        start, end = where.start_tag.start_offset - skip, where.start_tag.end_offset - skip
        named = str(element.attrs.get("href" if element.tag == "a" else "src") or "")
        target = _target(base, named)
        source = sources.get(target or "")
        if element.tag == "img" and target is not None:
            tag = _img(build, page, dict(element.attrs), named, source)
            if tag:
                out += [html[at:start], tag]
                at = end
        elif element.tag == "a" and source is not None and source.suffix.lower() in OFFICE:
            build.written.append(Written("file-format", _at(page, Path(named).name, office(named))))
        elif (
            element.tag == "video"
            and element.find("track") is None
            and not ("muted" in element.attrs or "data-signed" in element.attrs)
        ):
            what = "this film has no captions: who does not hear it learns nothing"
            build.written.append(Written("video-captions", _at(page, "<video", Problem(what))))
    return "".join([*out, html[at:]])


def _target(base: str, address: str) -> str | None:
    """Return the file of the output that a relative address names; None for any other address."""
    path = _ADDRESS.match(address)
    return posixpath.normpath(posixpath.join(base, unquote(path[0]))) if path else None


def _img(build: Build, page: Page, given: dict[str, object], named: str, source: Path | None) -> str:
    """Return the tag of a picture with smaller copies of it, "" when it is fine as it is."""
    from mkdocs_praxis.components.images import addresses, dimensions, smaller_copies

    if source is None:
        return ""
    if source.suffix.lower() in UNSHOWN:
        build.written.append(Written("picture-format", _at(page, source.name, unshown(source))))
        return ""
    try:
        width, height = dimensions(source)
        folder = Path(
            build.config.site_dir,
            posixpath.dirname(_target(posixpath.dirname(page.file.dest_uri), named) or ""),
        )
        copies = () if "srcset" in given or (width or 0) <= 480 else smaller_copies(source, folder)
    except PraxisError as error:
        spots = (_at(page, source.name, problem) for problem in error.problems)
        build.written += [Written("picture-format", spot) for spot in spots]
        return ""
    if not copies or not width or not height:
        return ""
    from markupsafe import Markup

    made = dict(zip(("src", "srcset"), addresses(named, copies), strict=True))
    added = {"sizes": _SIZES, "width": width, "height": height, "loading": "lazy", "decoding": "async"}
    attributes = {**added, **given, **made}
    return (
        "<img"
        + "".join(
            Markup(' {}="{}"').format(name, value if value is not None else "")
            for name, value in attributes.items()
        )
        + ">"
    )


def _at(page: Page, needle: str, problem: Problem) -> Problem:
    """Return a problem with the line of the page's own file that holds a word."""
    path = Path(page.file.abs_src_path or page.file.src_uri)
    lines = page.file.content_string.splitlines()
    for number, line in enumerate(lines, 1):
        for word in (needle, unquote(needle)):
            if word in line:
                return Problem(problem.what, shown(path), number, line.find(word) + 1, line, fix=problem.fix)
    return Problem(problem.what, shown(path), 1, fix=problem.fix)


def check_facts_files(build: Build, facts: Facts, docs: Path) -> None:
    """Note files of the facts that not everybody can open. Raises PraxisError for those that are not there or not shown."""
    if problems := list(unfit(facts, docs)):
        raise PraxisError(*problems)
    for one in named(facts):
        if Path(one.path).suffix.lower() in OFFICE:
            build.written.append(Written("file-format", placed(one, office(one.path), facts)))
        elif one.picture and (problem := small(docs / one.path)):
            build.written.append(Written("picture-format", placed(one, problem, facts)))
