"""What the gate says of real manuals, whether its messages alone lead to a pass, and what then works in Chromium.

    uv venv sites && uv pip install -p sites/bin/python -r benchmarks/manuals/requirements.txt -e .
    python -m benchmarks.manuals FOLDER --python sites/bin/python [--localise] [NAME…]

Each manual is fetched as a source package, built as its project builds it, and then changed by nothing but what the messages say: `praxis adopt
--write`, the command that it names next, until it passes; what is done by hand stands in manuals.yml with the message that asks for it.
`--localise` goes the second way that the messages name, without Material's plugin privacy. Of each, one line of JSON is printed.
"""

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tarfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import yaml

from benchmarks.manuals import cdn
from benchmarks.manuals.visit import visit
from mkdocs_praxis.adopt.edits import YamlEditor

_ORDINARY = """site_name: {name}
site_url: https://{name}.example/
repo_url: https://github.com/x/{name}
docs_dir: {docs}
theme:
  name: material
  features: [navigation.instant, content.code.copy]
plugins:
  - search
markdown_extensions:
  - admonition
  - attr_list
  - pymdownx.superfences
  - pymdownx.emoji:
      emoji_index: !!python/name:material.extensions.emoji.twemoji
"""
_BLOCK = re.compile(r"^\S+:\d+(:\d+)?  (error|warning)\b|^mkdocs\.yml has no site_url", re.MULTILINE)
_NEXT = re.compile(r"Next: praxis (localise .*?)  brings")
_ALREADY = ("mkdocs.yml", "mkdocs.yaml", "docs/mkdocs.yml")


