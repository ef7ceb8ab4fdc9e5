"""What the scripts of a page are able to ask for, by the words they use: more directives are opened by these only."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mkdocs_praxis.harden.evaluates import evaluates
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.kept import Key, shipped

ABLE = "able"  # what is known of the scripts of widespread themes goes by this name
EVALUATES = (
    "evaluates"  # code out of text by something else than the libraries below, which the policy refuses
)

# Ability → the words without which no script has it. Generous: a directive more lets nobody in, it is 'self' all the same.
_WORDS: dict[str, re.Pattern[str]] = {
    "connect": regex(
        r"\b(?:fetch|XMLHttpRequest|sendBeacon|EventSource|WebSocket|WebTransport|getJSON|ajax)\b"
    ),
    "worker": regex(r"Worker\b"),
    "media": regex(r"\bAudio\b|[\"'`<](?:audio|video)\b|\bMediaSource\b"),
    "frame": regex(r"iframe", re.IGNORECASE),
    "object": regex(r"[\"'`<](?:object|embed)\b", re.IGNORECASE),
    "form": regex(r"\b(?:submit|requestSubmit)\b|[\"'`<]form\b"),
    "blob": regex(r"\bcreateObjectURL\b"),
    "wasm": regex(r"\bWebAssembly\b"),
    "manifest": regex(r"[\"'`]manifest[\"'`]"),
    # Styles that code writes need a policy that takes any; a style can fetch only what img-src and font-src let through.
    # Minifiers keep the name of a method that they meet often in a variable: `document[e]("style")`.
    "style": regex(
        r"""(?:createElement|\])\(\s*["'`]style["'`]|(?:setAttribute|\.attr)\(\s*["'`]style["'`]|(?:["'`>]|\\n)\s*<style\b|\bstyle=\\?["']|\b\w\(\s*["'`]style["'`]\s*,""",
        re.IGNORECASE,
    ),
    # Code that compiles templates at run time: Alpine, Vue with its compiler, petite-vue, AngularJS, htmx filters; plurals of Sphinx.
    "eval": regex(
        r"getPrototypeOf\(async function|\* vue v\d[\s\S]*?\bFunction\(\w+\)|new Function\(\s*[\"'`](?:Vue|with|\$|_c|n[\"'`])|new Function\([^)]*with\s*\(|\bangular\.version\b"
    ),
    # Code that brings further code of the site along.
    "load": regex(
        r"\bimport\s*\(|(?:createElement|\])\(\s*[\"'`]script[\"'`]|\bimportScripts\b|getScript|Worker\(|\bimport\s*[\w{*\"']"
    ),
    # A next page is put into this one, which keeps its policy.
    "swap": regex(r"\bturbo-frame\b|\bhx-boost\b|\bbarba\b|\bSwup\b|\bastro-view-transitions\b"),
}

# What stands wherever these words do (in lower case where case does not matter): found many times faster than they.
_NEEDLES: dict[str, tuple[str, ...]] = {
    "connect": (
        *("fetch", "XMLHttpRequest", "sendBeacon", "EventSource", "WebSocket", "WebTransport"),
        *("getJSON", "ajax"),
    ),
    "worker": ("Worker",),
    "media": ("Audio", "audio", "video", "MediaSource"),
    "frame": ("iframe",),
    "object": ("object", "embed"),
    "form": ("submit", "requestSubmit", '"form', "'form", "`form", "<form"),
    "blob": ("createObjectURL",),
    "wasm": ("WebAssembly",),
    "manifest": ("manifest",),
    "style": ('"style', "'style", "`style", "<style", "style="),
    "eval": ("getPrototypeOf(async function", "* vue v", "new Function(", "angular.version"),
    "load": ("import", "createElement(", "](", "getScript", "Worker("),
    "swap": ("turbo-frame", "hx-boost", "barba", "Swup", "astro-view-transitions"),
}

# Those that open a directive; the others say how code goes on.
ABILITIES = tuple(name for name in _WORDS if name not in {"load", "swap"})


@lru_cache(maxsize=1024)
def _of(text: str) -> frozenset[str]:
    known = shipped(Key(ABLE, text))
    return frozenset(known.split()) if isinstance(known, str) else _words_in(text)


def _words_in(text: str) -> frozenset[str]:
    lowered = text.lower()
    found = frozenset(
        name
        for name, words in _WORDS.items()
        if any(one in (lowered if words.flags & re.IGNORECASE else text) for one in _NEEDLES[name])
        and words.search(text)
    )
    return found | {EVALUATES} if "eval" not in found and evaluates(text) else found


def abilities(texts: Iterable[str]) -> frozenset[str]:
    """Return what scripts are able to ask for."""
    found: frozenset[str] = frozenset()
    for text in texts:
        found |= _of(text)
    return found


# What no page policy governs (`beyond-policy`), by the words without which code has not the means. Names of the report.
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
    """Return which means scripts have that no policy of their page governs, sorted."""
    found = {name for text in texts for name, words in _BEYOND.items() if words.search(text)}
    return tuple(sorted(found))
