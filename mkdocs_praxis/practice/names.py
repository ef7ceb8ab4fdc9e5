"""Normalises names: for comparing them, and for addresses."""

import re
import unicodedata

_FOLD = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "-": " ", "_": " ", "/": " "})


def fold(text: str) -> str:
    """Normalise text for comparing names: lower case, umlauts spelt out, `-`, `_` and `/` as spaces, single spaces."""
    return " ".join(text.lower().translate(_FOLD).split())


def slug(text: str) -> str:
    """Return text for use in an address: lower-case letters without accents, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
