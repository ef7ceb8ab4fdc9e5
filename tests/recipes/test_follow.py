"""Who does what the manual says gets what it says: every block of it is read or run."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import jinja2
import pytest
import yaml
from click.testing import CliRunner
from mkdocs.__main__ import cli as mkdocs
from mkdocs.config import load_config
from PIL import Image

from mkdocs_praxis.cli import main as praxis
from mkdocs_praxis.components.directive import expand
from mkdocs_praxis.components.setting import Setting, linker
from mkdocs_praxis.policy.config import load, policy_of
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.new import create
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.publish.settings import load_target
from tests.recipes.blocks import ROOT, Block, blocks, commands, pages
from tests.tools import python

EXAMPLE = ROOT / "example-site"
DAY = dt.date(2026, 11, 26)
KINDS = {"sh", "powershell", "console", "yaml", "markdown", "jinja", "toml", "json", "html", "text"}
# programs of others that the manual names
OTHERS = frozenset([
    "cd", "mkdir", "winget", "git", "hugo", "make", "openssl", "podman", "py", "python", "python3", "pip",
    "dask", ".", ".venv\\Scripts\\activate", "sudo", "wget",
])  # fmt: skip
# what changes nothing elsewhere and needs no network is not only read but run
RUN = frozenset([
    "check", "components", "evidence", "explain", "headers", "migrate", "new", "questionnaire", "schemes",
    "todo", "vendors", "verify", "workflow",
])  # fmt: skip


def of(*kinds: str) -> list[Block]:
    return [block for block in blocks() if block.kind in kinds]


def by_page(*kinds: str) -> Iterator[list[Block]]:
    for page in pages():
        if found := [block for block in of(*kinds) if block.page == page]:
            yield found


def merged(below: str, above: str) -> str:
    """Return a YAML text in which the keys of `above` stand instead of those of `below`."""
    keys = set(re.findall(r"(?m)^([\w-]+):", above))
    parts = re.split(r"(?m)^(?=[\w-]+:)", below)
    kept = [part for part in parts if part.partition(":")[0] not in keys]
    return "\n".join(("".join(kept), above))


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(merged(file.read_text("utf-8") if file.is_file() else "", text), "utf-8")


def built(folder: Path) -> None:
    """Build a site as people do, in a process of its own: what other tests left in this one would count too."""
    done = python("-m", "mkdocs", "build", "-q", cwd=folder)  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_block_says_what_it_is() -> None:
    nameless = [str(b) for b in of("yaml") if not b.file]
    unknown = [f"{b}: {b.kind!r}" for b in blocks() if b.kind not in KINDS and b.page != "architecture.md"]
    assert (nameless, unknown) == ([], [])


def test_facts_are_read(tmp_path: Path) -> None:
    """The blocks of a page are written one after the other into the facts of the example practice."""
    faults = []
    for number, page in enumerate(by_page("yaml")):
        folder = tmp_path / str(number) / "praxis"
        told = [block for block in page if block.file.startswith("praxis/")]
        if told:
            shutil.copytree(EXAMPLE / "praxis", folder)
        for block in told:
            write(folder.parent / block.file, block.text)
            try:
                read_facts(folder)
            except PraxisError as error:
                faults.append(f"{block}\n{error}")
    assert faults == []


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new site, as `praxis new meine-praxis` writes it."""
    folder = tmp_path_factory.mktemp("manual") / "meine-praxis"
    create(folder, profession="arzt")
    return folder


def test_settings_are_understood(site: Path, tmp_path: Path) -> None:
    from reference.options import theme_defaults

    faults: list[tuple[str, object]] = []
    known = {"name", "locale", "custom_dir", *theme_defaults()}
    shutil.copytree(site, tmp_path / "site")
    own = (site / "mkdocs.yml").read_text("utf-8")
    for block in {b.text: b for b in of("yaml") if b.file == "mkdocs.yml"}.values():
        (tmp_path / "site" / "mkdocs.yml").write_text(own, "utf-8")
        write(tmp_path / "site" / "mkdocs.yml", block.text)
        (tmp_path / "site" / "eigenes").mkdir(exist_ok=True)
        try:
            config = load_config(str(tmp_path / "site" / "mkdocs.yml"))
            policy_of(dict(config.plugins["praxis"].config))
        except Exception as error:  # noqa: BLE001 - whatever stops a build
            faults.append((str(block), error))
            continue
        theme = (yaml.safe_load(block.text) or {}).get("theme") or {}
        if isinstance(theme, dict) and str(theme.get("name", "praxis")).startswith("praxis"):
            faults += [(str(block), key) for key in theme if key not in known]
    assert faults == []


