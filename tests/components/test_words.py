"""Hours and dates in words."""

from pathlib import Path

import pytest

from mkdocs_praxis.components.words import week_rows
from mkdocs_praxis.practice.reading import read_facts


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Fr in ungeraden Wochen: 14-16", [("Donnerstag, Samstag, Sonntag", ()), ("Freitag in ungeraden Wochen", ("14:00–16:00 Uhr",))]),
        ("1. Samstag im Monat: 9-12", [("Donnerstag, Freitag, Sonntag", ()), ("1. Samstag im Monat", ("9:00–12:00 Uhr",))]),
        ("So: geschlossen", [("Donnerstag bis Sonntag", ())]),
    ],
)  # fmt: skip
def test_a_day_with_hours_on_some_dates_is_not_said_to_be_closed(
    tmp_path: Path, line: str, said: list[tuple[str, tuple[str, ...]]]
) -> None:
    (tmp_path / "praxis.yml").write_text("name: P\nberuf:\n  art: arzt\n", encoding="utf-8")
    (tmp_path / "zeiten.yml").write_text(f"sprechzeiten:\n  Mo-Mi: 8-12\n  {line}\n", encoding="utf-8")
    rows = week_rows(read_facts(tmp_path).hours[0].week, "de")
    assert [(row.days, tuple(hours for hours, _ in row.spans)) for row in rows[1:]] == said
    assert not {day for row in rows for day in row.indices if not row.spans} & {
        one.weekday for one in read_facts(tmp_path).hours[0].week.dated
    }
