"""No two files of the package import each other in a circle, imports inside functions and for types included."""

from graphlib import CycleError, TopologicalSorter

import grimp
import pytest


def test_no_file_imports_another_in_a_circle() -> None:
    graph = grimp.build_graph("mkdocs_praxis", cache_dir=None)
    # A package's own file names what it holds; that its modules stand below it is no import.
    order = TopologicalSorter({name: graph.find_modules_directly_imported_by(name) for name in graph.modules})
    try:
        order.prepare()
    except CycleError as error:
        pytest.fail("imports in a circle: " + " → ".join(error.args[1]))
