"""An older site comes up to date: keys of facts that have another name, another place or none any more."""

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from mkdocs_praxis.adopt.edits import YamlEditor
from mkdocs_praxis.policy.sites import options_of
from mkdocs_praxis.practice.migrations import Migration, Note, migrations, notes
from mkdocs_praxis.practice.source import explained, text_of
from mkdocs_praxis.practice.specs import key_of
from mkdocs_praxis.problem import PraxisError

_BOM = "\ufeff"


@dataclass(slots=True)
class Migrated:
    """What would change: each file's text before and after, and what a site meets anew."""

    before: dict[Path, str] = field(default_factory=dict)
    after: dict[Path, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)

    @property
    def changed(self) -> dict[Path, bytes]:
        """The files that would change, as they are to be written."""
        return {path: text.encode("utf-8") for path, text in self.after.items() if text != self.before[path]}


def migrate(config: Path, table: Iterable[Migration] | None = None) -> Migrated:
    """Find what has to change in a site's facts and mkdocs.yml for this version; changes nothing. Raises PraxisError."""
    made = Migrated()
    site = YamlEditor(_text(config, config.name, made), config.name)
    options = options_of(config)
    folder = config.parent / str(options.get("facts") or "praxis")
    opened = {config: site}
    for path in sorted(folder.glob("*.yml")):
        name = f"{folder.name}/{path.name}"
        text = _text(path, name, made)
        if yaml.compose(text) is None:  # nothing but comments
            made.after[path] = made.before[path]
        else:
            opened[path] = YamlEditor(text, name, fold=key_of)
    for one in migrations() if table is None else table:
        if (folder / one.file) in opened:
            _apply(one, opened[folder / one.file], site)
    made.after |= {path: made.after.get(path, "") + one.text for path, one in opened.items()}
    since = _last_evidence(config.parent / str(options.get("evidence") or "-"))
    made.notes = [note for note in notes() if since is None or note.since > since]
    return made


def _text(path: Path, name: str, made: Migrated) -> str:
    """Return the text of a file that people wrote; line ends, and the mark that some editors set before it, stay as they are."""
    if problem := explained(text_of(path, name), name):
        raise PraxisError(problem)
    made.before[path] = text = path.read_bytes().decode("utf-8")
    made.after[path] = _BOM if text.startswith(_BOM) else ""
    return text.removeprefix(_BOM)


def _apply(one: Migration, facts: YamlEditor, site: YamlEditor) -> None:
    if one.rename:
        facts.rename(one.key, one.rename)
        return
    if one.option and facts.holds(one.key):
        value = one.values.get(facts.value(one.key).lower(), "")
        if value and not site.holds(f"plugins.praxis.{one.option}"):
            site.set(f"plugins.praxis.{one.option}", value)
    while facts.holds(one.key):
        facts.delete(one.key)


def _last_evidence(path: Path) -> dt.date | None:
    """Return the day of the site's last evidence, where there is some."""
    try:
        return dt.date.fromisoformat(json.loads(path.read_text(encoding="utf-8"))["predicate"]["date"][:10])
    except (OSError, ValueError, KeyError, TypeError):
        return None
