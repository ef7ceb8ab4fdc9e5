"""Default appearance by profession: colour scheme, drawing of the home page, pictograms of services."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from markupsafe import Markup

from mkdocs_praxis.components.colour import DEFAULT_BRAND
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.prepared import yaml_file
from mkdocs_praxis.problem import PraxisError, did_you_mean, msg, nearest, nearest_or
from mkdocs_praxis.theme import themes_dir

_ROOM = Path(__file__).resolve().parent
# specialties for which the drawing of a desk and a cardiogram would not be suitable
_TALKING = regex(r"frauen|gynäk|psych|women", re.IGNORECASE)
_OWN_SCENE = {"psychotherapie": "gespraech", "sonstige": "gespraech"}


@dataclass(frozen=True, slots=True)
class Scheme:
    """A named colour scheme, the default for sites of the `professions`."""

    name: str
    en: str
    de: str
    colour: str
    professions: tuple[str, ...] = ()


@cache
def schemes() -> tuple[Scheme, ...]:
    """Return all named schemes, in display order."""
    rows = yaml_file(_ROOM / "schemes.yml")
    return tuple(Scheme(**row | {"professions": tuple(row["professions"])}) for row in rows)


def brand_of(option: object, facts: Facts | None) -> str:
    """Return the brand colour as hex: from the theme's option (a colour or a scheme's name), else the profession's. Raises PraxisError."""
    if option is None or option == "":
        kind = facts.practice.profession.kind if facts else ""
        return next((s.colour for s in schemes() if kind in s.professions), DEFAULT_BRAND)
    text = str(option).strip()
    named = {s.name: s.colour for s in schemes()}
    if text.lower() in named:
        return named[text.lower()]
    if re.fullmatch(r"#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})", text):
        return text
    colours = "Write # and six hexadecimal digits in quotes ('#0b6e6e'), or one of {names} (`praxis schemes` shows them)."
    fix = nearest_or(text.lower(), named, msg(colours, names=", ".join(named)))
    what = msg("theme: brand: '{text}' is neither a colour nor a colour scheme", text=text)
    raise PraxisError(what, file="mkdocs.yml", fix=fix)


@cache
def scenes() -> tuple[str, ...]:
    """Return the names of the drawings for the home page."""
    folder = themes_dir() / "praxis" / "partials" / "scenes"
    return tuple(sorted(p.stem for p in folder.glob("*.html") if not p.stem.startswith("_")))


def scene_of(option: object, facts: Facts | None) -> str:
    """Return the drawing of the home page: as configured (`none` for none), else by profession. Raises PraxisError."""
    if option:
        if option == "none" or option in scenes():
            return str(option)
        all_of_them = msg("One of {value}, none.", value=", ".join(scenes()))
        what = msg("scene: '{option}' is no drawing of the theme", option=option)
        raise PraxisError(what, fix=nearest_or(str(option), scenes(), all_of_them))
    if facts is None:
        return "none"
    profession = facts.practice.profession
    if profession.kind == "arzt" and _TALKING.search(profession.specialty):
        return "gespraech"
    return _OWN_SCENE.get(profession.kind, profession.kind)


@cache
def _pictograms() -> Mapping[str, Mapping[str, object]]:
    read: Mapping[str, Mapping[str, object]] = yaml_file(_ROOM / "pictograms" / "index.yml")
    return read


def pictograms(language: str) -> dict[str, str]:
    """Return the display name of each pictogram in German or English, by its id, sorted by display name."""
    said = "de" if language == "de" else "en"
    named = {name: str(words[said]) for name, words in _pictograms()["names"].items()}  # type: ignore[index]
    return dict(sorted(named.items(), key=lambda item: item[1].lower()))


def fitting(service: str) -> list[str]:
    """Return the pictograms that match the name of a service, the best first."""
    # Keywords that start with a space match only at the start of a word.
    low = re.sub(r"(?<!\w)(?=\w)", " ", service.lower()) + service.lower()

    def asked(table: str) -> list[str]:
        return [name for name, words in _pictograms()[table].items() if any(word in low for word in words)]  # type: ignore[attr-defined]

    return asked("alone") or asked("services")


def told_apart(services: Sequence[str], facts: Facts | None, chosen: Sequence[str]) -> list[str]:
    """Return a pictogram for each service, different ones if possible: services with the fewest matches choose first."""
    found = {n: _called(word) for n, word in enumerate(chosen) if word}
    options = {n: fitting(name) for n, name in enumerate(services) if n not in found}
    for n in sorted(options, key=lambda n: len(options[n])):
        free = [name for name in options[n] if name not in found.values()]
        found[n] = next(iter(free or options[n]), "") or profession_pictogram(facts)
    return [found[n] for n in range(len(services))]


def _called(word: str) -> str:
    titles, wanted = list(pictograms("de").values()), word.strip().lower()
    known = {title.lower(): name for said in ("en", "de") for name, title in pictograms(said).items()}
    known |= {name: name for name in _pictograms()["names"]}
    if wanted in known:
        return known[wanted]
    near = nearest(word.lower(), [title.lower() for title in titles])
    otherwise = msg("One of {value}; `praxis schemes` shows them.", value=", ".join(titles))
    fix = did_you_mean(next(t for t in titles if t.lower() == near)) if near else otherwise
    what = msg("zeichen: '{word}' is no pictogram of the theme", word=word)
    raise PraxisError(what, file="praxis/leistungen.yml", fix=fix)


def profession_pictogram(facts: Facts | None) -> str:
    """Return the name of the pictogram of a practice's profession."""
    kind = facts.practice.profession.kind if facts else "sonstige"
    return str(_pictograms()["professions"].get(kind, "health-alt"))


@cache
def drawn(pictogram: str) -> Markup:
    """Return a pictogram as inline SVG in the text colour; decorative, so hidden from screen readers."""
    svg = (_ROOM / "pictograms" / f"{pictogram}.svg").read_text(encoding="utf-8").strip()
    head = '<svg class="praxis-pictogram" aria-hidden="true" focusable="false" width="48" height="48" viewBox'
    return Markup(svg.replace('<svg xmlns="http://www.w3.org/2000/svg" viewBox', head))  # noqa: S704 - a file of this package
