"""Together with the plugins people use: it builds, passes or names what is wrong, and every plugin still does its work."""

import importlib
import json
import os
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mkdocs
import pytest

from tests.world.conftest import FILM, Built, Open, Opened, build

_NOTEBOOK = {
    "cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# Auswertung"]}],
    "metadata": {
        "kernelspec": {"name": "python3", "display_name": "Python", "language": "python"},
        "language_info": {"name": "python"},
    },
    "nbformat": 4,
    "nbformat_minor": 5,
}


# Social cards are drawn with a font that Google serves, unless it lies there already.
_LETTERS = Path(mkdocs.__file__).parent / "themes" / "readthedocs" / "css" / "fonts" / "lato-normal.woff"
_DRAWING = '<mxfile><diagram name="Plan"><mxGraphModel><root><mxCell id="0"/></root></mxGraphModel></diagram></mxfile>'


def _nothing(opened: Opened) -> None:
    pass


def _search(opened: Opened) -> None:
    page = opened.page
    page.evaluate("document.querySelector('label[for=__search]').click()")
    page.locator("input.md-search__input").press_sequentially("Quartalsbeginn")
    page.locator(".md-search-result__item").first.wait_for(state="attached", timeout=15_000)


def _lightbox(opened: Opened) -> None:
    opened.page.goto(opened.origin + "team/")
    opened.page.locator("a.glightbox").click()
    opened.page.locator(".gslide-image img").wait_for(timeout=15_000)


def _decrypts(opened: Opened) -> None:
    page = opened.page
    page.goto(opened.origin + "geheim/")
    assert "Quittung" not in page.locator("article").inner_text()
    page.locator("#mkdocs-content-password").fill("kirsche")
    page.keyboard.press("Enter")
    page.get_by_text("Quittung").wait_for(timeout=15_000)
    assert "external" in str(page.locator("article .praxis-embed a").get_attribute("rel"))


def _redirects(opened: Opened) -> None:
    opened.page.goto(opened.origin + "alt/")
    opened.page.wait_for_url("**/team/", timeout=15_000)


def _switches_language(opened: Opened) -> None:
    opened.page.goto(opened.origin + "en/")
    assert "Watch the video" in opened.page.locator(".praxis-embed").inner_text()


@dataclass(frozen=True)
class Case:
    """A plugin as its manual tells to use it: options, further files, what must be in the site, what a visitor does."""

    plugin: str
    options: dict[str, Any] = field(default_factory=dict)
    files: dict[str, str | bytes] = field(default_factory=dict)
    made: tuple[str, ...] = ("index.html", "team/index.html")
    use: Callable[[Opened], None] = _nothing
    names: str = ""  # what the build refuses by this word, when the plugin really contacts somebody
    material: bool = False  # needs that theme
    needs: str = ""  # a module that is of no use without a library of the system


