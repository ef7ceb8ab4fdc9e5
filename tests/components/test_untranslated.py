"""Pages in English of facts written in German: what is left in German says so."""

import dataclasses
import re
from html import unescape
from pathlib import Path

import pytest

from mkdocs_praxis.components.catalogue import catalogue
from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.components.untranslated import marked
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.problem import PraxisError

ROOT = Path(__file__).parents[2]
FACTS = [ROOT / "tests/practice/beispiel", *(ROOT / "example-site").glob("*/praxis"), ROOT / "example-site/praxis"]  # fmt: skip
GERMAN = re.compile(r"(?<!\w)(?:der|die|das|den|dem|und|oder|nicht|mit|für|bei|von|vom|zum|zur|ist|sind|wir|Sie|Ihre?|uns|auf|ein|eine|nach|Uhr|ab|bis|geschlossen|vormittags|Rückruf|Minuten)(?!\w)")  # fmt: skip
TOKEN = re.compile(r"<(script|style|svg)\b.*?</\1>|<(/?)([a-z][\w-]*)([^>]*)>|([^<]+)", re.DOTALL)
VOID = {"br", "img", "input", "hr", "source", "meta", "link", "wbr", "track"}


def unmarked(html: str) -> list[str]:
    """Return the texts with German words that stand in no element marked as German."""
    inside: list[bool] = []
    found = []
    for token in TOKEN.finditer(html):
        if token[5]:
            if not any(inside) and GERMAN.search(unescape(token[5])):
                found.append(token[5].strip())
        elif token[2]:
            inside.pop()
        elif token[3] and token[3] not in VOID:
            inside.append('lang="de"' in token[4])
    return found


@pytest.mark.parametrize("folder", FACTS, ids=lambda folder: folder.parent.name)
def test_no_german_is_left_unmarked_on_an_english_page(setting: Setting, folder: Path) -> None:
    facts = read_facts(folder)
    english = dataclasses.replace(setting, facts=facts, language="en")
    shown = 0
    for component in catalogue():
        try:
            html = str(render(component.name, {}, english))
        except PraxisError:  # wants an option, or facts that this practice has not
            continue
        shown += 1
        assert unmarked(html) == [], component.name
    for person in facts.team:
        assert unmarked(str(render("person", {"name": person.name}, english))) == []
    assert shown > 15


def test_a_mark_stands_at_the_element_that_holds_nothing_else_and_around_a_part_of_a_sentence(
    setting: Setting,
) -> None:
    facts = read_facts(ROOT / "tests/practice/beispiel")

    def shown(html: str) -> str:
        return marked(html, facts, "en")

    text = "Kommen Sie ohne Termin in die Sprechstunde."
    assert shown(f"<p>{text}</p>") == f'<p lang="de">{text}</p>'
    assert shown(f"<p><b>New:</b> {text}</p>") == f'<p><b>New:</b> <span lang="de">{text}</span></p>'
    assert shown(f'<p lang="de"><i>{text}</i></p>') == f'<p lang="de"><i>{text}</i></p>'
    assert shown(f"<option>{text}</option>") == f'<option lang="de">{text}</option>'
    assert shown(f"<script>{text}</script>") == f"<script>{text}</script>"
    assert shown("<p>Closed: Weihnachtsurlaub (3 < 4)</p>").count("lang=") == 1
    assert shown("<p>Our Filiale Nordwest</p>") == "<p>Our Filiale Nordwest</p>"
    assert marked(f"<p>{text}</p>", facts, "de") == f"<p>{text}</p>"


def test_a_form_is_in_one_language_from_the_questions_to_the_answer(setting: Setting) -> None:
    german = str(render("form", {}, dataclasses.replace(setting, language="en")))
    assert '<form lang="de"' in german
    assert "Oder rufen Sie an" in german
    assert "Or call us" not in german
    assert "lang=" not in str(render("form", {}, setting))


def test_holidays_and_beginnings_are_said_in_the_language_of_the_page(setting: Setting) -> None:
    facts = read_facts(ROOT / "example-site/mvz/praxis")
    german, english = (dataclasses.replace(setting, facts=facts, language=code) for code in ("de", "en"))
    assert "Erster Weihnachtstag" in render("places", {}, german)
    assert "Christmas Day" in render("places", {}, english)
    assert "Mo., 1.\N{NO-BREAK SPACE}Februar 2027" in render("jobs", {}, german)
    assert "Mon, 1\N{NO-BREAK SPACE}February 2027" in render("jobs", {}, english)
    assert '"jobStartDate":"2027-02-01"' in render("jobs", {}, english)


@pytest.mark.parametrize(("steps", "said"), [(1, "1 Stufe am Eingang, 12 cm hoch"), (3, "3 Stufen am Eingang, je 12 cm hoch")])  # fmt: skip
def test_one_step_is_no_steps(setting: Setting, steps: int, said: str) -> None:
    facts = read_facts(ROOT / "example-site/praxis")
    assert facts.premises is not None
    premises = dataclasses.replace(facts.premises, steps=steps, step_height=12)
    assert said in render(
        "premises", {}, dataclasses.replace(setting, facts=dataclasses.replace(facts, premises=premises))
    )


@pytest.mark.parametrize("language", ["tr", "ar", "uk"])
def test_words_of_ours_on_a_page_in_a_language_that_we_do_not_speak_are_english_throughout_and_say_so(
    setting: Setting, language: str
) -> None:
    facts = read_facts(ROOT / "tests/practice/beispiel")
    there, english = (
        str(render("hours", {}, dataclasses.replace(setting, facts=facts, language=code)))
        for code in (language, "en")
    )
    assert re.match(r'<div lang="en" dir="ltr"', there)
    assert there.replace(' lang="en" dir="ltr"', "", 1) == english
