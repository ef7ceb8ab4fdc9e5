"""Links to `javascript:` work behind the policy when a person clicks them, and lead nobody anywhere before."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page

from mkdocs_praxis.harden.site import harden
from mkdocs_praxis.web.contact import OwnSite

OWN = OwnSite("https://praxis.example/")
# As sites have them: on their own, in capitals, with signs that addresses escape, over several lines, in a picture's areas.
LINKS = {
    "back": "javascript:done('back')",
    "typo3": "javascript:linkTo_UnCryptMailto('nbjmup+jogp')",
    "capitals": " JavaScript: done( 'Grüße &quot;x&quot;' ) ",
    "escaped": "javascript:done(%27a%20b%27)",
    "lines": "javascript:\n  done('x');\n  void 0",
    "idle": "javascript:void(0)",
}
_PAGE = """<!doctype html><html lang="de"><head><meta charset="utf-8"><title>x</title></head><body>{body}
<script>var seen = []; function done(what) {{ seen.push(what); }} function linkTo_UnCryptMailto(what) {{ done(what); }}</script></body></html>"""
_MARKUP = "String.fromCharCode(60)+'link rel=preconnect href=https://foreign.example'+String.fromCharCode(62)"
ATTACKS = {
    "clicks itself": f'<a id=a href="javascript:{_MARKUP}">x</a><script>document.getElementById("a").click()</script>',
    "goes there": f'<a id=a href="javascript:{_MARKUP}">x</a><script>location.href = document.getElementById("a").href</script>',
    "in a frame": f'<iframe name=f srcdoc="<p>x"></iframe><a id=a target=f href="javascript:{_MARKUP}">x</a>'
    '<script>onload = () => document.getElementById("a").click()</script>',
}


@pytest.fixture
def opened(tmp_path, chromium: Browser):
    context = chromium.new_context()
    said: list[str] = []

    def open_page(body: str) -> tuple[Page, list[str]]:
        (tmp_path / "index.html").write_text(_PAGE.format(body=body), encoding="utf-8")
        harden(tmp_path, OWN)
        html = (tmp_path / "index.html").read_text(encoding="utf-8")
        page = context.new_page()
        page.on("console", lambda one: said.append(one.text))
        page.route("**/*", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(OWN.url)
        return page, said

    yield open_page
    context.close()


@pytest.mark.browser
def test_what_a_link_says_runs_when_a_person_clicks_it(opened: Callable[[str], tuple[Page, list[str]]]):
    links = "".join(f'<p><a id="{name}" href="{href}">{name}</a></p>' for name, href in LINKS.items())
    page, said = opened(links)
    for name in LINKS:
        page.locator(f"#{name}").click()
    assert page.evaluate("seen") == ["back", "nbjmup+jogp", 'Grüße "x"', "a b", "x"]
    assert said == []


@pytest.mark.browser
@pytest.mark.parametrize("attack", ATTACKS)
def test_what_a_link_leaves_is_no_page_before_a_person_acts(attack: str, opened):
    page, _ = opened(ATTACKS[attack])
    page.wait_for_load_state("load")
    page.wait_for_function("true")
    assert page.locator("script[data-by=praxis]").count() == 1
    assert all(frame.locator("link").count() == 0 for frame in page.frames)


def test_the_code_of_a_link_is_told_where_it_makes_code_out_of_text(tmp_path):
    from mkdocs_praxis.harden.site import Hardening
    from mkdocs_praxis.i18n import translator

    (tmp_path / "index.html").write_text(
        _PAGE.format(body='<a href="javascript:eval(text)">x</a>'), encoding="utf-8"
    )
    done = harden(tmp_path, OWN, Hardening())
    assert any("out of text" in line for line in done.said(translator("en", "cli")))
