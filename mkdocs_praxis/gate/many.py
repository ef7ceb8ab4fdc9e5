"""Many sites at once: each in a process of its own pool, results as they come, one broken site never stops the others."""

import multiprocessing
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED as FIRST
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from mkdocs_praxis.gate.check import Options, check, start_method
from mkdocs_praxis.policy.model import Report
from mkdocs_praxis.problem import PraxisError, Problem
from mkdocs_praxis.web.contact import OwnSite


@dataclass(frozen=True, slots=True)
class Task:
    """One site to check, with its own address and options."""

    directory: Path
    own: OwnSite
    options: Options


def check_many(tasks: Iterable[Task], jobs: int | None = None) -> Iterator[tuple[Path, Report | PraxisError]]:
    """Yield the report of every site, or why it could not be checked, in the order in which they are done.

    Only a few sites per process wait at any time, so memory stays bounded however many there are.
    """
    jobs = (
        jobs or len(os.sched_getaffinity(0))
        if hasattr(os, "sched_getaffinity")
        else jobs or os.cpu_count() or 1
    )
    waiting = iter(tasks)
    running: dict[Future[Report | PraxisError], Path] = {}
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context(start_method())) as pool:
        while True:
            while len(running) < 2 * jobs and (task := next(waiting, None)) is not None:
                running[pool.submit(_one, task)] = task.directory
            if not running:
                return
            for future in wait(running, return_when=FIRST).done:
                yield running.pop(future), future.result()


def _one(task: Task) -> Report | PraxisError:
    try:
        return check(task.directory, task.own, task.options)
    except PraxisError as error:
        return error
    except Exception as error:  # noqa: BLE001 - this site is broken; the others go on
        return PraxisError(
            Problem(f"could not be checked: {type(error).__name__}: {error}", str(task.directory))
        )
