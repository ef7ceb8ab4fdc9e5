"""How often pages are parsed in a whole build, and in a whole check of what it made: counted in a process of their own."""

import json
from pathlib import Path

import pytest

from tests.tools import python

_PAGES = 8
_COUNTED = """
import json, sys
import turbohtml
from click.testing import CliRunner

told = []
for name in ("parse", "parse_fragment"):
    original = getattr(turbohtml, name, None)
    if original is not None:
        def counted(*given, _original=original, **options):
            told.append("<body" in given[0])
            return _original(*given, **options)
        setattr(turbohtml, name, counted)

from mkdocs.__main__ import cli
from mkdocs_praxis.cli import main

counts = []
for command, words in ((cli, ["build", "-q", "-f", "mkdocs.yml"]), (main, ["check", "site", "--site-url", "https://praxis.example/"])):
    told.clear()
    done = CliRunner().invoke(command, words)
    assert done.exit_code == 0, (done.output, done.exception)
    counts.append(sum(told))
sys.stdout.write(json.dumps(counts))
"""


@pytest.mark.parametrize("theme", ["{name: praxis, locale: de}", "{name: material, font: false}"])
def test_pages_are_parsed_twice_at_the_most(theme: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for number in range(_PAGES):
        name = "index" if number == 0 else f"s{number}"
        embed = (
            '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Film"></iframe>'
            if number == 3
            else ""
        )
        (tmp_path / "docs" / f"{name}.md").write_text(
            f"# Seite {number}\n\n<p style='color:green'>x</p>\n\n[Ziel](https://a{number}.example/)\n\n{embed}\n\n"
            f"<script>document.title += {number}</script>\n"
        )
    (tmp_path / "mkdocs.yml").write_text(
        f"site_name: Praxis\nsite_url: https://praxis.example/\ntheme: {theme}\nplugins: [search, praxis]\n"
    )
    done = python("-c", _COUNTED, cwd=tmp_path, env={"PRAXIS_CACHE": "off"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    build, check = json.loads(done.stdout)
    pages = len(list((tmp_path / "site").rglob("*.html")))
    assert pages > _PAGES
    # Each page here has code of its own; the one whose embed became a link is read again as it then is.
    assert 0 < build <= 2 * pages + 1
    assert 0 < check <= pages
