"""The content of an old page as Markdown: embeds become addresses, own links and pictures lead to their new places."""

import posixpath
import re
from collections.abc import Mapping

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter

from mkdocs_praxis.importing.export import address_of, unquoted
from mkdocs_praxis.importing.model import Made, OldPage
from mkdocs_praxis.importing.tidy import kept_anchors, stepped
from mkdocs_praxis.replace import Options, replace
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import resolve

_ADDRESS = "\x02{}\x03"  # stands for an address on a line of its own while Markdown is made
_GAP = re.compile(r"\n{3,}")


def to_markdown(page: OldPage, origin: str, places: Mapping[str, str], here: str) -> Made:
    """Return the Markdown of an old page.

    `origin` is that of the old website; `places` maps old paths of pages and files to new ones in docs; `here` is the new
    path of this page.
    """
    made = Made("")
    own = OwnSite(f"{origin}/", frozenset())
    options = Options(
        own=own, page_url=origin + page.path, strict=False, language="de", unknown_embeds="link"
    )
    soup = BeautifulSoup(replace(page.html, options).html, "html.parser")
    _embeds(soup, made, options)
    made.forms = len(soup.select("form"))
    for outdated in soup.select("object, applet"):  # what a browser shows that knows them no more
        for tag in outdated.select("embed, param"):
            tag.unwrap() if tag.get_text(strip=True) else tag.decompose()
        outdated.unwrap()
    for form in soup.select("form, input, select, textarea, button, svg, script, style, iframe, object"):
        form.decompose()
    for tag in soup.select("img[src]"):
        _picture(tag, page, origin, places, here, made)
    for tag in soup.select("a[href]"):
        _link(tag, page, origin, places, here, made)
    stepped(soup)
    kept_anchors(soup)
    text = MarkdownConverter(
        heading_style="ATX",
        bullets="-",
        escape_misc=False,
        table_infer_header=True,
        newline_style="BACKSLASH",
    ).convert_soup(soup)
    text = re.sub("\x02(.*?)\x03", r"\n\n\1\n\n", text, flags=re.DOTALL)
    body = _GAP.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
    body = re.sub(
        r"\\\\\n(?=\n|$)", "\n", body + "\n"
    ).strip()  # a break at the end of a paragraph breaks nothing
    head = f"---\nsprache: {page.language}\n---\n\n" if page.language not in {"", "de"} else ""
    made.markdown = f"{head}# {page.title}\n\n{nested(body)}\n"
    return made


def nested(text: str) -> str:
    """Return Markdown with lists in lists set in by four spaces a step, as MkDocs reads them; the converter sets in by the width of its sign."""
    lines: list[str] = []
    steps: list[int] = []
    fenced = False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith("```")
        item = None if fenced else re.match(r"( *)(?:[-*+]|\d+\.) ", line)
        indent = len(line) - len(line.lstrip())
        if item:
            while steps and steps[-1] >= indent:
                steps.pop()
            steps.append(indent)
        elif line and not indent and not fenced:
            steps.clear()
        depth = len(steps) - bool(item)
        lines.append("    " * depth + line.lstrip() if steps and line.strip() and not fenced else line)
    return "\n".join(lines)


def _embeds(soup: BeautifulSoup, made: Made, options: Options) -> None:
    """Put the address in place of each card: built anew, it becomes a card again."""
    for card in soup.select(".praxis-embed"):
        link = card.select_one("a[href]")
        if link is None:
            card.unwrap()
            continue
        address = str(link["href"])
        alone = replace(f"<p>{address}</p>", options).replacements
        made.embeds.append(address)
        card.replace_with(
            _ADDRESS.format(address if alone else f"[{link.get_text(' ', strip=True)}]({address})")
        )


def _picture(tag: Tag, page: OldPage, origin: str, places: Mapping[str, str], here: str, made: Made) -> None:
    found = _old_path(str(tag["src"]), page, origin)
    if found is None:
        url = resolve(str(tag["src"]), origin + page.path)
        if url is not None and url.scheme in {"http", "https"}:
            made.foreign.add(url.href)
        tag.replace_with(str(tag.get("alt") or ""))
        return
    made.pictures.add(found)
    tag["src"] = relative(places.get(found, found.lstrip("/")), here)
    tag.attrs = {key: value for key, value in tag.attrs.items() if key in {"src", "alt"}}


def _link(tag: Tag, page: OldPage, origin: str, places: Mapping[str, str], here: str, made: Made) -> None:
    href = str(tag["href"])
    found = _old_path(href, page, origin)
    if found is None:
        return
    fragment = href.partition("#")[2]
    new = places.get(found)
    if new is None:
        tag.unwrap()
        return
    if not new.endswith(".md"):
        made.pictures.add(found)
    tag["href"] = relative(new, here) + (f"#{fragment}" if fragment else "")


def _old_path(raw: str, page: OldPage, origin: str) -> str | None:
    """Return the path of an address of the old website, None for one elsewhere."""
    url = resolve(raw, origin + page.path)
    if url is None or url.origin.replace("://www.", "://") != origin.replace("://www.", "://"):
        return None
    return address_of(unquoted(url.href.removeprefix(url.origin + "/").split("#")[0].split("?")[0]))


def relative(target: str, here: str) -> str:
    """Return how a page of docs names another file of docs."""
    return posixpath.relpath(target, posixpath.dirname(here) or ".")
