"""Explains in plain words why a text is not valid YAML."""

import contextlib
import re
from collections.abc import Sequence

import yaml

from mkdocs_praxis.problem import msg

# Invisible characters around a key, pasted from Word or web pages: non-breaking and zero-width spaces, soft hyphens, bidi marks.
UNSEEN = re.compile("^[^:#]*?:?[\u00a0\u00ad\u2007\u200b-\u200f\u202a-\u202f\u2060\ufeff]")
_BULLET = re.compile(r"^(\s*)(?:[•·–—▪◦*]\s*|-(?=[^\s-]))\S")
# Values that YAML misreads as a quoted string, list or block scalar: `antwort: [Kontakt](kontakt.md)`.
_ENTRY = r"[^:#]*?(?::|-)\s+"
_QUOTED = re.compile(_ENTRY + r"(?P<sign>[\"'])(?=[^\"']*[\"']\s*\S)")
_OTHER = re.compile(
    _ENTRY
    + r"(?P<sign>\[(?=[^\]]*\]\s*[^\s#,\]])|\{(?=[^}]*\}\s*[^\s#,}])|,|\?(?=\s)|[>|](?=[ \t]+[^\s#]|[^\s#\d+-]))"
)
# A line in its parts: key, with the hyphen before and the colon behind it, and value.
_LINE = re.compile(r"\s*(?P<key>(?:- +)?(?:[^:#]*?:\s+)?)(?P<value>\S.*?)\s*(?:\s#.*)?$")
# A key and its value with anything but a colon and a space between them: `Mo 8-12`, `telefon:040 23125010`, `weg = sftp`.
_UNPARTED = re.compile(r"(\s*(?:- +)?[^\W\d][^\d:=]*?)(?:\s*=\s*|:|\s+(?=\S*\d))(\S.*)$")
# The same where days come first: `- 24.12.2026-06.01.2027 Weihnachten`.
_DAYS_FIRST = re.compile(r"(\s*- +\d[\d. –-]*(?:bis[\d. ]*)?\d\.?)\s+([^\W\d].*)$")
_ADDRESS = re.compile(r"\[([^\[\]]*)\]\((?:tel|mailto):[^()]*\)$")  # as copied from a page
# A line without a colon that reads like the rest of a sentence.
_SENTENCE = re.compile(r"\s*[^\W\d][^:]*\s[^:]*$")


# What PyYAML says, and what it means, whatever the line.
_PLAIN = (
    ("another document", "A line `---` divides the file in two.", "Delete the line `---`."),
    ("sequence entries are not allowed", "A list does not begin behind a colon.", "Begin it in the next line, each entry with “- ”, or write [one, two]."),
)  # fmt: skip
_SO = "Write it so: {line}"
_ABOVE = "If the line above stands too far left, let that one begin in the column of this one. If this one belongs below it, delete what stands behind the colon there."
_NO_HYPHEN = "An entry of a list begins with a hyphen and a space."
_SIGNED = re.compile("cannot start any token|alias|anchor|tag")
_SIGN = "A value cannot begin with “{sign}”.", "Put the value in quotation marks: {mended}"
_MORE_TEXT = (
    "Behind the closing quotation mark there is more text.",
    "Put single ones around the whole, and leave the double ones inside.",
)


