"""Splits hours in one line into days with their hours: `Mo-Fr 8-12; Mo, Di, Do 15-18`."""

import re

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.hours import JOIN, OTHERWISE, PLAIN, on_request
from mkdocs_praxis.practice.weekdays import DAY, EXCEPT, GROUP, SOME

_AHEAD = re.compile(r"(?<=\w), ?(?!(?:ab|bis|außer|except)\b)([^\W\d](?:(?!geschlossen|closed)[^,;()\d]){2,40})$", re.IGNORECASE)  # fmt: skip
_DAYS_AHEAD = (
    rf"(?<![\w.])(?:{GROUP}|{OTHERWISE.pattern})"
    rf"(?=[ :|]*(?:{PLAIN} +)*(?:\d|(?:ab|bis|von|from) \d|geschlossen\b|closed\b|(?:nur )?nach |n\. ?v\.))"
)
_HEAD = regex(_DAYS_AHEAD, re.IGNORECASE)
_AGAIN = regex(rf"{DAY} täglich$", re.IGNORECASE)
_BETWEEN = regex(rf"(?:[ ,;/+&|·•]|\b(?:{JOIN}|nur|am)$|\bu\.$|[,;] ?{PLAIN}$)+$", re.IGNORECASE)
# Other ways to write a line, and the one that is parsed; ahead of each what it holds, as most lines hold none.
_TIDY = tuple(
    (regex(sign, re.IGNORECASE), regex(pattern, re.IGNORECASE), instead)
    for sign, pattern, instead in (
        (r"tag|och|end", r"(?<=tag|och|end)(?=vormittag|nachmittag|morgen|abend)", " "),  # `Montagvormittag`
        (r"\(", r"\(((?:außer|except)[^()]*)\)", r"\1"),
        (EXCEPT, rf"^({GROUP}) ([^()]*?\d[^()]*?)({EXCEPT}{SOME})$", r"\1\3 \2"),  # `Mo-Fr 8-12 außer Mi`
        (r"^(?:von )?\d", rf"^((?:von )?\d[^()]*?) ({GROUP})$", r"\2 \1"),  # `8-12 Uhr Mo-Fr`
        # `8-12 (Mo-Fr), 15-18 (Di)`
        (r"\d[^()]*\(", rf"(?:^|(?<=\))[,; ]+)((?:von )?\d[^()]*?)[ :]*\(({GROUP})\)", r", \2 \1"),
        (PLAIN, rf"({PLAIN}) ({_DAYS_AHEAD})", r"\2 \1"),  # `vormittags Mo-Fr 8-12`
    )
)


def day_lines(text: str) -> list[tuple[str, str]]:
    """Split a line that begins with days into (days, hours): `Mo-Fr 8-12, Di 15-18` has two; [] for any other text."""
    clean = " ".join(text.split()).lstrip(", ")
    for sign, pattern, instead in _TIDY:
        if sign.search(clean):
            clean = pattern.sub(instead, clean).lstrip(", ")
    outside = re.sub(r"\([^)]*\)", lambda inside: "·" * len(inside[0]), clean)
    heads = [one for one in _HEAD.finditer(outside) if not _AGAIN.search(outside, 0, one.end())]
    if not heads or heads[0].start():
        return []
    ends = [*(one.start() for one in heads[1:]), len(clean)]
    lines: list[tuple[str, str]] = []
    ahead = ""  # words right before the days that they belong to: `Mo 8-12, telefonisch Mi 12-13`
    for head, end in zip(heads, ends, strict=True):
        raw = clean[head.end() : end].lstrip(" :|")
        hours = _trimmed(raw)
        if ahead:
            hours = re.sub(r"(?=,|$)", f" ({ahead})", hours)
        found = _AHEAD.search(hours) if head is not heads[-1] and raw.rstrip() == hours else None
        ahead = found[1] if found else ""
        lines.append((head[0], hours[: found.start()] if found else hours))
    return lines


def hours_in(text: str) -> list[tuple[str, str]]:
    """Split hours in one line into (days, times): `Mo-Fr 8-12; Mo, Di, Do 15-18`, `nach Vereinbarung`; [] if it has none."""
    if on_request(text):
        return [("Mo-So", text)]
    lines: dict[str, list[str]] = {}
    for part in filter(str.strip, re.split("[;|]", text)):
        found = [("sonst", part.strip())] if on_request(part) else day_lines(part)
        if not found and not lines:
            return []
        for days, hours in found or [(next(reversed(lines)), part.strip())]:  # `Mo 8-12; 14-18`
            lines.setdefault(days, []).append(hours)
    return [(days, ", ".join(hours)) for days, hours in lines.items()]


def _trimmed(hours: str) -> str:
    """Strip separators and conjunctions before the next days from hours."""
    while (bare := _BETWEEN.sub("", hours)) != hours:
        hours = bare
    return hours
