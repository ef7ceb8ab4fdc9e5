"""Output of other generators: replaced, hardened, checked – three lines after their build – and still working in Chromium.

`make generators` installs what pip and npm have and runs all of it; a generator that is not installed is skipped.
"""

import dataclasses
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.tools import lay, praxis
from tests.world.conftest import FILM, Open, Opened

# What those who build with templates of their own have: a menu and a switch of colours by an inline script.
_PAGE = """<!doctype html><html lang="de"><head><title>Start</title><style>.dark {{ background: black }} nav:not(.open) {{ display: none }}</style></head>
<body><button id="menu">Menü</button><button id="farbe">Farbe</button><nav><a href="/">Start</a></nav>{body}
<script>
document.getElementById("menu").onclick = () => document.querySelector("nav").classList.toggle("open");
document.getElementById("farbe").onclick = () => {{ document.documentElement.classList.toggle("dark"); }};
</script></body></html>"""

_LINK = "a[href='https://www.youtube.com/watch?v=abcdefghijk']"


def _own_script(opened: Opened) -> None:
    opened.page.locator("#menu").click()
    opened.page.locator("nav a").first.wait_for()
    opened.page.locator("#farbe").click()
    opened.page.locator("html.dark").wait_for(state="attached")


def _sphinx_search(opened: Opened) -> None:
    opened.page.goto(opened.origin + "search.html?q=Quartalsbeginn")
    opened.page.locator("#search-results li a").first.wait_for(timeout=15_000)


def _zensical(opened: Opened) -> None:
    page = opened.page
    page.locator("label[for=__palette_1]").first.click()
    page.locator("body[data-md-color-scheme=slate]").wait_for(state="attached")
    page.locator("button.md-search__button").click()
    page.locator(
        "input[role=combobox]:visible, input[type=search]:visible, input.md-search__input:visible"
    ).first.type("Quartalsbeginn")
    page.locator("a[href*='h=Quartalsbeginn'], a:has(mark)").first.wait_for(state="attached", timeout=15_000)


def _vitepress(opened: Opened) -> None:
    page = opened.page
    page.locator(".VPSwitchAppearance").first.evaluate("one => one.click()")
    page.locator("html.dark").wait_for(state="attached")
    page.locator(_LINK).wait_for()
    page.locator(".VPNavBarSearch button").first.click()
    page.locator("input.search-input").type("Quartalsbeginn")
    page.locator(".results a").first.wait_for(timeout=15_000)
    page.keyboard.press("Escape")
    page.locator(".VPNavBarMenu a").click()
    page.wait_for_url("**/team.html")
    page.get_by_role("heading", name="Team").wait_for()


def _docusaurus(opened: Opened) -> None:
    page = opened.page
    page.locator("html[data-has-hydrated=true]").wait_for(state="attached")
    page.locator("nav button[class*=toggleButton]").first.click()
    page.locator("html[data-theme=dark]").wait_for(state="attached")
    page.locator(_LINK).wait_for()
    page.locator("nav.navbar a", has_text="Team").first.click()
    page.wait_for_url("**/team")
    page.get_by_role("heading", name="Team").wait_for()
    page.locator("nav .navbar__search input").type("Quartalsbeginn")
    page.locator("[class*=suggestion]").first.wait_for(timeout=15_000)


def _astro(opened: Opened) -> None:
    _own_script(opened)
    page = opened.page
    page.locator("nav a", has_text="Team").click()
    page.wait_for_url("**/team/")
    page.get_by_role("heading", name="Team").wait_for()
    page.locator("body[data-seite=team]").wait_for()


def _nothing(opened: Opened) -> None:
    pass


@dataclass(frozen=True)
class Generator:
    """How a generator is called, a small site for it, and what a visitor does there."""

    name: str
    files: dict[str, str]
    command: tuple[str, ...]  # the first word is the program
    use: Callable[[Opened], None] = _own_script
    page: str = "index.html"
    module: str = ""  # of Python, when it runs as `python -m`
    source: str = ""  # replaced before the build, since the page's own script draws the page anew from what it was built from
    bears: str = ""  # what its scripts say to the console and nobody sees on the page


