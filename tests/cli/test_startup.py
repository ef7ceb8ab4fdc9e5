"""What a command loads before it does anything: counted, not timed."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from mkdocs_praxis import cli
from mkdocs_praxis.cli import main
from mkdocs_praxis.policy.rules import all_rules
from mkdocs_praxis.vendors import catalogue

# Whoever only looks at pages without scripts needs none of these.
HEAVY = ("yaml", "multiprocessing", "concurrent", "subprocess", "socket", "ssl", "asyncio", "jinja2", "babel", "markdown", "mkdocs",
         "tree_sitter", "PIL", "tinycss2", "html", "tempfile", "textwrap", "turbohtml.extract", "turbohtml.query", "playwright", "http", "email", "zipfile", "logging")  # fmt: skip

LATER = 5 * (sys.version_info[1] - 11)  # modules of its own that each later Python loads besides


def loaded(folder, *command):
    script = (
        "import sys\nfrom mkdocs_praxis.start import praxis\n"
        "try: praxis()\nexcept SystemExit as end: assert not end.code, end.code\n"
        "print(*sys.modules, file=sys.stderr)"
    )
    call = [sys.executable, "-c", script, *command]
    done = subprocess.run(call, capture_output=True, text=True, check=True, cwd=folder)
    return done.stderr.splitlines()[-1].split()


@pytest.mark.parametrize(
    ("command", "most_own", "most"),
    [
        (["check", "{site}", "--site-url", "https://praxis.example/"], 84, 225),
        (["--version"], 10, 130),
        (["vendors", "youtube"], 20, 140),
    ],
)
def test_a_command_loads_only_what_it_needs(tmp_path, command, most_own, most):
    all_rules(), catalogue()  # in a working copy they are made ready again when a source has changed
    (tmp_path / "index.html").write_text("<!doctype html><html lang=de><title>x</title><p>Hallo")
    names = loaded(tmp_path, *(part.replace("{site}", str(tmp_path)) for part in command))
    assert not [name for name in HEAVY if name in names]
    assert sum(name.startswith("mkdocs_praxis") for name in names) <= most_own
    assert len(names) <= most + LATER


def test_yaml_is_loaded_only_for_a_folder_that_a_mkdocs_yml_beside_may_build(tmp_path):
    (tmp_path / "mkdocs.yml").write_text("site_name: X\nplugins: [search, praxis]\n")
    for name in ("pages", "site"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text("<!doctype html><html lang=de><title>x</title><p>Hallo")
    url = "--site-url", "https://praxis.example/"
    assert "yaml" not in loaded(tmp_path, "check", "pages", *url)
    assert "yaml" in loaded(tmp_path, "check", "site", *url)
    (tmp_path / "site").rename(tmp_path / "releases")
    (tmp_path / "site").symlink_to("releases")
    assert "yaml" in loaded(tmp_path, "check", "site", *url)
    (tmp_path / "mkdocs.yml").write_text("site_name: X\nsite_dir: pages\nplugins: [search, praxis]\n")
    assert "yaml" in loaded(tmp_path, "check", "pages", *url)


def test_the_rest_of_the_parser_comes_when_it_is_asked_for():
    script = (
        "from mkdocs_praxis import web; import sys, turbohtml\n"
        "assert 'turbohtml.extract' not in sys.modules\n"
        "tree = turbohtml.parse('<p id=a>x', source_locations=True)\n"
        "assert tree.find('p').source_location.attrs['id'].start_col == 3\n"
        "try: tree.select('a[[')\n"
        "except ValueError: pass\n"
        "from turbohtml import Markdown\n"
        "assert turbohtml.__version__ and tree.to_markdown(Markdown()).strip() == 'x'\n"
        "import turbohtml.query"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_every_command_is_found_by_its_name():
    context = click.Context(main)
    commands = {name: main.get_command(context, name) for name in main.list_commands(context)}
    assert {name: command.name for name, command in commands.items()} == {name: name for name in commands}
    modules = Path(cli.__file__).parent.glob("*.py")
    found = {
        value
        for path in modules
        for value in vars(
            import_module(
                f"mkdocs_praxis.cli.{path.stem}" if path.stem != "__init__" else "mkdocs_praxis.cli"
            )
        ).values()
        if isinstance(value, click.Command) and value is not main
    }
    assert found == set(commands.values())
