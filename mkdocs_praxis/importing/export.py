"""Reads an HTML export (or a copy made by a crawler) into an OldSite."""

import html
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import Comment

from mkdocs_praxis.importing.addresses import HERE, address_of, host_without_www, name_of, path_of, unquoted
from mkdocs_praxis.importing.content import content_of
from mkdocs_praxis.importing.includes import closed_below, may_be_page, parts_of, rendered
from mkdocs_praxis.importing.lines import called, lines_of, words_of
from mkdocs_praxis.importing.mail import decode_addresses
from mkdocs_praxis.importing.model import OldPage, OldSite
from mkdocs_praxis.importing.parsing import read_html
from mkdocs_praxis.importing.shapes import PATTERNS, SHAPES
from mkdocs_praxis.importing.structured import structured_lines, structured_name
from mkdocs_praxis.importing.tables import is_menu
from mkdocs_praxis.importing.tidy import cleaned
from mkdocs_praxis.importing.titles import set_titles
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.url import Url, resolve

_REFRESH = "meta[http-equiv=refresh i]"


def read_export(folder: Path) -> OldSite:
    """Read all pages below a folder. Raises PraxisError if there is none."""
    site = OldSite(folder=folder, closed=closed_below(folder))
    framed: dict[str, tuple[str, list[str]]] = {}
    claims: dict[str, Url] = {}
    seen: dict[str, str] = {}
    files = list(_files(folder))
    parts = {part for path in files for part in parts_of(set(files), path, folder)}
    for path in files:
        if path in parts:
            continue
        name = name_of(path, folder)
        if not site.closed.isdisjoint(path.parents):
            site.left.append(f"{name} (mit Passwort oder gesperrt)")
            continue
        try:
            raw, more = rendered(path, folder)
            if not raw:
                continue
            site.stand_ins += [f"/{name}"] * more
            soup = None if PATTERNS["no page"].match(raw) else cleaned(decode_addresses(read_html(raw)))
        except (OSError, ValueError) as error:
            site.problems.append(f"{name}: {error}")
            continue
        if soup is None or (soup.select_one(_REFRESH) and len(soup.get_text(strip=True)) < 200):
            continue
        if frames := soup.select("frame[src]"):
            framed[address_of(name)] = _named(soup), [str(frame["src"]) for frame in frames]
            continue
        address = address_of(name)
        if claim := _claim(soup):
            claims[address] = claim
        if address == "/" or not site.menu:
            site.menu = _menu(soup, address, claim) or site.menu
        site.name = site.name or _told_name(soup)
        page = _page(address, soup)
        text = words_of(page.soup())
        if len(text) > 40 and (first := seen.setdefault(text, address)) != address:
            site.twins[address] = first
            continue
        site.pages.append(page)
    for address, (named, sources) in framed.items():
        _unframe(site, address, named, sources)
    if not site.pages:
        export = next(iter(sorted(folder.glob("*.xml"))), None)
        fix = "name the folder of an HTML export, or a WordPress file (.xml)"
        if export:
            fix = msg("if it is a WordPress export, name the file itself: {file}", file=export)
        raise PraxisError(msg("{folder} holds no HTML page", folder=folder), fix=fix)
    _claimed(site, claims)
    _below_host(site)
    set_titles(site)
    return site


def _told_name(soup: BeautifulSoup) -> str:
    """Return the name of the site that a page tells others."""
    tag = soup.select_one('meta[property="og:site_name"]')
    return (str(tag.get("content") or "").strip() if tag else "") or structured_name(soup)


def _files(folder: Path) -> Iterator[Path]:
    """Yield the files of pages, the first of a folder first: a copy of it is that of another name."""
    for path in sorted(folder.rglob("*"), key=lambda one: (one.parent, one.stem != "index", one)):
        if _is_page(path) and not PATTERNS["program folder"].match(name_of(path, folder)):
            yield path


