"""`praxis check --sites`: each site by its own mkdocs.yml, with what that inherits."""

import json
from pathlib import Path

import pytest

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.policy.sites import settings_of, sites_below
from mkdocs_praxis.problem import PraxisError
from tests.tools import praxis

PAGE = "<!doctype html><html lang=de><head><meta charset=utf-8><meta name=referrer content=no-referrer><title>x</title></head><body>{}</body></html>"
BASE = "theme: {name: praxis, palette: !!python/name:os.system }\nplugins: {search: {}, praxis: {policy: strict}}\n"
FACEBOOK = '<a href="https://www.facebook.com/praxis" rel="external noopener noreferrer" class="praxis-external">Facebook (extern)</a>'


def site(folder: Path, settings: str, body: str, output: str = "site") -> None:
    (folder / output).mkdir(parents=True)
    (folder / output / "index.html").write_text(PAGE.format(body))
    (folder / "mkdocs.yml").write_text(settings)


@pytest.fixture
def sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base").mkdir()
    (tmp_path / "base/mkdocs.base.yml").write_text(BASE)
    own = '<img src="https://{}.example/a.png" alt="">'
    head = "INHERIT: ../../base/mkdocs.base.yml\nsite_url: https://{}.example/\n"
    site(tmp_path / "sites/a", head.format("a"), own.format("a") + FACEBOOK)
    site(
        tmp_path / "sites/b",
        head.format("b") + "plugins: {praxis: {policy: standard}}\n",
        own.format("b") + FACEBOOK,
    )
    site(tmp_path / "sites/c", head.format("c") + "site_dir: public\n", own.format("a"), "public")
    return tmp_path / "sites"


def test_each_is_judged_by_its_own_address_and_policy(sites: Path) -> None:
    said = praxis("check", "--sites", sites, "--format", "jsonl", "--output", "o", "--jobs", "1")
    assert said.exit_code == 1, said.output
    reports = {Path(r["site"]).parent.name: r for r in map(json.loads, Path("o").read_text().splitlines())}
    rules = {
        name: {f["rule"] for f in r["findings"] if f["severity"] == "error"} for name, r in reports.items()
    }
    assert rules == {"a": {"social-link"}, "b": set(), "c": {"third-party-image"}}


def test_one_that_is_not_built_or_broken_stops_no_other(sites: Path) -> None:
    (sites / "d").mkdir()
    (sites / "d/mkdocs.yml").write_text("site_url: https://d.example/\n")
    said = praxis("check", "--sites", sites, "--jobs", "1", "--lang", "de")
    assert said.exit_code == 2
    assert "Diese Website ist nicht gebaut" in said.output
    assert "sites/a" in said.output


def test_sites_are_found_however_deep_and_none_within_another(tmp_path: Path) -> None:
    wanted = {"a", "nord/b", "nord/ost/c", "linked"}
    for name in (*wanted - {"linked"}, "a/docs/example", ".venv/x", "nord/node_modules/y", "../elsewhere"):
        (tmp_path / "sites" / name).mkdir(parents=True, exist_ok=True)
        (tmp_path / "sites" / name / "mkdocs.yml").write_text("site_url: https://x.example/\n")
    (tmp_path / "sites/mkdocs.yml").write_text("site_name: the manual of all\n")
    (tmp_path / "sites/linked").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "sites/nord/again").symlink_to(tmp_path / "sites")  # round and round
    found = [
        site.config.parent.relative_to(tmp_path / "sites").as_posix()
        for site in sites_below(tmp_path / "sites")
    ]
    assert set(found) == wanted | {"nord/again"}
    assert found == sorted(found)


@pytest.mark.parametrize(
    "words", [["x", "--sites", "sites"], ["--sites", "sites", "--policy", "strict"], ["--sites", "base"], ["--sites", "no"], []]
)  # fmt: skip
def test_what_cannot_be_meant_is_told(sites: Path, words: list[str]) -> None:
    assert sites.is_dir()
    said = praxis("check", *words)
    assert (said.exit_code, "Traceback" in said.output) == (2, False)


