"""The example practice, built as people build it, in a real browser: nobody is contacted, nothing is stored or refused."""

import shutil
from pathlib import Path

import pytest

from mkdocs_praxis.browser.options import ProofOptions
from mkdocs_praxis.browser.prove import prove
from mkdocs_praxis.policy.model import LEFT_OUT
from mkdocs_praxis.web.contact import OwnSite
from tests.tools import python

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.browser
@pytest.mark.usefixtures("chromium_path")
def test_the_example_practice_contacts_nobody(tmp_path: Path) -> None:
    source = tmp_path / "example"
    shutil.copytree(ROOT / "example-site", source, ignore=shutil.ignore_patterns("site", "site.rejected"))
    done = python("-m", "mkdocs", "build", "-q", cwd=source)
    assert done.returncode == 0, done.stdout + done.stderr
    options = ProofOptions(sample=4, visitors=2)
    report, rate = prove(str(source / "site"), OwnSite("https://www.praxis-wandse.example/"), options)
    assert report.visited == 4
    assert report.visited + report.how[LEFT_OUT] == report.how["html"]
    assert rate > 0
    seen = [f for f in report.findings if f.rule.scope == "proof" or f.rule.name == "device-storage"]
    assert seen == [], seen
    assert report.passed
