"""Decodes obfuscated e-mail addresses, which need a script, to ordinary links."""

import codecs
import html
import re
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from mkdocs_praxis.importing.lines import words_of
from mkdocs_praxis.importing.shapes import PATTERNS
from mkdocs_praxis.replace.written import written_out
from mkdocs_praxis.vendors.filters import from_base64

_RANGES = ((0x2B, 0x3A), (0x40, 0x5A), (0x61, 0x7A))  # character ranges within which TYPO3 rotates


def decode_addresses(soup: BeautifulSoup) -> BeautifulSoup:
    """Decode e-mail addresses obfuscated by TYPO3, Joomla, Cloudflare, Email Encoder and own scripts."""
    for link in soup.select(
        "a[href*=linkTo_UnCryptMailto], a[data-mailto-token], a[onclick*=linkTo_UnCryptMailto]"
    ):
        called = PATTERNS["typo3"].search(f"{link.get('href')} {link.get('onclick') or ''}")
        _link(link, _typo3(str(link.get("data-mailto-token") or (unquote(called[2]) if called else ""))))
    for link in soup.select("a[href^='mailto:' i]:not([href*='@'])"):
        signed = PATTERNS["at sign"].sub("@", unquote(str(link["href"])[7:]))
        _link(link, PATTERNS["dot sign"].sub(".", signed))
    for tag in soup.select("[data-cfemail]"):
        _link(tag.find_parent("a") or tag, _cloudflare(str(tag["data-cfemail"])))
    for tag in soup.select("joomla-hidden-mail[first][last]"):
        _link(tag, "@".join(from_base64(tag[key]) for key in ("first", "last")))
    for tag in soup.select("[data-enc-email]"):
        _link(tag, codecs.decode(str(tag["data-enc-email"]), "rot13").replace("[at]", "@"))
    for script in soup.find_all("script", string=re.compile("addy")):
        hidden = re.search(r"getElementById\('(cloak\w+)'\)", script.get_text())
        stand_in = soup.find(id=hidden[1]) if hidden else None
        if isinstance(stand_in, Tag):
            _link(stand_in, _joomla(script.get_text()))
    for script in soup.find_all("script", string=re.compile(r"document\.write")):
        if called := PATTERNS["mailto"].search(html.unescape(written_out(script.get_text()))):
            script.insert_before(link := soup.new_tag("a"))
            _link(link, called[1])
    return soup


def _link(tag: Tag, address: str) -> None:
    """Replace a placeholder by a `mailto:` link, if the address is valid."""
    found = PATTERNS["mail"].search(address)
    if found is None:
        return
    for unseen in tag.select("[style*='display:none'], [style*='display: none']"):
        unseen.decompose()
    words = words_of(tag)
    masked = re.search(r"@|\(at\)|\[at\]|spam|\[email|protected", words, re.IGNORECASE) or not words
    tag.name, tag.attrs = "a", {"href": f"mailto:{found[0]}"}
    if masked:
        tag.string = found[0]


def _typo3(token: str) -> str:
    """Decode an address by trying all rotations, since each site has its own, until it begins with `mailto:`."""
    moved = ("".join(_moved(letter, by) for letter in token) for by in range(-12, 13))
    return next((one.removeprefix("mailto:") for one in moved if one.startswith("mailto:")), "")


def _moved(letter: str, by: int) -> str:
    for low, high in _RANGES:
        if low <= ord(letter) <= high:
            return chr(low + (ord(letter) - low + by) % (high - low + 1))
    return letter


def _cloudflare(code: str) -> str:
    try:
        key, *letters = bytes.fromhex(code)
    except ValueError:
        return ""
    return bytes(letter ^ key for letter in letters).decode("utf-8", "replace")


def _joomla(script: str) -> str:
    """Return the first address that a script of Joomla concatenates."""
    steps = PATTERNS["put together by joomla"].findall(script)
    pieces = (
        piece[1:-1]
        for name, said in steps
        if name == steps[0][0]
        for piece in PATTERNS["string"].findall(said)
    )
    return html.unescape("".join(pieces))