_ZENSICAL = """site_name: P
site_url: https://praxis.example/
site_dir: out
theme:
  font: false
  palette:
    - {scheme: default, toggle: {icon: lucide/sun, name: dunkel}}
    - {scheme: slate, toggle: {icon: lucide/moon, name: hell}}
"""
_ASTRO = """---
import { ClientRouter } from "astro:transitions";
---
<html lang="de"><head><meta charset="utf-8"><title>{Astro.props.title}</title><ClientRouter />
<style is:global>html.dark { background: black } nav:not(.open) { display: none }</style></head>
<body><button id="menu">Menü</button><button id="farbe">Farbe</button><nav><a href="/">Start</a> <a href="/team/">Team</a></nav><slot />
<script>
document.addEventListener("astro:page-load", () => {
  document.getElementById("menu").onclick = () => document.querySelector("nav").classList.toggle("open");
  document.getElementById("farbe").onclick = () => document.documentElement.classList.toggle("dark");
});
</script></body></html>
"""
_DOCUSAURUS = """module.exports = {
  title: "P", url: "https://praxis.example", baseUrl: "/", i18n: { defaultLocale: "de", locales: ["de"] },
  presets: [["classic", { docs: { routeBasePath: "/" }, blog: false }]],
  themes: [["@easyops-cn/docusaurus-search-local", { hashed: true, indexBlog: false, docsRouteBasePath: "/", language: ["de"] }]],
  themeConfig: { navbar: { title: "P", items: [{ to: "/team", label: "Team" }] } },
}
"""

GENERATORS = [
    Generator("hugo", {
        "config.toml": 'baseURL = "https://praxis.example/"\ntitle = "Praxis"\n',
        "content/_index.md": "---\ntitle: Start\n---\n{{< youtube abcdefghijk >}}\n",
        "layouts/_default/list.html": _PAGE.format(body="{{ .Content }}"),
        "layouts/_default/single.html": _PAGE.format(body="{{ .Content }}"),
    }, ("hugo", "--quiet", "-d", "out")),
    Generator("jekyll", {
        "_config.yml": "title: Praxis\n",
        "index.md": f"---\nlayout: d\n---\n# Start\n\n{FILM}\n",
        "_layouts/d.html": _PAGE.format(body="{{ content }}"),
    }, ("jekyll", "build", "-q", "-d", "out")),
    Generator("eleventy", {
        "index.md": f"---\nlayout: d.njk\n---\n# Start\n\n{FILM}\n",
        "_includes/d.njk": _PAGE.format(body="{{ content | safe }}"),
    }, ("eleventy", "--quiet", "--output=out")),
    Generator("sphinx", {
        "conf.py": 'project = "Praxis"\n',
        "index.rst": f"Start\n=====\n\nQuartalsbeginn\n\n.. raw:: html\n\n   {FILM}\n",
    }, ("sphinx", "-q", "-b", "html", "-d", "doctrees", ".", "out"), _sphinx_search, module="sphinx", bears="inline style"),
    Generator("pelican", {
        "content/a.md": f"Title: Start\nDate: 2026-01-01\n\nText\n\n{FILM}\n",
        "conf.py": "SITENAME = 'P'\nAUTHOR = 'A'\nSITEURL = ''\nPATH = 'content'\nTIMEZONE = 'UTC'\nDEFAULT_LANG = 'de'\nDEFAULT_PAGINATION = False\nRELATIVE_URLS = True\n",
    }, ("pelican", "content", "-q", "-s", "conf.py", "-o", "out"), _nothing, "start.html", module="pelican"),
    Generator("zensical", {
        "docs/index.md": f"# Start\n\nQuartalsbeginn\n\n{FILM}\n",
        "mkdocs.yml": _ZENSICAL,
    }, ("zensical", "build"), _zensical, module="zensical"),
    Generator("vitepress", {
        "index.md": f"# Start\n\nQuartalsbeginn\n\n{FILM}\n",
        "team.md": "# Team\n",
        ".vitepress/config.mjs": 'export default { title: "P", lang: "de", themeConfig: { search: { provider: "local" }, nav: [{ text: "Team", link: "/team" }] } }',
        "package.json": '{"type": "module"}',
    }, ("vitepress", "build", "--outDir", "out"), _vitepress, source="index.md"),
    Generator("astro", {
        "astro.config.mjs": 'export default { site: "https://praxis.example/", outDir: "out" }',
        "package.json": '{"type": "module"}',
        "src/Page.astro": _ASTRO,
        "src/pages/index.astro": f'---\nimport Page from "../Page.astro";\n---\n<Page title="Start"><h1>Start</h1>{FILM}</Page>',
        "src/pages/team.astro": '---\nimport Page from "../Page.astro";\n---\n<Page title="Team"><h1>Team</h1><script is:inline>document.body.dataset.seite = "team"</script></Page>',
    }, ("astro", "build"), _astro),
    Generator("docusaurus", {
        "package.json": '{"name": "p", "version": "1.0.0"}',
        "docusaurus.config.js": _DOCUSAURUS,
        "docs/index.md": f"---\nslug: /\n---\n# Start\n\nQuartalsbeginn\n\n{FILM}\n\n```js\nlet a = 1\n```\n",
        "docs/team.md": "# Team\n\nText\n",
    }, ("docusaurus", "build", "--out-dir", "out"), _docusaurus, source="docs/index.md"),
    Generator("plain HTML", {"out/index.html": _PAGE.format(body=FILM)}, ()),
]  # fmt: skip


