"""Convert the patterns of vendor files (addresses and code as they look, with named holes) and their URI templates.

README.md describes the notation: `youtube[-nocookie].com/embed/{id}`,
`new YT.Player('{container}' ... videoId: '{id}'`. In templates (RFC 6570), `{a}` is percent-encoded, `{+a}` is not; `{?a,b}`
and `{&a}` add query parameters, `{/a}` a path segment, `{#a}` a fragment, each only if it has a value.
"""

import re
from collections.abc import Mapping
from functools import cache

from mkdocs_praxis.lazy import regex

# What a part may look like, by name; a length may follow (`name 11`, `digits 5+`, `digits 1-2`).
LOOKS = {
    "name": r"[\w-]",
    "word": r"\w",
    "digits": r"\d",
    "hex": r"[0-9a-f]",
    "letters": r"[a-z]",
    "capitals": r"[A-Z0-9]",
    "dotted": r"[\w.-]",
    "segment": r"[^/?#]",
    "slug": r"[\w%.-]",
    "path": r"[\w%./-]",
    "value": r"[^&#]",
    "text": r"""[^'"]""",
    "anything": r".",
}
_WHOLE_LOOKS = {
    "degrees": r"-?\d{1,3}\.\d+",
    "coordinate": r"-?\d{1,3}(?:\.\d+)?",  # where an integer is one, too
    "number": r"-?[\d.]+",
    "site": r"https?://[^/?#]+",
    "address": r"https?://[^\s\"'<>]+",
    "start": r"[^?#]*?",
}
_LENGTH = regex(r"(\w+)(?: (\d+)(?:(\+)|-(\d+))?)?")
_HOLE = regex(r"\{([a-z]\w*)\}")
# A pattern that begins with a host means no host that only ends so, `notyoutube.com`; one that is a host, none that only begins so.
_HOST, _HOST_ALONE = regex(r"[\w\[][^/?{]*\."), regex(r"(?:(?://)?[^/?$]*\.[^/?$]+|//\{\w+\})(?<=[\w\]}])")
_STARTS, _ENDS = r"(?<![\w-])", r"(?![\w.-])"
_PARAMETER = regex(r"\?(?=(?:[\w.-]+|\[[\w.|-]+\])=)")
_SIGNS = {"**.": r"(?:[\w-]+\.)*", "**": r"[\w.-]+", "*": r"[\w-]+", "https://": "https?://"}
# Whitespace next to a gap is dropped: the gap matches it too, and together they would backtrack over every split.
_ROUND_GAPS = regex(r"(?:\\s\*)?(\[\\s\\S\](?:\*|\{0,400\})\?|\[\^<>\]\*\?)(?:\\s\*)?")
_SEGMENT, _SEGMENT_END = r"[^/?#&\s]+", regex(r"$|[/?#&$]|\[[/?#&]")
_GAPS = {"address": ".*", "script": r"[\s\S]*?", "page": "[^<>]*?"}


class NotationError(ValueError):
    """A pattern is invalid; the text says why."""


def looks(text: str) -> str:
    """Convert the `looks` of a part into a regular expression. Raises NotationError."""
    if len(text) > 1 and text[0] == text[-1] == "/":
        return _checked(text[1:-1])
    if text in _WHOLE_LOOKS:
        return _WHOLE_LOOKS[text]
    match = _LENGTH.fullmatch(text)
    if match is not None and match[1] in LOOKS:
        kind, least, more, most = LOOKS[match[1]], match[2], match[3], match[4]
        if least is None:
            return kind + "+"
        if more or most:
            return f"{kind}{{{least},{most or ''}}}"
        return f"{kind}{{{least}}}(?!{kind})"  # exactly that many, not the start of a longer run
    inner = re.sub(r"\[[^\[\]]*\]", "", re.sub(r"\[[^\[\]]*\]", "", text))
    return expression(f"[{text}]" if "|" in inner and "[" not in inner else text, {})


def _checked(text: str) -> str:
    try:
        if re.compile(text).groups:
            raise NotationError(f"an expression may hold no capturing groups, write (?:…): {text}")
    except re.error as error:
        raise NotationError(f"is no regular expression ({error}): {text}") from error
    return text


def expression(pattern: str, parts: Mapping[str, str], where: str = "address") -> str:
    """Convert a pattern into a regular expression with a named group per hole, of the `parts`' expressions. Raises NotationError.

    `where`: in an `address`, a `script` (white space and quotes do not matter) or a `page` (likewise; a gap stays within one tag).
    """
    return _Reader(pattern, parts, where).whole()


