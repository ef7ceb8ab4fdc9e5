"""Report formats: one module per format, each with a function `render` from reports to text."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mkdocs_praxis.policy.model import Report

FORMATS = ("text", "json", "jsonl", "sarif", "junit", "github", "gitlab", "html")


def render(name: str, reports: "Sequence[Report]", **options: object) -> str:
    """Render reports in a format of FORMATS; see the module of the format for its options."""
    module = import_module(f"{__name__}.{name}_")
    function: Callable[..., str] = module.render
    return function(reports, **options)
