"""`praxis adopt`: the diff of mkdocs.yml that would pass, and changes that leave the rest as it was written."""

import json
from pathlib import Path

import pytest
import yaml

from mkdocs_praxis.adopt.edits import YamlEditor
from mkdocs_praxis.cli.adopting import _comes_home
from mkdocs_praxis.gate.mends import _mends
from mkdocs_praxis.problem import PraxisError
from tests.tools import praxis

WHOLE = """\
# My site
site_name: Beispiel
repo_url: https://github.com/x/y   # counter

theme:
  name: material   # the look
  font:
    text: Roboto
    code: Roboto Mono
  features:
    - navigation.instant

plugins:
  # what we use
  - search
  - offline
  - social:
      cards: false

# counted
extra:
  analytics:
    provider: google
markdown_extensions:
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
"""


class Loader(yaml.SafeLoader):
    """Reads tags of Python as text."""


Loader.add_multi_constructor("tag:yaml.org,2002:python/name:", lambda _loader, suffix, _node: suffix)


@pytest.mark.parametrize(
    ("edit", "gone", "new"),
    [
        ({"plugin": "praxis"}, [], ["  - praxis"]),
        ({"set": "theme.font", "to": "false"}, ["  font:", "    text: Roboto", "    code: Roboto Mono"], ["  font: false"]),
        ({"set": "theme.logo", "to": "a.svg"}, [], ["  logo: a.svg"]),
        ({"delete": "repo_url"}, ["repo_url: https://github.com/x/y   # counter"], []),
        ({"delete": "repo_url", "unless": "://"}, [], []),
        ({"delete": "site_name", "unless": "://"}, ["site_name: Beispiel"], []),
        ({"delete": "edit_uri", "unless": "://"}, [], []),
        ({"delete": "extra.analytics"}, ["extra:", "  analytics:", "    provider: google"], []),
        ({"delete": "plugins.offline"}, ["  - offline"], []),
        ({"delete": "plugins.social"}, ["  - social:", "      cards: false"], []),
        ({"delete": "nothing.here"}, [], []),
        ({"set": "markdown_extensions.pymdownx.emoji.options", "to": "{}"}, [], ["      options: {}"]),
        ({"set": "site_url", "to": "https://x.example/"}, [], ["site_url: https://x.example/"]),
    ],
)  # fmt: skip
def test_a_change_touches_its_own_lines_only(edit, gone, new):
    settings = YamlEditor(WHOLE, "mkdocs.yml")
    settings.apply(edit)
    before, after = WHOLE.splitlines(), settings.text.splitlines()
    assert [line for line in before if line not in after] == gone
    assert [line for line in after if line not in before] == new
    yaml.load(settings.text, Loader=Loader)
    again = settings.text
    settings.apply(edit)
    assert settings.text == again, "what is done is done"


@pytest.mark.parametrize(
    ("text", "edits", "read"),
    [
        ("site_name: A\n", [{"plugin": "praxis"}], {"site_name": "A", "plugins": ["search", "praxis"]}),
        ("plugins: [search]\n", [{"plugin": "praxis"}, {"plugin": "privacy"}], {"plugins": ["search", "privacy", "praxis"]}),
        ("plugins:\n- search\n", [{"plugin": "praxis"}, {"plugin": "privacy"}], {"plugins": ["search", "privacy", "praxis"]}),
        ("plugins:\n  search: {}\n", [{"plugin": "praxis"}], {"plugins": {"praxis": {}, "search": {}}}),
        ("theme: material", [{"set": "theme.font", "to": "false"}], {"theme": {"name": "material", "font": False}}),
        ("theme: {name: material, font: {text: X}, language: de}\n", [{"set": "theme.font", "to": "false"}],
         {"theme": {"name": "material", "font": False, "language": "de"}}),
        ("site_name: A\n", [{"set": "theme.highlightjs", "to": "false"}], {"site_name": "A", "theme": {"name": "mkdocs", "highlightjs": False}}),
        ("theme:\n", [{"set": "theme.highlightjs", "to": "false"}], {"theme": {"name": "mkdocs", "highlightjs": False}}),
        ("INHERIT: b.yml\n", [{"set": "theme.font", "to": "false"}], {"INHERIT": "b.yml", "theme": {"font": False}}),
        ("theme: {name: material}\n", [{"set": "theme.font", "to": "false"}], {"theme": {"name": "material", "font": False}}),
        ("extra: {analytics: {provider: google}, version: 1}\n", [{"delete": "extra.analytics"}], {"extra": {"version": 1}}),
        ("extra: {version: 1, analytics: {provider: google}}\n", [{"delete": "extra.analytics"}], {"extra": {"version": 1}}),
        ("a: 1\nextra: {analytics: {provider: google}}\n", [{"delete": "extra.analytics"}], {"a": 1}),
        ("plugins:\n  - praxis\n", [{"set": "plugins.praxis.unknown_embeds", "to": "link"}], {"plugins": [{"praxis": {"unknown_embeds": "link"}}]}),
        ("plugins:\n  - praxis:\n      policy: strict\n", [{"set": "plugins.praxis.unknown_embeds", "to": "link"}],
         {"plugins": [{"praxis": {"unknown_embeds": "link", "policy": "strict"}}]}),
    ],
)  # fmt: skip
def test_every_way_of_writing_is_met(text, edits, read):
    settings = YamlEditor(text, "mkdocs.yml")
    for edit in edits:
        settings.apply(edit)
    assert yaml.load(settings.text, Loader=Loader) == read


