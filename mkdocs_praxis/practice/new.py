"""Writes a complete new site from templates (`praxis new`); it builds and passes, and `todo` lists what is missing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_praxis.compiled import environment
from mkdocs_praxis.files import new_or_gone
from mkdocs_praxis.i18n import Translate, languages, translator
from mkdocs_praxis.practice.answers import (
    HEADED_BY_FIELD,
    is_mvz,
    own_title,
    professions,
    speciality_of,
    spread,
    understood,
)
from mkdocs_praxis.practice.base import Base, base_of
from mkdocs_praxis.practice.hour_lines import hours_in
from mkdocs_praxis.practice.hours import on_request
from mkdocs_praxis.practice.legal.tables import STATES, WITH_CHAMBER, chambers, state_of
from mkdocs_praxis.practice.predicates import UNDER_SECRECY
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.requirements import EXAMPLE_OWNERS, EXAMPLES
from mkdocs_praxis.practice.shipped import PATTERNS, shipped
from mkdocs_praxis.practice.specialties import MVZ, ON_ONE_FIELD, field_of, kind_of, label_of, of_animals
from mkdocs_praxis.practice.specs import files_of_facts
from mkdocs_praxis.practice.values import COMPANY
from mkdocs_praxis.problem import PraxisError, Problem, msg

_STARTER = Path(__file__).resolve().parent / "starter"
_SCHEMAS = Path(__file__).resolve().parent / "schema"
_SHEETS = {"patienteninformation.md", "treatment-data.md"}


def _quoted(text: object) -> str:
    """Return text as a YAML scalar, quoted if necessary."""
    text = str(text)
    if not text:
        return ""
    plain = re.fullmatch(r"[\wÀ-ž(][\w À-ž.,/()&+'’@–-]*", text) and not text.endswith(" ")
    return text if plain else '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The answers about a new practice; for "" the site has a marked example, or nothing."""

    profession: str = "arzt"
    specialty: str = ""
    field: str = ""  # the specialty in the answer to `profession`
    title: str = ""  # the answer to `profession` as it was spoken
    legal_form: str = ""
    mvz: bool = False
    name: str = ""
    owner: str = ""  # several are separated by ";"
    hours: str = ""  # in one line: Mo-Fr 8-12; Mo, Di, Do 15-18
    street: str = ""
    postcode: str = ""
    city: str = ""
    state: str = ""
    phone: str = ""
    mobile: str = ""
    fax: str = ""
    email: str = ""
    site_url: str = ""


_HOURS = "Mo-Fr 8:00-12:00; Mo, Di, Do 15:00-18:00"


def create(
    directory: Path,
    *,
    language: str = "de",
    base: Path | None = None,
    marks: Mapping[str, str] | None = None,
    **given: str | bool,
) -> list[Path]:
    """Write a complete site and return the paths written; `given` are the attributes of `Given`, `marks` comments behind some.

    With `base`, a folder with `mkdocs.base.yml`, the site inherits its settings, theme and pages, and starts with its facts.
    Raises PraxisError if the directory already contains a site, or a value is invalid; then nothing is written.
    """
    said = _given(language, given)
    check_directory(directory)
    shared = base_of(base, directory) if base else None
    texts = _render(language, _values(said, language, marks or {}) | {"base": shared}, shared)
    _check(texts, language)
    # A folder that a code host made has a README and a .gitignore already: they stay.
    new = {directory / path: text.encode() for path, text in texts.items()}
    contents = {path: text for path, text in new.items() if not path.exists()}
    for schema in sorted((_SCHEMAS / language).glob("*.json")):
        contents[directory / "praxis" / "schema" / schema.name] = schema.read_bytes()
    with new_or_gone(directory):
        for target, content in contents.items():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
    return list(contents)


_NO_NAME = frozenset('?*<>|":')  # not allowed in file names by Windows


