"""Converts the content of an old page to Markdown: embeds become URLs, own links and images get their new paths."""

import re
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdownify import MarkdownConverter

from mkdocs_praxis.importing.addresses import (
    NewPaths,
    address_of,
    host_without_www,
    new_path_of_file,
    path_of,
    relative,
    unquoted,
)
from mkdocs_praxis.importing.model import ConvertedPage, OldPage
from mkdocs_praxis.importing.shapes import PATTERNS
from mkdocs_praxis.importing.tidy import (
    caption_of,
    is_spacer,
    keep_anchors,
    remove_heads_of_forms,
    remove_share_links,
    renumber_headings,
    sounded,
)
from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.elements import srcset_parts
from mkdocs_praxis.web.url import Url, resolve

_ADDRESS = "\x02{}\x03"  # placeholder for a URL on its own line, during conversion
# What a page without any text may show.
_SHOWN = "img, form, iframe, object, embed, video, audio"


def to_markdown(
    page: OldPage, origin: str, places: NewPaths, here: str, wanted: frozenset[str]
) -> ConvertedPage:
    """Convert an old page to Markdown.

    `origin` is that of the old website; `places` maps old paths of pages and files to new ones in docs; `here` is the new
    path of this page; `wanted` has the anchors that links refer to.
    """
    made = ConvertedPage("")
    own = OwnSite(f"{origin}/", frozenset())
    options = Options(own=own, page_url=origin + page.base, language="de", unknown_embeds="link")
    done = replace(page.html, options)
    made.unnamed = list(dict.fromkeys(ask.problem.what for ask in done.asks))
    soup = BeautifulSoup(done.html, "html.parser")
    made.empty = not soup.get_text(strip=True) and soup.select_one(_SHOWN) is None
    addresses = _embeds(soup, made, options)
    made.forms = len(soup.select("form"))
    old = _Old(page, origin, places, here, [])
    for shown in soup.select("object[data], embed[src], iframe[src]"):
        _document(shown, old)
    for outdated in soup.select("object, applet"):  # obsolete elements: keep their fallback content
        for tag in outdated.select("embed, param"):
            tag.unwrap() if tag.get_text(strip=True) else tag.decompose()
        outdated.unwrap()
    remove_heads_of_forms(soup)
    for form in soup.select("form, input, select, textarea, button, svg, script, style, iframe, object"):
        form.decompose()
    made.shares += remove_share_links(soup)
    sounded(soup)
    for tag in soup.select("img[src]"):
        _picture(tag, old, made)
    for tag in soup.select("a[href]"):
        _link(tag, old, made)
    renumber_headings(soup)
    keep_anchors(soup, wanted, old.raw)
    text = _Converter(
        heading_style="ATX",
        bullets="-",
        escape_misc=False,
        table_infer_header=True,
        keep_inline_images_in=["td", "th", *(f"h{level}" for level in range(1, 7))],
        newline_style="BACKSLASH",
    ).convert_soup(soup)
    text = re.sub("\x02(\\d+)\x03", lambda found: f"\n\n{addresses[int(found[1])]}\n\n", text)
    body = PATTERNS["gap"].sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip()
    body = re.sub(r"(?<=[^\\\n])\n(?=\\\n)", "", body)
    body = re.sub(r"(?:\\\n){2,}", "\n\n", f"\n\n{body}\n")  # double line breaks separate paragraphs
    # A break at the start or end of a paragraph has no effect.
    body = re.sub(r"\n\n\\\n|\\\n(?=\n|$)", "\n\n", body)
    body = (
        PATTERNS["gap"]
        .sub("\n\n", re.sub("\x04(\\d+)\x05", lambda found: old.raw[int(found[1])], body))
        .strip()
    )
    body = re.sub(r"\\\n(?=\s*(?:-|\d+\.) )", "\n", body)
    body = body.replace("\\\n", "<br>\n")  # Python-Markdown shows a backslash at the end of a line
    head = f"---\nsprache: {page.language}\n---\n\n" if page.language not in {"", "de"} else ""
    made.markdown = f"{head}# {page.title}\n\n{nested(body)}\n"
    return made


