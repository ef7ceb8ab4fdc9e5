"""Lints headings and link texts of a page's source for users of screen readers."""

from collections.abc import Iterator

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.front_matter import PageSource
from mkdocs_praxis.problem import Problem, msg

_HEADING = regex(r"(#{1,6})(?!#)\s*(\S.*)")
# Begins with the sign itself, which is looked for faster than what stands before it.
_LINK = regex(r"\[(?<![!\\]\[)([^\[\]\n]*)\](?=\()")
# Words that say nothing of where a link leads, once it is read out by itself.
_EMPTY = frozenset({
    "", "hier", "klicken sie hier", "hier klicken", "mehr", "weiter", "weiterlesen", "link", "dieser link", "diesem link", "diesen link",
    "here", "click here", "more", "read more", "this", "this link",
})  # fmt: skip


def hard_to_hear(source: PageSource) -> Iterator[Problem]:
    """Yield headings that leave out a level or give a page a second title, and links whose words say nothing, such words once."""
    above, title, told = 1, 0, set[str]()
    for number, line, seen in source.body:
        if heading := _HEADING.match(seen) if seen[:1] == "#" else None:
            level, spot = len(heading[1]), Problem("", source.name, number, 1, line)
            if level > above + 1:
                what = msg("this heading has level {level}, the one above it {above}: one between them is left out", level=level, above=above)  # fmt: skip
                yield spot._replace(what=what, fix=msg("Write {line}", line=f"{'#' * (above + 1)} {heading[2]}"))  # fmt: skip
            if level == 1 and title:
                what = msg("this page has a second title; the first one stands in line {line}", line=title)
                yield spot._replace(what=what, fix=msg("Write {line}", line=f"## {heading[2]}"))
            title, above = title or (number if level == 1 else 0), level
        # words are told faster than links
        if not any(_words(part[part.rfind("[") + 1 :]) in _EMPTY for part in seen.split("](")[:-1]):
            continue
        for link in _LINK.finditer(seen):
            words = _words(link[1])
            if words in _EMPTY and words not in told:
                told.add(words)
                what = msg("the words of this link do not say where it leads: “{words}”", words=link[1])
                fix = "Name the target, as in [Our opening hours](…)."
                yield Problem(what, source.name, number, link.start() + 1, line, fix=fix)


def _words(text: str) -> str:
    return text.strip(" .:!…*_").lower()
