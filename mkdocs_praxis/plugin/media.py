"""Images, films and files: smaller copies for phones, originals that nothing names, warnings of files that few can open."""

import json
import posixpath
import re
from collections.abc import Collection, Iterator
from html import escape
from pathlib import Path
from urllib.parse import quote, unquote

from markupsafe import Markup
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from mkdocs_praxis.components.files import FEW, UNSHOWN, office, placed, small, unfit, unshown
from mkdocs_praxis.components.files import named as files_of
from mkdocs_praxis.components.images import addresses, dimensions, original_of, smaller_copies
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.places import display_path, find_line
from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.policy.model import Written
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.problem import PraxisError, Problem

# Each is found by its first letter; together they are not.
_WANTED = (
    regex(r"<(?:img|video)\b", re.IGNORECASE),
    regex(rf"\.(?:{'|'.join(sorted(ending.removeprefix('.') for ending in FEW))})\b", re.IGNORECASE),
)
_ADDRESS = regex(r"(?![/\\]|[A-Za-z][\w+.-]*:)[^?#]+")  # a path from the page, without query and fragment
_SIZES = "(min-width: 48em) 46rem, 100vw"
_TALLEST = 720  # pixels: a picture fits on the screen


def responsive(build: Build, html: str, page: Page, files: Files) -> str:
    """Return the text of a page with pictures in the sizes that screens need; note what people cannot see or open."""
    if not any(wanted.search(html) for wanted in _WANTED):
        return html
    from turbohtml import parse

    sources = build.media(files)
    by_facts = {Path(one.path).name for one in files_of(build.facts)} if build.facts else set()
    base = posixpath.dirname(page.file.dest_uri)
    body = parse(f"<body>{html}", source_locations=True).find("body")
    out, at, skip = [], 0, len("<body>")
    for element in body.find_all(["img", "video", "a"]) if body else ():
        where = element.source_location
        if where is None or where.start_tag is None:
            continue
        start, end = where.start_tag.start_offset - skip, where.start_tag.end_offset - skip
        key, inner = "href" if element.tag == "a" else "src", element.find("source") or element
        named = str(element.attrs.get(key) or inner.attrs.get(key) or "")
        target = _target(base, named)
        source = sources.get(target or "")
        if element.tag == "img" and target is not None:
            tag = _img(build, page, dict(element.attrs), named, source)
            if tag:
                out += [html[at:start], tag]
                at = end
        elif element.tag != "img" and source is not None and source.suffix.lower() in FEW:
            spot, name = _at(page, Path(named).name, office(named)), Path(unquote(named)).name
            if spot.excerpt or name not in by_facts:  # those are told where the facts name them
                build.written.append(Written("file-format", spot))
        silent = "muted" in element.attrs or "data-signed" in element.attrs
        if element.tag == "video" and element.find("track") is None and not silent:
            what = "this film has no captions: who does not hear it learns nothing"
            build.written.append(Written("video-captions", _at(page, "<video", Problem(what))))
    return "".join([*out, html[at:]])


def _target(base: str, address: str) -> str | None:
    """Return the file of the output that a relative address names; None for any other address."""
    path = _ADDRESS.match(address)
    return posixpath.normpath(posixpath.join(base, unquote(path[0]))) if path else None


