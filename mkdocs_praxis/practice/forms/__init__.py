"""Forms of the shipped PHP handler: their fields, and the two files that a site with such a form gets.

`formular.php` is the same on every site, so that the gate recognises it by its digest; `formular.json` configures the
site's forms. Forms for health data are accepted only with a certificate to encrypt their mail, which passes through third
parties (Art. 9 (2) (h), Art. 32 GDPR, § 203 StGB).
"""

import hashlib
import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.practice.model import Facts, FormFact
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.values import Word

HANDLER, CONFIG = "formular.php", "formular.json"


# What a field is where its entry in forms.yml says nothing else.
_FIELD: dict[str, Any] = {
    "type": "text",  # text, tel, email, date, textarea, choice, ticks
    "required": False,
    "most": 200,  # characters
    "ask": "",  # message shown if it is empty or invalid
    "autocomplete": "",
    "choices": (),
    "past": False,  # whether a date must be in the past
}
_ALWAYS = ("label", "type", "required", "most")  # in formular.json; the others where they say something


def kinds() -> tuple[str, ...]:
    """Return the kinds of forms that the handler supports."""
    return tuple(shipped("forms"))


@cache
def handled_form(kind: str, language: str) -> dict[str, Any]:
    """Return the form of a kind with its texts in a language: title, subject, whether it takes health data, steps with their fields."""
    t, raw = translator(language, "practice"), shipped("forms")[kind]
    steps = [
        {"title": t(step["title"]), "fields": [_field(name, one, t) for name, one in step["fields"].items()]}
        for step in raw["steps"]
    ]
    texts = {key: t(raw[key]) for key in ("title", "subject")}
    return {**texts, "health": raw.get("health", False), "steps": steps}


def _field(name: str, raw: dict[str, Any], t: Translate) -> dict[str, Any]:
    words = {key: t(raw[key]) for key in ("label", "ask") if key in raw}
    return _FIELD | raw | words | {"name": name, "choices": tuple(map(t, raw.get("choices", ())))}


def fields_of(form: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the fields of all steps of a form."""
    return [field for step in form["steps"] for field in step["fields"]]


def language_of(form: FormFact, site: str) -> str:
    """Return the language of the page that holds a form: that of its folder (`en/…`), else the site's."""
    folder = form.page.split("/")[0]
    return folder if len(folder) == 2 and folder.isalpha() and folder.islower() and "/" in form.page else site


def described(form: FormFact, site: str) -> FormFact:
    """Return a form's facts completed from the handler's definition: its fields, and whether it takes health data."""
    if not form.handler or form.kind not in kinds():
        return form
    known = handled_form(form.kind, language_of(form, site))
    fields = form.fields or tuple(Word(field["label"]) for field in fields_of(known))
    return replace(form, fields=fields, health=form.health or known["health"])


def lawful(form: FormFact) -> bool:
    """Whether the handler encrypts what the form sends before it leaves the site's own server."""
    return bool(form.handler and form.certificate)


@cache
def handler() -> bytes:
    """Return the content of the shipped handler."""
    return (files("mkdocs_praxis.practice") / "forms" / HANDLER).read_bytes()


@cache
def digest() -> str:
    """Return the SHA-256 of the handler, by which the gate recognises it as trusted code."""
    return hashlib.sha256(handler()).hexdigest()


def site_files(facts: Facts) -> list[tuple[str, str | bytes]]:
    """Return the files of the handler for a site whose forms use it: path and content."""
    forms = [form for form in facts.forms if form.handler and form.kind in kinds()]
    if not forms or facts.practice.email is None:
        return []
    return [
        (HANDLER, handler()),
        (CONFIG, json.dumps(_config(facts, forms), ensure_ascii=False, indent=1) + "\n"),
    ]


def _config(facts: Facts, forms: list[FormFact]) -> dict[str, Any]:
    spoken = {language_of(form, facts.language) for form in forms} | {facts.language}
    sent = [form for form in forms if lawful(form) or not form.health]
    return {
        "to": facts.practice.email,
        "from": next((form.sender for form in forms if form.sender), facts.practice.email),
        "certificate": next((form.certificate for form in forms if form.certificate), ""),
        "language": facts.language,
        "practice": facts.practice.name,
        "texts": {language: _texts(facts, language) for language in sorted(spoken)},
        "forms": {name_of(one, facts.language): _form(one, language_of(one, facts.language)) for one in sent},
    }


def name_of(form: FormFact, site: str) -> str:
    """Return the form's key in `formular.json`, which the page submits."""
    language = language_of(form, site)
    return form.kind if language == site else f"{form.kind}-{language}"


def _form(form: FormFact, language: str) -> dict[str, Any]:
    known = handled_form(form.kind, language)
    return {
        "subject": known["subject"],
        "title": known["title"],
        "language": language,
        "encrypt": lawful(form),
        "steps": [
            {"title": step["title"], "fields": {field["name"]: _described(field) for field in step["fields"]}}
            for step in known["steps"]
        ],
    }


def _described(field: dict[str, Any]) -> dict[str, Any]:
    """Return a field's entry in `formular.json`."""
    return {key: field[key] for key in (*_ALWAYS, *_FIELD) if key in _ALWAYS or field[key]}


def _texts(facts: Facts, language: str) -> dict[str, str]:
    t = translator(language, "practice")
    phone = facts.practice.phone
    call = t("You can also call us: {phone}", phone=phone.shown) if phone else t("You can also come by.")
    number = {"phone": phone.shown if phone else "", "dial": phone.href if phone else ""}
    return {name: t(text) for name, text in shipped("form_texts").items()} | {"call": call} | number
