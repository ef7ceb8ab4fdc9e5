"""Recognises the people and the services of a practice on its old pages. What is not sure stays text."""

import posixpath
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mkdocs_praxis.importing.blocks import (
    ITEM,
    OTHER,
    TERM,
    TEXT,
    Unit,
    below,
    plain,
    sections,
    told,
    units_of,
    without,
)
from mkdocs_praxis.importing.facts import NO_PERSON, OTHERS
from mkdocs_praxis.importing.model import Brought, Facts
from mkdocs_praxis.practice.stems import label_of

_TEAM = re.compile(
    r"team\b|mitarbeiter|ärzt(?:e|innen)\b|therapeut(?:en|innen)\b|behandler|hebammen\b|über (?:uns|mich)|wer wir sind|zu meiner person",
    re.IGNORECASE,
)
_OFFER = re.compile(
    r"leistung|behandlungen\b|behandlungs(?:spektrum|angebot|methoden)|therapie(?:angebot|spektrum|formen|methoden|n\b)|\bangebote?\b|was (?:wir|ich) (?:biete|mache|tue)",
    re.IGNORECASE,
)
# Occupations in a practice, by their stems.
_ROLE = re.compile(
    r"arzt\b|ärzt(?:in|innen|e)\b|therapeut|ologe?(?:in|innen|n)?\b|(?:logo|ortho)päd(?:e|in)\b|hebamme|heilpraktiker|osteopath(?:in)?\b|masseur|internist|anästhesist|chirurg(?:in)?\b|pädagog"
    r"|fachangestellte|\b(?:MFA|ZFA|TFA|ZMP|ZMF|ZMV|DH|VERAH|NäPa|EFA|PTA|MTA|MTRA)\b|helfer|assisten[tz]|schwester\b|pfleger|auszubildende|\bazubi|inhaber|leit(?:ung|erin|er)\b"
    r"|rezeption|empfang|anmeldung|verwaltung|sekretär|techniker|hygieniker|trainer|berater|praktikant|(?:büro|industrie)kauf|kauf(?:mann|frau) (?:für|im)|wissenschaftler|stundenhilfe|manage|abrechnung|buchhaltung",
    re.IGNORECASE,
)
# What tells a sentence or a line of a curriculum vitae from an occupation.
_TALK = re.compile(
    r"\b(?:ist|hat|bin|habe|war|wurde|wird|sind|ich|wir|unser\w*|mein\w*|als|bei|studium|examen|ausbildung|promotion|gesucht|\w*dienst)\b|\d{3}|@|m/w|\).*\(|[!?:;]$|(?<!\b\w{2})(?<!\b\w{3})\.$",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:(?:Univ|Prof|PD|Priv|Dr|Dres|DDr|MUDr|Mag|Dipl|med|dent|vet|phil|rer|nat|habil|Psych|Päd)\b[\w.()/-]*|\(FH\))\Z")  # fmt: skip
_SMALL = frozenset({"von", "van", "de", "der", "den", "zu", "zur", "el", "al", "da", "di", "la", "le"})
_NAME = re.compile(r"[^\W\d_]\.|[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*")
_PLACE = re.compile(r"rezeption|empfang|anmeldung|verwaltung|abrechnung|buchhaltung|leitung", re.IGNORECASE)
_NOBODY = re.compile(
    rf"{NO_PERSON.pattern}|{_ROLE.pattern}|medizin|behandl|leistung|beratung|unser|willkommen|sprech|notfall|patient|schwerpunkt|qualifi|bildung|werdegang|lebenslauf|sprachen|philosophie|räume|laufbahn|station|erfahrung|mitglied|labor|service|partner|(?:liche|(?<!\bf)ische|jährige|ierte|tale|lante|uelle|ierne?)[rns]?\b|\b(?:gute|neue|moderne|akute)[rns]?\b|vereinbarung|verkehr|technik|hinweis|(?:keit|heit|tion|ungen)\b|\b(?:über|ihre?|wir|die|das|und|für)\b",
    re.IGNORECASE,
)
_APART = re.compile(r", | ?[–—|·] | - |: | \(")
# What stands between services without being one.
_NO_SERVICE = re.compile(
    r"kontakt|termin|frage|kosten|preis|honorar|ablauf|anfahrt|zeiten|hinweis|team|warum|vorteil|voraussetz|dauer|download|aktuell|krankenkasse|indikation|anwendung|angebot|leistung|willkommen|herzlich|\b(?:wie|was|wann|wo|ihre?|unsere?|wir|über|so|mehr|sie|gut zu)\b|[.?!:…]$|€",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\*\*([^*]{3,60}?):?\*\*:?(?:\s*[–—:-])?(?:\s+|$)(.*)", re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+\.md)(?:#[^)]*)?\)")
