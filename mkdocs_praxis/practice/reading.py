"""Read a folder of YAML files into `Facts`: all problems of all files are reported, not only the first."""

import re
from pathlib import Path
from typing import Any

import yaml

from mkdocs_praxis.files import settings_in
from mkdocs_praxis.practice.consistency import check_consistency
from mkdocs_praxis.practice.countries import country_code
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.nodes import BROKEN
from mkdocs_praxis.practice.reader import Reader
from mkdocs_praxis.practice.source import YamlFile, is_empty, parse
from mkdocs_praxis.practice.specs import files_of_facts, key_of, sections, unwrap
from mkdocs_praxis.practice.translation import translated
from mkdocs_praxis.practice.validate import check
from mkdocs_praxis.problem import PraxisError, Problem, msg, nearest


def read_facts(folder: Path, *, language: str = "de", shared: Path | None = None) -> Facts:
    """Read a folder of facts. Raises PraxisError with every problem found.

    Facts that are missing in the files of `SHARED` are taken from the folder `shared`, the base of several sites.
    """
    shown = folder.name or str(folder)
    first, *others = files_of_facts()
    problems = _strangers(folder, shown)
    values: dict[str, Any] = {}
    reader = Reader(language, check)
    for name in (first, *others):
        source = reader.new_source(f"{shown}/{name}")
        path, base = folder / name, shared / name if shared and name in SHARED else None
        if path.is_file() or (base and base.is_file()):
            node = parse(path, source) if path.is_file() else None
            if base and base.is_file():
                below = reader.new_source(f"{base.parent.parent.name}/{base.parent.name}/{name}")
                node = _joined(parse(base, below), node)
            if name == first:
                reader.country = _country(node)
            if node is not None:
                values |= _read_file(reader, name, node)
            elif name == first and not source.problems:
                fix = "Write at least name: and beruf:, or begin with `praxis new`."
                source.problem(None, "The file is empty.", fix)
        elif name == first:
            why = "It says who the practice is; the legal pages are made from it."
            source.problem(None, "The file is missing.", "Write it, or begin with `praxis new`.", why)
    check_consistency(values, reader)
    problems += [problem for source in reader.sources.values() for problem in source.problems]
    if problems:
        raise PraxisError(*problems)
    read = [*reader.sources.values(), _settings_beside(folder)]
    values["examples"] = tuple(place for source in read for place in source.marked(_EXAMPLE))
    values["unchecked"] = tuple(place for source in read for place in source.marked(_RECOGNISED))
    said, denied = tuple(reader.said), frozenset(reader.denied)
    return translated(Facts(folder=folder, language=language, said=said, denied=denied, **values))


def _settings_beside(folder: Path) -> YamlFile:
    """Return the site's settings, of which `praxis new` invents some too: the address under which all pages are found."""
    path = settings_in(folder.parent)
    text = path.read_text(encoding="utf-8", errors="replace") if path else ""
    return YamlFile(path.name if path else "mkdocs.yml", text.splitlines())


# Files that a base may provide for all sites: hosting, legal texts, questions, news. Hours, people, services and closings are
# specific to a practice.
SHARED = frozenset({"rechtliches.yml", "fragen.yml", "aktuelles.yml"})
_RECOGNISED = re.compile(r"(?:^|\s)#\s*PRÜFEN\b")  # mark of `praxis import` behind everything it recognised
_EXAMPLE = re.compile(r"(?:^|\s)#\s*BEISPIEL\b")  # mark of `praxis new` behind everything it invents


def _joined(base: yaml.Node | None, own: yaml.Node | None) -> yaml.Node | None:
    """Merge a tree over that of a base, as MkDocs does with INHERIT: mappings are merged, all else is replaced."""
    if own is None or base is None or is_empty(own):
        return base if own is None or (base and is_empty(own)) else own
    if not isinstance(own, yaml.MappingNode) or not isinstance(base, yaml.MappingNode):
        return own
    below = {key_of(key.value): value for key, value in base.value if isinstance(key, yaml.ScalarNode)}
    said = {key_of(key.value) for key, _ in own.value if isinstance(key, yaml.ScalarNode)}
    entries = [
        (key, _joined(below.get(key_of(key.value)), value) if isinstance(key, yaml.ScalarNode) else value)
        for key, value in own.value
    ]
    entries += [entry for entry in base.value if key_of(str(entry[0].value)) not in said]
    return yaml.MappingNode(own.tag, entries, own.start_mark, own.end_mark, own.flow_style)


