"""Translates help texts and errors of the command line: ours, and click's."""

import copy
import inspect
import re
from importlib import import_module

import click

from mkdocs_praxis.i18n import Translate, translator

_MODULES = ("core", "decorators", "exceptions", "formatting", "parser", "termui", "types")
_KINDS = {"TEXT": "TEXT", "INTEGER": "NUMBER", "FLOAT": "NUMBER", "PATH": "PATH", "FILE": "FILE", "DIRECTORY": "FOLDER"}  # fmt: skip


def let_click_speak(language: str) -> None:
    """Translate click's own messages, by replacing `gettext` in each of its modules."""
    t = translator(language, "help")

    def one(text: str) -> str:
        return t(text)

    def many(single: str, plural: str, n: int) -> str:
        return t(single if n == 1 else plural)

    for name in _MODULES:
        module = import_module(f"click.{name}")
        for asked, answer in (("_", one), ("ngettext", many)):
            if hasattr(module, asked):
                setattr(module, asked, answer)


def spoken(command: click.Command, language: str) -> click.Command:
    """Return a copy of a command with its help in a language."""
    t = translator(language, "help")
    told = copy.copy(command)
    told.help = in_paragraphs(command.help or "", t)
    told.options_metavar = t("[OPTIONS]")
    told._help_option = None  # noqa: SLF001 - click keeps the one it made in another language
    told.params = [parameter(p, t) for p in command.params]
    return told


def in_paragraphs(text: str, t: Translate) -> str:
    """Translate a text by paragraph, ignoring line breaks."""
    return "\n\n".join(t(" ".join(part.split())) for part in inspect.cleandoc(text).split("\n\n"))


def parameter(given: click.Parameter, t: Translate) -> click.Parameter:
    """Return a copy of a parameter with its help in a language."""
    told = copy.copy(given)
    if told.metavar:
        told.metavar = re.sub(r"[A-Z]{3,}", lambda word: t(word[0]), told.metavar)
    elif isinstance(told, click.Argument) and told.name:
        told.metavar = t(told.name.upper()) if told.required else f"[{t(told.name.upper())}]"
    if isinstance(told, click.Option):
        told.help = in_paragraphs(told.help, t) if told.help else None
        kind = told.type.name.upper().split(" ")[0]
        if told.metavar is None and not told.is_flag and kind in _KINDS:
            told.metavar = t(_KINDS[kind])
    return told
