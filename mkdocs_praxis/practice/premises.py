"""Accessibility of the premises as (label, value) rows, only declared facts."""

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.model import Premises
from mkdocs_praxis.practice.shipped import shipped


def premises_rows(premises: Premises | None, language: str) -> list[tuple[str, str]]:
    """Return (label, value) of every declared fact about the premises, in the order of a visit."""
    if premises is None:
        return []
    t = translator(language, "practice")
    rows = []
    for name, (label, *unit) in shipped("premises").items():
        value = getattr(premises, name)
        if value is None or value == "":
            continue
        if isinstance(value, bool):
            text = t("yes") if value else t("no")
        elif value == 0 and not unit:
            text = t("none")
        else:
            text = " ".join([str(value), *unit])
        rows.append((t(label), text))
    return rows
