"""What a survey costs: generated practice sites in WARC files, read by a local cluster.

    python benchmarks/bench_survey.py [--pages 20000] [--workers 2]

Prints pages a second and core, CPU seconds, the largest memory of a worker, and the growth from half the pages to all.
A worker is killed on the way; the figures of contacts show that nothing is lost.
"""

import argparse
import io
import os
import random
import resource
import signal
import tempfile
import time
from pathlib import Path

from dask.distributed import Client, LocalCluster
from place import WORDS
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from mkdocs_praxis.survey.run import survey

_EMBEDS = (
    '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe>',
    '<iframe src="https://www.google.com/maps/embed?pb=1"></iframe>',
    '<script src="https://www.googletagmanager.com/gtag/js?id=G-1"></script>',
    '<link rel="stylesheet" href="https://fonts.googleapis.com/css?family=Roboto">',
)


def _page(rnd: random.Random, number: int) -> bytes:
    paragraphs = "".join(f"<p>{' '.join(rnd.choices(WORDS, k=90))} {number}</p>" for _ in range(12))
    links = "".join(f'<li><a href="/seite-{i}.html" class="menu-item">Seite {i}</a></li>' for i in range(30))
    embed = rnd.choice(_EMBEDS) if rnd.random() < 0.3 else ""
    return f"<!doctype html><html lang=de><title>Hausarztpraxis {number}</title><ul>{links}</ul>{paragraphs}{embed}".encode()


def _write(folder: Path, pages: int, *, a_file: int = 1000, a_site: int = 30) -> None:
    rnd = random.Random(7)
    for start in range(0, pages, a_file):
        with (folder / f"{start:06}.warc.gz").open("wb") as out:
            writer = WARCWriter(out, gzip=True)
            for number in range(start, min(pages, start + a_file)):
                headers = StatusAndHeaders(
                    "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
                )
                url = f"https://praxis-{number // a_site}.example/seite-{number % a_site}.html"
                payload = io.BytesIO(_page(rnd, number))
                writer.write_record(
                    writer.create_warc_record(url, "response", payload=payload, http_headers=headers)
                )


def _measure(root: Path, name: str, pages: int, workers: int, *, kill: bool) -> tuple[float, int]:
    sources, output = root / name, root / f"{name}-out"
    sources.mkdir()
    _write(sources, pages)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.perf_counter()
    memory = 0
    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0") as cluster:

        def watch(done: int, total: int) -> None:
            nonlocal memory, kill
            alive = [worker for worker in cluster.workers.values() if worker.pid]
            for worker in alive:
                status = Path(f"/proc/{worker.pid}/status")
                if status.exists() and (
                    line := next((x for x in status.read_text().splitlines() if x.startswith("VmHWM")), "")
                ):
                    memory = max(memory, int(line.split()[1]) // 1024)
            if kill and done > total // 3:
                kill = False
                os.kill(alive[0].pid, signal.SIGKILL)

        with Client(cluster):
            done = survey([str(sources)], output, scheduler=cluster.scheduler_address, done=watch)
    seconds = time.perf_counter() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(
        f"{pages:>7} pages, {workers} workers: {seconds:6.1f} s wall, {cpu:6.1f} s CPU, {pages / cpu:5.0f} pages a second and core, "
        f"{memory} MB in a worker, {done.pages} read, {done.contacts} contacts, {len(done.failed)} parts failed"
    )
    return cpu, done.contacts


def main() -> None:
    """Measure half the pages, all of them, and all of them with a worker killed."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=20_000)
    asked.add_argument("--workers", type=int, default=2)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        half, _ = _measure(Path(folder), "half", given.pages // 2, given.workers, kill=False)
        whole, contacts = _measure(Path(folder), "whole", given.pages, given.workers, kill=False)
        _, after_kill = _measure(Path(folder), "killed", given.pages, given.workers, kill=True)
    print(f"growth n -> 2n: {whole / half:.2f}; a killed worker lost {contacts - after_kill} contacts")


if __name__ == "__main__":
    main()
