"""Where the command begins, before anything is loaded: most of a short run is its start.

What a start makes stays until the end. Looking through it for garbage takes a tenth of the time of a short run, so that is
done seldom, and not once more when the process ends.
"""

import gc

gc.set_threshold(100_000)

from mkdocs_praxis.cli import main  # noqa: E402 - what that loads is meant


def praxis() -> None:
    """Run the command `praxis`."""
    try:
        main()
    finally:
        gc.freeze()
