"""A page for each component: how it looks, when to use it and when not, options, code, accessibility, privacy class."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PIL import Image

from mkdocs_praxis.components.catalogue import PRIVACY_CLASSES, Component, Option, catalogue
from mkdocs_praxis.components.directive import directives
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.specs import specs
from reference.words import FRONT, cell, words

_FOLDER = {"de": "de/bausteine", "en": "reference/components"}
_PICTURES = Path(__file__).resolve().parents[2] / "docs" / "bilder" / "components"


def pages(language: str) -> dict[str, str]:
    """Return the pages by path."""
    made = {f"{_FOLDER[language]}/index.md": _index(language)}
    return made | {_path(one, language): _page(one.told(language), language) for one in catalogue()}


def nav(language: str) -> dict[str, list[dict[str, str]]]:
    """Return what stands below the overview in the menu."""
    overview = f"{_FOLDER[language]}/index.md"
    below = [{one.title: _path(one, language)} for one in _shown(language)]
    return {overview: [{words("overview", language): overview}, *below]}


def sources(language: str) -> dict[str, str]:
    """Return the page made from each file of the repository."""
    data = "mkdocs_praxis/components/data"
    made = {f"{data}/{one.name}.yml": _path(one.told(language), language) for one in catalogue()}
    return {data: f"{_FOLDER[language]}/index.md"} | made


def _shown(language: str, *, theme: bool = False) -> list[Component]:
    told = [one.told(language) for one in catalogue() if one.theme is theme]
    return sorted(told, key=lambda one: _name(one, language))


def _name(one: Component | Option, language: str) -> str:
    return one.german if language == "de" else one.name


def _path(one: Component, language: str) -> str:
    return f"{_FOLDER[language]}/{_name(one, language)}.md"


def _index(language: str) -> str:
    say, reaches = words("components", language), translator(language, "cli")
    parts = [
        f"{FRONT[language]}# {say['title']}",
        "",
        say["lead"],
        f"| {say['class']} | {say['means']} |",
        "|---|---|",
    ]
    parts += [f"| {name} | {reaches(what)} |" for name, what in PRIVACY_CLASSES.items()]
    for theme, head in ((False, "for_pages"), (True, "in_frame")):
        parts += ["", f"## {say[head]}", "", *([say["in_frame_lead"], ""] if theme else [])]
        parts += [f"| {say['component']} | {say['what']} | {say['class']} |", "|---|---|---|"]
        parts += [
            f"| [{_name(one, language)}]({_name(one, language)}.md) | {cell(one.title)} | {one.privacy} |"
            for one in _shown(language, theme=theme)
        ]
    return "\n".join(parts) + "\n"


def _page(one: Component, language: str) -> str:
    say = words("components", language)
    parts = [f"{FRONT[language]}# {one.title}", "", *_picture(one, language)]
    parts += [f"**{say['when']}:** {one.when}", "", f"**{say['avoid']}:** {one.avoid}", ""]
    parts += [f"**{say['replaces']}:** {one.replaces}", ""] if one.replaces else []
    parts += [f"## {say['code']}", "", "```markdown", one.shown(language), "```", ""]
    parts += [say["needs"].format(what=_needs(one, language)), ""] if one.needs else []
    parts += [f"{say['template']}:", "", "```jinja", _call(one), "```", ""]
    parts += _options(one, language)
    parts += [f"## {say['access']}", "", one.accessibility, ""]
    reach = translator(language, "cli")(PRIVACY_CLASSES[one.privacy])
    parts += [f"## {say['privacy']}", "", f"{say['class']} **{one.privacy}**: {reach}. {one.why}", ""]
    return "\n".join(parts)


def _picture(one: Component, language: str) -> Iterator[str]:
    file = _PICTURES / f"{one.name}.webp"
    if file.is_file():
        width, height = Image.open(file).size
        alt = words("components", language)["shown"].format(title=one.title)
        yield f"![{alt}](../../bilder/components/{one.name}.webp){{ width={width} height={height} }}"
        yield ""


def _call(one: Component) -> str:
    first = next(directives(one.example, []))
    given = "".join(f", {key}={value!r}" for key, value in first.options.items())
    return f"{{{{ praxis.component({one.name!r}{given}) }}}}"


def _needs(one: Component, language: str) -> str:
    say = words("components", language)
    by_name = {spec.name: spec for spec in specs(Facts).values()}
    found = []
    for need in one.needs:
        top, _, rest = need.partition(".")
        spec = by_name[top]
        inner: Any = next((s.key for s in specs(spec.kind).values() if s.name == rest), "") if rest else ""
        key = inner or spec.key or "name"
        found.append(say["needs_file"].format(key=key, file=spec.file))
    return ", ".join(found)


def _options(one: Component, language: str) -> Iterator[str]:
    if not one.options:
        return
    say = words("components", language)
    yield from (f"## {say['options']}", "", f"| {' | '.join(say['columns'])} |", "|---|---|---|")
    for option in one.options:
        need = f" **({say['needed']})**" if option.required else ""
        yield f"| `{_name(option, language)}` | {cell(option.about)}{need} | {_value(option, language)} |"
    yield ""


def _value(option: Option, language: str) -> str:
    say = words("components", language)
    if option.type == "choice":
        shown = ", ".join(f"`{v if language == 'de' else k}`" for k, v in option.values.items())
        usual = option.values.get(str(option.default), "") if language == "de" else option.default
        return f"{shown}; {say['default']} `{usual}`"
    kind = say["types"][option.type]
    if option.type == "items":
        names = option.fields.values() if language == "de" else option.fields
        return f"{kind}: " + ", ".join(f"`{name.rstrip('?')}`" for name in names)
    return (
        f"{kind}; {say['default']} `{option.default}`"
        if option.default not in (None, "", False)
        else str(kind)
    )
