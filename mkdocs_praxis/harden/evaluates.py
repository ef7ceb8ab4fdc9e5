"""Finds scripts that compile strings to code: the policy blocks that (no `'unsafe-eval'`), so features would fail silently."""

import re
from functools import lru_cache

from mkdocs_praxis.lazy import regex

# Calls that compile strings (HTML Standard §8.1.6.2: HostEnsureCanCompileStrings; also timers with strings).
_MAKES = regex(
    r"(?<![\w$.])(?:new\s+)?Function\(|(?<![\w$.])Function\.apply\(this\b|\bctor\s*=\s*Function\b"
    r"|(?<![\w$.])(?:window\.)?eval\(|\(0,\s*eval\)\(|\bset(?:Timeout|Interval)\(\s*[\"'`]"
    r"|\bFunction\.(?:call|bind)\(|\bReflect\.construct\(\s*Function\b|(?:\.constructor|(?:\{\s*\}\s*\)))\.constructor\("
)
# Aliases of `Function`. Not single letters: in minified code they mean something else in the next function.
_NAMED = regex(r"(?<![\w$.])([\w$]{2,})\s*=\s*(?:(?:window|self|globalThis)\.)?Function\s*(?=[,;\n)}]|\Z)")
# Short constant strings get the global object or detect features, as in core-js, regenerator and webpack, which work without
# them. The others are fallbacks for browsers without `bind`, `JSON` or HTML 5 elements.
_FALLBACK = regex(
    r"""\s*(?:(?:(["'])(?:\\.|(?!\1)[^\\]){0,60}\1\s*,?\s*)*\)|["'](?:h,f|binder|return |return require\(["'])["']\s*[,+])"""
)
_DEFINES = regex(r"[\w$,\s=]*\)\s*\{")  # the definition of a method with that name
_BEFORE = regex(
    r"(?:\bfunction\s+|\breturn [^;{}]*;|\bJSON\.parse\s*\?[^;{}]*|//[^\n]*|^\s*\*[^\n]*|\btry\s*\{[^{}]*)\Z",
    re.MULTILINE,
)
_THROWS = regex(r"[^{}]*\}\s*catch\s*\(\w+\)\s*\{[^}]*\bthrow\b")
_TIMER = "set"

# Libraries that compile strings only on some pages (Nunjucks without its compiler: never) → what such pages call.
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
    """Whether a script compiles strings to code, other than for feature detection."""
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
    """Whether the page actually makes such a script evaluate; `others` are the page's other scripts."""
    return not any(
        sign.search(text) and not any(call.search(other) for other in others) for sign, call in _SELDOM
    )
