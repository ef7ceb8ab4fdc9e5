"""Outlines: what the reading of a page depends on, found without parsing; pages with equal outlines share a reading.

A page is cut into tags and pieces (scripts, styles, drawings …: elements whose content follows other rules). Text and tags
without effect are dropped: pages with the same `key` differ only in positions, links and images. Every tag must be complete by
itself (`_WHOLE`), so that the tokenizer is in its data state at each cut (HTML §13.2.5); a page with any other is parsed.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import turbohtml

from mkdocs_praxis.files import fingerprint
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.cuts import MOST, PIECES, TOKEN, Cuts
from mkdocs_praxis.web.shared import Lines
from mkdocs_praxis.web.source import offset_of
from mkdocs_praxis.web.starttags import SCANNED, concerns_libraries, may_matter, plain_link, twice
from mkdocs_praxis.web.url import SURELY_OWN

# Their start tags count only within a table.
OF_TABLES = frozenset(["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"])
CELL = tuple(f"<{name} " for name in sorted(OF_TABLES))
DECIDES = ("<table", "<form", *CELL)  # starts of tags to pass to `Tables.decide`


class Tables:
    """Count of open tables; certain unless there were nested ones."""

    def __init__(self) -> None:
        self._open, self._nested = 0, False

    def met(self, tag: str) -> None:
        """Count the start or end tag of a table."""
        self._open = max(0, self._open - 1) if tag == "</table>" else self._open + 1
        self._nested = self._nested or self._open > 1

    def decide(self, tag: str) -> bool:
        """Whether the effect of a tag depends on the text before it: a form in a table, or a cell not certainly in one."""
        if tag.startswith("<table"):
            self.met("<table>")
        if tag.startswith("<form"):
            return self._open > 0
        return tag.startswith(CELL) and (self._nested or not self._open)


_RAW = frozenset(["script", "style", "title", "textarea"])
_WHOLE = regex(
    r"<(?:/[a-z][a-z0-9-]*+[ \t\n\f]*+|[a-z][a-z0-9-]*+"
    r"(?:[ \t\n\f]++[^\s\"'<>/=\0]++(?:=(?:\"[^\"<\0]*+\"|'[^'<\0]*+'|[^\s\"'=<>`\0]++))?)*+[ \t\n\f]*+/?)"
)
# Most tags that occur only once in a site.
_PLAINLY_QUIET = regex(
    r"<(?:a|code|div|h[1-6]|li|p|pre|span|td|th|tr|ul)(?: (?:class|id|title|href)=\"(?:[\w #.-]|/(?!/))*+\")*+"
)
# Links between pages, which differ on each page.
_OF_PAGES = regex(r"<link rel=\"(?:canonical|next|prev)\" href=\"(?:[\w.-]|/(?!/))*+\"")
_DOCTYPE = regex(r"(?i)<!doctype html\s*+")
_NAME = regex(r"[a-z][a-z0-9-]*+")
# Elements that change how the rest is parsed, or are rare: such pages are parsed.
_NEVER = frozenset([
    "applet", "base", "embed", "fencedframe", "frame", "frameset", "iframe", "image", "isindex", "noembed", "noframes",
    "object", "plaintext", "portal", "xmp",
])  # fmt: skip
# Whether a policy counts depends on all that precedes it.
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" ',
    '<meta http-equiv="content-security-policy" ',
)
_DECIDES = (*_POLICY, *DECIDES)
# Values that match may be foreign addresses.
_AWAY = regex(r"(?i)//|\\|^\s*(?-i:[a-zA-Z][a-zA-Z0-9+.-]*+):|url\(|@import")
_STYLED = regex(r"//|\\|\(|--")
_IMAGE = frozenset(
    ["src", "alt", "title", "loading", "decoding", "width", "height", "class", "id", "fetchpriority"]
)
_TITLE = "<title>"
_ITS_OWN = 2  # number of `<` in an element without child elements


class Tag(NamedTuple):
    """A link or image that is read separately: name and decoded attributes."""

    name: str
    attributes: dict[str, str | None]


class Outline:
    """The outline of a page: kept tags and pieces with offsets, and separately its links and images."""

    def __init__(self, text: str, lines: Lines) -> None:
        self.text, self.lines = text, lines
        self.title = ""
        self.kept: list[str] = []
        self.starts: list[int] = []  # offsets of `kept`
        self.ends: list[int] = []
        self.tags: list[tuple[int, Tag]] = []  # (offset, tag) of links to other sites and own images
        self.before = 0  # up to this offset the whole text is part of the key

    @property
    def key(self) -> tuple[object, ...]:
        """Equal for pages that can share a reading."""
        return fingerprint(self.text[: self.before]), *self.kept

    def spot(self, line: int, column: int) -> tuple[int, int] | None:
        """Return (number of the kept piece, offset in it) for a position; None if it is in none."""
        at = offset_of(self.text, line, column)
        number = bisect_right(self.starts, at) - 1
        return (number, at - self.starts[number]) if number >= 0 and at < self.ends[number] else None

    def place(self, spot: tuple[int, int]) -> tuple[int, int]:
        """Return line and column of a `spot`."""
        return self.at(self.starts[spot[0]] + spot[1])

    def at(self, offset: int) -> tuple[int, int]:
        """Return line and column of an offset, both 1-based."""
        return self.lines.before(self.text, offset) + 1, offset - self.text.rfind("\n", 0, offset)


class Outlines:
    """Makes outlines of the pages of one site; caches the decision on each tag and piece."""

    def __init__(self, own_url: str) -> None:
        self.own_url = own_url
        self._quiet: set[str] = set()
        self.cuts = Cuts()
        # token → Tag (read separately), text to keep (for tables only their start or end), None (the page must be parsed)
        self._decisions: dict[str, Tag | str | None] = {}
        self._remembered = 0
        self._ready: Outline | None = None  # made in advance by `remember_edited`

    def of(self, text: str) -> Outline | None:
        """Return the outline of a page; None if the page must be parsed."""
        if "\r" in text or "\0" in text or text.rfind("<") > text.rfind(">"):
            return None
        known = self._decisions
        page = Outline(text, self.cuts.cut(text).lines)
        tables = Tables()
        for start, token in self.cuts.of(text, self._quiet):
            decision = known[token] if token in known else self._learn(token)
            if decision == "":
                continue
            if decision is None:
                return None
            if isinstance(decision, Tag):
                page.tags.append((start, decision))
                continue
            if decision.endswith("table>"):
                tables.met(decision)
                continue
            page.kept.append(decision)
            if decision is _TITLE and not page.title:
                page.title = _title(token)
            end = start + len(token) + (token[-1] != ">")
            if decision.startswith(_DECIDES) and (decision.startswith(_POLICY) or tables.decide(decision)):
                page.before = end
            page.starts.append(start)
            page.ends.append(end)
        return page

    def recall(self, text: str) -> Outline | None:
        """Return the outline of a page, the remembered one if it is of the same text."""
        ready, self._ready = self._ready, None
        return ready if ready is not None and ready.text == text else self.of(text)

    def remember(self, page: Outline) -> None:
        """Keep an outline for the next call of `recall`."""
        self._ready = page

    def _learn(self, token: str) -> Tag | str | None:
        """Decide on a new tag or piece, and cache the decision."""
        if token.startswith("<title>") and token[-1] == ">":
            return _TITLE if token.count("<") == _ITS_OWN else None  # tags in it are looked for, too
        decision = self._decide(token) if token[-1] != ">" else token if self._is_sound(token) else None
        self._count(token)
        if decision == "":
            self._quiet.add(token)
        else:
            self._decisions[token] = decision
        return decision

    def _count(self, text: str) -> None:
        self._remembered += len(text)
        if self._remembered > MOST:
            self._quiet.clear()
            self.cuts.forget()
            self._decisions.clear()
            self._remembered = len(text)

    def _decide(self, tag: str) -> Tag | str | None:
        """Return a Tag for a link or image, the tag itself to keep it, "" to drop it; None if the page must be parsed."""
        letter = tag[1:2]
        if not letter.isalpha() and letter not in {"/", "!", "?"}:
            return "" if "<" not in tag[1:] else None  # text
        own = tag.replace(f'="{self.own_url}', '="', 1)
        quiet = _PLAINLY_QUIET.fullmatch(tag) or _OF_PAGES.fullmatch(own)
        if quiet and not concerns_libraries(tag):
            return ""
        if _DOCTYPE.fullmatch(tag):
            return tag
        if _WHOLE.fullmatch(tag) is None:
            return None
        if letter == "/":
            name = tag[2:].rstrip()
            if name == "table":
                return "</table>"
            return None if name in PIECES or name in _NEVER else ""
        token = next(iter(turbohtml.tokenize(f"{tag}>")), None)
        if token is None or token.tag is None or token.tag in PIECES or token.tag in _NEVER:
            return None
        return self._of_element(tag, token.tag, token.attrs or [])

    def _of_element(
        self, tag: str, name: str, attributes: Sequence[tuple[str, str | None]]
    ) -> Tag | str | None:
        if (name in SCANNED and twice(tag)) or concerns_libraries(tag):
            return None
        own = [(key, self._without_own(value)) for key, value in attributes]
        if name != "html" and not may_matter(name, own):
            return "<table>" if name == "table" else ""
        if name == "a" and plain_link(attributes) is not None:
            return Tag(name, dict(attributes))
        if name == "img" and dict(own).keys() <= _IMAGE and SURELY_OWN.fullmatch(dict(own).get("src") or ""):
            return Tag(name, dict(attributes))
        if name in OF_TABLES and may_matter(name, [pair for pair in own if pair[0] != "style"]):
            return None
        if name == "meta" and "http-equiv" not in dict(own):
            return tag
        policy = (dict(own).get("http-equiv") or "").strip().lower().startswith("content-security")
        if not tag.startswith(_POLICY if policy else CELL if name in OF_TABLES else "<"):
            return None
        return None if _away(own) else tag

    def _without_own(self, value: str | None) -> str | None:
        return value[len(self.own_url) :] if value and value.startswith(self.own_url) else value

    def _is_sound(self, piece: str) -> bool:
        """Whether a piece certainly ends at its end tag, and has no foreign address in its tags."""
        if piece.startswith("<!--"):
            return "--!>" not in piece and "[if" not in piece[:12].lower() and "#" not in piece[:12]
        found = _NAME.match(piece, 1)
        end = piece.find(">")
        if found is None or _WHOLE.fullmatch(piece[:end]) is None:
            return False
        name, content = found[0], piece[end + 1 : piece.rindex("<")]
        opening = next(iter(turbohtml.tokenize(piece[: end + 1])))
        attributes = opening.attrs or []
        if opening.tag != name or _away((key, self._without_own(value)) for key, value in attributes):
            return False
        if name in _RAW:
            return "<!--" not in content and "speculationrules" not in piece[:end]
        return self._content_is_sound(content, name)

    def _content_is_sound(self, content: str, within: str) -> bool:
        if "<!" in content:
            return False
        tokens = {found[0] for found in TOKEN.finditer(content)}
        pieces = {token for token in tokens if token[-1] == ">"}
        foreign = within in {"svg", "math"}  # where other rules hold, and nothing is raw text
        if foreign and any(not one.startswith("<title") or one.count("<") > _ITS_OWN for one in pieces):
            return False
        return all(map(self._is_sound, pieces)) and all(map(self._stands_alone, tokens - pieces))

    def _stands_alone(self, tag: str) -> bool:
        decision = "" if tag in self._quiet else self._decide(tag)
        return decision is not None and not (isinstance(decision, Tag) and decision.name == "a")


def _away(attributes: Iterable[tuple[str, str | None]]) -> bool:
    """Whether an attribute may contain a foreign address."""
    values = ((key, value or "") for key, value in attributes if key[:5] != "xmlns")
    return any((_STYLED if key == "style" else _AWAY).search(value) for key, value in values)


def _title(element: str) -> str:
    words = element[len(_TITLE) : element.rindex("<")]
    if "&" in words:
        found = turbohtml.parse(element).select_one("title")
        words = found.text if found is not None else ""
    return " ".join(words.split())


@lru_cache(maxsize=4)
def outlines(own_url: str) -> Outlines:
    """Return the shared Outlines of a site."""
    return Outlines(own_url)
