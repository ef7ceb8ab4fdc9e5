"""The context in which a component is rendered: facts, page, date, language."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from mkdocs_praxis.practice.model import Facts, Practice, Profession
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import Name
from mkdocs_praxis.web.url import path_to_url

# What to do about a path of a file that is not there.
_NO_PRACTICE = Practice(name=Name(""), professions=(Profession(kind="sonstige"),), suited_numbers=False)
_NO_FACTS = Facts(practice=_NO_PRACTICE)


@dataclass(frozen=True, slots=True)
class Setting:
    """The context of rendering a component.

    `link` turns a path below docs_dir (`anfahrt.md`, `bilder/plan.svg`) into a URL relative to the page, None if there is no
    such file. `legal` renders the text of a legal page; `overrides` are folders with templates of the site.
    """

    facts: Facts | None = None
    language: str = "en"
    today: dt.date = dt.date.min
    docs_dir: Path | None = None
    site_dir: Path | None = None
    link: Callable[[str], str | None] = lambda path: path
    site_url: str = ""
    page: tuple[str, str] = ("", "")  # URL and title
    asks: Callable[[], None] = lambda: None  # called when a component uses `page`
    overrides: Sequence[Path] = ()
    legal: Callable[[str], str] | None = None
    strict: bool = False  # the level `strict` applies: no links to social networks

    @property
    def known(self) -> Facts:
        """The facts; empty ones on a site without."""
        return self.facts or _NO_FACTS


def linker(base: str, pages: Mapping[str, str] | None, docs_dir: Path | None) -> Callable[[str], str | None]:
    """Return a function that maps a path below docs_dir to a URL that begins with `base`, None if there is no such file.

    `pages` maps the path of each Markdown page to its URL relative to the root. An empty path is the root of the site.
    """

    def link(path: str) -> str | None:
        if not path:
            return base
        if pages is not None and path in pages:
            return base + pages[path].removeprefix("./")
        missing = docs_dir is not None and not (docs_dir / path).is_file()
        return None if missing or (pages is not None and path.endswith(".md")) else base + path_to_url(path)

    return link
