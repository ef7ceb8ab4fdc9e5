"""An HTML export (or a copy made by a crawler) as an old website."""

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from mkdocs_praxis.importing.model import OldPage, OldSite
from mkdocs_praxis.importing.tidy import straightened
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.web.source import decode
from mkdocs_praxis.web.url import resolve

_PAGES = frozenset({".html", ".htm", ".xhtml"})
# Where generators and site builders put what is a page's own, most telling first.
_CONTENT = (
    "main",
    "[role=main]",
    "#main",
    "#content",
    ".entry-content",
    ".post-content",
    "article",
    "#inhalt",
    ".content",
)
# What belongs to the frame of a site wherever it stands.
_FRAME = "script, style, noscript, template, nav, [role=navigation], footer, [role=contentinfo], .sidebar, .breadcrumb, .breadcrumbs, .skip-link, [hidden]"
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "nav", "head", "title", "svg", "button", "form"}
)
# What is no name of a practice, whatever stands in the title of a page.
_NO_NAMES = frozenset(
    {
        "start",
        "startseite",
        "home",
        "willkommen",
        "team",
        "über uns",
        "kontakt",
        "impressum",
        "leistungen",
        "aktuelles",
    }
)
_HERE = "https://alte-website.invalid"


def read_export(folder: Path) -> OldSite:
    """Read every page below a folder. Raises PraxisError when there is none."""
    site = OldSite(folder=folder)
    framed: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in _PAGES or path.is_symlink() or path.stem == "404" or not path.is_file():
            continue
        name = name_of(path, folder)
        try:
            soup = straightened(read_html(decode(path.read_bytes()).text))
        except (OSError, ValueError) as error:
            site.problems.append(f"{name}: {error}")
            continue
        if soup.select_one("meta[http-equiv=refresh i]") and len(soup.get_text(strip=True)) < 200:
            continue
        if frames := soup.select("frame[src]"):
            framed[address_of(name)] = [str(frame["src"]) for frame in frames]
            site.name = _name(soup) or site.name
            continue
        site.pages.append(_page(address_of(name), soup))
        first = name in {"index.html", "index.htm"}
        if first or not site.menu:
            site.menu = _menu(soup, address_of(name)) or site.menu
        if first or (not site.name and "praxis" in _name(soup).lower()):
            site.name = _name(soup) or site.name
            site.url = _url(soup) or site.url
    for address, sources in framed.items():
        _unframe(site, address, sources)
    if not site.pages:
        raise PraxisError(
            Problem(
                msg("{folder} holds no HTML page", folder=folder),
                fix="name the folder of an HTML export, or a WordPress file (.xml)",
            )
        )
    return site


def read_html(text: str) -> BeautifulSoup:
    """Return a page as a browser understands it: open paragraphs and list entries are closed where they end."""
    import turbohtml

    return BeautifulSoup(turbohtml.parse(text).html, "html.parser")


def _unframe(site: OldSite, path: str, sources: list[str]) -> None:
    """Put the frame that says most in place of a frameset, what stands in others above it; one that only leads to others is the menu."""
    within = [resolve(source, _HERE + path) for source in sources]
    names = [unquoted(url.href.removeprefix(_HERE)) for url in within if url and url.origin == _HERE]
    held: list[OldPage] = []
    for page in [page for name in names for page in site.pages if page.path == name]:
        soup = BeautifulSoup(page.html, "html.parser")
        links = [one for one in soup.select("a[href]") if one.get_text(strip=True)]
        words = " ".join(soup.get_text(" ").split())
        if links and words == " ".join(" ".join(one.get_text(" ").split()) for one in links):
            site.menu = _links(soup, page.path)
            site.pages.remove(page)
        else:
            held.append(page)
    if not held:
        return
    start = max(held, key=lambda page: len(BeautifulSoup(page.html, "html.parser").get_text()))
    site.menu = [(told, path if old == start.path else old) for told, old in site.menu]
    start.path = path
    for page in held:  # what stands above and beside it
        if page is not start:
            start.html = f"<p>{page.title}</p>{page.html}{start.html}"
            site.pages.remove(page)


def told(name: bytes) -> str:
    """Return a name of the old website as people read it: old ones are no UTF-8 but of Western Europe."""
    try:
        return name.decode("utf-8")
    except UnicodeDecodeError:
        return name.decode("latin-1")