def _is_page(path: Path) -> bool:
    """Whether a file is a page of the site: no error page, and no part of a page saved by a browser."""
    if not may_be_page(path) or path.is_symlink() or path.stem == "404" or not path.is_file():
        return False
    if path.parent.name == "hts-cache" or (path.parent / "hts-cache").is_dir():  # of HTTrack itself
        return False
    beside = path.parent.with_name(PATTERNS["saved files"].sub("", path.parent.name))
    saved = any(Path(f"{beside}{ending}").exists() for ending in (".html", ".htm"))
    return beside == path.parent or not saved


def _claim(soup: BeautifulSoup) -> Url | None:
    """Return the URL that a page declares, as canonical link, say."""
    saved = (
        PATTERNS["saved from"].search(text)
        for text in soup.find_all(string=lambda one: isinstance(one, Comment))
    )
    tags = soup.select("link[rel=canonical][href]"), soup.select('meta[property="og:url"][content]')
    raw = [html.unescape(found[1] or f"https://{found[2]}") for found in saved if found] + [
        str(one.get("href") or one["content"]) for some in tags for one in some
    ]
    urls = (resolve(one, "about:blank") for one in raw)
    return next((url for url in urls if url and url.scheme in {"http", "https"}), None)


def _claimed(site: OldSite, claims: dict[str, Url]) -> None:
    """Replace the paths of pages by their declared URLs: names of files saved by hand or by a crawler are arbitrary.

    URLs that two pages declare are ignored.
    """
    origins = Counter(url.origin for url in claims.values())
    if not origins:
        return
    site.url = f"{origins.most_common(1)[0][0]}/"
    here = host_without_www(site.url)
    own = {address: _asked(url) for address, url in claims.items() if host_without_www(url) == here}
    counts = Counter(own.values())
    taken = {page.path for page in site.pages}
    for page in site.pages:
        path = own.get(page.path, page.path)
        if page.path != "/" and counts[path] == 1 and path not in taken:
            page.file, page.path = page.path, path


def _below_host(site: OldSite) -> None:
    """Take the folder that a crawler named after the host out of the paths, where all pages lie in such folders."""
    hosts = Counter(
        met[1] if (met := PATTERNS["folder of host"].match(page.base)) else "" for page in site.pages
    )
    host = hosts.most_common(1)[0][0]
    if "" in hosts:
        return
    site.url = site.url or f"https://{host}/"
    for page in site.pages:
        if page.path.startswith(f"/{host}/"):
            page.file, page.path = page.base, page.path.removeprefix(f"/{host}")
    first = min((page.path for page in site.pages), key=len)
    if PATTERNS["folder of site"].fullmatch(first) and all(p.path.startswith(first) for p in site.pages):
        site.url += first[1:]


def _asked(url: Url) -> str:
    """Return the path of a URL with its query, in the form of `address_of`."""
    query = unquoted(url.href.partition("#")[0].partition("?")[2])
    return address_of(f"{path_of(url)}?{query}"[1:]) if query else path_of(url)


def _unframe(site: OldSite, path: str, named: str, sources: list[str]) -> None:
    """Replace a frameset by its frame with the most text, preceded by the others; a frame with only links is the menu."""
    within = [resolve(source, HERE + path) for source in sources]
    names = [path_of(url) for url in within if url and url.origin == HERE]
    held: list[OldPage] = []
    for page in [page for name in names for page in site.pages if page.path == name]:
        soup = page.soup()
        if is_menu(soup, 1):
            site.menu = links_of(soup, page.path)
            site.pages.remove(page)
        else:
            held.append(page)
    if not held:
        return
    start = max(held, key=lambda page: len(page.soup().get_text()))
    site.menu = [(told, path if old == start.path else old) for told, old in site.menu]
    start.path, start.named = path, f"{named} | {start.named}"
    for page in held:  # the frames above and beside it
        if page is not start:
            beside = page.soup()
            for heading in beside.find_all("h1"):
                heading.name = "p"
            start.html = f"{beside.decode()}{start.html}"
            site.pages.remove(page)


