"""What looking for slips of the pen costs; which slips are told is held by tests/words."""

import pytest

from mkdocs_praxis.components.markdown_lint import lint_markdown
from mkdocs_praxis.plugin.pages import asks
from tests.growing import steps_of
from tests.words.faults import END, FATAL


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


@pytest.mark.parametrize("fault", [fault for fault in FATAL if fault[1] == END], ids=lambda fault: fault[0])
def test_a_slip_is_told_on_a_page_that_holds_nothing_else(fault):
    page = f"# Seite\n\nEin Satz.\n\n{fault[3]}\n"
    if isinstance(fault[3], str) and list(lint_markdown(page, file=None, first_line=1)):
        assert asks(page, practice=True)


def test_a_page_of_plain_text_is_not_read_line_by_line():
    assert not asks("# Seite\n\nEin Satz, und [ein Link](kontakt.md).\n\n## Mehr\n\nText.\n", practice=True)


def test_a_date_at_the_end_of_a_line_begins_no_list():
    page = "Wir feiern am\n1. Mai, und am\n3. Juni ist zu.\n\nText.\n\n1. eins\n2. zwei\n"
    assert not list(lint_markdown(page, file=None, first_line=1))


def test_tabs_and_marks_of_texts_are_no_slips():
    page = "- eins\n-\tzwei\n-\tdrei\n\n1.\teins\n2.\tzwei\n\nEr sagt „<b>ja</b>“, a = “b”.\n\nName:\tText\n"
    assert not list(lint_markdown(page, file=None, first_line=1))


@pytest.mark.parametrize("page", [
    "`<video>` und `<details>`",
    "```html\n<video src=film.mp4>\n```",
    "<script><!-- a //--></script>\n\n<script>\n<!--\na\n//--></SCRIPT >",
    '<script>document.write("<script src=a.js><\\/script><iframe>")</script>',
    "<details><summary>A</summary><details>B</details></details>",
    '<div data-code="<iframe src=a.html></iframe>">A</div>',
    r"\<video> und <videos>",
])  # fmt: skip
def test_what_is_closed_or_is_code_is_no_open_element(page):
    assert not list(lint_markdown(page, file=None, first_line=1))


@pytest.mark.parametrize("unit", ["<video>", "<script>", "<details></details>"])
def test_many_elements_are_looked_at_once(unit):
    def steps(count: int) -> int:
        return steps_of(lambda: list(lint_markdown(unit * count, file=None, first_line=1)))

    steps(1)
    assert steps(800) < steps(200) * 5
