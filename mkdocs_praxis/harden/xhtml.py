"""XHTML pages: well-formed XML, so the policy goes in where expat says that the head begins."""

import xml.etree.ElementTree as ET
from xml.parsers import expat

from mkdocs_praxis.harden.page import element_of
from mkdocs_praxis.problem import PraxisError, Problem
from mkdocs_praxis.web.contact import Page

_HTML = "{http://www.w3.org/1999/xhtml}"


def xhtml_page(data: bytes) -> Page | None:
    """Return the inline code of an XHTML document; None when it is another kind of XML, or none that is well formed."""
    try:
        root = ET.fromstring(data)  # noqa: S314 - expat from 2.4.1 on bounds what entities may grow to
    except ET.ParseError:
        return None
    if root.tag != f"{_HTML}html":
        return None
    scripts, styles, attributes, handlers, uses = [], [], [], [], set()
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]  # comments and instructions are left out by this parser
        text = "".join(element.itertext())
        if name == "script":
            uses.add("script")
            scripts += [] if "src" in element.attrib else [text]
        elif name == "link":
            uses.update(f"link:{rel}" for rel in (element.get("rel") or "").lower().split())
        else:
            uses.add(name)
        styles += [text] if name == "style" else []
        attributes += [value for key, value in element.attrib.items() if key == "style"]
        handlers += [value for key, value in element.attrib.items() if key.startswith("on")]
    return Page(
        inline_scripts=tuple(scripts),
        inline_styles=tuple(styles),
        style_attributes=tuple(attributes),
        event_handlers=tuple(handlers),
        uses=frozenset(uses),
    )


def insert_into_xhtml(data: bytes, policy: str, file: str = "", *, guard: str = "") -> bytes:
    """Return the document with the policy as the first thing in its head. Raises PraxisError when it has no head."""
    at = _head_opens(data)
    if at is None:
        raise PraxisError(
            Problem(
                "the Content-Security-Policy found no place before everything that loads",
                file or None,
                why="what stands before the policy is not covered by it",
                fix="begin the page with <html xmlns=…> and <head>, in this order",
            )
        )
    element = element_of(policy, f"<![CDATA[{guard}]]>" if guard else "").replace('">', '" />', 1)
    return data[:at] + element.encode("ascii", "xmlcharrefreplace") + data[at:]


def _head_opens(data: bytes) -> int | None:
    """Return the offset behind the start tag of the head."""
    found: list[int] = []
    parser = expat.ParserCreate(namespace_separator="}")
    opened: list[str] = []

    def start(name: str, _: dict[str, str]) -> None:
        opened.append(name)
        if len(opened) == 2 and name == f"{_HTML[1:]}head" and not found:
            found.append(parser.CurrentByteIndex)

    parser.StartElementHandler = start
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        return None
    if not found:
        return None
    end = data.find(b">", found[0])
    return None if end < 0 or data[end - 1 : end] == b"/" else end + 1
