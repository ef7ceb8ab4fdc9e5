"""`--help`, and what click itself refuses, in the language of the terminal."""

import re

import pytest
from click.testing import CliRunner

from mkdocs_praxis.cli import _COMMANDS, main
from tests.words.english import english


def told(*args: str, lang: str = "de_DE.UTF-8") -> str:
    return (
        CliRunner(env={"LC_ALL": lang, "LC_MESSAGES": "", "LANG": ""})
        .invoke(main, list(args), prog_name="praxis")
        .output
    )


def nameless(text: str) -> str:
    """Return a text without the names of commands, which are no words of a language."""
    names = "|".join(sorted(_COMMANDS, key=len, reverse=True))
    return re.sub(rf"(praxis |^  )(?:{names})\b", r"\1", text, flags=re.MULTILINE)


@pytest.mark.parametrize("command", ["", *_COMMANDS])
def test_a_german_terminal_is_helped_in_german(command: str) -> None:
    text = told(*command.split(), "--help")
    assert "Aufruf: praxis" in text
    assert "Zeigt diese Hilfe." in text
    assert english(nameless(text)) == []


@pytest.mark.parametrize("command", _COMMANDS)
def test_what_stands_for_a_value_has_a_german_name(command: str) -> None:
    german, others = (
        set(re.findall(r"\b[A-Z]{3,}\b", told(command, "--help", lang=f"{language}.UTF-8")))
        for language in ("de_DE", "en_US")
    )
    formats = {"HTML", "CSS", "SVG", "PDF", "YAML", "WARC", "WACZ", "PEM", "DSSE", "SFTP", "FTPS"}
    assert german & others <= formats | {"URL", "TEXT", "BASE", "NAME", "MVZ", "PRAXIS_PASSWORD"}


@pytest.mark.parametrize("language", ["de", "en"])
def test_each_command_stands_in_one_line_of_a_terminal_said_whole(language: str) -> None:
    shown = told("--help", lang=f"{language}_DE.UTF-8")
    lines = shown.split(":\n", 2)[2].splitlines()
    assert max(map(len, lines)) < 80
    assert "..." not in "".join(lines)
    assert sorted(line.split()[0] for line in lines if line.startswith("  ")) == sorted(_COMMANDS)


def test_help_in_another_language_on_request_and_in_english_elsewhere() -> None:
    assert "Usage: praxis check" in told("check", "--help", lang="C.UTF-8")
    assert "Liest fertige Websites" in told("check", "--lang", "de", "--help", lang="C.UTF-8")
    assert "Read built sites" in told("check", "--lang=en", "--help")
    assert "Changes nothing" in told("check", "--help", lang="en_US.UTF-8")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("buld",), "Einen Befehl buld gibt es nicht; meinten Sie praxis build?"),
        (("sitzordnung",), "Einen Befehl sitzordnung gibt es nicht."),
        (("preview", "--prt", "1"), "Meinten Sie"),
        (("preview", "--port", "x"), "x ist keine Zahl"),
        (("preview", "--port", "0"), "liegt nicht im Bereich"),
        (("check",), "Es fehlt die Angabe 'ORDNER...'"),
        (("headers", "x"), "Möglich sind"),
        (("check", "x", "--policy", "streng"), "keines von"),
        (("check", "x", "--baseline"), "braucht einen Wert"),
        (("todo", "a", "b"), "Unerwartete weitere Angaben"),
    ],
)
def test_what_is_refused_is_refused_in_german(args: tuple[str, ...], said: str) -> None:
    text = told(*args)
    assert said in text
    assert english(nameless(text)) == []