class _Reader:
    """Parser of one pattern, from left to right."""

    def __init__(self, pattern: str, parts: Mapping[str, str], where: str) -> None:
        self._text = pattern
        self._parts = parts
        self._code = where != "address"
        self._gap = _GAPS[where]
        self._place = 0
        self._named: set[str] = set()

    def whole(self) -> str:
        """Return the regular expression of the whole pattern."""
        found = self._sequence(nested=False)
        if self._place < len(self._text):
            raise NotationError(f"`]` without `[`; before one that is meant stands a backslash: {self._text}")
        if not self._code:
            alone = _HOST_ALONE.fullmatch(self._text) and "..." not in self._text
            return f"{_STARTS if _HOST.match(self._text) else ''}{found}{_ENDS if alone else ''}"
        found = (r"\b" if re.match(r"\w", self._text) else "") + found
        found = re.sub(r"(?:\\s\*)+", lambda _: r"\s*", found).replace(r"\b\b", r"\b")
        return _ROUND_GAPS.sub(lambda match: match[1], found)

    def _sequence(self, *, nested: bool) -> str:
        pieces: list[str] = []
        while self._place < len(self._text):
            rest = self._text[self._place :]
            if rest[0] == "]" or (nested and rest[0] == "|"):
                break
            pieces.append(self._next(rest, nested=nested))
        return "".join(pieces)

    def _next(self, rest: str, *, nested: bool) -> str:
        if rest[0] == "\\" and len(rest) > 1:
            return self._step(2, self._mark(rest[1]))
        if rest[0] == "[":
            return self._choice()
        if rest[0] == "{":
            return self._hole(rest)
        if rest.startswith("..."):
            return self._step(3, r"[\s\S]{0,400}?" if nested and self._gap == r"[\s\S]*?" else self._gap)
        for sign, stands_for in _SIGNS.items():
            if rest.startswith(sign):
                return self._step(len(sign), stands_for)
        return self._of_code(rest) if self._code else self._of_address(rest)

    def _of_address(self, rest: str) -> str:
        if rest == "$":
            return self._step(1, "(?=[?#]|$)")
        if _PARAMETER.match(rest):
            return self._step(1, r"\?(?:.*&)?")
        return self._step(1, re.escape(rest[0]))

    def _of_code(self, rest: str) -> str:
        if blank := re.match(r"\s+", rest):
            before = self._text[max(self._place - 1, 0) : self._place]
            between_words = re.match(r"\w", before) and re.match(r"\w", rest[blank.end() :])
            return self._step(blank.end(), r"\s+" if between_words else r"\s*")
        if option := re.match(r"([A-Za-z_]\w*):(?!//)\s*(?=(\{)?)", rest):
            quote = r"['\"`]?" if option[2] else ""
            return self._step(option.end(), rf"['\"]?\b{option[1]}['\"]?\s*:\s*{quote}")
        if rest[0] in "'\"":
            return self._step(1, "['\"`]")
        if word := re.match(r"\w+", rest):
            return self._step(word.end(), word[0])
        return self._step(1, self._mark(rest[0]))

    def _mark(self, sign: str) -> str:
        if self._code and sign in "({[,=<>":
            return rf"\s*{re.escape(sign)}\s*"
        return (r"\s*" if self._code and sign in ")}]" else "") + re.escape(sign)

    def _step(self, length: int, made: str) -> str:
        self._place += length
        return made

    def _hole(self, rest: str) -> str:
        match = _HOLE.match(rest)
        if match is None:
            raise NotationError(
                f"`{{` opens no name; before one that is meant stands a backslash: {self._text}"
            )
        name, before = match[1], self._text[: self._place]
        self._place += match.end()
        if name in self._named:
            raise NotationError(f"`{{{name}}}` stands twice: {self._text}")
        self._named.add(name)
        # A hole that is a whole path segment or query value matches any characters there: no id is cut off.
        whole = not self._code and before[-1:] in {"/", "="} and _SEGMENT_END.match(self._text, self._place)
        return f"(?P<{name}>{self._parts.get(name, _SEGMENT if whole else LOOKS['name'] + '+')})"

    def _choice(self) -> str:
        """Read `[a]` (may be missing), `[a|b]` (one of them) or `[a|b|]` (one or none)."""
        self._place += 1
        branches = [self._sequence(nested=True)]
        while self._text[self._place : self._place + 1] == "|":
            self._place += 1
            branches.append(self._sequence(nested=True))
        if self._text[self._place : self._place + 1] != "]":
            raise NotationError(f"`[` is not closed: {self._text}")
        self._place += 1
        optional = len(branches) == 1 or not branches[-1]
        inner = "|".join(branch for branch in branches if branch)
        return f"(?:{inner}){'?' if optional else ''}"


_EXPRESSION = regex(r"\{([+?&/#]?)([a-z]\w*(?:,[a-z]\w*)*)\}")
BUILT_IN = frozenset({"url", "page", "text"})


@cache
def template(text: str) -> tuple[tuple[str, tuple[str, ...], str], ...]:
    """Split a template into (operator, names, literal text before them); the last item has the rest of the text and no names."""
    pieces = []
    end = 0
    for match in _EXPRESSION.finditer(text):
        pieces.append((match[1], tuple(match[2].split(",")), text[end : match.start()]))
        end = match.end()
    return (*pieces, ("", (), text[end:]))
