"""Text of a hostile site made harmless before a person or a program reads it."""

import unicodedata


def visible(text: str, limit: int = 400) -> str:
    """Return text on one line in which control and direction-changing characters show as escapes, cut at `limit`.

    A title or file name can hold terminal escapes, newlines that forge workflow commands, or right-to-left overrides.
    """
    shown = "".join(
        c
        if c == " " or (c.isprintable() and unicodedata.category(c) not in {"Cf", "Co", "Cs", "Zl", "Zp"})
        else _escape(c)
        for c in text[: limit + 1].replace("\t", "    ")
    )
    return shown if len(text) <= limit else shown[:limit] + "…"


def _escape(character: str) -> str:
    return "�" if "\ud800" <= character <= "\udfff" else f"\\u{ord(character):04x}"
