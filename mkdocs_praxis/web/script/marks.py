"""Strings with unknown parts, as in `"https://cdn." + x + ".example"`: a private-use character stands for each.

The character tells the origin: unknown, a limit (WIDENED), a decoder, the page's address, or page data (one a source).
"""

MAX_TEXT = 1 << 16
MARKS = "\U000f0000"  # the first of these characters
_LAST_SOURCE = "\U000ffffd"  # the last one, which all sources beyond the range share
UNKNOWN_PART, WIDENED, DECODED = "\U0010f000", "\U0010f006", "\U0010f007"
_OWN = "\U0010f001\U0010f002\U0010f003\U0010f004\U0010f005"
# Parts of `location`, which `addresses` fills in when the page is known.
OWN_PARTS = dict(zip(("href", "origin", "protocol", "host", "path"), _OWN, strict=True))


def source_mark(number: int) -> str:
    """Return the character for a source number."""
    return min(chr(ord(MARKS) + number), _LAST_SOURCE)


def is_tainted(character: str) -> bool:
    """Whether a character stands for page data."""
    return MARKS <= character <= _LAST_SOURCE


def is_exact(text: str) -> bool:
    """Whether a string has no unknown parts."""
    return text.isascii() or max(text) < MARKS
