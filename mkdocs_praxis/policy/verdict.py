"""Matches of rules, before they become findings."""

from typing import NamedTuple

from mkdocs_praxis.policy.model import Severity
from mkdocs_praxis.problem import Problem
from mkdocs_praxis.web.contact import Contact


class Met(NamedTuple):
    """A match of a rule: place, message, and optionally a more specific fix or severity."""

    line: int
    column: int
    message: str
    fix: str = ""
    contact: Contact | None = None
    vendor: str | None = None
    severity: Severity | None = None
    quote: str = ""  # the matched text, to find its line in the source


class Written(NamedTuple):
    """A match of a rule in a source file, before the build."""

    rule: str
    problem: Problem  # file and line in the source
    severity: Severity | None = None  # if it differs from the rule's
