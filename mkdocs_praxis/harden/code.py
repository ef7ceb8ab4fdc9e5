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
    "style": regex(
        r"""createElement\(\s*["'`]style["'`]|(?:setAttribute|\.attr)\(\s*["'`]style["'`]|(?:["'`>]|\\n)\s*<style\b|\bstyle=\\?["']|\b\w\(\s*["'`]style["'`]\s*,""",
        re.IGNORECASE,
    ),
    # Code that compiles templates at run time: Alpine, Vue with its compiler, petite-vue, AngularJS, htmx filters; plurals of Sphinx.
    "eval": regex(
        r"getPrototypeOf\(async function|\* vue v\d[\s\S]*?\bFunction\(\w+\)|new Function\(\s*[\"'`](?:Vue|with|\$|_c|n[\"'`])|new Function\([^)]*with\s*\(|\bangular\.version\b"
    ),
    # Code that brings further code of the site along.
    "load": regex(
        r"\bimport\s*\(|createElement\(\s*[\"'`]script[\"'`]|\bimportScripts\b|getScript|Worker\(|\bimport\s*[\w{*\"']"
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
    "load": ("import", "createElement(", "getScript", "Worker("),
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
        r"createElement\(\s*[\"'`](?:i?frame|object|embed|portal)[\"'`]|<(?:i?frame|object|embed)\b",
        re.IGNORECASE,
    ),
    "preconnect": regex(r"\b(?:preconnect|dns-prefetch)\b"),
}

# What not even the guard stops: where a script leads an empty frame (the connection is opened before the policy refuses), and what
# it takes from the window of a frame by its number before anything tells that there is one.
_FRAME = r"(?:\bframes\s*(?:\[[^\]]{1,60}\]|\.\w+)|\bcontentWindow|\bcontentDocument)\??\.location\b"
_BY_NUMBER = r"\b(?:window|self|top|parent|frames)\s*\[\s*(?:\d+|[^\]]{0,40}\blength\b[^\]]{0,20})\]\.(?:location|(?:webkit)?RTCPeerConnection|HTML\w+Element)\b"
_LEADS_FRAME = regex(f"{_FRAME}|{_BY_NUMBER}")
# Code that only looks where a frame is, as React's does, or opens the same again leads it nowhere.
_ASKS = regex(r"\btypeof\s[\w.$]*\Z")
_LOOKS = regex(
    r"\.(?:href|origin|host|hostname|pathname|search|hash)\b\s*(?:[=!]==?|\.\s*\w)|\.reload\(\s*\)"
)


@lru_cache(maxsize=1024)
def leads_frames(text: str) -> bool:
    """Tell whether a script sets where a frame leads, or takes WebRTC from one."""
    if not any(word in text for word in ("location", "RTCPeer", "HTML")):
        return False
    return any(
        not _ASKS.search(text, max(0, met.start() - 40), met.start()) and not _LOOKS.match(text, met.end())
        for met in _LEADS_FRAME.finditer(text)
    )


# What puts a frame into a page, in markup or code, escaped or not.
_FRAMES = regex(
    r"(?:<|lt;|60;|3c;?)(?:[\w-]+:)?(?:i?frame(?:set)?|fencedframe|portal|object|embed)\b"
    r"|[=:\"'`](?:i?frame(?:set)?|fencedframe|portal)\b"
    r"|(?<!==)(?<!==\s)[\"'`](?:object|embed)[\"'`](?!\s*[=!]=)",
    re.IGNORECASE,
)
# What brings markup along from elsewhere, and what reaches the frames of another document.
_BRINGS = regex(
    r"\b(?:atob|unescape|fromCharCode|fromCodePoint|decodeURI\w*|\w+Decoder|DecompressionStream|Reflect|cookie|\w+Storage|indexedDB|caches)\b"
    r"|\bpostMessage\b|\bonmessage|[\"'`]message[\"'`]|\bBroadcastChannel\b|\bopen\s*\("
    r"|(?:(?<![.\w$])|\b(?:window|self|globalThis|this|defaultView)\.)(?:parent|top|opener|frames|frameElement)\b(?!\s*:)"
)
_FURTHER = frozenset(["connect", "load", "swap", "worker"])
# jQuery as its makers built it, from the first letter to the last, brings nothing by itself: code that calls it does, by these names.
_JQUERY = regex(
    r"\A\s*/\*![\s*]*jQuery (?:JavaScript Library )?v\d[\s\S]*"
    r"(?:\.jQuery=\w+\.\$=\w+\)?,\w+\}\);?|window\.jQuery = window\.\$ = jQuery;\s*\}\s*return jQuery;\s*\}\s*\)\)?;)\s*\Z"
)
_LENT = regex(
    r"\b(?:ajax|getJSON|getScript|globalEval)\b|\.\s*load\s*\(|\$\.(?:get|post)\b|\.(?:get|post)\s*\(\s*[\"'`]"
    r"|\[\s*[\"'`](?:load|get|post)[\"'`]\s*\]"
)
# A text whose letters are not what a browser reads.
_OTHER_LETTERS = regex(r"[\0\x1b\ufffd]")


def is_frameless(markup: str, texts: Iterable[str]) -> bool:
    """Tell whether a page has no frame and none of its scripts can come by one, so that what leads frames finds none.

    `markup` is the page itself, whose attributes may hold code, without our own guard; `texts` are its other scripts.
    """
    if "iframe" in markup.lower() or _OTHER_LETTERS.search(markup):
        return False
    loaded = tuple(texts)
    others = (markup, *(text for text in loaded if not _JQUERY.match(text)))
    if len(others) <= len(loaded) and any(map(_LENT.search, others)):
        return False
    return not any(_FRAMES.search(text) or _BRINGS.search(text) or _of(text) & _FURTHER for text in others)


def beyond(texts: Iterable[str]) -> tuple[str, ...]:
    """Return which means scripts have that no policy of their page governs, sorted."""
    found = {name for text in texts for name, words in _BEYOND.items() if words.search(text)}
    return tuple(sorted(found))
