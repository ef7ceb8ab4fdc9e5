"""Pages that only list others, such as a blog's for each category, tag, author and month: what they say stands where they lead."""

from pathlib import PurePosixPath

from bs4 import BeautifulSoup

from mkdocs_praxis.importing.export import links_of
from mkdocs_praxis.importing.lines import lines_of
from mkdocs_praxis.importing.model import OldPage, OldSite
from mkdocs_praxis.importing.shapes import PATTERNS

_EXCERPT, _COUNTED = 40, 3  # characters of what is more than a title, and of the number of a page


def remove_overviews(site: OldSite) -> None:
    """Remove them unless the menu leads there; their addresses lead to the first page of each."""
    known = {path: page for page in site.pages for path in (page.path, page.base)}
    texts: dict[str, str] = {}  # of the pages to which they lead
    kept = {"/", *(path for _, path in site.menu)}
    for page in list(site.pages):
        soup = page.soup()
        paths = [path for _, path in links_of(soup, page.base) if known.get(path, page) is not page]
        if (
            kept.isdisjoint((page.path, page.base))
            and paths
            and _says_no_more(soup, [known[path] for path in paths], texts)
        ):
            site.pages.remove(page)
            site.overviews.append(page.path)
            del known[page.base]
            known.pop(page.path, None)
            site.twins |= dict.fromkeys((page.path, page.base), paths[0])


def _says_no_more(soup: BeautifulSoup, others: list[OldPage], texts: dict[str, str]) -> bool:
    """Whether all text and pictures of a page stand on others, and more than their titles."""
    for page in others:
        if page.path not in texts:
            lines = page.lines()
            texts[page.path] = " ".join(" ".join([page.title, *lines]).split())
    there = " ".join(texts[page.path] for page in others)
    pictures = "".join(page.html for page in others)
    links = {id(link) for link in soup.select("a[href]")}
    said = [
        part for line in lines_of(soup, links) for part in PATTERNS["cut excerpt"].split(line.lstrip("# ☎"))
    ]
    names = (PurePosixPath(str(one.get("src") or "")).name for one in soup.find_all("img"))
    return (
        any(len(part) > _EXCERPT for part in said)
        and all(len(part) <= _COUNTED or part in there for part in said)
        and all(PATTERNS["smaller copy"].sub("", name).rpartition(".")[0] in pictures for name in names)
    )
