"""Markdown becomes the same HTML with the signs looked for first."""

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor

from mkdocs_praxis.plugin.signs import EXTENSION, SIGNS

EXTENSIONS = ["toc", "tables", "fenced_code", "attr_list", "def_list", "md_in_html", "footnotes", "smarty"]
ROOT = Path(__file__).resolve().parents[2]
PIECES = st.sampled_from([
    "Praxis", "\n", "\n\n", " ", "  \n", "    ", "`", "``", "\\", "\\\\", "[", "]", "(", ")", "![", "<", ">", "> ", "&", "&amp;", ";", "#", "## ",
    ": ", ":", "<b>", "</b>", "<!--", "-->", "<a@b.example>", "<https://praxis.example/>", "*", "**", "_", "- ", "1. ", "|", "---", "{: #a }",
    "[a]: b", "[^1]", "[a](b)", "[a][b]", "!", "\u2002", "ß",
])  # fmt: skip


def html(text: str, *more: str) -> str:
    return Markdown(extensions=[*EXTENSIONS, *more]).convert(text)


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md"))[::3], ids=lambda page: page.name)
def test_pages_are_the_same(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert html(text, EXTENSION) == html(text)


@given(st.lists(PIECES, max_size=25).map("".join))
def test_whatever_is_written_is_the_same(text: str) -> None:
    assert html(text, EXTENSION) == html(text)


@pytest.mark.parametrize("expression", SIGNS)
@given(data=st.data())
def test_every_match_holds_its_sign(expression: str, data: st.DataObject) -> None:
    text = data.draw(st.from_regex(re.compile(expression, re.DOTALL)))
    assert any(sign in text for sign in SIGNS[expression])


def test_most_of_python_markdown_has_its_sign() -> None:
    """Where the library changes an expression or its loop, conversion is only as slow as without: this tells."""
    known = {one.pattern for one in Markdown().inlinePatterns}
    assert len(known & SIGNS.keys()) >= 5
    asked = Counter[str]()

    class Asked(InlineProcessor):
        def getCompiledRegExp(self) -> re.Pattern[str]:
            asked[self.pattern] += 1
            return super().getCompiledRegExp()

    md = Markdown(extensions=[EXTENSION])
    for name, pattern in (("one", r"\\(.)"), ("two", "(q)")):
        md.inlinePatterns.register(Asked(pattern), name, 200)
    md.convert("Praxis am Markt")
    assert asked == {"(q)": 1}
