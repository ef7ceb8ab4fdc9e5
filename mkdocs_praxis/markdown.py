"""The replacement of embeds as a Python-Markdown extension, for engines without MkDocs plugins.

    markdown_extensions:
      - mkdocs_praxis.markdown: {site_url: https://praxis.example/, language: de}

It replaces embeds and marks links in the HTML of a page's text. It does not check the site: `praxis check` does.
"""

import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor

from mkdocs_praxis.practice.values import Phone
from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.links import mark_links
from mkdocs_praxis.replace.model import Options
from mkdocs_praxis.replace.pasted import PastedHtml
from mkdocs_praxis.web.contact import OwnSite

# After all other postprocessors, which insert stashed raw HTML.
_LAST = -100


class PraxisExtension(Extension):
    """Replaces embeds with static links when Markdown is converted."""

    def __init__(self, **settings: Any) -> None:
        self.config = {
            "site_url": ["https://localhost/", "address of the site: links to it are one's own"],
            "own_hosts": [[], "further hosts of one's own"],
            "language": ["en", "language of the cards: de, en"],
            "policy": ["standard", "standard, or strict: no links to social networks"],
            "unknown_embeds": ["finding", "finding: stays for the check; link: becomes a generic card"],
            "phone": ["", "telephone number shown beside booking"],
            "templates": [[], "folders with templates that override the cards"],
        }
        super().__init__(**settings)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the replacement as the last postprocessor."""
        own = OwnSite(str(self.getConfig("site_url")), frozenset(self.getConfig("own_hosts")))
        phone = str(self.getConfig("phone"))
        options = Options(
            own=own,
            page_url=own.url,
            strict=self.getConfig("policy") == "strict",
            language=str(self.getConfig("language")),
            unknown_embeds="link" if self.getConfig("unknown_embeds") == "link" else "finding",
            phone=Phone(phone, re.sub(r"[^\d+]", "", phone.replace("(0)", ""))) if phone else None,
            templates=tuple(self.getConfig("templates")),
        )
        PastedHtml().extendMarkdown(md)
        md.postprocessors.register(_Replace(options), "praxis", _LAST)


class _Replace(Postprocessor):
    def __init__(self, options: Options) -> None:
        super().__init__()
        self.options = options

    def run(self, text: str) -> str:
        return mark_links(replace(text, self.options).html, self.options)


def makeExtension(**settings: Any) -> PraxisExtension:  # noqa: N802 - Python-Markdown looks for this name
    """Return the extension, for configurations that name only the module."""
    return PraxisExtension(**settings)
