"""`praxis todo`: what a site still lacks, most important first."""

import datetime as dt
import re
import typing
from typing import Any

from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.practice.emergency import unknown_services, unsure_numbers
from mkdocs_praxis.practice.legal.bodies import stale_entries
from mkdocs_praxis.practice.legal.tables import among, associations, chambers
from mkdocs_praxis.practice.model import Facts, Practice, Profession
from mkdocs_praxis.practice.one_line import ONE_LINE
from mkdocs_praxis.practice.requirements import Requirement, still_examples, unmet
from mkdocs_praxis.practice.shipped import shipped
from mkdocs_praxis.practice.specs import specs, unwrap
from mkdocs_praxis.practice.translation import untold
from mkdocs_praxis.practice.values import Said
from mkdocs_praxis.problem import Problem, located

_ASKED_FOR = {"stellen.yml": "People who look for work ask for it."}  # by file: who misses what it tells


def missing(facts: Facts, *, language: str = "", today: dt.date | None = None) -> list[Problem]:
    """Return what is missing: required by law (errors), probably required (warnings), then what patients look for (notes).

    With `today`, outdated entries of built-in tables are reported, too.
    """
    language = language or facts.language
    t = translator(language, "practice")
    wanted = sorted(unmet(facts), key=lambda one: ("error", "warning", "note").index(one.severity))
    problems = []
    for key, value in still_examples(facts):
        if not any(value in (place.excerpt or "") for place in facts.examples):  # reported below
            what = t("“{value}” is still the example of a new site.", value=value)
            why = t("Visitors would reach nobody, and the Impressum would be wrong.")
            fix = t("Write your own after {key}: and delete the mark BEISPIEL.", key=key)
            problems.append(Problem(what, f"{facts.folder.name}/praxis.yml", why=why, fix=fix))
    marked = (
        (facts.examples, t("This is still the example of a new site."),
         t("Visitors would take it for what the practice says."),
         t("Write your own, or confirm it; then delete the mark # BEISPIEL.")),
        (facts.unchecked, t("This was recognised on the old website; nobody has confirmed it."),
         t("What a program recognises can be wrong."),
         t("Compare it with the old page; then delete the mark # PRÜFEN.")),
    )  # fmt: skip
    for places, what, why, fix in marked:
        problems += [Problem(what, **located(place), why=why, fix=fix) for place in places]
    for want in wanted:
        place = getattr(_record(facts, want.file, want.key), "place", None)
        where = {"file": f"{facts.folder.name}/{want.file}"} | located(place)
        why = want.law or t(_ASKED_FOR.get(want.file, "Patients look for it."))
        problem = Problem(
            t("Missing: {label}", label=t(want.label)), **where, why=why, fix=_advice(want, facts, t)
        )
        problems.append(problem._replace(severity=want.severity, law=want.law, certainty=want.certainty))
    problems += _unsure(facts, language, t)
    problems += [_untold(t, language, texts) for (_, language), texts in sorted(untold(facts).items())]
    if today is not None:
        problems += stale_entries(facts, today, language)
    return problems


def _unsure(facts: Facts, language: str, t: Translate) -> list[Problem]:
    """Return problems about emergency numbers: unconfirmed ones, and services without a known number."""
    file, problems = f"{facts.folder.name}/praxis.yml", []
    for number, source in unsure_numbers(facts, language):
        what = t("A number that may suit you, not confirmed: {number}", number=number)
        why = t("No page shows it: it was read here only: {source}", source=source)
        fix = t("Call it. If it is right, write it under notfall:, with your own name for it.")
        problems.append(Problem(what, file, why=why, fix=fix, severity="note"))
    for service, where in unknown_services(facts, language):
        what = t("No number is known here for: {service}", service=service)
        example = block("notfall", f"- {{name: {service}, telefon: …}}")
        fix = t("Look it up: {where}", where=where) + "\n" + example
        problems.append(Problem(what, file, why=t("Patients look for it."), fix=fix, severity="note"))
    return problems


def _untold(t: Translate, language: str, texts: list[Said]) -> Problem:
    """Return the problem for texts of one file that lack a translation."""
    own = min(texts[0].languages)
    keys = ", ".join(f"{text.key} ({text.place.line})" for text in texts[:8]) + " …" * (len(texts) > 8)
    one = "{n} text is not said in the language {language}: {keys}"
    other = "{n} texts are not said in the language {language}: {keys}"
    what = t.many(len(texts), one, other, language=language, keys=keys)
    why = t("Pages in that language show them as they are.")
    fix = t("Write it in both: {example}", example=f"{texts[0].key}: {{{own}: …, {language}: …}}")
    return Problem(what, **located(texts[0].place), why=why, fix=fix, severity="note")


