"""The reference of the German manual: a page for each file of facts, one for the components, made from the models."""

import dataclasses
import datetime as dt
import re
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from mkdocs_praxis.components import catalogue
from mkdocs_praxis.components.catalogue import Component
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.short import SHORT
from mkdocs_praxis.practice.specs import Spec, files_of_facts, specs, unwrap
from mkdocs_praxis.practice.values import Email, Markdown, Phone, Postcode, Span, Url, Week, Word, YearDay

_EXAMPLE = Path(__file__).resolve().parents[1] / "example-site" / "praxis"
_SAY = translator("de", "practice")
_KINDS: dict[Any, str] = {
    bool: "`ja` oder `nein`",
    int: "Zahl",
    float: "Zahl",
    dt.date: "Datum, `24.12.2026`",
    YearDay: "Tag, `24.12.`",
    Phone: "Telefonnummer",
    Email: "E-Mail-Adresse",
    Url: "Web-Adresse mit `https://`",
    Postcode: "Postleitzahl",
    Week: "Tage mit Uhrzeiten, `Mo-Fr: 8:00-12:00`",
    Span: "Uhrzeiten, `8:00-12:00`",
    Markdown: "Text, auch mit Absätzen",
    Word: "Wörter, durch Komma getrennt",
}
_HEADS = {
    "praxis.yml": "Name, Beruf, Anschrift, Telefon: wer Sie sind. Die einzige Datei, die es geben muss.",
    "zeiten.yml": "Sprechzeiten, Telefonzeiten, Feiertage und einzelne Tage mit anderen Zeiten.",
    "urlaub.yml": "Wann die Praxis geschlossen ist und wer vertritt.",
    "team.yml": "Die Menschen der Praxis.",
    "leistungen.yml": "Was Sie anbieten.",
    "aktuelles.yml": "Meldungen, die von selbst erscheinen und verschwinden.",
    "termine.yml": "Wie man einen Termin und ein Rezept bekommt, Formulare zum Herunterladen.",
    "anfahrt.yml": "Wie man hinkommt und wie man hineinkommt.",
    "fragen.yml": "Häufige Fragen mit Antworten.",
    "stellen.yml": "Offene Stellen.",
    "rechtliches.yml": "Was Impressum, Datenschutzerklärung und Barrierefreiheitserklärung zusätzlich brauchen.",
}


def pages() -> dict[str, str]:
    """Return the generated Markdown pages by path."""
    made = {f"de/angaben/{name.removesuffix('.yml')}.md": _file(name) for name in files_of_facts()}
    made["de/angaben/index.md"] = _index()
    made["de/bausteine.md"] = _components()
    return made


def _index() -> str:
    rows = "".join(
        f"| [{name}]({name.removesuffix('.yml')}.md) | {_HEADS.get(name, '')} |\n"
        for name in files_of_facts()
    )
    return f"""---
sprache: de
---

# Alle Angaben

Die Angaben Ihrer Praxis stehen in wenigen Dateien im Ordner `praxis/`. Schreiben Sie je Zeile `schlüssel: wert`. Wer sich
vertippt, bekommt beim Bauen eine Meldung mit Datei, Zeile und Rat; `praxis todo` sagt, was noch fehlt.

| Datei | Was darin steht |
|---|---|
{rows}"""


def _file(name: str) -> str:
    tops = [spec for spec in specs(Facts).values() if spec.file == name]
    parts = ["---", "sprache: de", "---", "", f"# {name}", "", _HEADS.get(name, ""), ""]
    example = _EXAMPLE / name
    if example.is_file():
        text = example.read_text(encoding="utf-8").strip()
        parts += ["So sieht die Datei in der Beispielpraxis aus:", "", "```yaml", text, "```", ""]
    seen: set[type] = set()
    listed = [spec for spec in tops if spec.key]
    if listed:
        parts += ["## Schlüssel der Datei", "", *_table(listed)]
    for spec in tops:
        parts += _below(spec, seen)
    return "\n".join(parts) + "\n"


