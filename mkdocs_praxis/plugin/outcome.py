"""How a build ends: what is said, and what lies where."""

import os
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from mkdocs_praxis.policy.model import Report
from mkdocs_praxis.problem import PraxisError, ordinary
from mkdocs_praxis.report import render
from mkdocs_praxis.safe import uncommanding

log = get_plugin_logger("praxis")


def tell(report: Report) -> None:
    """Say what a passed build checked and replaced, a line for each warning."""
    for line in render("text", [report], brief=True).split("\n"):
        if line:
            log.info("%s", line)


def problems(error: PraxisError) -> PluginError:
    """Return the error by which MkDocs tells problems without a traceback."""
    return PluginError(uncommanding("\n" + "\n\n".join(str(p) for p in error.problems)))


class told:  # noqa: N801 - reads as a word: with told():
    """Turns what goes wrong in our rooms into the error that MkDocs prints without a traceback."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, PraxisError):
            raise problems(error) from None
        if (
            isinstance(error, Exception)
            and not isinstance(error, PluginError)
            and not os.environ.get("PRAXIS_TRACEBACK")
        ):
            if (problem := ordinary(error)) is not None:
                raise problems(PraxisError(problem)) from None
            raise PluginError(
                f"\nthe build could not go on: {type(error).__name__}: {error}\n"
                "  why  this is a bug in mkdocs_praxis, not a mistake of yours\n"
                "  fix  please report it, with what PRAXIS_TRACEBACK=1 prints"
            ) from None


def shown(path: Path) -> str:
    """Return a path as people type it: relative to where they stand, when it lies below."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def set_aside_says(rejected: Path, language: str) -> str:
    """Say where the output lies now."""
    from mkdocs_praxis.i18n import translator

    return translator(language, "report")(
        "Build stopped; the output was set aside as {name}/.", name=rejected.name
    )
