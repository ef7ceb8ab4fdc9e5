"""The package as people get it: built, installed into a fresh environment, and used to build the example site."""

import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.packaging


def run(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run(
        [str(c) for c in command], cwd=cwd, capture_output=True, text=True, check=False, timeout=500
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def distributions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", out, ROOT)
    return {"wheel": next(out.glob("*.whl")), "sdist": next(out.glob("*.tar.gz"))}


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment as CI and the container make it: what is pinned by hash, and the package from the working copy."""
    folder = tmp_path_factory.mktemp("environment") / "praxis"
    run("bash", ROOT / "ci" / "install.sh", folder, sys.executable)
    return folder / ("Scripts" if sys.platform == "win32" else "bin")


def example(folder: Path) -> Path:
    return Path(
        shutil.copytree(
            ROOT / "example-site",
            folder / "example-site",
            ignore=shutil.ignore_patterns("site", "site.rejected"),
        )
    )


@pytest.mark.skipif(not shutil.which("bash"), reason="the installation is a script for bash")
@pytest.mark.parametrize("kind", ["wheel", "sdist", "editable"])
def test_builds_the_example_from_a_fresh_environment(
    kind: str, distributions: dict[str, Path], tools: Path, tmp_path: Path
) -> None:
    what = ["--editable", ROOT] if kind == "editable" else [distributions[kind]]
    pip = [tools / "python", "-m", "pip", "--disable-pip-version-check"]
    if kind == "editable":
        run(*pip, "install", "--quiet", "editables")  # what hatchling asks for beside itself
    run(*pip, "install", "--quiet", "--no-deps", "--no-build-isolation", "--force-reinstall", *what)
    run(*pip, "check")  # what is pinned is what the package asks for
    site = example(tmp_path)
    run(tools / "mkdocs", "build", "--quiet", "-f", site / "mkdocs.yml")
    page = (site / "site" / "index.html").read_text(encoding="utf-8")
    assert "praxis-embed" in page
    assert "Content-Security-Policy" in page
    assert "exit" not in run(
        tools / "praxis", "check", site / "site", "--site-url", "https://www.praxis-wandse.example/"
    )
    if kind == "wheel":
        run(*pip, "install", "--quiet", "properdocs==1.6.7")
        shutil.rmtree(site / "site")
        run(tools / "properdocs", "build", "-q", "-f", site / "mkdocs.yml")
        assert (site / "site" / "index.html").is_file()


def test_the_wheel_holds_themes_data_and_licences(distributions: dict[str, Path]) -> None:
    names = set(zipfile.ZipFile(distributions["wheel"]).namelist())
    for needed in (
        "mkdocs_praxis/themes/praxis/mkdocs_theme.yml",
        "mkdocs_praxis/policy/rules/third_party_script.md",
        "mkdocs_praxis/_prepared/vendors.bin",
        "mkdocs_praxis/_prepared/boilerplate.bin",
        "mkdocs_praxis/_prepared/players.bin",
        "mkdocs_praxis/_prepared/components.bin",
        "mkdocs_praxis/_prepared/mends.bin",
        "mkdocs_praxis/_prepared/names.bin",
        "mkdocs_praxis/_prepared/rules.bin",
        "mkdocs_praxis/_prepared/services.bin",
        "mkdocs_praxis/_prepared/de-practice.bin",
        "mkdocs_praxis/locale/de/report.po",
        "mkdocs_praxis/report/templates/report.html",
        "mkdocs_praxis/py.typed",
    ):
        assert needed in names
    assert not any(name.startswith("mkdocs_praxis/vendors/data/") for name in names), (
        "they are in vendors.bin"
    )
    assert any(n.endswith("licenses/LICENSE") for n in names)
    with tarfile.open(distributions["sdist"]) as archive:
        members = archive.getnames()
    assert any(n.endswith("/themes/praxis/mkdocs_theme.yml") for n in members)
    assert any("/vendors/data/video/" in n for n in members)


def test_no_themes_folder_inside_the_package() -> None:
    """A stray copy would win over the real themes (mkdocs_praxis.theme.themes_dir)."""
    assert not (ROOT / "mkdocs_praxis" / "themes").exists()
