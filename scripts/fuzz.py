"""Look for files that crash or stall the reading, guided by coverage (atheris), for a bounded time.

    pip install atheris
    python scripts/fuzz.py [SECONDS] [KIND…]    kinds as in KINDS; default: 300 seconds over all of them

Seeds are the sites of the test bench. Whatever a file holds, `web.read` must return, within time linear in its size;
a failing input is written beside the corpus in fuzz-corpus/ and makes the run fail.
"""

import sys
import time
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mkdocs_praxis.web", "tinycss2"]):
    # All readers at once: what is imported later, where it is needed, would run unwatched.
    from mkdocs_praxis.web import css, data, html, serverfiles, xml
    from mkdocs_praxis.web.contact import OwnSite
    from mkdocs_praxis.web.reader import read
    from mkdocs_praxis.web.script import read_script
    from tests.bench.case import topics

OWN = OwnSite("https://praxis.example/")
KINDS = (
    "a.html", "a.css", "a.svg", "a.xhtml", "a.json", "a.webmanifest", "a.js", "a.m3u8", "a.mpd", "a.vtt",
    "a.pls", "_headers", "_redirects", ".htaccess", "netlify.toml", "vercel.json", "nginx.conf", "Caddyfile",
    "a.html.gz", "a.html.br", "a",
)  # fmt: skip
MOST_SECONDS_PER_BYTE = 0.001  # an instrumented reader on a busy machine; a stall is seconds for a few bytes
LEAST_SECONDS = 5.0
CORPUS = Path("fuzz-corpus")


WATCHED = (css, data, html, serverfiles, xml, read_script)


def one(given: bytes) -> None:
    """Read one input: its first byte chooses the kind of file."""
    if not given:
        return
    name, body = KINDS[given[0] % len(KINDS)], given[1:]
    start = time.process_time()
    reading = read(name, body, url=f"https://praxis.example/{name}", own=OWN)
    spent = time.process_time() - start
    if spent > LEAST_SECONDS + MOST_SECONDS_PER_BYTE * len(body):
        raise TimeoutError(f"{spent:.1f} s for {len(body)} bytes of {name}")
    for contact in reading.contacts:
        if contact.line < 1 or contact.column < 1 or not contact.host:
            raise AssertionError(f"{contact} has no place or host")


def seeds(kinds: list[str]) -> None:
    """Write the bench's files as inputs, each with the kinds its ending allows."""
    CORPUS.mkdir(exist_ok=True)
    written = 0
    for cases in topics().values():
        for case in cases:
            for name, content in case.files.items():
                ending = name.rpartition(".")[2]
                for index, kind in enumerate(KINDS):
                    if kind in kinds and (kind.endswith(f".{ending}") or kind == name):
                        (CORPUS / f"seed-{written:05}").write_bytes(bytes([index]) + content)
                        written += 1


def main() -> None:
    """Fuzz for the time asked for."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "300"
    seeds(sys.argv[2:] or list(KINDS))
    options = [f"-max_total_time={seconds}", "-max_len=4096", "-timeout=60", "-rss_limit_mb=2048"]
    atheris.Setup([sys.argv[0], str(CORPUS), *options, f"-artifact_prefix={CORPUS}/found-"], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
