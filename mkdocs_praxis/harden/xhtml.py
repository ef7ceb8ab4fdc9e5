"""XHTML pages: well-formed XML, so the policy goes in where expat says that the head begins."""

from xml.parsers import expat

from mkdocs_praxis.harden.page import element_of
from mkdocs_praxis.problem import PraxisError, Problem

_HTML = "{http://www.w3.org/1999/xhtml}"


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
