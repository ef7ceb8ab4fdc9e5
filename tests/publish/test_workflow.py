"""Ready workflow files: each is what its host reads, and is written without overwriting anything."""

import json
import re
import subprocess
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from mkdocs_praxis.publish.workflow import workflows
from tests.tools import praxis

NAMES = [one.name for one in workflows("de")]


def _run(root: Path, *options: str) -> Result:
    config = root / "mkdocs.yml"
    if not config.is_file():
        config.write_text("site_name: X\n", encoding="utf-8")
    return praxis("workflow", *options, "--config", root / "mkdocs.yml", "--lang", "de")


def _file(name: str) -> str:
    return next(one.file for one in workflows("de") if one.name == name).replace("{-name}", "")


def test_the_list_names_every_host() -> None:
    said = praxis("workflow", "--lang", "de").output
    assert [line.split()[0] for line in said.splitlines()] == NAMES
    assert {"github-pages", "gitlab-pages", "netlify", "cloudflare-pages", "cron", "windows"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_each_is_written_once_and_well_formed(tmp_path: Path, name: str) -> None:
    (tmp_path / "requirements.txt").write_text("mkdocs-praxis @ git+https://git.example/p@1\n")
    said = _run(tmp_path, name)
    assert said.exit_code == 0, said.output
    path = tmp_path / _file(name)
    text = path.read_text(encoding="utf-8")
    match path.suffix:
        case ".yml":
            jobs = yaml.safe_load(text)
            assert "praxis build" in json.dumps(jobs, default=str)
        case ".toml":
            assert "site" in json.dumps(tomllib.loads(text), default=str)
        case ".sh":
            subprocess.run(["sh", "-n", str(path)], check=True)
    again = _run(tmp_path, name)
    assert again.exit_code == 2
    assert "nichts wurde geschrieben" in again.output
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("name", "file", "ends"), [("cron", "nachts.sh", b"\n"), ("windows", "nachts.cmd", b"\r\n")]
)
def test_lines_end_as_who_runs_them_reads_them(tmp_path: Path, name: str, file: str, ends: bytes) -> None:
    folder = tmp_path / "Praxis Nord"
    folder.mkdir()
    said = _run(folder, name).output
    lines = (folder / file).read_bytes().splitlines(keepends=True)
    assert {line[len(line.rstrip(b"\r\n")) :] for line in lines} == {ends}
    assert f"'{folder / file}'" in said or f'\\"{folder}\\{file}\\"' in said, "a folder with a blank"


@pytest.mark.parametrize("name", NAMES)
def test_no_workflow_shows_a_draft_to_anybody(tmp_path: Path, name: str) -> None:
    (tmp_path / "requirements.txt").write_text("mkdocs-praxis @ git+https://git.example/p@1\n")
    (tmp_path / "praxis").mkdir()
    _run(tmp_path, name)
    chosen = next(one for one in workflows("de") if one.name == name)
    said = chosen.next + (tmp_path / _file(name)).read_text(encoding="utf-8")
    assert "praxis todo" in said or "praxis publish" in said, "both refuse a draft"
    kept = (tmp_path / _file(name)).read_text(encoding="utf-8")
    (tmp_path / "praxis").rename(tmp_path / "angaben")
    (tmp_path / _file(name)).unlink()
    without = _run(tmp_path, name).output + (tmp_path / _file(name)).read_text(encoding="utf-8")
    assert "praxis todo" not in without
    (tmp_path / "mkdocs.yml").write_text("plugins: [praxis: {facts: angaben}]\n", encoding="utf-8")
    (tmp_path / _file(name)).unlink()
    _run(tmp_path, name)
    assert (tmp_path / _file(name)).read_text(encoding="utf-8") == kept


@pytest.mark.parametrize("name", NAMES)
def test_what_a_workflow_installs_from_is_there(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "mkdocs_praxis.publish.workflow._source", lambda: "mkdocs-praxis @ git+https://git.example/p@1"
    )
    said = _run(tmp_path, name).output
    asks = "requirements.txt" in said + (tmp_path / _file(name)).read_text(encoding="utf-8")
    assert (tmp_path / "requirements.txt").is_file() == asks


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        (None, f"mkdocs-praxis=={metadata.version('mkdocs-praxis')}"),
        (
            {"url": "https://git.example/p", "vcs_info": {"vcs": "git", "commit_id": "ab12"}},
            "mkdocs-praxis @ git+https://git.example/p@ab12",
        ),
        ({"url": "file:///home/ich/praxis", "dir_info": {"editable": True}}, None),
    ],
)
def test_requirements_say_where_this_package_came_from(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, origin: dict[str, object] | None, line: str | None
) -> None:
    told = None if origin is None else json.dumps(origin)

    class Installed:
        def read_text(self, name: str) -> str | None:
            return told if name == "direct_url.json" else None

    monkeypatch.setattr(metadata, "distribution", lambda name: Installed())
    monkeypatch.setattr(metadata, "version", lambda name: "0.1.0")
    said = _run(tmp_path, "netlify")
    written = tmp_path / "requirements.txt"
    if line is None:
        assert said.exit_code == 2
        assert "kein anderer Rechner" in said.output
        assert not (tmp_path / "netlify.toml").exists()
    else:
        assert said.exit_code == 0, said.output
        assert written.read_text() == f"{line}\n"


