"""Values that YAML takes for a quotation, a list or a block of text, and that then go on: `antwort: [Kontakt](kontakt.md)`."""

import re

_ENTRY = r"[^:#]*?(?::|-)\s+"
_QUOTED = re.compile(_ENTRY + r"(?P<sign>[\"'])(?=[^\"']*[\"']\s*\S)")
_OTHER = re.compile(_ENTRY + r"(?P<sign>\[(?=[^\]]*\]\s*[^\s#,\]])|[>|](?=[ \t]+[^\s#]))")


def half_read(line: str) -> tuple[int, str, str, str] | None:
    """Return column and sign with which such a value begins, what is wrong, and how to mend it; None for any other line."""
    if found := _QUOTED.match(line):
        what = "Behind the closing quotation mark there is more text."
        fix = "Put single ones around the whole, and leave the double ones inside."
    elif found := _OTHER.match(line):
        what, fix = "A value cannot begin with “{sign}”.", "Put the value in quotation marks."
    else:
        return None
    return found.start("sign") + 1, found["sign"], what, fix
