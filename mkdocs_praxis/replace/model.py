"""Data types of replacing: options and results."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, NamedTuple

from mkdocs_praxis.practice.values import Phone
from mkdocs_praxis.problem import Problem
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.shared import Edit

# The kind of an embed without a form of its own, by the vendor's category.
KIND_OF_CATEGORY = {
    "video": "video", "audio": "audio", "social": "profile", "maps": "map", "booking": "booking", "reviews": "reviews",
    "newsletter": "newsletter", "jobs": "job", "documents": "document", "forms": "form", "payments": "donation", "events": "event",
}  # fmt: skip


class Options(NamedTuple):
    """How to replace. `phone` is shown on booking cards; `templates` are folders whose files override the cards' templates."""

    own: OwnSite
    page_url: str = ""
    strict: bool = False
    language: str = "en"
    unknown_embeds: Literal["finding", "link"] = "finding"
    phone: Phone | None = None
    templates: Sequence[str | Path] = ()

    @property
    def base(self) -> str:
        """The base URL of the page."""
        return self.page_url or self.own.url


class Swap(NamedTuple):
    """An embed that became a static link. `href` is "" if the level allows no link."""

    vendor: str
    href: str


class Ask(NamedTuple):
    """An embed whose target is not in its code: the author must be asked for it."""

    vendor: str
    problem: Problem


class Replaced(NamedTuple):
    """The page after replacing, and what was done."""

    html: str
    replacements: tuple[Swap, ...] = ()
    asks: tuple[Ask, ...] = ()
    edits: tuple[Edit, ...] | None = None  # the edits that produced `html`, if known
