"""The first build of somebody's site: short enough to read, and its messages alone lead to a pass."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.world.conftest import FILM, Open, build

_PAGE = """# Seite {number}

Text :smile: ![Foto](https://avatars.githubusercontent.com/u/{number}?v=4)

```mermaid
graph LR
 A-->B
```

{film}

<iframe src="https://viewer.example.net/{number}"></iframe>
"""
_CONFIG: dict[str, Any] = {
    "repo_url": "https://github.com/x/y",
    "theme": {"name": "material", "language": "de", "features": ["navigation.instant"]},
    "plugins": ["search", "praxis"],
    "extra_javascript": ["https://unpkg.com/tablesort@5.3.0/dist/tablesort.min.js"],
    "extra": {"analytics": {"provider": "google", "property": "G-XXXX"}},
    "markdown_extensions": ["attr_list"],
}


def _docs(pages: int) -> dict[str, str | bytes]:
    return {f"docs/s{n}.md": _PAGE.format(number=n, film=FILM) for n in range(pages)}


def test_the_first_build_fits_on_two_screens_and_names_the_settings(tmp_path: Path) -> None:
    built = build(tmp_path, _docs(40), _CONFIG)
    assert not built.passed
    said = built.said[built.said.index("third-party") :]
    assert said.count("\n") <= 60
    for setting in ("theme: {font: false}", "extra: analytics", "repo_url"):
        assert setting in said
    assert "Zu tun" in said
    assert said.count("theme: {font: false}") <= 2
    assert len([line for line in said.splitlines() if "viewer.example.net" in line]) == 1


def test_whoever_follows_the_messages_passes(tmp_path: Path) -> None:
    config = yaml.safe_load(yaml.safe_dump(_CONFIG))
    config["theme"]["font"] = False
    del config["repo_url"]
    del config["extra"]
    del config["extra_javascript"]
    config["plugins"] = ["search", {"praxis": {"unknown_embeds": "link"}}]
    docs = {
        name: str(text).replace("![Foto](https://avatars", "[Foto](https://avatars")
        for name, text in _docs(3).items()
    }
    built = build(tmp_path, docs, config)
    assert built.passed, built.said


def test_every_place_leads_to_the_line_that_wrote_it(tmp_path: Path) -> None:
    config = {"repo_url": "https://github.com/x/y", "theme": {"name": "mkdocs", "highlightjs": False}}
    built = build(tmp_path, {"docs/index.md": "# A\n\n![x](https://github.com/logo.png)\n"}, config)
    assert "docs/index.md:3" in built.said
    assert "mkdocs.yml:" not in built.said


def test_what_is_copied_or_included_is_named_where_it_was_written(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "docs/index.md": '--8<-- "README.md"\n',
        "docs/css/own.css": "p { color: red }\np { background: url(https://cdn.example.net/a.png) }\n",
        "docs/js/spare.js": "fetch('https://api.example.net/')\n",
        "eigenes/js/theme.js": "\n\nfetch('https://api.example.org/')\n",
        "README.md": "# A\n\n![x](https://pictures.example.net/b.png)\n",
        "docs/zwei.md": '# B\n\n--8<-- "teil.md"\n',
        "teile/teil.md": "Text\n\n![x](https://parts.example.net/c.png)\n",
    }
    config = {
        "theme": {"name": "mkdocs", "highlightjs": False, "custom_dir": "eigenes"},
        "extra_css": ["css/own.css"],
        "extra_javascript": ["js/theme.js"],
        "markdown_extensions": [{"pymdownx.snippets": {"base_path": [".", "teile"]}}],
    }
    said = " ".join(build(tmp_path, files, config).said.split())
    assert "docs/css/own.css:2" in said
    assert "README.md:3" in said
    assert "teile/teil.md:3" in said
    assert "`praxis localise --write README.md`" in said
    assert "docs/js/spare.js:1" in said
    assert "eigenes/js/theme.js:3" in said
    assert "No page of this site names this file: delete it" in said


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('<img src="https://cdn.example.net/a.png" alt="">', "praxis localise --write docs mkdocs.yml"),
        (
            '<details><summary>x</summary><img loading="lazy" src="https://cdn.example.net/a.png" alt=""></details>',
            "sobald ein Besucher in die Nähe kommt",
        ),
        ('<img src="//css/logo.png" alt="">', "Schreiben Sie /css/logo.png"),
        ('<img src="//logo.svg" alt="">', "Schreiben Sie /logo.svg"),
        ('<img src="https://medien.praxis.example/a.png" alt="">', "own_hosts: [medien.praxis.example]"),
    ],
)
def test_what_was_meant_is_asked(tmp_path: Path, source: str, said: str) -> None:
    theme = {"name": "mkdocs", "highlightjs": False, "locale": "de"}
    built = build(tmp_path, {"docs/index.md": f"# A\n\n{source}\n"}, {"theme": theme})
    assert said in " ".join(built.said.split())


@pytest.mark.browser
def test_the_colour_switch_of_theme_mkdocs_works_without_highlight_js(
    tmp_path: Path, open_site: Open
) -> None:
    theme = {"name": "mkdocs", "highlightjs": False, "color_mode": "auto", "user_color_mode_toggle": True}
    built = build(tmp_path, {}, {"theme": theme})
    assert built.passed, built.said
    with open_site(built.site) as opened:
        opened.page.evaluate("document.querySelector('[data-bs-theme-value=dark]').click()")
        assert opened.page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
        assert opened.wrong == []