def test_settings_are_joined_as_mkdocs_joins_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mkdocs.utils.yaml import yaml_load

    monkeypatch.setenv("PRAXIS_ADDRESS", "https://e.example/")
    (tmp_path / "b.yml").write_text(
        "a: {x: 1, y: [1, 2]}\nsite_url: !ENV [NOT_SET, PRAXIS_ADDRESS, z]\nn: {k: 1}\nl: !ENV [NOT_SET, 3]\n"
        "s: !ENV PRAXIS_ADDRESS\nu: !ENV NOT_SET\n"
    )
    own = tmp_path / "m.yml"
    own.write_text("INHERIT: b.yml\na: {y: [3]}\nn: 4\n")
    with own.open("rb") as stream:
        assert settings_of(own) == yaml_load(stream)
    own.write_text("INHERIT: m.yml\n")
    with pytest.raises(PraxisError, match="inherits from itself"):
        settings_of(own)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("site_name: [\n", 1, "Klammer"),
        ("a: b: c\n", 1, "In dieser Zeile steht ein zweiter Doppelpunkt"),
        ('a: "2026-13-46"\nb: in 2026-13-46\ndate: 2026-13-45\n', 3, "Den 2026-13-45 gibt es nicht."),
        ("a: x\x01y\n", 1, "unsichtbares"),
        ("INHERIT: weg.yml\n", 1, "INHERIT nennt weg.yml, und das gibt es nicht"),
    ],
)
def test_settings_that_cannot_be_read_are_told_with_their_line(
    tmp_path: Path, text: str, line: int | None, said: str
) -> None:
    (tmp_path / "mkdocs.yml").write_text(text)
    with pytest.raises(PraxisError) as told:
        settings_of(tmp_path / "mkdocs.yml")
    assert told.value.problems[0].line == line
    assert said in told.value.told(translator("de", "problem"))