def _built(one: Generator, root: Path) -> Path:
    lay(root, one.files)
    if one.source:
        assert _praxis("replace", "--write", str(root / one.source))[0] == 0
    tools = os.environ.get("PRAXIS_GENERATORS", "")
    environment = os.environ | {
        "ASTRO_TELEMETRY_DISABLED": "1",
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
    }
    program = one.command and shutil.which(one.command[0], path=environment["PATH"])
    if not one.command:
        return root / "out"
    if one.module:
        pytest.importorskip(one.module)
        command = [sys.executable, "-m", one.module, *one.command[1:]]
    elif program:
        command = [program, *one.command[1:]]
    else:
        pytest.skip(f"{one.name} is not installed")
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    return root / "out"


def _praxis(*arguments: str) -> tuple[int, str]:
    said = praxis(*arguments, "--site-url", "https://praxis.example/")
    return said.exit_code, said.output


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    """Return a folder below that of the generators from npm: Node looks for modules in the folders above, Astro nowhere else."""
    tools = os.environ.get("PRAXIS_GENERATORS", "")
    if not tools:
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=Path(tools).parents[1]) as folder:
        yield Path(folder)


@pytest.mark.browser
@pytest.mark.parametrize("one", GENERATORS, ids=lambda one: one.name)
def test_three_lines_after_the_build(one: Generator, project: Path, open_site: Open) -> None:
    out = _built(one, project)
    assert _praxis("check", str(out))[0] == 1
    assert _praxis("replace", "--write", str(out))[0] == 0
    assert _praxis("harden", str(out))[0] == 0
    status, said = _praxis("check", str(out))
    assert status == 0, said
    page = (out / one.page).read_text(encoding="utf-8")
    assert "https://www.youtube.com/watch?v=abcdefghijk" in page
    with open_site(out) as opened:
        one.use(opened)
        assert [said for said in opened.wrong if not one.bears or one.bears not in said] == []


_DRAWN = [dataclasses.replace(one, source="") for one in GENERATORS if one.source]


@pytest.mark.browser
@pytest.mark.parametrize("one", _DRAWN, ids=lambda one: one.name)
def test_a_link_that_hydration_takes_away_is_told(one: Generator, project: Path, open_site: Open) -> None:
    """Replaced in the output only, the link stands in the HTML and is gone once the page's script has run."""
    out = _built(one, project)
    assert _praxis("replace", "--write", str(out))[0] == 0
    assert _praxis("harden", str(out))[0] == 0
    said = _praxis("check", str(out))[1]
    assert "link-drawn-over" in said
    assert "stands as a link" not in said
    with open_site(out) as opened:
        opened.page.locator(_LINK).wait_for(state="detached", timeout=15_000)
        assert not [said for said in opened.wrong if said.startswith("contact:")]
