"""Loop unrolling by regular expressions: the markers of a map are often created in a loop over a list of places."""

import re
from collections.abc import Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace.constants import key_before

_NAME = r"[A-Za-z_$][\w$]*"
_LIST = rf"{_NAME}(?:\.{_NAME})*?"  # or a property of it
_FORMAL = rf"(?:{_NAME}|\[[^\[\]]*\]|\{{[^{{}}]*\}})"  # a parameter, or a destructuring pattern
_LOOPS = (
    regex(
        rf"(?<![\w$.])(?:Object\.values\(\s*)?(?P<list>{_LIST})\s*\)?\s*\.\s*(?:forEach|map)\(\s*(?:function\b[^(]*\(\s*(?P<item>{_FORMAL})[^()]*\)|"
        rf"\(\s*(?P<item2>{_FORMAL})[^()]*\)\s*=>|(?P<item3>{_NAME})\s*=>)\s*"
    ),
    regex(
        rf"(?<![\w$.])(?:\$|jQuery)\.each\(\s*(?P<list>{_LIST})\s*,\s*function\b[^(]*\([^(),]*,\s*(?P<item>{_NAME})\s*\)\s*"
    ),
    regex(rf"(?<![\w$.])for\s*\(\s*(?:var|let|const)\s+(?P<item>{_FORMAL})\s+of\s+(?P<list>{_LIST})\s*\)\s*"),
    regex(
        rf"(?<![\w$.])for\s*\(\s*(?:(?:var|let)\s+)?(?P<index>{_NAME})\s*=\s*0\s*[;,][^;()]*[;<]\s*(?P<list>{_NAME})\.length[^()]*\)\s*"
    ),
    regex(
        rf"(?<![\w$.])for\s*\(\s*(?:(?:var|let|const)\s+)?(?P<index>{_NAME})\s+in\s+(?P<list>{_NAME})\s*\)\s*"
    ),
)
# A list of lists or objects that a loop runs over where it stands: `[{…}, {…}].forEach(`.
_LIST_HERE = regex(r"(?<![\w$)\]])\[(?=\s*[\[{])")
_LOOPED = regex(r"\s*\.\s*(?:forEach|map)\(")
_SIGNS = ("foreach", ".map(", ".each(", "for(", "for (")
_PATH = r"(?P<path>(?:\.[A-Za-z_$][\w$]*|\[\s*(?:\d+|\"[^\"]*\"|'[^']*')\s*\])*)"
_STEP = regex(r"[^\s.\[\]\"']+")
_TOKEN = regex(r"\"(?:\\.|[^\"\\])*\"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|[\[\]{}(),;]")
_JOINED = regex(r"(?<=[^\\\s])([\"'`])\s*\+\s*[\"'`]")
_PAIRS = {"[": "]", "{": "}", "(": ")"}
_MOST_ITEMS = 100
_LONGEST = 20_000  # characters of an unrolled loop


def written_out(code: str) -> str:
    """Return code with each loop over a literal list replaced by its body, repeated once per item."""
    lowered = code.lower()
    if not any(sign in lowered for sign in _SIGNS):
        return code
    code = _with_names(code)
    for loop in _LOOPS:
        end = 0
        pieces = []
        for match in loop.finditer(code):
            if match.start() < end or not (items := _items(code, match["list"])):
                continue
            body, after = _body(code, match.end())
            written = "\n".join(_turns(match, body, items))
            if body and len(written) <= _LONGEST:
                pieces += [code[end : match.start()], written]
                end = after + code[after : after + 1].count(")")  # the `)` of `forEach(`
        code = "".join([*pieces, code[end:]])
    return code


def _with_names(code: str) -> str:
    """Return code in which lists that loops run over where they stand have a name."""
    given, pieces, done, end = list[str](), list[str](), 0, 0
    for start in (match.start() for match in _LIST_HERE.finditer(code)):
        if start < end:
            continue
        end = _end(code, start)
        if _LOOPED.match(code, end):
            given.append(f"var list_{len(given)} = {code[start:end]};\n")
            pieces += [code[done:start], f"list_{len(given) - 1}"]
            done = end
    return "".join([*given, *pieces, code[done:]])


