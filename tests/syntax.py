"""Trees of modules, for tests that read the package's own code."""

import ast
import gc


def parsed(text: str) -> ast.Module:
    """Return the tree of a module. Python 3.11 miscounts its depth where the garbage collector lets others in meanwhile (gh-106905)."""
    gc.disable()
    try:
        return ast.parse(text)
    finally:
        gc.enable()
