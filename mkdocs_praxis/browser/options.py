"""Options of the proof."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs_praxis.policy.model import Policy


@dataclass(frozen=True, slots=True)
class ProofOptions:
    """At most `sample` pages (evenly spaced), `visitors` parallel browsers, at most `seconds` in all, resumed from `state`."""

    policy: Policy = field(default_factory=Policy)
    sample: int | None = None
    visitors: int = 2
    seconds: float | None = None
    state: Path | None = None
    progress: Callable[[int, int], None] | None = None
    site: str = ""  # the address that a server on this machine stands in for: links to it stay here
