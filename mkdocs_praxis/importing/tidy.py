"""Cleans up old pages: layout tables, visual headings, tabs and accordions, consent dialogs, repeated parts."""

import math
import re
from collections import Counter
from pathlib import PurePosixPath
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from mkdocs_praxis.importing.cards import lay_out
from mkdocs_praxis.importing.folds import unfold
from mkdocs_praxis.importing.hidden_content import remove_dialogs, show_lazy_images
from mkdocs_praxis.importing.hours import of_hours
from mkdocs_praxis.importing.lines import HEADINGS, called, words_of
from mkdocs_praxis.importing.model import OldPage
from mkdocs_praxis.importing.shapes import PATTERNS
from mkdocs_praxis.importing.tables import BLOCKS, clean_tables
from mkdocs_praxis.vendors.services import shares

_INLINE = ("span", "a", "strong", "b", "em", "i", "small", "time")


def cleaned(soup: BeautifulSoup) -> BeautifulSoup:
    """Clean up a page: unwrap layout tables, turn large bold text into headings, remove consent."""
    remove_dialogs(soup)
    for twice in soup.select("[class*=slide-duplicate], [class*=cloned], .splide__slide--clone"):
        twice.decompose()  # of a carousel that turns for ever
    show_lazy_images(soup)
    for ornament in soup.select("[class*=material-icons], [class*=material-symbols]"):
        ornament.decompose()  # a font draws its word as an icon
    unfold(soup)
    for sign in soup.find_all(string=True):
        point = PATTERNS["bullet"].search(sign) and sign.find_parent("li")
        if point and next(point.stripped_strings) == sign.strip():
            sign.extract()
    for ornament in soup.select("[aria-hidden=true], [class*=icon i], a[onclick]:not([href])"):
        if (
            not ornament.decomposed
            and not ornament.find("img")
            and not PATTERNS["letter"].search(ornament.get_text())
        ):
            ornament.decompose()
    _undrawn(soup)
    for link in soup.select('a[href="#"], a[href^="javascript:"]'):  # to the top, or of a template
        if not called(link) and not link.get("onclick") and "(" not in str(link["href"]):
            link.decompose()
    lay_out(soup)
    for area in soup.select("area[href]"):
        area.name, area.string = "a", str(area.get("alt") or area.get("title") or "")
        area.wrap(soup.new_tag("p"))
    for block in soup("address"):  # which the converter takes for a part of a line
        block.name = "section"
    for one in soup.find_all(_INLINE):
        _parted(one)
    for heading in soup.find_all(HEADINGS):
        _relieved(heading)
    clean_tables(soup)
    for font in soup.find_all("font", size=True):
        if not PATTERNS["large font"].search(str(font["size"])):
            continue
        words = font.get_text(" ", strip=True)
        if 1 < len(words) <= 80 and not font.find(BLOCKS) and not font.find_parent(HEADINGS):
            font.name, font.attrs = "h2" if soup.find("h1") else "h1", {}
            for bold in font.find_all(["b", "strong"]):
                bold.unwrap()
    return soup


def _undrawn(soup: BeautifulSoup) -> None:
    """Remove signs that are drawn as text: arrows and the like, numbers of steps, initials where people have no portrait."""
    for sign in soup.find_all(string=True):
        if not PATTERNS["drawn sign"].search(sign):
            continue
        around, letters = sign.parent, sign.strip()
        if around is None or around.name not in {"span", "div", "button", "a"} or words_of(around) != letters:
            continue
        if letters.isdigit() and letters[0] != "0" and not PATTERNS["step"].search(str(around.get("class"))):
            continue
        name = words_of(around.find_next(HEADINGS) or around).split() if letters.isalpha() else []
        first = "".join(word[0] for word in name if word[-1] != "." or len(word) < 3)  # no title
        if not letters.isalpha() or letters in first:
            sign.extract()


