"""A complete site for a practice, written from templates: builds and passes at once, then `todo` says what to add."""

import re
import shutil
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import jinja2
import yaml

from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.practice.legal.tables import STATES, WITH_CHAMBER, chambers, state_of
from mkdocs_praxis.practice.model_people import Practice
from mkdocs_praxis.practice.requirements import EXAMPLES
from mkdocs_praxis.practice.schema import FOLDER as SCHEMAS
from mkdocs_praxis.practice.specs import files_of_facts, specs
from mkdocs_praxis.practice.wanted import COMPANIES, UNDER_SECRECY
from mkdocs_praxis.problem import PraxisError, Problem, nearest

_STARTER = Path(__file__).resolve().parent / "starter"
LANGUAGES = ("de", "en")
LEGAL_FORMS = tuple(form for form in get_args(specs(Practice)["rechtsform"].kind) if form)


@cache
def professions() -> dict[str, dict[str, Any]]:
    """Return what `new` knows of each profession, by its German key."""
    text = (files("mkdocs_praxis.practice") / "data" / "professions.yml").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return data


def _quoted(text: object) -> str:
    """Return text as a YAML scalar, in quotation marks where it needs them."""
    text = str(text)
    if not text:
        return ""
    plain = re.fullmatch(r"[\wÀ-ž(][\w À-ž.,/()&+'’–-]*", text) and not text.endswith(" ")
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What somebody said about a new practice; what is "" stands in the site as a marked example, or is left open."""

    profession: str = "arzt"
    specialty: str = ""
    legal_form: str = ""
    mvz: bool = False
    name: str = ""
    owner: str = ""  # several with ";"
    hours: str = ""  # in one line: Mo-Fr 8-12; Mo, Di, Do 15-18
    street: str = ""
    postcode: str = ""
    city: str = ""
    state: str = ""
    phone: str = ""
    email: str = ""
    site_url: str = ""


_HOURS = "Mo-Fr 8:00-12:00; Mo, Di, Do 15:00-18:00"


def create(directory: Path, *, language: str = "de", **given: str | bool) -> list[Path]:
    """Write a complete site and return the paths written; `given` are the attributes of `Given`.

    Raise PraxisError when the directory already holds a site, or a given value is wrong; then nothing is written.
    """
    said = Given(**given)  # type: ignore[arg-type]  # the caller names attributes of Given
    _check_given(directory, language, said)
    texts = _render(language, _values(said, language))
    _check(texts, language)
    written = []
    for path, text in texts.items():
        target = directory / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")
        written.append(target)
    for schema in sorted((SCHEMAS / language).glob("*.json")):
        target = directory / "praxis" / "schema" / schema.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(schema, target)
        written.append(target)
    return written


def _check_given(directory: Path, language: str, said: Given) -> None:
    t = translator(language, "practice")
    problems: list[Problem] = []
    if language not in LANGUAGES:
        problems.append(
            Problem(t("There is no starter in “{language}”.", language=language), fix=", ".join(LANGUAGES))
        )
    problems += _among(said.profession, tuple(professions()), "The profession “{name}” is not known.", t)
    if said.legal_form:
        problems += _among(said.legal_form, LEGAL_FORMS, "The legal form “{name}” is not known.", t)
    if said.state and state_of(said.state) is None:
        problems.append(
            Problem(
                t("“{text}” is not a Bundesland.", text=said.state),
                fix=t("One of: {names}", names=", ".join(STATES.values())),
            )
        )
    if said.hours and not hours_in(said.hours):
        problems.append(
            Problem(
                t("“{text}” is not understood as hours.", text=said.hours),
                fix=t("Write them in one line: Mo-Fr 8-12; Mo, Di, Do 15-18"),
            )
        )
    taken = [item for item in ("mkdocs.yml", "praxis", "docs") if (directory / item).exists()]
    if taken:
        problems.append(
            Problem(
                t("{directory} already holds {names}.", directory=directory, names=", ".join(taken)),
                fix=t("Choose a new folder; nothing is ever overwritten."),
            )
        )
    if problems:
        raise PraxisError(*problems)


def _among(name: str, valid: tuple[str, ...], what: str, t: Translate) -> list[Problem]:
    if name in valid:
        return []
    near = nearest(name, valid)
    fix = t("Did you mean “{near}”?", near=near) if near else t("One of: {names}", names=", ".join(valid))
    return [Problem(t(what, name=name), fix=fix)]


def hours_in(text: str) -> list[tuple[str, str]]:
    """Return (days, times) of hours in one line: `Mo-Fr 8-12; Mo, Di, Do 15-18`; [] when it says none."""
    found = []
    for part in text.split(";"):
        match = re.fullmatch(r"([^\d:]+?) ?:? (\d.*|nach Vereinbarung)", " ".join(part.split()))
        if match is None:
            return []
        found.append((match[1], match[2]))
    return found


def _values(said: Given, language: str) -> dict[str, Any]:
    """Return what the templates of the starter see."""
    t = translator(language, "practice")
    p: dict[str, Any] = {"sensitive": False, "remedies": False} | professions()[said.profession]
    asked = ("street", "postcode", "city", "phone", "email")
    values: dict[str, Any] = {key: getattr(said, key) or EXAMPLES[key] for key in asked}
    code = state_of(said.state) if said.state else None
    of_land = [entry.name for entry in chambers(said.profession) if code in entry.states]
    owners = [part.strip() for part in said.owner.split(";") if part.strip()] or [EXAMPLES["owner"]]
    form = said.legal_form or ("einzelpraxis" if len(owners) == 1 else "gemeinschaftspraxis")
    given = {key: getattr(said, key) for key in (*asked, "owner", "hours", "site_url", "legal_form")}
    return values | {
        "site_url": (said.site_url or EXAMPLES["site_url"]).rstrip("/") + "/",
        "name": said.name or f"{p['kind'][language]} {t('Example')}",
        "p": p,
        "profession": said.profession,
        "specialty": said.specialty,
        "language": language,
        "state": STATES.get(code or "", ""),
        "chamber": of_land[0] if len(of_land) == 1 else "",
        "example_chamber": next((e.name for e in chambers(said.profession) if "BE" in e.states), ""),
        "example_association": "KZV Berlin" if said.profession == "zahnarzt" else "KV Berlin",
        "with_chamber": said.profession in WITH_CHAMBER,
        "secrecy": said.profession in UNDER_SECRECY,
        "legal_form": form,
        "company": form in COMPANIES,
        "mvz": said.mvz,
        "owners": owners,
        "given_owner": bool(said.owner),
        "hours": hours_in(said.hours or _HOURS),
        "q": _quoted,
        "c": lambda de, en: de if language == "de" else en,
        "mark": lambda key: "" if given[key] else "   # BEISPIEL",
    }


def _render(language: str, values: dict[str, Any]) -> dict[str, str]:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_STARTER),
        autoescape=False,  # noqa: S701 - YAML and Markdown, quoted by `q`
        trim_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )
    texts = {}
    for name in files_of_facts():
        head = f"# yaml-language-server: $schema=schema/{name.replace('.yml', '.json')}\n"
        text = environment.get_template(f"praxis/{name}").render(values)
        texts[f"praxis/{name}"] = head + "\n".join(line.rstrip() for line in text.split("\n"))
    for path in sorted((_STARTER / language).iterdir()):
        top = path.name in {"mkdocs.yml", "LIESMICH.md", "README.md"}
        texts[path.name if top else f"docs/{path.name}"] = environment.get_template(
            f"{language}/{path.name}"
        ).render(values)
    return texts


def _check(texts: dict[str, str], language: str) -> None:
    """Read what would be written, so that a wrong phone number given as an option is told before a file exists."""
    from tempfile import TemporaryDirectory

    from mkdocs_praxis.practice.reading import read_facts

    with TemporaryDirectory() as folder:
        facts = Path(folder) / "praxis"
        facts.mkdir()
        for path, text in texts.items():
            if path.startswith("praxis/"):
                (facts / Path(path).name).write_text(text, encoding="utf-8")
        read_facts(facts, language=language)
