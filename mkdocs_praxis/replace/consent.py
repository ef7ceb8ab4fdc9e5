"""Recognises the texts of consent tools: sentences and buttons that ask whether something may be loaded."""

import re
from pathlib import Path

from mkdocs_praxis.lazy import regex

_TEXT = Path(__file__).with_name("consent.txt").read_text("utf-8")
# Each list of words by its name, as an expression.
LISTED = {
    name: "|".join(line for line in words.splitlines() if line and not line.startswith("#"))
    for name, words in re.findall(r"(?ms)^\[(\w+)\]$(.*?)(?=^\[\w+\]$|\Z)", _TEXT)
}
_WORDS = {name: regex(words, re.IGNORECASE) for name, words in LISTED.items()}
# A button's label, and a link to a privacy notice behind it.
_PRESSED = regex(
    rf"\W*(?:{LISTED['pressed']})(?:\W*(?:{LISTED['noticed']}))*(?:\s*\([^()]{{2,30}}\))?\W*", re.IGNORECASE
)
_LONGEST_BUTTON = 50


def says(listed: str, text: str) -> bool:
    """Whether a text has a word of a list (consent.txt)."""
    return _WORDS[listed].search(text) is not None


def asks(text: str) -> bool:
    """Whether a sentence asks for consent to loading something."""
    return all(says(listed, text) for listed in ("agrees", "shown", "loaded"))


def is_consents(text: str, *, certainly: bool = False) -> bool:
    """Whether a text is that of a consent tool's button. `certainly` is stricter: for texts that are not on a button."""
    if len(text) > _LONGEST_BUTTON:
        return False
    if certainly:
        known = says("shown", text) or says("consents", text) or says("always", text)
        return known and _PRESSED.fullmatch(text) is not None
    if not says("agreeing", text):
        return says("privacy", text)
    return says("to_what", text) or says("consents", text) or " " not in text
