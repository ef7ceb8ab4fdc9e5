"""Finds scripts that navigate an empty frame, which the guard cannot block, and decides whether the page can have one."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mkdocs_praxis.harden.code import abilities
from mkdocs_praxis.lazy import regex

# Navigation of a frame (the connection is opened before the policy blocks it), and WebRTC taken from the window of a frame by
# index, before any event.
_FRAME = r"(?:\bframes\s*(?:\[[^\]]{1,60}\]|\.\w+)|\bcontentWindow|\bcontentDocument)\??\.location\b"
_BY_NUMBER = r"\b(?:window|self|top|parent|frames)\s*\[\s*(?:\d+|[^\]]{0,40}\blength\b[^\]]{0,20})\]\.(?:location|(?:webkit)?RTCPeerConnection|HTML\w+Element)\b"
_LEADS_FRAME = regex(f"{_FRAME}|{_BY_NUMBER}")
# Literals that either needs, for a fast prefilter.
_TO_A_FRAME = ("contentWindow", "contentDocument", "frames")
_FROM_A_NUMBER = ("].location", "].RTCPeerConnection", "].webkitRTCPeerConnection", "].HTML")
# Code that only reads the location of a frame, as React does, or reloads it.
_ASKS = regex(r"\btypeof\s[\w.$]*\Z")
_LOOKS = regex(
    r"\.(?:href|origin|host|hostname|pathname|search|hash)\b\s*(?:[=!]==?|\.\s*\w)|\.reload\(\s*\)"
)

# Markup or code that creates a frame, escaped or not.
_FRAMES = (
    r"(?:(?:<|lt;|60;|3c;?)(?:[\w-]+:)?(?:i?frame(?:set)?|fencedframe|portal|object|embed)\b"
    r"|[=:\"'`](?:i?frame(?:set)?|fencedframe|portal)\b"
    r"|\b(?:tag\w*\s*[:=]|\w*[eE]lement\w*\(|(?:h|_c|jsxs?)\()\s*[\"'`](?:object|embed)[\"'`](?!\s*[=!]=))"
)
_PUTS = regex(_FRAMES, re.IGNORECASE)
# Code that inserts markup from elsewhere, or accesses frames of another document. Words in quotes are text.
_WINDOWS = "(?:parent|top|opener|frames|frameElement)"
_BRINGS = regex(
    r"\b(?:atob|unescape|fromCharCode|fromCodePoint|\w+Decoder|DecompressionStream|Reflect|cookie|\w+Storage|indexedDB|caches)\b"
    r"|\bpostMessage\b|\bonmessage|[\"'`]message[\"'`]|\bBroadcastChannel\b"
    r"|(?:(?<![.\w$])|\b(?:window|self|globalThis)\.)open\s*\((?![^()]*\)\s*\{)"
    rf"|(?<![.\w$\"'`-]){_WINDOWS}\b(?=\s*(?:[.\[;,)=?&]|\|\|)|[ \t]*(?:[\r\n]|\Z))"
    rf"|\b(?:window|self|globalThis|defaultView)(?:\.{_WINDOWS}\b|\s*\[\s*[\"'`]{_WINDOWS}[\"'`])"
)
# Encoded characters, and code that decodes them.
_DECODES, _ENCODED = regex(r"\bdecodeURI"), regex(r"(?i)%[4-7][0-9a-f]")
_FURTHER = frozenset(["connect", "load", "swap", "worker"])
# An unmodified build of jQuery inserts no markup by itself; code that calls these methods does.
_JQUERY = regex(
    r"\A\s*/\*![\s*]*jQuery (?:JavaScript Library )?v\d[\s\S]*"
    r"(?:\.jQuery=\w+\.\$=\w+\)?,\w+\}\);?"
    r"|,\w+\.addEventListener\(\"load\",\w+\)\),\w+\}\);?"
    r"|,\w+\}\(window,!0\);export default \w+;export\{\w+ as jQuery,\w+ as \$\};?"
    r"|(?:window\.jQuery = window\.\$ = jQuery|window\.addEventListener\( \"load\", completed \));\s*\}\s*return jQuery;\s*\}\s*\)\)?;"
    r"|return jQueryFactoryWrapper\( window, true \);\s*\}(?:\s*module\.exports = \{[^{}]*\};)?"
    r"|export \{ jQuery, jQuery as \$ \};\s*export default jQuery;)\s*\Z"
)
_LENT = regex(
    r"\b(?:ajax|getJSON|getScript|globalEval)\b|\.\s*load\s*\(|\$\.(?:get|post)\b|\.(?:get|post)\s*\(\s*[\"'`]"
    r"|\[\s*[\"'`](?:load|get|post)[\"'`]\s*\]"
)
# An unmodified build of lazysizes navigates only frames of its class, to their own address.
_LAZYSIZES = regex(
    r"\A\s*/\*! lazysizes - v\d[\s\S]*\.lazySizes=[\s\S]{0,120}\Z"
    r"|\A\(function\(window, factory\) \{\s*var lazySizes = factory\([\s\S]*\breturn lazysizes;\s*\}\s*\)\);\s*\Z"
)
_CLASS, _CLASS_IS = r"(?<![\w-])lazyload(?![\w-])", "lazyClass"
_NAMES_CLASS, _OF_CLASS = regex(_CLASS), regex(rf"(?i){_FRAMES}[^<]{{0,2000}}{_CLASS}")
# Characters that indicate another encoding.
_OTHER_LETTERS = regex(r"[\0\x1b\ufffd]")


@lru_cache(maxsize=1024)
def leads_frames(text: str) -> bool:
    """Whether a script navigates a frame, or takes WebRTC from one."""
    framed = ".location" in text and any(word in text for word in _TO_A_FRAME)
    if not framed and not any(word in text for word in _FROM_A_NUMBER):
        return False
    led = (met for met in _LEADS_FRAME.finditer(text) if not _LOOKS.match(text, met.end()))
    return any(not _ASKS.search(text, max(0, met.start() - 40), met.start()) for met in led)


def is_frameless(markup: str, texts: Iterable[str]) -> bool:
    """Whether a page (`markup`, without our guard) has no frame, and its other scripts and their data (`texts`) can create none."""
    if _OTHER_LETTERS.search(markup):
        return False
    loaded = tuple(texts)
    rest = tuple(text for text in loaded if not _LAZYSIZES.match(text))
    lazy = len(rest) < len(loaded)
    if lazy and not any(_CLASS_IS in text or leads_frames(text) for text in (markup, *rest)):
        naming = filter(_NAMES_CLASS.search, rest)
        return not _OF_CLASS.search(markup) and not any(map(_PUTS.search, naming))
    if "iframe" in markup.lower():
        return False
    others = (markup, *(text for text in loaded if not _JQUERY.match(text)))
    if len(others) <= len(loaded) and any(map(_LENT.search, others)):
        return False
    if any(map(_DECODES.search, others)) and any(map(_ENCODED.search, others)):
        return False
    if any(_PUTS.search(text) or _BRINGS.search(text) for text in others):
        return False
    return not abilities(others) & _FURTHER