_LONG = 400  # a text that is rather a page of its own
# Names beside a picture, in the order in which it shows people: the one is nothing without the other.
_BESIDE = re.compile(r"von links|v\. ?l\. ?n\. ?r|auf dem (?:bild|foto)", re.IGNORECASE)


@dataclass(slots=True)
class _Entry:
    """A person or a service: facts, and the units of the page that they were taken from."""

    facts: Facts
    rest: list[Unit]  # what is said beside
    units: list[Unit]
    picture: tuple[str, str] = ("", "")
    link: str = ""

    @property
    def whole(self) -> bool:
        """Whether facts can hold all that is said: little, and nothing but words."""
        return all(u.kind in {TEXT, ITEM} and "](" not in told([u]) for u in self.rest) and len(told(self.rest)) <= _LONG  # fmt: skip


_Find = Callable[[list[Unit]], list[_Entry]]


def recognised(brought: Brought) -> None:
    """Add people and services to the guesses of an import; what they hold wholly no longer stands on the page."""
    guesses = brought.guesses
    guesses.people = _gathered(brought, _TEAM, people)
    guesses.services = _gathered(brought, _OFFER, services)


def _gathered(brought: Brought, named: re.Pattern[str], find: _Find) -> list[tuple[Facts, str]]:
    """Return the entries on the page that has most of them, and those of other people elsewhere, each with its page."""
    picture, shown = ("foto", "::: praxis team") if find is people else ("bild", "::: praxis leistungen")
    found: list[tuple[int, str, list[str], list[Unit], list[_Entry]]] = []
    for page in brought.site.pages:
        if page.date or page.language not in {"", "de"} or page in brought.legal:
            continue
        blocks = re.split(r"\n\n+", brought.pages[page.path].markdown.strip())
        units = units_of(blocks)
        entries = [
            entry
            for section in sections(units, named, *([_person] if find is people else []))
            for entry in find(section)
        ]
        if entries:
            found.append((len(entries), page.path, blocks, units, entries))
    all_of: dict[str, tuple[Facts, str]] = {}
    for _, path, blocks, units, entries in sorted(found, key=lambda one: -one[0]):
        here = brought.where[path]
        new = [entry for entry in entries if str(entry.facts["name"]) not in all_of]
        whole = len(new) == len(entries) and all(entry.whole for entry in entries)
        whole = whole and not any(_BESIDE.search(unit.words) for unit in units if find is people)
        for entry in new:
            words, source = entry.picture
            if source:
                entry.facts |= {picture: _from(here, source), f"{picture}_alt": words or entry.facts["name"]}
            if entry.link:
                entry.facts["seite"] = _from(here, entry.link)
            if whole and entry.rest:
                entry.facts["text"] = told(entry.rest)
            all_of[str(entry.facts["name"])] = (entry.facts, path)
        if whole:
            taken = [unit for entry in entries for unit in entry.units]
            made, starters = brought.pages[path], {"index.md", "team.md", "leistungen.md"}
            left = without(blocks, units, taken, "" if here in starters else shown)
            made.rest = True
            made.undescribed -= sum(len(re.findall(r"!\[\]", one)) for one in {*blocks} - {*left})
            made.markdown = "\n\n".join(left) + "\n"
        if find is services:
            break
    return list(all_of.values())


