"""Writes IMPORT.md: what was imported, and what is left to do."""

import re

from bs4 import BeautifulSoup

from mkdocs_praxis.importing.lines import lines_of
from mkdocs_praxis.importing.model import Brought

_NAMES = {
    "name": "Name der Praxis",
    "owner": "Inhaberin oder Inhaber",
    "street": "Straße",
    "postcode": "Postleitzahl",
    "city": "Ort",
    "phone": "Telefon",
    "fax": "Fax",
    "email": "E-Mail",
    "profession": "Beruf",
    "field": "Fachgebiet",
    "booking": "Online-Termine",
}
# Facts in an Impressum beside name and address, and the keys where they belong now.
_TOLD = {
    "Kammer": ("kammer", "praxis/praxis.yml → beruf: kammer"),
    "Kassenärztliche Vereinigung": ("kassenärztliche|kassenzahnärztliche", "praxis/praxis.yml → beruf: kv"),
    "Aufsichtsbehörde": ("aufsicht|zuständig(?!keit)", "praxis/praxis.yml → beruf: aufsicht"),
    "Berufsbezeichnung": (
        "berufsbezeichnung|approbation|staatlich anerkannt",
        "praxis/praxis.yml → beruf: bezeichnung",
    ),
    "Umsatzsteuer-ID": (
        r"\bust\b|ust-?id|umsatzsteuer-?id|\bDE ?\d{9}\b",
        "praxis/praxis.yml → ust_id (nie die Steuernummer)",
    ),
    "Register": ("handelsregister|partnerschaftsregister|registergericht", "praxis/praxis.yml → register"),
    "Haftpflichtversicherung": ("haftpflicht", "praxis/rechtliches.yml"),
    "Datenschutzbeauftragte": ("datenschutzbeauftragt", "praxis/rechtliches.yml → dsb"),
}


def report(brought: Brought) -> str:
    """Return the report as Markdown, in German, for practice staff."""
    made = brought.pages.values()
    parts = [
        "# Was von der alten Website mitgekommen ist",
        "",
        f"- {_counted(len(brought.pages), 'Seite', 'Seiten')}, {_counted(brought.files, 'Bild oder Datei', 'Bilder und Dateien')}; {_counted(sum(len(m.embeds) for m in made), 'eingebetteter Inhalt steht', 'eingebettete Inhalte stehen')} jetzt als Adresse da und beim Bauen als Link.",
        "- Was erkannt wurde, ist in `praxis/` mit `# PRÜFEN` markiert. Bitte vergleichen, dann die Markierung löschen.",
        "- Das alte Menü steht in `mkdocs.yml` unter `nav:`.",
        *(
            ["- Knöpfe zum Teilen sind weggelassen: Teilen kann jeder Browser selbst."]
            if any(m.shares for m in made)
            else []
        ),
        "",
        *_guessed(brought),
        *_legal(brought),
        *_listed(
            "Weitere Anschriften auf den alten Seiten",
            [f"{address} ({path})" for address, path in brought.guesses.others.items()],
            "Ist ein Standort der Praxis dabei? Er gehört unter `standorte:` in praxis/praxis.yml, seine Sprechzeiten nach zeiten.yml.",
        ),
        *_listed("Bilder, die anderswo liegen (nicht geholt)", sorted({f for m in made for f in m.foreign})),
        *_missing(brought),
        *_listed(
            "Dateien der alten Website, die keine Seite zeigt (nicht mitgenommen)", _few(brought.unused)
        ),
        *_undescribed(brought),
        *_listed(
            "Seiten mit Formularen (nicht übernommen)", [p for p, m in brought.pages.items() if m.forms]
        ),
        *_listed(
            "Was um die alten Seiten herum stand und weggelassen ist (Kopf, Fuß, Rand)",
            [f"„{words[:300]}“" for words in brought.frame],
        ),
        *_listed(
            "Was erst ein Programm auf dem Server einsetzt (nicht übernommen, bitte vergleichen)",
            brought.site.stand_ins,
        ),
        *_listed("Nicht veröffentlicht, darum nicht übernommen", brought.site.left),
        *_listed("Nicht zu lesen", brought.site.problems),
    ]
    if brought.redirects:
        parts += [
            "## Alte Adressen",
            "",
            f"{_counted(len(brought.redirects), 'Adresse ändert', 'Adressen ändern')} sich. `weiterleitungen/` hält für jeden Server bereit, was Besucher weiterschickt (Apache: htaccess.txt in die .htaccess).",
            "",
        ]
    return "\n".join(parts).rstrip() + "\n"


