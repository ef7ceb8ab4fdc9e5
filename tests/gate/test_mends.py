"""The mend that a finding names: what it says can be done, and mends that very contact; the list of what is to do keeps its counts."""

import gzip
import os
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest

from mkdocs_praxis.gate.check import Options, check
from mkdocs_praxis.gate.sources import MarkdownSources
from mkdocs_praxis.policy.model import Policy
from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.model import Options as Replacing
from mkdocs_praxis.report import render
from mkdocs_praxis.web.contact import OwnSite
from tests.tools import lay

OWN = OwnSite("https://praxis.example/")
_FONT = "https://fonts.googleapis.com/css2?family=Lobster"
_LINK = f'<link rel="stylesheet" href="{_FONT}">'
_IMPORT = f'@import url("{_FONT}");\n'
_SHEET = '<link rel="stylesheet" href="css/own.css">'
_DIAGRAM = '<script type="module">import m from "https://cdnjs.cloudflare.com/ajax/libs/mermaid/10.7.0/mermaid.esm.min.mjs";</script>'


def _page(head: str) -> str:
    return f"<!doctype html><html lang=de><head><title>A</title>{head}</head><body><h1>A</h1></body></html>\n"


def _fixes(
    folder: Path, files: dict[str, str], language: str = "en", theme: str = "material"
) -> tuple[set[str], str]:
    lay(folder, files)
    pages = {"index.html": str(folder / "docs" / "index.md")}
    settings = [one for one in (str(folder / "mkdocs.yml"),) if one.removeprefix(f"{folder}/") in files]
    sources = MarkdownSources(pages, settings, docs=str(folder / "docs"))
    report = check(folder / "site", OWN, Options(Policy(language=language), theme=theme), sources)
    errors = [one for one in report.findings if one.severity == "error"]
    return {one.fix for one in errors}, render("text", [report])


@pytest.mark.parametrize(
    ("files", "by_theme"),
    [
        ({"site/index.html": _page(_LINK), "docs/index.md": "# A\n"}, True),
        ({"site/index.html": _page(_LINK), "docs/index.md": f"# A\n\n{_LINK}\n"}, False),
        ({"site/index.html": _page(_LINK), "docs/index.md": "# A\n", "mkdocs.yml": f"extra_css: ['{_FONT}']\n"}, False),
        ({"site/index.html": _page(_SHEET), "site/css/own.css": _IMPORT, "docs/index.md": "# A\n", "docs/css/own.css": _IMPORT}, False),
    ],
    ids=["the theme's", "in a page", "in mkdocs.yml", "in a style sheet"],
)  # fmt: skip
def test_a_font_of_the_theme_is_turned_off_and_one_of_the_author_comes_home(
    files: dict[str, str], by_theme: bool, tmp_path: Path
) -> None:
    fixes, _ = _fixes(tmp_path, files)
    assert fixes
    assert all(("font: false" in fix) == by_theme and ("praxis localise" in fix) != by_theme for fix in fixes)


_ELSEWHERE = "https://cdnjs.cloudflare.com/ajax/libs/"
_SCRIPT = '<script src="{}"></script>'


