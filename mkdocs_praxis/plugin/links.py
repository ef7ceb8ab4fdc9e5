"""Dead links to the own site in finished pages, located in the source, with suggestions of what was meant; documents without a link."""

import posixpath
import re
from collections.abc import Container, Iterable, Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File

from mkdocs_praxis.components.files import OFFICE
from mkdocs_praxis.components.suggestions import Suggestions, dialled
from mkdocs_praxis.files import regular_files
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.mkdocs_yml import config_problem
from mkdocs_praxis.plugin.places import config_file, display_path, find_line, override_files
from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.policy.model import Severity, Written
from mkdocs_praxis.problem import Problem, Said, msg
from mkdocs_praxis.web.url import file_address, file_name, resolve


def whole_address(raw: str) -> str:
    """Return a pattern for an address in Markdown, HTML or YAML that does not match within a longer address."""
    return rf"(?<![^\s\"'(=<]){re.escape(raw)}(?![^\s\"')>])"


# What shows no link and no picture though it may spell one.
_UNSHOWN = regex(r"<!--.*?-->|<(script|style|template|textarea)\b.*?</\1", re.DOTALL | re.IGNORECASE)
_TAG = regex(r"<(?:a|area|img|source|video|audio|track)\s[^<>]*>", re.IGNORECASE)
_ADDRESS = regex(r"""\s(?:href|src|poster)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_LINKS = frozenset({"a", "area"})
# On one's own machine, or in the practice's network
_AT_HOME = regex(r"file:|[A-Za-z]:[\\/]|\\\\\w|https?://(?:localhost|127\.|192\.168\.)", re.IGNORECASE)
_DIALLED = regex(r"tel:\+?[\d().-]{3,}(?:;[\w=+-]+)*", re.IGNORECASE)
_BOX = r"[^\s@,]+@[^\s@,.]+(?:\.[^\s@,.]+)+"
_MAILED = regex(rf"mailto:{_BOX}(?:,{_BOX})*", re.IGNORECASE)
_NO_APP = {
    "tel:": "'{link}' is no number that every phone can dial: digits only, with + or 0 at the beginning",
    "mailto:": "'{link}' is no address that a mail program can write to",
}


class _Named(NamedTuple):
    """An address as a page names it, and whether a person follows it (else the browser fetches it).

    `file` is what it asks for in the site: "" for the first page, None for a place on one's own machine.
    """

    raw: str
    file: str | None
    link: bool


def dead_links(build: Build, site: Path, config: MkDocsConfig, names: Suggestions) -> Iterator[Written]:
    """Yield what pages name, or mkdocs.yml for every page, and nobody put into the site.

    A tag that led somewhere from a folder leads there from each page in it: it is looked at once.
    """
    yield from _lost_everywhere(build, site, config)
    told = {(one.problem.file, one.problem.line, one.problem.column) for one in build.written}
    wanting = (leaf for leaf in nav_pages(config.nav) if not Path(config.docs_dir, leaf).exists())
    # told once, where the menu is written
    menu = {part for leaf in wanting for part in (leaf.replace("\\", "/"), leaf.partition("#")[0])}
    fine: dict[str, set[str]] = {}
    files = regular_files(site)
    for page, path in files.items():
        html = Path(path).read_text(encoding="utf-8", errors="replace") if page.endswith(".html") else ""
        known = fine.setdefault(page.rpartition("/")[0], set())
        new = [tag for tag in dict.fromkeys(_TAG.findall(html)) if tag not in known]
        if not new or "<base" in html:
            continue
        shown_part = _UNSHOWN.sub("", html)
        for tag in (tag for tag in new if tag in shown_part):
            named = (one for one in _named(build, page, tag) if one.file not in menu)
            gone = [one for one in named if not _is_there(files, one.file)]
            if not gone:
                known.add(tag)
            for one in gone:
                problem = _told(build, page, one, config, names)
                place = problem.file or "", problem.line, problem.column
                if place not in told:
                    told.add(place)
                    yield Written("dead-link", problem, Severity.WARNING if one.link else None)


def but_for(written: Iterable[Written], page: str, docs: Path) -> list[Written]:
    """Return what was told, without that no menu leads to a page."""
    kept, line = [], rf"\n  - [^\n]*: {re.escape(page)}(?=\n|\Z)"
    for one in written:
        problem, fix = one.problem, one.problem.fix
        if one.rule == "page-not-in-menu" and isinstance(fix, Said) and "lines" in fix.values:
            if problem.file == display_path(docs / page):
                continue
            values = fix.values | {"lines": re.sub(line, "", str(fix.values["lines"]))}
            problem = problem._replace(fix=msg(fix.template, **values))
        kept.append(one._replace(problem=problem))
    return kept


def unlinked_documents(site: Path, config: MkDocsConfig, files: Iterable[File]) -> Iterator[Written]:
    """Yield the office documents among the pages that no page names: a list of patients is published as well as a form."""
    documents = [file for file in files if posixpath.splitext(file.dest_uri)[1].lower() in OFFICE]
    documents = [file for file in documents if (site / file.dest_uri).is_file()]
    for path in site.rglob("*.html") if documents else ():
        html = unquote(unescape(path.read_text(encoding="utf-8", errors="replace")))
        documents = [file for file in documents if posixpath.basename(file.dest_uri) not in html]
    for source in filter(None, (file.abs_src_path for file in documents)):
        what = (
            "no page links this document, and it is published: whoever knows or guesses its address reads it"
        )
        fix = msg("Link it on a page, or move it out of {folder}/.", folder=Path(config.docs_dir).name)
        yield Written("no-effect", Problem(what, display_path(Path(source)), 1, fix=fix))


def _named(build: Build, page: str, tag: str) -> Iterator[_Named]:
    """Yield the addresses of the own site that a tag names, without those of the page itself."""
    for found in _ADDRESS.finditer(tag):
        raw = unescape(next(part for part in (*found.groups(), "") if part is not None)).strip()
        url = resolve(raw, file_address(build.own, page)) if raw and not raw.startswith("#") else None
        file = file_name(build.own, url.href) if url is not None else None
        app = next((app for app in _NO_APP if raw.lower().startswith(app)), None)
        if app:
            to, asks, _ = raw.partition("?")
            known = _DIALLED if app == "tel:" else _MAILED
            if not known.fullmatch(unquote(to)) and not (asks and to.lower() == "mailto:"):
                yield _Named(raw, None, link=True)
        elif _AT_HOME.match(raw):
            yield _Named(raw, None, link=False)
        elif file is not None:
            yield _Named(raw, file, tag[1:].split(None, 1)[0].lower() in _LINKS)


def _is_there(files: Container[str], file: str | None) -> bool:
    served = () if file is None else (file, f"{file}/index.html", f"{file}.html")
    return any(posixpath.normpath(one).lstrip("/") in files for one in served)


def _told(build: Build, page: str, one: _Named, config: MkDocsConfig, names: Suggestions) -> Problem:
    docs = Path(config.docs_dir).resolve()
    what = msg("'{link}' leads nowhere: there is no such file in {folder}/", link=one.raw, folder=docs.name)
    fix, written = None, whole_address(one.raw)
    source = Path(build.sources.get(page, page)).resolve()
    if one.file is None and one.link:
        app = next(app for app in _NO_APP if one.raw.lower().startswith(app))
        what = msg(_NO_APP[app], link=unquote(one.raw))
        number = dialled(unquote(one.raw)) or "tel:+4922123125770"
        fix = number if app == "tel:" else "mailto:praxis@example.de"
        fix = msg("Write it so: {link}", link=fix)
    elif one.file is None:
        what = msg("'{link}' is a place on your own computer: nobody else sees anything there", link=one.raw)
        fix = msg("Put the file into {folder}/, and write its path from there.", folder=docs.name)
    elif one.raw[:1] != "/" and ((docs / one.file).is_file() or (source.parent / one.raw).is_file()):
        what = msg("'{link}' leads nowhere: in HTML a link names the finished page", link=one.raw)
        form = (
            "Write the link in Markdown: [words]({link})"
            if one.link
            else "Write the picture in Markdown: ![words]({link})"
        )
        fix, written = msg(form, link=one.raw), rf"(?<=[=\"']){re.escape(one.raw)}(?![^\s\"'>])"
    elif one.link:
        what = msg("'{link}' leads nowhere: the site has no such page or file", link=one.raw)
    if one.file is not None and fix is None and source.is_relative_to(docs):
        fix = names.meant(one.raw, source.relative_to(docs).as_posix())
    places = (find_line(file, written, unescape) for file in _written_in(build, page, config))
    spot = next(filter(None, places), Problem("", build.sources.get(page, page), 1))
    return spot._replace(what=what, fix=fix)


def _written_in(build: Build, page: str, config: MkDocsConfig) -> Iterator[Path]:
    """Yield the files in which somebody may have written what a page shows: its own first."""
    if page in build.sources:
        yield Path(build.sources[page])
    yield from override_files(config)
    if build.facts is not None:
        yield from sorted(build.facts.folder.glob("*.yml"))
    yield config_file(config)


def nav_pages(nav: object) -> Iterator[str]:
    """Yield the pages and addresses of a menu."""
    if isinstance(nav, str):
        yield nav
    for one in nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ():
        yield from nav_pages(one)


def _lost_everywhere(build: Build, site: Path, config: MkDocsConfig) -> Iterator[Written]:
    file = config_file(config)
    for leaf in nav_pages(config.nav):
        if joined := re.fullmatch(r"([^/:]+):( *)(?!//)(\S+\.md)", leaf):
            fix = (
                "Take the quotation marks away: {line}"
                if joined[2]
                else "Write a space behind the colon: {line}"
            )
            fix = msg(fix, line=f"- {joined[1]}: {joined[3]}")
            build.written[:] = but_for(build.written, joined[3], Path(config.docs_dir))
            docs = Path(config.docs_dir).name
            what = msg("the menu names {page}, which is not in {folder}/", page=leaf, folder=docs)
            yield Written("dead-link", config_problem(file, (leaf,), what, fix))
    for option in ("extra_css", "extra_javascript"):
        for one in config[option]:
            path = str(one).partition("?")[0].partition("#")[0]
            if re.match(r"[/\\]|[A-Za-z][\w+.-]*:", path) or not path or (site / path).is_file():
                continue
            what = msg("{key} names {value}, which is not there", key=option, value=path)
            yield Written("dead-link", config_problem(file, (path, option), what, ""))
