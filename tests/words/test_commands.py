"""Whoever asks the command line in German is answered in German: every help, every rule, every component."""

import re
from collections.abc import Iterator

import click
import pytest

from mkdocs_praxis.cli import main
from mkdocs_praxis.components.catalogue import catalogue
from mkdocs_praxis.policy.rules import all_rules
from tests.tools import praxis
from tests.words.english import english

_GERMAN = re.compile(r"\b(?:der|die|das|und|nicht|mit|wird|oder|eine?|ist|sind|auf|für)\b")
_CODE = re.compile(r"```.*?```", re.DOTALL)
# Names of others, which no language translates.
_NAMES = re.compile(r"Cloudflare Pages|GitHub Pages|GitLab Pages|\bCC BY\b|WordPress|\bCommon Crawl\b")


def said(*words: str) -> str:
    done = praxis(*list(words), prog_name="praxis", env={"COLUMNS": "200"})
    assert done.exit_code == 0, (words, done.output)
    return _NAMES.sub("", _CODE.sub("", done.output))


def calls() -> Iterator[tuple[str, ...]]:
    with click.Context(main) as ctx:
        yield from ((name, "--help") for name in main.list_commands(ctx))
    yield from (("explain", one.name, "--lang") for one in all_rules())
    yield from (("components", one.name, "--lang") for one in catalogue())
    yield from (("vendors", one, "--lang") for one in ("youtube", "doctolib"))
    yield from (("components", "--lang"), ("workflow", "--lang"))


@pytest.mark.parametrize(
    ("language", "locale"), [("de", "de_DE.UTF-8"), ("en", "en_GB.UTF-8")], ids=["German", "English"]
)
def test_each_command_speaks_one_language(
    language: str, locale: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    wrong = {}
    for words in calls():
        text = said(*words, *([language] if words[-1] == "--lang" else []))
        lines = [line for line in text.split("\n") if not line.startswith((":::", "Aufruf:"))]
        if language == "de":
            other = english("\n".join(lines))
        else:  # one German word may be quoted: a law, a name of a component
            other = [line for line in lines if len(set(_GERMAN.findall(line))) > 1]
        if other and not (language == "en" and words[0] == "explain"):  # which quotes German pages
            wrong[words] = other
    assert wrong == {}


@pytest.mark.parametrize("language", ["de", "en"])
def test_titles_of_rules_begin_with_a_capital(language: str) -> None:
    assert [one.name for one in all_rules() if one.title[language][0].islower()] == []