@pytest.mark.parametrize("where", ["page", "mkdocs.yml"])
@pytest.mark.parametrize(
    ("themes", "address", "tag", "setting"),
    [
        ("material mkdocs", "https://unpkg.com/mermaid@10.4.0/dist/mermaid.min.js", _SCRIPT, "mermaid2: {javascript:"),
        ("material mkdocs", "https://kroki.io/mermaid/svg/eNpLL0osyFAIceFy1NW1c", '<img src="{}" alt="">', "kroki: {http_method: POST}"),
        ("mkdocs readthedocs", "https://www.googletagmanager.com/gtag/js?id=G-ABC123", _SCRIPT, "theme: analytics"),
        ("material", "https://www.googletagmanager.com/gtag/js?id=G-ABC123", _SCRIPT, "extra: analytics"),
        ("mkdocs readthedocs", f"{_ELSEWHERE}highlight.js/11.8.0/highlight.min.js", _SCRIPT, "highlightjs: false"),
        ("mkdocs material", f"{_ELSEWHERE}mermaid/10.7.0/mermaid.min.js", _SCRIPT, "jupyter nbconvert"),
        ("material", f"{_ELSEWHERE}require.js/2.1.10/require.min.js", _SCRIPT, "mkdocs-jupyter"),
        ("material", "https://unpkg.com/iframe-worker/shim", _SCRIPT, "offline"),
        ("mkdocs material", "https://viewer.diagrams.net/js/viewer-static.min.js", _SCRIPT, "drawio from plugins"),
        ("material", "https://fonts.gstatic.com", '<link rel="preconnect" href="{}" crossorigin>', "font: false"),
    ],
)  # fmt: skip
def test_the_setting_of_a_theme_or_plugin_is_told_only_of_what_no_file_of_the_author_names(
    themes: str, address: str, tag: str, setting: str, where: str, tmp_path: Path
) -> None:
    """Deleting `theme: analytics` mends nothing where somebody pasted the code into a page."""
    named, file = tag.format(address), {"page": "docs/index.md"}.get(where, "mkdocs.yml")
    written = f"extra_javascript: ['{address}']\n" if file == "mkdocs.yml" and "<script" in tag else named
    for theme in themes.split():
        built = {
            "site/index.html": _page(named),
            "docs/index.md": f"# A\n\nAsk [them]({address}).\n" * ("link" in tag),
        }
        fixes, _ = _fixes(tmp_path / theme / "theirs", built, theme=theme)
        assert any(setting in fix for fix in fixes)
        own = {file: f"# A\n\n{written}\n" if file.endswith("md") else written}
        fixes, _ = _fixes(tmp_path / theme / "own", built | own, theme=theme)
        assert fixes
        assert not any(setting in fix for fix in fixes)


@pytest.mark.parametrize("language", ["en", "de"])
def test_what_only_a_theme_names_comes_home_from_a_copy_of_its_file(language: str, tmp_path: Path) -> None:
    """`praxis localise` of docs and settings finds nothing of it."""
    built = {"site/index.html": _page(_LINK + _SHEET), "site/css/own.css": _IMPORT.replace("Lobster", "Lato")}
    fixes, _ = _fixes(tmp_path / "a", built | {"docs/index.md": "# A\n"}, language, "cinder")
    assert all("custom_dir: overrides" in fix and "localise --write overrides" in fix for fix in fixes)
    fixes, _ = _fixes(
        tmp_path / "b",
        {"site/index.html": _page(_LINK), "docs/index.md": f"# A\n\n{_LINK}\n"},
        language,
        "cinder",
    )
    assert all("custom_dir" not in fix and "localise --write" in fix for fix in fixes)


@pytest.mark.parametrize(("language", "place"), [("en", "place"), ("de", "Stelle")])
def test_a_long_task_is_told_to_its_end(language: str, place: str, tmp_path: Path) -> None:
    """A notebook's page whose template fetches Mermaid and a feed with a bare & lead to a pass only by the whole of what is said."""
    feed = '<?xml version="1.0"?><rss version="2.0"><channel><title>Kopf & Hals</title></channel></rss>'
    pictures = {
        f"site/{n}.html": _page("").replace(
            "</h1>", f'</h1><img src="https://p{n}.example.net/a.png" alt="">'
        )
        for n in range(12)
    }
    site = {"site/index.html": _page(_DIAGRAM), "site/feed.xml": feed, "docs/index.md": "# A\n"}
    fixes, said = _fixes(tmp_path, site | pictures, language)
    assert any("jupyter nbconvert" in fix for fix in fixes)
    (feed_says,) = (fix for fix in fixes if "site_name: A und B" in fix)
    assert "Kopf & Hals" in feed_says, (
        "the words that break the feed are quoted where one is told to mend them"
    )
    todo = " ".join(said[said.index(" 1. ") :].split())
    for fix in fixes:
        assert f"{' '.join(fix.split())} (1 {place})" in todo or f"{place}n)" in todo or f"{place}s)" in todo
    assert todo.count(f" {place}") >= len(fixes)


