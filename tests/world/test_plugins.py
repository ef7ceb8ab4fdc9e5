"""Together with the plugins people use: it builds, passes or names what is wrong, and every plugin still does its work."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
    Case("encryptcontent", files={"docs/geheim.md": "---\npassword: kirsche\n---\n# Geheim\n\nQuittung\n"}, use=_decrypts),
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
