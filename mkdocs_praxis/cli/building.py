"""`praxis build` and `praxis preview`: run MkDocs with messages in the user's language."""

import contextlib
import os
import signal
import sys
from pathlib import Path

import click

from mkdocs_praxis.cli.common import LANGUAGE, site_config_option
from mkdocs_praxis.i18n import spoken_in
from mkdocs_praxis.problem import PraxisError, msg

# Ctrl-C ends the child while it imports, and is handled once it runs.
_START = "import signal; signal.signal(signal.SIGINT, signal.SIG_DFL); from mkdocs_praxis.plugin.run import run; run()"
_date = click.option("--date", help="As of this day: 2026-12-27 or 27.12.2026.")


@click.command(name="build")
@_date
@site_config_option
@click.option("--strict", is_flag=True, help="Gaps and warnings of MkDocs count as errors.")
@click.option("--site-dir", help="Into this folder instead of `site`.")
@click.option("--quiet", is_flag=True, help="Say only what is wrong, as a nightly build should.")
@click.option("--full", is_flag=True, help="Show every finding in full, however many there are (text).")
def build(
    date: str | None,
    config_file: Path,
    strict: bool,
    site_dir: str | None,
    quiet: bool,
    full: bool,
) -> None:
    """Build the site, check it, and put it into its folder when it passed; as `mkdocs build` does."""
    flags = [name for name, wanted in (("--strict", strict), ("--quiet", quiet)) if wanted]
    folder = [f"--site-dir={site_dir}"] if site_dir else []
    sys.exit(_run("build", config_file, date, *flags, *folder, full=full))


@click.command()
@_date
@site_config_option
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
def preview(date: str | None, config_file: Path, port: int) -> None:
    """Show the site on this machine while it is written, today or as of another day."""
    import socket

    click.get_current_context().meta[LANGUAGE] = spoken_in(config_file)
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        fix = "end that one, or take another port: praxis preview --port {other}"
        what = msg("port {port} is taken: another preview runs, or another program", port=port)
        raise PraxisError(what, fix=msg(fix, other=port % 65535 + 1))
    with contextlib.suppress(KeyboardInterrupt):
        sys.exit(_run("serve", config_file, date, f"127.0.0.1:{port}"))


def _run(command: str, config_file: Path, date: str | None, *options: str, full: bool = False) -> int:
    import subprocess

    given = {"PRAXIS_DATE": date, "PRAXIS_FULL": "1" if full else None}
    environment = os.environ | {name: value for name, value in given.items() if value}
    # -P: a practice's own markdown.py or html.py beside mkdocs.yml is none of the modules that MkDocs imports.
    call = [sys.executable, "-P", "-c", _START, command, str(config_file), *options]
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # inherited: no traceback while the child starts
    try:
        child = subprocess.Popen(call, env=environment)
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        return child.wait()
    except BaseException as why:
        # The child got Ctrl-C, too, and cleans up, unless it had only begun to start; of SIGTERM it knows nothing.
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=0 if isinstance(why, SystemExit) else 2)
        if child.poll() is None and os.name == "posix":
            child.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=10)
        child.kill()
        raise
