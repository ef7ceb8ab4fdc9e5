"""Another engine's tree (lexbor) holds nothing that fetches and that our reading, on turbohtml's tree, does not name."""

import re
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from mkdocs_praxis.web.contact import SignKind
from mkdocs_praxis.web.source import decode
from mkdocs_praxis.web.url import foreign_host, resolve
from tests.bench.case import Case, topics
from tests.web.looking import OWN, look

# Written anew, on purpose: not the tables under test.
_FETCHES = {
    "audio": {"src"},
    "body": {"background"},
    "embed": {"src"},
    "frame": {"src"},
    "iframe": {"src"},
    "image": {"src"},
    "img": {"src"},
    "object": {"data"},
    "script": {"src"},
    "table": {"background"},
    "td": {"background"},
    "track": {"src"},
    "video": {"src", "poster"},
}
_SVG = {tag: {"href", "xlink:href"} for tag in ("feimage", "image", "script", "use")}
_LINKS = {
    "stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest",
}  # fmt: skip
_INTEGRATION = {
    "svg": {"foreignobject", "desc", "title"},
    "math": {"mi", "mo", "mn", "ms", "mtext", "annotation-xml"},
}
_BASE = "https://praxis.example/seite/"


def _fetched(markup: str) -> Iterator[tuple[str, str]]:
    """Yield tag and address of everything that fetches in lexbor's tree; it does not enter templates."""
    root = LexborHTMLParser(markup).root
    for node in root.traverse(include_text=False) if root is not None else ():
        tag = (node.tag or "").lower()
        attributes = {key.lower(): value or "" for key, value in node.attributes.items()}
        space = _space(node.parent)
        names = {"svg": _SVG, "math": {}}.get(space, _FETCHES).get(tag, set())
        if not space and tag == "link" and _LINKS & set(attributes.get("rel", "").lower().split()):
            names = {"href"} if attributes.get("as", "image") else set()
        if tag == "script" and "<noscript" in markup:
            names = set()  # lexbor reads as without scripts, and then none is fetched
        if not space and tag == "input" and attributes.get("type", "").lower() == "image":
            names = {"src"}
        if not space and tag == "source" and _tag(node.parent) in {"video", "audio"}:
            names = {"src"}
        for name in names & attributes.keys():
            yield tag, attributes[name]


def _tag(node: LexborNode | None) -> str:
    return (node.tag or "").lower() if node is not None else ""


def _space(node: LexborNode | None) -> str:
    """Return "svg" or "math" where an element's children are theirs, "" for HTML (HTML Standard §13.2.6)."""
    if node is None:
        return ""
    around, tag = _space(node.parent), _tag(node)
    space = tag if tag in {"svg", "math"} and around == "" else around
    return "" if tag in _INTEGRATION.get(space, ()) else space


def _missed(markup: str) -> set[tuple[str, str]]:
    reading = look(markup)
    if any(sign.kind in {SignKind.FRAMESET, SignKind.BASE} for sign in reading.signs):
        return set()  # findings by themselves, because no tree is to be trusted there
    named = {contact.host for contact in reading.contacts}
    hosts = {(tag, _host(raw)) for tag, raw in _fetched(markup)}
    return {(tag, host) for tag, host in hosts if host and host not in named}


def _host(raw: str) -> str | None:
    url = resolve(raw, _BASE)
    return foreign_host(url, OWN) if url else None


@pytest.mark.parametrize("cases", topics().values(), ids=topics())
def test_the_bench(cases: list[Case]) -> None:
    missed = {
        (case.id, name): found
        for case in cases
        for name, content in case.files.items()
        if name.endswith((".html", ".htm"))
        and not re.search(rb"<base|<meta[^>]+charset\s*=\s*[\"']?(?!utf-8)", content, re.IGNORECASE)
        and (found := _missed(decode(content).text))
    }
    assert not missed


_PIECES = (
    *("<div>", "</div>", "<p>", "</p>", "<b>", "</b>", "<a href=x>", "</a>", "<form>", "</form>"),
    *("<table>", "<tr>", "<td>", "</td>", "</table>", "<caption>", "<select>", "<option>", "</select>"),
    *("<svg>", "</svg>", "<math>", "</math>", "<foreignObject>", "<desc>", "<title>", "</title>", "<mtext>"),
    *("<annotation-xml encoding=text/html>", "</annotation-xml>", "<mglyph>", "<![CDATA[", "]]>", "<mi>"),
    *("<style>", "</style>", "<script>", "</script>", "<noscript>", "</noscript>", "<textarea>", "</textarea>"),
    *("<xmp>", "</xmp>", "<noembed>", "</noembed>", "<plaintext>", "<!--", "-->", "<!-->", "<!--->", "--!>"),
    *("<template>", "</template>", "<head>", "</head>", "<body>", "<html>", "<frameset>", "<object>", "</object>"),
    *("<button>", "<marquee>", "</marquee>", "<picture>", "</picture>", "<video>", "</video>", "<br>", "text"),
    *("<img src=//FOE>", "<link rel=stylesheet href=//FOE>", "<script src=//FOE></script>", "<image href=//FOE>"),
    *("<iframe src=//FOE></iframe>", "<video src=//FOE>", "<source src=//FOE>", "<embed src=//FOE>"),
    *("<input type=image src=//FOE>", "<use href=//FOE#a />", "<body background=//FOE>", "<td background=//FOE>"),
    *("<object data=//FOE>", "<IMG\tSRC='//FOE' src=/x>", "<img/src=//FOE/title='>", "'>", '">', "<track src=//FOE>"),
)  # fmt: skip


@st.composite
def _markup(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=14))
    return "".join(piece.replace("FOE", f"q{index}.test") for index, piece in enumerate(pieces))


@given(_markup())
def test_markup_made_up(markup: str) -> None:
    assert not _missed(markup)
