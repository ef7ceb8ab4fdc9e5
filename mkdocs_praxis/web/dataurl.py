"""`data:` addresses (Fetch Standard §6)."""

import binascii
import re
from urllib.parse import unquote_to_bytes

from mkdocs_praxis.lazy import regex

_NOT_BASE64 = regex(rb"[\t\n\f\r ]")


def percent_decoded(text: str) -> bytes:
    """Percent-decode a string as the URL Standard does (§1.3), over UTF-8."""
    return unquote_to_bytes(text.encode("utf-8", "surrogatepass"))


def data_url(url: str) -> tuple[str, bytes] | None:
    """Return MIME type and body of a data: address (Fetch Standard §6); None if it is another or malformed."""
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
            data = binascii.a2b_base64(data + b"=" * (-len(data) % 4), strict_mode=True)
        except (binascii.Error, ValueError):
            return None
    return head.split(";")[0].strip().lower() or "text/plain", data
