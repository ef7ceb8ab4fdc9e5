"""Derives from the words in scripts which abilities they need from the policy (styles, eval, blobs …)."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from mkdocs_praxis.harden.evaluates import evaluates
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.vendors.clues import needles
from mkdocs_praxis.web.kept import Key, shipped

ABLE = "able"  # kind of the cached results (`web.kept`)
EVALUATES = "evaluates"  # compiles strings to code, other than the libraries below; the policy blocks it

# Ability → expression that every script with it matches. False positives are harmless: the directive is still 'self'.
_WORDS: dict[str, re.Pattern[str]] = {
    "connect": regex(
        r"\b(?:fetch|XMLHttpRequest|sendBeacon|EventSource|WebSocket|WebTransport|getJSON|ajax)\b"
    ),
    "worker": regex(r"Worker\b"),
    "media": regex(r"\bAudio\b|[\"'`<]audio\b|[\"'`<]video\b|\bMediaSource\b"),
    "frame": regex(r"iframe", re.IGNORECASE),
    "object": regex(r"[\"'`<](?:object|embed)\b", re.IGNORECASE),
    "form": regex(r"\bsubmit\b|\brequestSubmit\b|[\"'`<]form\b"),
    "blob": regex(r"\bcreateObjectURL\b"),
    "wasm": regex(r"\bWebAssembly\b"),
    "manifest": regex(r"[\"'`]manifest[\"'`]"),
    # Styles written by scripts need 'unsafe-inline'; what they can fetch is still limited by img-src and font-src.
    # Minifiers put names of frequent methods in variables: `document[e]("style")`.
    "style": regex(
        r"""(?:createElement|\])\(\s*["'`]style["'`]|(?:setAttribute|\.attr)\(\s*["'`]style["'`]|(?:["'`>]|\\n)\s*<style\b|\bstyle=\\?["']|\b\w\(\s*["'`]style["'`]\s*,""",
        re.IGNORECASE,
    ),
    # Template compilers at run time: Alpine, Vue with compiler, petite-vue, AngularJS, htmx filters; plurals of Sphinx.
    "eval": regex(
        r"getPrototypeOf\(async function|\* vue v\d[\s\S]*?\bFunction\(\w+\)|new Function\(\s*[\"'`](?:Vue|with|\$|_c|n[\"'`])|new Function\([^)]*with\s*\(|\bangular\.version\b"
    ),
    # Code that loads further scripts of the site.
    "load": regex(
        r"\bimport\s*\(|(?:createElement|\])\(\s*[\"'`]script[\"'`]|\bimportScripts\b|getScript|Worker\(|\bimport\s*[\w{*\"']"
    ),
    # Code that replaces the content by another page, while this page's policy stays.
    "swap": regex(r"\bturbo-frame\b|\bhx-boost\b|\bbarba\b|\bSwup\b|\bastro-view-transitions\b"),
}

# Abilities that widen a directive.
ABILITIES = tuple(name for name in _WORDS if name not in {"load", "swap"})


@cache
def _needles(ability: str) -> tuple[str, ...]:
    """Return texts of which every match of an ability's expression contains one, for a fast prefilter."""
    return needles(_WORDS[ability].pattern)


@lru_cache(maxsize=1024)
def _of(text: str) -> frozenset[str]:
    known = shipped(Key(ABLE, text))
    return frozenset(known.split()) if isinstance(known, str) else _words_in(text)


def _words_in(text: str) -> frozenset[str]:
    lowered = text.lower()
    found = frozenset(
        name
        for name, words in _WORDS.items()
        if any(one in lowered for one in _needles(name)) and words.search(text)
    )
    return found | {EVALUATES} if "eval" not in found and evaluates(text) else found


def abilities(texts: Iterable[str]) -> frozenset[str]:
    """Return the abilities that scripts need."""
    found: frozenset[str] = frozenset()
    for text in texts:
        found |= _of(text)
    return found


# APIs that no page policy restricts (`beyond-policy`), by name in the report → expression that every use matches.
_BEYOND: dict[str, re.Pattern[str]] = {
    "WebRTC": regex(r"RTCPeerConnection"),
    "Worker": regex(r"\bnew\s+(?:\w+\.)?(?:Shared)?Worker\b|\bserviceWorker\b"),
    "iframe": regex(
        r"(?:createElement|\])\(\s*[\"'`](?:i?frame|object|embed|portal)[\"'`]|<(?:i?frame|object|embed)\b",
        re.IGNORECASE,
    ),
    "preconnect": regex(r"\b(?:preconnect|dns-prefetch)\b"),
}


def beyond(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the APIs in scripts that no page policy restricts, sorted."""
    found = {name for text in texts for name, words in _BEYOND.items() if words.search(text)}
    return tuple(sorted(found))
