"""Recognises the people of a practice on its old pages. What is not sure stays text."""

import re
from collections import Counter
from itertools import takewhile

from mkdocs_praxis.importing.blocks import (
    ITEM,
    OTHER,
    TERM,
    TEXT,
    Entry,
    Unit,
    doubt_last,
    linked,
    markdown_of,
    pictured,
)
from mkdocs_praxis.importing.model import Facts
from mkdocs_praxis.importing.shapes import PATTERNS
from mkdocs_praxis.practice.specialties import label_of

_SMALL = frozenset({"von", "van", "de", "der", "den", "zu", "zur", "el", "al", "da", "di", "la", "le"})


def people(heading: Unit, section: list[Unit]) -> list[Entry]:
    """Return the people in the part of a page about the team: names with a title, an occupation or a portrait."""
    named = [n for n, unit in enumerate(section) if unit.kind not in {0, OTHER} and person(unit)]
    # What else has the look of a name, such as “Zum Profil”, stands in other elements than those that are sure.
    sure = _people(heading, section, named)
    kinds, names = {entry.units[0].kind for entry in sure}, {entry.facts["name"] for entry in sure}
    heads = [n for n in named if section[n].kind in kinds or (person(section[n]) or "  ")[1] in names]
    return _people(heading, section, heads)


def _people(heading: Unit, section: list[Unit], heads: list[int]) -> list[Entry]:
    found: list[Entry] = []
    for n in heads:
        body = pictured(section, heads, n, _belonging(section, n, heads, found))
        title, name, role = person(section[n]) or ("", "", "")
        facts: Facts = {"name": name} | ({"titel": title} if title else {})
        entry = _about(facts, role, [section[n], *body], _above(heading, section, n))
        same = next((one for one in found if one.facts["name"] == name), None)
        if same:  # a window with more, or the same again for small screens
            said = entry[0].rest if entry else [unit for unit in body if not unit.picture[1]]
            same.units += [section[n], *body]
            same.rest += said if markdown_of(said) not in markdown_of(same.rest) else []
        else:
            found += entry
    doubt_last(found)
    return _grouped(found)


def _about(facts: Facts, role: str, units: list[Unit], under: str) -> list[Entry]:
    """Return the entry of a name, if it is sure that it is one; `under` is the heading above."""
    head, *body = units
    picture = next((unit.picture for unit in body if unit.picture[1]), ("", ""))
    rest, link = linked(head, body)
    if head.lines[1:]:
        rest.insert(0, Unit(head.block, TEXT, head.lines[1:]))
    roles = [role] if role else []
    while rest and len(roles) < 2 and rest[0].kind <= TEXT and is_role(rest[0].words) and not person(rest[0]):
        roles.append(rest[0].words)
        rest[:1] = [Unit(rest[0].block, TEXT, rest[0].lines[1:])] if rest[0].lines[1:] else []
    shown = facts["name"] in picture[0] and head.kind < TEXT
    team = not under or PATTERNS["team"].search(under) or is_role(under)  # not partners, patients, deputies
    if not team or not (
        "titel" in facts
        or roles
        or shown
        or (is_role(under) and not PATTERNS["place in practice"].search(under))
    ):
        return []
    facts |= {"gruppe": under} if under else {}
    for one in (PATTERNS["called occupation"].sub("", role) for role in roles):
        key = "fachgebiet" if re.match("Fach(?:arzt|ärztin) ", one) else "funktion"
        facts[key] = f"{facts[key]}, {one}" if key in facts else one
    return [Entry(facts, rest, units, picture, link)]


def _above(heading: Unit, section: list[Unit], n: int) -> str:
    """Return the heading above a person: that of a group, or of the part if it says what they are."""
    level = min(section[n].kind, TEXT)
    above = [u for u in reversed(section[:n]) if 0 < u.kind < level]
    groups = (u.words for u in above if level == TEXT or not person(u))  # a line below a person is about them
    return next(groups, heading.words if is_role(heading.words) else "")


