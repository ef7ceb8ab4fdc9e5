"""Processes for reading many files or sites, and the last limit of time for one file.

Readers have budgets of their own, in steps, bytes and depth. The limit counts the processor's time, so a busy machine changes
nothing; where there is no such clock (Windows, threads), only those budgets hold.
"""

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from concurrent.futures import Executor


def processes(jobs: int) -> "Executor":
    """Return a pool of processes; Ctrl-C ends them at once and without a word, for the first one speaks for all."""
    import multiprocessing  # deferred, as most sites need one process
    from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor

    context = multiprocessing.get_context(start_method())
    most = min(jobs, 61)  # Windows waits for no more; a fork starts them all at once
    try:
        return ProcessPoolExecutor(most, mp_context=context, initializer=_begin)
    except (OSError, NotImplementedError):  # none can be started: /dev/shm of a container is read-only, say
        return ThreadPoolExecutor(1)


def _begin() -> None:
    """End at once by a signal, and with the process that started this one.

    A job that is called off ends that one alone, and a queue whose other end is open in this very process never ends: it would wait
    for work for ever, and whoever reads the output, for its end.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    import multiprocessing

    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def start_method() -> str:
    """Return how processes start: by forking, ten times as fast, where no thread of ours or of macOS can hold a lock that it copies."""
    import multiprocessing

    safe = sys.platform.startswith("linux") and threading.active_count() == 1
    return "fork" if safe and "fork" in multiprocessing.get_all_start_methods() else "spawn"


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
