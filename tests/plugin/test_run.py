"""`praxis build`: exit statuses, and what stands around the site."""

import subprocess
import sys
from pathlib import Path

import pytest

_HEAD = "site_name: Praxis\nsite_url: https://www.praxis-beispiel.de/\ntheme: {name: mkdocs, highlightjs: false, locale: en}\n"
_LEAK = "<img src=https://pixel.example.net/p.gif alt=x>\n"


def build(folder: Path, settings: str, page: str = "# Praxis\n") -> subprocess.CompletedProcess[str]:
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "index.md").write_text(page, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(settings, encoding="utf-8")
    call = [sys.executable, "-c", "from mkdocs_praxis.start import praxis; praxis()", "build"]
    return subprocess.run(call, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(
    ("settings", "status", "said"),
    [
        ("plugins: [praxis]", 1, "pixel.example.net"),
        ("plugins: [praxis: {polcy: strict}]", 2, "there is no option 'polcy'"),
        ("plugins: [search]", 2, "the plugin praxis is missing"),
        (
            "plugins: [praxis]\nextra: {title: Gut?, value: 1}",
            2,
            "mkdocs.yml:5:19: this cannot be read as YAML",
        ),
        ("plugins: [praxis]\nextra: {a: !NOPE x}", 2, "mkdocs.yml:5:12: this cannot be read as YAML"),
        ("INHERIT: nope.yml", 2, "INHERIT names nope.yml, which is not there"),
        ("INHERIT: mkdocs.yml", 2, "INHERIT leads back to the file itself"),
        ("hooks: [hook.py]\nplugins: [praxis]", 2, "No module named 'nope'"),
    ],
)
def test_findings_are_1_and_what_could_not_run_is_2(
    settings: str, status: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "hook.py").write_text("import nope\n")
    done = build(tmp_path, _HEAD + settings, _LEAK)
    assert done.returncode == status, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_base_that_cannot_be_read_is_told_in_plain_words(tmp_path: Path) -> None:
    (tmp_path / "basis.yml").write_text("plugins:\n  praxis: {}\n strict: x\n")
    done = build(tmp_path, f"INHERIT: basis.yml\n{_HEAD}")
    assert done.returncode == 2
    assert done.stderr.startswith(
        "\nbasis.yml:3:2: This line does not fit the lines above it.\n    3 │  strict: x\n"
    )


def test_plugins_may_stand_in_the_base_alone(tmp_path: Path) -> None:
    (tmp_path / "basis.yml").write_text("plugins:\n  praxis: {}\n")
    done = build(tmp_path, f"INHERIT: basis.yml\n{_HEAD}")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("brand: #0b6e6e", "basis.yml:4:"),
        ("brand: rosa", "basis.yml:4:"),
        ("bran: rose", "basis.yml:4:"),
        ("motif: leaf\n  motif: wave", "basis.yml:5"),
    ],
)
def test_a_mistake_of_the_base_is_told_there(tmp_path: Path, wrong: str, said: str) -> None:
    """Beside templates of one's own, too: an option that none of them names does nothing."""
    (tmp_path / "basis.yml").write_text(
        f"theme:\n  name: praxis\n  locale: en\n  {wrong}\nplugins: {{praxis: {{}}}}\n", encoding="utf-8"
    )
    (tmp_path / "eigenes").mkdir()
    (tmp_path / "eigenes" / "main.html").write_text('{% extends "base.html" %}{# config.theme.seal #}')
    own = "site_name: Praxis\nsite_url: https://www.praxis-beispiel.de/\ntheme: {custom_dir: eigenes, seal: yes}\n"
    done = build(tmp_path, f"INHERIT: eigenes/../basis.yml\n{own}")
    assert done.returncode == 2
    assert f"\n{said}" in done.stderr
    assert "seal" not in done.stderr


def test_python_files_beside_the_settings_are_no_modules_of_mkdocs(tmp_path: Path) -> None:
    (tmp_path / "markdown.py").write_text("raise RuntimeError\n")
    done = build(tmp_path, f"{_HEAD}plugins: [praxis]")
    assert done.returncode == 0, done.stderr


def test_a_page_in_an_old_encoding_is_told_with_its_line(tmp_path: Path) -> None:
    """By `mkdocs build` of any site, too: its author can mend it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "team.md").write_bytes("# Team\n\nFrau Müller\n".encode("latin-1"))
    done = build(tmp_path, f"{_HEAD}plugins: [praxis]")
    assert done.returncode == 2
    assert done.stderr.startswith("\ndocs/team.md:3:7: The umlaut")
    plain = [sys.executable, "-m", "mkdocs", "build"]
    said = subprocess.run(plain, cwd=tmp_path, capture_output=True, text=True, encoding="utf-8", check=False)
    assert "docs/team.md:3:7: The umlaut" in said.stderr
    assert "Traceback" not in said.stderr


def test_what_broke_in_a_hook_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text("def on_page_content(html, **_):\n    return 1 / 0\n")
    done = build(tmp_path, f"{_HEAD}hooks: [hook.py]\nplugins: [praxis]")
    assert done.returncode == 2
    assert "in a hook or in another plugin: hook.py:2\n" in done.stderr


@pytest.mark.parametrize(
    ("hook", "said"),
    [
        ("def on_startup(**_):\n    return 1 / 0\n", "in a hook or in another plugin: hook.py:2\n"),
        ("def on_config(config, **_):\n    return 5\n", "in a hook or in another plugin"),
    ],
)
def test_what_breaks_where_mkdocs_asks_no_plugin_is_told_too(hook: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text(hook)
    done = build(tmp_path, f"{_HEAD}hooks: [hook.py]\nplugins: [praxis]")
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("{format: xml, output: a}", "there is no format 'xml'"),
        ("{format: html}", "each entry names a format and an output"),
        ("{format: html, output: site/a.html}", "site/a.html lies in the site"),
    ],
)
def test_a_report_that_cannot_be_is_told_with_its_line(tmp_path: Path, wrong: str, said: str) -> None:
    done = build(tmp_path, f"{_HEAD}plugins:\n  - praxis:\n      reports: [{wrong}]")
    assert done.returncode == 2
    assert done.stderr.startswith("\nmkdocs.yml:6:")
    assert said in done.stderr
