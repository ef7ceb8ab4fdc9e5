"""The reference of the manual, German and English: files of facts, components, options; made from the models."""

from reference import components, facts, numbers, options

LANGUAGES = ("de", "en")


def pages() -> dict[str, str]:
    """Return the generated Markdown pages by path."""
    made: dict[str, str] = {}
    for language in LANGUAGES:
        for part in (facts, components, options, numbers):
            made |= part.pages(language)
    return made


def nav() -> dict[str, list[dict[str, str]]]:
    """Return what stands in the menu below each overview page of the reference."""
    found: dict[str, list[dict[str, str]]] = {}
    for language in LANGUAGES:
        for part in (facts, components):
            found |= part.nav(language)
    return found


def sources(language: str) -> dict[str, str]:
    """Return the page made from each file or folder of the repository."""
    found: dict[str, str] = {}
    for part in (facts, components, options):
        found |= part.sources(language)
    return found
