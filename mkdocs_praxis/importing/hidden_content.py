"""What an old page shows only later or by its style: pictures that a script loads, pictures behind text, what consent unlocks."""

import re

from bs4 import BeautifulSoup, Tag

from mkdocs_praxis.importing.addresses import AS_LINKS, new_path_of_file
from mkdocs_praxis.importing.lines import words_of
from mkdocs_praxis.importing.shapes import PATTERNS, SHAPES
from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.vendors.model import PICTURE_SOURCES
from mkdocs_praxis.web.elements import srcset_parts


def remove_dialogs(soup: BeautifulSoup) -> None:
    """Remove consent dialogs, and put others where the content is. What asks for consent to an embed becomes its card before."""
    for shown in soup.select(SHAPES["dialogs"]):  # by a click, such as what else is said of a person
        main = soup.select_one("main, [role=main]")
        if not shown.get_text(strip=True) or PATTERNS["asks"].search(shown.get_text(" ")):
            shown["class"] = "cookie"
        elif main is not None and main not in shown.parents and shown not in main.parents:
            main.append(shown.extract())
    for tag in soup.select(SHAPES["asks"]):
        if tag.decomposed or tag.name in {"html", "body", "main"}:
            continue
        done = replace(str(tag), AS_LINKS)
        if done.replacements:
            tag.insert_after(BeautifulSoup(done.html, "html.parser"))
        tag.decompose()


def show_lazy_images(soup: BeautifulSoup) -> None:
    """Restore the address of lazy images, and numbers that count up; remove placeholders; make pictures of photos behind text."""
    for key in SHAPES["counted"]:
        for counter in soup.find_all(True, attrs={key: re.compile(r"[\d.,]+$")}):
            drawn = counter.select_one(".percent-value") or counter  # Divi's, above a title
            if drawn.get_text(strip=True) in ({"0"} if drawn is counter else {"", "0"}):
                drawn.string = str(counter[key])
    for unscripted in soup.select("noscript"):  # the same again for browsers without scripts
        before = unscripted.find_previous_sibling()
        shown = before if before is None or before.name == "img" else before.find("img")
        if isinstance(shown, Tag) and any(shown.get(key) for key in PICTURE_SOURCES[1:]):
            unscripted.decompose()
    for picture in soup.find_all(["img", "amp-img"]):
        picture.name = "img"
        listed = srcset_parts(str(picture.get("srcset") or picture.get("data-srcset") or ""))
        named = [*map(picture.get, PICTURE_SOURCES[1:]), *(one for _, one in reversed(listed))]
        address = str(next(filter(None, named), ""))
        blank = str(picture.get("src") or "").startswith("data:") or not picture.get("src")
        if address and blank:
            picture["src"] = address
        elif blank and picture.get("aria-hidden") == "true":
            picture.decompose()
    # Galleries show the larger one when clicked.
    for link in soup.select("a[href*='://']:has(> img[src*='://']:only-child)"):
        image, larger = link.find("img"), str(link["href"])
        same = image and larger.split("/")[2] == str(image["src"]).split("/")[2]
        if image and same and not words_of(link) and new_path_of_file(larger).startswith("bilder/"):
            image["src"] = larger
            link.unwrap()
    for tag in soup.select(", ".join(["[style*=background i]", *(f"[{key}]" for key in SHAPES["behind"])])):
        _pictured(tag, soup)


def _pictured(tag: Tag, soup: BeautifulSoup) -> None:
    styled = PATTERNS["styled picture"].search(str(tag.get("style") or ""))
    named = next(
        (str(tag[key]) for key in SHAPES["behind"] if PATTERNS["photo"].fullmatch(str(tag.get(key) or ""))),
        "",
    )
    address = styled[1] if styled else named
    if address and tag.name not in {"html", "body", "img"} and not PATTERNS["decoration"].search(address):
        words = str(tag.get("aria-label") or tag.get("title") or "")
        # Who does not see it was told nothing by the old page either.
        tag.insert(0, soup.new_tag("img", src=address, alt=words, role="" if words else "presentation"))