class _Converter(MarkdownConverter):
    """Escapes text that Markdown, or an extension that our sites use, would take for markup."""

    def process_text(self, el: NavigableString, parent_tags: set[str] | None = None) -> str:
        """Return a text node as Markdown."""
        text = str(super().process_text(el, parent_tags))  # type: ignore[misc]
        if parent_tags is None or "_noformat" in parent_tags:
            return text
        text = re.sub(r"<(?=[A-Za-z/!?])", "&lt;", text)
        if not isinstance(el.previous_sibling, Tag) or el.previous_sibling.name == "br":
            ours = text.lstrip().startswith(":::")
            text = (
                text.replace(":", "&#58;", 1) if ours else PATTERNS["sign of markdown"].sub(r"\1\\\2", text)
            )
        return text.replace("|", "\\|") if parent_tags & {"td", "th"} else text


def nested(text: str) -> str:
    """Indent nested lists by four spaces per level, as Python-Markdown requires; the converter uses the marker's width."""
    lines: list[str] = []
    steps: list[int] = []
    fenced = loose = False
    for line in text.split("\n"):
        fenced ^= line.lstrip().startswith("```")
        item = None if fenced else re.match(r"( *)(?:[-*+]|\d+\.) ", line)
        indent = len(line) - len(line.lstrip())
        if item:
            if loose and lines[-1]:  # below a paragraph an item needs a line between
                lines.append("")
            loose = False
            while steps and steps[-1] >= indent:
                steps.pop()
            steps.append(indent)
        elif line and not indent and not fenced:
            steps.clear()
            loose = False
        elif line and steps and not fenced:
            loose = loose or not lines[-1]
        depth = len(steps) - bool(item)
        lines.append("    " * depth + line.lstrip() if steps and line.strip() and not fenced else line)
    return "\n".join(lines)


def _embeds(soup: BeautifulSoup, made: ConvertedPage, options: Options) -> list[str]:
    """Replace each card by a placeholder, with its quote and caption beside it; return the URLs of the placeholders.

    When the new site is built, a URL becomes a card again.
    """
    addresses: list[str] = []
    for card in soup.select(".praxis-embed[data-category=share]"):
        made.shares += 1
        card.decompose()
    for card in soup.select(".praxis-embed"):
        link = card.select_one("a[href]")
        if link is None:
            card.unwrap()
            continue
        address = str(link["href"])
        alone = replace(f"<p>{address}</p>", options).replacements
        made.embeds += [address] if alone else []
        for said in card.select("blockquote, figcaption"):
            said.name = "p" if said.name == "figcaption" else said.name
            (card.insert_before if said.name == "blockquote" else card.insert_after)(said.extract())
        card.replace_with(_ADDRESS.format(len(addresses)))
        addresses.append(address if alone else f"[{link.get_text(' ', strip=True)}]({address})")
    return addresses


class _Old(NamedTuple):
    """The context of a conversion: old page, new paths."""

    page: OldPage
    origin: str
    places: NewPaths
    here: str
    raw: list[str]  # raw Markdown, by index of its placeholder

    def lacking(self, markdown: str) -> str:
        """Return a placeholder for an HTML comment that marks the position of a missing file."""
        self.raw.append(f"<!-- fehlt: {markdown.replace('--', '–')} -->")
        return f"\x04{len(self.raw) - 1}\x05"

    def lacking_picture(self, words: str, path: str) -> str:
        """Return such a placeholder for a picture, by its description and its new path."""
        return self.lacking(f"![{words}]({relative(path, self.here)})")

    def resolved(self, raw: str) -> Url | None:
        """Resolve an address in the page; None if it is invalid."""
        return resolve(raw, self.origin + self.page.base)

    def path(self, raw: str) -> str | None:
        """Return the old path for an address of the old website, None for others."""
        url = self.resolved(raw)
        if url is None or host_without_www(url) != host_without_www(self.origin):
            return None
        query = url.href.partition("#")[0].partition("?")[2]
        path = path_of(url)
        with_query = self.places.key(address_of(f"{path}?{unquoted(query)}"[1:])) if query else None
        return self.places.asked(query) or with_query or self.places.key(path) or path


def _document(tag: Tag, old: _Old) -> None:
    """Make of a document that a page shows within itself, such as a PDF, a link to it; its words say what it is."""
    address = str(tag.get("data") or tag.get("src"))
    found = old.path(address)
    new = old.places.get(found) if found else None
    if found is None or not found.lower().endswith(".pdf") or (new or "").endswith(".md"):
        return
    words = tag.get_text(" ", strip=True) or str(tag.get("title") or tag.get("aria-label") or "").strip()
    link = BeautifulSoup("<p><a></a></p>", "html.parser")
    link.a["href"], link.a.string = address, words or PurePosixPath(found).name  # type: ignore[index, union-attr]
    tag.replace_with(link)


