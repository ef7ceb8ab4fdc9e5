"""What looking for slips of the pen costs; which slips are told is held by tests/words."""

import sys
from types import FrameType
from typing import Any

from mkdocs_praxis.components.slips import slips


def steps(rows: int) -> int:
    """Count the lines of Python that a look at a page with one table takes."""
    page, taken = "| a | b |\n|---|---|\n" + "| x | y |\n" * rows, 0

    def count(_frame: FrameType, event: str, _arg: Any) -> Any:
        nonlocal taken
        taken += event == "line"
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        assert not list(slips(page, file=None, first_line=1))
    finally:
        sys.settrace(before)
    return taken


def test_a_long_table_is_looked_at_once():
    steps(4)  # what is made once is not counted
    assert steps(800) < steps(200) * 5  # a look at all rows above each row would take sixteen times as many
