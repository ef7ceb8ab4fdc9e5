"""No two files of the package import each other in a circle, and version, changelog and package say the same."""

import re
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

from mkdocs_praxis import __version__

ROOT = Path(__file__).resolve().parents[2]


def test_no_file_imports_another_in_a_circle() -> None:
    graph = grimp.build_graph("mkdocs_praxis", cache_dir=None)
    # A package's own file names what it holds; that its modules stand below it is no import.
    order = TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules})
    try:
        order.prepare()
    except CycleError as error:
        pytest.fail("imports in a circle: " + " → ".join(error.args[1]))


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