def _from(here: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), path))


def people(section: list[Unit]) -> list[_Entry]:
    """Return the people in the part of a page about the team: names with a title, an occupation or a portrait."""
    heads = [n for n, unit in enumerate(section) if unit.kind not in {0, OTHER} and _person(unit)]
    before = bool(heads and heads[0] and section[heads[0] - 1].picture[1])
    found: list[_Entry] = []
    for n in heads:
        head, (title, name, role) = section[n], _person(section[n]) or ("", "", "")
        if found and found[-1].facts["name"] == name:  # a window with more about the same person
            more = _belonging(section, n, heads, found)
            found[-1].units += [head, *more]
            found[-1].rest += [unit for unit in more if not unit.picture[1]]
            continue
        under = next(
            (u.words for u in reversed(section[:n]) if 0 < u.kind < min(head.kind, TEXT) and not _person(u)),
            "",
        )
        body = _belonging(section, n, heads, found)
        picture = section[n - 1] if before and n and section[n - 1].picture[1] else None
        picture = picture or next((unit for unit in body if unit.picture[1] and not before), None)
        rest = [unit for unit in body if not unit.picture[1]]
        if head.lines[1:]:
            rest.insert(0, Unit(head.block, TEXT, head.lines[1:]))
        roles = [role] if role else []
        while rest and len(roles) < 2 and rest[0].kind <= TEXT and _is_role(rest[0].words):
            roles.append(rest[0].words)
            rest[:1] = [Unit(rest[0].block, TEXT, rest[0].lines[1:])] if rest[0].lines[1:] else []
        shown = picture is not None and name in picture.picture[0]
        if not (title or roles or shown or (_is_role(under) and not _PLACE.search(under))) or OTHERS.search(
            under
        ):
            continue
        facts: Facts = (
            {"name": name} | ({"titel": title} if title else {}) | ({"gruppe": under} if under else {})
        )
        for one in roles:
            facts.setdefault("fachgebiet" if re.match("Fach(?:arzt|ärztin) ", one) else "funktion", one)
        units = [head, *(unit for unit in body if not (before and unit.picture[1]))] + (
            [picture] if picture else []
        )
        found.append(_Entry(facts, rest, units, picture.picture if picture else ("", "")))
    _doubt_last(found)
    groups = Counter(str(entry.facts.get("gruppe", "")) for entry in found)
    for entry in found:
        under = str(entry.facts.get("gruppe", ""))
        if (
            under
            and groups[under] == 1
            and _is_role(under)
            and not {"funktion", "fachgebiet"} & {*entry.facts}
        ):
            entry.facts["funktion"] = entry.facts.pop(
                "gruppe"
            )  # a heading for each: what they are, and below it who
        elif under and len(groups) == 1:
            del entry.facts["gruppe"]
    return found


def _doubt_last(entries: list[_Entry]) -> None:
    """Where more, or other, follows the last than follows the others, it may no longer be about it."""
    others, last = entries[:-1], entries[-1:]
    kinds = {unit.kind for one in others for unit in one.units[1:]}
    most = max((len(one.units) for one in others), default=0)
    for one in last if others else ():
        if len(one.units) > most or {unit.kind for unit in one.units[1:]} - kinds:
            one.rest, one.picture = [*one.rest, Unit(0, OTHER, [""])], ("", "")


