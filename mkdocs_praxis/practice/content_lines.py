"""Content lines of vCard and iCalendar: escaping, folding, line ends (RFC 2426, RFC 5545)."""

import re
from collections.abc import Iterable


def written(lines: Iterable[str]) -> str:
    """Return lines folded and joined with CRLF."""
    return "\r\n".join(map(fold, lines)) + "\r\n"


def escaped(text: str) -> str:
    """Escape the special characters of vCard (RFC 2426 §4) and iCalendar (RFC 5545 §3.3.11) text."""
    return re.sub(r"\r\n?|\n", r"\\n", re.sub(r"([\\,;])", r"\\\1", text))


def fold(line: str) -> str:
    """Fold a line at 75 octets (RFC 2426 §2.6, RFC 5545 §3.1), never within a character."""
    pieces, current, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > 75:
            pieces.append(current)
            current, size = " ", 1
        current, size = current + character, size + width
    return "\r\n".join([*pieces, current])
