"""Lines that are counted only where a page differs are those that are counted anew."""

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.web.shared import Lines, shared

_ROW = "<li class=item><a href=x>ein Wort</a>\n"
_EDIT = st.tuples(st.floats(0, 1), st.integers(0, 3000), st.text("a\n<li", max_size=40))


@given(
    st.integers(0, 900),
    st.lists(st.lists(_EDIT, max_size=4), max_size=4),
    st.lists(st.floats(0, 1), min_size=1),
)
def test_lines_are_those_that_are_counted(
    rows: int, pages: list[list[tuple[float, int, str]]], places: list[float]
) -> None:
    text = "<title>a</title>\n" + _ROW * rows + "x" * 3000 + "\n\nEnde"
    lines = Lines(text)
    for edits in pages:
        before = text
        for where, gone, new in edits:
            at = int(where * len(text))
            text = text[:at] + new + text[at + gone :]
        lines = Lines(text, (before, lines), shared(before, text))
        for place in [int(share * len(text)) for share in places] + [len(text)]:
            assert lines.before(text, place) == text.count("\n", 0, place)
