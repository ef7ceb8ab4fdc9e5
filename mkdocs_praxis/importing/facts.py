"""Extracts facts from an old website: phone, address, hours, owner. Results are guesses, and marked as such."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import dropwhile, takewhile
from operator import not_

from mkdocs_praxis.importing.hours import find_hours
from mkdocs_praxis.importing.legal import is_imprint, is_legal
from mkdocs_praxis.importing.model import Guess, Guesses, Hours, OldPage, OldSite
from mkdocs_praxis.importing.people import is_role, titled
from mkdocs_praxis.importing.shapes import PATTERNS, SHAPES
from mkdocs_praxis.practice.answers import speciality_of
from mkdocs_praxis.practice.specialties import profession_of


def guess_facts(site: OldSite) -> Guesses:
    """Extract facts, preferably from German pages, of these from the Impressum, then from the contact page."""
    guesses = Guesses()
    pages = sorted(site.pages, key=lambda page: (page.language not in {"", "de"}, _rank(page)))
    lines = [(page, page.lines()) for page in pages]
    lines += [(page, list(page.around)) for page in pages if page.around]
    lines += [(page, list(page.data)) for page in pages if page.data]
    own = [(page, list(_own(some, site.name))) for page, some in lines]
    if not any(PATTERNS["address"].search("\n".join(some)) for _, some in own):
        own = [(page, list(_own(some))) for page, some in lines]
    country, where = _country(own, site.url)
    if country != "de":
        guesses.facts["country"] = Guess(country, where)
    for page, some in own:
        _contact(page, some, guesses)
    for kind in ("", "mobile"):
        for page, some in own:
            numbers = [number for line in some for told, number in _numbers(line, country) if told == kind]
            if numbers and "phone" not in guesses.facts:
                guesses.facts["phone"] = Guess(numbers[0], page.path)
    if guesses.facts.get("phone") == guesses.facts.get("mobile"):
        guesses.facts.pop("mobile", None)
    owner = _owner((page, "\n".join(some)) for page, some in own)
    if owner:
        guesses.facts["owner"] = owner
    if site.name:
        guesses.facts["name"] = Guess(site.name, "/")
    home = " ".join(f"{page.named} {page.title}" for page in site.pages if page.path == "/")
    # Titles of all pages tell services, too
    names = next((one for one in (site.name, home) if profession_of(one)), "")
    told = profession_of(names or " ".join(page.title for page in site.pages))
    legal = " ".join(line.lower() for page, some in lines if is_imprint(page) for line in some)
    told = told or next((key for chamber, key in SHAPES["chambers"].items() if chamber in legal), "")
    for key, said in (("profession", told), ("field", speciality_of(names))):
        if said:
            guesses.facts[key] = Guess(said, "/")
    for page, some in own:
        if not is_legal(page):
            guesses.others |= {f"{street}, {city}": page.path for street, city in _others(some, guesses)}
    lines = [(page, _here(some, guesses)) for page, some in lines]
    for key, phone in (("sprechzeiten", False), ("telefonzeiten", True)):
        read = [(find_hours(some, phone=phone), page.path) for page, some in lines]
        (rows, _), path = max(read, key=lambda one: one[0][1])
        if rows:
            guesses.hours[key] = Hours(rows, path)
    return guesses


def _country(own: list[tuple[OldPage, list[str]]], url: str) -> tuple[str, str]:
    """Return the country of the practice's address, de, at or ch, and the page that tells."""
    text = "\n".join([url, *(line for _, some in own for line in some)])
    swiss, austrian = (len(PATTERNS[name].findall(text)) for name in ("swiss", "austrian"))
    for page, some in own:
        if found := PATTERNS["address"].search("\n".join(some)):
            abroad = len(found[2]) == 4 and swiss + austrian
            return ("ch" if swiss > austrian else "at") if abroad else "de", page.path
    return "de", ""


def _others(lines: Iterable[str], guesses: Guesses) -> set[tuple[str, str]]:
    """Return street and town of addresses other than the practice's own."""
    own = guesses.facts["street"].value if "street" in guesses.facts else ""
    found = [
        (" ".join(one[1].split()), f"{one[2]} {one[3]}")
        for one in PATTERNS["address"].finditer("\n".join(lines))
    ]
    return {(street, town) for street, town in found if own and street != own}


def _here(lines: list[str], guesses: Guesses) -> list[str]:
    """Return the lines that are not said of another place: below its address, or a heading with that or with its town."""
    others = _others(_own(lines), guesses)
    if not others:
        return lines
    own, town = guesses.facts["street"].value, guesses.facts["city"].value
    towns = {place.partition(" ")[2] for _, place in others} - {town}
    kept: list[str] = []
    level = 0  # of the heading of another place; 7 below its address alone
    for n, line in enumerate(lines):
        depth = len(line) - len(line.lstrip("#"))
        under = takewhile(lambda one: not one.startswith("#"), lines[n + 1 :]) if depth else ()
        section = "\n".join([line, *under])
        named = own not in section and any(street in section for street, _ in others)
        if named or (depth and any(one in line for one in towns)):
            level = depth or level or 7
        elif (depth and depth <= level) or own in line:
            level = 0
        if not level:
            kept.append(line)
    return kept


def _rank(page: OldPage) -> int:
    low = f"{page.path} {page.title}".lower()
    return 0 if is_imprint(page) else 1 if "kontakt" in low or "contact" in low else 2


