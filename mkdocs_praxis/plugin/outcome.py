"""How a build ends, in words: its report, and every error without a traceback."""

import logging
import os
import re
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
from mkdocs.exceptions import Abort, BuildError
from mkdocs.plugins import get_plugin_logger

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.plugin.places import display_path
from mkdocs_praxis.policy.model import Report
from mkdocs_praxis.problem import PraxisError, Problem, bug, msg, os_problem
from mkdocs_praxis.report import render

log = get_plugin_logger("praxis")


def log_report(report: Report) -> None:
    """Say what a passed build checked and replaced, a line for each warning."""
    if not log.isEnabledFor(logging.INFO):  # nobody hears it
        return
    for line in render("text", [report], brief=True).split("\n"):
        if line:
            log.info("%s", line)


def report_text(report: Report, outcome: str = "") -> str:
    """Return the report as text: folded, unless PRAXIS_FULL is set (`praxis build --full`)."""
    unfold = "" if os.environ.get("PRAXIS_FULL") else "`praxis build --full`"
    return render("text", [report], outcome=outcome, unfold=unfold)


class Stopped(Abort):
    """Ends the build with our words alone: MkDocs would add a line that means nothing to practice staff."""

    def show(self, *_: object, **__: object) -> None:
        """Print what is wrong, where MkDocs prints its own errors."""
        click.echo(self.format_message(), err=True)


class CouldNotRun(Stopped):
    """Ends a build that came to no verdict, with the exit status that every command has for that."""

    exit_code = code = 2


def stopped_by(text: str, kind: type[Stopped] = Stopped) -> Stopped:
    """Return the exception that ends the build with this text."""
    from mkdocs_praxis.safe import uncommanding

    return kind(uncommanding(f"\n{text.strip()}\n"))


def problems(error: PraxisError, language: str) -> Stopped:
    """Return the exception that ends a build that could not run with an error's problems, in the language of the site."""
    return stopped_by(error.told(translator(language, "problem")), CouldNotRun)


@contextmanager
def telling_errors(
    language: str | Callable[[], str],
    *,
    stopped_at: str = "",
    place: Callable[[Problem], Problem] = lambda p: p,
) -> Iterator[None]:
    """Turn what goes wrong into words in the language of the site, without a traceback.

    `place` finds the line of a problem that knows none; `stopped_at` is the page at which MkDocs stopped, when it went wrong outside of our rooms: in the theme, a hook, another plugin.
    """
    try:
        yield
    except PraxisError as error:
        found = tuple(map(place, error.problems))
    except BuildError as error:
        if not stopped_at:
            raise
        found = (Problem(str(error), stopped_at),)
    except Exception as error:
        if isinstance(error, Abort) or os.environ.get("PRAXIS_TRACEBACK"):
            raise
        said = os_problem(error) or _of_name(error) or _of_circle(error)
        said = said or encoding_problem(error, stopped_at) or _of_template(error, stopped_at)
        ours = "the build could not go on: {name}: {error}"
        found = (said or (_foreign(error, stopped_at) if stopped_at else bug(ours, error)),)
    else:
        return
    raise problems(PraxisError(*found), language if isinstance(language, str) else language()) from None


def _of_name(error: Exception) -> Problem | None:
    """Return that a file has a name of no letters, as old archives bring them; None for any other error."""
    if not isinstance(error, UnicodeEncodeError) or not re.search("[\udc80-\udcff]", error.object):
        return None
    what = "the name of a file is no UTF-8, so that no address leads there: {name}"
    fix = "give the file another name, best of small letters, digits and hyphens"
    return Problem(msg(what, name=error.object[:200]), fix=fix)


def _of_circle(error: Exception) -> Problem | None:
    """Return that INHERIT leads back to a file that is being read; None for any other error."""
    passed = {frame.name for frame in traceback.extract_tb(error.__traceback__)}
    if not isinstance(error, RecursionError) or "yaml_load" not in passed:
        return None
    fix = "name the file that holds what all sites share, such as mkdocs.base.yml"
    return Problem("INHERIT leads back to the file itself", "mkdocs.yml", fix=fix)


def encoding_problem(error: Exception, page: str) -> Problem | None:
    """Return that a page is not saved as UTF-8; None for any other error."""
    from mkdocs_praxis.practice.source import text_of

    if isinstance(error, UnicodeDecodeError) and Path(page).is_file():
        try:
            text_of(Path(page), page)
        except PraxisError as refused:
            return refused.problems[0]
    return None


# Of hooks, plugins, templates
_CALLERS = frozenset({"mkdocs", "mkdocs_praxis", "jinja2", "markdown", "click"})


def _foreign(error: Exception, page: str) -> Problem:
    why = "it happened in the theme, in a hook or in another plugin"
    if place := _innermost(error):
        why = msg("it happened in the theme, in a hook or in another plugin: {place}", place=place)
    what = msg("the build could not go on; Python says: '{error}'", error=f"{type(error).__name__}: {error}")
    fix = "PRAXIS_TRACEBACK=1 shows where; take out what was added last"
    return Problem(what, page, why=why, fix=fix)


def _innermost(error: Exception) -> str:
    """Return the last place of a hook, plugin or template that an error passed, as file and line; "" for none."""
    import sysconfig

    ours = Path(__file__).parents[1]
    libraries = [Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")]
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        package = next((path.relative_to(one) for one in libraries if path.is_relative_to(one)), None)
        python = package is None and path.is_relative_to(sysconfig.get_path("stdlib"))
        passed = python or path.is_relative_to(ours) or (package and package.parts[0] in _CALLERS)
        if not passed and path.is_file():
            return f"{package or display_path(path)}:{frame.lineno}"
    return ""


def _of_template(error: Exception, page: str) -> Problem | None:
    """Return what is wrong with a template that somebody changed; None for any other error."""
    file: str | None = page or None
    line = excerpt = None
    fix = "Compare it with the one of the theme that it stands for."
    if isinstance(error, TemplateNotFound):
        what = msg("there is no template {name}", name=error.name)
        fix = "Check `template:` at the head of the pages, and the theme's custom_dir."
    elif isinstance(error, UndefinedError):
        what = msg("this template uses a name that nothing has: '{error}'", error=error.message)
        frames = reversed(traceback.extract_tb(error.__traceback__))
        if frame := next((one for one in frames if one.filename.endswith(".html")), None):
            file, line, excerpt = display_path(Path(frame.filename)), frame.lineno, frame.line
    elif isinstance(error, TemplateSyntaxError):
        what = msg(
            "this template cannot be read: a tag, bracket or quotation mark is open here, or not known"
        )
        file, line = display_path(Path(error.filename)) if error.filename else error.name, error.lineno
        excerpt = next(iter((error.source or "").splitlines()[line - 1 : line]), None)
    else:
        return None
    return Problem(what, file, line, excerpt=excerpt, fix=fix)
