"""Finds scripts that navigate an empty frame, which the guard cannot block, and decides whether the page can have one."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from mkdocs_praxis.harden.code import abilities
from mkdocs_praxis.lazy import expressions

_SAYS = expressions(Path(__file__).with_name("frames.txt"))
# Literals that every way of leading a frame needs, for a fast prefilter.
_TO_A_FRAME = ("contentWindow", "contentDocument", "frames")
_FROM_A_NUMBER = ("].location", "].RTCPeerConnection", "].webkitRTCPeerConnection", "].HTML")
_CLASS_IS = "lazyClass"
_NEAR = 2000  # characters between a frame and its class, and in which a build of jQuery ends
_FURTHER = frozenset(["connect", "load", "swap", "worker"])


@lru_cache(maxsize=1024)
def leads_frames(text: str) -> bool:
    """Whether a script navigates a frame, or takes WebRTC from one."""
    framed = ".location" in text and any(word in text for word in _TO_A_FRAME)
    if not framed and not any(word in text for word in _FROM_A_NUMBER):
        return False
    led = (met for met in _SAYS["leads"].finditer(text) if not _SAYS["looks"].match(text, met.end()))
    return any(not _SAYS["asks"].search(text, max(0, met.start() - 40), met.start()) for met in led)


def is_frameless(markup: str, texts: Iterable[str]) -> bool:
    """Whether a page (`markup`, without our guard) has no frame, and its other scripts and their data (`texts`) can create none."""
    if _SAYS["other letters"].search(markup):
        return False
    loaded = tuple(texts)
    rest = tuple(text for text in loaded if not _SAYS["lazysizes"].match(text))
    lazy = len(rest) < len(loaded)
    if lazy and not any(_CLASS_IS in text or leads_frames(text) for text in (markup, *rest)):
        naming = filter(_SAYS["lazysizes' class"].search, rest)
        return not _has_lazy_frame(markup) and not any(map(_SAYS["puts"].search, naming))
    if "iframe" in markup.lower():
        return False
    others = (markup, *(text for text in loaded if not _is_jquery(text)))
    if len(others) <= len(loaded) and any(map(_SAYS["lent"].search, others)):
        return False
    if any(map(_SAYS["decodes"].search, others)) and any(map(_SAYS["encoded"].search, others)):
        return False
    if any(_SAYS["puts"].search(text) or _SAYS["brings"].search(text) for text in others):
        return False
    return not abilities(others) & _FURTHER


def _is_jquery(text: str) -> bool:
    """Whether a script is an unmodified build of jQuery."""
    begins = _SAYS["jquery"].match(text) is not None
    return begins and _SAYS["jquery ends"].search(text, max(0, len(text) - _NEAR)) is not None


def _has_lazy_frame(markup: str) -> bool:
    """Whether a frame of a page has the class of lazysizes."""
    found = (
        markup[met.end() : met.end() + _NEAR].partition("<")[0] for met in _SAYS["puts"].finditer(markup)
    )
    return any(map(_SAYS["lazysizes' class"].search, map(str.lower, found)))