def _parted(one: Tag) -> None:
    """Put a blank between elements that only a style sheet sets apart, such as a service and its price; text from Word has no classes."""
    before = one.previous_sibling
    while isinstance(before, Tag) and before.name in _INLINE and not before.get_text():  # a dot, an icon
        before = before.previous_sibling
    if not isinstance(before, Tag) or before.name not in _INLINE:
        return
    left, right, box = before.get_text(), one.get_text(), one.parent
    alone = (
        box is not None
        and box.name not in {"p", *_INLINE, *HEADINGS}
        and not any(type(part) is NavigableString and part.strip() for part in box.children)
    )
    if (
        (alone or one.get("class") or before.get("class") or re.match(r"\d\d?[.:]\d\d", right))
        and min(len(left), len(right)) > 1
        and not left[-1].isspace()
        and left[-1] not in "([{„‚-–/"
        and (right[0].isalnum() or right[0] in "+(„")
    ):
        one.insert_before(" ")


def _relieved(heading: Tag) -> None:
    """Take blocks out of a heading, as an end tag that is missing or misspelt leaves them there; put it around a link that is around it."""
    words, link = words_of(heading), heading.find_parent("a")
    if of_hours(words) or (len(words) > 60 and words[-1] == ".") or not (words or heading.find("img")):
        heading.name = "p"
    elif link and words_of(link) == words:
        heading.unwrap()
        heading.clear()
        link.wrap(heading)
    inner = heading.find_all(BLOCKS)
    if len(inner) == 1 and inner[0].name in {"p", "div"}:
        inner[0].unwrap()
    elif any(one.name != "div" for one in inner):
        heading.unwrap()


def remove_share_links(soup: BeautifulSoup) -> int:
    """Remove share links, and lists and headings that are then empty; return the number of links."""
    links = [link for link in soup.select("a[href]") if shares(str(link["href"]))]
    for link in links:
        around = link.parent
        link.decompose()
        while around and around.name in {"li", "ul", "ol", "p", "div", "span"} and not _words(around):
            empty, around = around, around.parent
            before = empty.find_previous_sibling()
            if before and before.name in HEADINGS and not empty.find_next_sibling() and empty.name != "li":
                before.decompose()
            empty.decompose()
    return len(links)


def remove_heads_of_forms(soup: BeautifulSoup) -> None:
    """Remove headings below which nothing stands but a form."""
    for form in soup.select("form"):
        heading = form.find_previous(HEADINGS)
        end = form.find_next(HEADINGS)
        while end is not None and form in end.parents:
            end = end.find_next(HEADINGS)
        if heading is None or (end is not None and end.name > heading.name):
            continue
        for one in heading.next_elements:
            if one is end:
                _emptied(heading)
                break
            shown = one.name == "img" if isinstance(one, Tag) else str(one).strip()
            if shown and not {form, heading} & {*one.parents}:
                break
        else:
            _emptied(heading)


def _emptied(heading: Tag) -> None:
    """Remove a heading, but for the place that links may lead to."""
    heading.name, heading.string = "p", ""


def sounded(soup: BeautifulSoup) -> None:
    """Replace own audio and video by links to the files, since Markdown has no element for them."""
    for player in soup.select("audio, video"):
        source = player if player.get("src") else player.select_one("source[src]")
        if source is None:
            player.unwrap()
            continue
        address = str(source["src"])
        link = soup.new_tag("a", href=address)
        figure = player.find_parent("figure")
        caption = figure.find("figcaption") if figure else None
        words = (caption.extract() if caption else player).get_text(" ", strip=True)
        name = unquote(PurePosixPath(address.partition("?")[0]).name)
        link.string = name if not words or "browser" in words.lower() else words
        player.replace_with(link)


def is_spacer(picture: Tag) -> bool:
    """Whether an image is a spacer, as in layout tables, or an icon beside words."""
    sizes = [str(picture.get(key) or "").removesuffix("px") for key in ("width", "height")]
    name = PurePosixPath(str(picture.get("src") or "").partition("?")[0]).name
    thin = any(size.isdigit() and int(size) <= 2 for size in sizes)
    return not picture.get("alt") and (
        thin or bool(PATTERNS["spacer"].match(name) or PATTERNS["icon"].search(str(picture.get("src"))))
    )