def _grouped(entries: list[Entry]) -> list[Entry]:
    """Keep groups where there are several; a heading above one person alone says what they are."""
    groups = Counter(str(entry.facts.get("gruppe", "")) for entry in entries)
    for entry in entries:
        under = str(entry.facts.get("gruppe", ""))
        said = {"funktion", "fachgebiet"} & entry.facts.keys()
        if under and groups[under] == 1 and is_role(under) and not said:
            entry.facts["funktion"] = entry.facts.pop("gruppe")
        elif under and len(groups) == 1 and not is_role(under):
            del entry.facts["gruppe"]
    return entries


def _belonging(section: list[Unit], n: int, heads: list[int], found: list[Entry]) -> list[Unit]:
    """Return what belongs to the person at `n`: up to the next; below the last, as much as with the others, where no heading tells."""
    head = section[n]
    if head.kind in {ITEM, TERM}:
        return []
    later = next((other for other in heads if other > n), len(section))
    behind = (m for m in range(n + 1, later) if 0 < section[m].kind <= min(head.kind, TEXT - 1))
    groups = {n - 1 - bool(section[n - 1].picture[1]) for n in heads}  # right above a person
    end = next(
        (m for m in behind if head.kind == TEXT or m in groups or not is_role(section[m].words)), later
    )
    body = section[n + 1 : end]
    if head.kind == TEXT and later == len(section):
        most = max((len(one.units) for one in found), default=2) - 1
        body = body[:most]
    return body


def person(unit: Unit) -> tuple[str, str, str] | None:
    """Return title, name and occupation in a line that says nothing else; None if it is another."""
    line = unit.words.replace("\xa0", " ")
    grade = PATTERNS["grade"].search(line)
    if found := _name(line[: grade.start()] if grade else line):
        return found[0], found[1] + (f", {grade[1]}" if grade else ""), ""
    for sign in PATTERNS["apart from a name"].finditer(line):
        left, right = line[: sign.start()], line[sign.end() :].rstrip(")")
        if (found := _name(left)) and (is_role(right) or right.startswith("geb.")):
            return *found, "" if right.startswith("geb.") else right
        if (found := _name(right)) and is_role(left):
            return *found, left
    return None


def titled(text: str) -> str:
    """Return the first name with a title in a text, whatever stands around it; "" if there is none."""
    words = text.split()
    start = next((n for n, word in enumerate(words) if PATTERNS["degree"].match(word)), len(words))
    at = next((n for n in range(start, len(words)) if not PATTERNS["title"].match(words[n])), len(words))
    name = list(
        takewhile(
            lambda one: one in _SMALL or (_is_name(one) and not PATTERNS["follows a name"].search(one)),
            words[at:],
        )
    )
    if words[at + len(name) :][:1] and words[at + len(name)][0].isdigit():  # a street
        del name[2:]
    named = [word for word in name if word not in _SMALL]
    return " ".join(words[start:at] + name) if 1 < len(named) < 4 and name[-1] in named else ""


def _is_name(word: str) -> bool:
    word = re.sub("^[dDO][’']", "", word)
    return bool(PATTERNS["part of a name"].fullmatch(word)) and word[0].isupper() and not word[1:].isupper()


def _name(text: str) -> tuple[str, str] | None:
    words = re.sub(r"\A(?:Frau|Herr) ", "", text).split()
    at = next((n for n, word in enumerate(words) if not PATTERNS["title"].match(word)), len(words))
    title, name = " ".join(words[:at]), words[at:]
    named = [word for word in name if word not in _SMALL]
    whole = " ".join(name)
    fits = all(map(_is_name, named)) and 1 < len(named) < 4 and len(name) < 6
    return (title, whole) if fits and not PATTERNS["nobody"].search(whole) and not label_of(whole) else None


def name_in(label: str) -> str:
    """Return the name that a label is, such as “Dr. Muster:”; "" if it is none."""
    found = _name(label.strip(" :|–-"))
    return found[1] if found else ""


def is_role(text: str) -> bool:
    """Whether a line says what somebody is."""
    return len(text) <= 90 and bool(PATTERNS["role"].search(text)) and not PATTERNS["talk"].search(text)
