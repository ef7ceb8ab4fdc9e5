"""What a page's scripts need from its policy (styles, eval, blobs …), and which of them compile strings, which it blocks."""

import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from pathlib import Path

from mkdocs_praxis.lazy import expressions
from mkdocs_praxis.vendors.patterns import prefilter
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.kept import Key, shipped
from mkdocs_praxis.web.url import file_address

_WORDS, _BEYOND, _CODE = (
    expressions(Path(__file__).with_name(f"{file}.txt")) for file in ("abilities", "beyond", "evaluates")
)
_TIMER = "set"
# Libraries that compile strings only on some pages.
_SELDOM = ("lodash", "d3", "handlebars", "nunjucks")
# Literals one of which every such call, and every alias, has.
_SIGNS = (
    *("Function(", "Function.", "=Function", "= Function", ".Function", "(Function"),
    *(".constructor(", "eval", "setTimeout(", "setInterval("),
)


@lru_cache(maxsize=256)
def evaluates(text: str) -> bool:
    """Whether a script compiles strings to code, other than for feature detection."""
    if not any(sign in text for sign in _SIGNS):
        return False
    named = "|".join(sorted({re.escape(met[1]) for met in _CODE["named"].finditer(text)}))
    ways = [_CODE["makes"], *([re.compile(rf"(?<![\w$.])(?:new\s+)?(?:{named})\(")] if named else [])]
    return any(_in_earnest(text, met.start(), met.end()) for way in ways for met in way.finditer(text))


def _in_earnest(text: str, start: int, end: int) -> bool:
    if text.startswith(_TIMER, start):
        return True
    if _CODE["fallback"].match(text, end) or (
        text.startswith("eval(", start) and _CODE["defines"].match(text, end)
    ):
        return False
    if "eval" in text[start:end] and "typeof JSON" in text[:start]:
        return False
    before = _CODE["before"].search(text, max(0, start - 200), start)
    return before is None or (before[0].startswith("try") and bool(_CODE["throws"].match(text, end)))


def is_gone(text: str, others: tuple[str, ...]) -> bool:
    """Whether the page actually makes such a script evaluate; `others` are the page's other scripts."""
    met = (name for name in _SELDOM if _CODE[name].search(text))
    return all(any(map(_CODE[f"{name} compiles"].search, others)) for name in met)


ABLE = "able"  # kind of the cached results (`web.kept`)
EVALUATES = "evaluates"  # compiles strings to code, other than the libraries above; the policy blocks it
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
