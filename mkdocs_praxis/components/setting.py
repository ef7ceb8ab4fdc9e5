"""What components are made for: a page of a site, on a day, in a language."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.web.url import path_to_url


@dataclass(frozen=True, slots=True)
class Setting:
    """What a component is rendered for.

    `link` turns a path below docs_dir (`anfahrt.md`, `bilder/plan.svg`) into an address relative to the page, or None when
    there is no such file. `legal` makes the text of a legal page as HTML; `overrides` are folders with own templates.
    """

    facts: Facts | None = None
    language: str = "en"
    today: dt.date = dt.date.min
    docs_dir: Path | None = None
    site_dir: Path | None = None
    link: Callable[[str], str | None] = lambda path: path
    site_url: str = ""
    page: tuple[str, str] = ("", "")  # address and title
    asks: Callable[[], None] = lambda: None  # called when a component asks which page it stands on
    overrides: Sequence[Path] = ()
    legal: Callable[[str], str] | None = None
    strict: bool = False  # policy `strict`: no links to social networks and the like


def linker(base: str, pages: Mapping[str, str] | None, docs_dir: Path | None) -> Callable[[str], str | None]:
    """Return a function from a path below docs_dir to an address that begins with `base`, or to None when nothing is there.

    `pages` maps the path of each Markdown page to its address below the site's. An empty path is the root of the site.
    """

    def link(path: str) -> str | None:
        if not path:
            return base
        if pages is not None and path in pages:
            return base + pages[path].removeprefix("./")
        missing = docs_dir is not None and not (docs_dir / path).is_file()
        return None if missing or (pages is not None and path.endswith(".md")) else base + path_to_url(path)

    return link
