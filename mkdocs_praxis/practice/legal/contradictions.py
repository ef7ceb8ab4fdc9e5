"""Contradictions and gaps between the legal texts and the facts or the findings of the build."""

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.checks.law import sentence_of
from mkdocs_praxis.practice.legal.bodies import authority_of
from mkdocs_praxis.practice.legal.found import FoundForm, Inventory, page_of
from mkdocs_praxis.practice.legal.tables import authorities
from mkdocs_praxis.practice.model import Facts, FormFact, Record
from mkdocs_praxis.practice.names import fold
from mkdocs_praxis.practice.predicates import bookings
from mkdocs_praxis.practice.shipped import PATTERNS, shipped
from mkdocs_praxis.problem import Problem, located
from mkdocs_praxis.web.url import is_within


@cache
def _services() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    return tuple(
        (name, re.compile(row["pattern"], re.IGNORECASE), tuple(row["hosts"]))
        for name, row in shipped("services").items()
    )


def contradictions(
    facts: Facts,
    found: Inventory,
    texts: Mapping[str, str],
    *,
    language: str = "",
    stored: Iterable[str] = (),
    refused: Collection[str] = (),
) -> list[Problem]:
    """Compare texts (visible text by page: `datenschutz`, `impressum` …) with facts and findings; return the mismatches.

    `stored`: the storage keys that the policy permits (`allow_storage`); `refused`: hosts whose contacts stop the
    build: they go, and no text should describe them.
    """
    t = translator(language or facts.language, "practice")
    problems: list[Problem] = []

    def tell(page: str | Record, what: str, fix: str, why: str = "", /, **values: object) -> None:
        at = located(page.place) if isinstance(page, Record) else {"file": page}
        problems.append(Problem(t(what, **values), **at, why=t(why) if why else None, fix=t(fix, **values)))

    notice = texts.get("datenschutz", "")
    if notice:
        _storage(facts, found, notice, tell, tuple(stored))
        _contacts(facts, found, notice, tell, refused)
        _services_named(facts, found, notice, tell)
        _links(found, notice, tell)
        _forms(facts, found, tell)
        _authority(facts, notice, tell)
        _controller(facts, notice, tell)
    for page, text in texts.items():
        for match in PATTERNS["claim"].finditer(text):
            tell(page, "The text promises “{said}”, which no tool and no text can prove.",
                 "Say what was checked and when instead.", said=match[0])  # fmt: skip
        if PATTERNS["dispute platform"].search(text):
            tell(page, "The text links to the EU platform for online dispute resolution, closed since 20 July 2025.",
                 "Delete the link and the paragraph around it.")  # fmt: skip
    return problems


_Tell = Callable[..., None]


def _storage(facts: Facts, found: Inventory, notice: str, tell: _Tell, stored: tuple[str, ...]) -> None:
    """Report storage that the notice denies or omits, and storage it describes that no page uses."""
    where = ", ".join(f"{what} ({file})" for what, file in found.storage)
    if found.storage and not facts.storage:
        if match := PATTERNS["no cookies"].search(notice):
            tell("datenschutz", "The text says “{said}”, but the site stores something on the device: {where}.",
                 "Remove the code that stores, or declare it under `speicher:` in rechtliches.yml.",
                 said=match[0], where=where)  # fmt: skip
        elif "speicher" not in facts.texts and "speicherung" not in facts.texts:
            tell("datenschutz", "The site stores something on the device, but the text says nothing of it: {where}.",
                 "Declare it under `speicher:` in rechtliches.yml: name, purpose, how long.",
                 where=where)  # fmt: skip
    described = fold(notice)
    for name in stored:
        if name and found.storage and facts.storage and fold(name) not in described:
            tell("datenschutz", "The site may store “{name}” on the device, but the text does not name it.",
                 "Add an entry with this `name:` under `speicher:` in rechtliches.yml.", name=name)  # fmt: skip
    if facts.storage and not found.storage:
        tell(facts.storage[0], "The text says that the site stores something on the device, but no page does.",
             "Delete the entry under `speicher:` in rechtliches.yml.")  # fmt: skip


