"""The gate sees what a browser sees: both directions, with Chromium as the judge.

The expectation of a case stands in its file, derived from the standard. One test proves that Chromium does exactly that;
the other that the gate says exactly that. So neither can drift without the other noticing.
"""

import os

import pytest

from tests.bench.case import Case, topics
from tests.bench.judge import complaints, hardened, reported
from tests.bench.visit import Observation, observe

CASES = [case for members in topics().values() for case in members]
# A machine under load can be slower than a page's last contact: who disagrees is asked again, and the last visit counts.
_VISITS = 3
_ALL = os.environ.get("PRAXIS_BENCH") == "all"
_PARTS = 8 if _ALL else 3  # so that several test processes can share the visits
_VISITORS = 3  # at a time: most of a visit is waiting for what may still come


def test_ids_and_hosts_are_unique() -> None:
    ids = [case.id for case in CASES]
    assert sorted(set(ids)) == sorted(ids)
    assert len(CASES) >= 400


def _disagreements(case: Case, seen: Observation) -> list[str]:
    lines = []
    if seen.loaded != case.contacts:
        lines.append(
            f"on opening: expected {sorted(case.contacts)}, Chromium contacted {sorted(seen.loaded)}"
        )
    if case.only == "no-script" and seen.without_script != case.contacts | case.also:
        lines.append(
            f"without script: expected {sorted(case.also)}, Chromium contacted {sorted(seen.without_script)}"
        )
    if seen.clicked != case.clicked:
        lines.append(
            f"after a click: expected {sorted(case.clicked)}, Chromium contacted {sorted(seen.clicked)}"
        )
    return lines


# Visiting every case takes about as long as all other tests together: some are visited each time, all by `make bench`.
_VISITED = CASES if _ALL else CASES[::6]


@pytest.mark.browser
@pytest.mark.parametrize("part", range(_PARTS))
def test_chromium_does_what_the_cases_expect(part: int, chromium_path: str) -> None:
    cases = _VISITED[part::_PARTS]
    for _ in range(_VISITS):
        seen = observe(chromium_path, cases, visitors=_VISITORS)
        wrong = {case.id: lines for case in cases if (lines := _disagreements(case, seen[case.id]))}
        cases = [case for case in cases if case.id in wrong]
        if not cases:
            break
    assert not wrong, "\n" + "\n".join(f"{name}: {line}" for name, lines in wrong.items() for line in lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.topic}-{case.id}")
def test_the_gate_says_what_chromium_does(case: Case) -> None:
    wrong = list(complaints(case, reported(case)))
    assert not wrong, "\n".join([*wrong, case.text()])


@pytest.mark.browser
@pytest.mark.parametrize("part", range(_PARTS if _ALL else 2))
def test_what_passes_after_hardening_contacts_nobody(part: int, chromium_path: str) -> None:
    """Not as the case expects: nobody at all, whatever its scripts do."""
    parts = _PARTS if _ALL else 2
    passing = [
        one for case in (CASES if _ALL else CASES[::12])[part::parts] if (one := hardened(case)) is not None
    ]
    assert passing
    seen = observe(chromium_path, passing, visitors=_VISITORS)
    met = {case.id: sorted(seen[case.id].loaded) for case in passing if seen[case.id].loaded}
    assert met == {}
