"""Strings of which parts are unknown, as in `"https://cdn." + x + ".example"`: such a part is a private-use character.

Which one says where it comes from: nowhere known, a bound that was reached (WIDENED), a decoder, the page's own address, or its
data (each source has its own).
"""

MAX_TEXT = 1 << 16
MARKS = "\U000f0000"  # the first character that is no text
_LAST_SOURCE = "\U000ffffd"  # of those, the last one that stands for page data
UNKNOWN_PART, WIDENED, DECODED = "\U0010f000", "\U0010f006", "\U0010f007"
_OWN = "\U0010f001\U0010f002\U0010f003\U0010f004\U0010f005"
# Parts of the page's own address; `addresses` puts them in when the page is known.
OWN_PARTS = dict(zip(("href", "origin", "protocol", "host", "path"), _OWN, strict=True))


def source_mark(number: int) -> str:
    """Return the character that stands for a source, by its number; the last one stands for all the rest."""
    return min(chr(ord(MARKS) + number), _LAST_SOURCE)


def is_tainted(character: str) -> bool:
    """Tell whether a character stands for page data."""
    return MARKS <= character <= _LAST_SOURCE


def is_unknown(character: str) -> bool:
    """Tell whether a character stands for something only running can tell (the own address is known)."""
    return character in {UNKNOWN_PART, WIDENED, DECODED} or is_tainted(character)


def is_exact(text: str) -> bool:
    """Tell whether a string has no unknown part."""
    return text.isascii() or max(text) < MARKS
