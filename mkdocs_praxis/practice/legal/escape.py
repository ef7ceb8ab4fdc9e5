"""Facts are text: what would mean something in HTML or Markdown is written so that it only shows."""

import re
from typing import Any

from markupsafe import Markup, escape

# As character references, which Markdown passes on: gender stars, brackets, addresses with underscores stay what they are.
_MARKS = re.compile(r"[\\`*_{}\[\]()#|~^!:]|^[-+>=](?=\s)|(?<=^\d)\.(?=\s)|(?<=^\d\d)\.(?=\s)")


def as_text(value: Any) -> Any:
    """Return text so that Markdown and HTML show it as it is; what is marked up on purpose is left alone."""
    if not isinstance(value, str) or isinstance(value, Markup):
        return value
    one_line = " ".join(value.split()) if "\n" in value else value
    escaped = str(escape(one_line))
    return Markup(_MARKS.sub(lambda found: f"&#{ord(found[0])};", escaped))  # noqa: S704 - escaped just above
