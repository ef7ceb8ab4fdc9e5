"""Many sites at once: each in a process of a pool, results as they come, one broken site never stops the others."""

import gc
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED as FIRST
from concurrent.futures import Future, wait
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

from mkdocs_praxis.gate.check import Options, check
from mkdocs_praxis.gate.processes import processes, processors
from mkdocs_praxis.policy.model import Report
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.contact import OwnSite

Task = tuple[Path, OwnSite, Options]  # a directory, with its own address and options
_Result = tuple[Path, Report | PraxisError]


def check_many(tasks: Iterable[Task], jobs: int | None) -> Iterator[_Result]:
    """Yield the report of every site, or why it could not be checked, as they are done; only a few wait at any time, to save memory.

    When a process dies, the sites it may have died of are each checked once more in a process of their own.
    """
    jobs = jobs or processors()
    waiting = iter(tasks)
    _warm()
    while True:
        doubtful: list[Task] = []
        ended = yield from _in_pool(waiting, jobs, doubtful)
        for task in doubtful:
            yield _alone(task)
        if ended:
            return


def _in_pool(waiting: Iterator[Task], jobs: int, doubtful: list[Task]) -> Generator[_Result, None, bool]:
    """Yield results until all is done (returns True) or a process died; what was under way then is in `doubtful`."""
    running: dict[Future[Report | PraxisError], Task] = {}
    with processes(jobs) as pool:
        while True:
            while len(running) < 2 * jobs and (task := next(waiting, None)) is not None:
                try:
                    running[pool.submit(_one, task)] = task
                except BrokenProcessPool:
                    doubtful += [*running.values(), task]
                    return False
            if not running:
                return True
            for future in wait(running, return_when=FIRST).done:
                if isinstance(future.exception(), BrokenProcessPool):
                    doubtful += running.values()
                    return False
                yield running.pop(future)[0], future.result()


def _alone(task: Task) -> _Result:
    with processes(1) as pool:
        try:
            return task[0], pool.submit(_one, task).result()
        except BrokenProcessPool:
            why = "the system ended the process, most often for want of memory"
            return task[0], PraxisError("could not be checked", file=str(task[0]), why=why)


def _one(task: Task) -> Report | PraxisError:
    try:
        return check(*task)
    except PraxisError as error:
        return error
    except Exception as error:  # noqa: BLE001 - this site is broken; the others go on
        return PraxisError(
            msg("could not be checked: {name}: {error}", name=type(error).__name__, error=error),
            file=str(task[0]),
        )


def _warm() -> None:
    """Load once what every process needs: those that are forked afterwards share it."""
    from mkdocs_praxis.policy.rules import all_rules
    from mkdocs_praxis.vendors import catalogue
    from mkdocs_praxis.web import reader  # noqa: F401

    catalogue()
    all_rules()
    gc.collect()
    gc.freeze()
