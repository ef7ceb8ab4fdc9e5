"""How long one file may be computed on. Readers have budgets of their own, counted in steps, bytes and depth; this is the last one.

It is counted in the processor's time, so that a busy machine changes nothing. Where the system has no such clock (Windows,
threads), only the readers' own budgets hold.
"""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType

SECONDS = 120  # the largest files that are read, 32 MiB, take a tenth of it


class TakesTooLong(BaseException):
    """Raised in the midst of a reading whose time is up."""


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TakesTooLong


@cache  # once a process: to ask for the signal costs as much as many a file
def _is_heard() -> bool:
    try:
        signal.signal(signal.SIGVTALRM, _stop)
    except (AttributeError, ValueError):  # no such signal here
        return False
    return True


@contextmanager
def limited() -> Iterator[None]:
    """Raise TakesTooLong when what is done within has taken SECONDS of the processor's time."""
    heard = threading.current_thread() is threading.main_thread() and _is_heard()
    if heard:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        if heard:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
