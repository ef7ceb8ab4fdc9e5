"""Checks of mkdocs.yml for what MkDocs ignores: misspelt theme options, values cut off by `#`, duplicate keys."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_praxis.i18n import settings_files, translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.outcome import file_of, shown
from mkdocs_praxis.prepared import yaml_files
from mkdocs_praxis.problem import Problem, Said, msg, nearest_or

if TYPE_CHECKING:
    from mkdocs_praxis.practice.model import Facts

_CUT_OFF = regex(r"^\s*(?P<key>\w+):\s*(?P<colour>#[0-9A-Fa-f]{3,8})\b", re.MULTILINE)
_CHOOSER, _CHOICE = "js/darkmode.js", "mkdocs-colormode"
_VALUES = {"hero": ("scene", "photo", "hours"), "motif": ("arc", "wave", "leaf", "grid", "none")}


def check_theme(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield what is wrong with the options below `theme:`, and every key that stands twice: YAML lets the later one count."""
    file = file_of(config)
    if not str(config.theme.name or "").startswith("praxis") or not file.is_file():
        return
    from mkdocs_praxis.plugin.configuration import placed

    for path, text in settings_files(file):
        for found in _CUT_OFF.finditer(text or ""):
            what = msg("what follows {colour} is a comment: {key} stays empty", colour="#", key=found["key"])
            fix = msg(
                'Put it in quotation marks: {key}: "{colour}"', key=found["key"], colour=found["colour"]
            )
            yield placed(path, (found["colour"][1:], found["key"]), what, fix)
        yield from twice(path, text or "")
    given, known = dict(config.theme), _defaults(config)
    own = sorted(Path(config.theme.custom_dir).rglob("*.html")) if config.theme.custom_dir else []
    for key in given:
        if key not in known and not any(key in path.read_text("utf-8", errors="replace") for path in own):
            possible = msg("Possible are: {valid}.", valid=", ".join(sorted(known)))
            yield placed(
                file,
                (key,),
                msg("the theme has no option '{key}': this line does nothing", key=key),
                nearest_or(key, known, possible),
            )
    for key, value in given.items():
        valid = _fonts(config) if key == "font" else _VALUES.get(key, ())
        if valid and value is not None and value not in valid:
            what = msg("'{value}' is none of the values of {key}", value=value, key=key)
            yield placed(file, (str(value), key), what, msg("Possible are: {valid}.", valid=", ".join(valid)))


def twice(file: Path, text: str) -> Iterator[Problem]:
    """Yield every key of a mkdocs.yml that stands twice."""
    from mkdocs_praxis.policy.places import repeated

    for key, line in repeated(text):
        what = msg("{key!r} stands here a second time", key=key)
        yield Problem(what, shown(file), line, excerpt=text.splitlines()[line - 1], fix="keep one of them")


def check_plugins(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield that our plugin is listed twice: MkDocs only warns, and a build would run within a build."""
    if "praxis #2" in config.plugins:
        what = "the plugin praxis is listed twice, so one would check what the other made"
        yield Problem(what, "mkdocs.yml", fix="keep one of them")


def located(config: MkDocsConfig, problem: Problem) -> Problem:
    """Return a problem of mkdocs.yml with the line that holds what it speaks of."""
    file = file_of(config)
    if (
        problem.file != "mkdocs.yml"
        or problem.line
        or not file.is_file()
        or not isinstance(problem.what, Said)
    ):
        return problem
    from mkdocs_praxis.plugin.configuration import placed

    values = tuple(str(value) for value in problem.what.values.values())
    return placed(file, values, problem.what, problem.fix or "")._replace(why=problem.why)


def drop_unloaded(config: MkDocsConfig, files: Files) -> bool:
    """Take out of the site the script of MkDocs' theme for choosing colours, where its template loads it on no page.

    It stores the choice: shipped, it would be a finding against people who offer none. Return whether it stays.
    """
    file = files.get_file_from_path(_CHOOSER)
    options = config.theme
    if file is None:
        return False
    if (
        options.name != "mkdocs"
        or options.custom_dir
        or options.get("color_mode") != "light"
        or options.get("user_color_mode_toggle")
        or not str(file.abs_src_path).startswith(tuple(options.dirs))
        or _CHOOSER in map(str, config.extra_javascript)
    ):
        return True
    files.remove(file)
    return False


def incompatible(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield a plugin of Material whose work the policy of the pages refuses: its worker is inline code that holds the folder's name."""
    file = file_of(config)
    if "material/offline" in config.plugins and file.is_file():
        from mkdocs_praxis.plugin.configuration import placed

        what = msg(
            "the plugin offline: where pages are opened from a folder, their policy refuses the search"
        )
        yield placed(file, ("offline",), what, "Take it out: on a server the search works without it.")


def kept_by_choice(config: MkDocsConfig) -> dict[str, str] | None:
    """Return what MkDocs' theme keeps on a device for who chooses colours, where mkdocs.yml asks for that choice: an entry of `allow_storage`."""
    if config.theme.name != "mkdocs" or not config.theme.get("user_color_mode_toggle"):
        return None
    return {"store": "localStorage", "key": _CHOICE, "reason": "keeps light or dark for who chose it"}


def with_choice(facts: "Facts", language: str) -> "Facts":
    """Return facts whose privacy notice says that a choice of colours is kept; unchanged where the practice says so itself."""
    from mkdocs_praxis.practice.model import Storage
    from mkdocs_praxis.practice.values import Text

    if facts.storage or {"speicher", "speicherung"} & facts.texts.keys():
        return facts
    t = translator(language, "practice")
    purpose, until = (
        t("remembers whether you chose light or dark colours"),
        t("until you delete it in your browser"),
    )
    kept = Storage(name=_CHOICE, purpose=Text(purpose), duration=Text(until))
    others = {code: with_choice(other, code) for code, other in facts.others.items()}
    return replace(facts, storage=(kept,), others=others)


def _defaults(config: MkDocsConfig) -> set[str]:
    """Return the options that the theme itself and MkDocs know."""
    known = {"name", "custom_dir", "static_templates", "locale", "extends"}
    for folder in config.theme.dirs:
        if Path(folder, "mkdocs_theme.yml").is_file():
            known |= set(yaml_files(Path(folder), ["mkdocs_theme"])["mkdocs_theme"] or {})
    return known


def _fonts(config: MkDocsConfig) -> tuple[str, ...]:
    return tuple(
        sorted({font.stem for folder in config.theme.dirs for font in Path(folder, "fonts").glob("*.woff2")})
    )
