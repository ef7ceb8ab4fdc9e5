"""Every rule page is manual, `explain` text and test at once: its own cases must hold."""

import re
from pathlib import Path

import pytest

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.policy.model import Policy, Severity
from mkdocs_praxis.policy.rules import all_rules, cases, page_text, rule
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite

OWN = OwnSite("https://www.praxis-beispiel.de/")
NAMES = [r.name for r in all_rules()]
CASES = [(name, number, *case) for name in NAMES for number, case in enumerate(cases(name))]


def page(code: str) -> str:
    return f"<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head><body>{code}</body></html>"


@pytest.mark.parametrize(
    ("name", "number", "language", "verdict", "code"), CASES, ids=[f"{c[0]}-{c[1]}-{c[3]}" for c in CASES]
)
def test_a_page_s_cases_hold(
    name: str, number: int, language: str, verdict: str, code: str, tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(page(code) if language == "html" else code, encoding="utf-8")
    practice = rule(name).scope == "practice"
    hardens = name != "unconfined-script"  # the other rules' cases run script too
    report = check(tmp_path, OWN, Options(Policy(practice=practice, language="de"), hardens=hardens))
    met = {f.rule.name for f in report.findings}
    if verdict == "flagged":
        assert name in met
    else:
        assert name not in met
        assert not [
            f for f in report.findings if f.severity is not Severity.NOTE and f.rule.name != "legal-link"
        ]


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_says_what_people_need(name: str) -> None:
    one = rule(name)
    assert re.fullmatch(r"PRX\d{3}", one.code)
    for texts in (one.title, one.why, one.fix):
        assert set(texts) >= {"de", "en"}
        assert all(texts.values())
    assert one.law
    assert len(page_text(name)) > 80
    assert "DSGVO-konform" not in page_text(name) + str(one)


def test_codes_are_unique() -> None:
    codes = [r.code for r in all_rules()]
    assert len(codes) == len(set(codes))


def test_a_misspelt_rule_names_the_nearest() -> None:
    with pytest.raises(PraxisError, match="third-party-script"):
        rule("third-party-scrip")


def test_a_code_is_a_name_too() -> None:
    assert rule("prx101").name == "third-party-script"


def test_the_policy_can_weigh_a_rule_anew(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page('<img src="//a.example.net/x.png" alt="">'))
    report = check(tmp_path, OWN)
    assert not report.passed
    lighter = Options(Policy(severities={"third-party-image": Severity.WARNING}))
    report = check(tmp_path, OWN, lighter)
    assert report.passed
    assert report.count(Severity.WARNING) == 1