def _img(build: Build, page: Page, given: dict[str, object], named: str, source: Path | None) -> str:
    """Return the tag of a picture with smaller copies of it, "" when it is fine as it is."""
    if source is None:
        return ""
    if source.suffix.lower() in UNSHOWN:
        build.written.append(Written("picture-format", _at(page, source.name, unshown(source))))
        return ""
    try:
        width, height = dimensions(source)
        target = _target(posixpath.dirname(page.file.dest_uri), named) or ""
        folder = Path(build.config.site_dir, posixpath.dirname(target))
        copies = {} if "srcset" in given or (width or 0) <= 480 else smaller_copies(source, folder)
    except PraxisError as error:
        spots = (_at(page, source.name, problem) for problem in error.problems)
        build.written += [Written("picture-format", spot) for spot in spots]
        return ""
    if not copies or not width or not height:
        return ""
    made = dict(zip(("src", "srcset"), addresses(named, copies), strict=True))
    shown = min(height, _TALLEST)  # so that the frame is as wide as the picture
    size = {"width": round(width * shown / height), "height": shown}
    added = {"sizes": _SIZES, **size, "loading": "lazy", "decoding": "async"}
    if "width" in given:
        del added["height"]  # it would go with another width
    attributes = {**added, **given, **made}
    filled = (
        Markup(' {}="{}"').format(name, "" if value is None else value) for name, value in attributes.items()
    )
    return f"<img{''.join(filled)}>"


def _at(page: Page, needle: str, problem: Problem) -> Problem:
    """Return a problem with the line of the page's own file that holds a word."""
    path = Path(page.file.abs_src_path or page.file.src_uri)
    spot = find_line(path, f"{re.escape(needle)}|{re.escape(unquote(needle))}")
    return (spot or Problem("", display_path(path), 1))._replace(what=problem.what, fix=problem.fix)


def check_facts_files(build: Build, facts: Facts, docs: Path) -> None:
    """Note files of the facts that not everybody can open. Raises PraxisError for those that are not there or not shown."""
    if problems := list(unfit(facts, docs)):
        raise PraxisError(*problems)
    for one in files_of(facts):
        if Path(one.path).suffix.lower() in FEW:
            build.written.append(Written("file-format", placed(one, office(one.path), facts)))
        elif one.picture and (problem := small(docs / one.path)):
            build.written.append(Written("picture-format", placed(one, problem, facts)))


# Files whose words may name a picture.
_WORDS = frozenset({".html", ".htm", ".xhtml", ".css", ".js", ".mjs", ".json", ".webmanifest", ".xml", ".rss", ".atom", ".svg", ".txt", ".csv", ".ics", ".vcf", ".md", ".php", ".vtt", ".yml", ".yaml"})  # fmt: skip
_SEARCH = "search/search_index.json"  # of MkDocs: what people read, and addresses of pages
_TEXT = regex(rb"(<(script|style)\b.*?</\2)|(?<=>)[^<]+(?=<)", re.DOTALL | re.IGNORECASE)


def drop_originals(site: Path, given: Collection[str]) -> tuple[str, ...]:
    """Remove from a site the pictures of which smaller copies were made and that nothing in it names; return their names.

    `given` are the files of docs/, by their place in the site: what is called like a copy of one and was not given is a copy.
    """
    found = {path.relative_to(site).as_posix() for path in site.rglob("*.webp")} - set(given)
    waiting = {made_of for name in found if (made_of := original_of(name, given)) != name}
    waiting = {name for name in waiting if (site / name).is_file() and not (site / name).is_symlink()}
    for text in _texts(site) if waiting else ():
        waiting = {name for name in waiting if not any(form in text for form in _forms(name))}
        if not waiting:
            break
    for name in waiting:
        (site / name).unlink()
    return tuple(sorted(waiting))


def _texts(site: Path) -> Iterator[bytes]:
    """Yield what the files of a site say; of pages only what stands in tags and code, where alone a browser reads names."""
    for path in site.rglob("*"):
        kind = path.suffix.lower()
        if kind in _WORDS and path != site / _SEARCH and path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            yield _TEXT.sub(rb"\1", data) if kind in {".html", ".htm"} else data


def _forms(name: str) -> set[bytes]:
    """Return how the last part of a picture's path may be spelt."""
    last = name.rpartition("/")[2]
    forms = {last, quote(last), quote(last, safe="()!*',"), escape(last), json.dumps(last)[1:-1]}
    return {form.encode("utf-8", "surrogateescape") for form in forms}
