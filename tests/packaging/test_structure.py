"""How the package is built: small files and functions, no imports in a circle; version, changelog and package say the same."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from graphlib import CycleError, TopologicalSorter
from importlib import metadata
from pathlib import Path

import grimp
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from mkdocs_praxis import __version__
from tests.schedule import ONE_BY_ONE, TOGETHER, scope
from tests.syntax import parsed

ROOT = Path(__file__).resolve().parents[2]


def test_no_file_imports_another_in_a_circle() -> None:
    graph = grimp.build_graph("mkdocs_praxis", cache_dir=None)
    # A package's own file names what it holds; that its modules stand below it is no import.
    order = TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules})
    try:
        order.prepare()
    except CycleError as error:
        pytest.fail("imports in a circle: " + " → ".join(error.args[1]))


def test_every_room_is_described_in_the_order_of_its_layer() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    layers = [layer.split(" | ") for layer in contracts[0]["layers"]]
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("```")[1].splitlines()
    places = []
    for layer in layers:
        lines = [
            next(n for n, line in enumerate(told) if re.search(rf"(^|\s){room}(/|\.py) ", line))
            for room in layer
        ]
        assert min(lines) >= max(places, default=0), layer
        places += lines
    rooms = {room for layer in layers for room in layer}
    without_mkdocs = {name.partition(".")[2] for name in contracts[1]["source_modules"]}
    assert without_mkdocs == rooms - {"plugin"}


def brought(requirements: Iterable[str], extra: str = "", known: frozenset[str] = frozenset()) -> set[str]:
    """Return the distributions that come along with requirements, and with theirs."""
    found: set[str] = set()
    for one in map(Requirement, requirements):
        name = canonicalize_name(one.name)
        if name in known | found or (one.marker and not one.marker.evaluate({"extra": extra})):
            continue
        found.add(name)
        for wanted in ("", *one.extras):
            found |= brought(metadata.requires(name) or (), wanted, known | found)
    return found


def test_what_the_package_imports_is_installed_with_it_or_with_an_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    installed = brought([*project["dependencies"], *(one for extra in extras for one in extra)])
    holds = metadata.packages_distributions()
    for file in sorted((ROOT / "mkdocs_praxis").rglob("*.py")):
        for node in ast.walk(parsed(file.read_text(encoding="utf-8"))):
            names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for module in (
                {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"mkdocs_praxis"}
            ):
                assert installed & set(map(canonicalize_name, holds[module])), f"{file}: {module}"


LINES_OF_A_FILE, LINES_OF_A_FUNCTION, PARAMETERS = 300, 60, 8


def too_large(text: str) -> Iterator[str]:
    """Yield what in a module is larger than a reader takes in at once."""
    if (lines := len(text.splitlines())) > LINES_OF_A_FILE:
        yield f"{lines} lines"
    for node in ast.walk(parsed(text)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        name = getattr(node, "name", "lambda")
        lines = (node.end_lineno or 0) - node.lineno + 1
        if lines > LINES_OF_A_FUNCTION:
            yield f"{name}, line {node.lineno}: {lines} lines"
        parameters = len([*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs])
        if parameters > PARAMETERS:
            yield f"{name}, line {node.lineno}: {parameters} parameters"


def test_files_and_functions_stay_small() -> None:
    package = ROOT / "mkdocs_praxis"
    files = {file: file.read_text(encoding="utf-8") for file in sorted(package.rglob("*.py"))}
    assert len(files) > 100
    found = {
        str(file.relative_to(ROOT)): large for file, text in files.items() if (large := list(too_large(text)))
    }
    assert found == {}


@pytest.mark.parametrize(
    ("text", "large"),
    [
        ("x = 1\n" * 300, 0),
        ("x = 1\n" * 301, 1),
        ("def f():\n" + "    x = 1\n" * 59, 0),
        ("class A:\n    async def f():\n" + "        x = 1\n" * 60, 1),
        ("def f(a, /, b, c, *d, e, f, g, h, i, **j): 0", 0),
        ("def f(a, /, b, c, *d, e, f, g, h, i, j, **k): 0\ng = lambda a, b, c, d, e, f, g, h, i: 0", 2),
    ],
)
def test_what_is_too_large_is_seen(text: str, large: int) -> None:
    assert len(list(too_large(text))) == large


def test_the_version_is_the_same_everywhere() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = re.search(r"(?m)^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    assert newest is not None
    assert project["version"] == __version__ == newest[1]


def test_what_was_tried_is_tested() -> None:
    told = (ROOT / "docs" / "tried.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", told))
    assert len(named) > 40
    texts = {file: (ROOT / file).read_text(encoding="utf-8") for file, _ in named}
    assert [name for file, name in named if f"def {name}(" not in texts[file]] == []


def test_what_is_scheduled_is_there() -> None:
    """Else a renamed file would be built for by every process again, and nobody would notice but by the clock."""
    for name in (*ONE_BY_ONE, *TOGETHER):
        file, _, start = name.partition("::")
        assert (ROOT / file).exists(), name
        assert f"def {start}" in (ROOT / file).read_text(encoding="utf-8") if start else True, name
    one, other = (f"tests/theme/test_look.py::test_{letter}" for letter in "ab")
    assert scope(one) != scope(other)
    assert scope("tests/policy/test_sites.py::test_a") == scope("tests/policy/test_sites.py::test_b[x@y]")
    assert scope("tests/browser/test_visits.py::test_a") == scope("tests/browser/test_reach.py::test_b")