def _guessed(brought: Brought) -> list[str]:
    rows = [
        f"| {_NAMES[key]} | {found.value} | {found.path} |" for key, found in brought.guesses.facts.items()
    ]
    if brought.guesses.hours:
        hours = "; ".join(f"{days} {times}" for days, times in brought.guesses.hours)
        rows.append(f"| Sprechzeiten | {hours} | {brought.guesses.hours_path} |")
    for kind, entries in (("Team", brought.guesses.people), ("Leistungen", brought.guesses.services)):
        if entries:
            names = "; ".join(str(entry["name"]) for entry, _ in entries)
            rows.append(f"| {kind} | {names} | {', '.join(dict.fromkeys(path for _, path in entries))} |")
    if not rows:
        return ["Angaben zur Praxis wurden nicht erkannt.", ""]
    return [
        "## Erkannt, bitte prüfen",
        "",
        "| Angabe | Gefunden | Auf der Seite |",
        "|---|---|---|",
        *rows,
        "",
    ]


def _legal(brought: Brought) -> list[str]:
    if not brought.legal:
        return []
    parts = ["## Rechtliche Seiten", ""]
    parts += [
        "Impressum und Datenschutzerklärung entstehen neu aus den Angaben; die alten liegen zum Vergleich in `alt/`.",
        "",
    ]
    text = "\n".join(
        line.lstrip("# ")
        for page in brought.legal
        for line in lines_of(BeautifulSoup(page.html, "html.parser"))
    )
    found = [
        f"- **{name}**: „{line[:160]}“ → {where}"
        for name, (pattern, where) in _TOLD.items()
        if (line := next((one for one in text.split("\n") if re.search(pattern, one, re.IGNORECASE)), ""))
    ]
    if found:
        parts += ["Darin stand außerdem; bitte übertragen:", "", *found, ""]
    return parts


def _missing(brought: Brought) -> list[str]:
    where = brought.where.awaited
    told = "Legen Sie sie dorthin, und nehmen Sie auf der Seite `<!-- fehlt:` und `-->` um das Bild oder den Link weg."
    return _listed(
        "Dateien, die in der alten Website genannt sind und fehlen",
        [f"{old} → docs/{where[old]}" if old in where else old for old in brought.missing],
        told if where else "",
    )


def _undescribed(brought: Brought) -> list[str]:
    where = [
        f"docs/{brought.where[path]}: {made.undescribed}"
        for path, made in brought.pages.items()
        if made.undescribed
    ]
    told = "Die Website wird erst gebaut, wenn jedes Bild in Worten sagt, was es zeigt: `![Der Empfang](bilder/empfang.jpg)`."
    return _listed("Bilder, die niemand beschreibt", where, told)


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _few(entries: list[str]) -> list[str]:
    """Return the first entries, and a line with the number of the others."""
    return entries if len(entries) <= 40 else [*entries[:40], f"… und {len(entries) - 40} weitere"]


def _listed(title: str, entries: list[str], told: str = "") -> list[str]:
    """Return a section of the report with entries and advice; [] if there are no entries."""
    if not entries:
        return []
    return [f"## {title}", "", *([told, ""] if told else []), *(f"- {entry}" for entry in entries), ""]
