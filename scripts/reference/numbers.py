"""The page of emergency numbers: by Land what a page shows, who says so, and where to look for what nobody confirmed."""

from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.practice.emergency import Row, looked_up, rows, services
from mkdocs_praxis.practice.legal.tables import STATES
from mkdocs_praxis.practice.shipped import shipped
from reference.words import FRONT, cell, words

_PATH = {"de": "de/notrufe.md", "en": "reference/emergency.md"}


def pages(language: str) -> dict[str, str]:
    """Return the page by its path."""
    say, t = words("numbers", language), translator(language, "practice")
    head = "| " + " | ".join(say["columns"]) + " |\n" + "|---" * len(say["columns"]) + "|\n"
    parts = [f"# {say['title']}", say["lead"].format(day=f"{shipped('emergency')['as_of']:%d.%m.%Y}").strip()]
    for name, service in services().items():
        known = [row for row in rows() if row.service == name]
        lines = [
            _line(code, name, [row for row in known if not row.states or code in row.states], t, say)
            for code in STATES
        ]
        everywhere = next((row for row in known if not row.states), None)
        if everywhere:
            lines = [_told(say["everywhere"], everywhere, t, say)]
        parts += [f"## {t(service['name'])}", head + "".join(lines)]
    return {_PATH[language]: FRONT[language] + "\n\n".join(parts) + "\n"}


def _line(code: str, service: str, known: list[Row], t: Translate, say: dict[str, str]) -> str:
    """Return the row of a Land: its confirmed number, else what was read, and where to look."""
    row = next((one for one in known if one.confirmed), None)
    if row:
        return _told(STATES[code], row, t, say)
    read = "".join(f"{one.number}: {one.said_by(t)}. " for one in known)
    return f"| {STATES[code]} | – | {cell(read + say['look'].format(where=looked_up(service, code, t)))} |\n"


def _told(where: str, row: Row, t: Translate, say: dict[str, str]) -> str:
    return f"| {where} | {row.number} | {cell(say['confirmed'].format(sources=row.said_by(t)))} |\n"