def _below(spec: Spec, seen: set[type]) -> Iterator[str]:
    """Yield a section for the record that a key holds, and for those inside it, each once."""
    kind = _inner(spec.kind)
    if not (isinstance(kind, type) and dataclasses.is_dataclass(kind)) or kind in seen or kind in _KINDS:
        return
    seen.add(kind)
    own = list(specs(kind).values())
    if not own:
        return
    yield f"## In `{spec.key}:`" if spec.key else "## Schlüssel der Datei"
    yield ""
    if spec.key:
        yield f"{_SAY(spec.doc)}. {_short(kind)}".rstrip()
        yield ""
    yield from _table(own)
    for one in own:
        yield from _below(one, seen)


def _short(kind: type) -> str:
    short = SHORT.get(kind.__name__)
    if isinstance(short, str):
        return f"Kurz geht auch eine Zeile allein: Sie gilt dann als `{short}`."
    return "Kurz geht auch alles in einer Zeile." if short else ""


def _table(listed: list[Spec]) -> list[str]:
    rows = ["| Schlüssel | Bedeutung | Wert | Beispiel |", "|---|---|---|---|"]
    for spec in listed:
        need = " **(nötig)**" if spec.required else ""
        example = f"`{_cell(spec.example)}`" if spec.example else ""
        rows.append(f"| `{spec.key}` | {_cell(_SAY(spec.doc))}{need} | {_kind(spec.kind)} | {example} |")
    return [*rows, ""]


def _inner(kind: Any) -> Any:
    kind = unwrap(kind)
    return unwrap(typing.get_args(kind)[0]) if typing.get_origin(kind) is tuple else kind


def _kind(kind: Any) -> str:
    kind = unwrap(kind)
    origin = typing.get_origin(kind)
    if kind in _KINDS:
        return _KINDS[kind]
    if origin is Literal:
        return ", ".join(f"`{option}`" for option in typing.get_args(kind) if option)
    if origin is dict:
        return "je Zeile `schlüssel: wert`"
    if origin is tuple:
        item = unwrap(typing.get_args(kind)[0])
        return _KINDS[item] if item in {Span, Word} else f"Liste: {_kind(item)}"
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        return "eigene Schlüssel, siehe unten"
    return "Text"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _components() -> str:
    parts = [
        "---",
        "sprache: de",
        "---",
        "",
        "# Alle Bausteine",
        "",
        "Ein Baustein ist eine Zeile in einer Seite (`docs/….md`). Beim Bauen wird daraus ein fertiger Block aus Ihren Angaben. Die Klasse",
        "sagt, wer davon erfährt: **A** nur Ihr eigener Server, **B** ein Link – erst der Klick nimmt Kontakt auf –, **C** ein eigenes Formular.",
        "",
    ]
    for one in sorted((c.told("de") for c in catalogue() if not c.theme), key=lambda c: c.german):
        parts += _component(one)
    return "\n".join(parts) + "\n"


def _german(one: Component) -> str:
    """Return the example with the German names of the component and its options, which it understands just as well."""
    text = one.example.strip().replace(f"praxis {one.name}", f"praxis {one.german}")
    for option in one.options:
        names = {option.name: option.german} | {
            k.rstrip("?"): v.rstrip("?") for k, v in option.fields.items()
        }
        for name, german in names.items():
            text = re.sub(rf"(?<![\w-]){re.escape(name)}(?=[:=])", german, text)
    return text


def _component(one: Component) -> list[str]:
    parts = [f"## {one.title}", "", f"Klasse **{one.privacy}**: {one.why}", ""]
    parts += ["```", _german(one), "```", ""]
    parts += [f"Statt: {one.replaces}", ""] if one.replaces else []
    parts += [f"Zugang für alle: {one.accessibility}", ""] if one.accessibility else []
    if one.options:
        parts += ["| Angabe | Bedeutung |", "|---|---|"]
        parts += [
            f"| `{option.german}` | {_cell(option.about)}{' **(nötig)**' if option.required else ''} |"
            for option in one.options
        ]
        parts.append("")
    return parts
