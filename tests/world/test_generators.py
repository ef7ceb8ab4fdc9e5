"""Output of other generators: replaced, hardened, checked – three lines after their build – and still working in Chromium.

`make generators` installs what pip and npm have and runs all of it; a generator that is not installed is skipped.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_praxis.cli import main
from tests.world.conftest import FILM, Open, Opened

_PAGE = '<!doctype html><html lang="de"><head><title>Start</title></head><body>{body}<script>document.body.dataset.works = "yes"</script></body></html>'


def _own_script(opened: Opened) -> None:
    assert opened.page.evaluate("document.body.dataset.works") == "yes"


def _sphinx_search(opened: Opened) -> None:
    opened.page.goto(opened.origin + "search.html?q=Quartalsbeginn")
    opened.page.locator("#search-results li a").first.wait_for(timeout=15_000)


def _zensical(opened: Opened) -> None:
    opened.page.locator("label[for=__search], [aria-controls=__search], .md-search__button").first.wait_for(
        state="attached", timeout=15_000
    )


def _vitepress_switch(opened: Opened) -> None:
    opened.page.locator(".VPSwitchAppearance").first.evaluate("one => one.click()")
    opened.page.wait_for_function("document.documentElement.classList.contains('dark')")


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
    bears: str = ""  # what its scripts say to the console and nobody sees on the page


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
        "mkdocs.yml": "site_name: P\nsite_url: https://praxis.example/\nsite_dir: out\ntheme:\n  font: false\n",
    }, ("zensical", "build"), _zensical, module="zensical"),
    Generator("vitepress", {
        "index.md": f"# Start\n\nQuartalsbeginn\n\n{FILM}\n",
        ".vitepress/config.mjs": 'export default { title: "P", lang: "de", themeConfig: { search: { provider: "local" } } }',
        "package.json": '{"type": "module"}',
    }, ("vitepress", "build", "--outDir", "out"), _vitepress_switch),
]  # fmt: skip


def _built(one: Generator, root: Path) -> Path:
    for name, text in one.files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    tools = os.environ.get("PRAXIS_GENERATORS", "")
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    program = shutil.which(one.command[0], path=environment["PATH"])
    if one.module:
        pytest.importorskip(one.module)
        command = [sys.executable, "-m", one.module, *one.command[1:]]
    elif program:
        command = [program, *one.command[1:]]
    else:
        pytest.skip(f"{one.name} is not installed")
    if tools:
        (root / "node_modules").symlink_to(Path(tools).parent)
    subprocess.run(command, cwd=root, env=environment, check=True, capture_output=True)
    return root / "out"


def _praxis(*arguments: str) -> tuple[int, str]:
    said = CliRunner().invoke(main, [*arguments, "--site-url", "https://praxis.example/"])
    return said.exit_code, said.output


@pytest.mark.browser
@pytest.mark.parametrize("one", GENERATORS, ids=lambda one: one.name)
def test_three_lines_after_the_build(one: Generator, tmp_path: Path, open_site: Open) -> None:
    out = _built(one, tmp_path)
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