def test_other_files_are_understood(tmp_path: Path) -> None:
    faults = []
    (tmp_path.parent / "agency").mkdir(exist_ok=True)
    (tmp_path.parent / "agency" / "praxis.yml").write_text("policy: strict\n", "utf-8")
    for block in of("yaml", "toml"):
        file = tmp_path / (block.file or "praxis.toml")
        try:
            if block.file.startswith("docs/"):
                front = next(iter(yaml.safe_load_all(block.text)))
                faults += [(str(block), key) for key in front if key not in known_keys()]
            elif file.name in {"praxis.yml", "praxis.toml"} and not block.file.startswith("praxis/"):
                file.write_text(block.text, "utf-8")
                policy_of(load(file))
            elif file.name == "veroeffentlichen.yml":
                file.write_text(block.text, "utf-8")
                load_target(file)
            else:
                list(yaml.safe_load_all(block.text))
        except (PraxisError, yaml.YAMLError) as error:
            faults.append((str(block), str(error)))
    assert faults == []


def known_keys() -> set[str]:
    from reference.options import ALIASES, options

    return {*options("page"), *ALIASES}


def test_pages_are_made(tmp_path: Path) -> None:
    """Front matter is known, and each component stands there with the facts of the example practice and of its page."""
    faults = []
    shutil.copytree(EXAMPLE / "docs", tmp_path / "docs")
    example = read_facts(EXAMPLE / "praxis")
    for page in by_page("yaml", "markdown"):
        folder, facts = tmp_path / "praxis", example
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(EXAMPLE / "praxis", folder)
        for block in page:
            lay(block.text, tmp_path / "docs")
            if block.file.startswith("praxis/"):
                write(tmp_path / block.file, block.text)
                facts = read_facts(folder)
            for group in re.findall(r'^::: .*\b(?:gruppe|group)="([^"]+)"', block.text, re.MULTILINE):
                facts = with_group(folder, group)
            if block.kind == "markdown":
                faults += [
                    f"{block}: {fault}" for fault in faults_of_page(block.text, tmp_path / "docs", facts)
                ]
    assert faults == []


def with_group(folder: Path, group: str) -> Facts:
    """Return facts of which the first question and the first service belong to a group, as readers write their own."""
    for name in ("fragen.yml", "leistungen.yml"):
        file = folder / name
        file.write_text(file.read_text("utf-8").replace("\n  - ", f"\n  - gruppe: {group}\n    ", 1), "utf-8")
    return read_facts(folder)


def lay(text: str, docs: Path) -> None:
    """Put the files that a block names where the site expects them."""
    for name in re.findall(r"[\w./-]+\.(?:jpe?g|png|webp|mp4|webm|mp3|vtt|pdf)\b", text):
        (docs / name).parent.mkdir(parents=True, exist_ok=True)
        if name.endswith((".jpg", ".jpeg", ".png", ".webp")):
            Image.new("RGB", (400, 300)).save(docs / name)
        else:
            (docs / name).write_bytes(b"WEBVTT\n")


def faults_of_page(text: str, docs: Path, facts: Facts) -> Iterator[str]:
    front = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
    if front:
        yield from (f"unknown key {key}" for key in yaml.safe_load(front[1]) if key not in known_keys())
        text = text[front.end() :]
    try:
        expand(text, Setting(facts, "de", DAY, docs, link=linker("./", None, docs), legal=str))
    except PraxisError as error:
        yield str(error)


def test_templates_are_jinja() -> None:
    for block in of("jinja"):
        jinja2.Environment(autoescape=True).parse(block.text)


def understood(group: click.Group, words: list[str]) -> None:
    """Raise a ClickException when a command has no such option, no such choice, or too many arguments."""
    context = click.Context(group)
    _, command, rest = group.resolve_command(context, words)
    assert command is not None
    inner = click.Context(command, parent=context)
    given, left, _ = command.make_parser(inner).parse_args(list(rest))
    if left:
        raise click.UsageError(f"what is {left[0]}?")
    for parameter in command.get_params(inner):
        value = given.get(parameter.name or "")
        for one in value if isinstance(value, list | tuple) else [value]:
            if isinstance(parameter.type, click.Choice) and isinstance(one, str):
                parameter.type.convert(one, parameter, inner)


def test_every_command_is_understood() -> None:
    extras = set(re.findall(r"(?m)^(\w+) = \[", (ROOT / "pyproject.toml").read_text("utf-8")))
    faults = []
    for block in of("sh", "console", "powershell"):
        for program, *words in commands(block):
            try:
                if program in {"praxis", "mkdocs"}:
                    understood(praxis if program == "praxis" else mkdocs, words)
                elif program not in OTHERS:
                    faults.append(f"{block}: what is {program}?")
                wanted = ",".join(re.findall(r"mkdocs-praxis(?:-main\.zip)?\[([\w,]+)\]", " ".join(words)))
                faults += [
                    f"{block}: there is no extra {one}"
                    for one in wanted.split(",")
                    if one and one not in extras
                ]
            except click.exceptions.Exit:  # --version, --help
                continue
            except click.ClickException as error:
                faults.append(f"{block}: {program} {' '.join(words)}: {error.format_message()}")
    assert faults == []


