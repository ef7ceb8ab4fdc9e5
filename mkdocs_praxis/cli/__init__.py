"""The command `praxis`: thin fronts; every command calls one room."""

import os
import sys
from typing import Any

import click

from mkdocs_praxis import __version__
from mkdocs_praxis.cli import checking, importing, proving, publishing, surveying, writing
from mkdocs_praxis.cli.common import COULD_NOT_RUN, tell
from mkdocs_praxis.problem import PraxisError


class _Praxis(click.Group):
    """A group that tells people what is wrong instead of showing a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except PraxisError as error:
            for problem in error.problems:
                tell(f"{problem}\n")
            ctx.exit(COULD_NOT_RUN)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(COULD_NOT_RUN)
        except Exception as error:
            if os.environ.get("PRAXIS_TRACEBACK"):
                raise
            tell(
                f"praxis could not go on: {type(error).__name__}: {error}\n"
                "  why  this is a bug in mkdocs_praxis, not a mistake of yours\n"
                "  fix  please report it, with what PRAXIS_TRACEBACK=1 prints"
            )
            ctx.exit(COULD_NOT_RUN)


@click.group(cls=_Praxis, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="praxis")
def main() -> None:
    """Practice websites that contact nobody before a person clicks.

    Exit status: 0 passed, 1 findings, 2 could not run.
    """


for _command in (
    writing.new,
    writing.todo,
    writing.preview,
    checking.check,
    writing.replace_,
    proving.headers,
    proving.prove,
    proving.verify,
    proving.evidence,
    publishing.publish,
    publishing.workflow,
    surveying.survey,
    importing.import_,
    checking.explain,
    checking.vendors,
    writing.components,
):
    main.add_command(_command)
