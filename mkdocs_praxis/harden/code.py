"""What a page's scripts need from its policy (styles, eval, blobs …), and which of them compile strings, which it blocks."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.vendors.patterns import prefilter
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.kept import Key, shipped
from mkdocs_praxis.web.url import file_address

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
    r"""\s*(?:(?:(["'])(?:\\.|(?!\1)[^\\]){0,60}\1\s*,?\s*)*\)|["'](?:h,f|C,a|binder|return |return require\(["'])["']\s*[,+])"""
)
_DEFINES = regex(r"[\w$,\s=]*\)\s*\{")  # the definition of a method with that name
_BEFORE = regex(
    r"(?m)(?:\bfunction\s+|\breturn [^;{}]*;|\bJSON\.parse\s*\?[^;{}]*|//[^\n]*|^\s*\*[^\n]*|\btry\s*\{[^{}]*)\Z"
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
    calls = (call for sign, call in _SELDOM if sign.search(text))
    return all(any(map(call.search, others)) for call in calls)


ABLE = "able"  # kind of the cached results (`web.kept`)
EVALUATES = "evaluates"  # compiles strings to code, other than the libraries below; the policy blocks it


def _expressions(file: str) -> dict[str, re.Pattern[str]]:
    """Read a list of expressions by name."""
    lines = Path(__file__).with_name(file).read_text("utf-8").splitlines()
    rows = (line.split(": ", 1) for line in lines if not line.startswith("#"))
    return {name: regex(expression) for name, expression in rows}


_WORDS, _BEYOND = _expressions("abilities.txt"), _expressions("beyond.txt")
# Abilities that widen a directive.
ABILITIES = tuple(name for name in _WORDS if name not in {"load", "swap"})


@cache
def _needles(ability: str) -> tuple[str, ...]:
    """Return texts of which every match of an ability's expression contains one, for a fast prefilter."""
    return prefilter(_WORDS[ability].pattern)


@lru_cache(maxsize=1024)
def _of(text: str) -> frozenset[str]:
    known = shipped(Key(ABLE, text))
    return frozenset(known.split()) if isinstance(known, str) else _words_in(text)


def _words_in(text: str) -> frozenset[str]:
    lowered = text.lower()
    may_be = (n for n in _WORDS if any(one in lowered for one in _needles(n)))
    found = frozenset(name for name in may_be if _WORDS[name].search(text))
    return found | {EVALUATES} if "eval" not in found and evaluates(text) else found


def abilities(texts: Iterable[str]) -> frozenset[str]:
    """Return the abilities that scripts need."""
    return frozenset[str]().union(*map(_of, texts))


def beyond(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the APIs in scripts that no page policy restricts, sorted."""
    found = {name for text in texts for name, words in _BEYOND.items() if words.search(text)}
    return tuple(sorted(found))


Means = tuple[frozenset[str], tuple[str, ...]]


class ScriptFiles:
    """The site's script files. If a page's scripts load further ones, the abilities of all files count."""

    def __init__(self, files: Mapping[str, str], own: OwnSite) -> None:
        self._files = {file_address(own, name): (name, path) for name, path in files.items()}
        self._of = cache(lambda address: abilities([self._text(address)]))
        self._together: dict[tuple[tuple[str, ...], tuple[str, ...]], Means] = {}

    def able(self, inline: tuple[str, ...], loaded: tuple[str, ...]) -> Means:
        """Return the abilities of a page's scripts, and the files ("": the page) that compile strings; cached by scripts."""
        found = self._together.get((inline, loaded))
        if found is None:
            able = abilities(inline).union(*map(self._of, loaded))
            if "load" in able:
                able = able.union(*map(self._of, self._files))
            refused = self._refused(inline, loaded) if EVALUATES in able and "eval" not in able else ()
            found = self._together[inline, loaded] = able, refused
        return found

    def _refused(self, inline: tuple[str, ...], loaded: tuple[str, ...]) -> tuple[str, ...]:
        """Return the files that compile strings to code, among those that a page loads or its scripts name."""
        texts = {address: self._text(address) for address in loaded}
        spoken = [*inline, *texts.values()]
        for address, (name, _) in self._files.items():
            last = name.rpartition("/")[2]
            named = EVALUATES in self._of(address) and any(last in text for text in spoken)
            if named and address not in texts:
                texts[address] = self._text(address)
        pairs = [("", text) for text in inline]
        pairs += [(self._files[address][0], text) for address, text in texts.items() if text]
        met: dict[str, None] = {}
        for at, (name, text) in enumerate(pairs):
            others = tuple(other for _, other in (*pairs[:at], *pairs[at + 1 :]))
            if EVALUATES in abilities([text]) and is_gone(text, others):
                met[name] = None
        return tuple(met)

    def _text(self, address: str) -> str:
        _, path = self._files.get(address, ("", None))
        return Path(path).read_bytes().decode("utf-8", "replace") if path is not None else ""
