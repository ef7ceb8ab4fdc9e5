"""What a site looks like before anybody chose, and the pictures made of its name."""

import dataclasses
import io
import re
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
import turbohtml
from PIL import Image

from mkdocs_praxis.components import appearance
from mkdocs_praxis.components.colour import scheme
from mkdocs_praxis.components.emblem import SOCIAL, emblems, made_of
from mkdocs_praxis.components.print_sheet import STEPS, step
from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.components.showroom import schemes_page
from mkdocs_praxis.practice.model_practice import Profession
from mkdocs_praxis.practice.new import create, professions
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.theme import themes_dir
from tests.components.pairs import weak_pairs

KINDS = get_args(get_type_hints(Profession)["kind"])
PICTOGRAMS = Path(appearance.__file__).parent / "pictograms"


def test_every_scheme_keeps_its_contrast_in_both_lights() -> None:
    for one in appearance.schemes():
        for mode in ("light", "dark"):
            assert not list(weak_pairs(scheme(one.colour, mode))), one.name


def test_every_profession_has_a_scheme_of_its_own_a_drawing_and_a_pictogram(tmp_path: Path) -> None:
    colours = set()
    for kind in KINDS:
        create(tmp_path / kind, profession=kind)
        facts = read_facts(tmp_path / kind / "praxis")
        colours.add(appearance.brand_of(None, facts))
        assert appearance.scene_of(None, facts) in appearance.scenes()
        assert "<svg" in appearance.drawn(appearance.profession_pictogram(facts))
        services = list(professions()[kind]["services"]["de"])
        for pictogram in appearance.told_apart(services, facts, [""] * len(services)):
            assert "<svg" in appearance.drawn(pictogram)
    assert len(colours) == len(KINDS)


@pytest.mark.parametrize(
    ("service", "pictogram"),
    [
        ("Grippeimpfung", "syringe-vaccine"),
        ("Mädchensprechstunde", "child-care"),
        ("Sprachtherapie für Kinder", "speech-language-therapy"),
        ("Professionelle Zahnreinigung", "dental-hygiene"),
        ("Psychotherapeutische Sprechstunde", "talk"),
        ("Erstgespräch", "talk"),
        ("Telefonsprechstunde", "medical-advice"),
        ("Einzeltherapie", "psychology"),
        ("Sprechstunde", "stethoscope"),
        ("Lungenfunktion", "lungs"),
        ("Kiefergelenksbehandlung", "joints"),
        ("Bestellung und Vermittlung", "health-alt"),
        ("Feedback-Termin", "health-alt"),
        ("Blutdruck messen", "blood-pressure-2"),
        ("Check-up", "heart-cardiogram"),
        ("Hals-Nasen-Ohren-Spiegelung", "ear"),
        ("Wunden anbohren", "health-alt"),
        ("U1 bis U9", "child-care"),
        ("Schwangerenvorsorge", "pregnant"),
        ("Schwangerschaftsabbruch", "gynecology"),
        ("Begleitung nach einer Fehlgeburt", "gynecology"),
        ("Kinderwunsch", "gynecology"),
        ("Füllungen aus Komposit", "tooth"),
        ("Kronen und Brücken", "tooth"),
        ("Medizinische Fußpflege", "foot"),
        ("Blutgruppenbestimmung", "test-tubes"),
        ("Hormonimplantat", "contraceptive-patch"),
        ("Gleichgewichtsstörungen", "health-alt"),
        ("Alternative Verfahren", "health-alt"),
        ("Krankentransport", "health-alt"),
        ("Krebsfrüherkennung", "microscope"),
        ("Etwas ganz anderes", "health-alt"),
    ],
)
def test_pictogram_follows_the_name_of_a_service(service: str, pictogram: str) -> None:
    assert appearance.told_apart([service], None, [""]) == [pictogram]


def test_nothing_far_from_it_stands_beside_a_service_because_the_right_one_is_taken() -> None:
    services = ["Wurzelkanalbehandlung", "Füllungen", "Kronen und Brücken", "Kieferorthopädie"]
    assert set(appearance.told_apart(services, None, [""] * 4)) == {"tooth"}
    services = [
        "Gynäkologische Vorsorge",
        "Wechseljahre",
        "Schwangerschaftsabbruch",
        "Begleitung nach einer Fehlgeburt",
    ]
    assert appearance.told_apart(services, None, [""] * 4)[2:] == ["gynecology", "gynecology"]


def test_pictograms_and_drawings_hold_nothing_but_shapes() -> None:
    scenes = themes_dir() / "praxis" / "partials" / "scenes"
    for path in [*PICTOGRAMS.glob("*.svg"), *scenes.glob("*.html")]:
        text = path.read_text("utf-8")
        assert not re.search(
            r"script|style=|href|url\(|on\w+=", text.replace("http://www.w3.org/2000/svg", "")
        ), path
        assert len(text) < 5000, path
    named = (PICTOGRAMS / "index.yml").read_text("utf-8")
    for path in PICTOGRAMS.glob("*.svg"):
        assert path.stem in named, f"{path.name} is shown nowhere"


@pytest.mark.parametrize(("option", "near"), [("salbai", "salbei"), ("rot", "petrol"), ("#12345", "#0b6e6e")])
def test_a_wrong_colour_names_what_would_do(option: str, near: str) -> None:
    with pytest.raises(PraxisError, match="neither a colour nor a colour scheme") as raised:
        appearance.brand_of(option, None)
    assert near in str(raised.value)