def _items(code: str, name: str) -> list[str]:
    """Return the source of each item of the list or object with this name; [] unless it is assigned exactly once."""
    name, *keys = name.split(".")
    given = [*re.finditer(rf"(?<![\w$.]){re.escape(name)}\s*=\s*(?=[^=>\s])", code)]
    if len(given) != 1 or code[given[0].end()] not in "[{":
        return []
    held = code[given[0].end() : _end(code, given[0].end())]
    for key in keys:
        held = _parts(held).get(key, "")
    items = list(_parts(held).values())
    return items if len(items) <= _MOST_ITEMS else []


def _body(code: str, start: int) -> tuple[str, int]:
    """Return the body of a loop, a block or a statement, and its end."""
    if code[start : start + 1] == "{":
        end = _end(code, start)
        return code[start + 1 : end - 1], end
    end = _end(code, start, stop=";")
    return code[start:end] + ";", end


def _turns(loop: re.Match[str], body: str, items: list[str]) -> Iterator[str]:
    groups = loop.groupdict()
    formal = next((groups[name] for name in ("item", "item2", "item3") if groups.get(name)), "")
    for item in items:
        turn = body
        if index := groups.get("index"):
            called = rf"(?<![\w$.]){re.escape(loop['list'])}\[\s*{re.escape(index)}\s*\]"
            short = re.search(rf"(?:var|let|const)\s+({_NAME})\s*=\s*{called}\s*[;,\n]", body)
            turn = _put(turn, called, item)
            named = {short[1]: item} if short else {}
        else:
            named = _named(formal, item)
        for name, value in named.items():
            turn = _put(turn, rf"(?<![\w$.])(?P<name>{re.escape(name)})", value)
        yield _JOINED.sub("", turn)


def _named(formal: str, item: str) -> dict[str, str]:
    """Map the names in a loop's parameter to the source of the item, or of its parts."""
    if formal[0] not in "[{":
        return {formal: item}
    held = _parts(item)
    names = [name.partition("=")[0].strip() for name in formal[1:-1].split(",")]
    if formal[0] == "[":
        pairs = [(str(place), name) for place, name in enumerate(names)]
    else:
        pairs = [(key.strip(), (name or key).strip()) for key, _, name in (n.partition(":") for n in names)]
    return {name: held[key] for key, name in pairs if name and key in held}


def _put(turn: str, called: str, item: str) -> str:
    """Return an iteration's code with each use of the item, or a part of it, replaced by its source."""

    def value(use: re.Match[str]) -> str | None:
        held = item
        for step in _STEP.findall(use["path"]):
            parts = _parts(held)
            if step not in parts:
                return None
            held = parts[step]
        return held

    def in_text(use: re.Match[str]) -> str:
        held = value(use)
        return use[0] if held is None else held.strip("\"'`")

    def in_code(use: re.Match[str]) -> str:
        held = value(use)
        name = use.groupdict().get("name", "")
        if held is None:
            return use[0]
        return (key_before(turn, use.start(), name) if name and not use["path"] else "") + held

    turn = re.sub(rf"\$\{{\s*{called}{_PATH}\s*\}}", in_text, turn)
    return re.sub(rf"{called}{_PATH}(?![\w$(]|\s*[:=](?!=))", in_code, turn)


def _parts(source: str) -> dict[str, str]:
    """Map the indices of a list literal, or the keys of an object literal, to the source of the values."""
    source = source.strip()
    if source[:1] not in "[{" or not source:
        return {}
    parts: dict[str, str] = {}
    place = 1
    while place < len(source) - 1:
        end = _end(source, place, stop=",")
        one = source[place : min(end, len(source) - 1)].strip()
        if source[0] == "[":
            key, value = str(len(parts)), one
        else:
            key, _, value = one.partition(":")
        if one:
            parts[key.strip().strip("\"'")] = value.strip()
        place = end + 1
    return parts


def _end(code: str, start: int, stop: str = "") -> int:
    """Return where the bracket at `start` is closed, or the first `stop` sign outside brackets and strings."""
    awaited: list[str] = []
    for token in _TOKEN.finditer(code, start):
        sign = token[0]
        if not awaited and sign in stop:
            return token.start()
        if sign in _PAIRS:
            awaited.append(_PAIRS[sign])
        elif sign in _PAIRS.values():
            if not awaited or awaited.pop() != sign:
                return token.start()
            if not awaited and not stop:
                return token.end()
    return len(code)
