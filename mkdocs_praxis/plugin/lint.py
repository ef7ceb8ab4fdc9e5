"""Lints pages, facts and menu for valid YAML and Markdown that means something else than its author thinks."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.front_matter import PageSource
from mkdocs_praxis.plugin.links import leaves
from mkdocs_praxis.plugin.outcome import file_of, shown, spotted
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.problem import Problem, msg

_ENTRY = regex(r"( *)(?:[-*+]|\d{1,3}\.)[ \t]+\S")
_LEVEL = 4  # blanks of a level in Python-Markdown, unless one of these extensions reads its lists
_OTHER_LISTS = {"mdx_truly_sane_lists", "mdx_breakless_lists"}
# What people write until they know better.
_OPEN = regex(r"\b(?:(?i:lorem ipsum|dolor sit amet|blindtext|mustertext|text folgt)|TODO|FIXME|TBD|XXX+|xxx+)\b")  # fmt: skip
# One of these stands in each of them, whatever its letters; or one of those, as it is.
_OPEN_HOLD, _OPEN_ARE = (b"lorem", b"dolor", b"text"), ("TODO", "FIXME", "TBD", "XXX", "xxx")
_TAGGED = regex(r"(?:title:|#(?!#))\s*.*?(<(?:br|b|i|strong|em|span|p)\b[^<>]*>|&(?:nbsp|shy|amp|[a-z]uml);)", re.IGNORECASE)  # fmt: skip
# A whole value in the quotation marks of printed texts, such as Word makes of typewritten ones.
_PRINTED = regex(r"""\s*(?:-\s+)?(?:[\w-]+:\s+)?([„“”»«‚‘][^„“”»«‚‘.!?]*(?:\.\s[^„“”»«‚‘.!?]*)*[“”»«‘’])\s*(?:\s#.*)?$""")  # fmt: skip


def lint_page(source: PageSource, config: MkDocsConfig) -> Iterator[Problem]:
    """Yield what a page would show otherwise than its author meant: words left open, flat lists, tags in a title."""
    lines = source.head + source.body
    for number, line, seen in lines:
        if found := _TAGGED.match(seen):
            what = msg("“{word}” does not belong into a title: the menu and search engines show it or lose it", word=found[1])  # fmt: skip
            yield Problem(what, source.name, number, found.start(1) + 1, line, fix="Write the title in plain words. Lines break by themselves.")  # fmt: skip
        if seen.startswith("# "):
            break
    flat = () if _OTHER_LISTS & set(config.markdown_extensions) else _flat(source.body)
    yield from (one._replace(file=source.name) for one in (*_left_open(lines), *flat))


def lint_facts(folder: Path) -> Iterator[Problem]:
    """Yield words left open in the facts, and names in quotation marks that would be printed."""
    for path in sorted(folder.glob("*.yml")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        said = [(n, line, line) for n, line in enumerate(lines, 1) if not line.lstrip().startswith("#")]
        for number, line, _ in said:
            if found := _PRINTED.match(line):
                what = msg("the quotation marks would be part of it: {words}", words=found[1])
                yield Problem(what, shown(path), number, found.start(1) + 1, line, fix='Leave them out, or write straight ones: "…"')  # fmt: skip
        yield from (one._replace(file=shown(path)) for one in _left_open([(n, line, line.partition(" #")[0]) for n, line, _ in said]))  # fmt: skip


def other_name(config: MkDocsConfig, facts: Facts) -> Iterator[Problem]:
    """Yield the practice's name if the site has another one; a shorter form of it, or a longer one, is none."""
    name, site = str(facts.practice.name), str(config.site_name)
    words, others = (set(re.findall(r"\w+", one.casefold())) for one in (name, site))
    if words <= others or others <= words:
        return
    path = facts.folder / "praxis.yml"
    what = msg(
        "the head of the pages says “{site}” (site_name in mkdocs.yml), not “{name}”", site=site, name=name
    )
    spot = spotted(path, "^name:") or Problem("", shown(path), 1)
    yield spot._replace(what=what, fix="Write the name that holds in both files.")


def lint_menu(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield pages that stand twice in the menu."""
    twice = {leaf for leaf, count in Counter(leaves(config.nav)).items() if count > 1}
    file = file_of(config)
    if not twice or not file.is_file():
        return
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    for leaf in sorted(twice):
        named = re.compile(rf"(?<![\w/.-]){re.escape(leaf)}(?![\w/-])")
        places = [(n, line, found) for n, line in enumerate(lines, 1) if (found := named.search(line.partition(" #")[0]))]  # fmt: skip
        if len(places) > 1:
            number, line, found = places[-1]
            what = msg("{page} stands twice in the menu: only one of the two shows where one is", page=leaf)
            yield Problem(what, shown(file), number, found.start() + 1, line, fix="Keep one of them; elsewhere, link to the page in a text.")  # fmt: skip


def _left_open(lines: list[tuple[int, str, str]]) -> Iterator[Problem]:
    text = "\n".join([seen for _, _, seen in lines])
    small = text.encode("utf-8", "surrogatepass").lower()
    if not any(held in small for held in _OPEN_HOLD) and not any(word in text for word in _OPEN_ARE):
        return
    for number, line, seen in lines:
        if found := _OPEN.search(seen):
            what = msg("“{word}” stands there still: everybody would read it", word=found[0])
            yield Problem(what, None, number, found.start() + 1, line, fix="Write the text, or delete it.")


def _flat(lines: list[tuple[int, str, str]]) -> Iterator[Problem]:
    """Yield entries that are indented below another, but not by the four blanks that make a list in a list."""
    above, gap, options = None, False, False
    for number, line, seen in lines:
        if not seen.strip():
            gap = True
            continue
        options = seen.startswith(":::") or (options and seen[0] == " ")  # those of a component are YAML
        entry = None if options else _ENTRY.match(seen)
        if entry is None:
            above = above if seen[0] == " " or not gap else None
        else:
            indent = len(entry[1])
            if above is not None and indent > above + 1 and indent // _LEVEL == above // _LEVEL:
                fix = msg("Indent it by four blanks: {line}", line=" " * ((above // _LEVEL + 1) * _LEVEL) + seen.strip())  # fmt: skip
                yield Problem("this entry would not stand below the one above, but beside it", None, number, 1, line, fix=fix)  # fmt: skip
            else:
                above = indent
        gap = False