def test_the_own_name_with_www_is_another_server_unless_it_is_said_to_be_ones_own(tmp_path: Path) -> None:
    """A link to it leads to nobody else; a picture from there would: the mend that is told mends it."""
    link = '<a href="https://www.praxis.example/kontakt/">Kontakt</a>'
    picture = '<img src="https://www.praxis.example/bild.png" alt="">'
    pages = {f"{n}.html": _page("").replace("<h1>A", f"<h1>A{link}") for n in "ab"}
    lay(tmp_path / "linked", pages)
    lay(tmp_path / "shown", {"a.html": pages["a.html"].replace("<h1>", f"<h1>{picture}")})
    linked = check(tmp_path / "linked", OWN)
    assert {one.severity for one in linked.findings} <= {"note"}
    assert not {one.rule.name for one in linked.findings} & {"unmarked-link", "referrer-policy"}
    shown = check(tmp_path / "shown", OWN)
    fix = next(one.fix for one in shown.findings if one.severity == "error")
    assert "/bild.png" in fix
    assert "own_hosts: [www.praxis.example]" in fix
    assert check(tmp_path / "shown", OWN._replace(hosts=frozenset({"www.praxis.example"}))).passed


@pytest.mark.parametrize(
    ("name", "named"), [("public", "public"), ("alte seite", '"{}"' if os.name == "nt" else "'{}'")]
)
def test_a_site_of_another_generator_is_told_of_the_command_that_makes_links(
    name: str, named: str, tmp_path: Path
) -> None:
    known = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>'
    unknown = '<iframe src="https://widget.example.net/x"></iframe>'
    lay(tmp_path, {f"{name}/index.html": _page("") + known, f"{name}/b.html": _page("") + unknown})
    found = {f.file: f.fix for f in check(tmp_path / name, OWN).findings}
    assert f"`praxis replace --write {named.format(tmp_path / name)}`" in found["index.html"].replace(
        f"{tmp_path}/public", "public"
    )
    assert "praxis replace" not in found["b.html"]


@pytest.mark.parametrize(("ending", "pack"), [("gz", gzip.compress), ("br", brotli.compress)])
def test_a_packed_copy_is_mended_with_its_file_and_one_of_something_else_packed_anew(
    ending: str, pack: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    film = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>'
    other = _IMPORT.replace(";", "; p{color:red}")
    written = {"css/own.css": _IMPORT, "css/b.css": other, "a.html": _page(film), "b.html": _page("") + film}
    lay(tmp_path, {"index.html": _page(_SHEET + _SHEET.replace("own", "b")), **written})
    lay(tmp_path, {f"{name}.{ending}": pack(text.encode()) for name, text in written.items()})
    (tmp_path / f"css/b.css.{ending}").write_bytes(pack(_IMPORT.encode()))
    report = check(tmp_path, OWN)
    found = {f.file: f.fix for f in report.findings if f.contact}
    assert found[f"css/own.css.{ending}"] == found["css/own.css"]
    assert found[f"css/b.css.{ending}"].startswith("This packed copy does not hold")
    assert "packed copy" not in found["css/b.css"]
    told = render("text", [report])
    assert told.count("https://www.youtube.com/embed") == 1, "one block for both pages and their copies"
    assert "also  3 more places" in told


def test_an_embed_in_a_page_and_its_packed_copy_is_one(tmp_path: Path) -> None:
    card = replace('<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>', Replacing(OWN)).html
    pages = {"a.html": _page(card), "impressum.html": _page(card), "impressum": "Text"}
    lay(tmp_path, {**pages, "a.html.gz": gzip.compress(pages["a.html"].encode())})
    assert [one.file for one in check(tmp_path, OWN).replaced] == ["a.html", "impressum.html"]


REDIRECT = """<!doctype html><html lang=en><title>Redirecting...</title><script>var anchor=window.location.hash.substr(1);
location.href="{0}"+(anchor?"#"+anchor:"")</script><meta http-equiv="refresh" content="0; url={0}"></html>"""


@pytest.mark.parametrize(
    "away", ["https://maps.google.com/?q=Eichenweg", "https://www.doctolib.de/praxis/eiche"]
)
def test_a_redirect_of_a_plugin_is_found_in_the_settings_and_asks_for_a_link(
    tmp_path: Path, away: str
) -> None:
    """It stood in the output alone, and was to be mended by a picture of the way."""
    settings = f"plugins:\n- redirects:\n    redirect_maps:\n      alt.md: neu.md\n      karte.md: {away}\n"
    fixes, said = _fixes(tmp_path, {"site/karte/index.html": REDIRECT.format(away), "mkdocs.yml": settings})
    assert "Write a link instead, so that people decide." in fixes
    assert "mkdocs.yml:5  error  third-party-redirect" in said
    assert "karte/index.html:2  error  third-party-redirect" not in said
