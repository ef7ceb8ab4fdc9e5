"""Menus name pages as MkDocs does, whoever changes a title and when; it works each title out once where nobody can."""

import pytest
from mkdocs.structure.pages import Page

from tests.plugin.conftest import Build

PAGES = {f"docs/p{number}.md": f"# Seite {number}\n" for number in range(6)} | {
    "docs/p6.md": "---\ntitle: Kopf\n---\n\n# Seite 6\n",
    "docs/ohne_titel.md": "Text\n",
}
CHANGES = "page.meta['title'] = 'Anders ' + page.file.name"
HOOKS = {
    "env": f"def on_env(env, config, files):\n    for file in files.documentation_pages():\n        page = file.page\n        {CHANGES}\n",
    "template": f"def on_template_context(context, template_name, config):\n    for page in context['nav'].pages:\n        {CHANGES}\n",
    "context": f"def on_page_context(context, page, config, nav):\n    {CHANGES}\n",
    "page": f"def on_post_page(output, page, config):\n    {CHANGES}\n",
}
THEME = {"name": "mkdocs", "highlightjs": False}


def menus(build: Build, praxis: bool, *hooks: str) -> list[str]:
    plugins = ["search", "praxis"] if praxis else ["search"]
    files = PAGES | {f"{name}.py": HOOKS[name] for name in hooks}
    site = build(files, theme=THEME, plugins=plugins, hooks=[f"{name}.py" for name in hooks])
    assert site.passed, site.said
    pages = sorted(site.site.rglob("*.html"))
    return [page.read_text(encoding="utf-8").split("navbar-nav", 1)[1].split("</ul>", 1)[0] for page in pages]


@pytest.mark.parametrize("hook", [None, *HOOKS])
def test_menus_are_those_without_the_plugin(mkdocs_build: Build, hook: str | None) -> None:
    hooks = [hook] if hook else []
    plain = menus(mkdocs_build, False, *hooks)
    assert menus(mkdocs_build, True, *hooks) == plain
    assert ("Anders" in "".join(plain)) is bool(hooks)


def test_more_menus_work_out_no_more_titles(mkdocs_build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out = []
    as_mkdocs = Page.__dict__["title"]

    def title(page: Page) -> str | None:
        worked_out.append(page)
        return as_mkdocs.__get__(page)

    monkeypatch.setattr(Page, "title", type(as_mkdocs)(title))
    menus(mkdocs_build, True)
    pages = len(PAGES) + 1
    assert pages <= len(worked_out) < pages * pages
