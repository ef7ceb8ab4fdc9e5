"""The global `praxis` of theme templates: facts, components, colours, pages by language."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import field, replace
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from mkdocs_praxis.components import languages
from mkdocs_praxis.components.appearance import brand_of, drawn, profession_pictogram, scene_of
from mkdocs_praxis.components.catalogue import find, has_facts
from mkdocs_praxis.components.colour import brand_css
from mkdocs_praxis.components.emblem import SOCIAL
from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting, linker
from mkdocs_praxis.components.suggestions import meant_file
from mkdocs_praxis.components.together import together
from mkdocs_praxis.practice.exports import fed
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.problem import PraxisError, Problem, msg
from mkdocs_praxis.theme import theme_words


@dataclass(frozen=True, slots=True)
class Praxis:
    """The template global: `praxis.component("hours", look="card")`, `praxis.has("hours")` and so on."""

    setting: Setting
    brand_css: str
    failing: Callable[[PraxisError], Exception]  # converts an error to the exception that templates raise
    # cache of parts that pages share: key → (inputs, result)
    _kept: dict[object, tuple[object, Any]] = field(default_factory=dict, repr=False, compare=False)
    _parts: dict[object, str] = field(default_factory=dict, repr=False, compare=False)
    # components that depend on their page
    _asked: list[str] = field(default_factory=list, repr=False, compare=False)

    @property
    def facts(self) -> Facts | None:
        """The facts of the practice, or None."""
        return self.setting.facts

    @property
    def feed(self) -> bool:
        """Whether the site has a feed of its news."""
        return bool(self.facts and fed(self.facts, self.setting.today))

    def has(self, name: str) -> bool:
        """Whether all facts that a component needs are present."""
        return has_facts(find(name), self.setting.facts)

    @pass_context
    def component(self, context: Context, name: str, **options: object) -> Markup:
        """Render a component; its links are relative to the current page.

        Cached for all pages at the same depth, unless it depends on its page.
        """
        plain = all(isinstance(value, str | int | None) for value in options.values())
        depth = str(context.get("base_url") or "."), self._language(context.get("page"))
        key = (name, depth, tuple(sorted(options.items()))) if plain else None
        if key in self._kept:
            made: Markup = self._kept[key][1]
            return made
        before = len(self._asked)
        setting = _on_page(self.setting, context, lambda: self._asked.append(name))
        try:
            made = Markup(together(render(name, options, setting)))  # noqa: S704 - it escaped every value
        except PraxisError as error:
            raise self.failing(error) from None
        if key is not None and len(self._asked) == before:
            self._kept[key] = None, made
        return made

    @pass_context
    def once(self, context: Context, part: Any, *of: object) -> str:
        """Render a part of the layout, a macro; cached for all pages of a folder and language with equal `of`.

        Not cached if it contains a component that depends on its page.
        """
        page = context.get("page")
        folder, _, name = str(getattr(page, "url", "")).rpartition("/")
        where = context.get("base_url"), page is None, folder, "" if "." in name else name
        key = (part.name, where, self._language(page), of)
        if key not in self._parts:
            before = len(self._asked)
            made = str(part())
            if len(self._asked) > before:
                return made
            self._parts[key] = made
        return self._parts[key]

    def forget_parts(self) -> None:
        """Clear the cache of layout parts, since pages, such as their titles, may have changed."""
        self._parts.clear()

    def _once(self, key: object, of: object, make: Callable[[], Any]) -> Any:
        """Return the cached result for `key` if it was made of the same `of`, else make it."""
        if key not in self._kept or self._kept[key][0] is not of:
            self._kept[key] = of, make()
        return self._kept[key][1]

    @pass_context
    def picture(self, context: Context, path: str, alt: str) -> Markup:
        """Return the image of the home page as `<img>` with several sizes, loaded eagerly."""
        from mkdocs_praxis.components.images import picture

        setting = _on_page(self.setting, context)
        href, docs = setting.link(path), setting.docs_dir or Path()
        if href is None:
            problem = Problem(
                msg("image: {path} is not in {name}/", path=path, name=docs.name),
                file=str(getattr(getattr(context.get("page"), "file", None), "src_uri", "")),
                fix=meant_file(docs, path),
            )
            raise self.failing(PraxisError(problem))
        copies = setting.site_dir / Path(path).parent if setting.site_dir else None
        try:
            html = picture(docs / path, href, alt, "(min-width: 48em) 34rem, 100vw", copies, 3 / 2)
        except PraxisError as error:
            raise self.failing(error) from None
        return Markup(str(html).replace('loading="lazy" decoding="async"', 'fetchpriority="high"'))  # noqa: S704 - ours

    def words(self, language: str) -> Callable[[str], str]:
        """Return the translation function for the theme's texts in a language."""
        return theme_words(language)

    def menu(self, items: Iterable[Any], page: Any) -> list[Any]:
        """Return the entries of the menu that are in the language of the page."""
        own, site = self._language(page), self.setting.language
        kept: list[Any] = self._once(("menu", own), items, lambda: languages.menu(items, own, site))
        return kept

    def home(self, page: Any, pages: Iterable[Any]) -> Any:
        """Return the home page in the language of a page, or None."""
        return languages.home(pages, self._language(page), self.setting.language)

    def legal(self, page: Any, files: Sequence[Any], wanted: Sequence[str]) -> list[Any]:
        """Return the legal pages for the footer of a page, in its language if they exist."""
        own, site = self._language(page), self.setting.language
        key = ("legal", own, tuple(wanted), len(files))
        kept: list[Any] = self._once(key, None, lambda: languages.legal(_pages(files), wanted, own, site))
        return kept

    def easy(self, files: Sequence[Any]) -> list[Any]:
        """Return the pages in plain or sign language, for the footer of every page."""
        kept: list[Any] = self._once(("easy", len(files)), None, lambda: languages.easy(_pages(files)))
        return kept

    def other_languages(self, page: Any, pages: Iterable[Any]) -> list[languages.Other]:
        """Return the links from a page to the site's other languages."""
        there = self._once("spoken", pages, lambda: languages.spoken(pages, self.setting.language))
        return languages.others(page, there, self.setting.language)

    def tongue(self, page: Any, target: Any = None) -> Markup:
        """Return language attributes for a link to `target`, or for the site's texts; "" if it is the page's language."""
        here, site = self._language(page), self.setting.language
        there = self._language(target) if target is not None else site
        return Markup(f' lang="{there}"' if there != here else "") + Markup(  # noqa: S704 - two letters
            f' hreflang="{there}"' if there != here and target is not None else ""
        )

    def tagline(self, said: Any, page: Any) -> Markup:
        """Return the tagline in the language of the page (`{de: …, en: …}`), else with `lang`."""
        here, site = self._language(page), self.setting.language
        told = said if isinstance(said, Mapping) else {site: said}
        language = here if here in told else site
        return Markup("<span{}>{}</span>").format(
            Markup(f' lang="{language}"' if language != here else ""),  # noqa: S704 - two letters
            told.get(language, ""),
        )

    def _language(self, page: Any) -> str:
        return languages.language_of(page, self.setting.language)

    def together(self, text: object) -> str:
        """Return text in which short words stay beside what they belong to."""
        return together(str(text))

    @property
    def social_image(self) -> str:
        """Path of the generated Open Graph image."""
        return SOCIAL

    @property
    def mark(self) -> Markup:
        """The pictogram of the profession, shown beside the name if there is no logo."""
        return drawn(profession_pictogram(self.facts))

    def logo_width(self, path: str) -> int:
        """Return the width of a logo that is 48 pixels high; the names of practices often stand in wide ones."""
        from mkdocs_praxis.components.images import dimensions

        file = (self.setting.docs_dir or Path()) / path
        width, height = dimensions(file) if file.is_file() else (None, None)
        return round(48 * width / height) if width and height else 48

    def scene(self, chosen: object = None) -> str:
        """Return the drawing for the home page: as configured, else by profession."""
        try:
            return scene_of(chosen, self.facts)
        except PraxisError as error:
            raise self.failing(error) from None

    def sections(self, html: str) -> list[str]:
        """Split a page's HTML before each top-level h2, and before columns that begin with headings."""
        from turbohtml import parse

        body = parse(f"<body>{html}", source_locations=True).find("body")
        tops = [_outermost(heading, body) for heading in body.find_all("h2")] if body else []
        found = [top.source_location for top in tops if top.tag == "h2" or top.has_class("columns")]
        places = sorted({where.start_tag.start_offset - len("<body>") for where in found if where})
        pieces = [html[start:end] for start, end in zip([0, *places], [*places, len(html)], strict=True)]
        return [piece for piece in pieces if piece.strip()]

    def plain(self, html: str) -> str:
        """Return the visible text of HTML, for the search index."""
        from turbohtml import parse

        tree = parse(html)
        for hidden in [*tree.find_all("script"), *tree.find_all("style"), *tree.find_all("svg")]:
            hidden.decompose()
        words = " ".join(" ".join(tree.strings).split())
        return re.sub(r" (?=[.,;:!?)])|(?<=\() ", "", words)  # which an element behind a word sets apart


