"""The questions of `praxis new`, and the validation of each answer, which accepts colloquial names."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, get_args

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.countries import country_code
from mkdocs_praxis.practice.hour_lines import hours_in
from mkdocs_praxis.practice.hours import OTHERWISE, no_other_days, parse_spans
from mkdocs_praxis.practice.legal.tables import STATES, state_of
from mkdocs_praxis.practice.model_practice import Practice
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.scalars import SCALARS
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.specialties import MVZ, field_of, label_of, profession_of
from mkdocs_praxis.practice.specs import ELSEWHERE, FORMS, bare, meant, professions_in, specs
from mkdocs_praxis.practice.values import AND, COMPANY, NONE, Email, Phone, Postcode, State, Unclear, Url
from mkdocs_praxis.practice.weekdays import parse_days
from mkdocs_praxis.problem import PraxisError, msg, nearest

# Answers that mean "none" or "not known yet": the question stays open.
_NOTHING = NONE | {"noch keine", "noch keiner", "weiss nicht", "weiss ich nicht", "unbekannt", "not yet"}
LEGAL_FORMS: tuple[str, ...] = tuple(form for form in get_args(specs(Practice)["rechtsform"].kind) if form)
# What these are called says little: the head of a page names the field instead.
HEADED_BY_FIELD = frozenset({"arzt", "heilpraktiker", "sonstige"})


def professions() -> dict[str, dict[str, Any]]:
    """Return the data of each profession for `praxis new`, by German key."""
    return shipped("professions")


@dataclass(frozen=True, slots=True)
class Question:
    """A question of `praxis new`: key of the answer, text, and help text shown for `?`."""

    key: str
    text: str
    about: str


@cache
def questions(language: str) -> tuple[Question, ...]:
    """Return the questions in order, in German or English."""
    return tuple(
        Question(key, one["question"][language], one["about"][language])
        for key, one in shipped("questions").items()
    )


def choices(key: str, language: str) -> dict[str, str]:
    """Return the choices of a question, with explanations; {} if any text is accepted."""
    if key == "profession":
        other = translator(language, "practice")("another profession")
        return {
            name: about["kind"][language] if about["title"] else other
            for name, about in professions().items()
        }
    if key == "legal_form":
        meanings = shipped("questions")["legal_form"]["choices"]
        return {form: meanings[form][language] for form in LEGAL_FORMS}
    if key == "state":
        return dict(STATES)
    return {}


def understood(key: str, text: str) -> str:
    """Validate and normalise an answer for the facts files, "" for none. Raises PraxisError."""
    text = " ".join(text.split())
    if fold(text).strip(" .!") in _NOTHING:
        return ""
    read = _READ.get(key)
    if not text or read is None:
        return text
    try:
        return read(text)
    except Unclear as error:
        fix = msg(error.fix, **error.values) if error.fix else None
        raise PraxisError(msg(error.what, **error.values), fix=fix) from None


def speciality_of(profession: str) -> str:
    """Return the specialty in a colloquial profession: `Frauenarzt` is an `arzt` for gynaecology; "" if there is none."""
    label = label_of(profession)
    key = profession_of(profession)
    return label if label != MVZ and (key == "arzt" or (key in HEADED_BY_FIELD and field_of(label))) else ""


def own_title(title: str, spoken: str, *, several: bool) -> str:
    """Return the form of a title that was spoken (`Logopädin` of `Logopädin / Logopäde`); else the title with both.

    A profession of several titles is called by the one that was spoken: `Kinder- und Jugendlichenpsychotherapeutin`.
    """
    if not title and label_of(spoken):
        return spoken
    forms = title.split(" / ")
    ends = tuple(fold(form).split()[-1] for form in forms if several)
    if any(word.endswith(ends) for word in fold(spoken).split()):
        return spoken
    return next((form for form in forms if fold(form) == fold(spoken)), title)


def is_mvz(text: str) -> bool:
    """Whether a profession, legal form or name is that of a Medizinisches Versorgungszentrum."""
    return _MVZ.search(text) is not None


def spread(key: str, text: str) -> dict[str, str]:
    """Split an answer into several: a complete address has postcode and town, too."""
    found = _ADDRESS.fullmatch(" ".join(text.split())) if key in {"street", "postcode"} else None
    if found is None or (key == "street" and not found["street"]):
        return {key: text}
    return {name: part for name, part in found.groupdict().items() if part}


# Behind titles
_FULL_NAME = re.compile(r"(?:[\w-]+\.\S*\s+)*(?:(?:[A-ZÄÖÜ][\w'’-]*|von|van|zu|de[rn]?)(?:\s+|$)){2,}")
_MVZ = re.compile(r"\bZ?MVZ\b|versorgungszentrum", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:(?P<street>.*[^ ,;])[ ,;]+)?(?:D[- ])?(?P<postcode>\d{5}) (?P<city>[^\d,;]+)")


_NEAR = 0.8
# As the end of a longer word: Privatärztin, Landarzt. Fields, teeth and animals are found before.
_DOCTOR = re.compile(r"\B(?:arzt|aerzt)(?:in|innen|e)?\b")


def _profession(text: str) -> str:
    folded = fold(text)
    for name, about in professions().items():
        spoken = (name, *(fold(word) for word in about.get("title", "").split(" / ")))
        if folded in spoken or folded in {fold(kind) for kind in about["kind"].values()}:
            return name
    if several := professions_in(tuple(professions()), text):
        fix = "Answer with one of them; afterwards they stand in praxis.yml as a list: beruf: [{listed}]"
        raise Unclear("“{text}” names several professions.", fix, text=text, listed=", ".join(several))
    known = profession_of(text)
    if not known and _DOCTOR.search(folded) and not nearest(folded, tuple(professions()), cutoff=_NEAR):
        return "arzt"
    fix = "One of: {valid}. Every other profession is `sonstige`; its name comes into praxis.yml."
    return known or _one_of(folded, tuple(professions()), text, "The profession “{name}” is not known.", fix)


def _legal_form(text: str) -> str:
    plain = _MVZ.sub("", text).strip(" -,()")
    if is_mvz(text) and not plain:
        return ""
    named = [form for word in plain.split() if (form := bare(word)) in LEGAL_FORMS]
    folded = named[0] if len(named) == 1 else bare(plain)
    return meant("rechtsform", plain) or _one_of(
        folded, LEGAL_FORMS, text, "The legal form “{name}” is not known.", FORMS["rechtsform"]
    )


def _one_of(folded: str, valid: tuple[str, ...], text: str, what: str, fix: str) -> str:
    if folded in valid:
        return folded
    if near := nearest(folded, valid, cutoff=_NEAR):
        raise Unclear(what, "Did you mean “{near}”?", name=text, near=near)
    raise Unclear(what, fix, name=text, valid=", ".join(valid))


def _state(text: str) -> str:
    if code := state_of(text):
        return STATES[code]
    land = country_code(text) or shipped("spoken_names")["abroad"].get(fold(text), "DE")
    if land != "DE":
        fix = _ABROAD if land in {"AT", "CH"} else ELSEWHERE
        raise Unclear("“{text}” is not a Bundesland.", fix, text=text)
    return _valid(State, text)


def _hours(text: str) -> str:
    lines = hours_in(text)
    if not lines:
        example = "Mo-Fr 8-12; Mo, Di, Do 15-18"
        example += "; sonst nach Vereinbarung" if "vereinbarung" in text.lower() else ""
        raise Unclear("“{text}” is not understood as hours.", "Write them in one line: {example}", text=text, example=example)  # fmt: skip
    for days, times in lines:
        no_other_days(range(7) if OTHERWISE.fullmatch(days) else parse_days(days), parse_spans(times)[0])
    return text


def _address(text: str) -> str:
    if "@" in text:
        raise Unclear("“{text}” is not a web address.", "Write it as in: www.praxis-beispiel.de", text=text)
    bare_address = re.sub(r"^(?i:https?:)?//", "", text)
    address = bare_address if "://" in bare_address else f"https://{bare_address}"
    address = re.sub(r"(?<=[^:/]/)[^/]+\.(?:html?|php)$", "", address)
    return _valid(Url, address)


def _owner(text: str) -> str:
    if COMPANY.search(text):
        return text
    if any(map(str.isdigit, text)):
        fix = "Write the full name, with title: Dr. med. Ada Beispiel"
        raise Unclear("“{text}” is not a name.", fix, text=text)
    people = re.split(rf"{AND}|, (?=(?:Dr|Prof|Dipl|Frau|Herr|Mr|Ms)\b)", text)
    if len(people) > 1 and all(map(_FULL_NAME.fullmatch, people)):
        return "; ".join(people)
    if len(people) > 1:
        fix = "Put a semicolon between them, each with the full name: Dr. med. Ada Beispiel; Dr. med. Bert Beispiel"
        raise Unclear("“{text}” seems to be several people.", fix, text=text)
    return _words(text)


def _words(text: str) -> str:
    if not any(map(str.isalpha, text)):
        raise Unclear("“{text}” has no letter in it.", "Write it as it stands on the door plate.", text=text)
    return text


_ABROAD = "In Germany it has 5 digits, as 01067. In Austria or Switzerland leave this question open: the manual says on the page “Fragen” what is to be written there."


def _postcode(text: str) -> str:
    if re.fullmatch(r"(?:(?:AT?|CH)-)?\d{4}", text):
        raise Unclear("“{text}” is no postcode of Germany.", _ABROAD, text=text)
    SCALARS[Postcode](text, "de")
    return text.rpartition("-")[2]


def _valid(kind: Any, text: str) -> str:
    SCALARS[kind](text, "de")  # raises Unclear
    return text


_READ: dict[str, Callable[[str], str]] = {
    "name": _words, "owner": _owner, "street": _words, "city": lambda text: _words(re.sub(r"^(?:D-)?\d{5} ", "", text)),
    "profession": _profession, "legal_form": _legal_form, "state": _state, "hours": _hours,
    "phone": partial(_valid, Phone), "postcode": _postcode, "email": partial(_valid, Email), "site_url": _address,
}  # fmt: skip
