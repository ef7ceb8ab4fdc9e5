"""The gate's answer to a case, compared with the case's expectation.

`python -m tests.bench.judge [TOPIC…]` prints what is missed and what is a false alarm, as Markdown.
"""

import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from mkdocs_praxis import gate
from mkdocs_praxis.harden.site import harden
from mkdocs_praxis.policy.model import Report, Severity
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite, Trigger
from tests.bench.case import Case, topics
from tests.tools import lay, tree

OWN = OwnSite(url="https://praxis.example/")
_BEFORE_A_CLICK = (Trigger.LOAD, Trigger.HINT, Trigger.REDIRECT)


def reported(case: Case) -> Report:
    """Lay the case's site out and run the gate on it."""
    with tempfile.TemporaryDirectory() as folder:
        return gate.check(_laid(case, Path(folder)), OWN, gate.Options(jobs=1, hardens=True))


def _laid(case: Case, folder: Path) -> Path:
    site = folder / "site"
    lay(site, case.files)
    return site


def hardened(case: Case) -> Case | None:
    """Return the case with its site hardened, to be visited as one that contacts nobody; None when it does not pass then."""
    with tempfile.TemporaryDirectory() as folder:
        site = _laid(case, Path(folder))
        try:
            harden(site, OWN)
        except PraxisError:  # no place for a policy: nothing is released
            return None
        if not gate.check(site, OWN, gate.Options(jobs=1)).passed:
            return None
        files = tree(site)
    return replace(case, files=files, contacts=frozenset(), also=frozenset(), click="", only="")


def complaints(case: Case, report: Report) -> Iterator[str]:
    """Yield where the gate and the expectation differ: hosts missed, hosts and files wrongly reported."""
    # What only a click contacts, and the page's policy then refuses, is a warning of its own: nobody is contacted.
    later = {"contact-after-click"}
    alarms = [f for f in report.findings if f.severity is not Severity.NOTE and f.rule.name not in later]
    if case.click:
        for finding in alarms:
            if (
                finding.contact
                and finding.contact.trigger in _BEFORE_A_CLICK
                and finding.severity is Severity.ERROR
            ):
                yield f"only a click contacts {finding.contact.host}, reported as {finding.contact.trigger} ({finding.contact.via})"
        return
    named = {finding.contact.host.rstrip(".").strip("[]") for finding in alarms if finding.contact}
    wanted = case.contacts | case.also
    if case.beyond:
        if wanted <= named:
            yield f"found, though marked beyond reading: {case.beyond}"
        return
    for host in sorted(wanted - named):
        yield f"MISSED {host}"
    if case.either:
        return
    for host in sorted(named - wanted):
        via = {finding.contact.via for finding in alarms if finding.contact and finding.contact.host == host}
        yield f"FALSE ALARM {host} ({', '.join(sorted(via))})"
    if not wanted:
        for finding in alarms:
            if not finding.contact:
                yield f"FALSE ALARM {finding.rule.name}: {finding.message}"
        for unread in report.unread:
            yield f"FALSE ALARM unread {unread.file}: {unread.why}"


def main(names: list[str]) -> None:
    """Print every difference."""
    missed, false, cases = [], [], 0
    for topic, members in topics().items():
        for case in members if not names or topic in names else ():
            cases += 1
            try:
                found = list(complaints(case, reported(case)))
            except Exception as error:  # noqa: BLE001 -- a gate that breaks is what this list is for
                found = [f"MISSED, the gate broke: {type(error).__name__}: {error}"]
            for line in found:
                entry = f"### {case.topic} / {case.id}\n{line}\n```\n{case.text()[:1500]}\n```\n"
                (missed if "MISSED" in line else false).append(entry)
    print(f"# Bench: {cases} cases, {len(missed)} missed, {len(false)} false alarms\n")
    print("## Missed\n", *missed, "## False alarms\n", *false, sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
