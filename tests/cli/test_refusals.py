"""What commands, options and imports say where they cannot go on: each refusal names what is wrong."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_praxis.cli import main
from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.importing import import_site
from mkdocs_praxis.problem import PraxisError
from tests.tools import lay

COMMANDS = {
    "check site --write-baseline": "--write-baseline needs --baseline FILE",
    "check site --shard 5/4": "write it as 1/4",
    "check site --format sarif --format json --output a --output a": "two formats cannot go to the same file",
    "check site --format sarif --format json": "only one format can go to standard output",
    "check site --resume": "--resume goes on with one report",
    "vendors no-such-vendor": "nothing known about no-such-vendor",
    "replace site": "add --write",
    "localise nowhere": "there is no nowhere",
    "todo --config other/mkdocs.yml": "there is no folder of facts",
    "new neu --from site --yes": "is no base",
    "new was? --yes": "is no name for a folder",
    "import site/index.html neu": "name the folder in which it lies",
    "import old.xml neu": "holds no published page",
}
WXR = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel><wp:wxr_version>1.2</wp:wxr_version></channel></rss>'


@pytest.mark.parametrize(("call", "said"), COMMANDS.items(), ids=COMMANDS)
def test_a_command_says_why_it_does_nothing(
    call: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = "<!doctype html><html lang=de><title>x</title>x</html>"
    lay(tmp_path, {"site/index.html": page, "other/mkdocs.yml": "site_name: x\n", "old.xml": WXR})
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, [*call.split(" "), "--lang", "en"])
    assert done.exit_code == 2
    assert said in done.stderr
    assert not (tmp_path / "neu").exists()


OPTIONS: dict[str, tuple[str, Mapping[str, object], str]] = {
    "flag": ("faq", {"open": "vielleicht"}, "neither yes nor no"),
    "choice": ("call", {"look": "bunt"}, "none of its values (filled, quiet)"),
    "near choice": ("call", {"look": "filed"}, "did you mean 'filled'?"),
    "twice": ("faq", {"open": True, "offen": True}, "given twice"),
    "no list": ("gallery", {"pictures": "a.jpg"}, "a list is wanted here"),
    "unknown part": ("gallery", {"pictures": [{"file": "a.jpg", "alt": "A", "xyzzy": "1"}]}, "has an unknown 'xyzzy'"),
    "missing part": ("gallery", {"pictures": [{"file": "a.jpg"}]}, "entry 1 lacks alt"),
}  # fmt: skip


@pytest.mark.parametrize(("name", "given", "said"), OPTIONS.values(), ids=OPTIONS)
def test_an_option_of_a_component_says_what_is_wrong_with_it(
    name: str, given: Mapping[str, object], said: str
) -> None:
    with pytest.raises(PraxisError) as refused:
        render(name, given, Setting())
    assert said in str(refused.value)


def test_facts_that_cannot_be_right_stay_examples(tmp_path: Path) -> None:
    page = "<main><h1>Praxis am Markt</h1><p>Postfach 12<br>34117 Kassel<br>Telefon 0561 234567</p></main>"
    lay(tmp_path, {"alt/index.html": page})
    import_site(tmp_path / "alt", tmp_path / "neu")
    facts = (tmp_path / "neu/praxis/praxis.yml").read_text("utf-8")
    assert "Postfach" not in facts
    assert "0561 234567" in facts


def test_pages_that_lie_too_deep_are_named(tmp_path: Path) -> None:
    deep = "<main><p>Tag</p>" + "<div>" * 200 + "x" + "</div>" * 200
    lay(tmp_path, {"alt/index.html": "<main><h1>A</h1><p>Guten Tag.</p></main>", "alt/tief.html": deep})
    brought = import_site(tmp_path / "alt", tmp_path / "neu")
    assert any(one.startswith("tief.html: ") for one in brought.site.problems)