def check_directory(directory: Path) -> None:
    """Raise PraxisError if a folder already contains a site, or its name is invalid on some system."""
    if set(directory.name) & _NO_NAME:
        fix = "Name the folder that is to be made, such as praxis-am-markt. `praxis new --help` tells what else can be said."
        raise PraxisError(msg("“{name}” is no name for a folder.", name=directory.name), fix=fix)
    taken = [item for item in ("mkdocs.yml", "praxis", "docs") if (directory / item).exists()]
    if taken:
        what = msg("{directory} already holds {names}.", directory=directory, names=", ".join(taken))
        raise PraxisError(what, fix="Choose a new folder; nothing is ever overwritten.")


def _given(language: str, given: dict[str, str | bool]) -> Given:
    """Validate and normalise the answers. Raises PraxisError with every invalid one."""
    if language not in languages():
        what = msg("There is no starter in “{language}”.", language=language)
        raise PraxisError(what, fix=", ".join(languages()))
    given = {
        name: part
        for key, value in given.items()
        for name, part in ({key: value} if isinstance(value, bool) else spread(key, value)).items()
        if name == key or not given.get(name)
    }
    said = dict(given)
    spoken = str(given.get("profession", ""))
    told = (spoken, *(str(given.get(key, "")) for key in ("legal_form", "name")))
    said["mvz"] = bool(given.get("mvz")) or any(map(is_mvz, told))
    title = str(given.get("title") or spoken)
    said["title"] = title if title in professions() else title[:1].upper() + title[1:]
    said["field"] = "" if given.get("specialty") else given.get("field") or speciality_of(spoken)
    problems: list[Problem] = []
    for key, value in given.items():
        try:
            said[key] = said[key] if isinstance(value, bool) else understood(key, str(said[key]))
        except PraxisError as error:
            problems += error.problems
    if problems:
        raise PraxisError(*problems)
    return Given(**said)  # type: ignore[arg-type]  # the caller names attributes of Given


def _values(said: Given, language: str, marks: Mapping[str, str]) -> dict[str, Any]:
    """Return the variables of the templates."""
    t = translator(language, "practice")
    p: dict[str, Any] = {"sensitive": False, "remedies": False} | professions()[said.profession]
    specialty = said.specialty or said.field
    p["kind"] = (kind_of(said.title) or p["kind"]) | _german_kind(said, specialty)
    p["title"] = p.get("child_title" if "jugendlichen" in said.title.lower() else "", p["title"])
    asked = ("street", "postcode", "city", "phone", "email")
    values: dict[str, Any] = {key: getattr(said, key) or EXAMPLES[key] for key in asked}
    values |= {key: getattr(said, key) for key in ("profession", "mvz", "mobile", "fax")}
    code = state_of(said.state) if said.state else None
    of_land = [entry.name for entry in chambers(said.profession) if code in entry.states]
    owners = [part.strip() for part in said.owner.split(";") if part.strip()] or [EXAMPLE_OWNERS[language]]
    several = "gemeinschaftspraxis" if said.profession in WITH_CHAMBER else "gbr"  # a BAG is of doctors
    form = said.legal_form or ("einzelpraxis" if len(owners) == 1 else several)
    companies = shipped("legal_forms")
    firm = owners[0] if form in companies and len(owners) == 1 and COMPANY.search(owners[0]) else ""
    firm, _, representatives = PATTERNS["represented by"].sub("\n", firm, count=1).partition("\n")

    def example(key: str) -> str:
        return "" if getattr(said, key) else "   # BEISPIEL"

    if len(owners) == 1 and not firm and said.title not in professions():
        p["title"] = own_title(p["title"], said.title, several=p.get("several_titles", False))
    return values | {
        "site_url": (said.site_url or EXAMPLES["site_url"]).rstrip("/") + "/",
        "name": said.name or _name_of(p["kind"][language], firm, owners if said.owner else [], said.city, t),
        "where": f" in {said.city}" if said.city else "",
        "p": p,
        "spoken": said.title,
        "specialty": specialty,
        "language": language,
        "state": STATES.get(code or "", ""),
        "chamber": of_land[0] if len(of_land) == 1 else "",
        "example_chamber": next((e.name for e in chambers(said.profession) if "BE" in e.states), ""),
        "example_association": "KZV Berlin" if said.profession == "zahnarzt" else "KV Berlin",
        "with_chamber": said.profession in WITH_CHAMBER,
        "insured": said.profession in WITH_CHAMBER - {"tierarzt"},
        "secrecy": said.profession in UNDER_SECRECY,
        "legal_form": form,
        "company": form in companies,
        "sheet": said.profession not in {"tierarzt", "sonstige"},  # information on patient data
        "animals": said.profession == "tierarzt" or of_animals(f"{said.title} {specialty}"),
        "owners": owners,
        "given_owner": bool(said.owner) and not firm,
        "people": firm or ", ".join(owners),
        "role": specialty
        or (said.title if language == "en" and said.title not in professions() else p["title"]),
        "firm": firm,
        "representatives": representatives,
        "example_owner": EXAMPLE_OWNERS[language],
        "hours": hours_in(said.hours or _HOURS),
        "no_days": on_request(said.hours),
        "q": _quoted,
        "c": lambda de, en: de if language == "de" else en,
        "example": example,
        "mark": lambda key: example(key) or marks.get(key, ""),
        "mark_field": "   # BEISPIEL" if said.field else "",
    }


