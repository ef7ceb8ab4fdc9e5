"""Sites in several languages: the menu of each language, and the translations of a page.

A page's language is set in its front matter (`sprache: en`, or `lang`). `en/contact.md` is the translation of `contact.md` by
its path below the language's folder; with another path, `uebersetzung: {de: kontakt.md}` links them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from mkdocs_praxis import i18n
from mkdocs_praxis.cldr import name_of
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.shipped import shipped

# pages in plain or sign language, linked in every footer
_EASY = frozenset({"leichte-sprache", "easy-language", "gebaerdensprache", "sign-language"})
_TWINS: dict[str, str] = shipped("spoken_names")["pages"]


@dataclass(frozen=True, slots=True)
class Other:
    """A link to another language: code, native name, page, and whether that page is a translation."""

    code: str
    name: str
    page: Any
    same: bool


def language_of(page: Any, site: str) -> str:
    """Return the two-letter language of an MkDocs page, else the site's."""
    return i18n.language_of(getattr(page, "meta", None) or {}, site)


def menu(items: Iterable[Any], language: str, site: str) -> list[Any]:
    """Filter a menu by language: drops sections in other languages, and unwraps the only section in this one."""
    listed = list(items)
    languages = [{language_of(page, site) for page in _pages(item)} for item in listed]
    whole = zip(listed, languages, strict=True)
    own = [item for item, spoken in whole if item.is_section and spoken == {language}]
    kept: list[Any] = []
    for item, spoken in zip(listed, languages, strict=True):
        if language != site and own == [item]:
            kept += item.children
        elif not spoken or language in spoken:
            kept.append(item)
    return kept


def legal(pages: Iterable[Any], wanted: Sequence[str], language: str, site: str) -> list[Any]:
    """Return the legal pages for the footer: in the language if they exist, else in the site's."""
    found: dict[str, Any] = {}
    for page in pages:
        name = page.file.src_uri.rpartition("/")[2]
        kind = _TWINS.get(name, name)
        own = language_of(page, site)
        if name in wanted and own in {language, site} and (kind not in found or own == language):
            found[kind] = page
    return sorted(
        found.values(), key=lambda page: wanted.index(page.file.src_uri.rpartition("/")[2]) % len(_TWINS)
    )


def easy(pages: Iterable[Any]) -> list[Any]:
    """Return the pages in plain or sign language."""
    return [page for page in pages if str((page.meta or {}).get("art")) in _EASY]


def home(pages: Iterable[Any], language: str, site: str) -> Any:
    """Return the home page of a language, or None."""
    return next((page for page in pages if language_of(page, site) == language), None)


def spoken(pages: Iterable[Any], site: str) -> dict[str, list[Any]]:
    """Return the pages by language."""
    found: dict[str, list[Any]] = {}
    for page in pages:
        if page is not None:
            found.setdefault(language_of(page, site), []).append(page)
    return found


def others(page: Any, there: Mapping[str, Sequence[Any]], site: str) -> list[Other]:
    """Return the links from a page to other languages, the site's own first; `there` has all pages by language."""
    found: list[Other] = []
    for code in sorted(there.keys() - {language_of(page, site)}, key=lambda c: (c != site, c)):
        twin = next((p for p in there[code] if _same(page, p, site)), None)
        name = name_of(code)
        found.append(Other(code, name[:1].upper() + name[1:], twin or there[code][0], twin is not None))
    return found


def _pages(item: Any) -> list[Any]:
    if item.is_page:
        return [item]
    return [page for child in (item.children or ()) for page in _pages(child)]


def _same(one: Any, other: Any, site: str) -> bool:
    if one is None:
        return False
    return (
        _path(one, site) == _path(other, site)
        or _named(one, other, site) == other.file.src_uri
        or _named(other, one, site) == one.file.src_uri
    )


def _named(page: Any, other: Any, site: str) -> object:
    named = page.meta.get("uebersetzung") or page.meta.get("translation")
    return named.get(language_of(other, site)) if isinstance(named, dict) else None


def _path(page: Any, site: str) -> str:
    path: str = page.file.src_uri
    return path.removeprefix(f"{language_of(page, site)}/")
