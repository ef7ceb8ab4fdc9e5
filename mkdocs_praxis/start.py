"""Entry point of the command; sets up garbage collection before the imports, which are most of a short run.

Objects made at import live until the end. Collecting among them takes a tenth of a short run, so it is done rarely, and not
again at exit.
"""

import gc

gc.set_threshold(100_000)

from mkdocs_praxis.cli import main  # noqa: E402 - after the threshold is set


def praxis() -> None:
    """Run the command `praxis`."""
    try:
        main()
    finally:
        gc.freeze()
