"""Documents and lists inside strings: `data:` addresses and `srcset` values."""

import base64
import binascii
import re
from urllib.parse import unquote

_DATA = re.compile(r"[\x00-\x20]*data:([^,;]*)((?:;[^,;]*)*),(.*)", re.DOTALL | re.IGNORECASE)


def data_document(text: str) -> tuple[str, str]:
    """Decode a `data:` address (RFC 2397): what kind of document it is (html, css, script or other), and its text."""
    found = _DATA.match(text)
    if found is None:
        return "other", ""
    media, parameters, body = found[1].strip().lower(), found[2].lower(), unquote(found[3], errors="replace")
    if parameters.rstrip().endswith(";base64"):
        try:
            body = base64.b64decode(re.sub(r"\s", "", body) + "==").decode("utf-8", "replace")
        except (ValueError, binascii.Error):
            return "other", ""
    if "html" in media or "svg" in media or "xml" in media:
        return "html", body
    if "css" in media:
        return "css", body
    return ("script", body) if "javascript" in media or "ecmascript" in media else ("other", body)


def srcset(text: str) -> list[str]:
    """Split a `srcset` into its addresses (HTML Standard, "parse a srcset attribute", without the descriptors' checks)."""
    found, rest = [], text
    for _ in range(1000):
        rest = rest.lstrip(" \t\n\f\r,")
        if not rest:
            break
        pieces = re.split(r"[ \t\n\f\r]", rest, maxsplit=1)
        url = pieces[0]
        rest = pieces[1] if len(pieces) > 1 else ""
        if url.endswith(","):
            found.append(url.rstrip(","))
            continue
        found.append(url)
        rest = rest.partition(",")[2]
    return found