def _picture(tag: Tag, old: _Old, made: ConvertedPage) -> None:
    if is_spacer(tag):
        tag.decompose()
        return
    listed = (address for _, address in srcset_parts(str(tag.get("srcset") or "")))
    paths = [old.path(one) for one in (str(tag["src"]), *listed)]
    found = next((one for one in paths if one in old.places), paths[0])  # in srcset if src names another host
    words = _said(str(tag.get("alt") or ""), str(tag["src"])) or _said(caption_of(tag))
    if found is None:
        url = old.resolved(str(tag["src"]))
        if url is None or url.scheme not in {"http", "https"}:
            tag.replace_with(words)
            return
        address = re.split("[?#]", url.href)[0]
        made.foreign.add(address)
        alone = tag.find_parent("a") is None and (words or new_path_of_file(address))
        waiting = old.places.awaits(address, words) if alone else ""
        tag.replace_with(old.lacking_picture(words, waiting) if alone else words)
        return
    if found not in old.places:  # the name is that of a smaller copy
        found = PATTERNS["smaller copy"].sub("", found)
    made.pictures.add(found)
    if found not in old.places:
        if new_path_of_file(found):
            link = tag.find_parent("a")
            if link and words and not link.get_text(strip=True):  # it needs words until the picture is there
                tag.insert_before(words)
            tag.replace_with(old.lacking_picture(words, old.places.awaits(found)))
        else:
            tag.decompose()
        return
    shown = relative(old.places[found], old.here)
    if tag.get("role") == "presentation" and not words:  # behind text
        old.raw.append(f'<img src="{shown}" alt="">')
        tag.replace_with(f"\n\n\x04{len(old.raw) - 1}\x05\n\n")
        return
    made.undescribed += not words
    tag.attrs = {"src": shown, "alt": words}


def _said(words: str, source: str = "") -> str:
    """Return a description of a picture; "" if it is but the name of a file or a stand-in."""
    stem = PurePosixPath(unquote(source.partition("?")[0])).stem
    named = words.strip() == stem and re.fullmatch(r"\S*[_\d]\S*", stem)
    return "" if named or PATTERNS["name of picture"].fullmatch(words) else words.strip()


def _dialled(link: re.Match[str]) -> str:
    """Return the link of a number as on paper, such as +49 (0)561 / 23 45, as telephones take it (RFC 3966)."""
    return "tel:" + re.sub(r"\(0\)|[^+\d]", "", unquote(link[1]))


def _link(tag: Tag, old: _Old, made: ConvertedPage) -> None:
    href = " ".join(str(tag["href"]).split())
    if href == "#" or re.match(r"javascript:", href, re.IGNORECASE):
        called = f"{href} {tag.get('onclick') or ''}"
        opened = re.search(r"(?:open\(|location(?:\.href)? ?= ?)['\"]([^'\"]+)", called)
        href = opened[1] if opened else "#" if href == "#" else ""
    found = old.path(href) if href else ""
    if found is None:
        tag["href"] = PATTERNS["call"].sub(_dialled, href.replace(" ", "%20"))
        return
    words = tag.get_text(" ", strip=True)
    if not tag.find("img") and re.fullmatch("(?:\x04\\d+\x05 ?)+", words):  # of pictures that are missing
        tag.unwrap()
        return
    fragment = href.partition("#")[2]
    new = old.places.get(found)
    if new is None:
        if new_path_of_file(found):
            made.pictures.add(found)
        elif words and "\x04" not in words:
            made.lost.append(f"„{words[:60]}“ → {found}")
        # Else the missing file is the linked image itself
        if new_path_of_file(found) and "\x04" not in words:
            tag.append(old.lacking(f"[{words}]({relative(old.places.awaits(found), old.here)})"))
        tag.unwrap()
        return
    if not new.endswith(".md"):
        made.pictures.add(found)
    if new in old.places.instead:
        new, fragment = old.places.instead[new], ""
    tag["href"] = relative(new, old.here) + (f"#{fragment}" if fragment else "")
