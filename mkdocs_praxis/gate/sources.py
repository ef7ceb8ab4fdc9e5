"""From the place in a built page back to the author's own line."""

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.policy.model import Finding, SourceLine
from mkdocs_praxis.samples import blanked, without_code
from mkdocs_praxis.web.contact import Trigger

# As include-markdown, macros, snippets and markdown-include name a file.
_INCLUDED = regex(r"""(?:include|snippet|-8<|\{(?=!))[^\n"'`{}]{0,40}?["'`! ]([\w./-]+\.\w{2,8})""")
_COMMENT = regex(r"<!--(?:.|\n)*?-->")
# What stands before an address that a page loads; a link says `href` too, and so tells nothing.
_LOADS = regex(r"(?:!\[[^\]\n]*\]\(\s*<?|(?<!href)=\s*[\"']?|\burl\(\s*[\"']?)\Z")
# What stands before the bare host that a page looks up in advance: a text may well link to that host.
_HINTS = regex(r"<link\b[^<>]{0,180}\Z")


class MarkdownSources:
    """Knows which Markdown file a page was built from, and which other files an author may have written the code in."""

    def __init__(
        self,
        pages: Mapping[str, str],
        others: Sequence[str] = (),
        docs: str = "docs",
        overrides: str = "",
        theme: str = "",
    ) -> None:
        """Take the path of each output file's source as people write it, the configuration, overrides and hooks, and two folders.

        `docs` is that of the pages' sources and of what is copied as it is, `overrides` another one of which files are copied, `theme` that of a whole theme
        in the site's own folder.
        """
        self.pages = pages
        self.others = others
        self.docs = docs
        self.overrides = overrides
        self.theme = theme
        # Output files for whose findings lines were sought in what authors wrote.
        self.sought: set[str] = set()
        self._text = cache(_text)
        self._read = cache(self._without_samples)
        self._includes = cache(self._included)

    def files(self, source: SourceLine | None) -> str:
        """Return the arguments for `praxis localise` that cover a finding: the docs and the settings, or a file elsewhere."""
        settings = self.others[0] if self.others else "mkdocs.yml"
        away = source is not None and source.file not in self.others and not _within(source.file, self.docs)
        return source.file if source is not None and away else f"{self.docs} {settings}"

    def is_authors(self, source: SourceLine | None) -> bool:
        """Whether a line stands in what authors wrote, and not in a theme."""
        return source is not None and not (self.theme and _within(source.file, self.theme))

    def _without_samples(self, path: str) -> str:
        """Return a file's text with code samples and comments blanked; offsets stay."""
        text = self._text(path)
        if path.endswith((".md", ".markdown")):
            text = _COMMENT.sub(lambda met: blanked(met[0]), without_code(text, blanked))
        return text

    def locate(self, finding: Finding) -> SourceLine | None:
        """Return the author's file and line for a finding: where its address stands, in the page's own source first."""
        page = self.pages.get(finding.file)
        needles, words = _needles(finding), re.findall(r"\w+", finding.quote)
        if page is None or needles or words:
            self.sought.add(finding.file)
        if page is None and (copied := self._copied(finding)):
            return copied
        if not needles and not words:
            return None
        files = ([page, *self._includes(page)] if page else []) + list(self.others)
        contact = finding.contact
        hint = contact is not None and contact.trigger is Trigger.HINT and contact.via.startswith("link[")
        for needle in needles:
            found_in = [path for path in files if needle in self._text(path)]
            for path in found_in:
                text = self._text(path)
                at = _loading(self._read(path), needle, hint=hint)
                if at >= 0:
                    return SourceLine(path, text.count("\n", 0, at) + 1)
            if found_in and not hint:
                text = self._text(found_in[0])
                return SourceLine(found_in[0], text.count("\n", 0, text.find(needle)) + 1)
        for path in files if words else ():  # marks and line breaks may stand between the words
            text = self._text(path)
            if found := re.search(r"\W+".join(map(re.escape, words)), text):
                return SourceLine(path, text.count("\n", 0, found.start()) + 1)
        return SourceLine(page) if page and words else None

    def _included(self, page: str) -> list[str]:
        """Return the files that a page names as plugins and extensions include them, from its own folder, that of the settings or one in it."""
        site = Path(self.others[0] if self.others else "").parent
        folders = [Path(page).parent, site, *sorted(path for path in site.iterdir() if path.is_dir())]
        named = dict.fromkeys(_INCLUDED.findall(self._text(page)))
        paths = (Path(os.path.normpath(folder / name)) for name in named for folder in folders)
        return [path.as_posix() for path in paths if path.is_file()]

    def _copied(self, finding: Finding) -> SourceLine | None:
        """Return the place in the source of a file that MkDocs copied unchanged."""
        shown = finding.excerpt.strip().strip("…")
        for folder in (self.docs, self.overrides) if shown else ():
            path = f"{folder}/{finding.file}"
            line = self._text(path).split("\n")[finding.line - 1 : finding.line] if folder else []
            if line and shown in line[0]:
                return SourceLine(path, finding.line)
        return None


def _text(path: str) -> str:
    try:
        return Path(path).read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _loading(text: str, address: str, *, hint: bool) -> int:
    """Return where an address stands in a text, as that of a picture or in an attribute rather than in a sentence; -1 for nowhere."""
    places = [met.start() for met in re.finditer(re.escape(address), text)]
    first = places[0] if places and not hint else -1
    before = _HINTS if hint else _LOADS
    return next((at for at in places if before.search(text, max(0, at - 200), at)), first)


@lru_cache(maxsize=4096)
def _within(file: str, folder: str) -> bool:
    return Path(os.path.realpath(file)).is_relative_to(_real(folder))


@lru_cache(maxsize=16)
def _real(folder: str) -> Path:
    return Path(os.path.realpath(folder))


def _needles(finding: Finding) -> list[str]:
    contact = finding.contact
    if contact is None:
        tag = re.match(
            "<[^<>]+>", finding.excerpt[finding.column - 1 :]
        )  # Markdown puts a paragraph around it
        told = [finding.excerpt.strip(), tag[0] if tag else ""]
        return [one for one in told if len(one) > 8]
    raw = contact.raw.strip()
    # Never the host alone: it stands in many a line that has nothing to do with this contact.
    found = [raw, raw.replace("&", "&amp;"), contact.url]
    bare = raw.partition("#")[0]  # a script may have put the rest there, as that of redirects does
    found += [bare] if re.search(r"//[^/]+/.", bare) else []
    return [n for n in dict.fromkeys(found) if len(n) > 3]