CASES = [
    Case("i18n", {"docs_structure": "suffix", "languages": [{"locale": "de", "default": True, "name": "Deutsch"}, {"locale": "en", "name": "English"}]},
         {"docs/index.en.md": f"# Start\n\nWelcome.\n\n{FILM}\n"}, ("index.html", "en/index.html"), _switches_language),
    Case("minify", {"minify_html": True, "minify_js": True, "minify_css": True}, use=_search),
    Case("glightbox", use=_lightbox),
    Case("awesome-nav", files={"docs/.nav.yml": "nav:\n  - index.md\n  - team.md\n"}),
    Case("awesome-pages", files={"docs/.pages": "nav:\n  - index.md\n  - team.md\n"}),
    Case("literate-nav", files={"docs/SUMMARY.md": "* [Start](index.md)\n* [Team](team.md)\n"}),
    Case("section-index", files={"docs/a/index.md": "# A\n", "docs/a/b.md": "# B\n"}, made=("a/index.html", "a/b/index.html")),
    Case("macros", files={"docs/m.md": "# M\n\n{{ config.site_name }}\n"}, made=("m/index.html",)),
    Case("redirects", {"redirect_maps": {"alt.md": "team.md"}}, use=_redirects),
    Case("rss", {"use_git": False}, made=("feed_rss_created.xml",)),
    Case("git-revision-date-localized", {"fallback_to_build_date": True}),
    Case("include-markdown", files={"docs/i.md": '# I\n\n{% include-markdown "team.md" %}\n'}, made=("i/index.html",)),
    Case("print-site", made=("print_page/index.html",)),
    Case("encryptcontent", files={"docs/geheim.md": f"---\npassword: kirsche\n---\n# Geheim\n\nQuittung\n\n{FILM}\n"}, use=_decrypts),
    Case("gen-files", {"scripts": ["gen.py"]}, {"gen.py": "import mkdocs_gen_files\nwith mkdocs_gen_files.open('gen.md', 'w') as f:\n    f.write('# Gen')\n"}, ("gen/index.html",)),
    Case("monorepo"),
    Case("mike", material=True),
    Case("table-reader", files={"docs/t.csv": "a,b\n1,2\n", "docs/t.md": "# T\n\n{{ read_csv('docs/t.csv') }}\n"}, made=("t/index.html",)),
    Case("mkdocs-jupyter", files={"docs/n.ipynb": json.dumps(_NOTEBOOK)}, names="cdnjs.cloudflare.com"),
    Case("mkdocstrings", files={"docs/api.md": "# API\n\n::: json.dumps\n"}, made=("api/index.html",)),
    Case("autolinks", files={"docs/tief/seite.md": "# Tief\n\n[Team](team.md)\n"}),
    Case("blog", material=True, files={"docs/blog/index.md": "# Blog\n", "docs/blog/posts/a.md": "---\ndate: 2026-01-01\n---\n# Post\n\nText\n"}, made=("blog/index.html",)),
    Case("tags", material=True, files={"docs/tags.md": "# Tags\n\n<!-- material/tags -->\n", "docs/x.md": "---\ntags: [a]\n---\n# X\n"}, made=("tags/index.html",)),
    Case("offline", material=True, names="unpkg.com"),
    Case("privacy", material=True, use=_search),
    Case("drawio", files={"docs/d.drawio": _DRAWING, "docs/z.md": "# Z\n\n![Plan](d.drawio)\n"}, names="viewer.diagrams.net"),
    Case("social", {"cards_layout_options": {"font_family": "Lato"}}, {".cache/plugin/social/fonts/Lato/Regular.ttf": _LETTERS.read_bytes()},
         ("assets/images/social/index.png",), material=True, needs="cairosvg"),
    Case("meta", material=True, files={"docs/.meta.yml": "tags: [b]\n"}),
    Case("typeset", material=True),
    Case("projects", material=True),
]  # fmt: skip


def _built(case: Case, root: Path, *, first: bool) -> Built:
    plugin: Any = {case.plugin: case.options} if case.options else case.plugin
    both = [plugin, "praxis"] if first else ["praxis", plugin]
    config: dict[str, Any] = {"plugins": ["search", *both]}
    if not (case.material or case.use is not _nothing):
        config["theme"] = {"name": "mkdocs", "highlightjs": False, "locale": "de"}
    return build(root, case.files, config)


@pytest.mark.browser
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.plugin)
def test_with_a_plugin(case: Case, tmp_path: Path, open_site: Open) -> None:
    if case.needs:
        try:
            importlib.import_module(case.needs)
        except (ImportError, OSError) as error:
            pytest.skip(f"{case.needs}: {error}")
    built = _built(case, tmp_path, first=True)
    if case.names:
        assert not built.passed
        assert case.names in built.said
        return
    assert built.passed, built.said[-2000:]
    for name in case.made:
        assert (built.site / name).is_file(), name
    assert 'data-vendor="youtube"' in built.page()
    with open_site(built.site) as opened:
        case.use(opened)
        assert opened.wrong == []


@pytest.mark.parametrize("plugin", ["i18n", "print-site", "glightbox", "encryptcontent"])
def test_the_order_of_plugins_does_not_matter(plugin: str, tmp_path: Path) -> None:
    case = next(case for case in CASES if case.plugin == plugin)
    built = _built(case, tmp_path, first=False)
    assert built.passed, built.said[-2000:]
    assert "youtube.com/embed" not in "".join(p.read_text("utf-8") for p in built.site.rglob("*.html"))


