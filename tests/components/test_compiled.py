"""Templates of the package are compiled once; what is kept is taken only for the very same text and settings."""

import os

import pytest
from jinja2 import Environment, FileSystemLoader

from mkdocs_praxis import compiled


@pytest.fixture
def room(tmp_path, monkeypatch):
    """A folder of templates that count as the package's own, and what makes an environment for them."""
    monkeypatch.setattr(compiled, "FOLDER", tmp_path / "prepared")
    monkeypatch.setattr(compiled, "_OURS", (str(tmp_path / "ours"),))
    made = []

    class Counting(Environment):
        def compile(self, source, *rest, **how):
            made.append(source)
            return super().compile(source, *rest, **how)

    def environment(folder="ours", **settings):
        one = Counting(loader=FileSystemLoader(tmp_path / folder), **settings)
        one.bytecode_cache = compiled.Compiled(one)
        return one

    for folder in ("ours", "theirs"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.html").write_text("<p>{{ x }}")
    return tmp_path, environment, made


def test_compiled_once_and_anew_for_another_text_or_setting(room):
    folder, environment, made = room
    assert [environment().get_template("a.html").render(x="<") for _ in range(3)] == ["<p><"] * 3
    assert len(made) == 1
    assert environment(autoescape=True).get_template("a.html").render(x="<") == "<p>&lt;"
    (folder / "ours" / "a.html").write_text("<b>{{ x }}")
    assert environment().get_template("a.html").render(x=1) == "<b>1"
    assert len(made) == 3


def test_what_others_wrote_is_never_kept(room):
    folder, environment, made = room
    for _ in range(2):
        assert environment("theirs").get_template("a.html").render(x=1) == "<p>1"
    assert len(made) == 2
    assert not (folder / "prepared").exists()


@pytest.mark.parametrize("content", [b"", b"x", b"\0" * 40, None])
def test_a_damaged_file_is_compiled_anew(room, content):
    folder, environment, made = room
    environment().get_template("a.html")
    (kept,) = (path for path in (folder / "prepared").rglob("*") if path.is_file())
    kept.write_bytes(kept.read_bytes()[:-9] if content is None else content)
    assert environment().get_template("a.html").render(x=1) == "<p>1"
    assert len(made) == 2


@pytest.mark.skipif(getattr(os, "geteuid", int)() == 0, reason="needs a folder that cannot be written")
def test_an_installation_that_cannot_be_written_works(room):
    folder, environment, _ = room
    (folder / "prepared").mkdir(mode=0o500)
    assert environment().get_template("a.html").render(x=1) == "<p>1"
