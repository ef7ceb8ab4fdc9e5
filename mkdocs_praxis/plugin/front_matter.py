"""Lints a page's source before MkDocs reads it: its encoding, and its front matter."""

import difflib
import re
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import yaml
from mkdocs.config.defaults import MkDocsConfig

from mkdocs_praxis.components.markdown_lint import lint_markdown
from mkdocs_praxis.i18n import without_region
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.mkdocs_yml import words
from mkdocs_praxis.plugin.places import display_path, hook_files, override_files
from mkdocs_praxis.practice.source import explained, text_of
from mkdocs_praxis.practice.specs import files_of_facts
from mkdocs_praxis.prepared import yaml_loader
from mkdocs_praxis.problem import PraxisError, Problem, did_you_mean, msg
from mkdocs_praxis.samples import outside_code

_CLOSED = regex(r"\A---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_OPEN = regex(r"\A---[ \t]*\n[\w-]+:(?:\s|$)", re.MULTILINE)
_LATE = regex(r"\A\s+---[ \t]*\n[\w-]+:[^\n]*\n(?:.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_DASHES = regex(r"\A[ \t]*[–—―−-]+[ \t]*\n[\w-]+:\s")  # such as Word makes of hyphens
_SECOND = regex(r"\n*---[ \t]*\n[\w-]+:\s[^\n]*\n(?:.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
# A first line that MkDocs takes for a head without hyphens, and so shows nowhere (mkdocs.utils.meta, after MultiMarkdown).
_TAKEN = regex(r"\A {0,3}([A-Za-z0-9_-]+):\s*\S[^\n]*")
_NEAR = 0.75
_START = "start.html"


def without_front_matter(text: str) -> str:
    """Return the text of a page without its head."""
    head = _CLOSED.match(text)
    return text[head.end() :] if head else text


def _body_of(text: str) -> tuple[str, int]:
    """Return the text of a page without its head, and the number of its first line."""
    body = without_front_matter(text)
    return body, text.count("\n", 0, len(text) - len(body)) + 1


class PageSource(NamedTuple):
    """A page as its author saved it, with the lines of its head and body: number, line, and the line without comment or code."""

    name: str
    text: str
    head: list[tuple[int, str, str]]
    body: list[tuple[int, str, str]]


def page_source(path: Path) -> PageSource:
    """Read a page. Raises PraxisError for one that MkDocs cannot decode."""
    name = display_path(path)
    text = text_of(path, name)
    body, first = _body_of(text)
    above = enumerate(text[: len(text) - len(body)].splitlines()[: first - 1], 1)
    head = [(number, line, line.partition(" #")[0]) for number, line in above]
    return PageSource(name, text, head, list(outside_code(body, first)))


def with_slips(error: PraxisError, docs: Path) -> PraxisError:
    """Return mistakes in the facts together with the slips in the texts of pages, which no build reads that ends for the facts."""
    problems = list(error.problems)
    if not any(Path(one.file or "").name in files_of_facts() for one in problems):
        return error
    for path in sorted(docs.rglob("*.md")):
        try:
            source = page_source(path)
        except PraxisError as refused:
            problems += refused.problems
            continue
        body, first = _body_of(source.text)
        problems += lint_markdown(body, file=source.name, first_line=first)
        problems += _nowhere(source, path, docs)
    return PraxisError(*problems)


# A file of the pages that a link or picture names; those of people (`team/`) are made from the facts.
_NAMED = regex(
    r"\]\(<?(?!/|[^()]*\bteam/)([^()\s<>:#?]+\.(?:md|png|jpe?g|webp|svg|gif|pdf))(?=[)#?>\s])", re.IGNORECASE
)


def _nowhere(source: PageSource, path: Path, docs: Path) -> Iterator[Problem]:
    """Yield links and pictures of a page that name a file nobody has."""
    for number, line, seen in source.body:
        for found in _NAMED.finditer(seen):
            if not (path.parent / unquote(found[1])).exists():
                what = msg("'{link}' leads nowhere: there is no such file in {folder}/", link=found[1], folder=docs.name)  # fmt: skip
                fix = "Check the spelling, upper and lower case included."
                yield Problem(what, source.name, number, found.start(1) + 1, line, fix=fix)


def check_front_matter(source: PageSource, config: MkDocsConfig) -> Iterator[Problem]:
    """Yield the keys of a page's head that do nothing and are like one that does.

    Raises PraxisError for a head that MkDocs would print as text on the page or not heed.
    """
    name, text = source.name, source.text
    head = _CLOSED.match(text)
    if head is None:
        if problem := _without_head(text, name):
            raise PraxisError(problem)
        return
    inside = head[1] or ""
    if problem := explained(inside, name, first_line=2):
        raise PraxisError(problem)
    keys = _Head(name, inside, yaml.compose(inside, Loader=yaml_loader()))
    if (
        problem := _unread(text, head, keys.root, name)
        or _no_template(keys, config)
        or _no_language(keys)
        or _undecided(keys)
    ):
        raise PraxisError(problem)
    yield from _unknown(keys, config)


class _Head(NamedTuple):
    """The head of a page as YAML."""

    name: str  # of the page
    text: str
    root: yaml.Node | None

    def entries(self) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Yield the keys, each as word and node, and their values."""
        for key, value in self.root.value if isinstance(self.root, yaml.MappingNode) else ():
            yield str(key.value), key, value

    def values(self, *keys: str) -> Iterator[tuple[str, yaml.Node]]:
        """Yield what stands behind some keys, as text and node."""
        for word, _, value in self.entries():
            if word in keys and isinstance(value, yaml.ScalarNode) and value.value:
                yield str(value.value), value

    def problem(self, node: yaml.Node, what: str, fix: str) -> Problem:
        """Return what is wrong at a node."""
        line, column = node.start_mark.line + 2, node.start_mark.column + 1
        return Problem(what, self.name, line, column, self.text.split("\n")[line - 2], fix=fix)


def _undecided(keys: _Head) -> Problem | None:
    """Return that nobody can say whether a page is to be treated as sensitive; None if it says so."""
    for said, node in keys.values("sensibel"):
        if said.strip().lower() not in {"ja", "yes", "true", "nein", "no", "false"}:
            return keys.problem(node, msg("'{raw}' is neither yes nor no", raw=said), "Write ja or nein.")
    return None


def _without_head(text: str, name: str) -> Problem | None:
    """Return what is wrong with a page that has no head MkDocs reads as one."""
    lines, line, column = text.split("\n"), 1, None
    if _OPEN.match(text):
        what = msg("the head of the page is opened by --- and not closed: it would stand on the page as text")
        fix = "Write a line --- below the last line of the head."
    elif _LATE.match(text) or _DASHES.match(text):
        line, column = next(n for n, one in enumerate(lines, 1) if one.strip()), 1
        what = msg("this is no head of a page: it would stand on the page as text")
        fix = "The very first line of the file has to be three hyphens, --- and nothing else; so has the one below the head."
    elif (taken := _TAKEN.match(text)) and not _is_key(taken[1].lower()):
        column = 1
        takes = "MkDocs takes this first line for a setting '{key}': it would not be on the page"
        what = msg(takes, key=taken[1])
        fix = "Begin with the heading of the page (# …), or put an empty line first."
    else:
        return None
    return Problem(what, name, line, column, lines[line - 1], fix=fix)


def _is_key(word: str) -> bool:
    return word in words("heads")["everywhere"] or word in words("heads")["ours"]


def _unread(text: str, head: "re.Match[str]", root: yaml.Node | None, name: str) -> Problem | None:
    """Return what is wrong with a head between its lines of hyphens, though it is YAML."""
    if not isinstance(root, yaml.MappingNode | None):
        line = next(n for n, one in enumerate(head[1].split("\n"), 2) if one.strip())
        what = "the head of the page is not read: none of its lines is a key and a value"
        fix = "Write a space behind the colon, as in  title: Team"
    elif second := _SECOND.match(text, head.end()):
        line = text.count("\n", 0, second.start() + len(second[0]) - len(second[0].lstrip("\n"))) + 1
        what = "this page has a second head: it would stand on the page as text"
        fix = "Write its lines into the first one, and delete this one."
    else:
        return None
    return Problem(what, name, line, 1, text.split("\n")[line - 1], fix=fix)


def _no_template(head: _Head, config: MkDocsConfig) -> Problem | None:
    """Return what is wrong with a template that the theme does not have: MkDocs would stop without a line."""
    for wanted, node in head.values("template"):
        if any(Path(folder, wanted).is_file() for folder in config.theme.dirs):
            continue
        what = msg("the theme {theme} has no template {name}", theme=config.theme.name or "", name=wanted)
        fix = "Take this line out, or put the template into the theme's custom_dir."
        if wanted == _START:
            fix = "Take this line out: the template belongs to the themes praxis and praxis-visitenkarte. What stands in `headline:` and `lead:` goes into the text of the page."
        return head.problem(node, what, fix)
    return None


def _no_language(head: _Head) -> Problem | None:
    """Return what is wrong with a language that browsers and screen readers would not know: `sprache: englisch`."""
    for said, node in head.values("sprache", "lang"):
        base = without_region(said)
        if base in {"", "de", "en"}:
            continue
        from mkdocs_praxis.practice.translation import language_code

        code = language_code(said)
        if language_code(base) != base:
            fix = msg("Write its letters: {code}", code=code) if code else "Write its letters, as in: en, tr."
            if "leicht" in said.lower() or "easy" in said.lower():
                fix = "Write  art: leichte-sprache  in place of this line."
            return head.problem(node, msg("'{value}' is not the code of a language", value=said), fix)
    return None


def _unknown(head: _Head, config: MkDocsConfig) -> Iterator[Problem]:
    heads = words("heads")
    known = [*heads["everywhere"], *(heads["ours"] if str(config.theme.name).startswith("praxis") else ())]
    for word, key, _ in head.entries():
        lost = word in heads["shown by ours"] and config.theme.name in {"mkdocs", "readthedocs"}
        if lost and word not in _read_by(config):
            unshown = "the theme {theme} does not show '{key}': this line does nothing"
            what = msg(unshown, theme=config.theme.name, key=word)
            fix = "Write into the text of the page what patients should read, and take the line out."
            yield head.problem(key, what, fix)
            continue
        if word in known or word.lower() in heads["others"]:
            continue
        near = _meant(word.lower(), known)
        if near and word not in _read_by(config):
            what = msg("nothing reads '{key}' at the head of a page: this line does nothing", key=word)
            yield head.problem(key, what, did_you_mean(near))


def _meant(word: str, known: Collection[str]) -> str:
    """Return the key that somebody meant by a word, "" where it is like none."""
    meant: str = words("heads")["meant"].get(word, "")
    if meant in known:
        return meant
    return next(iter(difflib.get_close_matches(word, known, n=1, cutoff=_NEAR)), "")


def _read_by(config: MkDocsConfig) -> str:
    """Return the templates and hooks of the site itself: they may read any key."""
    files = [*override_files(config), *hook_files(config)]
    return "\n".join(path.read_text(encoding="utf-8", errors="replace") for path in files if path.is_file())
