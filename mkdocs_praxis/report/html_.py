"""The report as a self-contained HTML page for practice owners: printable, without scripts."""

from collections.abc import Sequence
from pathlib import Path

from markupsafe import Markup, escape

from mkdocs_praxis import __version__
from mkdocs_praxis.compiled import environment
from mkdocs_praxis.gate.mends import reason
from mkdocs_praxis.i18n import said_in, translator
from mkdocs_praxis.policy.model import Report, Severity
from mkdocs_praxis.practice.today import now
from mkdocs_praxis.report.common import grouped, summary, visited
from mkdocs_praxis.safe import visible, visible_lines
from mkdocs_praxis.vendors import catalogue


def render(reports: Sequence[Report], **_: object) -> str:
    """Return all sites as one HTML document; everything from a site is escaped."""
    language = reports[0].policy.language
    templates = environment(Path(__file__).parent / "templates")
    templates.filters |= {"visible": visible, "visible_lines": visible_lines, "coded": _coded}
    return templates.get_template("report.html").render(
        reports=[(report, grouped(report.shown())) for report in reports],
        t=translator(language, "report"),
        language=language,
        said_in=said_in,
        version=__version__,
        date=now().strftime("%d.%m.%Y" if language == "de" else "%Y-%m-%d"),
        error=Severity.ERROR,
        warning=Severity.WARNING,
        verdict=_verdict(reports),
        summary=summary,
        reason=reason,
        who=_who,
        visited=visited,
        by_browser=any(r.visited for r in reports),
    )


def _who(vendor: str) -> str:
    """Return name, operator and country of a vendor, given its id."""
    known = catalogue().by_id(vendor)
    return f"{known.name} ({known.operator}, {known.country})" if known else vendor


def _coded(text: str) -> Markup:
    """Return a text as HTML, what stands between backticks as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    return Markup("").join(
        Markup("<code>{}</code>").format(part) if n % 2 else escape(part) for n, part in enumerate(parts)
    )


def _verdict(reports: Sequence[Report]) -> str:
    """Return what may be said of all sites together."""
    if not all(report.passed for report in reports):
        return "failed"
    if any(report.known for report in reports):
        return "known"
    return "excepted" if any(used for report in reports for _, used in report.allowed) else "passed"
