"""Runs a survey: distributes shards to local processes or a Dask cluster, then writes the summary."""

import signal
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs_praxis.evidence import rules_version
from mkdocs_praxis.problem import PraxisError, msg, needing
from mkdocs_praxis.survey.sources import Shard, shards

# Attempts for a shard whose worker dies.
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Survey:
    """The result of a survey."""

    shards: int
    kept: int  # shards done in an earlier run
    failed: tuple[str, ...]  # shards that failed, with the reason
    pages: int  # read in this run
    contacts: int
    unread: int  # unreadable files, and damaged places of archives


def survey(
    sources: Sequence[str],
    output: Path,
    *,
    scheduler: str | None = None,
    jobs: int | None = None,
    done: Callable[[int, int], None] | None = None,
    language: str = "en",
) -> Survey:
    """Read all sources into Parquet files below `output` and write `output`/summary.html in a language.

    `scheduler` is the address of a running Dask scheduler whose workers see the same paths; else `jobs` local processes are
    used (1: this process). A run with the same output resumes an earlier one. Uses no network but the scheduler's. Raises
    PraxisError for invalid sources, or without the extra `[survey]`.
    """
    with needing("survey"):
        from mkdocs_praxis.survey.reading import read_shard
        from mkdocs_praxis.survey.summary import write_summary
    found = shards(sources)
    if not found:
        raise PraxisError("the sources hold nothing to read")
    output.mkdir(parents=True, exist_ok=True)
    work = partial(read_shard, output=str(output.resolve()), rules=rules_version())
    total, failed = Counter[str](), []
    with _workers(scheduler, jobs) as each:
        for number, (shard, result) in enumerate(each(work, found), 1):
            if isinstance(result, BaseException):
                failed.append(f"{shard.path} {shard.member}".rstrip() + f": {result}")
            else:
                total.update(result)
            if done:
                done(number, len(found))
    write_summary(output, language)
    counts = {name: total[name] for name in ("kept", "pages", "contacts", "unread")}
    return Survey(shards=len(found), failed=tuple(failed), **counts)


_Work = Callable[[Shard], Any]
_Each = Callable[[_Work, list[Shard]], Iterator[tuple[Shard, Any]]]


@contextmanager
def _workers(scheduler: str | None, jobs: int | None) -> Iterator[_Each]:
    """Yield a function that calls another for each shard, and yields the results in order of completion."""
    if scheduler is None and jobs == 1:
        yield _here
        return
    from dask.distributed import Client, LocalCluster

    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # inherited: workers end without a traceback
    try:
        cluster: Any = scheduler or LocalCluster(
            n_workers=jobs, threads_per_worker=1, dashboard_address="127.0.0.1:0", silence_logs="CRITICAL"
        )
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        with Client(cluster, timeout="30s") as client:
            yield partial(_there, client)
    except (OSError, TimeoutError) as error:
        what = msg("the scheduler {scheduler} does not answer: {error}", scheduler=scheduler, error=error)
        raise PraxisError(what, fix="start it with `dask scheduler`") from None
    finally:
        if scheduler is None:
            cluster.close()


def _here(work: _Work, found: list[Shard]) -> Iterator[tuple[Shard, Any]]:
    for shard in found:
        try:
            yield shard, work(shard)
        except Exception as error:  # noqa: BLE001 - one shard stops nothing
            yield shard, error


def _there(client: Any, work: _Work, found: list[Shard]) -> Iterator[tuple[Shard, Any]]:
    from dask.distributed import as_completed

    futures = {
        client.submit(work, shard, key=f"praxis-{shard.key}", retries=_TRIES, pure=False): shard
        for shard in found
    }
    for future in as_completed(futures):
        shard = futures.pop(future)
        error = future.exception()
        yield shard, error if error is not None else future.result()
        future.release()
