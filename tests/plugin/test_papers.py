"""A site, its evidence and its reports: all of them as asked for, or the last good ones stay."""

import sys
from hashlib import sha256

import pytest

from mkdocs_praxis.evidence import differences, load
from tests.plugin.conftest import Build

LOST = {
    "removed": "import shutil\ndef on_post_build(config):\n    shutil.rmtree(config.site_dir)\n",
    "renamed": "import os\ndef on_post_build(config):\n    os.rename(config.site_dir, config.site_dir + 'x')\n",
    "led elsewhere": "def on_pre_build(config):\n    config.site_dir = config.docs_dir + '-anders'\n",
}


@pytest.mark.parametrize("way", LOST)
def test_pages_that_another_plugin_took_away_are_told_and_the_last_good_site_stays(
    way: str, mkdocs_build: Build
) -> None:
    before = mkdocs_build().page()
    after = mkdocs_build(
        {"h.py": LOST[way], "docs/index.md": "# Neu\n"}, hooks=["h.py"], praxis={"language": "en"}
    )
    assert not after.passed
    assert "a hook" in after.said
    assert "bug" not in after.said
    assert after.page() == before


@pytest.mark.parametrize("evidence", ["docs", "docs/index.md/beleg.json"])
def test_evidence_that_cannot_be_written_keeps_the_last_good_site(evidence: str, mkdocs_build: Build) -> None:
    before = mkdocs_build().page()
    after = mkdocs_build({"docs/index.md": "# Neu\n"}, praxis={"evidence": evidence, "language": "en"})
    assert not after.passed
    assert f"cannot write {evidence}" in after.said
    assert after.page() == before
    assert not list(after.root.rglob("*.part"))


@pytest.mark.parametrize("evidence", ["beleg.json", "site/beleg.json", "neu/tief/beleg.json"])
def test_evidence_lies_where_it_is_asked_for_and_vouches_for_the_site(
    evidence: str, mkdocs_build: Build
) -> None:
    odd = "import os\ndef on_post_build(config):\n    open(os.path.join(os.fsencode(config.site_dir), b'\\xfc.html'), 'w').write('<p>x')\n"
    odd = odd if sys.platform == "linux" else ""  # others take no such name
    for _ in range(2):
        built = mkdocs_build({"h.py": odd}, hooks=["h.py"], praxis={"evidence": evidence})
        assert built.passed, built.said
        file = built.root / evidence
        assert sha256(file.read_bytes()).hexdigest() in built.said
        assert not differences(built.site, load(file), exclude="beleg.json" if "site/" in evidence else None)


def test_a_report_is_not_lost_with_the_site_that_is_replaced(mkdocs_build: Build) -> None:
    built = mkdocs_build(
        praxis={"reports": [{"format": "html", "output": "site/bericht.html"}], "language": "en"}
    )
    assert not built.passed
    assert "site/bericht.html lies in the site" in built.said


def test_a_full_disk_is_told_by_mkdocs_too(mkdocs_build: Build) -> None:
    full = "def on_post_page(output, page, config):\n    raise OSError(28, 'No space left on device', 'x.html')\n"
    built = mkdocs_build({"h.py": full}, hooks=["h.py"], praxis={"language": "en"})
    assert "make room on the disk" in built.said
    assert "OSError" not in built.said
