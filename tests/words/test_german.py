"""Practice staff meet German: every message of a problem has its translation, and a German site broken in every way says no English."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import mkdocs_praxis
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import Problem, msg

ROOT = Path(mkdocs_praxis.__file__).parent
# These rooms translate where they raise, from catalogues of their own.
_OWN_CATALOGUE = ("practice", "publish")
_CALLS = frozenset({"Problem", "PraxisError", "wrong", "mistake"})


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield the message ids that an argument may be."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
        yield node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "msg":
        yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def messages() -> Iterator[tuple[str, str]]:
    """Yield every message of a problem with the file that holds it."""
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(_OWN_CATALOGUE):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            called = node.func.id if isinstance(node.func, ast.Name) else ""
            if called == "msg":
                yield from ((name, text) for text in _texts(node))
            elif called in _CALLS:
                for argument in (
                    *node.args[:1],
                    *(k.value for k in node.keywords if k.arg in {"what", "why", "fix"}),
                ):
                    yield from ((name, text) for text in _texts(argument))


def test_every_message_of_a_problem_speaks_german() -> None:
    t = translator("de", "problem")
    same = frozenset({"pip install", "host: maps", "in WordPress"})
    missing = sorted(
        {(file, text) for file, text in messages() if t(text) == text and not text.startswith(tuple(same))}
    )
    assert missing == []


def test_nobody_fills_values_in_before_translating() -> None:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
                texts = (*node.args[:1], *(k.value for k in node.keywords if k.arg in {"what", "why", "fix"}))
                found += [
                    f"{path.relative_to(ROOT)}:{a.lineno}" for a in texts if isinstance(a, ast.JoinedStr)
                ]
    assert found == []


@pytest.mark.parametrize(
    ("problem", "german"),
    [
        (Problem(msg("there is no component '{name}'", name="sprechzeit"), "docs/index.md", 3, fix=msg("Did you mean '{near}'?", near="sprechzeiten")),
         "docs/index.md:3: es gibt keinen Baustein „sprechzeit“\n  was tun Meinten Sie „sprechzeiten“?"),
        (Problem(msg("option '{key}' of '{name}': {error}", key="anzahl", name="urlaub", error=msg("'{raw}' is no whole number", raw="viele"))),
         "Angabe „anzahl“ von „urlaub“: „viele“ ist keine ganze Zahl"),
    ],
)  # fmt: skip
def test_a_problem_is_translated_whole_at_the_edge(problem: Problem, german: str) -> None:
    assert problem.told(translator("de", "problem")) == german
    assert "there is no" in str(problem) or "option" in str(problem)
