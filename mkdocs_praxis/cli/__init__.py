"""The command `praxis`: thin front ends; each command calls one package."""

import codecs
import io
import json
import os
import signal
import sys
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

import click

from mkdocs_praxis import __version__
from mkdocs_praxis.cli.common import COULD_NOT_RUN, LANGUAGE, language_of, terminal_language, warn
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import PraxisError, bug, nearest, os_problem
from mkdocs_praxis.safe import without_drawing

# Heading → command → where it is imported from on use, and what it does in a line of a terminal.
_SECTIONS: dict[str, dict[str, list[str]]] = json.loads(
    Path(__file__).with_name("commands.json").read_bytes()
)
_COMMANDS = {name: where for commands in _SECTIONS.values() for name, (where, _) in commands.items()}


class _Praxis(click.Group):
    """The command group; shows errors as messages instead of tracebacks."""

    language = "en"

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own signature
        """Return the names of all commands."""
        return list(_COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands by what they are for, each in one line."""
        t, width = translator(self.language, "help"), max(map(len, _COMMANDS))
        for heading, commands in _SECTIONS.items():
            with formatter.section(t(heading)):
                formatter.write_dl([(name.ljust(width), t(does)) for name, (_, does) in commands.items()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command by its name."""
        if cmd_name not in _COMMANDS:
            return None
        module, name = _COMMANDS[cmd_name].split(".")
        command: click.Command = getattr(import_module(f"mkdocs_praxis.cli.{module}"), name)
        if self.language == "en":
            return command
        from mkdocs_praxis.cli.speaking import spoken

        return spoken(command, self.language)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command by its name; the error for a misspelt one suggests the nearest."""
        name = args[0]
        if name not in _COMMANDS and name[:1].isalpha() and (near := nearest(name, _COMMANDS)):
            t = translator(self.language, "help")
            ctx.fail(t("There is no command {name}; did you mean praxis {near}?", name=name, near=near))
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run in the language of the call; output that cannot be written is an error."""
        given = args[0] if args else kwargs.get("args")
        self.speak(language_of(list(sys.argv[1:] if given is None else given)))
        if sys.stdout is None:
            warn(
                "standard output is closed: there is nowhere to say anything\n  fix  leave it open, or lead it to a file"
            )
            sys.exit(COULD_NOT_RUN)
        codecs.register_error(without_drawing.__name__, without_drawing)
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors=without_drawing.__name__)
        try:
            try:
                return super().main(*args, **kwargs)
            finally:
                self.speak("en")
                sys.stdout.flush()
        except OSError as error:
            _give_up_output()
            if not isinstance(error, BrokenPipeError):
                warn(f"standard output: {os_problem(error) or error}")
            sys.exit(COULD_NOT_RUN)

    def speak(self, language: str) -> None:
        """Switch the language of all commands and messages."""
        if language != self.language:
            from mkdocs_praxis.cli import speaking

            t = translator(language, "help")
            self.language = language
            self.help = speaking.in_paragraphs(_HELP, t)
            self.options_metavar, self.subcommand_metavar = t("[OPTIONS]"), t("COMMAND [ARGS]...")
            self._help_option = None  # click caches the option with its text in another language
            self.params = [speaking.parameter(p, t) for p in _PARAMS]
            speaking.let_click_speak(language)

    def invoke(self, ctx: click.Context) -> Any:
        if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:  # set by `start`
            signal.signal(signal.SIGINT, signal.default_int_handler)
            for number in (signal.SIGTERM, getattr(signal, "SIGHUP", signal.SIGTERM)):  # no SIGHUP on Windows
                if signal.getsignal(number) is signal.SIG_DFL:
                    signal.signal(number, _called_off)
        try:
            return super().invoke(ctx)
        except PraxisError as error:
            _told(ctx, error)
        except (click.ClickException, click.exceptions.Exit):
            raise
        except BrokenPipeError:
            _give_up_output()
            ctx.exit(COULD_NOT_RUN)
        except (KeyboardInterrupt, click.Abort):
            _told(ctx, PraxisError("interrupted"))
        except Exception as error:
            if os.environ.get("PRAXIS_TRACEBACK"):
                raise
            _told(
                ctx, PraxisError(os_problem(error) or bug("praxis could not go on: {name}: {error}", error))
            )


def _called_off(number: int, _frame: object) -> NoReturn:
    """End as a job that is called off, or whose window is closed: what is half done is tidied up, as after Ctrl-C."""
    if "multiprocessing" in sys.modules:  # those who read for us know nothing of it, and would be waited for
        from multiprocessing import active_children

        for child in active_children():
            child.kill()
    sys.exit(128 + number)


def _told(ctx: click.Context, error: PraxisError) -> NoReturn:
    """Print an error in the language of the call, and exit."""
    t = translator(ctx.meta.get(LANGUAGE) or terminal_language(), "problem")
    warn(f"{error.told(t)}\n")
    ctx.exit(COULD_NOT_RUN)


def _give_up_output() -> None:
    """Redirect standard output to the null device, or flushing it at exit would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@click.group(cls=_Praxis, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="praxis")
def main() -> None:
    """Run `praxis`."""


_PARAMS = main.params
_HELP = main.help = """Practice websites that contact nobody before a person clicks.

Exit status: 0 passed, 1 findings, 2 could not run."""