def _country(node: yaml.Node | None) -> str:
    """Return the country in praxis.yml, by which phone numbers in all files are parsed."""
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        if isinstance(key, yaml.ScalarNode) and key_of(key.value) == "land":
            land = (country_code(str(value.value)) or "").lower()
            return land if land in {"at", "ch"} else "de"
    return "de"


def _read_file(reader: Reader, name: str, node: yaml.Node) -> dict[str, Any]:
    """Read the sections of one file into attributes of Facts."""
    known = {s.key: s for s in sections(name)}
    if "" in known:
        read = reader.record(unwrap(known[""].kind), node, name)
        return {} if read is BROKEN else {known[""].name: read}
    if not isinstance(node, yaml.MappingNode):
        what = "The file begins without the name of its section."
        fix = "Write `{key}:` in the first line and indent what follows by two spaces."
        reader.problem(node, what, fix, key=next(iter(known)))
        return {}
    values: dict[str, Any] = {}
    by_key = {key_of(one.key): one for one in known.values()}
    for folded, (key, value) in reader.known_entries(node, by_key).items():
        spec = by_key.get(folded)
        if spec is None:
            reader.unknown(key, list(known))
        elif not reader.left_out(spec, value):
            read = reader.value(spec.kind, value, spec.key)
            if read is not BROKEN:
                values[spec.name] = read
    return values


def _home_of(path: Path) -> str | None:
    """Return the name, without its ending, of the file that the first known section of a file belongs into."""
    homes = {key_of(one.key): name for name in files_of_facts() for one in sections(name) if one.key}
    said = re.findall(r"^([^\W\d][\w-]*):", path.read_text("utf-8", "replace"), re.MULTILINE)
    return next((homes[key].split(".")[0] for word in said if (key := key_of(word)) in homes), None)


def _strangers(folder: Path, shown: str) -> list[Problem]:
    """Return a problem for each file that looks like facts but is not read."""
    known = files_of_facts()
    problems = []
    if not folder.is_dir():
        fix = "Make it with `praxis new`, or mend `facts:` in mkdocs.yml."
        raise PraxisError("The folder is missing.", file=shown, fix=fix)
    stems = [k.split(".")[0] for k in known]
    # Without the first: praxis.yml may be that of a check.
    beside = (folder.parent / name for name in known[1:] if not (folder / name).exists())
    for path in (one for one in beside if one.is_file()):
        why = "It lies outside of the folder of the facts; what it says would be missing without a word."
        fix = msg("Move it to {folder}/.", folder=shown)
        problems.append(Problem("This file is not read.", path.name, why=why, fix=fix))
    for path in sorted(folder.iterdir()):
        name = path.name
        if not path.is_file() or name in known or name.startswith((".", "~$")):  # of a system, of Word
            continue
        if not any(end in name.lower() for end in (".yml", ".yaml", ".txt", ".rtf", ".docx", *stems)):
            continue
        # What clouds and systems put behind the name of a copy begins with no letter: `team - Kopie`, `urlaub-DESKTOP-AB12`
        copied = next((s for s in stems if re.match(rf"{s}(?![^\W_])", name, re.IGNORECASE)), None)
        near = copied or _home_of(path) or nearest(name.split(".")[0], stems)
        fix = "Rename it to {near}.yml." if near else "Possible files: {valid}"
        if near and name.lower().endswith((".rtf", ".docx")):
            fix = "Save it as plain text under the name {near}.yml, in the encoding UTF-8."
        if near and (folder / f"{near}.yml").exists():
            fix = "Move what you need of it into {near}.yml, which is there already, and delete it."
        why = "Its name is none of those that are read; what it says would be missing without a word."
        fix = msg(fix, near=near, valid=", ".join(known))
        problems.append(Problem("This file is not read.", f"{shown}/{name}", why=why, fix=fix))
    return problems
