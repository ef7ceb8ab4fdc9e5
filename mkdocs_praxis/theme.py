"""Location of the themes: beside the package in a working copy, inside it in a wheel."""

from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

# Where the plugin puts the cards' own style sheet in sites whose theme has none.
CARDS_CSS = "assets/praxis/praxis-embed.css"

_PACKAGE = Path(__file__).resolve().parent


def themes_dir() -> Path:
    """Return the folder that holds the themes."""
    bundled = _PACKAGE / "themes"
    return bundled if bundled.is_dir() else _PACKAGE.parent / "themes"


@cache
def theme_words(language: str) -> Callable[[str], str]:
    """Return the translation of the theme's own words into a language; English where there is none."""
    path = themes_dir() / "praxis" / "locales" / language / "LC_MESSAGES" / "messages.mo"
    if not path.is_file():
        return NullTranslations().gettext
    with path.open("rb") as file:
        return GNUTranslations(file).gettext


def cards_css() -> str:
    """Return the small style sheet of cards, link marks and components for themes that have none of their own."""
    cards = (_PACKAGE / "replace" / "assets" / "praxis-embed.css").read_text(encoding="utf-8")
    components = (themes_dir() / "praxis" / "css" / "praxis-components.css").read_text(encoding="utf-8")
    return f"{cards}\n{components}"


class ThemeEntryPoint:
    """What MkDocs wants of a `mkdocs.themes` entry point: only the folder of its `__file__` (mkdocs/utils/__init__.py, get_theme_dir)."""

    def __init__(self, file: str) -> None:
        self.__file__ = file


PRAXIS = ThemeEntryPoint(str(themes_dir() / "praxis" / "mkdocs_theme.yml"))
VISITENKARTE = ThemeEntryPoint(str(themes_dir() / "praxis-visitenkarte" / "mkdocs_theme.yml"))
