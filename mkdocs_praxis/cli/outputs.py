"""Where reports go: several formats at once, to files and standard output."""

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mkdocs_praxis.problem import PraxisError

if TYPE_CHECKING:
    from mkdocs_praxis.policy.model import Report

FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "html")
STREAMED = frozenset({"text", "jsonl", "github"})


class Outputs:
    """Where reports go: pairs of format and file. Formats that can be read piecewise are written as each site is done."""

    def __init__(
        self,
        formats: tuple[str, ...],
        files: tuple[str, ...],
        options: dict[str, Any],
        *,
        append: bool = False,
    ) -> None:
        chosen = formats or ("text",)
        if len(files) > len(chosen):
            raise click.UsageError(
                "each --output belongs to the --format before it: give as many --format as --output"
            )
        to: list[str | None] = [*files, *([None] * (len(chosen) - len(files)))]
        if to.count(None) > 1:
            raise click.UsageError(
                "only one format can go to standard output: give each other one its --output"
            )
        self._options = options
        self._pairs = list(zip(chosen, to, strict=True))
        self._kept: list[Report] = []
        self._append = append
        self.done = self._known() if append else set()

    def _known(self) -> set[str]:
        import json

        known = set()
        for name, file in self._pairs:
            if name == "jsonl" and file and Path(file).is_file():
                for line in Path(file).read_text(encoding="utf-8").splitlines():
                    with contextlib.suppress(ValueError, KeyError, TypeError):
                        known.add(str(json.loads(line)["site"]))
        return known

    def add(self, report: "Report") -> None:
        """Take a report: write it at once where the format allows, else keep it for `close`."""
        for name, file in self._pairs:
            if name not in STREAMED:
                if not self._kept or self._kept[-1] is not report:
                    self._kept.append(report)
                continue
            text = self._render(name, file, [report])
            if file is None:
                click.echo(text, nl=False)
            else:
                mode = "a" if self._append else "w"
                self._writing(file, text, mode)
                self._append = True

    def close(self) -> None:
        """Write the formats that hold all sites in one document; a file appears whole or not at all."""
        for name, file in self._pairs:
            if name in STREAMED or not self._kept:
                continue
            text = self._render(name, file, self._kept)
            if file is None:
                click.echo(text, nl=False)
            else:
                self._writing(file + ".part", text, "w")
                Path(file + ".part").replace(file)

    def _render(self, name: str, file: str | None, reports: "list[Report]") -> str:
        from mkdocs_praxis.report import render

        colour = (
            {"colour": file is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")}
            if name == "text"
            else {}
        )
        return render(name, reports, **colour, **self._options)

    def _writing(self, file: str, text: str, mode: str) -> None:
        try:
            with Path(file).open(mode, encoding="utf-8", errors="backslashreplace") as out:
                out.write(text)
        except OSError as error:
            raise PraxisError(f"cannot write {file.removesuffix('.part')}: {error.strerror}") from None
