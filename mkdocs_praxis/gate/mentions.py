"""Which foreign hosts a page, its own scripts and the data these load merely name: looked up only for pages that are a finding."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.named import hosts_named
from mkdocs_praxis.web.url import resolve

_MARKUP = (".html", ".htm", ".xhtml", ".xht", ".svg", ".xml")
# Spelled out: to ignore the case of a whole page costs more than to parse it.
_SCRIPT = re.compile(r"(<[sS][cC][rR][iI][pP][tT]\b.*?</[sS][cC][rR][iI][pP][tT])", re.DOTALL)
# Where links lead is no secret: reports list it elsewhere.
_LINK = re.compile(r"""(?<=\s)href\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_LINKS = re.compile(
    r"""/?(?:a|area)\s|link\s[^>]*rel\s*=\s*["']?(?:canonical|alternate|license|author|me)\b""", re.IGNORECASE
)
# A light box fetches what such a link leads to.
_TO_MEDIA = re.compile(
    r"""\.(?:avif|gif|jpe?g|mp4|png|svg|webm|webp)(?:[?#][^"'\s>]*)?["'\s>]|\.(?:jpe?g|png|gif|webp)$""",
    re.IGNORECASE,
)
# What search engines read; it counts only where a script of the page looks for it.
_SEARCHED = "ld+json"
_DATA = re.compile(r"<script\b[^>]*ld\+json", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OWN_FILE = re.compile(r"""["'`(=]\s*([^"'`\s<>()=;,{}]{1,200}?)(?=["'`)\s>?#])""")
# What markup must hold to name a host, written out or encoded.
_MAY_NAME = re.compile(r"""\.[\w-]|//|\\\\|[&%:\[]|["'= ][A-Za-z0-9+/_-]{16}|\d{2,3}\s*[,;| ]\s*\d{2,3}""")
_DEEPEST, _MOST, _SHORT = 6, 400, 400


class Mentions:
    """Looks through each file, and each piece of markup that pages share, once."""

    def __init__(self, texts: Callable[[str], str | None], files: Mapping[str, str], own: OwnSite) -> None:
        self._texts, self._files, self._own = texts, files, own
        self._named: dict[str, Counter[str]] = {}
        self._pieces: dict[str, Counter[str]] = {}
        self._silent: set[str] = set()  # pieces that name nobody
        self._names: dict[str, tuple[str, ...]] = {}
        self._files_in: dict[str, tuple[str, ...]] = {}  # by text of scripts
        self._split: tuple[str, list[str]] = "", []
        self._last = {name.rpartition("/")[2] for name in files.values()}

    def hosts(
        self, page: str, url: str, scripts: Sequence[str], around: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Return the foreign hosts that a page and its own files name, likeliest first: by how often and how plainly.

        What the pages `around` name, which show this one in a frame, comes last.
        """
        found, outside = Counter[str](), Counter[str]()
        for file in self._together(page, url, scripts):
            found.update(self._of(file))
        for file in around:
            outside.update(self._of(file))
        named = (host for counted in (found, outside) for host, _ in counted.most_common(_MOST))
        return tuple(dict.fromkeys(named))[:_MOST]

    def texts(self, page: str, url: str, scripts: Sequence[str]) -> Iterator[str]:
        """Yield the code of a page: what runs in it, and the own files that it loads or names."""
        for file in self._together(page, url, scripts):
            text = self._texts(file) or ""
            yield " ".join(_SCRIPT.findall(text)) if file.endswith(_MARKUP) else text

    def _together(self, page: str, url: str, scripts: Sequence[str]) -> list[str]:
        """Return the page's file with all own files that it and its scripts load or name."""
        taken = {page: None}
        waiting = [(name, 1) for address in scripts if (name := self._files.get(address))]
        waiting += self._loaded(page, url, 1)
        while waiting and len(taken) < _MOST:
            name, depth = waiting.pop()
            if name in taken or depth > _DEEPEST:
                continue
            taken[name] = None
            if not name.endswith(_MARKUP[:4]):  # another page is judged by itself
                waiting += self._loaded(name, url, depth + 1)
        return list(taken)

    def _loaded(self, file: str, url: str, depth: int) -> list[tuple[str, int]]:
        found = []
        for raw in self._written(file):
            for base in (url, self._own.url + file):
                address = resolve(raw, base)
                name = self._files.get(address.href) if address else None
                if name is not None and name != file:
                    found.append((name, depth))
        return found

    def _written(self, file: str) -> tuple[str, ...]:
        if file not in self._names:
            text = " ".join(self._parts(file)[1::2]) if file.endswith(_MARKUP) else self._texts(file) or ""
            if text not in self._files_in:
                words = (w for w in _OWN_FILE.findall(text) if self._may_name_a_file(w))
                self._files_in[text] = tuple(dict.fromkeys(words))
            self._names[file] = self._files_in[text]
        return self._names[file]

    def _parts(self, file: str) -> list[str]:
        """Return the markup of a page and, in turn, its script elements."""
        if self._split[0] != file:
            self._split = file, _SCRIPT.split(self._texts(file) or "")
        return self._split[1]

    def _may_name_a_file(self, word: str) -> bool:
        last = word.rpartition("/")[2]
        return ("." in word or "/" in word) and (not last or "%" in last or last in self._last)

    def _of(self, file: str) -> Counter[str]:
        if file not in self._named:
            if file.endswith(_MARKUP):
                self._named[file] = self._markup(self._parts(file))
            else:
                self._named[file] = hosts_named(self._texts(file) or "", self._own)
        return self._named[file]

    def _markup(self, parts: list[str]) -> Counter[str]:
        found: Counter[str] = Counter()
        read = any(_SEARCHED in part for part in parts if not _DATA.match(part))
        for part in parts:
            if not read and _DATA.match(part):
                continue
            if part[:7].lower() == "<script":
                found.update(self._piece(part))
                continue
            shown = _COMMENT.sub("", part) if "<!--" in part else part
            for piece in set(shown.split("<")) - self._silent:
                tag, _, shown_text = piece.partition(">")
                if _MAY_NAME.search(tag) or "." in shown_text or "//" in shown_text:
                    found.update(self._piece(piece))
                elif len(piece) < _SHORT:
                    self._silent.add(piece)
        return found

    def _piece(self, piece: str) -> Counter[str]:
        if piece not in self._pieces:
            searched = piece
            if _LINKS.match(piece):
                tag = piece.rpartition(">")[0] or piece
                searched = tag if _TO_MEDIA.search(tag) else _LINK.sub("", tag)
            named = hosts_named(searched, self._own)
            if not named and len(piece) < _SHORT:
                self._silent.add(piece)
                return named
            self._pieces[piece] = named
        return self._pieces[piece]
