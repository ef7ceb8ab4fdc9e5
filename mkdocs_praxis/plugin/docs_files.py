"""Warnings of files in docs/ that become no page or an empty one, and of misplaced facts."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.front_matter import without_front_matter
from mkdocs_praxis.plugin.outcome import shown
from mkdocs_praxis.plugin.state import Build
from mkdocs_praxis.policy.model import Written
from mkdocs_praxis.practice.specs import files_of_facts
from mkdocs_praxis.problem import Problem, msg

if TYPE_CHECKING:
    from mkdocs_praxis.practice.model import Facts

# An editor's ending behind the right one, an ending in capitals or of a sister format, a page by a program that writes none.
_NEARLY_PAGE = regex(
    r"(?P<name>.+?)(?:\.md\.(?:txt|rtf|docx?)|\.mkdn?|\.markdown\.txt|\.(?!md$)[Mm][Dd])", re.DOTALL
)
# What editors, offices and systems leave beside a file, and a second site within this one.
_LEFT = regex(r"~\$.+|\.?~lock\..+#|.+(?:~|\.(?:bak|tmp|swp|orig|old|crdownload|part))|Thumbs\.db|desktop\.ini", re.IGNORECASE)  # fmt: skip


def check_docs(build: Build, facts: "Facts", config: MkDocsConfig, files: Files) -> None:
    """Note what facts, menu and folders hold that has no effect. Raises PraxisError for what facts name and is not there."""
    from mkdocs_praxis.plugin.lint import lint_facts, lint_menu, other_name
    from mkdocs_praxis.plugin.media import check_facts_files

    unmeant = *lint_facts(facts.folder), *lint_menu(config), *other_name(config, facts)
    build.written += [Written("no-effect", problem) for problem in unmeant]
    check_facts_files(build, facts, Path(config.docs_dir))
    build.written += lint_docs(files, Path(config.docs_dir), build.options.facts)


def lint_docs(files: Files, docs: Path, facts: str) -> Iterator[Written]:
    """Yield the files that are no pages but are called nearly so, facts outside of their folder, and pages without a word."""
    for file in files:
        path = Path(file.abs_src_path or "")
        if not file.abs_src_path or not path.is_relative_to(docs):
            continue
        if problem := _empty(path) if file.is_documentation_page() else _misplaced(path, facts):
            yield Written("no-effect", problem._replace(file=shown(path)))


def _empty(path: Path) -> Problem | None:
    text = path.read_bytes()
    if len(text) > 2000 or without_front_matter(text.decode("utf-8", "replace")).strip():
        return None
    fix = "Write a heading (# …) and a text, or delete the file, also from the menu."
    return None if b"template:" in text else Problem("this page is empty", line=1, fix=fix)


def _misplaced(path: Path, facts: str) -> Problem | None:
    if found := _NEARLY_PAGE.fullmatch(path.name):
        what = msg("this is no page: its name ends in {ending}", ending=path.name.removeprefix(found["name"]))
        fix = msg(
            "Rename it to {name}. Windows shows endings only when asked: View, Show, File name extensions.",
            name=f"{found['name']}.md",
        )
        return Problem(what, line=1, fix=fix)
    if _LEFT.fullmatch(path.name):
        return Problem(
            "this file is a leftover of another program, and is published with the pages",
            line=1,
            fix="Delete it, or move it out of the folder of the pages.",
        )
    if path.name == "mkdocs.yml":
        return Problem(
            "a second site lies within the pages of this one: its files are published as they are",
            line=1,
            fix="Move its folder beside the one of this site.",
        )
    if path.name in files_of_facts():
        return Problem(
            "these facts are not read, but published as they are: their folder is another one",
            line=1,
            fix=msg("Move the file to {folder}/.", folder=facts.strip("/")),
        )
    return None
