"""What an old page shows only later or by its style: pictures that a script loads, pictures behind text, what consent unlocks."""

import re

from bs4 import BeautifulSoup, Tag

from mkdocs_praxis.importing.addresses import HERE
from mkdocs_praxis.replace import Options, replace
from mkdocs_praxis.vendors.model import PICTURE_SOURCES
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.elements import srcset_parts

_BEHIND = ("data-bg", "data-background", "data-background-image", "data-bg-image")
# To which a script counts up from 0: Elementor, Divi, libraries.
_COUNTED = ("data-to-value", "data-number-value", "data-count", "data-counter", "data-to", "data-end")
_PHOTO = r"[^'\"()]+\.(?:jpe?g|png|webp|avif)(?:\?[^'\"()]*)?"
_STYLED = re.compile(rf"background(?:-image)?\s*:[^;]*?url\(\s*['\"]?({_PHOTO})['\"]?\s*\)", re.IGNORECASE)
_DECORATION = re.compile(r"pattern|texture|shadow|sprite|overlay|gradient|muster|verlauf", re.IGNORECASE)
# Consent dialogs, which the new site does not need.
_ASKS = "[role=dialog], [role=alertdialog], [id*=cookie i], [class*=cookie i], [id*=consent i], [class*=consent i]"


def remove_dialogs(soup: BeautifulSoup) -> None:
    """Remove consent dialogs. What asks for consent to an embed becomes its card before."""
    options = Options(own=OwnSite(f"{HERE}/"), unknown_embeds="link")
    for tag in soup.select(_ASKS):
        if tag.decomposed or tag.name in {"html", "body", "main"}:
            continue
        done = replace(str(tag), options)
        if done.replacements:
            tag.insert_after(BeautifulSoup(done.html, "html.parser"))
        tag.decompose()


def show_lazy_images(soup: BeautifulSoup) -> None:
    """Restore the address of lazy images, and numbers that count up; remove placeholders; make pictures of photos behind text."""
    for counter in soup.select(", ".join(f"[{key}]" for key in _COUNTED)):
        number = next(str(counter[key]) for key in _COUNTED if counter.get(key) is not None)
        if counter.get_text(strip=True) in {"", "0"} and re.fullmatch(r"[\d.,]+", number):
            counter.string = number
    for unscripted in soup.select("noscript"):  # the same again for browsers without scripts
        before = unscripted.find_previous_sibling()
        shown = before if before is None or before.name == "img" else before.find("img")
        if isinstance(shown, Tag) and any(shown.get(key) for key in PICTURE_SOURCES[1:]):
            unscripted.decompose()
    for picture in soup.find_all(["img", "amp-img"]):
        picture.name = "img"
        if picture.get("data-srcset") and not picture.get("srcset"):
            picture["srcset"] = picture["data-srcset"]
        if not picture.get("src") and (listed := list(srcset_parts(str(picture.get("srcset") or "")))):
            picture["src"] = listed[-1][1]
        address = next((str(picture[key]) for key in PICTURE_SOURCES[1:] if picture.get(key)), "")
        blank = str(picture.get("src") or "").startswith("data:") or not picture.get("src")
        if address and blank:
            picture["src"] = address
        elif blank and picture.get("aria-hidden") == "true":
            picture.decompose()
    for tag in soup.select(", ".join(["[style*=background i]", *(f"[{key}]" for key in _BEHIND)])):
        _pictured(tag, soup)


def _pictured(tag: Tag, soup: BeautifulSoup) -> None:
    styled = _STYLED.search(str(tag.get("style") or ""))
    named = next(
        (str(tag[key]) for key in _BEHIND if re.fullmatch(_PHOTO, str(tag.get(key) or ""), re.IGNORECASE)), ""
    )
    address = styled[1] if styled else named
    if address and tag.name not in {"html", "body", "img"} and not _DECORATION.search(address):
        alternative = str(tag.get("aria-label") or tag.get("title") or "")
        tag.insert(0, soup.new_tag("img", src=address, alt=alternative))
