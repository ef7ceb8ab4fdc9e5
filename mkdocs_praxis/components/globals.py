"""What templates of a theme see as `praxis`: facts, components, colours."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mkdocs_praxis.components.catalogue import find, has_facts
from mkdocs_praxis.components.colour import DEFAULT_BRAND, brand_css
from mkdocs_praxis.components.render import Setting, linker, render
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.problem import PraxisError, Problem


@dataclass(frozen=True, slots=True)
class Praxis:
    """The template global. `praxis.component("hours", look="card")` is a component, `praxis.has("hours")` asks for its facts."""

    setting: Setting
    brand_css: str
    failing: Callable[[PraxisError], Exception] = lambda error: (
        error
    )  # what to raise instead, inside a template

    @property
    def facts(self) -> Facts | None:
        """The facts of the practice, or None."""
        return self.setting.facts

    def has(self, name: str) -> bool:
        """Return whether all that a component needs has been written."""
        return has_facts(find(name), self.setting.facts)

    @pass_context
    def component(self, context: Context, name: str, **options: object) -> Markup:
        """Return a component as HTML, its links relative to the page being written."""
        try:
            return render(name, options, _on_page(self.setting, context))
        except PraxisError as error:
            raise self.failing(error) from None

    def plain(self, html: str) -> str:
        """Return the visible words of HTML, for the search."""
        from turbohtml import parse

        tree = parse(html)
        for hidden in [*tree.find_all("script"), *tree.find_all("style"), *tree.find_all("svg")]:
            hidden.decompose()
        return " ".join(" ".join(tree.strings).split())


def _on_page(setting: Setting, context: Context) -> Setting:
    """Return the setting with links as MkDocs' template context has them."""
    base = str(context.get("base_url") or ".").rstrip("/") + "/"
    pages = {file.src_uri: file.url for file in context.get("pages") or ()}
    page = context.get("page")
    return replace(
        setting,
        link=linker(base, pages, setting.docs_dir),
        page_url=str(getattr(page, "canonical_url", None) or ""),
        page_title=str(getattr(page, "title", None) or ""),
    )


def template_globals(
    facts: Facts | None,
    language: str,
    today: dt.date,
    *,
    docs_dir: Path | None = None,
    site_dir: Path | None = None,
    site_url: str = "",
    theme: Mapping[str, object] | None = None,
    overrides: Sequence[Path] = (),
    legal: Callable[[str], str] | None = None,
    strict: bool = False,
    failing: Callable[[PraxisError], Exception] = lambda error: error,
) -> dict[str, object]:
    """Return what a theme's templates see: `{"praxis": …}`. `theme` holds the options `brand` and `brand_button`.

    Raises PraxisError when a brand colour cannot be read or its contrast is too weak, and when logo, favicon or social
    picture is not there.
    """
    options = theme or {}
    _check_pictures(options, docs_dir)
    brand = str(options.get("brand") or DEFAULT_BRAND)
    button = options.get("brand_button")
    setting = Setting(
        facts=facts,
        language=language,
        today=today,
        docs_dir=docs_dir,
        site_dir=site_dir,
        site_url=site_url,
        overrides=tuple(overrides),
        legal=legal,
        strict=strict,
    )
    return {"praxis": Praxis(setting, brand_css(brand, str(button) if button else None), failing)}


def _check_pictures(theme: Mapping[str, object], docs_dir: Path | None) -> None:
    """Raise PraxisError for a picture that our theme's options name and no folder holds: it would be missing on every page."""
    if docs_dir is None or not str(getattr(theme, "name", "")).startswith("praxis"):
        return
    folders = [docs_dir, *map(Path, getattr(theme, "dirs", ()))]
    for option in ("logo", "favicon", "social_image"):
        path = theme.get(option)
        if path and not any((folder / str(path)).is_file() for folder in folders):
            raise PraxisError(
                Problem(
                    f"theme: {option} names {path}, which is not in {docs_dir.name}/",
                    file="mkdocs.yml",
                    fix="Check the spelling, upper and lower case included; the path counts from the docs folder.",
                )
            )
