"""Scripts that make code out of text, which a policy refuses without `'unsafe-eval'`: what they do with it would fail unsaid."""

import re
from functools import lru_cache

from mkdocs_praxis.lazy import regex

# Calls whose text becomes code (HTML Standard §8.1.6.2: HostEnsureCanCompileStrings; string timers are the same).
_MAKES = regex(
    r"(?<![\w$.])(?:new\s+)?Function\(|(?<![\w$.])Function\.apply\(this\b|\bctor\s*=\s*Function\b"
    r"|(?<![\w$.])(?:window\.)?eval\(|\(0,\s*eval\)\(|\bset(?:Timeout|Interval)\(\s*[\"'`]"
    r"|\bFunction\.(?:call|bind)\(|\bReflect\.construct\(\s*Function\b|(?:\.constructor|(?:\{\s*\}\s*\)))\.constructor\("
)
# `Function` under another name. One letter is too little: in packed code it is another thing in the next function.
_NAMED = regex(r"(?<![\w$.])([\w$]{2,})\s*=\s*(?:(?:window|self|globalThis)\.)?Function\s*(?=[,;\n)}]|\Z)")
# A short fixed text reaches for the global object or asks what the browser knows, as core-js, regenerator and webpack do, and goes
# on without. The others are ways for browsers that lack `bind`, `JSON` or elements of HTML 5.
_FALLBACK = regex(
    r"""\s*(?:(?:(["'])(?:\\.|(?!\1)[^\\]){0,60}\1\s*,?\s*)*\)|["'](?:h,f|binder|return |return require\(["'])["']\s*[,+])"""
)
_DEFINES = regex(r"[\w$,\s=]*\)\s*\{")  # a method of that name
_BEFORE = regex(
    r"(?:\bfunction\s+|\breturn [^;{}]*;|\bJSON\.parse\s*\?[^;{}]*|//[^\n]*|^\s*\*[^\n]*|\btry\s*\{[^{}]*)\Z",
    re.MULTILINE,
)
_THROWS = regex(r"[^{}]*\}\s*catch\s*\(\w+\)\s*\{[^}]*\bthrow\b")
_TIMER = "set"

# Libraries that bring a way to make code which few of their pages go (Nunjucks without its compiler: none) → what a page that goes it calls.
_SELDOM = (
    (regex(r"\b__p\s*\+?="), regex(r"(?:\b_|\blodash)\.template\(")),
    (regex(r"\A//\s*https://d3js\.org\b"), regex(r"\bd3\.[ct]sv\(|\bd3\.dsv\(|\b[ct]svParse\(")),
    (
        regex(r"\bHandlebars\b[\s\S]*\bFunction\.apply\("),
        regex(r"(?i)\b(?:handlebars|hbs)\.(?:pre)?compile\("),
    ),
    (regex(r"\A(?![\s\S]*BLOCK_START)[\s\S]*nunjucksPrecompiled"), regex(r"(?!)")),
)
_SIGNS = (
    *("Function(", "Function.", "=Function", "= Function", ".Function", "(Function"),
    *(".constructor(", "eval", "setTimeout(", "setInterval("),
)


@lru_cache(maxsize=256)
def evaluates(text: str) -> bool:
    """Whether a script makes code out of text otherwise than to find out what the browser is able to."""
    if not any(sign in text for sign in _SIGNS):
        return False
    named = "|".join(sorted({re.escape(met[1]) for met in _NAMED.finditer(text)}))
    ways = [_MAKES, *([re.compile(rf"(?<![\w$.])(?:new\s+)?(?:{named})\(")] if named else [])]
    return any(_in_earnest(text, met.start(), met.end()) for way in ways for met in way.finditer(text))


def _in_earnest(text: str, start: int, end: int) -> bool:
    if text.startswith(_TIMER, start):
        return True
    if _FALLBACK.match(text, end) or (text.startswith("eval(", start) and _DEFINES.match(text, end)):
        return False
    if "eval" in text[start:end] and "typeof JSON" in text[:start]:
        return False
    before = _BEFORE.search(text, max(0, start - 200), start)
    return before is None or (before[0].startswith("try") and bool(_THROWS.match(text, end)))


def is_gone(text: str, others: tuple[str, ...]) -> bool:
    """Whether the way of a script that evaluates is one that its page goes; `others` are the page's other scripts."""
    return not any(
        sign.search(text) and not any(call.search(other) for other in others) for sign, call in _SELDOM
    )
