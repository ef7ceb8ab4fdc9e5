"""How long one file may be computed on. Readers have budgets of their own, counted in steps, bytes and depth; this is the last one.

It is counted in the processor's time, so that a busy machine changes nothing. Where the system has no such clock (Windows,
threads), only the readers' own budgets hold.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

SECONDS = 120  # the largest files that are read, 32 MiB, take a tenth of it


class TakesTooLong(BaseException):
    """Raised in the midst of a reading whose time is up."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TakesTooLong


@contextmanager
def limited() -> Iterator[None]:
    """Raise TakesTooLong when what is done within has taken SECONDS of the processor's time."""
    try:
        before = signal.signal(signal.SIGVTALRM, _stop)
    except (AttributeError, ValueError):  # no such signal here, or not in the main thread
        yield
        return
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