def _contacts(facts: Facts, found: Inventory, notice: str, tell: _Tell, refused: Collection[str]) -> None:
    """Report contacted hosts that the notice denies or omits, and declared ones that no page contacts."""
    declared = {one.host.removeprefix("*."): one for one in facts.embedded}
    kept = [h for h in found.contacts if h not in refused or any(is_within(h, domain) for domain in declared)]
    if kept and (match := PATTERNS["no third parties"].search(notice)):
        tell("datenschutz", "The text says “{said}”, but pages contact {hosts}.",
             "Remove the contact; what loads from others must not be denied.", said=match[0], hosts=", ".join(kept))  # fmt: skip
    for host in kept:
        own = "einbindungen" in facts.texts and host in notice
        if not own and not any(is_within(host, domain) for domain in declared):
            tell("datenschutz", "Pages load from {host}, but the text says nothing of it.",
                 "Describe it under `einbindungen:` in rechtliches.yml: provider, purpose, legal basis, country.",
                 "Who is sent data must be told (Art. 13 (1) (e) GDPR).", host=host)  # fmt: skip
    for domain, one in declared.items():
        if not any(is_within(host, domain) for host in kept):
            tell(one, "The text says that pages load from {host}, but no page does.",
                 "Delete the entry under `einbindungen:`.", host=one.host)  # fmt: skip
        elif one.basis == "einwilligung":
            tell(one, "Pages load from {host} as they open, but the text rests that on a consent: nobody was asked by then.",
                 "Let it load after a click only, or write the legal basis that holds without consent.",
                 "Consent comes before the processing (Art. 6 (1) (a), Art. 7 GDPR; CJEU C-40/17).", host=one.host)  # fmt: skip


def _services_named(facts: Facts, found: Inventory, notice: str, tell: _Tell) -> None:
    """Report services that the notice names but the build did not find; sentences with a negation are skipped."""
    hosts = {one.host for one in found.links} | {*found.contacts} | {one.target for one in found.forms} - {""}
    declared = _declared(facts)
    for name, pattern, known in _services():
        found_in = (sentence_of(notice, match) for match in pattern.finditer(notice))
        met = any(not PATTERNS["denied"].search(sentence) for sentence in found_in)
        there = any(is_within(host, domain) for host in hosts for domain in known)
        if met and not there and not pattern.search(declared):
            tell("datenschutz", "The text names {name}, but the build found nothing of it.",
                 "Delete the paragraph: it describes processing that does not happen.",
                 "Copied notices describe what other sites do; a notice must be true (Art. 5 (1) (a) GDPR).", name=name)  # fmt: skip


def _links(found: Inventory, notice: str, tell: _Tell) -> None:
    for host in sorted({one.host for one in found.links}):
        named = any(one.host == host and one.name and one.name in notice for one in found.links)
        if host not in notice and not named:
            tell("datenschutz", "Pages link to {host}, but the text does not name it.",
                 "Let the block `links` stand as it is made, or name the host in your own text.", host=host)  # fmt: skip


def _forms(facts: Facts, found: Inventory, tell: _Tell) -> None:
    """Report forms without a description, wrong descriptions, and descriptions without a form.

    A GET form with one field counts as a search box, which needs no description.
    """
    described, seen = defaultdict[str, list[FormFact]](list), defaultdict[str, list[FoundForm]](list)
    for form in facts.forms:
        described[page_of(form.page)].append(form)
    for one in found.forms:
        if len(one.fields) != 1 or one.method != "get":
            seen[page_of(one.page)].append(one)
    for page in sorted(seen.keys() - described.keys()):
        tell("datenschutz", "{where} holds a form, but the text says nothing of it.",
             "Describe it under `webformulare:` in rechtliches.yml.", where=seen[page][0].page)  # fmt: skip
    for page in sorted(described.keys()):
        meant = _pairs(described[page], seen[page])
        for form, one in meant:
            _form(facts, form, one, tell)
        for form in (form for form in described[page] if not any(form is one for one, _ in meant)):
            if form.handler and form.health and not form.certificate:
                continue  # it is not shown, which is told
            fix = "Delete the entry under `webformulare:`, or mend its `seite:`."
            if form.handler:
                fix = "Write on that page: ::: praxis formular art={kind}. Or delete the entry under `webformulare:`, or mend its `seite:`."
            tell(form, "The text describes a form on {where}, but no form is there.", fix, where=form.page, kind=form.kind)  # fmt: skip