def test_the_theme_praxis_speaks_the_language_of_each_translation(tmp_path: Path) -> None:
    """mkdocs-static-i18n changes the language of themes it knows; of every file it says which it is in."""
    case = next(case for case in CASES if case.plugin == "i18n")
    config = {
        "theme": {"name": "praxis", "locale": "de"},
        "plugins": ["search", {"i18n": case.options}, "praxis"],
    }
    built = build(tmp_path, case.files, config)
    assert built.passed, built.said[-2000:]
    pages = [
        (built.site / place / "index.html").read_text("utf-8") for place in ("", "en", "team", "en/team")
    ]
    assert [re.findall('<html lang="(..)', page) for page in pages] == [["de"], ["en"], ["de"], ["de"]]
    assert "Watch the video" in pages[1]


@pytest.mark.parametrize("order", [["rss", "praxis"], ["praxis", "rss"]])
def test_feeds_of_whole_pages_hold_links_too(order: list[str], tmp_path: Path) -> None:
    options = {"rss": {"use_git": False, "match_path": ".*", "abstract_chars_count": -1}}
    built = build(tmp_path, {}, {"plugins": ["search", *(options if one == "rss" else one for one in order)]})
    assert built.passed, built.said[-2000:]
    for feed in ("feed_rss_created.xml", "feed_json_created.json"):
        text = (built.site / feed).read_text("utf-8")
        assert "youtube.com/watch" in text
        assert "youtube.com/embed" not in text


def test_what_a_page_encrypts_is_judged_before(tmp_path: Path) -> None:
    page = '---\npassword: kirsche\n---\n# Geheim\n\nText\n\n<img src="https://bilder.example.net/a.png" alt="Bild">\n'
    built = build(tmp_path, {"docs/geheim.md": page}, {"plugins": ["search", "encryptcontent", "praxis"]})
    assert not built.passed
    assert "docs/geheim.md:8" in built.said
    assert "bilder.example.net" in built.said


def test_a_page_of_a_part_is_told_where_it_lies(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "nord/mkdocs.yml": "site_name: nord\nnav: [{Start: index.md}]\n",
        "nord/docs/index.md": "# Nord\n\n[weg](gibtsnicht.md)\n\n![Bild](https://bilder.example.net/a.png)\n",
    }
    nav = [{"Start": "index.md"}, {"Nord": "!include ./nord/mkdocs.yml"}]
    built = build(tmp_path, files, {"plugins": ["search", "monorepo", "praxis"], "nav": nav})
    assert "nord/docs/index.md:3" in built.said
    assert "[weg](gibtsnicht.md)" in built.said


# What works by itself must work together: the order in which plugins meet a page differs, and so does what they leave of it.
_TOGETHER: dict[str, tuple[dict[str, Any], dict[str, str | bytes], Callable[[Opened], None]]] = {
    "a blog in two languages with an instant router": (
        {
            "theme": {"name": "material", "font": False, "language": "de", "features": ["navigation.instant", "content.code.copy"]},
            "plugins": [
                "search",
                {"i18n": {"docs_structure": "suffix", "languages": [{"locale": "de", "default": True, "name": "Deutsch"}, {"locale": "en", "name": "English"}]}},
                "blog", "tags", {"minify": {"minify_html": True, "minify_js": True}}, {"rss": {"use_git": False}}, "glightbox", "section-index", "praxis",
            ],
        },
        {
            "docs/index.en.md": f"# Start\n\nWelcome.\n\n{FILM}\n",
            "docs/blog/index.md": "# Blog\n",
            "docs/blog/posts/a.md": f"---\ndate: 2026-01-01\ntags: [a]\n---\n# Post\n\nText\n\n<!-- more -->\n\n{FILM}\n",
            "docs/tags.md": "# Tags\n\n<!-- material/tags -->\n",
        },
        _switches_language,
    ),
    "one page to print, pages that moved, pictures that grow, a drawing to fetch": (
        {"plugins": ["search", "print-site", "glightbox", {"redirects": {"redirect_maps": {"alt.md": "team.md"}}}, "praxis"]},
        {"docs/plan.drawio": _DRAWING, "docs/plan.md": "# Plan\n\n[Der Plan als Datei](plan.drawio)\n"},
        lambda opened: (_redirects(opened), _lightbox(opened))[0],
    ),
    "what writes pages by itself": (
        {
            "theme": {"name": "material", "font": False, "language": "de", "features": ["navigation.instant"]},
            "plugins": [
                "search", "literate-nav", {"macros": {"on_undefined": "keep"}}, "table-reader", "include-markdown", "encryptcontent",
                {"git-revision-date-localized": {"fallback_to_build_date": True}}, "minify", "praxis",
            ],
        },
        {
            "docs/m.md": '# M\n\n{{ config.site_name }}\n\n{% include-markdown "team.md" %}\n',
            "docs/t.csv": "a,b\n1,2\n",
            "docs/t.md": "# T\n\n{{ read_csv('docs/t.csv') }}\n",
            "docs/geheim.md": f"---\npassword: kirsche\n---\n# Geheim\n\nQuittung\n\n{FILM}\n",
            "docs/SUMMARY.md": "* [Start](index.md)\n* [Team](team.md)\n* [M](m.md)\n* [T](t.md)\n* [G](geheim.md)\n",
        },
        _decrypts,
    ),
}  # fmt: skip


