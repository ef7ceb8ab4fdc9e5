"""Replaces embeds and share widgets with static HTML and marks external links. Pure functions: HTML in, HTML out."""

from typing import TYPE_CHECKING

from mkdocs_praxis.lazy import lazily

if TYPE_CHECKING:
    from mkdocs_praxis.replace.engine import finished, replace
    from mkdocs_praxis.replace.links import mark_links
    from mkdocs_praxis.replace.markup import replace_markdown
    from mkdocs_praxis.replace.model import Options

__all__ = [
    "Options",
    "finished",
    "mark_links",
    "replace",
    "replace_markdown",
]

__getattr__ = lazily(
    __name__,
    Options="model",
    finished="engine",
    mark_links="links",
    replace="engine",
    replace_markdown="markup",
)
