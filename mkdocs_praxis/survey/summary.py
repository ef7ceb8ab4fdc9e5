"""The summary page of a survey: the share of sites that contact each vendor before consent, with plots as inline SVG."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow.dataset as ds

from mkdocs_praxis import __version__, cldr
from mkdocs_praxis.compiled import environment
from mkdocs_praxis.evidence import rules_version
from mkdocs_praxis.i18n import decimal, said_in, translator
from mkdocs_praxis.policy.rules import all_rules

_TOP = 25
_OTHER = "–"


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a plot: label, number of sites, total."""

    name: str
    sites: int
    of: int

    @property
    def percent(self) -> float:
        """Return the share of sites in per cent."""
        return 100 * self.sites / self.of if self.of else 0.0


@dataclass(slots=True)
class Summary:
    """The figures on the page."""

    sites: int = 0
    pages: int = 0
    repeated: int = 0
    unread: int = 0
    contacting: int = 0
    by: dict[str, list[Bar]] = field(default_factory=dict)  # vendor, country, category, rule, profession
    beyond: dict[str, int] = field(default_factory=dict)  # how many of them the page leaves out


def summarise(output: Path) -> Summary:
    """Compute the figures of a survey, reading its Parquet files in batches."""
    summary = Summary()
    professions: dict[str, Counter[str]] = {}
    for row in _rows(output / "pages", ["site", "profession", "unread", "repeated"]):
        summary.pages += 1
        summary.repeated += row["repeated"]
        summary.unread += bool(row["unread"])
        if row["site"]:
            professions.setdefault(row["site"], Counter())[row["profession"] or _OTHER] += 1
    summary.sites = len(professions)
    columns = ["vendor", "country", "category", "rule"]
    sites: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in columns}
    contacting: set[str] = set()
    for row in _rows(output / "contacts", ["site", "host", *columns]):
        contacting.add(row["site"])
        for name in columns:
            value = row[name] or (row["host"] if name == "vendor" else _OTHER)
            sites[name][value].add(row["site"])
    summary.contacting = len(contacting)
    for name in columns:
        ranked = sorted(sites[name].items(), key=lambda one: (-len(one[1]), one[0]))
        summary.by[name] = [Bar(value, len(found), summary.sites) for value, found in ranked[:_TOP]]
        summary.beyond[name] = max(0, len(ranked) - _TOP)
    summary.by["profession"] = _by_profession(professions, contacting)
    return summary


def _by_profession(professions: dict[str, Counter[str]], contacting: set[str]) -> list[Bar]:
    of: Counter[str] = Counter()
    doing: Counter[str] = Counter()
    for site, said in professions.items():
        named = Counter({name: count for name, count in said.items() if name != _OTHER})
        name = named.most_common(1)[0][0] if named else _OTHER
        of[name] += 1
        doing[name] += site in contacting
    return [Bar(name, doing[name], count) for name, count in of.most_common()]


def _rows(folder: Path, columns: list[str]) -> Iterator[dict[str, Any]]:
    files = sorted(str(path) for path in folder.glob("*.parquet"))
    if not files:
        return
    for batch in ds.dataset(files, format="parquet").to_batches(columns=columns, batch_size=20_000):
        yield from batch.to_pylist()


def write_summary(output: Path, language: str) -> None:
    """Write `output`/summary.html in a language, self-contained and without scripts."""
    words = cldr.language(language)
    template = environment(Path(__file__).parent).get_template("summary.html")
    text = template.render(
        s=summarise(output),
        t=translator(language, "survey"),
        kind_of_service=translator(language, "vendors"),
        lang=language,
        rules_called={one.name: said_in(language, one.title) for one in all_rules()},
        percent=lambda share: f"{decimal(share, language)}\N{NO-BREAK SPACE}%",
        day=words.date(dt.datetime.now(tz=dt.UTC), words.long_date),
        version=__version__,
        rules=rules_version(),
    )
    (output / "summary.html").write_text(text, encoding="utf-8")
