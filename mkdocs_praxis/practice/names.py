"""Normalises names: for comparing them, and for addresses."""

import re
import unicodedata

_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "-": " ", "_": " ", "/": " "})
# letters that are no letter with an accent
_ASCII = str.maketrans({"đ": "d", "ð": "d", "ł": "l", "ı": "i", "ø": "oe", "æ": "ae", "œ": "oe", "þ": "th"})


def fold(text: str) -> str:
    """Normalise text for comparing names: lower case, umlauts spelt out, `-`, `_` and `/` as spaces, single spaces."""
    return " ".join(text.lower().translate(_FOLD).split())


def slug(text: str) -> str:
    """Return text for use in an address: lower-case letters without accents, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", fold(text).translate(_ASCII)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
