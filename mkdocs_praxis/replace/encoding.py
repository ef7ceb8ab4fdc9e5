"""Reads files that a command changes in place: as UTF-8 or, as old sites are written, in a Western encoding; and their language."""

import turbohtml

from mkdocs_praxis.i18n import without_region
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.source import decode


def text_of(data: bytes, file: str) -> tuple[str, str]:
    """Return the text as a browser reads it, and the codec that gives the same bytes again. Raises PraxisError if there is none."""
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        read = decode(data).text
        for codec in ("cp1252", "iso-8859-15"):
            text = data.decode(codec, "replace")
            if "\ufffd" not in text and text.replace("\r\n", "\n").replace("\r", "\n") == read:
                return text, codec
        raise PraxisError(
            msg("this is not UTF-8 text (byte {start}); nothing was changed", start=error.start),
            file=file,
            fix='save it as UTF-8, and write <meta charset="utf-8"> in the head of a page',
        ) from None


def language_of_page(text: str) -> str:
    """Return the language that a whole page says it is in, without region; "" for a fragment, or a page that says none."""
    start = turbohtml.TokenType.START_TAG
    first = next((token for token in turbohtml.tokenize(text) if token.type is start), None)
    return without_region(first.attr("lang") or "") if first is not None and first.tag == "html" else ""
