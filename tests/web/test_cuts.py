"""What is cut at the speed of a set is what the expression finds, however odd the markup."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from itertools import takewhile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_praxis.web import cuts as cuts_module
from mkdocs_praxis.web import shared as shared_module
from mkdocs_praxis.web.cuts import TOKEN, Cuts
from mkdocs_praxis.web.shared import shared

_BITS = (
    "<", ">", " ", "x", "\n", '"', "<!--", "-->", "--!>", "<!---->", "<!--->", "<!-->", "<!--a<b-->c", "<div>", "</div>", "<p class=a>text",
    "<p title='a>b'>", "<b <i>", "a < b", "< p>", "</ p>", "<s>", "<svgx>", "<title/>", "<script>", "</script>", "</SCRIPT >", "</script x>",
    "<script/x>", "<svg>", "</svg>", "<math></math >", "<form>", "</form>", "<title>x</title>", "<textarea>", "<style>a{}</style>", "<noscript>",
    "</noscript>", "<template>", "<select>", "</select >", "<?php x ?>", "<![CDATA[x]]>", "<!doctype html>", "<plaintext>", "<table>", "\0",
    "<li>", "<li><a href=/a/>A</a></li>", "<li><a href=/a/>A</a></li>" * 40, "<li><a href=/b/>--></a>" * 17, "<link rel=next href=/>",
)  # fmt: skip
_pages = st.lists(st.sampled_from(_BITS), max_size=25).map("".join)


def _of(cuts: Cuts, page: str, quiet: AbstractSet[str]) -> list[str]:
    """Return what cuts find, and see that it stands where they say."""
    found = list(cuts.of(page, quiet))
    assert all(page.startswith(token.removesuffix("<") or "<", place) for place, token in found)
    return [token for _, token in found]


def _plain(tokens: Iterable[str]) -> list[str]:
    """Take tokens up to the first that reaches over the next cut, or has no name: with one of these a page has no outline."""
    return list(takewhile(lambda token: token != "<" and (token[-1] == ">" or "<" not in token[1:]), tokens))


@settings(max_examples=600, deadline=None)
@given(_pages)
def test_a_page_is_cut_as_the_expression_finds_it(page: str) -> None:
    if "<>" not in page and page.rfind("<") <= page.rfind(">"):
        assert _plain(_of(Cuts(), page, set())) == _plain([found[0] for found in TOKEN.finditer(page)])


@pytest.fixture(autouse=True, scope="module")
def _small_pages() -> Iterator[None]:
    """Compare pages with the one before them however short they are, and bring them together at few letters."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cuts_module, "_PAGE", 1)
        for name, value in (("_ANCHOR", 6), ("_NEAR", 0), ("_WITHIN", 2)):
            patch.setattr(shared_module, name, value)
        yield


@settings(max_examples=300, deadline=None)
@given(st.lists(_pages, min_size=2, max_size=4))
def test_what_was_passed_over_is_passed_over_and_nothing_else(pages: list[str]) -> None:
    quiet = {"<div", "</div", "<p class=a", "<s", "<li", "<a href=/a/", "<a href=/b/", "</a", "</li"}
    cuts = Cuts()
    for page in (*pages, *pages, *pages, *pages):
        assert _of(cuts, page, quiet) == [one for one in _of(Cuts(), page, set()) if one not in quiet]


@settings(max_examples=600, deadline=None)
@given(_pages, _pages, _pages, _pages)
def test_what_pages_share_is_the_same_and_in_order(start: str, one: str, other: str, end: str) -> None:
    before, after = f"{start}{one}{end}", f"{start}{other}{end}"
    done = (0, 0)
    for at, to, length in shared(before, after):
        assert at >= done[0]
        assert to >= done[1]
        assert before[at : at + length] == after[to : to + length]
        assert len(before) >= at + length
        done = at + length, to + length


@settings(max_examples=600, deadline=None)
@given(_pages, st.lists(_pages, min_size=2, max_size=4), _pages)
def test_a_page_is_cut_the_same_whichever_came_before(start: str, middles: list[str], end: str) -> None:
    cuts = Cuts()
    for middle in (*middles, *middles):
        page = f"{start}{middle}{end}."
        found, alone = cuts.cut(page), Cuts().cut(page)
        assert (found.places, found.chunks) == (alone.places, alone.chunks)


def test_the_middle_of_a_long_menu_may_be_left_out() -> None:
    quiet = {"<ul", "</ul", "<li", "</li", *(f"<a href=/{n}/" for n in range(80)), "</a"}
    menu = [f"<li><a href=/{n}/>Seite {n}</a></li>\n" for n in range(80)]
    cuts = Cuts()
    for page in range(3):
        list(cuts.of(f"<ul>{''.join(menu)}</ul><p>{page}", quiet))
    mine = [item.replace("<a", "<a class=hier") if number == 20 else item for number, item in enumerate(menu)]
    text = f"<ul>{''.join(mine)}</ul><p>4"
    assert _of(cuts, text, quiet) == ["<a class=hier href=/20/", "<p"]
    left, done = "", 0
    for start, end in cuts.menus(text):
        left, done = left + text[done:start], end
    left += text[done:]
    assert all(item in left for item in (mine[0], mine[20], mine[79]))
    assert left.count("<li") == left.count("</li>") <= 50
    assert "<a href=/5/" not in left


def test_what_somebody_heeds_is_not_passed_over() -> None:
    cuts = Cuts()
    cuts.heed(lambda chunk: "www" in chunk)
    page = "<p>www.a.test<p>quiet"
    list(cuts.of(page, {"<p"}))
    cuts.cut("another page")
    assert cuts.cut(page).chunks == ["", "p>www.a.test"]