def _page(path: str, soup: BeautifulSoup) -> OldPage:
    content = content_of(soup)
    language = str(soup.html.get("lang") or "")[:2].lower() if soup.html else ""
    menus = (
        [one for one in content.select(SHAPES["menus"][1]) if is_menu(one, 2)]
        if content.name == "body"
        else []
    )
    around, data = _around(soup, content, menus), structured_lines(soup)
    heads = tuple(map(words_of, soup.find_all("h1")))
    for script in soup.find_all("script"):  # below the content it may fill a map within
        if content not in script.parents:
            content.append(script.extract())
    for one in content.select("blockquote footer"):  # who is quoted
        one.name = "p"
    for one in [*content.select(f"{SHAPES['frame']}, {SHAPES['feet']}"), *_heads(content), *menus]:
        if not one.decomposed:
            one.decompose()
    language = "de" if language == "en" and _is_german(words_of(content)) else language
    return OldPage(path, "", content.decode_contents(), None, language, around, data, _named(soup), heads)


def _named(soup: BeautifulSoup) -> str:
    """Return the first title of a page that says something; those of drawings are none."""
    titles = (words_of(one) for one in soup.select("title") if not one.find_parent("svg"))
    return next(filter(None, titles), "")


def _is_german(text: str) -> bool:
    """Whether a text reads German: templates say that they are English, whatever is written into them."""
    return len(PATTERNS["german"].findall(text)) > len(PATTERNS["english"].findall(text))


def _heads(content: Tag | BeautifulSoup) -> list[Tag]:
    """Return the headers of the site in a body: not what some pages begin their text with, a heading and paragraphs."""
    heads = content.find_all("header", recursive=False) if content.name == "body" else []
    return [one for one in heads if one.find("nav") or not (one.find("h1") and one.find("p"))]


def _around(soup: BeautifulSoup, content: Tag | BeautifulSoup, menus: list[Tag]) -> tuple[str, ...]:
    """Return the lines of text outside a page's content (header, footer, sidebar); of menus how to reach the practice."""
    links = soup.select("a")
    calls = [
        a
        for a in links
        if PATTERNS["calls"].match(str(a.get("href"))) or PATTERNS["postcode"].search(a.get_text(" "))
    ]
    without = {id(one) for one in soup.select("nav, button, form, a") if one not in calls} | {id(content)}
    parts = [
        soup,
        *content.select(SHAPES["feet"]),
        *_heads(content),
        *(one for one in calls if one.find_parent("nav") or any(menu in one.parents for menu in menus)),
    ]
    pictures = (one for one in soup.select("img[alt*=praxis i]") if content not in one.parents)  # a logo
    return tuple(line for part in parts for line in lines_of(part, without)) + tuple(
        " ".join(str(one["alt"]).split()) for one in pictures
    )


def _menu(soup: BeautifulSoup, base: str, claim: Url | None) -> list[tuple[str, str]]:
    """Return (text, old path) of the longest list of own links in a navigation."""
    for where in SHAPES["menus"]:
        menus = [links_of(nav, base, claim) for nav in soup.select(where)]
        if longest := max(menus, key=len, default=[]):
            return longest
    return []


def links_of(part: Tag, base: str, claim: Url | None = None) -> list[tuple[str, str]]:
    """Return (text, old path) of the links of a part to pages of its own site."""
    entries: dict[str, str] = {}
    branded: set[str] = set()  # by a logo or the name of the site; the entry of the menu says more
    for link in part.select("a[href]"):
        url = resolve(str(link["href"]), HERE + base)
        told = called(link)
        own = url and (url.origin == HERE or (claim and host_without_www(url) == host_without_www(claim)))
        if url and own and told and "#" not in url.href:
            path = _asked(url)
            classes = f"{link.get('class')} {link.parent.get('class') if link.parent else ''}"
            brand = not link.get_text(strip=True) or bool(PATTERNS["brand"].search(classes))
            if path not in entries or path in branded:
                entries[path] = "" if brand and path == "/" else told
                (branded.add if brand else branded.discard)(path)
    return [(told, path) for path, told in entries.items()]
