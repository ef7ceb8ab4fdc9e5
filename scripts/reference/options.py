"""Pages of what can be set: options of the theme, of a page, of the plugin. Suggestions, values and defaults come from the software."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import config_options

from mkdocs_praxis.components.appearance import scenes, schemes
from mkdocs_praxis.plugin.settings import PraxisConfig
from mkdocs_praxis.report import FORMATS
from mkdocs_praxis.theme import themes_dir
from reference.words import FRONT, cell, texts, words

_PATHS = {
    "theme": {"de": "de/einstellungen/thema.md", "en": "reference/theme.md"},
    "page": {"de": "de/einstellungen/seite.md", "en": "reference/page.md"},
    "plugin": {"de": "de/einstellungen/plugin.md", "en": "reference/plugin.md"},
}
# MkDocs' own keys of a theme's file, which nobody sets in a site
_INNER = frozenset({"static_templates", "include_search_page", "search_index_only"})
# keys of a page that mean the same as another, told beside it
ALIASES = frozenset({"lang", "translation"})


def pages(language: str) -> dict[str, str]:
    """Return the pages by path."""
    return {_PATHS[part][language]: _page(part, language) for part in _PATHS}


def sources(language: str) -> dict[str, str]:
    """Return the page made from each file of the repository."""
    return {f"scripts/reference/texts/{part}.yml": paths[language] for part, paths in _PATHS.items()}


def options(part: str) -> dict[str, Mapping[str, Any]]:
    """Return every option of theme, page or plugin, in order, with what the software itself knows of it."""
    known = {"theme": theme_defaults(), "plugin": _plugin(), "page": {}}[part]
    told = texts(part)
    return {name: {**known.get(name, {}), **told[name]} for name in (known or told)}


def theme_defaults() -> dict[str, dict[str, Any]]:
    """Return the theme's options with their defaults."""
    file = themes_dir() / "praxis" / "mkdocs_theme.yml"
    read = yaml.safe_load(file.read_text(encoding="utf-8"))
    return {name: {"default": value} for name, value in read.items() if name not in _INNER}


def keys_of_pages(files: Iterable[Path]) -> set[str]:
    """Return the keys of front matter that templates and code ask for."""
    found: set[str] = set()
    for file in files:
        asked = (
            r'meta\.get\("([a-z_]+)"'
            if file.suffix == ".py"
            else r"(?:page\.|it\.|(?<![\w./\"]))meta\.([a-z_]+)\b(?!\.)"
        )
        found |= set(re.findall(asked, file.read_text(encoding="utf-8")))
    return found - {"html"}


def _plugin() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for name, option in PraxisConfig._schema:  # noqa: SLF001 - MkDocs offers no other list of options
        inner = option.option if isinstance(option, config_options.Optional) else option
        found[name] = {"default": option.default}
        if isinstance(inner, config_options.Choice):
            found[name]["values"] = ", ".join(f"`{choice}`" for choice in inner.choices)
        elif isinstance(inner, config_options.ListOfItems) or getattr(inner, "_type", None) is list:
            found[name]["kind"] = "list"
        elif getattr(inner, "_type", None) is bool:
            found[name]["kind"] = "yes"
        elif getattr(inner, "_type", None) is dict:
            found[name]["kind"] = "record"
    return found


def _page(part: str, language: str) -> str:
    say, intro = words("options", language), words("intros", language)[part]
    parts = [f"{FRONT[language]}# {intro['title']}", "", intro["lead"], ""]
    for name, option in options(part).items():
        told = str(option[language]).replace("{formats}", ", ".join(f"`{f}`" for f in FORMATS))
        parts += [f"## `{name}`", "", told, "", f"| {say['columns'][0]} | {say['columns'][1]} |", "|---|---|"]
        parts += [f"| {_values(option, say)} | {_default(option, language)} |", ""]
        parts += ["```yaml", _example(part, name, str(option["example"])), "```", ""]
    return "\n".join(parts) + "\n"


def _example(part: str, name: str, value: str) -> str:
    if part == "page":
        return f"# docs/seite.md\n---\n{name}: {value}\n---"
    if part == "theme":
        return f"# mkdocs.yml\ntheme:\n  name: praxis\n  {name}: {value}"
    return f"# mkdocs.yml\nplugins:\n  - search\n  - praxis:\n      {name}: {value}"


def _values(option: Mapping[str, Any], say: Mapping[str, Any]) -> str:
    if "values" not in option:
        return str(say[option.get("kind", "text")])
    named = {
        "schemes": ", ".join(f"`{s.name}`" for s in schemes()),
        "scenes": ", ".join(f"`{s}`" for s in scenes()),
    }
    return cell(re.sub(r"\{(\w+)\}", lambda m: named[m[1]], option["values"]))


def _default(option: Mapping[str, Any], language: str) -> str:
    if "none" in option:
        return cell(option["none"][language])
    value = option.get("default")
    if value is None or value in ("", [], {}):
        return "–"
    if isinstance(value, list):
        return ", ".join(f"`{one}`" for one in value)
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"
