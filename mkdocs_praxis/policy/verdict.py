"""What a rule met, before it is weighed."""

from typing import NamedTuple

from mkdocs_praxis.policy.model import Severity
from mkdocs_praxis.problem import Problem
from mkdocs_praxis.web.contact import Contact


class Met(NamedTuple):
    """What a rule found: where, what to say, and optionally a fix better than the rule's own."""

    line: int
    column: int
    message: str
    fix: str = ""
    contact: Contact | None = None
    vendor: str | None = None
    severity: Severity | None = None
    quote: str = ""  # the words met, to find their line in what the author wrote


class Written(NamedTuple):
    """What a rule met in a file as its author wrote it, before anything was built of it."""

    rule: str
    problem: Problem  # its file and line are the author's
    severity: Severity | None = None  # where it is not what the rule says
