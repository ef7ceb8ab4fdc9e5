"""Several processes for one work, begun in the way that is safe on this system."""

import multiprocessing
import os
import signal
import sys
import threading
from concurrent.futures import ProcessPoolExecutor


def processes(jobs: int) -> ProcessPoolExecutor:
    """Return a pool of processes; Ctrl-C ends them at once and without a word, for the first one speaks for all."""
    context = multiprocessing.get_context(start_method())
    most = min(jobs, 61)  # Windows waits for no more; a fork starts them all at once
    return ProcessPoolExecutor(
        most, mp_context=context, initializer=signal.signal, initargs=(signal.SIGINT, signal.SIG_DFL)
    )


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def start_method() -> str:
    """Return how processes start: by forking, which costs a tenth of a fresh start, where that is safe.

    macOS's own libraries start threads that do not survive a fork, and a fork beside other threads can inherit a lock
    that nobody opens again.
    """
    safe = sys.platform.startswith("linux") and threading.active_count() == 1
    return "fork" if safe and "fork" in multiprocessing.get_all_start_methods() else "spawn"
