"""MkDocs hook: one page a component, from the catalogue; the example practice's pages stay, so that links lead somewhere."""

import json
from pathlib import Path

from mkdocs.structure.files import File

from mkdocs_praxis.components.catalogue import PRIVACY_CLASSES
from mkdocs_praxis.components.directive import directives, expand
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.components.catalogue import catalogue
from mkdocs_praxis.components.setting import linker
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.problem import PraxisError

FACTS = read_facts(Path(__file__).parent.parent / "praxis")
# made of the whole site; a form that a real server must take; parts of the frame that stand on every page anyway
NOT_SHOWN = {"build-date", "imprint", "privacy", "accessibility", "credits", "callback", "form", "structured-data", "emergency-strip", "notice-bar", "foot"}


TYPES = {
    "text": "Text", "markdown": "Markdown", "flag": "ja oder nein", "number": "Zahl", "path": "Datei unter docs/",
    "link": "Seite oder Adresse", "list": "Liste", "items": "Liste", "choice": "Auswahl",
}


def on_config(config):
    shown = [c.told("de") for c in catalogue()]
    config.nav = [
        {"Bausteine": "index.md"},
        {"Für Seiten": [{c.title: f"bausteine/{c.german}.md"} for c in shown if not c.theme]},
        {"Im Rahmen": [{c.title: f"bausteine/{c.german}.md"} for c in shown if c.theme]},
        {"Die Praxis": [f"{p}.md" for p in ("kontakt/index", "kontakt/anfahrt", "aktuelles", "datenschutz", "impressum")]},
    ]
    return config


def on_files(files, config):
    for component in (c.told("de") for c in catalogue()):
        files.append(File.generated(config, f"bausteine/{component.german}.md", content=page(component, config)))
    return files


def page(component, config) -> str:
    lines = [
        f"---\ndescription: {component.title}, Klasse {component.privacy}\n---",
        f"# {component.title}",
        f"**Datenschutzklasse {component.privacy}.** {component.why}\n{{ .lead }}",
        "## So sieht es aus" if live(component, config) else "",
        *live(component, config),
        "## So schreiben Sie es",
        f"```\n{component.shown('de')}\n```",
        "In einer Vorlage:",
        "```\n{{ " + jinja(component) + " }}\n```",
        "## Gut zu wissen",
        f"Barrierefreiheit\n:   {component.accessibility}",
        f"Ersetzt\n:   {component.replaces}" if component.replaces else "",
    ]
    if component.options:
        lines += ["## Optionen", "| Option | Was sie tut | Werte |\n|---|---|---|\n" + "\n".join(
            f"| `{o.german}` ({o.name}){', nötig' if o.required else ''} | {o.about} | {' / '.join(o.values.values()) or TYPES[o.type]} |"
            for o in component.options
        )]
    return "\n\n".join(line for line in lines if line) + "\n"


def jinja(component) -> str:
    """Return the call that makes the component's first example in a template."""
    options = next(iter(directives(component.example, []))).options
    return f"praxis.component({', '.join([json.dumps(component.name), *(f'{k}={json.dumps(v, ensure_ascii=False)}' for k, v in options.items())])})"


def live(component, config) -> list[str]:
    """Return the examples of a component, when they can be shown with the facts of the example practice."""
    if component.name in NOT_SHOWN:
        return []
    text = f"<!-- {PRIVACY_CLASSES[component.privacy]} -->\n\n{component.example}\n"
    docs = Path(config.docs_dir)
    try:
        expand(text, Setting(FACTS, "de", docs_dir=docs, link=linker("./", None, docs)))
    except PraxisError:
        return []
    return [text]