@pytest.mark.browser
@pytest.mark.parametrize("name", _TOGETHER)
def test_several_plugins_at_once(name: str, tmp_path: Path, open_site: Open) -> None:
    config, files, use = _TOGETHER[name]
    built = build(tmp_path, files, config)
    assert built.passed, built.said[-2000:]
    assert "youtube.com/embed" not in "".join(p.read_text("utf-8") for p in built.site.rglob("*.html"))
    with open_site(built.site) as opened:
        use(opened)
        assert opened.wrong == []


def test_offline_is_refused_by_the_words_that_mend_it(tmp_path: Path) -> None:
    """Its worker comes from a CDN, which `privacy` does not see on the page of print-site; from an own file the policy refuses its work."""
    privacy = {"privacy": {"assets_exclude": ["unpkg.com/mermaid*"]}}
    redirects = {"redirects": {"redirect_maps": {"alt.md": "team.md"}}}
    at_home = ".cache/plugin/privacy/assets/external/unpkg.com/iframe-worker/shim.js"
    plugins = ["search", "offline", "print-site", redirects, privacy, "praxis"]
    built = build(tmp_path, {at_home: "window.Worker = Worker\n"}, {"plugins": plugins})
    assert not built.passed
    said = " ".join(built.said.split())
    assert "print_page.html" in said
    assert "plugins: offline löschen" in said
    assert "no-effect" in said


@pytest.mark.browser
def test_versions_of_mike_can_be_chosen(tmp_path: Path, open_site: Open) -> None:
    config = {"plugins": ["search", "mike", "praxis"], "extra": {"version": {"provider": "mike"}}}
    built = build(tmp_path, {}, config)
    assert built.passed, built.said[-2000:]
    served = tmp_path / "served"
    for version in ("1.0", "2.0"):
        shutil.copytree(built.site, served / version)
    (served / "index.html").write_text("<!doctype html><title>Praxis</title>", encoding="utf-8")
    listed = [{"version": version, "title": version, "aliases": []} for version in ("2.0", "1.0")]
    (served / "versions.json").write_text(json.dumps(listed), encoding="utf-8")
    with open_site(served) as opened:
        opened.page.goto(opened.origin + "1.0/")
        opened.page.locator(".md-version__current").wait_for(state="attached")
        opened.page.locator(".md-version__link", has_text="2.0").evaluate("link => link.click()")
        opened.page.wait_for_url("**/2.0/**")
        assert opened.wrong == []


