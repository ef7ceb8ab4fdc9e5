"""`praxis pdf`: what a person who cannot see the page needs is in the file, and nobody is asked for anything."""

import io
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import Result

from mkdocs_praxis.browser.readable import finished
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import translated
from tests.tools import praxis

PAGE = """<!doctype html><html lang=de><head><meta charset=utf-8><title>Fragebogen – Praxis Beispiel</title>
<meta http-equiv="Content-Security-Policy" content="default-src 'self'; img-src *"><link rel=stylesheet href=css/a.css></head><body>
<aside class=page-side>Sprechzeiten heute</aside><main><h1>Fragebogen</h1><h2>Zu Ihnen</h2><img src=bild.png alt="Ein Haus">
<img src="https://foreign.example/a.png" alt=""><ol><li>Weswegen <strong>kommen</strong> Sie?<ul><li>Vorsorge</li></ul></li></ol>
<table><tr><th scope=row>Name</th><td>…</td></tr></table><p><a href="https://www.116117.de/">116117</a></p></main></body></html>"""
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c63f80f00010101005e1d6f2c0000000049454e44ae426082"
)


def written(folder: Path) -> Path:
    (folder / "site/css").mkdir(parents=True)
    (folder / "site/css/a.css").write_text(
        "h1 { color: #000; border-bottom: 1px solid } li::before { content: '☐ ' } a::after { content: ' (' attr(href) ')' }"
    )
    (folder / "site/bild.png").write_bytes(DOT)
    (folder / "site/fragebogen.html").write_text(PAGE)
    return folder / "site"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return written(tmp_path)


def run(*words: object) -> Result:
    return praxis("pdf", *words, "--lang", "de")