def _own(lines: Iterable[str], name: str = "") -> Iterator[str]:
    """Yield the lines that are not about others, nor the address and numbers below, nor what stands under their headings.

    Others are also doctors whose practice has another name.
    """
    below, within, said, called = 0, False, False, False
    for line in lines:
        level = len(line) - len(line.lstrip("#"))
        doctor = PATTERNS["practice of doctor"].search(line) if name else None
        named = PATTERNS["others"].search(line) or (doctor if doctor and doctor[1] not in name else None)
        if level:
            below = level if named else 0 if level <= below else below
        reached = not line or said or any(letter.isdigit() or letter == "@" for letter in line)
        within = within and reached and not level and not (called and PATTERNS["street"].fullmatch(line))
        called = within and (
            called or bool(PATTERNS["label of number"].match(line))
        )  # a street below their number is of the next
        if not (within or below):
            yield line[: named.start()] if named else line
        within = within or (named is not None and not any(map(str.isdigit, line)))
        said = (named is not None and line.endswith(":")) or (said and not line)  # who it is stands below


def _contact(page: OldPage, lines: list[str], guesses: Guesses) -> None:
    facts = guesses.facts
    text = "\n".join(lines)
    address = PATTERNS["address"].search(text) if "street" not in facts else None
    if address:
        for key, group in (("street", 1), ("postcode", 2), ("city", 3)):
            facts[key] = Guess(" ".join(address[group].split()), page.path)
    label = ""
    for line in lines:
        for kind, number in _numbers(f"{label} {line}", guesses.country):
            if kind in {"phone", "fax", "mobile"}:
                facts.setdefault(kind, Guess(number, page.path))
        label = (line or label) if not line or PATTERNS["label of number"].fullmatch(line) else ""
    mail = PATTERNS["mail"].search(PATTERNS["dot sign"].sub(".", PATTERNS["at sign"].sub("@", text)))
    if mail:
        facts.setdefault("email", Guess(mail[0].rstrip("."), page.path))


def _numbers(line: str, country: str) -> Iterator[tuple[str, str]]:
    """Yield the phone numbers in a line with what they are: phone, fax, mobile, or ""."""
    if sum(map(str.isdigit, line)) < 6:
        return
    import phonenumbers

    end, kind = 0, ""
    for found in phonenumbers.PhoneNumberMatcher(line, country.upper()):
        names = list(PATTERNS["kind of number"].finditer(line, end, found.start))
        kind = str(names[-1].lastgroup).replace("call", "phone") if names else kind
        end = found.end
        if not kind and phonenumbers.number_type(found.number) == phonenumbers.PhoneNumberType.MOBILE:
            kind = "mobile"
        abroad = found.number.country_code != phonenumbers.country_code_for_region(country.upper())
        form = getattr(phonenumbers.PhoneNumberFormat, "INTERNATIONAL" if abroad else "NATIONAL")
        yield kind, str(phonenumbers.format_number(found.number, form))


def _owner(lines: Iterable[tuple[OldPage, str]]) -> Guess | None:
    """Return the first name with a title in the Impressum, else one without, else the one with a title on most pages."""
    pages = list(lines)
    legal = [(page, text) for page, text in pages if is_imprint(page)]
    if any(
        PATTERNS["company"].search(text[: at.start()] if (at := PATTERNS["address"].search(text)) else text)
        for _, text in legal
    ):
        return None
    for page, text in legal:
        names = [
            name
            for one in PATTERNS["several owners"].split(text)
            if (name := titled(one)) or not is_role(one)
        ]
        if owners := dict.fromkeys(takewhile(bool, dropwhile(not_, names))):
            return Guess("; ".join(owners), page.path)
    for page, text in legal:
        if name := _untitled(text):
            return Guess(name, page.path)
    held = [(page, {*map(titled, PATTERNS["several owners"].split(text))} - {""}) for page, text in pages]
    told = Counter(name for _, some in held for name in some)
    (name, most), (_, next_) = [*told.most_common(2), ("", 0), ("", 0)][:2]
    if most > next_:
        return Guess(name, next(page.path for page, some in held if name in some))
    return next((Guess(name, page.path) for page, text in pages if (name := _owning(text))), None)


def _owning(text: str) -> str:
    """Return the name that a text calls the owner."""
    labels = [found for found in PATTERNS["named as owner"].finditer(text) if found[0][:3].lower() == "inh"]
    # “Seit 2015 Inhaberin” is about the name above, not about the next.
    of_next = [
        one for one in labels if not re.search(r"\w\s[^\n]*\Z", text[: one.start()]) or "\n" not in one[0]
    ]
    names = (" ".join(found[1].split()) for found in [*of_next, *PATTERNS["owns"].finditer(text)])
    return next((name for name in names if not PATTERNS["noperson"].search(name)), "")


def _untitled(text: str) -> str:
    address = PATTERNS["address"].search(text)
    above = text[: address.start()].split("\n") if address else []
    named = [_owning(text), *(found[1] for found in PATTERNS["named as owner"].finditer(text))]
    names = [line.partition(",")[0].lstrip("# ") for line in above if line.strip()][-2:]
    some, persons = (
        [
            " ".join(name.split())
            for name in one
            if PATTERNS["person"].fullmatch(name) and not PATTERNS["noperson"].search(name)
        ]
        for one in (named, names)
    )
    return "; ".join(map(_bare, some[:1] or persons))


def _bare(name: str) -> str:
    """Return a name without the occupation before it: “Hebamme Anna Muster”."""
    first, _, rest = name.partition(" ")
    return rest if " " in rest and is_role(first) else name
