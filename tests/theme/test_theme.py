"""The themes as ordinary MkDocs themes: without the plugin, without script, without anything from elsewhere."""

import gzip
import re
import subprocess
import sys
from pathlib import Path

import pytest
import turbohtml
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from mkdocs_praxis.theme import themes_dir

PRAXIS = themes_dir() / "praxis"
WORDS = PRAXIS / "locales" / "de" / "LC_MESSAGES" / "messages"
MARKDOWN = """# Überschrift

Ein **Absatz** mit [Link](zwei/drei.md), `code` und Fußnote.[^1]

!!! warning "Achtung"
    Ein Hinweis.

??? note "Mehr"
    Innen.

| a | b |
|---|---|
| 1 | 2 |

Begriff
:   Erklärung

- [x] erledigt

```python
print("hallo")
```

[^1]: Die Fußnote.

## Zwei
## Drei
## Vier
## Fünf
"""


def build(folder: Path, theme: str, *, more: str = "", strict: bool = True) -> Path:
    docs = folder / "docs"
    (docs / "zwei").mkdir(parents=True)
    (docs / "index.md").write_text(
        "---\ntemplate: start.html\nheadline: Willkommen\nlead: Ein Satz.\n---\n## Eins\n\nText.\n", "utf-8"
    )
    (docs / "seite.md").write_text(MARKDOWN, "utf-8")
    (docs / "zwei" / "drei.md").write_text("# Drei <b>\n\nText mit Suchwort.\n", "utf-8")
    (docs / "zwei" / "vier.md").write_text("# Vier\n", "utf-8")
    (docs / "impressum.md").write_text("# Impressum\n", "utf-8")
    config = f"""
site_name: "Praxis & Söhne <b>"
site_url: https://www.example.org/unter/
theme: {{name: {theme}, locale: de, brand: "#7a3e63"}}
plugins: [search]
markdown_extensions: [admonition, pymdownx.details, pymdownx.tasklist, footnotes, def_list, tables, toc: {{permalink: true}}]
nav:
  - Start: index.md
  - Seite: seite.md
  - Bereich: [zwei/drei.md, zwei/vier.md]
  - Impressum: impressum.md
{more}
"""
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-q",
        "-f",
        str(folder / "mkdocs.yml"),
        *(["--strict"] if strict else []),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "site"