@pytest.mark.browser
def test_the_mark_of_a_symbol_stands_within_its_link(tmp_path: Path, open_site: Open) -> None:
    """Icons of the footer and the edit pencil have no line on which a mark could stand."""
    config = {
        "theme": {"name": "material", "font": False, "language": "de", "features": ["content.action.edit"]},
        "edit_uri": "https://git.example/edit/",
        "extra": {"social": [{"icon": "fontawesome/brands/github", "link": "https://git.example/"}]},
    }
    built = build(tmp_path, {}, config)
    assert built.passed, built.said[-2000:]
    with open_site(built.site) as opened:
        outside = opened.page.evaluate("""Array.from(document.querySelectorAll('.praxis-external-mark--symbol'), mark => {
            const box = mark.closest('a').getBoundingClientRect(), at = mark.firstElementChild.getBoundingClientRect();
            return at.left >= box.left - 1 && at.right <= box.right + 1 && at.top >= box.top - 1 && at.bottom <= box.bottom + 1;
        })""")
        assert outside == [True, True]
        assert opened.wrong == []


def test_properdocs_builds_the_same(tmp_path: Path) -> None:
    built = build(tmp_path, {}, {}, "properdocs")
    assert built.passed, built.said[-2000:]
    assert 'data-vendor="youtube"' in built.page()


_NPM = [
    Path(__file__).parents[1] / "theme" / "node_modules",
    Path(os.environ.get("PRAXIS_GENERATORS", ".")).parent,
]
_MATH = next((at / "mathjax" / "es5" for at in _NPM if (at / "mathjax" / "es5").is_dir()), None)
_MERMAID = next(
    (at for at in (at / "mermaid" / "dist" / "mermaid.min.js" for at in _NPM) if at.is_file()), None
)
_INSTANT = {"name": "material", "font": False, "language": "de", "features": ["navigation.instant"]}


@pytest.mark.browser
@pytest.mark.skipif(_MATH is None, reason="`make generators` fetches MathJax")
@pytest.mark.parametrize("features", [[], ["navigation.instant"]])
def test_mathjax_from_an_own_file_sets_formulas(features: list[str], tmp_path: Path, open_site: Open) -> None:
    assert _MATH is not None
    files: dict[str, str | bytes] = {
        "docs/formel.md": "# Formel\n\n\\(x^2\\) und $$\\frac{a}{b}$$\n",
        "docs/js/settings.js": "MathJax = {options: {ignoreHtmlClass: '.*|', processHtmlClass: 'arithmatex'}};\n"
        "document$.subscribe(() => { MathJax.typesetPromise && MathJax.typesetPromise() });\n",
    }
    for name in ("tex-chtml.js", *(str(f.relative_to(_MATH)) for f in _MATH.rglob("*.woff"))):
        files[f"docs/js/{name}"] = (_MATH / name).read_bytes()
    config = {
        "theme": _INSTANT | {"features": features},
        "extra_javascript": ["js/settings.js", "js/tex-chtml.js"],
        "markdown_extensions": [{"pymdownx.arithmatex": {"generic": True}}],
    }
    built = build(tmp_path, files, config)
    assert built.passed, built.said[-2000:]
    with open_site(built.site) as opened:
        page = opened.page
        page.locator(".md-nav--primary a", has_text="Formel").first.evaluate("link => link.click()")
        page.locator("h1", has_text="Formel").wait_for()
        page.locator("article mjx-container mjx-mfrac").wait_for(timeout=15_000)
        assert (
            page.evaluate("getComputedStyle(document.querySelector('mjx-mfrac')).display") == "inline-block"
        )
        assert opened.wrong == []


@pytest.mark.browser
@pytest.mark.skipif(_MERMAID is None, reason="`make generators` fetches Mermaid")
def test_mermaid_from_an_own_file_draws_with_its_styles(tmp_path: Path, open_site: Open) -> None:
    assert _MERMAID is not None
    files: dict[str, str | bytes] = {
        "docs/index.md": "# S\n\n<pre class=mermaid><code>graph LR\n A-->B\n</code></pre>\n",
        "docs/js/mermaid.min.js": _MERMAID.read_bytes(),
    }
    built = build(tmp_path, files, {"theme": _INSTANT, "extra_javascript": ["js/mermaid.min.js"]})
    assert built.passed, built.said[-2000:]
    with open_site(built.site) as opened:
        drawn = opened.page.locator("div.mermaid")
        drawn.wait_for(timeout=20_000)
        opened.page.wait_for_function("document.querySelector('div.mermaid').offsetHeight > 40")
        assert opened.wrong == []
