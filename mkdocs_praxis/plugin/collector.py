"""Garbage collection: rare while pages are rendered, and not at the end of the process."""

import atexit
import gc

_OBJECTS = 20_000  # made since the last look, a few megabytes at most; Python looks after 700


class Collector:
    """How often memory is looked through: it takes a fiftieth of a build, and finds little."""

    def __init__(self) -> None:
        self._usual = gc.get_threshold()

    def rarely(self, *, now: bool = False) -> None:
        """Leave out what stands now, which stays until the end, and look through what comes seldom: pages are many.

        `now`: look through it once before, as a preview may that goes on for hours.
        """
        if now:
            gc.collect()
        gc.set_threshold(_OBJECTS, *self._usual[1:])
        gc.freeze()
        atexit.unregister(gc.freeze)  # by an earlier build of this process
        atexit.register(gc.freeze)

    def restore(self) -> None:
        """Look through it as before."""
        gc.set_threshold(*self._usual)
        gc.unfreeze()
