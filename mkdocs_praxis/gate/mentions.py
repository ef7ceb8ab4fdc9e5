"""Which foreign hosts a page, its own scripts and the data these load merely name: looked up only for pages that are a finding."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.named import hosts_named
from mkdocs_praxis.web.url import resolve

_MARKUP = (".html", ".htm", ".xhtml", ".xht", ".svg", ".xml")
_SCRIPT = re.compile(r"(<script\b.*?</script)", re.IGNORECASE | re.DOTALL)
# Where links lead is no secret: reports list it elsewhere.
_LINK = re.compile(r"""(?<=\s)href\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)
_LINKS = re.compile(
    r"""/?(?:a|area)\s|link\s[^>]*rel\s*=\s*["']?(?:canonical|alternate|license|author|me)\b""", re.IGNORECASE
)
# What search engines read; it counts only where a script of the page looks for it.
_SEARCHED = "ld+json"
_DATA = re.compile(r"<script\b[^>]*ld\+json", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_OWN_FILE = re.compile(r"""["'`(=]\s*([^"'`\s<>()=;,{}]{1,200}?)(?=["'`)\s>?#])""")
_DEEPEST, _MOST = 6, 400


class Mentions:
    """Looks through each file, and each piece of markup that pages share, once."""

    def __init__(self, texts: Callable[[str], str | None], files: Mapping[str, str], own: OwnSite) -> None:
        self._texts, self._files, self._own = texts, files, own
        self._named: dict[str, Counter[str]] = {}
        self._pieces: dict[str, Counter[str]] = {}
        self._names: dict[str, tuple[str, ...]] = {}

    def hosts(self, page: str, url: str, scripts: Sequence[str]) -> tuple[str, ...]:
        """Return the foreign hosts that a page and its own files name, likeliest first: by how often and how plainly."""
        found: Counter[str] = Counter()
        for file in self._together(page, url, scripts):
            found.update(self._of(file))
        return tuple(host for host, _ in found.most_common(_MOST))

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
            text = self._texts(file) or ""
            if file.endswith(_MARKUP):
                text = " ".join(_SCRIPT.findall(text))
            self._names[file] = tuple(
                dict.fromkeys(w for w in _OWN_FILE.findall(text) if "." in w or "/" in w)
            )
        return self._names[file]

    def _of(self, file: str) -> Counter[str]:
        if file not in self._named:
            text = self._texts(file) or ""
            self._named[file] = self._markup(text) if file.endswith(_MARKUP) else hosts_named(text, self._own)
        return self._named[file]

    def _markup(self, text: str) -> Counter[str]:
        found: Counter[str] = Counter()
        parts = _SCRIPT.split(text)
        read = any(_SEARCHED in part for part in parts if not _DATA.match(part))
        for part in parts:
            if not read and _DATA.match(part):
                continue
            script = part[:7].lower() == "<script"
            for piece in [part] if script else _COMMENT.sub("", part).split("<"):
                found.update(self._piece(piece))
        return found

    def _piece(self, piece: str) -> Counter[str]:
        if piece not in self._pieces:
            searched = piece
            if _LINKS.match(piece):
                tag = piece.rpartition(">")[0] or piece
                searched = _LINK.sub("", tag)
            self._pieces[piece] = hosts_named(searched, self._own)
        return self._pieces[piece]
