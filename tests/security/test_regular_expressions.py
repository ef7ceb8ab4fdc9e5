"""No regular expression of the product takes more than quadratic time: regexploit reads them, and all meet hostile input.

Those in code, module-wide or inside functions, and those in data files: signatures of vendors, wordings, services.
"""

import ast
import re
import signal
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from regexploit.ast.sre import SreOpParser
from regexploit.redos import find

from mkdocs_praxis.lazy import expressions
from tests.syntax import parsed

PACKAGE = Path(__file__).resolve().parents[2] / "mkdocs_praxis"
_FUNCTIONS = frozenset(
    {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
)
_KEYS = frozenset({"pattern", "signatures"})


def in_code() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = parsed(path.read_text(encoding="utf-8"))
        constants = {
            target.id: node.value.value
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args and _is_of_expression(node.func):
                text = _text(node.args[0], constants)
                if text is not None:
                    yield f"{path.relative_to(PACKAGE)}:{node.lineno}", text


def _is_of_expression(function: ast.expr) -> bool:
    if isinstance(function, ast.Name):
        return function.id == "regex"  # mkdocs_praxis.lazy
    of_re = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return of_re and function.value.id == "re" and function.attr in _FUNCTIONS


def _text(node: ast.expr, constants: dict[str, Any]) -> str | None:
    """Return the pattern that an argument writes; what is filled in later stands as a plain letter."""
    if isinstance(node, ast.Constant):
        return node.value.decode("latin-1") if isinstance(node.value, bytes) else str(node.value)
    if isinstance(node, ast.JoinedStr):
        return "".join(str(p.value) if isinstance(p, ast.Constant) else "x" for p in node.values)
    if isinstance(node, ast.Name):
        return constants.get(node.id)
    return None


def in_data() -> Iterator[tuple[str, str]]:
    for path in sorted(PACKAGE.rglob("*.yml")):
        if "starter" not in path.parts:
            for text in _patterns(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)):
                yield str(path.relative_to(PACKAGE)), text
    for path in sorted(PACKAGE.rglob("*.txt")):
        if "of them matches" in path.read_text(encoding="utf-8").partition("\n")[0]:
            named = expressions(path).items()
            yield from ((f"{path.relative_to(PACKAGE)}: {name}", one.pattern) for name, one in named)


def _patterns(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in _KEYS:
                yield from (inner if isinstance(inner, list) else [inner])
            else:
                yield from _patterns(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _patterns(inner)


POSSESSIVE = re.compile(
    r"[*+?}]\+|\(\?>"
)  # what never tries again; regexploit cannot read it, and the second test sees it
# What HTML, CSS, scripts, addresses and German hours are made of: each many times over, with an end that fits nothing.
PIECES = (
    "a", "A1", " ", "\n", "\t", "0", "1.", "-", "--", ".", ",", ":", ";", "/", "//", "\\", "'", '"', "''", "(", ")", "((", "[", "{", "<", "<a ", "<!-- x -->",
    "<!--", "--!>", "<?x>", "</a>", "a=b ", "a='b' ", "&amp;", "&", "%20", "%", "#", "@", "@a.", "a@", "a.b.", "https://a.b/", "url(", "/*", "*/", "/**/", "!", "\u00e4",
    "x-", "-x", "_", "=", "a, ", "Mo-Fr ", "Mo, ", "8-12 ", "Dr. ", "und ", "A b ", "$", "\\u0041", "\\x41", "`", "${", "*", "+", "?", "|", "^", "~", "\0",
)  # fmt: skip
_ENOUGH = 1.0  # seconds of CPU for a kilobyte: a quadratic expression needs a thousandth of it


def slow(text: str) -> int:
    """Return the power of the time an expression may take: 1 linear, 2 quadratic, more is too much; 11 exponential."""
    for flags in (re.MULTILINE | re.DOTALL, re.VERBOSE):
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                return max((one.starriness for one in find(SreOpParser().parse_sre(text, flags))), default=1)
        except re.error:
            continue
        except (
            AttributeError
        ):  # a later Python's parser names what regexploit has not heard of, such as `(?!)`
            return 1
    return 1


def all_of_them() -> dict[str, str]:
    return {str(text): place for place, text in (*in_code(), *in_data())}


def test_the_oracle_knows_slow_ones() -> None:
    assert slow(r"(a+)+$") > 2
    assert slow(r"\s*([^\d:]+?)\s*:?\s+(\d.*?|nach)\s*") > 2
    assert slow(r"\d+[a-z]*x") <= 2


def test_no_expression_of_ours_is_slow() -> None:
    texts = all_of_them()
    assert len(texts) > 1000
    read = [text for text in texts if not POSSESSIVE.search(text)]
    assert len(read) > 0.95 * len(texts)
    assert {f"{texts[text]}: {text[:80]}": power for text in read if (power := slow(text)) > 2} == {}


class RunsAwayError(Exception):
    """Raised in the midst of a match: Python looks for signals while it matches."""


def runs_away(text: str) -> str:
    """Return the piece on which an expression takes for ever, or ""."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expression = re.compile(text, re.MULTILINE | re.DOTALL)
    except re.error:
        return ""
    for piece in PIECES:
        hostile = piece * 60 + "\0"
        signal.setitimer(signal.ITIMER_VIRTUAL, _ENOUGH)
        try:
            expression.match(hostile)
            expression.search(hostile)
        except RunsAwayError:
            return piece
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    return ""


@pytest.fixture
def _watched() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise RunsAwayError

    before = signal.signal(signal.SIGVTALRM, stop)
    yield
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer of CPU time here")
@pytest.mark.usefixtures("_watched")
def test_no_expression_of_ours_runs_away() -> None:
    assert runs_away(r"(?:\s|<!--(?:>|->|.*?(?:-->|--!>))|<\?[^>]*>)*<!doctype[^>]*>") == "<!-- x -->"
    texts = all_of_them()
    assert {f"{texts[text]}: {text[:80]}": piece for text in texts if (piece := runs_away(text))} == {}
