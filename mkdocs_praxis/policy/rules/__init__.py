"""One rule, one Markdown page: its data (front matter), its manual, its `explain` text and its test cases.

The front matter says which contacts, signs or checks of practice pages a rule meets; no rule needs code of its own.
"""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.policy.model import LawCertainty, Rule, Severity
from mkdocs_praxis.prepared import of_pages, split
from mkdocs_praxis.problem import PraxisError, msg, nearest_or
from mkdocs_praxis.web.contact import Contact, SignKind

_HERE = Path(__file__).parent
_BACKGROUND = _HERE.parent / "background"
_MADE = {"severity": Severity, "practice": Severity, "certainty": LawCertainty, "law": tuple}
_CASE = regex(r"^```(\w+) (flagged|fine)\n(.*?)^```", re.MULTILINE | re.DOTALL)


@cache
def _pages() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = of_pages("rules", _HERE).data()
    return found


def _names() -> list[str]:
    return sorted(_pages())


def page_text(name: str, language: str = "en") -> str:
    """Return the Markdown page of a rule without its front matter, in German or English, with the law behind it.

    The cases stand once, on the English page; the German one shows them below its text.
    """
    body = split(_path(name).read_text(encoding="utf-8"))[1].strip("\n")
    german = _HERE / "de" / _path(name).name
    if language == "de" and german.is_file():
        shown = [match[0] for match in _CASE.finditer(body)]
        body = "\n\n".join([german.read_text(encoding="utf-8").strip("\n"), *shown])
    if background := _data(name).get("background"):
        title, ending = ("Recht", "de") if language == "de" else ("Law", "en")
        law = (_BACKGROUND / f"{background}.{ending}.md").read_text(encoding="utf-8")
        body += f"\n\n## {title}\n\n{law.strip()}"
    return body + "\n"


def _path(name: str) -> Path:
    return _HERE / f"{name.replace('-', '_')}.md"


def _data(name: str) -> dict[str, Any]:
    return _pages()[name.replace("-", "_")]


@cache
def rule(name: str) -> Rule:
    """Return a rule by its name (`third-party-script`) or code (`PRX101`).

    Raises PraxisError with the nearest valid name when there is none.
    """
    if name.upper().startswith("PRX"):
        name = next((r.name for r in all_rules() if r.code == name.upper()), name)
    if name.replace("-", "_") not in _pages():
        valid = [n.replace("_", "-") for n in _names()]
        raise PraxisError(
            msg("there is no rule named {name!r}", name=name),
            fix=nearest_or(name, valid, "`praxis explain` lists all rules"),
        )
    data = _data(name)
    told = {key: data[key] for key in Rule._fields if key in data}
    told |= {key: make(data[key]) for key, make in _MADE.items() if key in data}
    return Rule(name=name.replace("_", "-"), **told)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return every rule, ordered by code."""
    return tuple(sorted((rule(n.replace("_", "-")) for n in _names()), key=lambda r: r.code))


@cache
def _by_contact() -> dict[tuple[str, str | None], Rule]:
    rows = [(rule(name), when) for name in _names() if (when := _data(name).get("contact"))]
    return {
        (t, kind): met for met, when in rows for t in when["trigger"] for kind in when.get("kind", [None])
    }


def rule_of_contact(contact: Contact) -> Rule:
    """Return the rule that a foreign contact meets by what it is: `third-party-request` where none names its kind."""
    table, trigger = _by_contact(), contact.trigger
    return table.get((trigger, contact.kind)) or table.get((trigger, None)) or rule("third-party-request")


@cache
def _by(key: str) -> dict[str, Rule]:
    return {one: rule(name) for name in _names() for one in _data(name).get(key, ())}


def rule_of_sign(kind: SignKind) -> Rule:
    """Return the rule that a sign meets."""
    return _by("sign")[kind]


def rule_of_check(check: str) -> Rule:
    """Return the rule of a check on practice pages (`practice.checks`)."""
    return _by("check")[check]


def under_law(met: Rule, law: str, certainty: str) -> Rule:
    """Return a rule with the law of one case of it in place of its own: not every gap is § 5 DDG."""
    if not law:
        return met
    return met._replace(law=(law,), certainty=LawCertainty(certainty) if certainty else met.certainty)


def cases(name: str) -> Iterator[tuple[str, str, str]]:
    """Yield the test cases on a rule's page: language of the block, `flagged` or `fine`, and the code."""
    for match in _CASE.finditer(page_text(name)):
        yield match[1], match[2], match[3]