def tags(element: Any) -> list[str]:
    """Return the kinds of all elements of a document's structure."""
    if isinstance(element, pikepdf.Array):
        return [tag for one in element for tag in tags(one)]
    if not isinstance(element, pikepdf.Dictionary):
        return []
    own = [str(element.S)] if "/S" in element else []
    return own + [f"alt:{element.Alt}" for _ in own if "/Alt" in element] + tags(element.get("/K"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page as PDF, printed once for all who look at it."""
    folder = tmp_path_factory.mktemp("paper")
    said = run(written(folder), "fragebogen.html", "--output", folder / "docs/formulare")
    assert said.exit_code == 0, said.output
    assert "PDF/UA" not in said.output
    return folder / "docs/formulare/fragebogen.pdf"


@pytest.mark.browser
def test_a_page_becomes_a_pdf_that_can_be_read_aloud(made: Path) -> None:
    with pikepdf.open(made) as pdf:
        root = pdf.Root
        assert str(root.Lang) == "de"
        assert bool(root.MarkInfo.Marked)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo.Title) == "Fragebogen – Praxis Beispiel"
        with pdf.open_metadata() as meta:
            assert (meta["dc:title"], meta["pdfuaid:part"]) == ("Fragebogen – Praxis Beispiel", "1")
        assert [str(page.get("/Tabs")) for page in pdf.pages] == ["/S"]
        assert {str(link.Contents) for page in pdf.pages for link in page.Annots} == {
            "https://www.116117.de/"
        }
        with pdf.open_outline() as outline:
            assert [(one.title, [below.title for below in one.children]) for one in outline.root] == [("Fragebogen", ["Zu Ihnen"])]  # fmt: skip
        found = set(tags(root.StructTreeRoot.K))
        roles = {name: str(role) for name, role in root.StructTreeRoot.RoleMap.items()}
    assert {
        "/Document",
        "/H1",
        "/H2",
        "/L",
        "/LI",
        "/LBody",
        "/Table",
        "/TH",
        "/TD",
        "/Link",
        "alt:Ein Haus",
    } <= found
    assert roles == {"/Strong": "/Span"}
    assert "/Aside" not in found


@pytest.mark.browser
def test_nothing_in_it_is_neither_tagged_nor_an_artifact(made: Path) -> None:
    """Each piece of content belongs to one element, and what the style sheet adds to none."""
    with pikepdf.open(made) as pdf:
        depth, loose, marks = 0, [], []
        for operands, operator in pikepdf.parse_content_stream(pdf.pages[0]):
            name = str(operator)
            if name in {"BDC", "BMC"}:
                depth += 1
                marks += [int(operands[1].MCID)] if name == "BDC" and "/MCID" in operands[1] else []
            depth -= name == "EMC"
            if depth == 0 and name in {"Tj", "TJ", "f", "S", "Do"}:
                loose.append(name)
        rows = [row for _, row in pairs(pdf.Root.StructTreeRoot.ParentTree) if isinstance(row, pikepdf.Array)]
        parents = {number: str(parent.S) for number, parent in enumerate(rows[0]) if parent is not None}
        items = [one for one in elements(pdf.Root.StructTreeRoot.K) if one.S == "/LI"]
        kinds = {str(one.S) for item in items for one in item.K}
    assert loose == []
    assert set(marks) <= set(parents)
    assert "/LI" not in parents.values()
    assert kinds == {"/Lbl", "/LBody"}


def pairs(tree: Any) -> list[tuple[int, Any]]:
    """Return the numbers and values of a number tree."""
    numbers = list(tree.get("/Nums", []))
    below = [one for kid in tree.get("/Kids", []) for one in pairs(kid)]
    return [(int(numbers[i]), numbers[i + 1]) for i in range(0, len(numbers), 2)] + below


def spoil(pdf: Any, what: str) -> None:
    """Take away what makes a file readable for everybody."""
    root = pdf.Root
    if what == "lang":
        del root.Lang
    elif what == "title":
        del pdf.docinfo["/Title"]
    elif what == "shown title":
        root.ViewerPreferences.DisplayDocTitle = False
    elif what == "marked":
        root.MarkInfo.Marked = False
    elif what == "tabs":
        del pdf.pages[0].Tabs
    elif what == "font":
        for font in pdf.pages[0].Resources.Font.values():
            del font["/ToUnicode"]
    elif what == "link":
        del pdf.pages[0].Annots[0].StructParent
    else:
        for one in elements(root.StructTreeRoot.K):
            if what == "alt" and "/Alt" in one:
                del one["/Alt"]
            if what == "heading" and one.S == "/H2":
                one.S = pikepdf.Name.H4


def elements(tree: Any) -> list[Any]:
    """Return all elements of a document's structure."""
    if isinstance(tree, pikepdf.Array):
        return [one for below in tree for one in elements(below)]
    if not isinstance(tree, pikepdf.Dictionary):
        return []
    return [tree] * ("/S" in tree) + elements(tree.get("/K"))


@pytest.mark.parametrize(
    "what", ["lang", "title", "shown title", "marked", "tabs", "font", "link", "alt", "heading"]
)
@pytest.mark.browser
def test_a_file_with_a_flaw_is_never_marked(made: Path, what: str) -> None:
    with pikepdf.open(made) as pdf:
        with pdf.open_metadata() as meta:
            del meta["pdfuaid:part"]
        spoil(pdf, what)
        spoilt = io.BytesIO()
        pdf.save(spoilt)
    again, flaws = finished(spoilt.getvalue())
    assert len({flaw.template for flaw in flaws}) == 1
    german = translator("de", "problem")
    assert translated(flaws[0], german) != flaws[0]
    with pikepdf.open(io.BytesIO(again)) as pdf, pdf.open_metadata() as meta:
        assert "pdfuaid:part" not in meta


@pytest.mark.browser
def test_the_command_says_what_keeps_a_file_from_the_mark(site: Path, tmp_path: Path) -> None:
    (site / "fragebogen.html").write_text(PAGE.replace('alt="Ein Haus"', "").replace("<h2>", "<h3>"))
    said = run(site, "fragebogen.html", "--output", tmp_path / "aus")
    assert said.exit_code == 0
    assert (
        "nicht als PDF/UA-1 gekennzeichnet: Eine Überschrift der Ebene 3 folgt auf eine der Ebene 1"
        in said.output
    )


@pytest.mark.parametrize(
    ("change", "page"),
    [("<h1>", "fragebogen.html"), ("lang=de", "fragebogen.html"), ("", "fehlt.html"), ("", "../geheim.html")],
)
@pytest.mark.browser
def test_what_could_not_be_read_by_everybody_is_refused(
    site: Path, tmp_path: Path, change: str, page: str
) -> None:
    (tmp_path / "geheim.html").write_text(PAGE)
    (site / "fragebogen.html").write_text(
        PAGE.replace(change, "<p>" if "<" in change else "") if change else PAGE
    )
    said = run(site, page, "--output", tmp_path / "aus")
    assert (said.exit_code, "Traceback" in said.output, (tmp_path / "aus").exists()) == (2, False, False)
