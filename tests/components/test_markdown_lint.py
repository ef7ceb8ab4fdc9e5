"""What looking for slips of the pen costs; which slips are told is held by tests/words."""

from mkdocs_praxis.components.markdown_lint import lint_markdown
from tests.growing import steps_of


def steps(rows: int) -> int:
    """Count the lines of Python that a look at a page with one table takes."""
    page = "| a | b |\n|---|---|\n" + "| x | y |\n" * rows
    found: list[object] = []
    taken = steps_of(lambda: found.extend(lint_markdown(page, file=None, first_line=1)))
    assert not found
    return taken


def test_a_long_table_is_looked_at_once():
    steps(4)  # what is made once is not counted
    assert steps(800) < steps(200) * 5  # a look at all rows above each row would take sixteen times as many


def test_a_fence_within_a_comment_hides_nothing_behind_it():
    page = "<!--\n```\nold\n-->\n\n![](photo.jpg)\n"
    assert [told.line for told in lint_markdown(page, file=None, first_line=1)] == [6]
