"""A page for each file of facts: every key with meaning, value and example, and what a mistake in it is answered by."""

import dataclasses
import tempfile
import typing
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.one_line import ONE_LINE
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.practice.specs import Spec, files_of_facts, specs, unwrap
from mkdocs_praxis.problem import PraxisError
from reference.words import FRONT, cell, words

_EXAMPLE = Path(__file__).resolve().parents[2] / "example-site" / "praxis"
_MISTAKES = Path(__file__).resolve().parent / "texts" / "mistakes.yml"
_FOLDER = {"de": "de/angaben", "en": "reference/facts"}


def pages(language: str) -> dict[str, str]:
    """Return the pages by path."""
    made = {f"{_FOLDER[language]}/index.md": _index(language)}
    return made | {_path(name, language): _Page(name, language).text() for name in files_of_facts()}


def nav(language: str) -> dict[str, list[dict[str, str]]]:
    """Return what stands below the overview in the menu."""
    overview = f"{_FOLDER[language]}/index.md"
    below = [{name: _path(name, language)} for name in sorted(files_of_facts())]
    return {overview: [{words("overview", language): overview}, *below]}


def sources(language: str) -> dict[str, str]:
    """Return the page that shows each file of the example practice."""
    folder = "example-site/praxis"
    made = {f"{folder}/{name}": _path(name, language) for name in files_of_facts()}
    return {folder: f"{_FOLDER[language]}/index.md"} | made


def _path(name: str, language: str) -> str:
    return f"{_FOLDER[language]}/{name.removesuffix('.yml')}.md"


def _index(language: str) -> str:
    say = words("facts", language)
    rows = "".join(
        f"| [{name}]({name.removesuffix('.yml')}.md) | {say['files'].get(name, '')} |\n"
        for name in files_of_facts()
    )
    return f"{FRONT[language]}# {say['title']}\n\n{say['lead']}\n| {say['file']} | {say['holds']} |\n|---|---|\n{rows}"


class _Page:
    """The page of one file in one language."""

    def __init__(self, name: str, language: str) -> None:
        self.name = name
        self.say = words("facts", language)
        self.meaning = translator(language, "practice")
        self.language = language
        self.seen: set[type] = set()

    def text(self) -> str:
        """Return the page as Markdown."""
        tops = [spec for spec in specs(Facts).values() if spec.file == self.name]
        parts = [f"{FRONT[self.language]}# {self.name}", "", self.say["files"].get(self.name, ""), ""]
        example = _EXAMPLE / self.name
        if example.is_file():
            own = f"# praxis/{self.name}\n{example.read_text(encoding='utf-8').strip()}"
            parts += [self.say["example_practice"], "", "```yaml", own, "```", ""]
        listed = [spec for spec in tops if spec.key]
        if listed:
            parts += [f"## {self.say['keys']}", "", *self._table(listed)]
        for spec in tops:
            parts += self._below(spec)
        return "\n".join((*parts, *self._mistakes())) + "\n"

    def _below(self, spec: Spec) -> Iterator[str]:
        """Yield a section for the record that a key holds, and for those inside it, each once."""
        kind = _inner(spec.kind)
        if not _is_record(kind) or kind in self.seen:
            return
        self.seen.add(kind)
        own = list(specs(kind).values())
        if not own:
            return
        yield f"## {self.say['in'].format(key=spec.key)}" if spec.key else f"## {self.say['keys']}"
        yield ""
        if spec.key:
            yield f"{self.meaning(spec.doc)}. {self._short(kind)}".rstrip()
            yield ""
        yield from self._table(own)
        for one in own:
            yield from self._below(one)

    def _short(self, kind: type) -> str:
        short = ONE_LINE.get(kind)
        if isinstance(short, str):
            return str(self.say["short_key"].format(key=short))
        return self.say["short"] if short else ""

    def _table(self, listed: list[Spec]) -> list[str]:
        rows = [f"| {' | '.join(self.say['columns'])} |", "|---|---|---|---|"]
        for spec in listed:
            need = f" **({self.say['needed']})**" if spec.required else ""
            example = f"`{cell(spec.example)}`" if spec.example else ""
            rows.append(
                f"| `{spec.key}` | {cell(self.meaning(spec.doc))}{need} | {self._kind(spec.kind)} | {example} |"
            )
        return [*rows, ""]

    def _kind(self, kind: Any) -> str:
        kind = unwrap(kind)
        named = self.say["kinds"].get(getattr(kind, "__name__", ""))
        origin = typing.get_origin(kind)
        if named and origin is None:
            return str(named)
        if origin is Literal:
            return ", ".join(f"`{option}`" for option in typing.get_args(kind) if option)
        if origin is dict:
            return str(self.say["per_line"])
        if origin is tuple:
            item = unwrap(typing.get_args(kind)[0])
            several = item.__name__ in {"Span", "Word"} if isinstance(item, type) else False
            return self._kind(item) if several else self.say["list"].format(kind=self._kind(item))
        return str(self.say["record"] if _is_record(kind) else self.say["text"])

    def _mistakes(self) -> Iterator[str]:
        wrong = yaml.safe_load(_MISTAKES.read_text(encoding="utf-8")).get(self.name)
        if wrong:
            yield from (f"## {self.say['mistakes']}", "", self.say["mistakes_lead"], "")
        for text in wrong or ():
            yield from ("```text", answer(self.name, text, self.language), "```", "")


def answer(name: str, text: str, language: str) -> str:
    """Return what somebody is told who writes `text` into that file of an otherwise sound practice."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "praxis"
        folder.mkdir()
        (folder / "praxis.yml").write_text(_sound(), encoding="utf-8")
        (folder / name).write_text(text, encoding="utf-8")
        try:
            read_facts(folder, language=language)
        except PraxisError as error:
            return error.told(translator(language, "problem")).rstrip()
    raise ValueError(f"mistakes.yml: this is no mistake in {name}:\n{text}")


@cache
def _sound() -> str:
    return (_EXAMPLE / "praxis.yml").read_text(encoding="utf-8")


def _inner(kind: Any) -> Any:
    kind = unwrap(kind)
    return unwrap(typing.get_args(kind)[0]) if typing.get_origin(kind) is tuple else kind


def _is_record(kind: Any) -> bool:
    named = words("facts", "en")["kinds"]
    return isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind.__name__ not in named
