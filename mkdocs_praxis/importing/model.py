"""Data types of an import: the old website, guesses, results."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup

from mkdocs_praxis.importing.addresses import HERE, NewPaths
from mkdocs_praxis.importing.lines import lines_of

UNTITLED = "Ohne Titel"
Facts = dict[str, Any]  # an entry of a file of facts, by its German keys


@dataclass(slots=True)
class OldPage:
    """One page of the old website. `path` is that of its old address, with a leading slash."""

    path: str
    title: str
    html: str  # its content, without header, footer and menus
    date: dt.date | None = None  # for a post
    language: str = ""
    around: tuple[str, ...] = ()  # lines of text outside its content (header, footer, sidebar), without menus
    data: tuple[str, ...] = ()  # facts in its JSON-LD, as lines of text
    named: str = ""  # its <title>
    heads: tuple[str, ...] = ()  # all first-level headings, also outside its content
    file: str = ""  # the path of its file, if it differs from its URL

    @property
    def base(self) -> str:
        """The path against which its links resolve: that of its file."""
        return self.file or self.path

    def soup(self) -> BeautifulSoup:
        """Return its content, parsed."""
        return BeautifulSoup(self.html, "html.parser")

    def lines(self) -> list[str]:
        """Return the lines of its content."""
        return lines_of(self.soup())


@dataclass(slots=True)
class OldSite:
    """The old website, as read."""

    name: str = ""
    url: str = ""  # "" if unknown
    pages: list[OldPage] = field(default_factory=list)
    menu: list[tuple[str, str]] = field(default_factory=list)  # (text, old path), in order
    folder: Path | None = None  # folder with images and documents; None for a WordPress file
    below: str = ""  # the subfolder of the site
    problems: list[str] = field(default_factory=list)  # files that could not be read
    left: list[str] = field(default_factory=list)  # pages that were not published
    stand_ins: list[str] = field(default_factory=list)  # placeholders of plugins, with their page
    closed: frozenset[Path] = frozenset()  # folders that the server keeps from visitors
    overviews: list[str] = field(default_factory=list)  # paths of pages that only list others
    twins: dict[str, str] = field(default_factory=dict)  # paths of copies of a page → its path

    @property
    def origin(self) -> str:
        """Scheme and host of its address, or what stands in for them."""
        return "/".join(self.url.split("/")[:3]) or HERE

    @property
    def root(self) -> str:
        """The path of its first page: / or, of a site in a folder, /praxis/."""
        return "/" + "".join(self.url.split("/", 3)[3:])


@dataclass(frozen=True, slots=True)
class Guess:
    """A recognised fact, with the path of its page."""

    value: str
    path: str


class Hours(NamedTuple):
    """Recognised hours, with the path of their page."""

    rows: tuple[tuple[str, str], ...]  # (days, times), as written
    path: str


@dataclass(slots=True)
class Guesses:
    """All recognised facts, by the keys of `praxis new`."""

    facts: dict[str, Guess] = field(default_factory=dict)
    hours: dict[str, Hours] = field(default_factory=dict)  # by the keys of zeiten.yml
    others: dict[str, str] = field(default_factory=dict)  # other addresses → their pages
    people: list[tuple[Facts, str]] = field(default_factory=list)  # entries of team.yml, with their pages
    services: list[tuple[Facts, str]] = field(default_factory=list)

    @property
    def country(self) -> str:
        """The country of the practice: de, at or ch."""
        return self.facts["country"].value if "country" in self.facts else "de"


@dataclass(slots=True)
class ConvertedPage:
    """A converted page, and files and embeds in its content."""

    markdown: str
    pictures: set[str] = field(default_factory=set)  # old paths of own files that it shows or links
    undescribed: int = 0  # images without alt text
    foreign: set[str] = field(default_factory=set)  # URLs of hotlinked images
    embeds: list[str] = field(default_factory=list)  # embeds that became a URL
    unnamed: list[str] = field(default_factory=list)  # embeds of which the code has no URL, in words
    empty: bool = False  # the old page has no content before a script runs
    lost: list[str] = field(default_factory=list)  # links to own pages that are missing: words and path
    forms: int = 0
    shares: int = 0  # number of removed share links
    rest: bool = False  # what was on the page besides is facts now


@dataclass(slots=True)
class Import:
    """The result of an import."""

    site: OldSite
    guesses: Guesses
    pages: dict[str, ConvertedPage] = field(default_factory=dict)  # by old path
    where: NewPaths = field(default_factory=NewPaths)
    files: int = 0
    platforms: list[str] = field(default_factory=list)  # links to networks and review portals, with a page
    unused: list[str] = field(default_factory=list)  # own files without a reference
    missing: list[str] = field(default_factory=list)  # own files that pages refer to, but that are missing
    # Texts that every old page repeated, and that were removed.
    frame: list[str] = field(default_factory=list)
    redirects: list[tuple[str, str]] = field(default_factory=list)
    legal: list[OldPage] = field(default_factory=list)  # legal pages, which are generated from facts