def caption_of(picture: Tag) -> str:
    """Return a description of an image: its title or caption, or the title of its link."""
    figure = picture.find_parent(["figure", "dl"])
    caption = figure.find(["figcaption", "dd"]) if figure and len(figure.find_all("img")) == 1 else None
    link = picture.find_parent("a")
    titles = [
        str(tag.get(key) or "").strip()
        for tag in (picture, link)
        if tag
        for key in ("title", "data-title", "data-caption")
    ]
    return next((words for words in titles if words), "") or (
        caption.get_text(" ", strip=True) if caption else ""
    )


def renumber_headings(soup: BeautifulSoup) -> None:
    """Renumber headings from level 2 on without skipped levels; siblings stay siblings, a small one right above another is a line."""
    for heading in soup.find_all(HEADINGS[2:]):
        behind = heading.find_next_sibling()
        if isinstance(behind, Tag) and behind.name in HEADINGS and behind.name < heading.name:
            heading.name = "p"
    above: list[int] = []
    for heading in soup.find_all(HEADINGS):
        level = int(heading.name[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        heading.name = f"h{min(len(above) + 1, 6)}"


def linked_fragments(pages: list[OldPage]) -> frozenset[str]:
    """Return the fragments that links refer to."""
    return frozenset(unquote(name) for page in pages for name in PATTERNS["fragment"].findall(page.html))


def keep_anchors(soup: BeautifulSoup, wanted: frozenset[str], raw: list[str]) -> None:
    """Keep the anchors in `wanted`, at headings or in the text; `raw` gets the HTML of their placeholders."""
    for tag in [*soup.find_all(id=True), *soup.select("a[name]")]:
        name = str(tag.get("id") or tag["name"])
        inside = tag if tag.name in HEADINGS else tag.find(HEADINGS)
        behind = tag.find_next_sibling() if tag.name == "a" and not tag.get_text(strip=True) else None
        heading = (
            inside or tag.find_parent(HEADINGS) or (behind if behind and behind.name in HEADINGS else None)
        )
        if name not in wanted or not re.fullmatch(r"[\w:.-]+", name):
            continue
        if isinstance(heading, Tag) and "{#" not in heading.get_text():
            heading.append(f" {{#{name}}}")
        elif heading is None and tag.name != "img":
            (tag.find(["p", "li", "td"]) or tag).insert(0, f"\x04{len(raw)}\x05")
            raw.append(f'<a id="{name}"></a>')


def remove_repeated(pages: list[OldPage]) -> list[str]:
    """Remove blocks that all pages repeat, such as menus and footers; return their texts, for the report.

    With only two pages, only blocks of links are removed, since both may have the same sentence.
    """
    if len(pages) < 2:
        return []
    soups = [page.soup() for page in pages]
    seen = Counter(key for soup in soups for key in {_key(one) for one in soup.find_all(BLOCKS)} if key[1])
    most = max(2, math.ceil(len(pages) * 0.8))
    frame = {key for key, count in seen.items() if count >= most}
    taken: dict[str, None] = {}
    for page, soup in zip(pages, soups, strict=True):
        for one in soup.find_all(BLOCKS):
            if one.decomposed or _key(one) not in frame:
                continue
            words, links = _words(one), " ".join(_words(link) for link in one.select("a[href]"))
            if len(pages) > 2 or words == links or words.startswith("©"):
                taken[words] = None
                one.decompose()
        page.html = soup.decode()
    return list(taken)


def _key(tag: Tag) -> tuple[bool, str]:
    """Return (whether a block is a heading, its text): the heading of a page may equal its menu entry."""
    return tag.name in HEADINGS, _words(tag)


def _words(tag: Tag) -> str:
    """Return the text of a block, including alt texts."""
    shown = (str(one.get("alt") or one.get("src") or "") for one in tag.find_all("img"))
    return " ".join([*tag.get_text(" ").split(), *" ".join(shown).split()])
