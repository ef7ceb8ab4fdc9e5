"""Lints what authors wrote: valid YAML and Markdown that means something else than they think, headings and link texts for screen readers, files in docs/ that have no effect."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_praxis.files import RENAME
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.front_matter import (
    PageSource,
    check_front_matter,
    page_source,
    without_front_matter,
)
from mkdocs_praxis.plugin.links import nav_pages
from mkdocs_praxis.plugin.mkdocs_yml import config_problem, words
from mkdocs_praxis.plugin.places import config_file, display_path, find_line
from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.policy.model import Written
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.specs import files_of_facts
from mkdocs_praxis.problem import Problem, msg, nearest
from mkdocs_praxis.web.url import resolve

_ENTRY = regex(r"( *)(?:[-*+]|\d{1,3}\.)[ \t]+\S")
# Prose, indented as in a letter: Markdown shows it as code. Not below what takes indented lines in: entries, definitions, notes.
_LETTER = regex(r"(?: {4,}|\t[ \t]*)[„“»\"']?[^\W\d_][^{}<>=;$\\|`\[\]]*\Z")
_MANY = 3  # words
_PLAIN = ("#", "„", "“", "»", "*", ":::", "![")  # what takes no indented lines in
_LEVEL = 4  # blanks of a level in Python-Markdown, unless one of these extensions reads its lists
_OTHER_LISTS = {"mdx_truly_sane_lists", "mdx_breakless_lists"}
# What people write until they know better.
_OPEN = regex(
    r"\b(?:(?i:lorem ipsum|dolor sit amet|blindtext|mustertext|text folgt)|TODO|FIXME|TBD|XXX+|xxx+)\b|\{\{[^{}\n]{1,60}\}\}|\ufffd"
    r"|\[\[[^\[\]\n]{1,60}\]\](?!\()|\[/?(?:contact-form|vc_|et_pb_|gallery|caption)[^\[\]\n]{0,200}\](?!\()"  # of wikis, of WordPress
    r"|(?<=!\[)(?:IMG|DSC|PXL)[^\[\]\n]{1,60}(?=\])|^(?:!!!|\?\?\?\+?) [a-z]+"  # names by cameras, boxes of other programs
)
# One of these stands in each of them, whatever its letters; or one of those, as it is.
_OPEN_HOLD = b"lorem", b"dolor", b"text"
_OPEN_ARE = "TODO", "FIXME", "TBD", "XXX", "xxx", "{{", "\ufffd", "!!! ", "??? ", "???+ "
# At once: links begin so, too.
_OPEN_BEGIN = regex(r"\[(?:[\[/]|contact-form|vc_|et_pb_|gallery|caption|IMG|DSC|PXL)")
_TAGGED = regex(r"(?:title:|#(?!#))\s*.*?(<(?:br|b|i|strong|em|span|p)\b[^<>]*>|&(?:nbsp|shy|amp|[a-z]uml);)", re.IGNORECASE)  # fmt: skip
# A whole value in the quotation marks of printed texts, such as Word makes of typewritten ones.
_PRINTED = regex(r"""\s*(?:-\s+)?(?:[\w-]+:\s+)?([„“”»«‚‘][^„“”»«‚‘.!?]*(?:\.\s[^„“”»«‚‘.!?]*)*[“”»«‘’])\s*(?:\s#.*)?$""")  # fmt: skip


def lint_page(path: Path, config: MkDocsConfig) -> Iterator[Written]:
    """Yield what its author may want to know of a page's source. Raises PraxisError for a head or letters that MkDocs cannot read."""
    source = page_source(path)
    for problem in (*check_front_matter(source, config), *_unmeant(source, config)):
        yield Written("no-effect", problem)
    ours = str(config.theme.name or "").startswith("praxis")
    for problem in (*_hard_to_hear(source), *(_untitled(source) if ours else ())):
        yield Written("hard-to-hear", problem)


def _unmeant(source: PageSource, config: MkDocsConfig) -> Iterator[Problem]:
    """Yield what a page would show otherwise than its author meant: words left open, flat lists, tags in a title."""
    lines = source.head + source.body
    for number, line, seen in lines:
        if found := _TAGGED.match(seen):
            what = msg("“{word}” does not belong into a title: the menu and search engines show it or lose it", word=found[1])  # fmt: skip
            yield Problem(what, source.name, number, found.start(1) + 1, line, fix="Write the title in plain words. Lines break by themselves.")  # fmt: skip
        if seen.startswith("# "):
            break
    used = {*config.plugins, *config.markdown_extensions}
    for sign in (sign for sign, makers in words("mkdocs_words")["makers"].items() if used.intersection(makers) and sign in source.text):  # fmt: skip
        lines = [(number, line, seen.replace(sign, "")) for number, line, seen in lines]
    indented = () if _OTHER_LISTS & set(config.markdown_extensions) else _indented(source.body)
    yield from (one._replace(file=source.name) for one in (*_left_open(lines), *indented))


def _lint_facts(facts: Facts) -> Iterator[Problem]:
    """Yield words left open in the facts, and names in quotation marks that would be printed."""
    for path in sorted(facts.folder.glob("*.yml")):
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        said = [(n, line, line) for n, line in enumerate(lines, 1) if not line.lstrip().startswith("#")]
        for number, line, _ in said:
            found = _PRINTED.match(line)
            if found and found[1] in repr(facts):  # those around hours and numbers are taken off
                what = msg("the quotation marks would be part of it: {words}", words=found[1])
                yield Problem(what, display_path(path), number, found.start(1) + 1, line, fix='Leave them out, or write straight ones: "…"')  # fmt: skip
        yield from (one._replace(file=display_path(path)) for one in _left_open([(n, line, line.partition(" #")[0]) for n, line, _ in said]))  # fmt: skip


def _other_name(config: MkDocsConfig, facts: Facts) -> Iterator[Problem]:
    """Yield the practice's name if the site has another one; a shorter form of it, or a longer one, is none."""
    name, site = str(facts.practice.name), str(config.site_name)
    words, others = (set(re.findall(r"\w+", one.casefold())) for one in (name, site))
    if words <= others or others <= words:
        return
    path = facts.folder / "praxis.yml"
    says = "the head of the pages says “{site}” (site_name in mkdocs.yml), not “{name}”"
    what = msg(says, site=site, name=name)
    spot = find_line(path, "^name:") or Problem("", display_path(path), 1)
    yield spot._replace(what=what, fix="Write the name that holds in both files.")


def _other_address(config: MkDocsConfig, facts: Facts) -> Iterator[Problem]:
    """Yield the address of the website if the site is built for another host."""
    urls = [resolve(str(one or ""), "about:blank") for one in (facts.practice.website, config.site_url)]
    said, built = (url.host if url else "" for url in urls)
    if not said or not built or said.removeprefix("www.") == built.removeprefix("www."):
        return
    path = facts.folder / "praxis.yml"
    what = msg("search engines are told {said}, and the site is built for {built} (site_url in mkdocs.yml)", said=said, built=built)  # fmt: skip
    spot = find_line(path, "^website:") or Problem("", display_path(path), 1)
    yield spot._replace(what=what, fix="Write the address that holds in both files.")


def _lint_extra(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield keys below `extra:` that sound like the one that the theme shows."""
    table = words("mkdocs_words")
    known = table["homes"]["extra:"]
    for key in (key for key in config.extra if key not in known):
        if near := table["extra"].get(str(key).lower()) or nearest(str(key), known, cutoff=0.8):
            what = msg("nothing shows '{key}' below extra", key=key)
            yield config_problem(
                config_file(config), (str(key),), what, msg("Did you mean '{near}'?", near=near)
            )


def _lint_menu(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield pages that stand twice in the menu."""
    twice = {leaf for leaf, count in Counter(nav_pages(config.nav)).items() if count > 1}
    file = config_file(config)
    if not twice or not file.is_file():
        return
    lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    for leaf in sorted(twice):
        named = re.compile(rf"(?<![\w/.-]){re.escape(leaf)}(?![\w/-])")
        places = [(n, line, found) for n, line in enumerate(lines, 1) if (found := named.search(line.partition(" #")[0]))]  # fmt: skip
        if len(places) > 1:
            number, line, found = places[-1]
            what = msg("{page} stands twice in the menu: only one of the two shows where one is", page=leaf)
            yield Problem(what, display_path(file), number, found.start() + 1, line, fix="Keep one of them; elsewhere, link to the page in a text.")  # fmt: skip


def _left_open(lines: list[tuple[int, str, str]]) -> Iterator[Problem]:
    text = "\n".join([seen for _, _, seen in lines])
    small = text.encode("utf-8", "surrogatepass").lower()
    may = any(held in small for held in _OPEN_HOLD) or any(word in text for word in _OPEN_ARE)
    if not may and not _OPEN_BEGIN.search(text):
        return
    for number, line, seen in lines:
        if found := _OPEN.search(seen):
            what = msg("“{word}” stands there still: everybody would read it", word=found[0])
            yield Problem(what, None, number, found.start() + 1, line, fix="Write the text, or delete it.")


def _indented(lines: list[tuple[int, str, str]]) -> Iterator[Problem]:
    """Yield entries that are indented below another, but not by the four blanks that make a list in a list, and prose that is indented as code."""
    above, gap, options, holds, head = None, True, False, False, False
    for number, line, seen in lines:
        if not seen.strip():
            gap = True
            continue
        # Those of a component are YAML, right below it
        options = seen.startswith(":::") or (options and seen[0] == " " and not (gap and head))
        head = seen.startswith(":::")
        entry = None if options else _ENTRY.match(seen)
        if entry is not None or (seen[0] not in " \t" and (gap or not holds)):
            holds = entry is not None or not (seen[0].isalnum() or seen.startswith(_PLAIN))
        elif gap and not (holds or options) and _LETTER.match(seen) and len(seen.split()) >= _MANY:
            fix = msg("Take the blanks at its beginning away: {line}", line=seen.strip())
            yield Problem("this line would stand on the page as code, in a grey box: it is indented", None, number, 1, line, fix=fix)  # fmt: skip
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


_HEADING = regex(r"(#{1,6})(?!#)\s*(\S.*)")
# Begins with the sign itself, which is looked for faster than what stands before it.
_LINK = regex(r"\[(?<![!\\]\[)([^\[\]\n]*)\](?=\()")
# Words that say nothing of where a link leads, once it is read out by itself.
_EMPTY = frozenset({
    "", "hier", "klicken sie hier", "hier klicken", "mehr", "weiter", "weiterlesen", "link", "dieser link", "diesem link", "diesen link",
    "here", "click here", "more", "read more", "this", "this link",
})  # fmt: skip
_ROUND = " .:!…*_"  # what stands around them
_EMPTY_LINK = regex(rf"\[[{_ROUND}]*(?:{'|'.join(sorted(_EMPTY))})[{_ROUND}]*\]\(", re.IGNORECASE)


def _hard_to_hear(source: PageSource) -> Iterator[Problem]:
    """Yield headings that leave out a level or give a page a second title, and links whose words say nothing, such words once."""
    above, title, told = 1, 0, set[str]()
    links = _EMPTY_LINK.search(source.text) is not None
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
        for link in _LINK.finditer(seen) if links else ():
            words = link[1].strip(_ROUND).lower()
            if words in _EMPTY and words not in told:
                told.add(words)
                what = msg("the words of this link do not say where it leads: “{words}”", words=link[1])
                fix = "Name the target, as in [Our opening hours](…)."
                yield Problem(what, source.name, number, link.start() + 1, line, fix=fix)


_TITLE = regex(r"#(?!#)|.*<h1\b|=+\s*$|\{[{%]|.*--8<--", re.IGNORECASE)
_OWN_TITLE = regex(r"(?:headline|template)\s*:")


def _untitled(source: PageSource) -> Iterator[Problem]:
    """Yield that a page has no heading of its own: this theme writes none."""
    first = next(((number, line) for number, line, seen in source.body if seen.strip()), None)
    titled = any(_TITLE.match(seen) for _, _, seen in source.body) or any(_OWN_TITLE.match(seen) for _, _, seen in source.head)  # fmt: skip
    if first is None or titled:
        return
    number, line = first
    title = next((line[6:].strip(" \"'") for _, _, line in source.head if line.startswith("title:")), "")
    fix = msg("Begin it with its heading: # {name}", name=title or Path(source.name).stem.capitalize())
    yield Problem("this page has no heading that says what it is", source.name, number, 1, line, fix=fix)


# An editor's ending behind the right one, an ending in capitals or of a sister format, a page by a program that writes none.
_NEARLY_PAGE = regex(
    r"(?P<name>.+?)(?:\.md\.(?:txt|rtf|docx?)|\.mkdn?|\.markdown\.txt|\.(?!md$)[Mm][Dd])", re.DOTALL
)
# What editors, offices and systems leave beside a file, and a second site within this one.
_LEFT = regex(r"~\$.+|\.?~lock\..+#|.+(?:~|\.(?:bak|tmp|swp|orig|old|crdownload|part))|Thumbs\.db|desktop\.ini", re.IGNORECASE)  # fmt: skip


def check_docs(build: Build, facts: Facts, config: MkDocsConfig, files: Files) -> None:
    """Note what facts, menu and folders hold that has no effect. Raises PraxisError for what facts name and is not there."""
    from mkdocs_praxis.plugin.media import check_facts_files

    unmeant = *_lint_facts(facts), *_lint_menu(config), *_lint_extra(config), *_other_name(config, facts), *_other_address(config, facts)  # fmt: skip
    build.written += [Written("no-effect", problem) for problem in unmeant]
    check_facts_files(build, facts, Path(config.docs_dir))
    build.written += _lint_docs(files, Path(config.docs_dir), build.options.facts)


def _lint_docs(files: Files, docs: Path, facts: str) -> Iterator[Written]:
    """Yield the files that are no pages but are called nearly so, facts outside of their folder, and pages without a word."""
    for file in files:
        path = Path(file.abs_src_path or "")
        if not file.abs_src_path or not path.is_relative_to(docs):
            continue
        if problem := _empty(path) if file.is_documentation_page() else _misplaced(path, facts):
            yield Written("no-effect", problem._replace(file=display_path(path)))


def _empty(path: Path) -> Problem | None:
    text = path.read_bytes()
    if len(text) > 2000 or without_front_matter(text.decode("utf-8", "replace")).strip():
        return None
    fix = "Write a heading (# …) and a text, or delete the file, also from the menu."
    return None if b"template:" in text else Problem("this page is empty", line=1, fix=fix)


def _misplaced(path: Path, facts: str) -> Problem | None:
    if found := _NEARLY_PAGE.fullmatch(path.name):
        what = msg("this is no page: its name ends in {ending}", ending=path.name.removeprefix(found["name"]))
        fix = msg(RENAME, name=f"{found['name']}.md")
    elif _LEFT.fullmatch(path.name):
        what = msg("this file is a leftover of another program, and is published with the pages")
        fix = msg("Delete it, or move it out of the folder of the pages.")
    elif path.name == "mkdocs.yml":
        what = msg("a second site lies within the pages of this one: its files are published as they are")
        fix = msg("Move its folder beside the one of this site.")
    elif path.name in files_of_facts():
        what = msg("these facts are not read, but published as they are: their folder is another one")
        fix = msg("Move the file to {folder}/.", folder=facts.strip("/"))
    else:
        return None
    return Problem(what, line=1, fix=fix)
