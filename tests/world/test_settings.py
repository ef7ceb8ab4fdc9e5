"""Settings and folders as people keep them: inherited, from the environment, with hooks and links, built clean and dirty."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.world.conftest import FILM, build

_BASE = """
site_name: Praxis
hooks: [hook.py]
plugins:
  search: {}
  praxis:
    language: !ENV [PRAXIS_TEST_NOT_SET, de]
"""
_HOOK = """
def on_page_markdown(markdown, **_):
    return markdown + '\\n\\n<iframe src="https://player.vimeo.com/video/76979871"></iframe>\\n'
"""


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="no links here")
def test_hooks_inherited_settings_the_environment_and_linked_docs_in_clean_and_dirty_builds(
    tmp_path: Path,
) -> None:
    (tmp_path / "elsewhere" / "chapter").mkdir(parents=True)
    (tmp_path / "elsewhere" / "docs").mkdir()
    (tmp_path / "docs").symlink_to("elsewhere/docs")
    (tmp_path / "docs" / "kapitel").symlink_to("../chapter")
    (tmp_path / "docs" / "verweis.md").symlink_to("../linked.md")
    files: dict[str, str | bytes] = {
        "elsewhere/chapter/seite.md": f"# Seite\n\n{FILM}\n", "elsewhere/linked.md": f"# Verweis\n\n{FILM}\n",
        "base.yml": _BASE, "hook.py": _HOOK,
    }  # fmt: skip
    leak: dict[str, str | bytes] = {
        "docs/team.md": '# Team\n\n<script src="https://leak.example/x.js"></script>\n'
    }
    config: dict[str, Any] = {"INHERIT": "base.yml", "plugins": {"tags": {}}}
    pages = {"index.html", "team/index.html", "kapitel/seite/index.html", "verweis/index.html"}
    for more, options in (
        (files, ()),
        (files | leak, ("--dirty",)),
        (files, ("--dirty",)),
    ):
        built = build(tmp_path, more, config, "mkdocs", *options)
        assert built.passed == (more is files), built.said[-2000:]
        for name in pages:  # a build that failed leaves the site of the last that passed
            assert 'data-vendor="vimeo"' in built.page(name)
            assert ('data-vendor="youtube"' in built.page(name)) == (name != "team/index.html")
            assert "leak.example" not in built.page(name)
        if not built.passed:
            assert "leak.example" in built.said
            assert "elsewhere/docs/team.md:3" in built.said
