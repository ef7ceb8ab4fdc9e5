"""Location of the themes: beside the package in a working copy, inside it in a wheel."""

from collections.abc import Callable
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def themes_dir() -> Path:
    """Return the folder with the themes."""
    bundled = _PACKAGE / "themes"
    return bundled if bundled.is_dir() else _PACKAGE.parent / "themes"


@cache
def theme_words(language: str) -> Callable[[str], str]:
    """Return the translation function for the theme's texts; English if there is no translation."""
    path = themes_dir() / "praxis" / "locales" / language / "LC_MESSAGES" / "messages.mo"
    if not path.is_file():
        return NullTranslations().gettext
    with path.open("rb") as file:
        return GNUTranslations(file).gettext


class ThemeEntryPoint:
    """A `mkdocs.themes` entry point: MkDocs uses only the folder of its `__file__` (get_theme_dir in mkdocs.utils)."""

    def __init__(self, file: str) -> None:
        self.__file__ = file


PRAXIS = ThemeEntryPoint(str(themes_dir() / "praxis" / "mkdocs_theme.yml"))
VISITENKARTE = ThemeEntryPoint(str(themes_dir() / "praxis-visitenkarte" / "mkdocs_theme.yml"))