class Manual:
    """A copy of a manual on which one goes by the messages."""

    def __init__(
        self, about: dict[str, Any], folder: Path, python: Path, environment: dict[str, str]
    ) -> None:
        self.about, self.bin, self.environment = about, python.parent, environment
        self.name = f"{about['name']} {about['version']}"
        self.root = folder / "work" / about["name"]
        self.log = folder / "work" / f"{about['name']}.log"
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(_source(about, folder), self.root, symlinks=True)
        self.settings, self.own = self._settings()
        for command in (
            ["init", "-q"],
            ["add", "-A"],
            ["-c", "user.name=a", "-c", "user.email=a@b.de", "commit", "-qm", "x"],
        ):
            subprocess.run(["git", *command], cwd=self.root, capture_output=True, check=False)
        self.log.write_text("", encoding="utf-8")

    def _settings(self) -> tuple[Path, bool]:
        names = (self.about["settings"],) if "settings" in self.about else _ALREADY
        found = next((self.root / name for name in names if (self.root / name).is_file()), None)
        if found is None:
            docs = self.about.get("docs", "docs")
            found = self.root / "mkdocs.yml"
            found.write_text(_ORDINARY.format(name=self.about["name"], docs=docs), encoding="utf-8")
            if not (self.root / docs / "index.md").exists():
                (self.root / docs / "index.md").write_text("# Start\n", encoding="utf-8")
            return found, False
        if "settings" in self.about:
            found = found.replace(self.root / "mkdocs.yml")
        if theme := self.about.get("theme"):
            text = re.sub(r"(?m)^(theme:\n\s+name: ).*$", rf"\g<1>{theme}", found.read_text(encoding="utf-8"))
            found.write_text(text, encoding="utf-8")
        return found, True

    def run(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(
            [str(self.bin / command[0]), *command[1:]],
            cwd=self.settings.parent,
            capture_output=True,
            text=True,
            check=False,
            timeout=900,
            env=os.environ | self.environment,
        )
        said = done.stdout + done.stderr
        with self.log.open("a", encoding="utf-8") as log:
            log.write(f"\n$ {shlex.join(command)} → {done.returncode}\n{said}\n")
        return done.returncode, said

    def first_build(self) -> tuple[str, list[dict[str, Any]], dict[str, Any]]:
        """Build once with the plugin at the end of the list; return what was said, the findings and the whole report."""
        report = self.root / "zz-report.json"
        settings = YamlEditor(self.settings.read_text(encoding="utf-8"), str(self.settings))
        settings.add_plugin("praxis")
        settings.set("plugins.praxis.reports", json.dumps([{"format": "json", "output": str(report)}]))
        file = self.settings.with_name(".zz.yml")
        file.write_text(settings.text, encoding="utf-8")
        _, said = self.run(
            "python", "-m", "mkdocs", "build", "-q", "-f", file.name, "-d", str(self.root / "zz-site")
        )
        file.unlink()
        whole = json.loads(report.read_text(encoding="utf-8")) if report.exists() else {}
        return said, whole.get("findings", []), whole

    def follow(self, *, localise: bool) -> list[str]:
        """Do what is said until it passes; return the steps, the last of which is "passes" or "stuck"."""
        steps: list[str] = []
        config = ("--config", self.settings.name)
        if localise:
            _, said = self.run("praxis", "localise", "--write", "docs", self.settings.name, "--lang", "en")
            steps.append("localise")
        hand = list(self.about.get("by_hand", []))
        for _ in range(5):
            status, said = self.run("praxis", "adopt", "--write", *config, "--lang", "en")
            steps.append("adopt")
            if status == 0:
                return [*steps, "passes"]
            if following := _NEXT.search(said):
                before = _state(self.root)
                self.run("praxis", *shlex.split(following[1]), "--lang", "en")
                steps.append("localise")
                if _state(self.root) != before:
                    continue
            asked = next((one for one in hand if one["says"] in " ".join(said.split())), None)
            if asked is None:
                break
            hand.remove(asked)
            self._by_hand(asked)
            steps.append("by hand")
        return [*steps, "stuck"]

    def _by_hand(self, asked: dict[str, Any]) -> None:
        for pattern in asked.get("delete", []):
            for file in self.root.glob(pattern):
                file.unlink()
        for name, part in asked.get("cut", {}).items():
            file = self.root / name
            file.write_text(re.sub(part, "", file.read_text(encoding="utf-8")), encoding="utf-8")


def _state(root: Path) -> dict[str, int]:
    return {str(file): file.stat().st_mtime_ns for file in root.rglob("praxis-localise.json")}


def _source(about: dict[str, Any], folder: Path) -> Path:
    """Return where a source package lies unpacked; fetch it where it is not there."""
    at = folder / "src" / about["name"]
    if not at.exists():
        got = folder / "packed" / about["name"]
        got.mkdir(parents=True, exist_ok=True)
        pip = (
            "-m",
            "pip",
            "download",
            "-q",
            "--no-deps",
            "--no-binary",
            ":all:",
            f"{about['name']}=={about['version']}",
        )
        debian = ("apt-get", "source", "-q", "--download-only", about["name"])
        subprocess.run(debian if "from" in about else (sys.executable, *pip), cwd=got, check=True)
        packed = next(
            one for one in sorted(got.iterdir()) if ".orig.tar" in one.name or one.name.endswith(".tar.gz")
        )
        with tarfile.open(packed) as archive:
            archive.extractall(got, filter="data")
        next(one for one in got.iterdir() if one.is_dir()).rename(at)
    return at


def judge(manual: Manual, *, localise: bool, many: int, chromium: str) -> dict[str, Any]:
    """Go the whole way with one manual and return what is told of it."""
    said, found, whole = manual.first_build()
    row: dict[str, Any] = {"name": manual.name, "own": manual.own, "steps": []}
    if "has no site_url" in said:
        with manual.settings.open("a", encoding="utf-8") as settings:
            settings.write(f"\nsite_url: https://{manual.about['name']}.example/\n")
        row["steps"].append("site_url")
        said, found, whole = manual.first_build()
    begins = _BLOCK.search(said)
    lines = said[begins.start() :].rstrip().splitlines() if begins else []
    row |= {
        "crash": "Traceback" in said or "this is a bug" in said or not whole,
        "files": whole.get("counts", {}).get("files"),
        "errors": sum(one["severity"] == "error" for one in found),
        "links": len(whole.get("replaced", [])),
        "lines": len(lines),
    }
    row["steps"] += manual.follow(localise=localise)
    if row["steps"][-1] != "passes":
        return row
    site = manual.root / "zz-final"
    status, said = manual.run(
        "python", "-m", "mkdocs", "build", "-q", "-f", manual.settings.name, "-d", str(site)
    )
    row["builds"] = status == 0
    if status:
        return row | {"said": said[-400:]}
    url = re.search(
        r"""(?m)^site_url:.*?(https?://[^\s"'\],]+)""", manual.settings.read_text(encoding="utf-8")
    )
    row |= {key: sorted(value) if isinstance(value, set) else value
            for key, value in asdict(visit(site, url[1] if url else "https://example.org/", many, chromium)).items()}  # fmt: skip
    return row


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("names", nargs="*")
    asked.add_argument("--python", type=Path, default=Path(sys.executable))
    asked.add_argument("--localise", action="store_true")
    asked.add_argument("--pages", type=int, default=8)
    asked.add_argument("--chromium", default=shutil.which("chromium") or shutil.which("google-chrome"))
    given = asked.parse_intermixed_args()
    folder = given.folder.resolve()
    (folder / "work").mkdir(parents=True, exist_ok=True)
    environment = cdn.serve(folder / "cdn") | {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
    manuals = yaml.safe_load((Path(__file__).parent / "manuals.yml").read_text(encoding="utf-8"))
    for about in manuals:
        if given.names and about["name"] not in given.names:
            continue
        manual = Manual(about, folder, given.python.absolute(), environment)
        row = judge(manual, localise=given.localise, many=given.pages, chromium=given.chromium)
        print(json.dumps(row), flush=True)


if __name__ == "__main__":
    main()
