"""From facts and options to HTML: one Jinja template a component, overridable by a file of the same name."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from mkdocs_praxis.compiled import Compiled
from mkdocs_praxis.components import look
from mkdocs_praxis.components.appearance import drawn
from mkdocs_praxis.components.catalogue import ROOM, Component, Value, check_facts, find
from mkdocs_praxis.components.foreign import marked
from mkdocs_praxis.components.options import check_options
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.theme import themes_dir
from mkdocs_praxis.web.url import path_to_url

_TEMPLATES = Path(__file__).resolve().parent / "templates"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a component is rendered for.

    `link` turns a path below docs_dir (`anfahrt.md`, `bilder/plan.svg`) into an address relative to the page, or None when
    there is no such file. `legal` makes the text of a legal page as HTML; `overrides` are folders with own templates.
    """

    facts: Facts | None = None
    language: str = "en"
    today: dt.date = dt.date.min
    docs_dir: Path | None = None
    site_dir: Path | None = None
    link: Callable[[str], str | None] = lambda path: path
    site_url: str = ""
    page_url: str = ""
    page_title: str = ""
    asks: Callable[[], None] = lambda: None  # called when a component asks which page it stands on
    overrides: Sequence[Path] = ()
    legal: Callable[[str], str] | None = None
    strict: bool = False  # policy `strict`: no links to social networks and the like


def linker(base: str, pages: Mapping[str, str] | None, docs_dir: Path | None) -> Callable[[str], str | None]:
    """Return a function from a path below docs_dir to an address that begins with `base`, or to None when nothing is there.

    `pages` maps the path of each Markdown page to its address below the site's. An empty path is the root of the site.
    """

    def link(path: str) -> str | None:
        if not path:
            return base
        if pages is not None and path in pages:
            return base + pages[path].removeprefix("./")
        missing = docs_dir is not None and not (docs_dir / path).is_file()
        return None if missing or (pages is not None and path.endswith(".md")) else base + path_to_url(path)

    return link


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    env = Environment(
        loader=ChoiceLoader(
            [FileSystemLoader(str(f)) for f in (*folders, _TEMPLATES, themes_dir() / "praxis")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.bytecode_cache = Compiled(env)
    env.globals["pictogram"] = drawn
    env.globals["icon"] = env.get_template("partials/icons.html").module.icon  # type: ignore[attr-defined]
    return env


def render(name: str, options: Mapping[str, object], setting: Setting) -> Markup:
    """Return a component as HTML.

    Raises PraxisError for a misspelt name or option, an unfit value, missing facts or files.
    """
    component = find(name, setting.language)
    values = check_options(component, options, setting.language)
    check_facts(component, setting.facts, setting.language)
    if values.get("location") and setting.facts:
        values["location"] = setting.facts.within(setting.language).place_called(str(values["location"]))
    return _fill(component, values, setting)


def _fill(component: Component, values: Mapping[str, Value], setting: Setting) -> Markup:
    template = _environment(tuple(setting.overrides)).get_template(f"{component.name}.html")
    facts = setting.facts.within(setting.language) if setting.facts else None
    view = look.Look(
        facts=facts,
        language=setting.language,
        today=setting.today,
        docs_dir=setting.docs_dir,
        site_dir=setting.site_dir,
        link=setting.link,
        component=component.called(setting.language),
        site_url=setting.site_url,
        page=(setting.page_url, setting.page_title),
        asks=setting.asks,
        strict=setting.strict,
        legal=setting.legal,
    )

    def part(other: str, **options: object) -> Markup:
        """Let one component hold another."""
        return render(other, options, setting)

    html = template.render(
        facts=facts,
        o=values,
        look=view,
        t=translator(setting.language, ROOM),
        today=setting.today,
        part=part,
    )
    return Markup(marked(html.strip(), facts, setting.language))  # noqa: S704 - Jinja escaped every value
