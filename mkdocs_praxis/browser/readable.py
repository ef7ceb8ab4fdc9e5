"""Completes Chromium's tagged PDF for PDF/UA-1 (ISO 14289-1), and checks what can be checked automatically.

Only a file without flaws is marked as PDF/UA-1. People must check the rest: the reading order, and whether alternative texts
describe the images.
"""

import io
from collections.abc import Iterator
from typing import Any

from mkdocs_praxis.problem import msg

# The structure types of PDF 1.7 (ISO 32000-1, 14.8.4).
_STANDARD = frozenset(
    """/Document /Part /Art /Sect /Div /BlockQuote /Caption /TOC /TOCI /Index /NonStruct /Private /P /H /H1 /H2 /H3 /H4 /H5 /H6
    /L /LI /Lbl /LBody /Table /TR /TH /TD /THead /TBody /TFoot /Span /Quote /Note /Reference /BibEntry /Code /Link /Annot
    /Ruby /RB /RT /RP /Warichu /WT /WP /Figure /Formula /Form""".split()  # noqa: SIM905 - fifty names in a list are no easier to read
)
_ROLES = {"/Strong": "/Span", "/Em": "/Span", "/Aside": "/Sect", "/Title": "/P"}
_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_PAINTS = frozenset({"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"})
_PATHS = frozenset({"m", "l", "c", "v", "y", "h", "re", "W", "W*"})
_WHOLE = frozenset({"Do", "sh", "INLINE IMAGE"})


def finished(data: bytes) -> tuple[bytes, list[str]]:
    """Complete a tagged PDF; return it with its flaws, in English. Without flaws it is marked as PDF/UA-1."""
    import pikepdf

    pdf: Any  # pikepdf's types lack dictionary access
    with pikepdf.open(io.BytesIO(data)) as pdf:
        elements = [one for one in _elements(pdf.Root.get("/StructTreeRoot", {}).get("/K")) if "/S" in one]
        if elements:
            _name_links(pdf)
            _open_figures(elements)
            _name_roles(pdf, elements)
            _give_bodies(pdf, [one for one in elements if one.S == "/LI"])
            for page in pdf.pages:
                page.Contents = pdf.make_stream(_without_loose(pdf, page))
        flaws = list(_flaws(pdf, elements))
        title, language = str(pdf.docinfo.get("/Title", "")), str(pdf.Root.get("/Lang", ""))
        with pdf.open_metadata(set_pikepdf_as_editor=False) as meta:
            meta["dc:title"] = title
            meta["dc:language"] = [language]
            if not flaws:
                meta["pdfuaid:part"] = "1"
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True)
    return made.getvalue(), flaws


def _elements(tree: Any) -> Iterator[Any]:
    """Yield the dictionaries of the structure tree, and the objects they refer to."""
    import pikepdf

    if isinstance(tree, pikepdf.Array):
        for one in tree:
            yield from _elements(one)
    elif isinstance(tree, pikepdf.Dictionary):
        yield tree
        yield from _elements(tree.get("/K"))


def _links(pdf: Any) -> Iterator[Any]:
    for page in pdf.pages:
        yield from (one for one in page.get("/Annots", ()) if one.get("/Subtype") == "/Link")


def _name_links(pdf: Any) -> None:
    """Add the alternate description of links (7.18.5), which the browser omits."""
    for link in _links(pdf):
        if "/Contents" not in link:
            target = link.get("/A", {}).get("/URI", link.get("/Dest", pdf.docinfo.get("/Title", "")))
            link.Contents = str(target)


def _open_figures(elements: list[Any]) -> None:
    """Change Figure to Sect for HTML figures with more than an image: a caption, a link, a quote."""
    import pikepdf

    for one in elements:
        if (
            one.S == "/Figure"
            and "/Alt" not in one
            and any("/S" in below for below in _elements(one.get("/K")))
        ):
            one.S = pikepdf.Name.Sect


def _name_roles(pdf: Any, elements: list[Any]) -> None:
    """Map the browser's own structure types to standard ones (7.1): emphasis is text, an aside a section."""
    import pikepdf

    own = {str(one.S) for one in elements} - _STANDARD
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", pikepdf.Dictionary())
    for name in own - set(roles.keys()):
        roles[name] = pikepdf.Name(_ROLES.get(name, "/Div"))
    pdf.Root.StructTreeRoot.RoleMap = roles