def test_a_wrong_drawing_names_the_nearest() -> None:
    with pytest.raises(PraxisError, match="Did you mean 'hebamme'"):
        appearance.scene_of("hebame", None)
    assert appearance.scene_of("none", None) == "none"


def test_pictures_for_tab_phone_and_shared_links() -> None:
    made = emblems(*made_of("Praxis Dr. Müller-Größe", "Hausärzte in Köln", {"brand": "see"}, None))
    sizes = {path: Image.open(io.BytesIO(data)).size for path, data in made.items() if path.endswith(".png")}
    assert sizes == {
        "assets/praxis/icon-48.png": (48, 48),
        "assets/praxis/icon-180.png": (180, 180),
        SOCIAL: (1200, 630),
    }
    assert sum(len(data) for data in made.values()) < 60_000
    long = made_of("Rehabilitationssportvereinsmitgliedschaftsverwaltung " * 4, "", {}, None)
    assert emblems(*long)[SOCIAL]


def test_a_short_notice_is_set_larger_than_a_long_one_and_both_within_the_steps() -> None:
    short = step([("Praxis", 20), ("Mo., 3. August 2026", 30)], gaps=3)
    long = step([("Wort " * 30, 22)] * 4 + [("Rehabilitationssportvereinsmitgliedschaft", 22)], gaps=8)
    assert 0 <= short < long <= len(STEPS) - 1


def test_schemes_page_shows_all_and_asks_nobody() -> None:
    for language in ("de", "en"):
        html = schemes_page(language)
        tree = turbohtml.parse(html)
        assert len(tree.select(".scheme")) == len(appearance.schemes())
        assert len(tree.select(".sample")) == 2 * len(appearance.schemes()) + len(appearance.scenes())
        assert not tree.select("script, link, img, [src], [href]")
        assert "://" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Käthe Müller-Größe", "KM"),
        ("Anna-Lena von der Heide", "AH"),
        ("Dr. Ada Beispiel", "AB"),
        ("Ömer Çelik", "ÖÇ"),
        ("MFA Jennifer Klein", "JK"),
        ("A B", "AB"),
        ("Frau Ada Große, staatl. anerk. Logopädin", "AG"),
        ("Ольга Иванова", "ОИ"),
        ("محمد الأحمد", "م"),
        ("李明", "李"),
        ("ada", "A"),
        ("– 1", "?"),
    ],
)
def test_initials(name: str, initials: str, setting: Setting) -> None:
    assert setting.facts is not None
    person = dataclasses.replace(setting.facts.team[0], name=name, photo="")
    facts = dataclasses.replace(setting.facts, team=(person,))
    html = render("team", {}, dataclasses.replace(setting, facts=facts))
    assert f">{initials}<" in html


@pytest.mark.parametrize("word", ["Impfung", "impfung", "Vaccination", "syringe-vaccine"])
def test_a_service_may_choose_its_pictogram(word: str) -> None:
    assert appearance.told_apart(["Reden"], None, [word]) == ["syringe-vaccine"]


def test_an_unknown_pictogram_is_told_with_the_nearest() -> None:
    with pytest.raises(PraxisError, match="Did you mean 'Impfung'"):
        appearance.told_apart(["Reden"], None, ["Imfpung"])
    with pytest.raises(PraxisError, match="Stethoskop"):
        appearance.told_apart(["Reden"], None, ["xyzzy"])


def test_every_pictogram_has_a_name_of_its_own_and_stands_in_the_key() -> None:
    files = {path.stem for path in PICTOGRAMS.glob("*.svg")}
    for language in ("de", "en"):
        names = appearance.pictograms(language)
        assert set(names) == files
        assert len({title.lower() for title in names.values()}) == len(files)
        page = schemes_page(language)
        assert all(f"<code>{title}</code>" in page for title in names.values())


def test_booking_of_a_service_names_it_out_of_its_card(setting: Setting) -> None:
    """In a list of links, several "Online buchen bei …" would be one and the same."""
    assert setting.facts is not None
    services = tuple(
        dataclasses.replace(one, page="", booking=f"https://termine.example/{n}")
        for n, one in enumerate(setting.facts.services[:3])
    )
    facts = dataclasses.replace(setting.facts, services=services)
    html = render("services", {}, dataclasses.replace(setting, facts=facts))
    names = [link.text for link in turbohtml.parse(html).select('a[href^="https://termine.example/"]')]
    assert len(set(names)) == len(services)
    assert all(one.name in name for one, name in zip(services, names, strict=True))


def test_no_service_stands_beside_what_it_is_not() -> None:
    """`Schilddrüse` holds `child`, and not every prosthesis, implant or prophylaxis is one of teeth."""
    signs = {
        "Schilddrüse": [],
        "Gangschule mit Prothese": ["exercise"],
        "Sturzprophylaxe": ["exercise"],
        "Thromboseprophylaxe": [],
        "Cochlea-Implantat": ["ear"],
        "Hirnleistungstraining": ["psychology"],
        "Blutegel": ["medicine-mortar"],
        "Glaukomvorsorge": ["eye"],
        "Prophylaxe": ["dental-hygiene"],
        "Children": ["child-care"],
    }
    assert {name: appearance.fitting(name) for name in signs} == signs
