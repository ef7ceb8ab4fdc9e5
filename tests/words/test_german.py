"""Practice staff meet German: every message of a problem has its translation, and a German site broken in every way says no English."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from xml.parsers import expat

import pytest

import mkdocs_praxis
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.policy.model import Policy
from mkdocs_praxis.problem import Problem, msg
from mkdocs_praxis.web.contact import OwnSite
from tests.syntax import parsed
from tests.tools import lay

ROOT = Path(mkdocs_praxis.__file__).parent
OWN = OwnSite("https://praxis.example/")
# This room translates where it raises, from a catalogue of its own.
_OWN_CATALOGUE = "practice"
_CALLS = frozenset({"bug", "Problem", "PraxisError"})
_ALL_OF_THEM = frozenset(
    {"wrong", "mistake", "problem", "problem_at", "fail"}
)  # whose arguments are all messages, or names without a space


def _texts(node: ast.expr) -> Iterator[str]:
    """Yield the message ids that an argument may be."""
    if isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and " " in node.value:
        yield node.value
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "msg":
        yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))


def arguments(node: ast.Call) -> list[ast.expr]:
    """Return the arguments of a call that are messages of a problem, if it makes one."""
    called = getattr(node.func, "id", None) or getattr(node.func, "attr", "")
    named = [k.value for k in node.keywords if k.arg in {"what", "why", "fix"}]
    if called in _CALLS:
        return [*node.args[:1], *named]
    return [*node.args, *named] if called in _ALL_OF_THEM else named


@cache
def calls(path: Path) -> tuple[ast.Call, ...]:
    found = ast.walk(parsed(path.read_text(encoding="utf-8")))
    return tuple(node for node in found if isinstance(node, ast.Call))


def messages() -> Iterator[tuple[str, str]]:
    """Yield every message of a problem with the file that holds it."""
    for path in sorted(ROOT.rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if name.startswith(_OWN_CATALOGUE):
            continue
        for node in calls(path):
            told = [node] if getattr(node.func, "id", "") == "msg" else arguments(node)
            yield from ((name, text) for argument in told for text in _texts(argument))
    for template in sorted(ROOT.rglob("components/templates/*.html")):
        for call in re.findall(r"look\.fail\((.*?)\)\s*}}", template.read_text(encoding="utf-8")):
            yield from ((template.name, text) for text in re.findall(r'"([^"]*)"', call))


def test_every_message_of_a_problem_speaks_german() -> None:
    t = translator("de", "problem")
    same = frozenset({"pip install", "host: maps", "in WordPress", "{key}: {said}"})
    missing = sorted(
        {(file, text) for file, text in messages() if t(text) == text and not text.startswith(tuple(same))}
    )
    assert missing == []


READ = translator("de", "reading").texts  # phrases within what readers wrote down


@pytest.mark.parametrize(
    ("name", "text", "english"),
    [
        ("_redirects", "/b.png https://foe.test/ 301", "server redirect"),
        ("_headers", "/*\n  Refresh: 0; url=https://foe.test/", " header"),
        ("nginx.conf", "server { sub_filter '</head>' '<script src=//foe.test/></script></head>'; }", "put in by the server"),
        ("a.m3u8", "#EXTM3U\nhttps://foe.test/a.ts\n", "play list"),
        ("a.css", ":root{--b:'//foe.test/a'}p{background:src(var(--b))}", "custom property"),
        ("a.html", '<script type=importmap>{"imports":{"a":"//foe.test/"}}</script>', "import map"),
        ("a.html", '<a href=//foe.test>x</a><script type=speculationrules>{"prefetch":[{"where":{"selector_matches":"a"},"eagerness":"immediate"}]}</script>', "in advance"),
        ("a.html", "<script>eval(x + y)</script>", "code that is no constant"),
        ("a.html", "<script>fetch(atob('aHR0cHM6' + x))</script>", "an address that is decoded while it runs"),
        ("a.html", "<script>eval(function(p,a,c,k,e,d){return p}('0',1,1,''.split('|'),0,{}))</script>", "packed code (eval of a packer)"),
        ("a.html", "<meta charset=quatsch><p>x", "declares the encoding"),
        ("a.svg", "<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "mismatched tag"),
        ("a.xml", "<?xml-stylesheet type='text/xsl' href='/a.xsl'?><a/>", ": line"),
    ],
)  # fmt: skip
def test_what_readers_say_is_german(name: str, text: str, english: str, tmp_path: Path) -> None:
    sheet = "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'><xsl:variable name='u' select='1'/><xsl:template match='/'><img src='{$u}'/></xsl:template></xsl:stylesheet>"
    lay(tmp_path, {"index.html": "<!doctype html><title>x</title><img src=/b.png><video src=/a.m3u8>", "a.xsl": sheet, name: text})  # fmt: skip
    said = {
        lang: [f.message for f in check(tmp_path, OWN, Options(Policy(language=lang))).findings]
        for lang in ("en", "de")
    }
    assert any(english in one for one in said["en"])
    assert any(READ[english][0] in one for one in said["de"])
    assert not any(english in one for one in said["de"])


def test_each_phrase_is_one_that_readers_write_down() -> None:
    folder = ROOT / "web"
    code = "".join(
        path.read_text(encoding="utf-8") for kind in ("*.py", "*.json") for path in folder.rglob(kind)
    )
    said = code + "".join(expat.errors.messages.values())
    assert [phrase for phrase in READ if phrase not in said] == []


def test_nobody_fills_values_in_before_translating() -> None:
    found = []
    for path in sorted(ROOT.rglob("*.py")):
        for node in calls(path):
            texts = (part for a in arguments(node) for part in (a, *_branches(a)))
            found += [
                f"{path.relative_to(ROOT)}:{a.lineno}"
                for a in texts
                if (isinstance(a, ast.JoinedStr) and any(isinstance(v, ast.Constant) for v in a.values))
                or (isinstance(a, ast.BinOp) and isinstance(a.left, ast.Constant))
            ]
    assert found == []


def _branches(node: ast.expr) -> tuple[ast.expr, ...]:
    if isinstance(node, ast.IfExp):
        return (node.body, node.orelse)
    return (node.left,) if isinstance(node, ast.BinOp) else ()


@pytest.mark.parametrize(
    ("problem", "german"),
    [
        (Problem(msg("there is no component '{name}'", name="sprechzeit"), "docs/index.md", 3, fix=msg("Did you mean '{near}'?", near="sprechzeiten")),
         "docs/index.md:3: Es gibt keinen Baustein „sprechzeit“.\n  was tun Meinten Sie „sprechzeiten“?"),
        (Problem(msg("option '{key}' of '{name}': {error}", key="anzahl", name="urlaub", error=msg("'{raw}' is no whole number", raw="viele"))),
         "Angabe „anzahl“ von „urlaub“: „viele“ ist keine ganze Zahl."),
    ],
)  # fmt: skip
def test_a_problem_is_translated_whole_at_the_edge(problem: Problem, german: str) -> None:
    assert problem.told(translator("de", "problem")) == german
    assert "there is no" in str(problem) or "option" in str(problem)


def test_what_pages_say_by_themselves_suits_a_practice_of_one_person():
    """A midwife or psychotherapist alone says „ich“: headings, components and a new site speak of the practice instead."""
    practice = ROOT / "practice"
    texts = [*(practice / "starter" / "de").rglob("*.md"), *(practice / "starter" / "praxis").glob("*.yml")]
    texts += [practice / "data" / "professions.yml", ROOT / "locale" / "de" / "components.po"]
    found = [
        line
        for path in texts
        for line in path.read_text(encoding="utf-8").splitlines()
        if not line.startswith(("#", "<!--")) and re.search(r"\b([Ww]ir|[Uu]ns|[Uu]nser\w*)\b", line)
    ]
    assert not found