def _give_bodies(pdf: Any, items: list[Any]) -> None:
    """Wrap the content of list items in LBody (7.6); the number or bullet stays Lbl."""
    import pikepdf

    bodies = {}
    for item in items:
        held = item.get("/K", pikepdf.Array())
        kids = list(held) if isinstance(held, pikepdf.Array) else [held]
        labels = [
            one for one in kids if isinstance(one, pikepdf.Dictionary) and one.get("/S") in {"/Lbl", "/LBody"}
        ]
        rest = [one for one in kids if not any(one is label for label in labels)]
        if not rest:
            continue
        body = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.StructElem, S=pikepdf.Name.LBody, P=item, K=pikepdf.Array(rest)
            )
        )
        if "/Pg" in item:
            body.Pg = item.Pg
        for one in rest:
            if isinstance(one, pikepdf.Dictionary) and "/S" in one:
                one.P = body
        item.K = pikepdf.Array([*labels, body])
        bodies[item.objgen] = body
    for row in _rows(pdf.Root.StructTreeRoot.get("/ParentTree")):
        for index, parent in enumerate(row):
            if isinstance(parent, pikepdf.Dictionary) and parent.objgen in bodies:
                row[index] = bodies[parent.objgen]


def _rows(tree: Any) -> Iterator[Any]:
    """Yield the entries of the parent tree for each page: the structure element of each content item."""
    import pikepdf

    if tree is None:
        return
    yield from (one for one in tree.get("/Nums", ()) if isinstance(one, pikepdf.Array))
    for below in tree.get("/Kids", ()):
        yield from _rows(below)


def _without_loose(pdf: Any, stream: Any) -> bytes:
    """Mark untagged content of a page, or of a form XObject, as artifacts.

    The browser tags all text of the page. Untagged content comes from the style sheet: borders, backgrounds, bullets, URLs
    behind links (which the link has, too).
    """
    import pikepdf

    begin = ([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
    end: Any = ([], pikepdf.Operator("EMC"))
    made: list[Any] = []
    depth, path = 0, -1  # start of the current path
    instructions: Any = pikepdf.parse_content_stream(stream)
    for operands, operator in instructions:
        name = str(operator)
        depth += (name in {"BDC", "BMC"}) - (name == "EMC")
        if name in _PATHS and path < 0:
            path = len(made)
        made.append((operands, operator))
        if depth == 0 and (name in _TEXT or name in _WHOLE or name in _PAINTS):
            if name == "Do" and _has_tags(pdf, stream, operands[0]):
                continue
            made.insert(path if name in _PAINTS and path >= 0 else len(made) - 1, begin)
            made.append(end)
        if name in _PAINTS or name == "n":
            path = -1
    return pikepdf.unparse_content_stream(made)


def _has_tags(pdf: Any, stream: Any, name: Any) -> bool:
    """Whether a form XObject contains tagged content; marks its untagged content as artifacts."""
    form = stream.get("/Resources", {}).get("/XObject", {}).get(name)
    if form is None or form.get("/Subtype") != "/Form" or b"BDC" not in form.read_bytes():
        return False
    form.write(_without_loose(pdf, form))
    return True


def _flaws(pdf: Any, elements: list[Any]) -> Iterator[str]:
    root = pdf.Root
    if not elements or not root.get("/MarkInfo", {}).get("/Marked", False):
        yield msg("the file has no structure")
        return
    if not root.get("/Lang") or not pdf.docinfo.get("/Title"):
        yield msg("the file names no language or no title")
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield msg("readers would show the file's name, not its title")
    yield from _flaws_of_structure(elements)
    for number, page in enumerate(pdf.pages, 1):
        if "/Annots" in page and page.get("/Tabs") != "/S":
            yield msg("the links of page {number} are not reached in the order of the text", number=number)
    if any("/StructParent" not in link for link in _links(pdf)):
        yield msg("a link stands outside the structure")
    yield from _flaws_of_fonts(pdf)


def _flaws_of_structure(elements: list[Any]) -> Iterator[str]:
    last = 0
    for one in elements:
        kind = str(one.S)
        if kind == "/Figure" and "/Alt" not in one and "/ActualText" not in one:
            yield msg("a picture has no alternative text")
        if kind in {"/H1", "/H2", "/H3", "/H4", "/H5", "/H6"}:
            level = int(kind[2])
            if level > last + 1:
                yield msg("a heading of level {level} follows one of level {last}", level=level, last=last)
            last = level


def _flaws_of_fonts(pdf: Any) -> Iterator[str]:
    fonts = {
        font.objgen: font
        for page in pdf.pages
        for font in page.get("/Resources", {}).get("/Font", {}).values()
    }
    for font in fonts.values():
        described = [one.get("/FontDescriptor", {}) for one in font.get("/DescendantFonts", [font])]
        held = any(key in one for one in described for key in ("/FontFile", "/FontFile2", "/FontFile3"))
        if (not held and font.get("/Subtype") != "/Type3") or "/ToUnicode" not in font:
            yield msg(
                "a font is not in the file, or its letters have no meaning: {name}",
                name=str(font.get("/BaseFont", font.get("/Subtype"))),
            )
