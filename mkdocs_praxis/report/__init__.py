"""Reports: one file a format; each is a function from reports to text."""

import os
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path

from mkdocs_praxis.policy.model import Report

FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "html")


def render(name: str, reports: Sequence[Report], **options: object) -> str:
    """Return reports in a format of FORMATS; the module of that name says what options it knows."""
    module = import_module(f"{__name__}.{name}_")
    function: Callable[..., str] = module.render
    return function(reports, **options)


def write_whole(file: str | Path, text: str) -> None:
    """Write a report so that it appears whole or not at all; folders on the way are made.

    Raises OSError. A device or pipe is written to as it is, and a link's target is what changes.
    """
    target = Path(os.path.realpath(file))
    target.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8", "backslashreplace")
    if target.exists() and not target.is_file():
        with target.open("wb") as out:
            out.write(data)
        return
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