def explanation(
    error: yaml.MarkedYAMLError, lines: Sequence[str]
) -> tuple[int, int, str, str, dict[str, str]]:
    """Return line and column of a mistake, what is wrong, how to mend it, and the values of these words."""
    lines = ["", *lines, ""]  # by their 1-based numbers
    line, column = _position(error.problem_mark or error.context_mark, (1, 1))
    problem = error.problem or ""
    line = next((n for n in range(line, max(0, line - 3), -1) if UNSEEN.search(lines[n])), line)
    text = lines[line]
    rest = text[column - 1 :]
    if unseen := UNSEEN.search(text):
        column = unseen.end()
        what = "A character stands here that cannot be seen and has no place in a text."
        fix = ""  # the line tells how it came there
    elif "\t" in text[: len(text) - len(text.lstrip())] or rest.startswith("\t"):
        column = text.index("\t") + 1
        what, fix = "A tab stands here; only spaces may indent.", "Replace the tab by two spaces for each step."  # fmt: skip
    elif unfit := _entry_without_hyphen(lines, line) or _unfit(problem, lines, line, column):
        line, column, what, fix = unfit
    elif plain := next((said for sign, *said in _PLAIN if sign in problem), None):
        what, fix = plain
    elif apostrophe := re.search(r":\s+'[^']*'(?=[^\W\d])", text):
        column = apostrophe.end()
        what = "An apostrophe ends what stands in single quotation marks."
        fix = msg(_SO, line=_quoted(re.sub(r"(:\s+)'(.*)'(\s*)$", r"\1\2\3", text)))
    elif "quoted scalar" in (error.context or ""):
        line, column = _position(error.context_mark, (line, column))
        what = "A quotation mark is opened here but not closed."
        fix = "Add the closing quotation mark, or leave out both."
    elif "flow" in (error.context or ""):
        line, column = _position(error.context_mark, (line, column))
        if not lines[line].strip():
            line, column = _position(_last_bracket("\n".join(lines[1:-1])), (line, column))
        what, fix = "A bracket is opened here but not closed.", "Add the closing bracket."
    elif _SIGNED.search(f"{problem} {error.context}") and not text.lstrip().startswith("* "):
        what, fix = _SIGN
        if begun := _LINE.match(text):
            column, rest = begun.start("value") + 1, begun["value"]
    elif bullet := _bullet_above(lines, line):
        line, column = bullet, _indent(lines[bullet]) + 1
        what, fix = _NO_HYPHEN, msg(_SO, line=f"- {lines[bullet].lstrip(' •·–—▪◦*-')}")
    elif half := _QUOTED.match(text) or _OTHER.match(text):
        column, rest = half.start("sign") + 1, half["sign"]
        what, fix = _more_text(text) if half.re is _QUOTED else _SIGN
    elif "block" in (error.context or ""):
        what, fix = _misplaced(lines, line)
    elif "could not find expected ':'" in problem or "simple key" in (error.context or ""):
        line, column = _position(error.context_mark, (line, column))
        what, fix = "A colon is missing here.", _with_colon(lines[line])
        if _SENTENCE.match(lines[line]):
            fix = "If the text of the line above goes on here, indent this line further than that one begins. Else write key: value."
    else:
        what, fix = "This line cannot be read.", "Compare it with the example in the file's head."
    if fix == _SIGN[1] and (address := _ADDRESS.search(lines[line])):
        fix = msg(_SO, line=lines[line][: address.start()].strip() + f" {address[1]}")
    values = {"sign": rest[:1], "mended": _quoted(lines[line]), "line": lines[line].strip()}
    return line, column, what, fix, values


def _more_text(line: str) -> tuple[str, str]:
    """Return that text goes on behind the closing quotation mark, with the line that is read whole where there is one."""
    what, fix = _MORE_TEXT
    return what, fix if (whole := in_quotes(line)) == line else msg(_SO, line=whole.strip())


def untyped(text: str) -> str:
    """Return a text without types. Raises YAMLError where YAML would read the first word of a value as one, or as an anchor, and drop it (`!Praxis`)."""
    for one in yaml.scan(text) if re.search(r"(?:^|\s)[!&]\S", text) else ():
        if isinstance(one, yaml.TagToken | yaml.AnchorToken) and f"*{one.value}" not in text:
            raise yaml.scanner.ScannerError(problem="cannot start any token", problem_mark=one.start_mark)
    return text


def second_colon(error: yaml.MarkedYAMLError, lines: Sequence[str]) -> int:
    """Return the line of a mistake that is a second colon in it (`grund: Impftag: ohne Termin`); 0 for any other."""
    line, column = _position(error.problem_mark, (1, 1))
    colon = "mapping values are not allowed" in (error.problem or "")
    return line if colon and _SECOND.search(lines[line - 1][: column - 1] + ":") else 0


def in_quotes(line: str) -> str:
    """Return a line of a file with its value in single quotation marks; as it is where a `#` may be text, too."""
    found = _LINE.match(line)
    if found is None or re.match(r"\s+#[^\s#]", line[found.end("value") :]):
        return line
    begin, end = found.span("value")
    value = line[begin:end].replace("'", "''")
    if re.fullmatch(r'"[^"]*\s".*"', value):  # the second one opens what stands within: `"Praxis "Wort""`
        value = value[1:-1]
    return f"{line[:begin]}'{value}'{line[end:]}"


_SECOND = re.compile(r":\s*\S.*:$")


def _unfit(problem: str, lines: Sequence[str], line: int, column: int) -> tuple[int, int, str, str] | None:
    """Return where and why a dash, or a key with a value, cannot stand, and how to mend it; None for other problems."""
    text, above = lines[line], lines[line - 1]
    if re.search(r":\s+[-–—]+\s*$", text):
        fix = "Write `keine`, for a day `geschlossen`, or leave the line out."
        return line, column, "A dash alone is no value.", fix
    if "mapping values are not allowed" not in problem:
        return None
    if _SECOND.search(text[: column - 1] + ":"):
        fix = "Put what follows the first one in quotation marks: {mended}"
        below = lines[line + 1]  # `kassen: gesetzlich: ja`
        if _indent(below) > _indent(text) and re.match(r"\s*[^\W\d][\w-]*:\s", below):
            fix = "Write what follows the first one in a line of its own, indented like the line below."
        return line, column, "A second colon stands in this line.", fix
    indent = _indent(text)
    if _DAYS_FIRST.match(above) and ":" not in above:
        return line - 1, _indent(above) + 1, "A colon is missing here.", _with_colon(above)
    alone = re.fullmatch(
        r"( *)(?:[^\W\d][\w-]*|- +[^\W\d][^:#]*)", above.rstrip()
    )  # `sprechzeiten`, `- Die Praxis`
    if alone and len(alone[1]) < indent:
        fix = "Add it at the end of this line: {line}:"
        return line - 1, len(above.rstrip()) + 1, "A colon is missing here.", fix
    if re.fullmatch(rf" {{{indent}}}[^:\s#][^:]*", above):  # `Mo-Fr 8-12`, `weg= sftp`
        return line - 1, indent + 1, "A colon is missing here.", _with_colon(above)
    if re.match(r"\s*(?:- +)?[^\W\d][\w-]*:(?!//)[^\s:]", above):  # `Mo:8-12`
        return line - 1, above.index(":") + 1, "A space is missing behind the colon.", _with_colon(above)
    what = "This line is indented unlike the lines around it."
    fix = "Let it begin in the column of the line above. If it belongs below that one, delete what stands behind the colon there."
    before = lines[line - 2]
    if before.endswith(":") and _begins(above) <= _begins(before) < indent:
        line, indent, fix = line - 1, _indent(above), "Let it begin in the column of the line below."
    elif _indent(above) < indent == _indent(before):
        fix = _ABOVE
    return None if _bullet_above(lines, line) else (line, indent + 1, what, fix)


