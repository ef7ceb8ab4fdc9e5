"""Recognises the texts of consent tools: sentences and buttons that ask whether something may be loaded."""

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs_praxis.lazy import regex


def _lists() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Yield each list of words (consent.txt) by its name."""
    text = Path(__file__).with_name("consent.txt").read_text("utf-8")
    for part in re.split(r"^\[(?=\w+\]$)", text, flags=re.MULTILINE)[1:]:
        name, *words = (line for line in part.splitlines() if line and not line.startswith("#"))
        yield name.rstrip("]"), regex("|".join(words), re.IGNORECASE)


_WORDS = dict(_lists())
# A button's label, and a link to a privacy notice behind it: few words, ending (in English: beginning) with a verb.
_PRESSED = regex(
    r"\W*(?:(?:[^\s.,:;]+ ){0,6}(?:laden|entsperren|anzeigen|einblenden|freigeben|freischalten|aktivieren|akzeptieren|zulassen|erlauben|ablehnen|merken|"
    r"abspielen|direkt öffnen)|open (?:[^\s.,:;]+ ){1,4}directly|(?:load|unblock|show|accept|allow|enable|deny|decline|always)(?: [^\s.,:;]+){1,4}?)"
    r"(?:\W*(?:zur )?(?:datenschutz\w*|privacy(?: policy)?|mehr (?:erfahren|infos?|informationen)|learn more|details))*(?:\s*\([^()]{2,30}\))?\W*",
    re.IGNORECASE,
)
_ALWAYS = regex(r"\b(?:immer|always|(?:auswahl|entscheidung) merken)\b", re.IGNORECASE)
_LONGEST_BUTTON = 50


def asks(text: str) -> bool:
    """Whether a sentence asks for consent to loading something."""
    return all(_WORDS[sign].search(text) is not None for sign in ("agrees", "shown", "loaded"))


def agrees(text: str) -> bool:
    """Whether a text is about agreeing."""
    return _WORDS["agreeing"].search(text) is not None


def consents(text: str) -> bool:
    """Whether a text is about consent."""
    return _WORDS["consents"].search(text) is not None


def about_privacy(text: str) -> bool:
    """Whether a text names a privacy notice."""
    return _WORDS["privacy"].search(text) is not None


def is_consents(text: str, *, certainly: bool = False) -> bool:
    """Whether a text is that of a consent tool's button. `certainly` is stricter: for texts that are not on a button."""
    if len(text) > _LONGEST_BUTTON:
        return False
    if certainly:
        return _PRESSED.fullmatch(text) is not None and any(
            sign.search(text) is not None for sign in (_WORDS["shown"], _WORDS["consents"], _ALWAYS)
        )
    if not _WORDS["agreeing"].search(text):
        return about_privacy(text)
    named = bool(_WORDS["to_what"].search(text) or _WORDS["consents"].search(text))
    return named or " " not in text


def is_tools_picture(address: str) -> bool:
    """Whether a picture is a consent tool's generic placeholder for a video or map, not the author's."""
    return _WORDS["pictures"].search(address) is not None
