"""The report as JSON Lines, one object per site, for streaming and resuming."""

import json
from collections.abc import Sequence

from mkdocs_praxis.policy.model import Report
from mkdocs_praxis.report.json_ import as_data


def render(reports: Sequence[Report], **_: object) -> str:
    """Return one line per site."""
    return "".join(json.dumps(as_data(report)) + "\n" for report in reports)
