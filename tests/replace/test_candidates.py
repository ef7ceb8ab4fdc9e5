"""Telling pages that hold no embed from those that may: by pieces, each looked through once, and never too few."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.replace import candidates
from mkdocs_praxis.replace.candidates import Pieces
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.web.contact import OwnSite

OPTIONS = Options(own=OwnSite("https://praxis.example/"), page_url="https://praxis.example/seite/")
PIECES = st.sampled_from(
    ["<p>", "</p>", "<", "Text ", 'src="https://www.youtube.com/embed/x"', "<iframe ", ">", "<lite-youtube ", "&lt;iframe", "x.com",
     "//", "%2F%2Fvk.com%2F", '<img src="//a.example/b.png"', '<img alt="a<b" src="//a.example/c.png">', "kofiWidgetOverlay.draw("]
)  # fmt: skip


class Counting:
    """A catalogue that counts what it is asked to look through."""

    def __init__(self):
        self.looked = []

    def clued(self, lowered):
        self.looked.append(lowered)
        return catalogue().clued(lowered)


@given(st.lists(st.lists(PIECES, max_size=8).map("".join), min_size=1, max_size=6))
def test_pieces_say_what_whole_pages_say(pages):
    pieces = Pieces(catalogue())
    for page in (*pages, *pages):
        ids = {one for one in pieces.told_by(page) if not one.startswith("<")}
        assert ids == catalogue().clued(page.lower())


def test_what_pages_share_is_looked_through_once():
    known = Counting()
    pieces = Pieces(known)
    frame = "<nav>" + "".join(f"<a href=/{n}/>Seite {n}</a>" for n in range(300)) + "</nav>"
    pieces.told_by(frame + "<p>Erste Seite</p>")
    before = len(known.looked)
    for number in range(20):
        pieces.told_by(f"{frame}<p>Seite Nummer {number}</p>")
    assert len(known.looked) == before + 20
    assert max(map(len, known.looked[before:])) < 40


def test_what_is_remembered_is_bounded():
    pieces = Pieces(catalogue())
    for number in range(60):
        pieces.told_by("".join(f"<p>{number} {n} {'x' * 1000}" for n in range(100)))
    assert sum(map(len, pieces._silent)) <= 5 << 20
    pieces.told_by("<p>" + "y" * 100_000)
    assert max(map(len, pieces._silent)) < 10_000


@pytest.mark.parametrize("page", ['<IMG SRC="//a.example/x.png">', '<img alt="<" src="//a.example/x.png">'])
def test_a_picture_from_elsewhere_is_looked_at(page):
    assert candidates.candidates(page, OPTIONS) == []
    assert candidates.candidates('<img src="/x.png">', OPTIONS) is None
