"""Writes configuration files for nightly builds and deployment, one per kind of host."""

import json
import os
from dataclasses import dataclass, replace
from importlib import metadata
from pathlib import Path

import yaml

from mkdocs_praxis.files import settings_in, write_whole
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.policy.sites import facts_folders
from mkdocs_praxis.practice.names import slug
from mkdocs_praxis.problem import PraxisError, msg, nearest_or

_FOLDER = Path(__file__).parent / "workflows"
_PACKAGE = "mkdocs-praxis"


@dataclass(frozen=True, slots=True)
class Workflow:
    """A kind of automatic build: the file it needs, and the remaining manual steps."""

    name: str
    file: str
    about: str
    next: str
    text: str
    below: str = ""  # the site's folder in its repository, if the file must be at the top


def workflows(language: str) -> list[Workflow]:
    """Return all workflows, described in the language (`de`, else English)."""
    found = []
    for path in sorted(_FOLDER.glob("*.yml")):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        about, then = (told[key]["de" if language == "de" else "en"] for key in ("about", "next"))
        found.append(Workflow(path.stem, told["file"], about, then, told["text"]))
    return found


def check_name(name: str, language: str) -> Workflow:
    """Return the workflow with a name. Raises PraxisError, with the nearest name, if there is none."""
    known = {one.name: one for one in workflows(language)}
    if name not in known:
        fix = nearest_or(name, known, msg("known: {keys}", keys=", ".join(known)))
        raise PraxisError(msg("there is no workflow {name}", name=name), fix=fix)
    return known[name]


def write_workflow(name: str, folder: Path, language: str) -> Workflow:
    """Write a workflow's file for the site in a folder, and requirements.txt if there is none.

    Raises PraxisError for an unknown name, if the file exists, or if other machines cannot install this package from its
    local source.
    """
    chosen = fitted(name, folder, language)
    path = _root(folder) / chosen.file if chosen.below else folder / chosen.file
    if path.exists():
        fix = msg("rename it, or compare it with what `praxis workflow {name} --show` prints", name=name)
        raise PraxisError(msg("{file} is there already; nothing was written", file=chosen.file), fix=fix)
    if "requirements.txt" in chosen.text + chosen.next:
        _require(_requirements(folder))
    # In bytes: a shell reads no line of CR LF, which Windows would write; its own command files end theirs so.
    write_whole(path, chosen.text.replace("\n", "\r\n" if path.suffix == ".cmd" else "\n").encode())
    return chosen


def fitted(name: str, folder: Path, language: str) -> Workflow:
    """Return a workflow adapted to the site in a folder: with or without facts, at the top of its repository or below."""
    chosen = check_name(name, language)
    if not facts_folders(settings_in(folder) or folder / "mkdocs.yml")[0].is_dir():
        chosen = replace(chosen, text=_without_facts(chosen.text), next=_without_facts(chosen.next))
    at = _places(folder)
    below = at["{below}"].rstrip("/")
    if chosen.file in _BASED and below:
        base = "As the base directory (root directory), choose there: {folder}"
        told = translator(language, "publish")(base, folder=below)
        chosen = replace(chosen, next=f"{chosen.next.rstrip()} {told}")
    # Quoted in YAML and TOML; a shell and a person get the path as it is.
    quoted = at | {"{below}": json.dumps(at["{below}"], ensure_ascii=False)[1:-1]}
    if chosen.file.endswith(".cmd"):
        quoted["{venvs}"] = at["{venvs}"].replace("/", "\\")
    return replace(
        chosen,
        file=_filled(chosen.file, at),
        text=_filled(chosen.text, quoted),
        next=_filled(chosen.next, at),
        below=below if chosen.file.startswith(".git") else "",
    )


# Files of hosts for which a folder can be configured.
_BASED = frozenset({"netlify.toml", "wrangler.toml"})


def _places(folder: Path) -> dict[str, str]:
    """Return what stands for the marks in a workflow: of the sites in one repository, or on one machine, each has its own name and password."""
    root = _root(folder)
    parts = folder.relative_to(root).parts
    up, name = "../" * len(parts), slug("-".join(parts))
    own = name or slug(folder.name)
    return {
        "{folder}": str(folder),
        "{outside}": str(root.parent),
        "{up}": up,
        "{venvs}": " ".join(f"{'../' * steps}.venv" for steps in range(len(parts) + 1, -1, -1)),
        "{below}": "".join(f"{part}/" for part in parts),
        "{-name}": f"-{name}" if parts else "",
        "{_NAME}": f"_{name.upper().replace('-', '_')}" if parts else "",
        "{own}": own,
        "{OWN}": own.upper().replace("-", "_"),
        "{requirements}": Path(os.path.relpath(_requirements(folder), folder)).as_posix(),
    }


def _filled(text: str, at: dict[str, str]) -> str:
    return _MARK.sub(lambda mark: at[mark[0]], text)


_MARK = regex(r"\{(?:folder|outside|up|venvs|below|-name|_NAME|own|OWN|requirements)\}")


def _root(folder: Path) -> Path:
    """Return the root of the repository that contains a folder; the folder itself if there is none."""
    return next((one for one in (folder, *folder.parents) if (one / ".git").exists()), folder)


def _requirements(folder: Path) -> Path:
    """Return the nearest requirements.txt of the repository; if there is none, where to write it: for all its sites."""
    root = _root(folder)
    near = [one / "requirements.txt" for one in (folder, *folder.parents) if one.is_relative_to(root)]
    return next((path for path in near if path.exists()), near[-1])


def _without_facts(text: str) -> str:
    """Adapt a workflow to a site without facts, which has no draft check."""
    lines = text.replace(" && praxis todo", "").splitlines(keepends=True)
    return "".join(line for line in lines if "praxis todo" not in line)


def _require(path: Path) -> None:
    """Write requirements.txt with the source of this package; an existing file is kept."""
    if path.exists():
        return
    source = _source()
    if source is None:
        what = "nobody outside this machine can install mkdocs-praxis from where it came"
        why = "a name that nobody owns on the package index could be anybody's program"
        fix = "write requirements.txt with one line:  mkdocs-praxis @ git+https://… (your copy)"
        raise PraxisError(what, why=why, fix=fix)
    path.write_text(f"{source}\n", encoding="utf-8")


def _source() -> str | None:
    """Return the requirement that installs this package elsewhere; None if it came from a local folder (PEP 610)."""
    told = metadata.distribution(_PACKAGE).read_text("direct_url.json")
    if told is None:
        return f"{_PACKAGE}=={metadata.version(_PACKAGE)}"
    origin = json.loads(told)
    vcs = origin.get("vcs_info")
    if vcs is None:
        return None
    return f"{_PACKAGE} @ {vcs['vcs']}+{origin['url']}@{vcs['commit_id']}"
