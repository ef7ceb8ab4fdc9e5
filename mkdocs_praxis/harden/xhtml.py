"""Inserts a policy into XHTML pages, at the start of the head as found by expat."""

from xml.parsers import expat

from mkdocs_praxis.harden.page import element_of
from mkdocs_praxis.problem import PraxisError

_HTML = "{http://www.w3.org/1999/xhtml}"


def insert_into_xhtml(data: bytes, policy: str, file: str = "", *, guard: str = "") -> bytes:
    """Return the document with the policy as first element of its head. Raises PraxisError if it has no head."""
    at = _head_opens(data)
    if at is None:
        raise PraxisError(
            "the Content-Security-Policy found no place before everything that loads",
            file=file or None,
            why="what stands before the policy is not covered by it",
            fix="begin the page with <html xmlns=…> and <head>, in this order",
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
