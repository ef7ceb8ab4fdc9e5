"""A shared base for several sites: a folder with settings, theme overrides, pages and facts that they inherit.

base/
  mkdocs.base.yml   theme, plugins with their policy, Markdown extensions; sites name it by INHERIT
  overrides/        shared templates, styles and images (`custom_dir`)
  docs/             shared pages, which a site can override (`shared`)
  praxis/           facts: rechtliches.yml, fragen.yml and aktuelles.yml are defaults for every site (`shared_facts`); the other
  files are copied into a new site
"""

import os
from dataclasses import dataclass
from pathlib import Path

import yaml

from mkdocs_praxis.i18n import spoken_in
from mkdocs_praxis.practice.reading import SHARED
from mkdocs_praxis.practice.source import YamlFile, composed, text_of
from mkdocs_praxis.practice.specs import files_of_facts
from mkdocs_praxis.problem import PraxisError, msg

SETTINGS = "mkdocs.base.yml"


@dataclass(frozen=True, slots=True)
class Base:
    """What a new site takes from its base: paths for its mkdocs.yml, shared pages, initial facts."""

    file: str
    language: str
    custom_dir: str
    shared: str
    shared_facts: str
    pages: frozenset[str]
    told: frozenset[str]  # files of facts that are in the base
    facts: dict[str, str]


def base_of(folder: Path, directory: Path) -> Base:
    """Return the base in `folder` for a site in `directory`. Raises PraxisError if the folder is no base."""
    settings = folder / SETTINGS
    if not settings.is_file():
        fix = "Write there what all sites share; the manual for agencies shows one to copy."
        raise PraxisError(
            msg("{folder} is no base: it holds no {name}.", folder=folder, name=SETTINGS), fix=fix
        )
    _check(settings)
    below = {part: folder / part for part in ("overrides", "docs", "praxis")}
    pages = [path for path in below["docs"].rglob("*") if path.is_file()]
    facts = [path for name in files_of_facts()[1:] if (path := below["praxis"] / name).is_file()]
    told = frozenset(f"praxis/{path.name}" for path in facts if path.name in SHARED)
    return Base(
        _from(directory, settings),
        spoken_in(settings),
        _from(directory, below["overrides"]) if below["overrides"].is_dir() else "",
        _from(directory, below["docs"]) if pages else "",
        _from(directory, below["praxis"]) if told else "",
        frozenset("docs/" + path.relative_to(below["docs"]).as_posix() for path in pages),
        told - {"praxis/rechtliches.yml"},  # each site has some of its own
        {f"praxis/{path.name}": text_of(path) for path in facts if path.name not in SHARED},
    )


def _from(directory: Path, target: Path) -> str:
    """Return the path from a site to a file of its base, relative if possible, with forward slashes."""
    try:
        return Path(os.path.relpath(target.resolve(), directory.resolve())).as_posix()
    except ValueError:  # on another drive
        return target.resolve().as_posix()


def _check(settings: Path) -> None:
    """Raise PraxisError if a base has lists that sites must extend: MkDocs merges mappings, but replaces lists."""
    source = YamlFile(str(settings))
    root = composed(text_of(settings), source)
    why = "MkDocs joins the keys of base and site, and replaces lists."
    for key, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value == "plugins" and not isinstance(value, yaml.MappingNode):
            what = "The plugins of a base are a list: a site could add nothing to them."
            fix = "Write them as keys:\nplugins:\n  search:\n  praxis:\n    policy: strict"
            source.problem(value, what, fix, why)
        elif key.value == "theme" and not isinstance(value, yaml.MappingNode):
            what = "The theme of a base is one word: a site could add nothing to it."
            source.problem(value, what, "Write it as keys:\ntheme:\n  name: praxis\n  locale: de", why)
    if source.problems:
        raise PraxisError(*source.problems)
