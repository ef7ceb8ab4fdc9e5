"""The recipes for CI: their own commands run here, with what the CI service would give them."""

import json
import os
import re
import shlex
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_praxis.publish.workflow import workflows
from tests.recipes.blocks import blocks
from tests.tools import python

ROOT = Path(__file__).resolve().parents[2]
URL = "https://www.praxis-beispiel.de/"
CLEAN = "<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head><body>x</body></html>"
LEAK = CLEAN.replace("x</body>", '<img src="https://pixel.example.net/p.gif" alt=""></body>')


def recipe(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A job's folder with a clean and a leaking site, and the tools where an installation would have put them."""
    for name, text in (("clean", CLEAN), ("leak", LEAK)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(text)
    tools = tmp_path / "runner" / "praxis" / "bin"
    tools.mkdir(parents=True)
    praxis = tools / "praxis"
    praxis.write_text(f'#!{sys.executable}\nfrom mkdocs_praxis.cli import main\nmain(prog_name="praxis")\n')
    praxis.chmod(praxis.stat().st_mode | stat.S_IXUSR)
    (tools / "python").symlink_to(sys.executable)
    return tmp_path


def run(script: str, work: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    tools = work / "runner" / "praxis" / "bin"
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],  # as GitHub runs `shell: bash`
        cwd=work,
        env={
            **os.environ,
            "PATH": f"{tools}:{os.environ['PATH']}",
            "RUNNER_TEMP": str(work / "runner"),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
    )


class Action:
    """The composite action, run with inputs as a workflow gives them."""

    def __init__(self) -> None:
        self.data = recipe("action.yml")
        self.step = self.data["runs"]["steps"][-1]

    def __call__(self, work: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
        values = {name: about.get("default", "") for name, about in self.data["inputs"].items()}
        values |= {name.replace("_", "-"): value for name, value in inputs.items()}
        self.said = work / "runner"
        given = {
            "GITHUB_OUTPUT": str(self.said / "output"),
            "GITHUB_STEP_SUMMARY": str(self.said / "summary"),
        }
        given |= {"GITHUB_ACTION_PATH": str(ROOT)}
        given |= {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda m: values[m[1]], text)
            for name, text in self.step["env"].items()
        }
        return run(self.step["run"], work, **given)


def test_the_action_tells_findings_and_writes_reports(work: Path) -> None:
    done = Action()(work, directory="leak", site_url=URL, sarif="out/a.sarif", html="out/b.html")
    assert done.returncode == 1, done.stderr
    assert "::error file=leak/index.html,line=1" in done.stdout
    log = json.loads((work / "out/a.sarif").read_text())
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == "leak/index.html"
    assert "<html" in (work / "out/b.html").read_text()
    assert (work / "runner/output").read_text() == "passed=false\nerrors=1\nwarnings=0\n"
    summary = (work / "runner/summary").read_text().splitlines()
    assert summary[0] == "## praxis check"
    assert all(not line or line.startswith("    ") for line in summary[1:])


def test_the_action_takes_several_sites_and_a_configuration(work: Path) -> None:
    (work / "p.yml").write_text("policy: strict\n")
    done = Action()(work, directory="clean\nleak\n", site_url=URL, config="p.yml")
    assert done.returncode == 1, done.stderr
    told = [line.split(":")[1].strip() for line in done.stdout.splitlines() if line.startswith("praxis:")]
    assert sorted(told) == ["clean", "leak"]  # each as soon as it was read
    assert Action()(work, directory="clean", site_url=URL, config="p.yml").returncode == 0
    assert Action()(work, directory="nowhere", site_url=URL).returncode == 2


def test_the_action_trims_its_inputs_and_knows_baseline_and_language(work: Path) -> None:
    make = ["check", "leak", "--site-url", URL, "--baseline", "known.json", "--write-baseline"]
    assert run(f"praxis {shlex.join(make)}", work).returncode == 0
    inputs = {"directory": "  leak \n\n", "site_url": f" {URL}\n", "policy": " ", "baseline": " known.json "}
    done = Action()(work, **inputs, language="de")
    assert done.returncode == 0, done.stderr
    assert "bekannt" in done.stdout
    assert (work / "runner/output").read_text().startswith("passed=true\nerrors=0\n")


def test_the_action_works_where_environments_have_scripts(work: Path) -> None:
    (work / "runner" / "praxis" / "bin").rename(work / "runner" / "praxis" / "Scripts")
    assert Action()(work, directory="clean", site_url=URL).returncode == 0


@pytest.mark.parametrize(
    "evil", ["clean; touch PWNED", "$(touch PWNED)", "`touch PWNED`", "*", "--help", "clean' 'x"]
)
def test_inputs_of_the_action_are_no_commands(evil: str, work: Path) -> None:
    for inputs in ({"directory": evil, "site_url": URL}, {"directory": "leak", "site_url": evil}):
        assert Action()(work, **inputs).returncode != 0
    assert not (work / "PWNED").exists()


def test_no_script_of_the_action_holds_an_expression() -> None:
    for step in Action().data["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), "an input inside a script can bring commands of its own"
        assert ("run" in step) == (step.get("shell") == "bash")


def test_what_others_wrote_is_named_by_a_commit() -> None:
    steps = [*Action().data["runs"]["steps"]]
    for job in recipe(".github/workflows/test.yml")["jobs"].values():
        steps += job["steps"]
    for one in workflows("en"):
        if one.file.startswith(".github/"):
            for job in yaml.safe_load(one.text)["jobs"].values():
                steps += job["steps"]
    used = [step["uses"] for step in steps if "uses" in step]
    assert any("deploy-pages" in use for use in used)
    assert all(use == "./" or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", use) for use in used)


def test_pinned_packages_fit_the_package() -> None:
    done = python(ROOT / "scripts" / "refresh_constraints.py", "--check")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("recipe_file", ["action.yml", "ci/gitlab.yml", "Containerfile"])
def test_every_recipe_installs_what_is_pinned(recipe_file: str) -> None:
    text = (ROOT / recipe_file).read_text(encoding="utf-8")
    assert "ci/install.sh" in text
    assert "pip install" not in text
    script = (ROOT / "ci" / "install.sh").read_text(encoding="utf-8")
    assert "--require-hashes" in script
    assert "--no-deps --no-build-isolation" in script


def test_the_gitlab_job_runs_and_leaves_its_reports(work: Path) -> None:
    job = recipe("ci/gitlab.yml")["praxis-check"]
    asks, fetches, installs, checks = job["script"]
    named = {"PRAXIS_SITE": "leak", "PRAXIS_SITE_URL": URL, "PRAXIS_REPOSITORY": "x", "PRAXIS_REVISION": "y"}
    for name in named:
        missing = run(asks, work, **{key: value for key, value in named.items() if key != name})
        assert missing.returncode != 0
        assert name in missing.stderr
    assert run(asks, work, **named).returncode == 0
    assert '"$PRAXIS_REPOSITORY" "$PRAXIS_REVISION"' in fetches
    assert "ci/install.sh" in installs
    (work / "runner" / "praxis").rename(work / "runner" / "praxis-env")
    done = run(checks, work, **named, CI_BUILDS_DIR=str(work / "runner"))
    assert done.returncode == 1, done.stderr
    assert "pixel.example.net" in done.stdout
    (issue,) = json.loads((work / job["artifacts"]["reports"]["codequality"]).read_text())
    assert issue["location"] == {"path": "leak/index.html", "lines": {"begin": 1}}
    assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert all((work / path).is_file() for path in job["artifacts"]["paths"])


def test_the_hooks_run_as_pre_commit_runs_them(work: Path) -> None:
    hooks = {hook["id"]: hook for hook in recipe(".pre-commit-hooks.yaml")}
    source = work / "a.md"
    source.write_text('# Film\n\n<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>\n')
    replace, check = hooks["praxis-replace"], hooks["praxis-check"]
    assert run(f"{replace['entry']} a.md", work).returncode == 0
    assert "watch?v=dQw4w9WgXcQ" in source.read_text()
    arguments = shlex.join(["leak", "--site-url", URL])
    assert check["pass_filenames"] is False
    assert run(f"{check['entry']} {arguments}", work).returncode == 1
    assert run(f"{check['entry']} {arguments.replace('leak', 'clean')}", work).returncode == 0


def test_the_container_needs_no_root_and_runs_the_command() -> None:
    lines = (ROOT / "Containerfile").read_text(encoding="utf-8").splitlines()
    steps = [line.split(None, 1) for line in lines if line and not line.startswith(("#", " "))]
    words = [word for word, _ in steps]
    assert words[0] == "FROM"
    assert set(words) <= {"FROM", "COPY", "RUN", "ENV", "USER", "WORKDIR", "ENTRYPOINT", "CMD"}
    assert words.index("USER") < words.index("ENTRYPOINT")
    assert json.loads(dict(steps)["ENTRYPOINT"]) == ["praxis"]
    assert dict(steps)["USER"] != "root"


def test_the_manual_sets_what_the_recipes_ask_for_and_nothing_else() -> None:
    told = {
        block.file: yaml.safe_load(block.text)
        for block in blocks()
        if block.page == "ci.md" and block.kind == "yaml"
    }
    (use,) = told[".github/workflows/site.yml"]
    inputs = recipe("action.yml")["inputs"]
    assert (
        {name for name, about in inputs.items() if about.get("required")} <= set(use["with"]) <= set(inputs)
    )
    job = recipe("ci/gitlab.yml")["praxis-check"]
    asked = set(re.findall(r"\$\{(PRAXIS_\w+):\?", job["script"][0]))
    assert set(told[".gitlab-ci.yml"]["praxis-check"]["variables"]) == asked
    (repository,) = told[".pre-commit-config.yaml"]["repos"]
    assert {hook["id"] for hook in repository["hooks"]} <= {
        hook["id"] for hook in recipe(".pre-commit-hooks.yaml")
    }


@pytest.mark.skipif(not shutil.which("git"), reason="pre-commit works on git repositories")
def test_every_hook_says_what_pre_commit_asks_for() -> None:
    for hook in recipe(".pre-commit-hooks.yaml"):
        assert {"id", "name", "entry", "language"} <= set(hook)
        assert hook["language"] == "python"
