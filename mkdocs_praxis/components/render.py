"""Renders components with Jinja templates, which a site can override by files of the same name."""

from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path

from jinja2 import Environment
from markupsafe import Markup

from mkdocs_praxis.compiled import Compiled, environment
from mkdocs_praxis.components.appearance import drawn
from mkdocs_praxis.components.catalogue import ROOM, Component, Value, check_facts, find
from mkdocs_praxis.components.look import Look
from mkdocs_praxis.components.options import check_options
from mkdocs_praxis.components.print_sheet import qr_svg, step
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.components.untranslated import marked
from mkdocs_praxis.i18n import tongue, translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.theme import themes_dir

_FIRST_TAG = regex(r"\A<(?!script)[a-z]+(?![^>]*\blang=)")
_TEMPLATES = Path(__file__).resolve().parent / "templates"


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    env = environment(*folders, _TEMPLATES, themes_dir() / "praxis")
    env.bytecode_cache = Compiled(env)
    env.globals |= {"pictogram": drawn, "paper_step": step, "qr": qr_svg}
    env.globals["icon"] = env.get_template("partials/icons.html").module.icon  # type: ignore[attr-defined]
    return env


def render(name: str, options: Mapping[str, object], setting: Setting) -> Markup:
    """Render a component. Raises PraxisError for an unknown name or option, an invalid value, missing facts or files."""
    told = setting.language
    if setting.facts and tongue(told):  # in Turkish an author writes the site's names
        told = setting.facts.language
    component = find(name, told)
    values = check_options(component, options, told)
    check_facts(component, setting.facts, told, values)
    if values.get("location") and setting.facts:
        values["location"] = setting.facts.within(setting.language).place_called(str(values["location"]))
    return _fill(component, values, setting)


def _fill(component: Component, values: Mapping[str, Value], setting: Setting) -> Markup:
    template = _environment(tuple(setting.overrides)).get_template(f"{component.name}.html")
    facts = setting.facts.within(setting.language) if setting.facts else None
    given = {one.name: getattr(setting, one.name) for one in fields(setting)}
    view = Look(**given | {"facts": facts}, component=component.called(setting.language))

    def part(other: str, **options: object) -> Markup:
        """Render another component within this one."""
        return render(other, options, setting)

    html = template.render(
        facts=facts,
        o=values,
        look=view,
        t=translator(setting.language, ROOM),
        today=setting.today,
        part=part,
    )
    told = _in_english(marked(html.strip(), facts, setting.language), facts, setting.language)
    return Markup(told)  # noqa: S704 - Jinja escaped every value


def _in_english(html: str, facts: Facts | None, language: str) -> str:
    """Return HTML marked as English, where we have no words in the page's language and the facts say nothing in it."""
    if not tongue(language) or (facts and any(language in one.languages for one in facts.said)):
        return html
    return _FIRST_TAG.sub(rf"\g<0>{tongue(language)}", html)
