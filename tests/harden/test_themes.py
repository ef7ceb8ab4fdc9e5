"""Hardened themes work: in Chromium, search, menus, tabs, code copy and colour switch are used, and the policy refuses nothing."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from tests.serving import serving
from tests.tools import python

pytestmark = pytest.mark.browser
THEMES = {
    "praxis": "theme: {name: praxis, locale: de}",
    "mkdocs": "theme: {name: mkdocs, highlightjs: false}",
    "readthedocs": "theme: {name: readthedocs, highlightjs: false}",
    "material": "theme:\n  name: material\n  font: false\n  features: [navigation.instant, content.code.copy, navigation.tabs, content.tabs.link, search.suggest]\n"
    "  palette:\n    - {scheme: default, toggle: {icon: material/weather-sunny, name: dunkel}}\n"
    "    - {scheme: slate, toggle: {icon: material/weather-night, name: hell}}",
}  # fmt: skip
CONFIG = """site_name: Praxis
site_url: http://127.0.0.1:{port}/
{theme}
plugins: [search, praxis]
markdown_extensions: [admonition, attr_list, tables, pymdownx.highlight, pymdownx.superfences, pymdownx.details, {{pymdownx.tabbed: {{alternate_style: true}}}}]
nav: [{{Start: index.md}}, {{Mehr: [{{Zwei: zwei.md}}]}}]
"""
TEXT = """# Sprechzeiten

Ein Wort: Quartalsbeginn.

<p id="green" style="color: green">grün</p>

```python
print("x")
```

=== "Eins"
    eins
=== "Zwei"
    zwei

??? note "Mehr"
    mehr

| Film | Text |
|---|---|
| <iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe> | Atmen |
"""
NEXT = """# Zwei

<style>#blue {color: rgb(0, 0, 255)}</style>
<p id="blue">Anfahrt</p>
<script>document.querySelector("#blue").dataset.ran = "yes"</script>
"""


@pytest.fixture(scope="module", params=THEMES)
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, int]:
    with socket.create_server(
        ("127.0.0.1", 0)
    ) as free:  # instant loading works at the site's own address only
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp(request.param)
    (folder / "docs").mkdir()
    (folder / "mkdocs.yml").write_text(CONFIG.format(theme=THEMES[request.param], port=port))
    (folder / "docs" / "index.md").write_text(TEXT)
    (folder / "docs" / "zwei.md").write_text(NEXT)
    done = python("-m", "mkdocs", "build", "-q", cwd=folder)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return request.param, folder / "site", port


Opened = tuple[str, str, Page, list[str]]


@pytest.fixture
def opened(site: tuple[str, Path, int], chromium: Browser) -> Iterator[Opened]:
    name, folder, port = site
    refused: list[str] = []

    def stranger(route: Route) -> None:
        refused.append(f"contact: {route.request.url}")
        route.abort()

    def said(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            refused.append(message.text)

    with serving(folder, port=port) as origin:
        context = chromium.new_context(permissions=["clipboard-read", "clipboard-write"])
        context.route(lambda url: url.startswith("http") and not url.startswith(origin), stranger)
        page = context.new_page()
        page.on("console", said)
        page.on("pageerror", lambda error: refused.append(f"error: {error}"))
        page.goto(origin, wait_until="load")
        yield name, origin, page, refused
        context.close()


def test_every_theme_works_behind_its_policy(opened: Opened) -> None:
    name, origin, page, refused = opened
    assert page.locator("meta[http-equiv=Content-Security-Policy]").count() == 1
    assert page.evaluate("getComputedStyle(document.querySelector('#green')).color") == "rgb(0, 128, 0)"
    if name == "material":
        page.evaluate("document.querySelector('label[for=__search]').click()")
        page.locator("input.md-search__input").press_sequentially("Quartalsbeginn")
        page.locator(".md-search-result__item").first.wait_for(state="attached", timeout=15000)
        page.keyboard.press("Escape")
        page.evaluate(
            "document.querySelectorAll('.md-clipboard, .tabbed-labels label, [data-md-component=palette] label').forEach(e => e.click())"
        )
    elif name == "praxis":
        page.goto(origin + "search.html")
        page.locator("main input[type=search]").press_sequentially("Quartalsbeginn")
        page.locator("#treffer", has_text="1 Seite").wait_for(timeout=15000)
    elif name == "mkdocs":
        page.goto(origin + "?q=Quartalsbeginn")  # the theme searches for it as soon as its index is there
        page.evaluate("new bootstrap.Modal('#mkdocs_search_modal').show()")
        page.locator("#mkdocs-search-results a").first.wait_for(state="attached")
    else:
        page.goto(origin + "search.html?q=Quartalsbeginn")
        page.locator("#mkdocs-search-results a").first.wait_for(timeout=15000)
    if name == "material":  # the next page is put into this one, which keeps its policy
        with page.expect_response("**/sitemap.xml") as sitemap:
            page.goto(origin)
        sitemap.value.finished()
        # A click before Material has read its sitemap loads the page: what is fetched after it arrives after it was read.
        page.evaluate("fetch('sitemap.xml').then(got => got.text())")
        page.evaluate("window.stays = 1")
        page.evaluate("document.querySelector('a[href*=zwei]').click()")
        page.locator("#blue[data-ran]").wait_for(state="attached")
        assert page.evaluate("[window.stays, getComputedStyle(document.querySelector('#blue')).color]") == [1, "rgb(0, 0, 255)"]  # fmt: skip
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    page.emulate_media(color_scheme="dark", media="print")
    page.set_viewport_size({"width": 360, "height": 700})
    page.evaluate(
        "document.querySelectorAll('nav button, header button, .navbar-toggler, [data-toggle]').forEach(e => e.click())"
    )
    # What was refused stands in the log before what is refused now, and a clean log proves something only because of it.
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(
            "document.head.append(Object.assign(document.createElement('script'), {textContent: 'bad = 1'}))"
        )
    assert page.evaluate("typeof bad") == "undefined"
    assert len(refused) == 1, refused


def test_a_card_in_a_table_can_be_read_on_a_phone(opened: Opened) -> None:
    page = opened[2]
    page.set_viewport_size({"width": 360, "height": 700})
    assert page.locator("td .praxis-embed").evaluate("e => e.getBoundingClientRect().right") <= 360
