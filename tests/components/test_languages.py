"""What menu a page of a language has."""

from types import SimpleNamespace

from mkdocs_praxis.components.languages import menu


def page(name: str, language: str = "") -> SimpleNamespace:
    return SimpleNamespace(
        title=name,
        is_page=True,
        is_section=False,
        children=None,
        meta={"sprache": language} if language else {},
    )


def section(name: str, *children: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(title=name, is_page=False, is_section=True, children=list(children))


def titles(items: list[SimpleNamespace], language: str) -> list[str]:
    return [item.title for item in menu(items, language, "de")]


def test_the_only_section_of_a_language_opens_and_several_stay_closed() -> None:
    german = [page("Start"), section("Praxis", page("Team"))]
    one = [*german, section("English", page("Home", "en"), page("Contact", "en"))]
    assert titles(one, "en") == ["Home", "Contact"]
    assert titles(one, "de") == ["Start", "Praxis"]
    several = [
        *german,
        page("Home", "en"),
        section("Begin", page("A", "en")),
        section("Go on", page("B", "en")),
    ]
    assert titles(several, "en") == ["Home", "Begin", "Go on"]
    assert titles(several, "de") == ["Start", "Praxis"]