@pytest.mark.parametrize("text", ["a: [", "- a\n", ""])
def test_what_is_no_configuration_is_told(text):
    with pytest.raises(PraxisError):
        YamlEditor(text, "mkdocs.yml")


def test_every_setting_that_mends_can_be_made():
    for mend in _mends():
        assert mend.edit or any(
            way in mend.fix["en"]
            for way in ("in {source}", "praxis localise", "SVG picture", "jupyter nbconvert")
        ), mend.fix["en"]
        settings = YamlEditor(WHOLE, "mkdocs.yml")
        for edit in mend.edit:
            settings.apply(edit)
        yaml.load(settings.text, Loader=Loader)


@pytest.mark.parametrize(
    ("settings", "says", "crash"),
    [
        ("", "In mkdocs.yml fehlt site_url.\n  warum   Nur mit ihr lassen sich eigene und fremde Server unterscheiden\n  was tun", False),
        ("site_url: https://x.example/\nmarkdown_extensions:\n  - toc:\n      slugify: !!python/name:no.such\n", "cannot find module 'no'", False),
        ("site_url: https://x.example/\nhooks: [h.py]\n", "lässt sich nicht bauen: ZeroDivisionError: division by zero.\n", True),
    ],
    ids=["a problem of ours", "one of MkDocs", "a crash"],
)  # fmt: skip
def test_why_a_site_does_not_build_is_said_whole(
    settings: str, says: str, crash: bool, tmp_path: Path
) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# A\n", encoding="utf-8")
    (tmp_path / "h.py").write_text("def on_config(config):\n    return 1 / 0\n", encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        f"site_name: A\n{settings.replace('h.py', (tmp_path / 'h.py').as_posix())}", encoding="utf-8"
    )
    done = praxis("adopt", "--config", config, "--lang", "de")
    assert done.exit_code == 2
    assert says in done.output
    assert ("Beheben Sie das zuerst" in done.output) == crash, "where all is said, nothing is sent for more"
    assert ".praxis-adopt.yml" not in done.output


def test_the_diff_shown_is_one_that_passes(tmp_path: Path) -> None:
    config = WHOLE.replace("  - offline\n", "").replace("  - social:\n      cards: false\n", "")
    (tmp_path / "mkdocs.yml").write_text(
        config + "site_url: https://www.beispiel.example/\nedit_uri: edit/main/docs/\n",
        encoding="utf-8",
        newline="\r\n",
    )
    (tmp_path / "docs").mkdir()
    page = '# A\n\n:smile:\n\n<iframe src="https://viewer.example.net/1"></iframe>\n'
    (tmp_path / "docs" / "index.md").write_text(page, encoding="utf-8")
    path = str(tmp_path / "mkdocs.yml")
    shown = praxis("adopt", "--config", path, "--lang", "de", "--write")
    assert shown.exit_code == 0, shown.output
    for line in (
        "+  font: false",
        "-repo_url:",
        "-edit_uri: edit/main/docs/",
        "-  analytics:",
        "+  - praxis: {unknown_embeds: link}",
        "Warum:\n",
        "repo_url löschen (sein Zähler fragt GitHub); der Link passt unter extra: social (api.github.com)",
        "Damit besteht",
    ):
        assert line in shown.output, line
    assert sorted(one.name for one in tmp_path.iterdir()) == ["docs", "mkdocs.yml"], "nothing is left behind"
    written = (tmp_path / "mkdocs.yml").read_bytes()
    assert written.count(b"\n") == written.count(b"\r\n"), "lines end as they did"
    (tmp_path / "docs" / "b.md").write_text(
        '<script src="https://cdn.example.net/a.js"></script>\n', encoding="utf-8"
    )
    left = praxis("adopt", "--config", path, "--lang", "de")
    assert left.exit_code == 1
    assert "braucht keine Änderung" in left.output, "what was written is there"
    assert "1. " in left.output
    assert "Warum:" not in left.output
    assert "docs/b.md:1" in left.output


def test_what_localise_asked_for_in_vain_is_told_as_that_and_not_promised_again(tmp_path: Path) -> None:
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: X\nsite_url: https://www.beispiel.example/\n", encoding="utf-8")
    (tmp_path / "docs" / "assets" / "extern").mkdir(parents=True)
    address = "https://cdn.example.net/a.js"
    page = tmp_path / "docs" / "b.md"
    page.write_text(f'# A\n\n<script src="{address}"></script>\n', encoding="utf-8")
    assert _comes_home(config, set())[1:] == (1, {})
    lock = tmp_path / "docs" / "assets" / "extern" / "praxis-localise.json"
    lock.write_text(json.dumps({"mkdocs-praxis-localise/1": {}, "stays": [address]}), encoding="utf-8")
    _, files, in_vain = _comes_home(config, set())
    assert files == 0
    assert list(in_vain) == [address]
    assert in_vain[address].endswith("docs/b.md:3")