def _pairs(described: list[FormFact], seen: list[FoundForm]) -> list[tuple[FormFact, FoundForm]]:
    """Pair each form of a page with its best matching description (fewest unnamed fields); unused ones come first."""
    pairs: list[tuple[FormFact, FoundForm]] = []
    left = list(described)
    for one in sorted(seen, key=lambda one: min(len(_unnamed(form, one)) for form in described)):
        best = min(left or described, key=lambda form: len(_unnamed(form, one)))
        left = [form for form in left if form is not best]
        pairs.append((best, one))
    return pairs


def _unnamed(form: FormFact, seen: FoundForm) -> list[str]:
    """Return the fields of a form that are missing from its description."""
    return [field for field in seen.fields if not any(_same_field(field, word) for word in form.fields)]


def _form(facts: Facts, form: FormFact, seen: FoundForm, tell: _Tell) -> None:
    if unnamed := _unnamed(form, seen):
        tell(form, "The form on {where} asks {fields}, which `felder:` does not name.",
             "Name every field under `felder:`, or ask less.", where=page_of(form.page), fields=", ".join(unnamed))  # fmt: skip
    if seen.health and not form.health:
        tell(form, "The form on {where} can take data about health ({fields}), but the text does not say so.",
             "Write gesundheitsdaten: ja, or take these fields out.",
             "Data about health needs its own legal basis (Art. 9 GDPR).", where=page_of(form.page), fields=", ".join(seen.health))  # fmt: skip
    if seen.target and fold(form.recipient) in ("", fold(facts.practice.name)):
        tell(form, "The form on {where} sends to {host}, but the text names no recipient there.",
             "Write who runs that server: empfaenger: Formulardienst GmbH", where=page_of(form.page), host=seen.target)  # fmt: skip
    if form.basis == "vertrag" and facts.bfsg and facts.bfsg.form is False:
        tell(facts.bfsg, "“formular: nein” contradicts the form on {where}, which prepares a contract (`rechtsgrundlage: vertrag`).",
             "Write formular: ja, or another legal basis.", where=page_of(form.page))  # fmt: skip


def _same_field(field: str, word: str) -> bool:
    one, two = fold(field), fold(word)
    if one in two or two in one:
        return True
    meant = shipped("field_words").values()
    return any(any(map(one.__contains__, words)) and any(map(two.__contains__, words)) for words in meant)


def _declared(facts: Facts) -> str:
    """Return the names of all third parties in the facts, as one text: the notice may name them."""
    names = [p.name for p in facts.processors] + [one.provider for one in facts.embedded]
    names += [part.provider for part in (facts.hosting, facts.mailbox) if part]
    names += [one.provider for _, one in bookings(facts)]
    names += [profile.network for profile in facts.social.profiles] if facts.social else []
    return " ".join(names)


def _authority(facts: Facts, notice: str, tell: _Tell) -> None:
    own = authority_of(facts)
    if own is None or facts.authority:
        return
    seen = fold(notice)
    for entry in authorities():
        if facts.practice.state not in entry.states and fold(entry.name) in seen:
            tell("datenschutz", "The text names {other}, but for this practice {own} is responsible.",
                 "Name the authority of your Bundesland.", other=entry.name, own=own.name)  # fmt: skip


def _controller(facts: Facts, notice: str, tell: _Tell) -> None:
    """Report a notice without the controller's address or e-mail address from the facts."""
    practice = facts.practice
    street = practice.address.street if practice.address else ""
    for value, label in ((street, "address"), (practice.email or "", "e-mail address")):
        if value and fold(value) not in fold(notice):
            tell("datenschutz", "The text does not hold the {label} of the facts ({value}).",
                 "Use the made block `verantwortlich`, or mend your own text.",
                 "Two versions of the controller's data contradict each other sooner or later.",
                 label=translator(facts.language, "practice")(label), value=value)  # fmt: skip
