"""Generates a page to choose colours by sight: all schemes in light and dark mode, and all drawings."""

from collections.abc import Callable
from pathlib import Path

from markupsafe import Markup

from mkdocs_praxis.compiled import environment
from mkdocs_praxis.components.appearance import Scheme, drawn, pictograms, scenes, schemes, told_apart
from mkdocs_praxis.components.catalogue import ROOM
from mkdocs_praxis.components.colour import contrast, scheme
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.answers import professions
from mkdocs_praxis.theme import themes_dir

_PAGES = Path(__file__).resolve().parent / "pages"


def schemes_page(language: str) -> str:
    """Return the page as a self-contained HTML file."""
    theme = themes_dir() / "praxis"
    env = environment(_PAGES, theme)

    def drawing(name: str) -> Markup:
        return Markup(env.get_template(f"partials/scenes/{name}.html").render())  # noqa: S704 - drawings of the theme

    css = "\n".join(
        (theme / "css" / name).read_text(encoding="utf-8") for name in ("praxis-components.css", "praxis.css")
    )
    return env.get_template("schemes.html").render(
        language=language,
        t=translator(language, ROOM),
        css=Markup(css),  # noqa: S704 - the theme's own
        shown=[_shown(one, language, drawing) for one in schemes()],
        drawings=[(name, drawing(name)) for name in scenes()],
        signs=[(title, drawn(name)) for name, title in pictograms(language).items()],
    )


def _shown(one: Scheme, language: str, drawing: Callable[[str], Markup]) -> dict[str, object]:
    known = professions()
    kind = one.professions[0] if one.professions else "sonstige"
    about = known[kind]
    light, dark = scheme(one.colour), scheme(one.colour, "dark")
    said = "de" if language == "de" else "en"
    names = [str(known[key]["kind"][said]) for key in one.professions]
    scene = kind if kind in scenes() else "gespraech"
    return {
        "scheme": one,
        "title": one.de if said == "de" else one.en,
        "headline": str(about["kind"][said]),
        "professions": ", ".join(names),
        "light": light,
        "dark": dark,
        "drawing": drawing(scene),
        "pictogram": drawn(*told_apart([next(iter(about["services"]["de"]))], None, [""])),
        "contrast": {
            "": f"{contrast(light['text'], light['page']):.0f}",
            " dark": f"{contrast(dark['text'], dark['page']):.0f}",
        },
    }
