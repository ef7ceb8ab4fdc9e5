"""The style sheet of cards and components for themes other than praxis."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs_praxis.prepared import Prepared
from mkdocs_praxis.theme import themes_dir

# Path of the style sheet in sites whose theme knows neither cards nor components.
CARDS_CSS = "assets/praxis/praxis-embed.css"

_PACKAGE = Path(__file__).resolve().parents[1]
_CARDS = _PACKAGE / "replace" / "assets" / "praxis-embed.css"
_RESET = _PACKAGE / "components" / "assets" / "reset.css"
_COMPONENTS = themes_dir() / "praxis" / "css" / "praxis-components.css"

# Themes style lists, folds and tables of their pages by selectors such as `[dir=ltr] .md-typeset ul:not([hidden])`. With
# this before each selector of ours, all of them weigh more, and among each other as much as before.
_FIRST = ":root:not(#_) "
_REM = re.compile(r"(?<![\w.-])(-?[\d.]+)rem\b")


def cards_css() -> str:
    """Return the style sheet."""
    return str(OTHER_THEMES.data())


def _made() -> str:
    cards, reset, components = (path.read_text(encoding="utf-8") for path in (_CARDS, _RESET, _COMPONENTS))
    return f"{cards}\n{''.join(_outweighing(reset + components))}"


OTHER_THEMES = Prepared("other_themes", lambda: [__file__, *map(str, (_CARDS, _RESET, _COMPONENTS))], _made)


def _outweighing(sheet: str) -> Iterator[str]:
    """Yield the rules of a style sheet with selectors that outweigh a theme's, and lengths by the theme's size of text."""
    import tinycss2

    for rule in tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True):
        if rule.type == "at-rule":
            inner = "".join(_outweighing(tinycss2.serialize(rule.content)))
            # In a question about a container, em is the size of its text.
            asked = tinycss2.serialize(rule.prelude).replace("rem", "em")
            yield f"@{rule.at_keyword}{asked}{{\n{inner}}}\n"
        else:
            said = _REM.sub(r"calc(\1 * var(--praxis-rem))", tinycss2.serialize(rule.content))
            named = (one if one == ":where(:root)" else _FIRST + one for one in _selectors(rule.prelude))
            yield f"{', '.join(named)} {{{said}}}\n"


def _selectors(prelude: list[Any]) -> Iterator[str]:
    import tinycss2

    one: list[Any] = []
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            yield tinycss2.serialize(one).strip()
            one = []
        else:
            one.append(token)
    yield tinycss2.serialize(one).strip()
