"""A page with twice as many embeds takes twice as long, however they stand beside each other."""

import pytest

from mkdocs_praxis.replace.engine import replace
from tests.growing import steps_of

FILM = '<iframe src="https://www.youtube.com/embed/Aa1bB{n:06d}" title="Folge {n}"></iframe>'
PAGES = {
    "films in a row": "<p>Folge {n}</p>" + FILM,
    "the same film": '<p>Folge</p><iframe src="https://www.youtube.com/embed/Aa1bB2cC3dD"></iframe>',
    "films with a twin for browsers without scripts": FILM.replace("src", "data-src", 1)
    + f"<noscript>{FILM}</noscript>",
    "films with a request for consent": FILM
    + '<div class="cookieconsent-optout-marketing">Bitte <a href="#">akzeptieren '
    "Sie Marketing-Cookies</a>, um dieses Video zu sehen.</div>",
    "films in wrappers of their own": f'<div class="video">{FILM}</div>',
    "films in boxes that buttons open": '<button data-bs-toggle="modal" data-bs-target="#f{n}">Folge {n}</button>'
    f'<div id="f{{n}}" class="modal"><div class="modal-body">{FILM}</div></div>',
    "films under headings": "<h3>Folge {n}</h3><p>Text</p>" + FILM,
    "posts": '<blockquote class="twitter-tweet"><p>Folge {n}</p><a href="https://twitter.com/praxis/status/17{n:012d}">1</a></blockquote>'
    '<script async src="https://platform.twitter.com/widgets.js"></script>',
}


@pytest.mark.parametrize(
    "around",
    ["<main>{}</main>", '<div class="videos">{}</div>', '<div class="two-click">{}</div>'],
    ids=["page", "wrapper", "consent placeholder"],
)
@pytest.mark.parametrize("piece", PAGES.values(), ids=PAGES)
def test_steps_grow_with_the_number_of_embeds(piece, around, options):
    def page(n):
        return around.format("\n".join(piece.format(n=i) for i in range(n)))

    replace(page(3), options)  # what is read and remembered once
    few, many = (steps_of(lambda n=n: replace(page(n), options), "opcode") for n in (60, 120))
    assert many < 2.4 * few
