"""A complete site for a practice, written from templates: builds and passes at once, then `todo` says what to add."""

import re
import shutil
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import jinja2
import yaml

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.legal.tables import STATES, WITH_CHAMBER, chambers, state_of
from mkdocs_praxis.practice.requirements import EXAMPLES
from mkdocs_praxis.practice.schema import FOLDER as SCHEMAS
from mkdocs_praxis.practice.specs import files_of_facts
from mkdocs_praxis.problem import PraxisError, Problem, nearest

_STARTER = Path(__file__).resolve().parent / "starter"
LANGUAGES = ("de", "en")


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


def create(
    directory: Path,
    *,
    profession: str = "arzt",
    language: str = "de",
    name: str = "",
    owner: str = "",
    street: str = "",
    postcode: str = "",
    city: str = "",
    state: str = "",
    phone: str = "",
    email: str = "",
    site_url: str = "",
) -> list[Path]:
    """Write a complete site and return the paths written. What is not given stands as a marked example.

    Raise PraxisError when the directory already holds a site, or a given value is wrong; then nothing is written.
    """
    t = translator(language, "practice")
    problems: list[Problem] = []
    if language not in LANGUAGES:
        problems.append(
            Problem(t("There is no starter in “{language}”.", language=language), fix=", ".join(LANGUAGES))
        )
    if profession not in professions():
        near = nearest(profession, professions())
        fix = (
            t("Did you mean “{near}”?", near=near)
            if near
            else t("Possible: {valid}", valid=", ".join(professions()))
        )
        problems.append(Problem(t("The profession “{name}” is not known.", name=profession), fix=fix))
    code = state_of(state) if state else None
    if state and code is None:
        problems.append(
            Problem(
                t("“{text}” is not a Bundesland.", text=state),
                fix=t("One of: {names}", names=", ".join(STATES.values())),
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
    p: dict[str, Any] = {"sensitive": False, "specialty": ""} | professions()[profession]
    given = {
        "owner": owner, "street": street, "postcode": postcode, "city": city, "phone": phone, "email": email,
        "site_url": site_url and site_url.rstrip("/") + "/",
    }  # fmt: skip
    values = {key: value or EXAMPLES[key] for key, value in given.items()}
    of_land = [entry.name for entry in chambers(profession) if code in entry.states]
    texts = _render(
        language,
        {
            **values,
            "name": name or f"{p['kind'][language]} {t('Example')}",
            "p": p,
            "profession": profession,
            "language": language,
            "state": STATES.get(code or "", ""),
            "chamber": of_land[0] if len(of_land) == 1 else "",
            "with_chamber": profession in WITH_CHAMBER,
            "q": _quoted,
            "c": lambda de, en: de if language == "de" else en,
            "mark": lambda key: "" if given[key] else "   # BEISPIEL",
        },
    )
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
