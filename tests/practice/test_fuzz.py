"""Whatever people do to the files: facts are read or mistakes are told, never a crash, and every mistake has its place."""

import random
import string
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.problem import PraxisError

EXAMPLE = Path(__file__).parent / "beispiel"
FILES = {path.name: path.read_text(encoding="utf-8") for path in EXAMPLE.glob("*.yml")}
BITS = [
    *string.printable,
    "ä",
    "ß",
    "–",
    "„",
    "\u00a0",
    "\ufeff",
    "\x00",
    "\t",
    "  ",
    "- ",
    ": ",
    "&a ",
    "*a",
    "!!int ",
    "<<: ",
    "null",
    "[",
    "{",
]


def broken(text, seed, count):
    draw = random.Random(seed)
    for _ in range(count):
        at = draw.randrange(len(text) + 1)
        kind = draw.randrange(4)
        if kind == 0:
            text = text[:at] + text[at + draw.randrange(1, 12) :]
        elif kind == 1:
            text = text[:at] + draw.choice(BITS) + text[at:]
        elif kind == 2:
            lines = text.split("\n")
            draw.shuffle(lines)
            text = "\n".join(lines) if draw.random() < 0.1 else text
        else:
            lines = text.split("\n")
            line = draw.randrange(len(lines))
            lines[line] = draw.choice(["", " " * draw.randrange(6)]) + lines[line].lstrip()
            text = "\n".join(lines)
    return text


def read(folder):
    try:
        return read_facts(folder), ()
    except PraxisError as error:
        return None, error.problems


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(FILES)), st.integers(0, 2**32), st.integers(1, 6))
def test_damaged_files(tmp_path_factory, name, seed, count):
    folder = tmp_path_factory.mktemp("praxis")
    for other, text in FILES.items():
        (folder / other).write_text(text, encoding="utf-8")
    damaged = broken(FILES[name], seed, count)
    (folder / name).write_text(damaged, encoding="utf-8", newline="")
    facts, problems = read(folder)
    assert isinstance(facts, Facts) or problems
    for problem in problems:
        assert problem.what
        assert "{" not in problem.what.replace("{", "", damaged.count("{")), problem.what
        assert problem.file
        if problem.line is not None:
            assert problem.line >= 1
            assert problem.column >= 1


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("praxis")
    (folder / "praxis.yml").write_bytes(data)
    _, problems = read(folder)
    assert problems