def unquoted(address: str) -> str:
    """Return what an address of the old website names."""
    return told(unquote_to_bytes(address))


def name_of(path: Path, folder: Path) -> str:
    """Return how a file is called in the folder of the old website."""
    return told(os.fsencode(path.relative_to(folder).as_posix()))


def file_of(name: str, folder: Path) -> Path:
    """Return the file that is called so."""
    path = folder / name
    western = name.encode("latin-1", "ignore")
    return path if path.exists() or told(western) != name else folder / os.fsdecode(western)


def address_of(name: str) -> str:
    """Return the path of the address at which servers hand a file out: /kontakt/ for kontakt/index.html."""
    return "/" + (name.removesuffix("index.html").removesuffix("index.htm") if "index.htm" in name else name)


def _page(path: str, soup: BeautifulSoup) -> OldPage:
    content = (
        next((found for select in _CONTENT if (found := _longest(soup, select))), None) or soup.body or soup
    )
    heading = content.find("h1") or soup.find("h1")
    title = heading.get_text(" ", strip=True) if heading else ""
    title = title or (
        soup.title.get_text(" ", strip=True).split(" | ")[0].split(" – ")[0] if soup.title else ""
    )
    language = str(soup.html.get("lang") or "") if soup.html else ""
    around = _around(soup, content)
    for one in content.select(_FRAME):
        one.decompose()
    for one in content.find_all("header", recursive=False) if content.name == "body" else ():
        one.decompose()
    if heading is not None and not heading.decomposed and heading in content.descendants:
        heading.decompose()
    twice = content.find(["h2", "h3"])
    if isinstance(twice, Tag) and twice.get_text(" ", strip=True) == title:
        twice.decompose()
    return OldPage(
        path, title or "Ohne Titel", content.decode_contents(), language=language[:2].lower(), around=around
    )


def _around(soup: BeautifulSoup, content: Tag | BeautifulSoup) -> tuple[str, ...]:
    """Return the words that a page has beside its content, a line each, and in its foot; menus are told by their links."""
    found: dict[str, None] = {}
    for text in soup.find_all(string=True):
        parents = list(text.parents)
        names = {parent.name for parent in parents}
        foot = any(parent.name == "footer" or parent.get("role") == "contentinfo" for parent in parents)
        if (
            type(text) is not NavigableString
            or names & _UNSEEN
            or (content in parents and not foot)
            or (text.parent and text.find_parent("a"))
        ):
            continue
        if words := " ".join(str(text).split()):
            found[words] = None
    return tuple(found)


def _longest(soup: BeautifulSoup, select: str) -> Tag | None:
    found = [one for one in soup.select(select) if one.get_text(strip=True)]
    return max(found, key=lambda one: len(one.get_text()), default=None)


def _menu(soup: BeautifulSoup, base: str) -> list[tuple[str, str]]:
    """Return words and old paths of the longest list of own links in a navigation."""
    menus = [_links(nav, base) for nav in soup.select("nav, [role=navigation], #menu, .menu, header")]
    return max(menus, key=len, default=[])


def _links(part: Tag, base: str) -> list[tuple[str, str]]:
    entries: dict[str, str] = {}
    for link in part.select("a[href]"):
        url = resolve(str(link["href"]), _HERE + base)
        words = link.get_text(" ", strip=True)
        if url and url.origin == _HERE and words and "#" not in url.href:
            entries.setdefault(address_of(unquoted(url.href.removeprefix(_HERE + "/")).split("?")[0]), words)
    return [(words, path) for path, words in entries.items()]


def _name(soup: BeautifulSoup) -> str:
    tag = soup.select_one('meta[property="og:site_name"]')
    if tag and tag.get("content"):
        return str(tag["content"]).strip()
    title = soup.title.get_text(" ", strip=True) if soup.title else ""
    parts = [part.strip() for part in title.replace(" – ", " | ").replace(" - ", " | ").split(" | ")]
    parts = [part for part in parts if part.lower() not in _NO_NAMES]
    return max(parts, key=lambda part: ("praxis" in part.lower(), len(part)), default="")


def _url(soup: BeautifulSoup) -> str:
    tag = soup.select_one("link[rel=canonical]") or soup.select_one('meta[property="og:url"]')
    url = resolve(str(tag.get("href") or tag.get("content") or ""), "about:blank") if tag else None
    return f"{url.origin}/" if url and url.scheme in {"http", "https"} else ""
