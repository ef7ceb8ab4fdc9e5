"""The report as JSON lines: one object a site and a line, so that many sites can be read, counted and resumed as they come."""

import json
from collections.abc import Sequence

from mkdocs_praxis.policy.model import Report
from mkdocs_praxis.report.json_ import as_data


def render(reports: Sequence[Report], **_: object) -> str:
    """Return one line a site."""
    return "".join(json.dumps(as_data(report)) + "\n" for report in reports)