@pytest.fixture(scope="module", params=["praxis", "praxis-visitenkarte"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("site"), request.param)


def test_builds_strictly_without_plugin_and_holds_nothing_foreign(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) == 7
    for path in pages:
        html = path.read_text("utf-8")
        tree = turbohtml.parse(html)
        for element in tree.select("*"):
            for name, value in element.attrs.items():
                low = name.lower()
                assert low != "style", (path.name, element.tag)
                assert not low.startswith("on"), (path.name, element.tag)
                if low in {"src", "srcset", "poster", "data"}:
                    assert "//" not in str(value), value
        assert not [s for s in tree.select("script") if "src" not in s.attrs], "an inline script"
        assert not tree.select("style")
        for link in tree.select("link[rel=stylesheet], link[rel=icon]"):
            assert "//" not in str(link.attrs["href"])
        referrer = tree.select_one("meta[name=referrer]")
        assert referrer is not None
        assert referrer.attrs["content"] == "no-referrer"
        root = tree.select_one("html")
        assert root is not None
        assert root.attrs["lang"] == "de"
        assert len(tree.select("h1")) == 1, path
        assert len(tree.select("main")) == 1
        ids = [str(e.attrs["id"]) for e in tree.select("[id]")]
        assert len(ids) == len(set(ids)), path
        assert "<b></b>" not in html
    assert not list(site.rglob("*.po")) + list(site.rglob("*.mo"))


def test_no_style_sheet_or_script_asks_anybody(site: Path) -> None:
    for path in [*site.rglob("*.css"), *(site / "js").rglob("*.js")]:
        text = path.read_text("utf-8")
        assert "://" not in text, path
        assert "@import" not in text
        assert not re.search(
            r"fetch|XMLHttp|localStorage|sessionStorage|cookie|sendBeacon|innerHTML", text
        ), path


def test_brand_colour_without_plugin(site: Path) -> None:
    assert "oklch(from var(--brand)" in (site / "css" / "praxis-brand.css").read_text("utf-8")


def test_legal_pages_stand_in_every_foot_and_not_in_the_menu(site: Path) -> None:
    for path in set(site.rglob("index.html")) - {site / "impressum" / "index.html"}:
        tree = turbohtml.parse(path.read_text("utf-8"))
        foot = tree.select_one("footer")
        menu = tree.select_one(".page-nav")
        assert foot is not None
        assert menu is not None
        assert [a for a in foot.select("a") if str(a.attrs["href"]).endswith("impressum/")]
        assert not [a for a in menu.select("a") if "impressum" in str(a.attrs["href"])]


def test_search_page_holds_every_page_as_text(site: Path) -> None:
    tree = turbohtml.parse((site / "search.html").read_text("utf-8"))
    items = tree.select(".search-list > li")
    assert len(items) == 5
    assert any("Suchwort" in item.text for item in items)
    box = tree.select_one("#suche")
    assert box is not None
    assert "hidden" in box.attrs, "without script there is nothing to type into"
    assert not tree.select("form")


def test_404_has_absolute_addresses(site: Path) -> None:
    tree = turbohtml.parse((site / "404.html").read_text("utf-8"))
    links = tree.select("link[rel=stylesheet]")
    assert links
    assert all(str(link.attrs["href"]).startswith("/unter/") for link in links)


def test_seven_entries_become_a_menu_to_open(tmp_path: Path) -> None:
    more = "".join(f"  - Seite {n}: seite.md\n" for n in range(2, 7))
    site = build(tmp_path, "praxis", more=more)
    tree = turbohtml.parse((site / "index.html").read_text("utf-8"))
    assert len(tree.select(".page-nav details > summary")) == 1


def test_blocks_of_the_readme_can_be_overridden(tmp_path: Path) -> None:
    readme = (
        (themes_dir() / "README.md")
        .read_text("utf-8")
        .partition("## Blocks to override")[2]
        .partition("## Colours")[0]
    )
    base = (PRAXIS / "base.html").read_text("utf-8")
    blocks = set(re.findall(r"{% block (\w+)", base))
    named = set(re.findall(r"`(\w+)`", readme))
    assert blocks <= named
    (tmp_path / "eigenes").mkdir()
    lines = "".join(
        f"{{% block {b} %}}{{{{ super() }}}}<!--own-{b}-->{{% endblock %}}\n" for b in sorted(blocks)
    )
    (tmp_path / "eigenes" / "main.html").write_text('{% extends "base.html" %}\n' + lines, "utf-8")
    config = f"praxis, custom_dir: {tmp_path / 'eigenes'}"
    html = (build(tmp_path / "x", config) / "seite" / "index.html").read_text("utf-8")
    for block in blocks:
        assert f"<!--own-{block}-->" in html


def test_words_are_translated_and_compiled() -> None:
    with WORDS.with_suffix(".po").open("rb") as po, WORDS.with_suffix(".mo").open("rb") as mo:
        texts = {str(m.id): str(m.string) for m in read_po(po) if m.id}
        compiled = {str(m.id): str(m.string) for m in read_mo(mo) if m.id}
    assert texts == compiled, "run: pybabel compile -d themes/praxis/locales -D messages"
    assert all(texts.values())
    for path in themes_dir().rglob("*.html"):
        for text in re.findall(r'_\("([^"]+)"\)', path.read_text("utf-8")):
            assert text in texts, f"{path.name}: {text}"


def test_style_keeps_its_weight() -> None:
    sheets = ["praxis.css", "praxis-components.css", "praxis-brand.css"]
    weight = sum(len(gzip.compress((PRAXIS / "css" / name).read_bytes(), 9)) for name in sheets)
    assert weight <= 14_000


def test_style_is_ready_for_right_to_left() -> None:
    for path in themes_dir().rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL)
        physical = re.findall(
            r"[;{]\s*((?:margin|padding|border)-(?:left|right)|(?:left|right|float))\s*:", text
        )
        assert not physical, path


def test_fonts_bring_their_licence() -> None:
    assert "SIL OPEN FONT LICENSE" in (PRAXIS / "fonts" / "OFL.txt").read_text("utf-8")
    assert (PRAXIS / "fonts" / "source-sans-3.woff2").stat().st_size < 30_000
    notices = (Path(__file__).parents[2] / "THIRD-PARTY-NOTICES.md").read_text("utf-8")
    for name in ("Lucide", "ISC License", "Source Sans 3"):
        assert name in notices