def _belonging(section: list[Unit], n: int, heads: list[int], found: list[_Entry]) -> list[Unit]:
    """Return what belongs to the person at `n`: up to the next; below the last, as much as with the others, where no heading tells."""
    head = section[n]
    if head.kind in {ITEM, TERM}:
        return []
    later = next((other for other in heads if other > n), len(section))
    behind = (m for m in range(n + 1, later) if 0 < section[m].kind <= min(head.kind, TEXT - 1))
    end = next((m for m in behind if head.kind == TEXT or not _is_role(section[m].words)), later)
    body = section[n + 1 : end]
    if head.kind == TEXT and later == len(section):
        most = max((len(one.units) for one in found), default=2) - 1
        body = body[:most]
    return body


def _person(unit: Unit) -> tuple[str, str, str] | None:
    """Return title, name and occupation in a line that says nothing else; None if it is another."""
    line = unit.words.replace("\xa0", " ")
    if found := _name(line):
        return *found, ""
    for sign in _APART.finditer(line):
        left, right = line[: sign.start()], line[sign.end() :].rstrip(")")
        if (found := _name(left)) and (_is_role(right) or right.startswith("geb.")):
            return *found, "" if right.startswith("geb.") else right
        if (found := _name(right)) and _is_role(left):
            return *found, left
    return None


def _name(text: str) -> tuple[str, str] | None:
    words = re.sub(r"\A(?:Frau|Herr) ", "", text).split()
    at = next((n for n, word in enumerate(words) if not _TITLE.match(word)), len(words))
    title, name = " ".join(words[:at]), words[at:]
    named = [word for word in name if word not in _SMALL]
    fits = all(_NAME.fullmatch(word) and word[0].isupper() and not word.isupper() for word in named)
    whole = " ".join(name)
    if not (fits and 1 < len(named) < 4 and len(name) < 6) or _NOBODY.search(whole) or label_of(whole):
        return None
    return title, whole


def _is_role(text: str) -> bool:
    return len(text) <= 90 and bool(_ROLE.search(text)) and not _TALK.search(text)


def services(section: list[Unit]) -> list[_Entry]:
    """Return the services in the part of a page about them: its headings, else what is bold, defined or listed."""
    levels = [unit.kind for unit in section if 0 < unit.kind < TEXT]
    entries = list(_headed(section, min(levels)) if levels else _listed(section))
    names = [str(entry.facts["name"]) for entry in entries]
    fit = [entry for entry, name in zip(entries, names, strict=True) if 2 < len(name) <= 60 and not _NO_SERVICE.search(name)]  # fmt: skip
    _doubt_last(fit)
    return fit if len(fit) > 1 and len(fit) > len(entries) * 2 / 3 and len({*names}) == len(names) else []


def _headed(section: list[Unit], level: int) -> Iterator[_Entry]:
    for n, unit in enumerate(section):
        if unit.kind == level:
            body = below(section, n)
            pictures = [one.picture for one in body if one.picture[1]]
            link = next((found[1] for one in [unit, *body] if (found := _LINK.search(one.lines[0]))), "")
            rest = [one for one in body if not one.picture[1] and not _LINK.fullmatch(one.lines[0])]
            rest = [*rest, Unit(0, OTHER, [""])] if len(pictures) > 1 else rest
            yield _Entry(
                {"name": unit.words}, rest, [unit, *body], pictures[0] if pictures else ("", ""), link
            )


def _listed(section: list[Unit]) -> Iterator[_Entry]:
    for kind in (TEXT, ITEM, TERM):
        some = [unit for unit in section if unit.kind == kind]
        bold = [found for unit in some if (found := _BOLD.fullmatch("\n".join(unit.lines)))]
        if kind == TERM or (bold and len(bold) == len(some)):
            for unit in some:
                found = _BOLD.fullmatch("\n".join(unit.lines))
                name, text = (found[1], found[2].split("\n")) if found else (unit.words, unit.lines[1:])
                yield _Entry(
                    {"name": plain(name)}, [Unit(unit.block, TEXT, text)] if any(text) else [], [unit]
                )
        elif kind == ITEM and len(some) > 2 and len({unit.block for unit in some}) == 1:
            yield from (_Entry({"name": unit.words}, [], [unit]) for unit in some)
