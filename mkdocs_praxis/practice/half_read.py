"""Detects values that YAML misreads as a quoted string, list or block scalar: `antwort: [Kontakt](kontakt.md)`."""

import re

_ENTRY = r"[^:#]*?(?::|-)\s+"
_QUOTED = re.compile(_ENTRY + r"(?P<sign>[\"'])(?=[^\"']*[\"']\s*\S)")
_OTHER = re.compile(_ENTRY + r"(?P<sign>\[(?=[^\]]*\]\s*[^\s#,\]])|[>|](?=[ \t]+[^\s#]))")


def half_read(line: str) -> tuple[int, str, str, str] | None:
    """Return (column, first character, problem, fix) if a line has such a value, else None."""
    if found := _QUOTED.match(line):
        what = "Behind the closing quotation mark there is more text."
        fix = "Put single ones around the whole, and leave the double ones inside."
    elif found := _OTHER.match(line):
        what, fix = "A value cannot begin with “{sign}”.", "Put the value in quotation marks: {mended}"
    else:
        return None
    return found.start("sign") + 1, found["sign"], what, fix


_LINE = re.compile(r"\s*(?P<key>(?:- +)?(?:[^:#]*?:\s+)?)(?P<value>\S.*?)\s*(?:\s#.*)?$")
_SENTENCE = re.compile(r"\s*[^\W\d][^:]*\s[^:]*$")


def entry_of(line: str) -> re.Match[str] | None:
    """Return a line of YAML in its parts: `key`, with the hyphen before and the colon behind it, and `value`."""
    return _LINE.match(line)


def quoted(line: str) -> str:
    """Return a line of YAML with its value in quotation marks, of the kind that the value does not hold itself."""
    found = entry_of(line)
    if found is None:
        return line.strip()
    value = found["value"]
    inside = f"'{value}'" if '"' in value and "'" not in value else '"' + value.replace('"', '\\"') + '"'
    return found["key"] + inside


def goes_on(line: str) -> bool:
    """Whether a line without a colon reads like the rest of a sentence."""
    return _SENTENCE.match(line) is not None