def test_a_list_is_no_settings(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("- site_name: a\n")
    with pytest.raises(PraxisError, match="no settings in it"):
        settings_of(tmp_path / "mkdocs.yml")


@pytest.mark.parametrize("command", ["todo", "migrate", "adopt", "workflow cron --show"])
def test_mkdocs_yaml_is_a_site_too(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for MkDocs; and a folder without either is told in the same words by every command that needs a site."""
    monkeypatch.chdir(tmp_path)
    said = praxis(*command.split(), "--lang", "en")
    assert said.exit_code == 2
    assert "there is no mkdocs.yml here" in said.output
    (tmp_path / "mkdocs.yaml").write_text("site_url: [\n")
    assert "mkdocs.yaml:1:" in praxis(*command.split()).output
    monkeypatch.chdir(tmp_path.parent)
    named = [*command.split(), "--config", tmp_path.name]
    assert "mkdocs.yaml:1:" in praxis(*named).output


def test_a_site_in_mkdocs_yaml_is_found_below_a_folder(sites: Path) -> None:
    (sites / "a/mkdocs.yml").rename(sites / "a/mkdocs.yaml")
    assert [one.config.name for one in sites_below(sites)] == ["mkdocs.yaml", "mkdocs.yml", "mkdocs.yml"]


def test_a_folder_that_is_a_site_itself_is_one(sites: Path) -> None:
    assert [one.folder for one in sites_below(sites / "b")] == [sites / "b/site"]


def test_a_site_whose_settings_cannot_be_read_stops_no_other(sites: Path) -> None:
    (sites / "a/mkdocs.yml").write_text("site_name: [")
    said = praxis("check", "--sites", sites, "--lang", "en", "--jobs", "1")
    assert said.exit_code == 2
    assert "mkdocs.yml:1:12: A bracket is opened" in said.output
    assert f"{sites / 'b' / 'site'}:" in said.output
    assert f"{sites / 'c' / 'public'}:" in said.output


@pytest.mark.parametrize(("given", "said"), [([], "gelesen"), (["--lang", "en"], "read")])
@pytest.mark.parametrize("way", ["praxis.yml", "mkdocs.yml"])
def test_the_language_asked_for_goes_before_that_of_the_settings(
    sites: Path, way: str, given: list[str], said: str
) -> None:
    if way == "praxis.yml":
        Path("praxis.yml").write_text("language: de\nsite_url: https://b.example/\n")
        command = ["check", str(sites / "b/site")]
    else:
        (sites / "b/mkdocs.yml").write_text(
            "site_url: https://b.example/\nplugins: [praxis: {language: de}]\n"
        )
        command = ["check", "--sites", str(sites), "--jobs", "1"]
    assert said in praxis(*command, *given).output


SHARED = (
    "allow:\n- {host: tiles.example.net, rule: third-party-image, reason: Karte, approved_by: Dr. Muster, "
    "contract: 2026-03-01, expires: 2999-12-31}\n"
)
MAP = '<img src="https://tiles.example.net/1.png" alt="">'


def _many(folder: Path, using: str, *, by: str) -> list[object]:
    """Lay sites a, b and c that share an allowance, which some use; return what names them to `praxis check`."""
    nested = "plugins: {praxis: {" + SHARED.strip().replace("allow:\n- ", "allow: [") + "]}}\n"
    (folder / "base.yml").write_text(f"# all\n{nested}" if by == "INHERIT" else SHARED)
    for name in "abc":
        settings = f"INHERIT: ../base.yml\nsite_url: https://{name}.example/\n"
        site(folder / name, settings, MAP if name in using else "")
    if by == "INHERIT":
        return ["--sites", folder]
    return [
        *(folder / name / "site" for name in "abc"),
        *("--config", folder / "base.yml", "--site-url", "https://x.example/"),
    ]


@pytest.mark.parametrize("by", ["INHERIT", "--config"])
def test_what_sites_share_is_unused_where_none_of_them_uses_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    """Every site but the one that used it was told to delete the entry, in a file that did not hold it."""
    monkeypatch.chdir(tmp_path)
    for using in ("b", ""):
        folder = tmp_path / f"of-{using}"
        folder.mkdir()
        said = praxis("check", *_many(folder, using, by=by), "--jobs", "1", "--notes")
        assert said.exit_code == 0, said.output
        assert "warning" not in said.output
        idle = "nothing on this site needs the allowance for tiles.example.net, which it shares with others"
        assert " ".join(said.output.split()).count(idle) == 3 - len(using)
        assert f"of-{using}/base.yml:2  note  allowance-unused" in said.output
        assert ("none of the sites checked needs this allowance" in said.output) is not bool(using)


def test_one_site_says_of_what_it_inherits_no_more_than_it_knows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.yml").write_text(SHARED)
    own = SHARED.replace("tiles", "own")
    (tmp_path / "praxis.yml").write_text(f"inherit: base.yml\nsite_url: https://a.example/\n{own}")
    site(tmp_path / "a", "", "")
    said = praxis("check", "a/site", "--notes").output
    assert "praxis.yml:4  warning  allowance-unused" in said
    assert "base.yml:2  note  allowance-unused" in said
    assert "none of the sites" not in said
    with (tmp_path / "praxis.yml").open("a") as more:
        more.write("severity: {allowance-unused: error}\n")
    assert praxis("check", "a/site").output.count("error  allowance-unused") == 2


def test_a_mistake_in_what_sites_inherit_is_told_where_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "base.yml").write_text(
        "plugins:\n  praxis:\n    own_hosts: [www.youtube.com]\n    policy: streng\n"
    )
    site(tmp_path / "a", "INHERIT: ../base.yml\nsite_url: https://a.example/\n", "")
    assert "base.yml:3: own_hosts" in praxis("check", "--sites", ".").output
    (tmp_path / "a/mkdocs.yml").write_text(
        "INHERIT: ../base.yml\nsite_url: https://a.example/\nplugins:\n  praxis:\n    own_hosts: [b.example]\n"
    )
    assert "base.yml:4: unknown policy 'streng'" in praxis("check", "--sites", ".").output
