"""Texts inside texts: data: addresses, scripts, and the markup and style sheets that scripts hold."""

import base64
import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from mkdocs_praxis.web.contact import Confidence, Contact, OwnSite, ScriptText
from mkdocs_praxis.web.elements import CLICK_HANDLERS
from mkdocs_praxis.web.found import Found, Scope, UnreadableError, is_own
from mkdocs_praxis.web.source import Place, decode

if TYPE_CHECKING:
    from mkdocs_praxis.web.script import ScriptReading

_PERCENT = re.compile(rb"%([0-9a-fA-F]{2})")
_NOT_BASE64 = re.compile(rb"[\t\n\f\r ]")
_LITERAL = re.compile(r""""([^"\\\n]*<[^"\\\n]*)"|'([^'\\\n]*<[^'\\\n]*)'|`([^`]*<[^`]*)`""")


_CLICKED = frozenset(f"handler:{name}" for name in CLICK_HANDLERS)
# Strings, so that no semicolon inside them ends a statement.
_STATEMENTS = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`(?:[^`\\]|\\.)*`|;""", re.DOTALL)


def percent_decoded(text: str) -> bytes:
    """Percent-decode a string as the URL Standard does (§1.3), over UTF-8."""
    return _PERCENT.sub(lambda match: bytes((int(match[1], 16),)), text.encode("utf-8", "surrogatepass"))


def data_url(url: str) -> tuple[str, bytes] | None:
    """Return MIME type and body of a data: address (Fetch Standard §6), None when it is none or malformed."""
    cleaned = (
        url.strip("".join(map(chr, range(33))))
        .replace("\t", "")
        .replace("\n", "")
        .replace("\r", "")
        .split("#", 1)[0]
    )
    if cleaned[:5].lower() != "data:" or "," not in cleaned:
        return None
    head, body = cleaned[5:].split(",", 1)
    data = percent_decoded(body)
    if re.search(r";\x20*base64\x20*$", head, re.IGNORECASE):
        data = _NOT_BASE64.sub(b"", data)
        try:
            data = base64.b64decode(data + b"=" * (-len(data) % 4), validate=True)
        except (binascii.Error, ValueError):
            return None
    return head.split(";")[0].strip().lower() or "text/plain", data


def read_data_url(url: str, role: str, found: Found, scope: Scope) -> None:
    """Read the body of a data: address that is used as a `frame`, `style`, `script`, `manifest` or `media`.

    Images and fonts are not followed: an SVG used as image fetches nothing.
    """
    parsed = data_url(url)
    if parsed is None:
        return
    mime, data = parsed
    xml = mime.endswith("+xml") or mime in {"text/xml", "application/xml"}
    decoded = decode(data, xml=xml, css=role == "style")
    for text in (decoded.text, decoded.other):
        if text is None:
            continue
        if role == "style":
            from mkdocs_praxis.web.css import read_css

            read_css(text, found, scope)
        elif role == "script":
            run_script(text, found, scope, scope.place, "data: script")
        elif role == "manifest":
            from mkdocs_praxis.web.data import read_manifest

            read_manifest(text, found, scope)
        elif role == "media":
            from mkdocs_praxis.web.playlists import read_playlist

            read_playlist(text, found, scope)
        elif mime == "text/html":
            from mkdocs_praxis.web.html import read_html

            read_html(text, found, scope)
        elif xml:
            from mkdocs_praxis.web.xml import read_xml

            read_xml(text, found, scope)


def run_script(
    text: str,
    found: Found,
    scope: Scope,
    place: Place,
    via: str,
    context: str = "script",
    cap: Confidence = Confidence.CERTAIN,
) -> None:
    """Record what a script contacts. `context`: as the script reader wants it, `url` for a whole javascript: address."""
    if not text.strip():
        return
    if context == "url":
        text = percent_decoded(text.split(":", 1)[1]).decode("utf-8", "replace")
    found.scripts.append(ScriptText(text, *place.at(1, 1), via))
    base = scope.base
    try:
        reading = _reading(text, base, found.own, scope.depth, context)
    except RecursionError:
        raise UnreadableError("script nested too deep") from None
    inner = replace(scope, place=place)
    for contact in reading.contacts:
        found.shifted(contact, inner, cap)
    if context == "url":
        for contact in _results(text, base, found.own, scope.depth):
            found.shifted(contact, inner, cap)
    for sign in reading.signs:
        found.sign(sign.kind, sign.detail, place.at(sign.line, sign.column), sign.raw)
    found.data_files.update((name.split("#")[0].split("?")[0], None) for name in reading.data_files)
    if not (cap is Confidence.CLICK or context in _CLICKED):
        found.effects |= reading.effects
    for one in reading.conditional:
        line, column = place.at(one.contact.line, one.contact.column)
        contact = replace(one.contact, line=line, column=column, via=scope.inside + one.contact.via)
        found.conditional.append(replace(one, contact=contact))


def _reading(text: str, base: str, own: OwnSite, depth: int, context: str) -> "ScriptReading":
    """Read a script once for the whole site, unless it asks for files by addresses that depend on the page.

    Whatever the page, a relative address leads to the own site; only which file it names may differ.
    """
    if not is_own(base, own) or base.startswith("data:"):
        return _script(text, base, own, depth, context)
    reading = _script(text, own.url, own, depth, context)
    return _script(text, base, own, depth, context) if reading.data_files else reading


def _results(text: str, base: str, own: OwnSite, depth: int) -> Iterator[Contact]:
    """Yield the contacts of markup that a javascript: address may return as a document: its last expression's value."""
    text = text.strip("; \t\n\r")
    last = max((match.end() for match in _STATEMENTS.finditer(text) if match[0] == ";"), default=0)
    if text[last:].lstrip().startswith("void"):
        return
    written = f"{text[:last]}document.write({text[last:]})"
    yield from _reading(written, base, own, depth, "script").contacts
    for match in _LITERAL.finditer(text[last:]):
        markup = next(part for part in match.groups() if part is not None)
        yield from _markup(markup, base, own, depth)


@lru_cache(maxsize=2048)
def _script(text: str, base: str, own: OwnSite, depth: int, context: str) -> "ScriptReading":
    from mkdocs_praxis.web.script import read_script

    def markup(html: str) -> tuple[Contact, ...]:
        return _markup(html, base, own, depth)

    def style(css: str) -> tuple[Contact, ...]:
        from mkdocs_praxis.web.css import read_css

        return _found(own, base, depth, lambda found, scope: read_css(css, found, scope))

    return read_script(text, url=base, own=own, markup=markup, style=style, context=context)


def _markup(html: str, base: str, own: OwnSite, depth: int) -> tuple[Contact, ...]:
    from mkdocs_praxis.web.html import read_html

    def read(found: Found, scope: Scope) -> None:
        read_html(html, found, scope)

    return _found(own, base, depth, read)


def _found(own: OwnSite, base: str, depth: int, read: Callable[[Found, Scope], None]) -> tuple[Contact, ...]:
    found = Found(own)
    read(found, Scope(base, depth=depth).inner(Place()))
    return found.contacts
