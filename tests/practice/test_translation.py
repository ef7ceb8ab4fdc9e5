"""Every text of the room is there in German, with the same names to fill in."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from mkdocs_praxis.practice.legal.render import versions
from mkdocs_praxis.practice.migrations import migrations, notes
from mkdocs_praxis.practice.shipped import shipped
from tests.syntax import parsed

ROOT = Path(__file__).parents[2] / "mkdocs_praxis"
# function → which of its arguments are texts to translate
TEXTS = {
    "problem": slice(1, None), "at": slice(2, None), "Unclear": slice(0, None), "tell": slice(1, None), "fact": slice(1, 2),
    "required": slice(1, 2),
    "t": slice(0, 1), "translate": slice(0, 1), "many": slice(1, 3), "Requirement": slice(3, 4), "missing": slice(2, None), "_Wrong": slice(3, 6), "_each": slice(3, 6),
}  # fmt: skip
NAMES = {"what", "fix", "why", "_EXAMPLE", "_DATE_FIX"}
TABLES = {"GROUPS"}


def strings(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from strings(node.body)
        yield from strings(node.orelse)
    elif isinstance(node, ast.Tuple):
        yield from strings(node.elts[0])


def called(node):
    return getattr(node.func, "id", None) or getattr(node.func, "attr", "")


def assigned(node):
    target = node.target if isinstance(node, ast.AnnAssign) else node.targets[0]
    if isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        return [(getattr(t, "id", ""), v) for t, v in zip(target.elts, node.value.elts, strict=False)]
    return [(getattr(target, "id", ""), node.value)]


def texts_of(path):
    for node in ast.walk(parsed(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            for argument in node.args[TEXTS.get(called(node), slice(0, 0))]:
                yield from strings(argument)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            for name, value in assigned(node):
                if name in NAMES:
                    yield from strings(value)
                if name in TABLES and isinstance(value, ast.Dict):
                    for entry in value.values:
                        yield from strings(entry)


def all_texts():
    found = {text for path in (ROOT / "practice").rglob("*.py") for text in texts_of(path)}
    found |= {one["title"] for one in versions().values()} | {
        label for label, *_ in shipped("premises").values()
    }
    found |= set(shipped("form_texts").values())
    found |= (
        set(shipped("other_words")["told"])
        | {one.fix for one in migrations()}
        | {one.text for one in notes()}
    )
    return {text for text in found if re.search(r"[a-zA-Z]{2}", re.sub(r"\{\w*\}", "", text))}


@pytest.fixture(scope="module")
def german():
    with (ROOT / "locale" / "de" / "practice.po").open("rb") as file:
        return {
            one: two
            for m in read_po(file)
            if m.id
            for one, two in zip(
                *((m.id, m.string) if isinstance(m.id, tuple) else ([m.id], [m.string])), strict=True
            )
        }


def test_nothing_is_left_in_english(german):
    assert len(all_texts()) > 400
    assert sorted(all_texts() - set(german)) == []


def test_every_translation_fills_in_the_same_names(german):
    for english, text in german.items():
        assert text, english
        assert set(re.findall(r"\{(\w*)\}", english)) == set(re.findall(r"\{(\w*)\}", text)), english
