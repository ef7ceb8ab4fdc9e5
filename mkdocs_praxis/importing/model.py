"""What is known of an old website before anything is written."""

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_praxis.importing.addresses import Places


@dataclass(slots=True)
class OldPage:
    """One page of the old website. `path` is that of its old address, with a leading slash."""

    path: str
    title: str
    html: str  # its content, without the frame of the site
    date: dt.date | None = None  # of a post
    language: str = ""
    around: tuple[str, ...] = ()  # words beside its content: head, foot and side of the site, without menus
    named: str = ""  # what its <title> says
    heads: tuple[str, ...] = ()  # its headings of the first level, of the site's frame too
    file: str = ""  # the path at which its file lies, where its address is another

    @property
    def base(self) -> str:
        """The path from which its links count: they were written, or saved, for the place of its file."""
        return self.file or self.path


@dataclass(slots=True)
class OldSite:
    """The old website as it was found."""

    name: str = ""
    url: str = ""  # "" when nothing says it
    pages: list[OldPage] = field(default_factory=list)
    menu: list[tuple[str, str]] = field(default_factory=list)  # words and old path, in order
    folder: Path | None = None  # where own pictures and documents lie; None for a WordPress file
    below: str = ""  # the part of that folder that is the site's
    problems: list[str] = field(default_factory=list)  # what could not be read
    left: list[str] = field(default_factory=list)  # pages that were not published
    stand_ins: list[str] = field(
        default_factory=list
    )  # what extensions fill when a page is shown, and its page
    twins: dict[str, str] = field(default_factory=dict)  # paths of copies of a page, and its own


@dataclass(frozen=True, slots=True)
class Guess:
    """A fact that seems to stand on the old website, and the path of the page where."""

    value: str
    path: str


@dataclass(slots=True)
class Guesses:
    """Everything that was recognised; a key is what `new` calls it."""

    facts: dict[str, Guess] = field(default_factory=dict)
    hours: tuple[tuple[str, str], ...] = ()  # days and times, as they are written
    hours_path: str = ""


@dataclass(slots=True)
class Made:
    """A page made of an old one, and what its content asks for."""

    markdown: str
    pictures: set[str] = field(default_factory=set)  # old paths of own files that are shown or linked
    undescribed: int = 0  # pictures that nothing says in words
    foreign: set[str] = field(default_factory=set)  # addresses of pictures that lie elsewhere
    embeds: list[str] = field(default_factory=list)  # what became an address
    forms: int = 0
    shares: int = 0  # links that only share the page, and were left out


@dataclass(slots=True)
class Brought:
    """What came along."""

    site: OldSite
    guesses: Guesses
    pages: dict[str, Made] = field(default_factory=dict)  # by old path
    where: Places = field(default_factory=Places)
    files: int = 0
    unused: list[str] = field(default_factory=list)  # own files that no page shows or links
    missing: list[str] = field(default_factory=list)  # own files that the old pages name and the export lacks
    frame: list[str] = field(
        default_factory=list
    )  # words that every old page repeated, and that were left out
    redirects: list[tuple[str, str]] = field(default_factory=list)
    legal: list[OldPage] = field(default_factory=list)  # pages that are made anew from the facts
