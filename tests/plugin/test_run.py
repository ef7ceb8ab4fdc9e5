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
