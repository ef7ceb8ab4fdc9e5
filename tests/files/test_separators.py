"""Names of files in reports, pages and settings have "/" between their parts, whatever the machine puts there (Windows: "\\")."""

import ast
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

import mkdocs_praxis
from mkdocs_praxis.gate.sources import MarkdownSources
from mkdocs_praxis.policy.model import SourceLine
from tests.syntax import parsed

PACKAGE = Path(mkdocs_praxis.__file__).parent
_RELATIVE = {"relative_to", "relpath"}  # what makes a path that is shown or written somewhere


def _names(node: ast.AST) -> set[str]:
    return {one.attr for one in ast.walk(node) if isinstance(one, ast.Attribute)}


def _as_text(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
            yield from node.args
        elif isinstance(node, ast.FormattedValue):
            yield node.value


def _machine_made(tree: ast.AST) -> list[int]:
    """Return the lines in which a relative path becomes text as the machine writes it."""
    found = [node for node in _as_text(tree) if _RELATIVE & _names(node) and "as_posix" not in _names(node)]
    return [getattr(node, "lineno", 0) for node in found]


@pytest.mark.parametrize(
    ("code", "faults"),
    [
        ("str(path.relative_to(root))", 1),
        ("f'{path.relative_to(root)}:3'", 1),
        ("str(os.path.relpath(a, b))", 1),
        ("path.relative_to(root).as_posix()", 0),
        ("f'{path.relative_to(root).as_posix()}'", 0),
        ("str(path)", 0),
    ],
)
def test_the_test_sees_what_it_looks_for(code: str, faults: int) -> None:
    assert len(_machine_made(parsed(code))) == faults


def test_no_relative_path_becomes_text_as_the_machine_writes_it() -> None:
    met = {p.name: _machine_made(parsed(p.read_text("utf-8"))) for p in PACKAGE.rglob("*.py")}
    assert {name: lines for name, lines in met.items() if lines} == {}


@pytest.mark.parametrize("kind", [PurePosixPath, PureWindowsPath])
def test_what_localise_is_given_is_typed_alike_everywhere(kind: type[PurePosixPath]) -> None:
    """A file of the docs is found there whether its name was put together on Windows or elsewhere."""
    docs, page = kind("handbuch"), kind("handbuch") / "a" / "seite.md"
    sources = MarkdownSources({}, ["mkdocs.yml"], docs.as_posix())
    assert sources.files(SourceLine(page.as_posix(), 1)) == "handbuch mkdocs.yml"
    assert sources.files(SourceLine(kind("LIESMICH.md").as_posix(), 1)) == "LIESMICH.md"