def _misplaced(lines: Sequence[str], line: int) -> tuple[str, str]:
    """Return why a line ends the block that those above it are in, and how to mend it."""
    text = lines[line]
    above = [one for one in lines[:line] if one.strip() and not one.lstrip().startswith("#")]
    what = "This line does not fit the lines above it."
    if text.lstrip().startswith("- "):
        entry = next((one for one in reversed(above) if one.lstrip().startswith("- ")), text)
        if _indent(entry) != _indent(text):
            fix = "Let it begin in column {column}, like the entry above: {line}"
            return what, msg(fix, column=_indent(entry) + 1, line=text.strip())
    elif above and _indent(text) < _begins(above[-1]):
        fix = "If it belongs to the entry above, let it begin in column {column}, like the line above. If it is an entry of its own, write {line}"
        if not any(one.lstrip().startswith("- ") for one in above):
            fix = "Let it begin in column {column}, like the line above."
        return what, msg(fix, column=_begins(above[-1]) + 1, line=f"- {text.strip()}")
    elif above and _indent(text) > _begins(above[-1]):
        return what, _ABOVE
    return what, "Check how far it is indented, and whether a colon or a leading `- ` is missing."


def _entry_without_hyphen(lines: Sequence[str], line: int) -> tuple[int, int, str, str] | None:
    """Return that a word alone, at or right above a line, is an entry like those beside it (`search` above `- praxis`); None for any other."""
    for at in (line, line - 1):
        beside = {one.lstrip()[:2] for one in (lines[at - 1], *lines[at + 1 : at + 2]) if _indent(one) == _indent(lines[at])}  # fmt: skip
        if re.fullmatch(r" *[^\W\d][\w/.-]*\s*", lines[at]) and "- " in beside:
            return at, _indent(lines[at]) + 1, _NO_HYPHEN, msg(_SO, line=f"- {lines[at].strip()}")
    return None


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _begins(line: str) -> int:
    """Return where the key or text of a line begins, behind the hyphen of an entry."""
    entry = re.match(r"\s*- +", line)
    return entry.end() if entry else _indent(line)


def _with_colon(line: str) -> str:
    """Return how to write a line that lacks the colon between key and value, or the blank behind it."""
    if found := _DAYS_FIRST.match(line) or _UNPARTED.match(line):
        return msg(_SO, line=f"{found[1].strip()}: {found[2].strip()}")
    return "Write key: value, with a space after the colon."


def _quoted(line: str) -> str:
    """Return a line of YAML with its value in quotation marks, of the kind that the value does not hold itself."""
    found = _LINE.match(line)
    if found is None:
        return line.strip()
    value = found["value"]
    inside = f"'{value}'" if '"' in value and "'" not in value else '"' + value.replace('"', '\\"') + '"'
    return found["key"] + inside


def _last_bracket(text: str) -> yaml.Mark | None:
    """Return the position of the innermost unclosed bracket of a text."""
    opened: list[yaml.Mark] = []
    with contextlib.suppress(yaml.YAMLError):
        for token in yaml.scan(text):
            if isinstance(token, yaml.FlowSequenceStartToken | yaml.FlowMappingStartToken):
                opened.append(token.start_mark)
            elif opened and isinstance(token, yaml.FlowSequenceEndToken | yaml.FlowMappingEndToken):
                opened.pop()
    return opened[-1] if opened else None


def _bullet_above(lines: Sequence[str], line: int) -> int:
    """Return the line of a list item with a wrong marker (not `- `), at or directly above a line; 0 if there is none."""
    near = (n for n in range(line, max(0, line - 4), -1) if lines[n].strip())
    return next((n for n in near if _BULLET.match(lines[n])), 0)


def _position(mark: yaml.Mark | None, otherwise: tuple[int, int]) -> tuple[int, int]:
    """Return line and column of a mark, both 1-based."""
    return (mark.line + 1, mark.column + 1) if mark else otherwise
