"""From the place in a built page back to the author's own line."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_praxis.policy.model import Finding, Source


@dataclass(slots=True)
class MarkdownSources:
    """Knows which Markdown file a page was built from, and which other files an author may have written the code in."""

    pages: Mapping[str, str]  # output file → path of its source as people write it
    others: Iterable[str] = ()  # configuration, overrides, hooks
    _texts: dict[str, str] = field(default_factory=dict)

    def _text(self, path: str) -> str:
        if path not in self._texts:
            try:
                self._texts[path] = Path(path).read_text(encoding="utf-8", errors="replace")
            except OSError:
                self._texts[path] = ""
        return self._texts[path]

    def locate(self, finding: Finding) -> Source | None:
        """Return the author's file and line for a finding: where its address stands, in the page's own source first."""
        page = self.pages.get(finding.file)
        files = ([page] if page else []) + list(self.others)
        for needle in _needles(finding):
            for path in files:
                text = self._text(path)
                at = text.find(needle)
                if at >= 0:
                    return Source(path, text.count("\n", 0, at) + 1)
        words = re.findall(r"\w+", finding.quote)
        for path in files if words else ():  # marks and line breaks may stand between the words
            text = self._text(path)
            if found := re.search(r"\W+".join(map(re.escape, words)), text):
                return Source(path, text.count("\n", 0, found.start()) + 1)
        return Source(page) if page and words else None


def _needles(finding: Finding) -> list[str]:
    contact = finding.contact
    if contact is None:
        line = finding.excerpt.strip()
        return [line] if len(line) > 8 else []
    raw = contact.raw.strip()
    # Never the host alone: it stands in many a line that has nothing to do with this contact.
    found = [raw, raw.replace("&", "&amp;"), contact.url]
    return [n for n in dict.fromkeys(found) if len(n) > 3]
