"""Practice staff meet German: every message of a problem has its translation, and a German site broken in every way says no English."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import mkdocs_praxis
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import Problem, msg
from tests.syntax import parsed

ROOT = Path(mkdocs_praxis.__file__).parent
# This room translates where it raises, from a catalogue of its own.
_OWN_CATALOGUE = "practice"
_CALLS = frozenset({"bug", "Problem", "PraxisError"})
_ALL_OF_THEM = frozenset(
    {"wrong", "mistake", "problem", "problem_at", "fail"}
)  # whose arguments are all messages, or names without a space


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield the message ids that an argument may be."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
        yield node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "msg":
        yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def arguments(node: ast.Call) -> list[ast.expr]:
    """Return the arguments of a call that are messages of a problem, if it makes one."""
    called = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
    named = [k.value for k in node.keywords if k.arg in {"what", "why", "fix"}]
    if called in _CALLS:
        return [*node.args[:1], *named]
    return [*node.args, *named] if called in _ALL_OF_THEM else named


@cache
def calls(path: Path) -> tuple[ast.Call, ...]:
    found = ast.walk(parsed(path.read_text(encoding="utf-8")))
    return tuple(node for node in found if isinstance(node, ast.Call))


def messages() -> Iterator[tuple[str, str]]:
    """Yield every message of a problem with the file that holds it."""
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(_OWN_CATALOGUE):
            continue
        for node in calls(path):
            told = [node] if getattr(node.func, "id", "") == "msg" else arguments(node)
            yield from ((name, text) for argument in told for text in _texts(argument))
    for template in sorted(ROOT.rglob("components/templates/*.html")):
        for call in re.findall(r"look\.fail\((.*?)\)\s*}}", template.read_text(encoding="utf-8")):
            yield from ((template.name, text) for text in re.findall(r'"([^"]*)"', call))


def test_every_message_of_a_problem_speaks_german() -> None:
    t = translator("de", "problem")
    same = frozenset({"pip install", "host: maps", "in WordPress", "{key}: {said}"})
    missing = sorted(
        {(file, text) for file, text in messages() if t(text) == text and not text.startswith(tuple(same))}
    )
    assert missing == []


def test_nobody_fills_values_in_before_translating() -> None:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        for node in calls(path):
            texts = (part for a in arguments(node) for part in (a, *_branches(a)))
            found += [
                f"{path.relative_to(ROOT)}:{a.lineno}"
                for a in texts
                if (isinstance(a, ast.JoinedStr) and any(isinstance(v, ast.Constant) for v in a.values))
                or (isinstance(a, ast.BinOp) and isinstance(a.left, ast.Constant))
            ]
    assert found == []


def _branches(node: ast.expr) -> tuple[ast.expr, ...]:
    if isinstance(node, ast.IfExp):
        return (node.body, node.orelse)
    return (node.left,) if isinstance(node, ast.BinOp) else ()


@pytest.mark.parametrize(
    ("problem", "german"),
    [
        (Problem(msg("there is no component '{name}'", name="sprechzeit"), "docs/index.md", 3, fix=msg("Did you mean '{near}'?", near="sprechzeiten")),
         "docs/index.md:3: Es gibt keinen Baustein „sprechzeit“.\n  was tun Meinten Sie „sprechzeiten“?"),
        (Problem(msg("option '{key}' of '{name}': {error}", key="anzahl", name="urlaub", error=msg("'{raw}' is no whole number", raw="viele"))),
         "Angabe „anzahl“ von „urlaub“: „viele“ ist keine ganze Zahl."),
    ],
)  # fmt: skip
def test_a_problem_is_translated_whole_at_the_edge(problem: Problem, german: str) -> None:
    assert problem.told(translator("de", "problem")) == german
    assert "there is no" in str(problem) or "option" in str(problem)


def test_what_pages_say_by_themselves_suits_a_practice_of_one_person():
    """A midwife or psychotherapist alone says „ich“: headings, components and a new site speak of the practice instead."""
    practice = ROOT / "practice"
    texts = [*(practice / "starter" / "de").rglob("*.md"), *(practice / "starter" / "praxis").glob("*.yml")]
    texts += [practice / "data" / "professions.yml", ROOT / "locale" / "de" / "components.po"]
    found = [
        line
        for path in texts
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("#", "<!--")) and re.search(r"\b([Ww]ir|[Uu]ns|[Uu]nser\w*)\b", line)
    ]
    assert not found
