"""A link in place of an embed stands, or the check says that a script draws over it."""

import json
from pathlib import Path

import pytest

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.model import Options as Replacing
from mkdocs_praxis.report.common import summary
from mkdocs_praxis.web.contact import OwnSite
from tests.tools import lay

OWN = OwnSite("https://praxis.example/")
EMBED = "https://www.youtube.com/embed/abcdefghijk"
LINK = "https://www.youtube.com/watch?v=abcdefghijk"
CARD = replace(f'<iframe src="{EMBED}" title="Film"></iframe>', Replacing(OWN)).html
MAP = '<iframe src="https://www.google.com/maps?q=49.9,10.9&z=15&output=embed" title="Praxis &amp; Hof"></iframe>'


def drawn(root: Path, body: str, files: dict[str, str] | None = None, head: str = "") -> tuple[bool, str]:
    """Check a page with such a body; tell whether a link of it is said to be drawn over, and what the last line says."""
    text = f"<!doctype html><html lang=de><head><title>x</title>{head}</head><body>{body}</body></html>"
    lay(root, {"index.html": text} | (files or {}))
    report = check(root, OWN, Options(hardens=True))
    found = [f for f in report.findings if f.rule.name == "link-drawn-over"]
    return bool(found), summary(report, translator("en", "report"))


@pytest.mark.parametrize(
    ("head", "root"),
    [
        ("", '<div id="__docusaurus">{}</div>'),
        ('<meta name="generator" content="VitePress v1.6.4">', '<div id="app">{}</div>'),
        ("", '<div id="__next"><main>{}</main></div>'),
        ("", '<div id="__nuxt">{}</div>'),
        ("", '<div data-server-rendered="true">{}</div>'),
        ("", '<astro-island props="{{&quot;film&quot;:[0,&quot;abcdefghijk&quot;]}}">{}</astro-island>'),
        ("", '{}<script>self.__next_f.push([1,"\\"src\\":\\"' + EMBED + '\\""])</script>'),
    ],
)
def test_a_framework_draws_over_what_it_does_not_know(head: str, root: str, tmp_path: Path) -> None:
    told, said = drawn(tmp_path, root.format(CARD), head=head)
    assert told
    assert "as a link" not in said


@pytest.mark.parametrize(
    ("files", "body"),
    [
        ({}, CARD),
        ({}, f'<div id="__docusaurus"><p>Text</p></div>{CARD}'),
        ({}, f'<div id="app">{CARD}</div>'),  # of no known framework
        ({"a.js": f'e("a",{{href:"{LINK}"}})'}, f'<div id="__docusaurus">{CARD}</div><script src=a.js></script>'),
        ({"page-data.json": json.dumps({"html": CARD})}, f'<div id="___gatsby">{CARD}</div>'),
        ({}, f'{CARD}<script>self.__next_f.push([1,"\\"href\\":\\"{LINK}\\""])</script>'),
        ({}, f'<div id="__nuxt">{CARD}</div><script type="application/json">["{LINK}"]</script>'.replace("/", "\\u002F", 0)),
        ({"a.js": r'e("a",{href:"https:\/\/www.youtube.com\u002fwatch?v=abcdefghijk"})'}, f'<div id="__next">{CARD}</div>'),
        ({"a.js": 'play("https://www.youtube.com/embed/lmnopqrstuv")'}, CARD),  # another film
        ({"a.js": 'play("https://www.youtube.com/embed/" + id)'}, CARD),
        ({}, f'{CARD}<script type="application/ld+json">{{"@type":"VideoObject","embedUrl":"{EMBED}"}}</script>'),
    ],
)  # fmt: skip
def test_what_stands_is_not_told(files: dict[str, str], body: str, tmp_path: Path) -> None:
    told, said = drawn(tmp_path, body, files)
    assert not told
    assert ("as a link" in said) == ("praxis-embed" in body)


@pytest.mark.parametrize(
    "code", ['e("iframe",{{src:"{0}"}})', "t('<iframe src=\"{0}\"></iframe>')", 'd={{url:"{0}"}}']
)
def test_a_script_that_holds_the_embed_draws_it_anew(code: str, tmp_path: Path) -> None:
    """Whatever made the page: the very embed stands in a script, and no script knows the link."""
    assert drawn(tmp_path, f"<main>{CARD}</main>", {"_app/a.js": code.format(EMBED)})[0]


def test_addresses_with_several_parts(tmp_path: Path) -> None:
    card = replace(MAP, Replacing(OWN)).html
    assert "praxis-embed" in card
    assert drawn(tmp_path, f'<div id="__next">{card}</div>')[0]