def _advice(want: Requirement, facts: Facts, t: Translate) -> str:
    """Return the lines to copy into the file; for facts within list entries, only where they belong.

    Example values have the mark of examples, so that they do not count when copied unchanged.
    """
    known = _of_the_land(want, facts, t)
    example = known or _of_the_profession(want, facts) or want.example or "…"
    sure = (known and "#" not in known) or example == "…"
    key = _of_a_company(want, facts)
    if _in_list(key):
        *outer, last = key.split(": ")
        fix = "Under {outer}, add in every entry that lacks it: {key}: {example}"
        return t(fix, outer=" ".join(f"{one}:" for one in outer), key=last, example=example)
    first, *rest = (block(key, example) + ("" if sure else "   # BEISPIEL")).split("\n")
    record = _record(facts, want.file, key)
    line, own = record and record.place.excerpt, ONE_LINE.get(type(record))
    if line and isinstance(own, str) and (said := re.match(rf"{first}\s+([^\s#|>\[{{][^#]*)", line)):
        # `hosting: IONOS` becomes `anbieter: IONOS`, above the new line
        first += f"\n  {own}: {said[1].rstrip()}"
    return "\n".join((t("Write into {file}:", file=want.file), first, *rest))


def _of_a_company(want: Requirement, facts: Facts) -> str:
    """Return the full key of a fact that every company needs, at the first one that lacks it: `hosting: land`."""
    if want.id not in {"country", "secrecy", "third_country"}:
        return want.key
    companies = {"hosting": facts.hosting, "post": facts.mailbox}
    lacking = (name for name, one in companies.items() if one and not getattr(one, want.id))
    return f"{next(lacking, 'dienstleister')}: {want.key}"


def _of_the_land(want: Requirement, facts: Facts, t: Translate) -> str:
    """Return the chamber or association of the practice's Land as an example; "" for any other fact."""
    names = _bodies(want, facts, facts.practice.state)
    others = f"   # {t('or: {names}', names=', '.join(names[1:]))}" if len(names) > 1 else ""
    return names[0] + others if names else ""


def _of_the_profession(want: Requirement, facts: Facts) -> str:
    """Return the example of a fact such as a practice of this profession or legal form has, "" for any other."""
    kind = facts.practice.profession.kind
    title: str = shipped("professions").get(kind, {}).get("title", "") if want.id == "title" else ""
    like = "tierarzt" if facts.practice.for_animals else kind
    told = want.example_of.get(facts.practice.legal_form) or want.example_of.get(like)
    return title or told or next(iter(_bodies(want, facts, "BE")), "")


def _bodies(want: Requirement, facts: Facts, state: str | None) -> list[str]:
    """Return the chambers or associations of the practice's profession in a Land; [] for any other fact."""
    table = {"chamber": chambers, "association": associations}.get(want.id)
    return [entry.name for entry in among(table(facts.practice.profession.kind), state)] if table else []


def block(key: str, example: str) -> str:
    """Return a fact as YAML, one line per key: `hosting: logs: tage` has three lines."""
    *outer, last = key.split(": ")
    lines = ["  " * depth + f"{name}:" for depth, name in enumerate(outer)]
    indent = "  " * len(outer)
    if re.match(r"- |[\w, -]+: ", example):  # a list item, or a mapping
        return "\n".join([*lines, f"{indent}{last}:", f"{indent}  {example}"])
    return "\n".join([*lines, f"{indent}{last}: {example}"])


def _in_list(key: str) -> bool:
    """Whether a fact belongs into the items of a list."""
    # A single profession is not written as a list.
    kind: Any = Profession if key.startswith("beruf: ") else Facts
    *outer, _ = key.removeprefix("beruf: ").split(": ")
    for part in outer:
        # keys of praxis.yml are at the top level
        known = [*specs(kind).values(), *(specs(Practice).values() if kind is Facts else ())]
        found = next((s for s in known if s.key == part), None)
        if found is None:
            return False
        kind = unwrap(found.kind)
        if typing.get_origin(kind) is tuple:
            return True
    return False


def _record(facts: Facts, file: str, key: str) -> Any:
    """Return the section into which a fact belongs, by its full key; None if there is none."""
    first, *deeper = key.split(": ")
    if file == "praxis.yml":
        return facts.practice.profession if first == "beruf" else None
    section = next((s.name for s in specs(Facts).values() if s.key == first and s.file == file), None)
    return getattr(facts, section, None) if section and deeper else None