def test_commands_do_what_they_are_said_to(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one site, built once with evidence: whatever the pages for practices, agencies and officers tell people to type."""
    monkeypatch.chdir(site)
    write(
        site / "mkdocs.yml",
        "plugins:\n  - search\n  - praxis: {policy: strict, draft: true, evidence: nachweis.json}\n",
    )
    built(site)
    shutil.copy(site / "nachweis.json", site / "nachweis-2025.json")  # filed the year before
    shutil.copytree(site / "site", site / "kopie")
    followed = ("de/", "officers", "upgrading")
    failed: list[tuple[str, list[str], str]] = []
    for block in of("sh", "powershell"):
        for program, *words in commands(block):
            if program != "praxis" or words[0] not in RUN or not block.page.startswith(followed):
                continue
            if words[0] == "new":
                words[1:] = [
                    str(site.parent / f"{block.page.replace('/', '-')}-{block.line}"),
                    *words[2:],
                    "--yes",
                ]
            done = CliRunner().invoke(praxis, words)
            if done.exit_code != 0 and not (words[0] == "todo" and done.exit_code == 1):
                failed.append((str(block), words, done.output[-300:]))
    assert failed == []


def test_agencies_have_many_sites_from_one_base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    page = [block for block in blocks() if block.page == "agencies.md"]
    typed = [
        words[1:] for block in page if block.kind == "sh" for words in commands(block) if words[0] == "praxis"
    ]
    for block in page:
        if block.kind == "yaml":
            write(Path(block.file), block.text)
    write(Path("basis/overrides/main.html"), next(block.text for block in page if block.kind == "jinja"))
    write(Path("basis/docs/vorsorge.md"), "# Vorsorge\n\nFür alle gleich. [Fragen](fragen.md)\n")
    write(Path("basis/docs/kontakt.md"), "# Kontakt\n\nGemeinsam.\n")
    write(Path("basis/praxis/fragen.yml"), "fragen:\n  - frage: Warum?\n    antwort: Darum.\n")
    new = next(words for words in typed if words[0] == "new")
    for name in ("nord", "sued"):
        told = [word.replace("nord", name) for word in new]
        CliRunner().invoke(praxis, told, catch_exceptions=False)
        config = Path("sites", name, "mkdocs.yml")
        assert not Path("sites", name, "docs/kontakt.md").exists()
        config.write_text(config.read_text("utf-8") + "  - Vorsorge: vorsorge.md\n", "utf-8")
    write(Path("sites/sued/docs/kontakt.md"), "# Kontakt\n\nNur im Süden.\n")
    for name in ("nord", "sued"):
        built(Path("sites", name))
        for made in ("index", "kontakt", "404", "search"):
            assert "Agentur Beispiel" in Path(f"sites/{name}/site/{made}.html").read_text("utf-8")
        assert "Für alle gleich" in Path(f"sites/{name}/site/vorsorge.html").read_text("utf-8")
        assert "Darum." in Path(f"sites/{name}/site/fragen.html").read_text("utf-8")
    assert "Gemeinsam" in Path("sites/nord/site/kontakt.html").read_text("utf-8")
    assert "Nur im Süden" in Path("sites/sued/site/kontakt.html").read_text("utf-8")
    for name in ("nord", "sued"):
        assert not Path(f"sites/{name}/praxis/fragen.yml").exists()
        notice = Path(f"sites/{name}/site/datenschutz.html").read_text("utf-8")
        assert "Beispielhoster GmbH" in notice
        assert "Sagen Sie es uns am Telefon" in Path(f"sites/{name}/site/barrierefreiheit.html").read_text(
            "utf-8"
        )
    for words in typed:
        if words[0] in RUN - {"new", "workflow"}:
            given = [
                str(found)
                for word in words
                for found in (sorted(Path().glob(word)) if "*" in word else [word])
            ]
            done = CliRunner().invoke(praxis, given)
            assert done.exit_code == (1 if words[0] == "todo" else 0), (words, done.output)
    report = Path("alle.jsonl").read_text("utf-8")
    assert "praxis-nord.example" in report
    assert '"policy": "strict"' in report


def test_the_reference_names_all_there_is() -> None:
    """What templates and code ask of a page, and what theme and plugin can be set to, has its entry, and nothing else has."""
    from reference.options import ALIASES, keys_of_pages, options, theme_defaults
    from reference.words import texts

    themes = [*(ROOT / "themes").rglob("*.html"), *(ROOT / "mkdocs_praxis").rglob("*.py")]
    assert keys_of_pages(themes) - ALIASES | {"title"} == set(options("page"))
    assert set(texts("theme")) == set(theme_defaults())
    assert set(texts("plugin")) == set(options("plugin"))
