"""Entry point of the command; sets up garbage collection, Ctrl-C and standard streams before the imports, most of a short run.

Objects made at import live until the end. Collecting among them takes a tenth of a short run, so it is done rarely, and not
again at exit.
"""

import gc
import os
import signal
import sys

gc.set_threshold(100_000)

# Until a command runs there is nothing to tidy up: Ctrl-C ends the process, without a traceback of an import.
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, signal.SIG_DFL)

# Closed by whoever started this. Without standard output there is no use in going on: the command says so.
if sys.stdin is None:
    sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - as the interpreter opens it
if sys.stderr is None:
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115

from mkdocs_praxis.cli import main  # noqa: E402 - after the settings above


def praxis() -> None:
    """Run the command `praxis`."""
    try:
        main()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        gc.freeze()