def _german_kind(said: Given, specialty: str) -> dict[str, str]:
    """Return what a practice is called in German if its field says more than its profession, by language."""
    field = field_of(specialty) or field_of(label_of(said.title))
    if said.mvz:
        return {"de": MVZ}
    if field and said.profession in HEADED_BY_FIELD:
        return {"de": f"Praxis für {field}"}
    if label_of(said.title) == ON_ONE_FIELD:
        of = re.search(r"\w+therapie|\w+logie", said.title, re.IGNORECASE)
        return {"de": f"Praxis für {of[0]} (HeilprG)" if of else "Praxis"}
    return {}


def _name_of(kind: str, firm: str, owners: list[str], city: str, t: Translate) -> str:
    """Return a default name for a practice: its company, or a name made from its owner or town."""
    if firm or len(owners) == 1:
        return firm or f"{kind} {owners[0]}"
    return f"{kind} in {city}" if city else f"{kind} {t('Example')}"


def _marked(line: str) -> str:
    """Return a line of a template; commented-out entries get the mark of examples."""
    line = line.rstrip()
    unmarked = PATTERNS["commented entry"].match(line) and "BEISPIEL" not in line
    return f"{line}   # BEISPIEL" if unmarked else line


def _render(language: str, values: dict[str, Any], base: Base | None = None) -> dict[str, str]:
    # YAML and Markdown, quoted by `q`
    starter = environment(_STARTER, autoescape=False, lstrip_blocks=False, keep_trailing_newline=True)
    texts = {}
    for name in files_of_facts():
        head = f"# yaml-language-server: $schema=schema/{name.replace('.yml', '.json')}\n"
        text = starter.get_template(f"praxis/{name}").render(values)
        texts[f"praxis/{name}"] = head + "\n".join(map(_marked, text.split("\n")))
    for path in sorted((_STARTER / language).iterdir()):
        if path.name in _SHEETS and not values["sheet"]:
            continue
        top = path.name in {"mkdocs.yml", "LIESMICH.md", "README.md"}
        text = starter.get_template(f"{language}/{path.name}").render(values)
        texts[path.name if top else f"docs/{path.name}"] = text
    texts[".gitignore"] = starter.get_template("gitignore").render()
    if base:
        left = base.pages | base.told
        texts = {path: text for path, text in texts.items() if path not in left} | base.facts
    return texts


def _check(texts: dict[str, str], language: str) -> None:
    """Validate the files before they are written: reports, say, an invalid phone number given as an option."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        facts = Path(folder) / "praxis"
        facts.mkdir()
        for path, text in texts.items():
            if path.startswith("praxis/"):
                (facts / Path(path).name).write_text(text, encoding="utf-8")
        read_facts(facts, language=language)