def test_gitlab_installs_where_git_is() -> None:
    """A requirement may be a commit, and the image `-slim` has no git to fetch it with."""
    (gitlab,) = [one for one in workflows("en") if one.name == "gitlab-pages"]
    image = yaml.safe_load(gitlab.text)["pages"]["image"]
    assert image.startswith("python:")
    assert "slim" not in image
    assert "alpine" not in image


def test_an_unknown_name_gets_the_nearest() -> None:
    said = praxis("workflow", "github-page", "--lang", "de")
    assert said.exit_code == 2
    assert "Meinten Sie „github-pages“?" in said.output


@pytest.mark.parametrize("name", ["github-pages", "github-webspace", "gitlab-pages"])
def test_a_site_among_others_in_a_repository_is_built_from_its_top(tmp_path: Path, name: str) -> None:
    (tmp_path / ".git").mkdir()
    sites = [tmp_path / "sites" / one for one in ("nord", "süd: 1")]
    for site in sites[: 1 if name == "gitlab-pages" else 2]:
        site.mkdir(parents=True)
        (site / "requirements.txt").write_text("mkdocs-praxis @ git+https://git.example/p@1\n")
        shown = _run(site, name, "--show").output
        said = _run(site, name)
        assert said.exit_code == 0, said.output
        assert not (site / ".github").exists()
        below = site.relative_to(tmp_path).as_posix()
        file = (
            ".gitlab-ci.yml"
            if name == "gitlab-pages"
            else f".github/workflows/website-sites-{'nord' if site.name == 'nord' else 'sued-1'}.yml"
        )
        text = (tmp_path / file).read_text(encoding="utf-8")
        assert text == shown
        told = yaml.safe_load(text)
        if name == "gitlab-pages":
            assert told["pages"]["script"][0] == f'cd "./{below}/"'
            assert 'praxis build --site-dir "$CI_PROJECT_DIR/public"' in told["pages"]["script"]
            continue
        first = next(iter(told["jobs"].values()))
        assert first["defaults"]["run"]["working-directory"] == f"./{below}/"
        paths = [step["with"]["path"] for step in first["steps"] if "path" in step.get("with", {})]
        assert paths == [f"{below}/{'site' if name == 'github-pages' else '.praxis-veroeffentlicht.json'}"]


@pytest.mark.parametrize("name", ["cron", "windows"])
def test_each_site_of_a_machine_has_its_own_name_and_password(tmp_path: Path, name: str) -> None:
    for one in ("nord", "süd"):
        (site := tmp_path / "sites" / one).mkdir(parents=True)
        said = _run(site, name).output + "".join(p.read_text("utf-8") for p in site.glob("nachts*"))
        own = "nord" if one == "nord" else "sued"
        words = (
            [f"passwort-{own}.txt"]
            if name == "cron"
            else [f"Praxis-Website-{own}", f"%PRAXIS_PASSWORD_{own.upper()}%"]
        )
        for word in words:
            assert word in said


@pytest.mark.parametrize("name", ["github-webspace", "cron", "windows"])
def test_each_site_of_a_repository_has_its_own_password(tmp_path: Path, name: str) -> None:
    """Each practice has a web space of its own; with one password for all, every upload but one would be refused."""
    agency = tmp_path / "agentur"
    (agency / ".git").mkdir(parents=True)
    (agency / "requirements.txt").write_text("mkdocs-praxis @ git+https://git.example/p@1\n")
    said = []
    for one in ("nord", "süd"):
        site = agency / "sites" / one
        site.mkdir(parents=True)
        done = _run(site, name)
        assert done.exit_code == 0, done.output
        said.append(done.output + "".join(p.read_text("utf-8") for p in site.glob("nachts*")))
    for text, own, other in zip(said, ("nord", "sued"), ("sued", "nord"), strict=True):
        word = f"passwort-sites-{own}" if name == "cron" else f"PRAXIS_PASSWORD_SITES_{own.upper()}"
        assert word in text
        assert word.replace(own, other).replace(own.upper(), other.upper()) not in text
    if name == "cron":
        assert f"{tmp_path}/passwort-sites-nord.txt" in said[0], "outside the repository"
        script = (agency / "sites/nord/nachts.sh").read_text(encoding="utf-8")
        (path,) = re.findall(r"cat (\S+)\)", script)
        assert (agency / "sites/nord" / path).resolve() == tmp_path / "passwort-sites-nord.txt"


@pytest.mark.parametrize("name", ["github-webspace", "gitlab-pages", "netlify", "cloudflare-pages"])
def test_one_requirements_txt_serves_all_sites_of_a_repository(tmp_path: Path, name: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "requirements.txt").write_text("mkdocs-praxis @ git+https://git.example/p@1\n")
    site = tmp_path / "sites/nord"
    site.mkdir(parents=True)
    done = _run(site, name)
    assert done.exit_code == 0, done.output
    assert not (site / "requirements.txt").exists()
    assert "../../requirements.txt" in done.output + _run(site, name, "--show").output


def test_hosts_that_can_be_told_a_folder_are_told_it(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    site = tmp_path / "sites/nord"
    site.mkdir(parents=True)
    (site / "requirements.txt").write_text("mkdocs-praxis @ git+https://git.example/p@1\n")
    said = _run(site, "netlify")
    assert (site / "netlify.toml").is_file()
    assert "sites/nord" in said.output
