"""Fuzz the reader of JavaScript: no input may crash it, hang it, or make it speak of anything but contacts.

    python scripts/fuzz_script.py [SECONDS] [SEED]

Pieces of the bench's scripts are cut, joined, nested and mutated; inputs that reach lines no earlier one did are kept and
mutated further (coverage by tracing this package).
The first failing input is printed and ends the run with 1.
"""

import random
import re
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.reader import read
from mkdocs_praxis.web.script import ScriptReading, read_script

_OWN = OwnSite("https://praxis.example/")
_PAGE = "https://praxis.example/a/"
_CASES = Path(__file__).parent.parent / "tests" / "bench" / "cases"
_PACKAGE = str(Path("mkdocs_praxis") / "web" / "script")
_CONTEXTS = ("script", "module", "worker", "url", "handler:onclick")
_TOKENS = re.compile(r"\w+|\s+|[^\w\s]")
_SPICE = (
    "...", "=>", "?.", "`${", "}`", "\\u0066", "\ud800", "\0", "/*", "*/", "//", "<!--", "-->", "#!", "yield*", "await ",
    "[,", "{get x(){", "0x", "1e999", "99999999999999999999", "'\\u{110000}'", "/(/g", ".replace(/a/g,b=>b)", ".apply(", "super",
    "this.", "arguments", "new ", "static{", "import(", "for(const x of ", "while(1)", "throw ", "s+=s;", "https://fremd.test/",
)  # fmt: skip
_SLOW = 20.0  # seconds: far beyond what inputs of this size need


def _read(text: str, context: str) -> ScriptReading:
    return read_script(
        text,
        url=_PAGE,
        own=_OWN,
        markup=lambda markup: read("x.html", markup.encode("utf-8", "replace"), url=_PAGE, own=_OWN).contacts,
        style=lambda style: read("x.css", style.encode("utf-8", "replace"), url=_PAGE, own=_OWN).contacts,
        context=context,
    )


def _seeds() -> list[str]:
    found = []
    for path in sorted(_CASES.glob("script*.yml")):
        found += re.findall(r"<script>(.*?)</script>", path.read_text("utf-8"), re.DOTALL)
    return found


def _mutated(chance: random.Random, corpus: list[str]) -> str:
    tokens = _TOKENS.findall(chance.choice(corpus)) or ["x"]
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(tokens) + 1)
        other = _TOKENS.findall(chance.choice(corpus)) or ["y"]
        start = chance.randrange(len(other))
        piece = other[start : start + chance.randint(1, 25)]
        action = chance.randrange(6)
        if action == 0:
            tokens[at:at] = piece
        elif action == 1:
            tokens[at : at + chance.randint(1, 9)] = []
        elif action == 2:
            tokens[at : at + 1] = [chance.choice(_SPICE)]
        elif action == 3:
            tokens[at:at] = tokens[at : at + chance.randint(1, 12)] * chance.choice((2, 3, 50))
        elif action == 4:
            tokens[at : at + len(piece)] = piece
        else:
            name, value = chance.choice(tokens), chance.choice(other)
            tokens = [value if token == name else token for token in tokens]
        tokens = tokens[:6000] or ["z"]
    return "".join(tokens)


def _traced(run: Callable[[], ScriptReading]) -> tuple[set[tuple[str, int]], ScriptReading]:
    """Run with the lines of the reader noted."""
    lines: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _: object) -> object:
        if _PACKAGE not in frame.f_code.co_filename:
            return None
        if event == "line":
            lines.add((frame.f_code.co_filename, frame.f_lineno))
        return trace

    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        return lines, run()
    finally:
        sys.settrace(None)


def main(seconds: float, seed: int) -> int:
    """Fuzz for a time; return 1 when an input broke the reader."""
    chance = random.Random(seed)
    corpus = _seeds()
    met: set[tuple[str, int]] = set()
    end, runs, kept = time.monotonic() + seconds, 0, 0
    while time.monotonic() < end:
        text, context = _mutated(chance, corpus), chance.choice(_CONTEXTS)
        began = time.process_time()
        try:
            lines, reading = _traced(lambda text=text, context=context: _read(text, context))  # type: ignore[misc]
        except Exception:  # noqa: BLE001 -- what this looks for
            traceback.print_exc()
            sys.stdout.write(f"{context}: {text!r}\n")
            return 1
        took = time.process_time() - began
        if took > _SLOW or any(not contact.host for contact in reading.contacts):
            sys.stdout.write(f"{took:.1f} s, {context}: {text!r}\n")
            return 1
        runs += 1
        if lines - met:
            met |= lines
            corpus.append(text)
            kept += 1
    sys.stdout.write(f"{runs} inputs, {kept} kept for {len(met)} lines, nothing broke (seed {seed})\n")
    return 0


if __name__ == "__main__":
    given = [float(argument) for argument in sys.argv[1:]]
    sys.exit(main(given[0] if given else 60, int(given[1]) if len(given) > 1 else 1))