def _outermost(element: Any, body: Any) -> Any:
    """Return the child of the body that contains this element, or is it."""
    while element.parent is not body:
        element = element.parent
    return element


def _pages(files: Iterable[Any]) -> list[Any]:
    return [file.page for file in files if file.page is not None]


def _on_page(setting: Setting, context: Context, asks: Callable[[], None] = lambda: None) -> Setting:
    """Return the setting with links relative to the page in MkDocs' template context."""
    base = str(context.get("base_url") or ".").rstrip("/") + "/"
    page = context.get("page")

    def link(path: str) -> str | None:
        files = context.get("pages") or () if path else ()
        return linker(base, {file.src_uri: file.url for file in files}, setting.docs_dir)(path)

    return replace(
        setting,
        language=languages.language_of(page, setting.language),
        link=link,
        asks=asks,
        page=(str(getattr(page, "canonical_url", None) or ""), str(getattr(page, "title", None) or "")),
    )


def template_globals(
    setting: Setting,
    theme: Mapping[str, object],
    failing: Callable[[PraxisError], Exception] = lambda error: error,
) -> dict[str, object]:
    """Return the template globals, `{"praxis": …}`. `theme` has the options `brand` and `brand_button`. Raises PraxisError."""
    _check_pictures(theme, setting.docs_dir)
    brand = brand_of(theme.get("brand"), setting.facts)
    button = theme.get("brand_button")
    return {"praxis": Praxis(setting, brand_css(brand, str(button) if button else None), failing)}


def _check_pictures(theme: Mapping[str, object], docs_dir: Path | None) -> None:
    """Raise PraxisError for a missing image in the options of our theme."""
    if docs_dir is None or not str(getattr(theme, "name", "")).startswith("praxis"):
        return
    folders = [docs_dir, *map(Path, getattr(theme, "dirs", ()))]
    for option in ("logo", "favicon", "social_image"):
        path = theme.get(option)
        if path and not any((folder / str(path)).is_file() for folder in folders):
            what = "theme: {option} names {path}, which is not in {name}/"
            what = msg(what, option=option, path=path, name=docs_dir.name)
            raise PraxisError(what, file="mkdocs.yml", fix=meant_file(docs_dir, str(path)))
