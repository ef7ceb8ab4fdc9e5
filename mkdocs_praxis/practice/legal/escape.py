"""Escape facts, which are plain text, for HTML and Markdown."""

import re
from typing import Any

from markupsafe import Markup, escape

# Escaped as character references, which Markdown leaves alone: gender stars, brackets, underscores in e-mail addresses.
_MARKS = re.compile(r"[\\`*_{}\[\]()#|~^!:]|^[-+>=](?=\s)|(?<=^\d)\.(?=\s)|(?<=^\d\d)\.(?=\s)")


def as_text(value: Any) -> Any:
    """Return text escaped for Markdown and HTML, on one line; `Markup` and other types are returned unchanged."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    one_line = " ".join(value.split()) if "\n" in value else value
    escaped = str(escape(one_line))
    return Markup(_MARKS.sub(lambda found: f"&#{ord(found[0])};", escaped))  # noqa: S704 - escaped just above
