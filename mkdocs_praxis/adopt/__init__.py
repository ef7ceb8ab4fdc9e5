"""From somebody's site as it is to one that passes: what would have to change in its mkdocs.yml, and what is left to do by hand."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs_praxis.adopt.edits import YamlEditor
from mkdocs_praxis.files import given
from mkdocs_praxis.gate.mends import edits_of
from mkdocs_praxis.practice.source import text_of
from mkdocs_praxis.problem import PraxisError, Problem, msg

_CRASH = "Traceback (most recent call last)"
_ROUNDS = 6  # each mend can bring up what it hid: a plugin that now runs, a script that now loads


@dataclass(slots=True)
class Adopted:
    """The settings that would pass, or that come nearest; `left` counts by its mend what no setting can mend."""

    before: str
    after: str
    ends: str = "\n"  # of the lines as they were written
    passed: bool = False
    mends: dict[str, set[str]] = field(default_factory=dict)  # what was mended, and whom that keeps out
    left: dict[str, int] = field(default_factory=dict)
    written_in: set[str] = field(default_factory=set)  # files of the author in which what is left stands
    where: dict[str, str] = field(default_factory=dict)  # the first place of each mend, file and line


def adopt(config: Path, language: str = "") -> Adopted:
    """Find the changes to a mkdocs.yml with which its site passes, by building it in a folder that is thrown away.

    Changes nothing. Raises PraxisError when the file is missing or no YAML, or the site does not build for other reasons.
    """
    before = text_of(config)
    settings = YamlEditor(before, str(config))
    if not settings.holds("plugins") and settings.holds("INHERIT"):
        named = config.parent / settings.value("INHERIT")
        fix = msg("run it on that file: praxis adopt --config {file}", file=named)
        what = "the plugins of this site stand in the file that INHERIT names"
        raise PraxisError(what, fix=fix, file=str(config))
    settings.add_plugin("praxis")
    made = Adopted(before, settings.text, ends="\r\n" if b"\r\n" in given(config) else "\n")
    edits: list[dict[str, str]] = []
    plain: YamlEditor | None = None  # without the plugins that the last round added
    fetches = True
    for _ in range(_ROUNDS):
        try:
            found = _findings(config, settings, language)
        except PraxisError:
            if plain is None:
                raise
            found = None
        errors = [one for one in found or () if one["severity"] == "error"]
        mended = {one["fix"]: edits_of(one["fix"], one["rule"]) for one in errors}
        again = any("plugin" in edit and edit in edits for made_by in mended.values() for edit in made_by)
        if plain is not None and (found is None or again):
            # A plugin that fetches cannot do so here: what needs none comes first.
            settings, plain, fetches = plain, None, False
            continue
        made.after = settings.text
        made.passed, made.left = not errors, {}
        made.written_in = {one["source"]["file"] for one in errors if one.get("source")}
        places = {one["fix"]: one.get("source") or one for one in reversed(errors)}
        made.where = {fix: f"{place['file']}:{place['line']}" for fix, place in places.items()}
        for one in errors:
            made.left[one["fix"]] = made.left.get(one["fix"], 0) + 1
            if mended[one["fix"]]:
                made.mends.setdefault(one["fix"], set()).add(one["host"])
        edits = [edit for made_by in mended.values() for edit in made_by]
        settings = _changed(made.after, config, edits, plugins=fetches)
        if settings.text == made.after:
            break
        if fetches and any("plugin" in edit for edit in edits):
            plain = _changed(made.after, config, edits, plugins=False)
    return made


def _changed(text: str, config: Path, edits: list[dict[str, str]], *, plugins: bool) -> YamlEditor:
    settings = YamlEditor(text, str(config))
    for edit in edits:
        if plugins or "plugin" not in edit:
            settings.apply(edit)
    return settings


def _findings(config: Path, settings: YamlEditor, language: str) -> list[dict[str, Any]]:
    """Build the site with other settings, in the folder of its own, and return what was found."""
    with tempfile.TemporaryDirectory() as away:
        report = Path(away) / "report.json"
        trial = YamlEditor(settings.text, str(config))
        trial.set("plugins.praxis.reports", json.dumps([{"format": "json", "output": str(report)}]))
        if language:
            trial.set("plugins.praxis.language", json.dumps(language))
        path = config.with_name(".praxis-adopt.yml")
        path.write_text(trial.text, encoding="utf-8")
        try:
            build = [sys.executable, "-m", "mkdocs", "build", "--quiet", f"-f{path}", f"-d{away}/site"]
            quiet = os.environ | {"DISABLE_MKDOCS_2_WARNING": "true", "NO_MKDOCS_2_WARNING": "1"}
            done = subprocess.run(build, capture_output=True, text=True, check=False, env=quiet)
        finally:
            path.unlink()
        if not report.is_file():
            raise PraxisError(_unbuilt((done.stderr or done.stdout).strip(), config, path.name))
        said = report.read_text(encoding="utf-8").replace(path.name, config.name)
        found: list[dict[str, Any]] = json.loads(said)["findings"]
        return found


def _unbuilt(said: str, config: Path, trial: str) -> Problem:
    """Return why a site does not build: what was said, whole, but of a crash the last line alone."""
    lines = said.replace(trial, config.name).splitlines()
    if len(lines) < 2 or _CRASH in said:
        why, fix = " ".join(lines[-1:]), msg("mend that first: `praxis build` says more")
    else:
        why, fix = "\n".join(["", *lines]), None
    return Problem(msg("the site does not build: {why}", why=why), fix=fix, file=str(config))
