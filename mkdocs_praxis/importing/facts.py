"""Extracts facts from an old website: phone, address, hours, owner. Results are guesses, and marked as such."""

import re
from collections import Counter
from collections.abc import Iterable

from bs4 import BeautifulSoup

from mkdocs_praxis.importing.model import Guess, Guesses, OldPage, OldSite
from mkdocs_praxis.practice.hours import day_lines, make_week, parse_days, parse_spans
from mkdocs_praxis.practice.stems import profession_of
from mkdocs_praxis.practice.values import Unclear

_WORD = r"(?:[A-ZÄÖÜ][\wäöüß.’'-]*|am|an|auf|bei|der|dem|den|des|im|in|und|unter|vom|von|vor|zum|zur)"
_STREET = rf"[A-ZÄÖÜ][\wäöüß.’'-]*(?: {_WORD}){{0,4}} ?\d{{1,4}} ?[a-zA-Z]?(?: ?[-–/+] ?\d{{1,4}} ?[a-z]?)?"
_TOWN = (
    r"(?:St\. |Bad )?[A-ZÄÖÜ][\wäöüß/-]+"
    r"(?: (?!Tel|Fax|Mobil|E-?Mail|Deutschland|Germany|Anfahrt)[A-ZÄÖÜ][\wäöüß-]+(?![\w.:]))?(?: \([A-Za-zäöüß ]{2,20}\))?"
    r"(?: (?:am|an der|im|in der|bei|ob der|vor der|unter|a\. ?d\.|v\. ?d\.|a\.|i\.) ?[A-ZÄÖÜ][\wäöüß]*(?:\.(?!\s+[A-Z]))?)?"
)
# Street and town are separated by a line break, comma or middle dot.
_ADDRESS = re.compile(rf"(?<![\w.-])({_STREET})[ \n]*[,|·•–-]?[ \n]*(?:D ?[-–]? ?)?(\d{{5}}) +({_TOWN})")
# Names before addresses of others: chambers, authorities, insurers, agencies.
_OTHERS = re.compile(
    r"kammer|aufsicht|vereinigung|versicherung|behörde|ministerium|landesamt|gesundheitsamt|schlichtung|design|agentur|hosting|\bkv\b|beauftragte",
    re.IGNORECASE,
)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_AT = re.compile(r" ?[(\[{] ?(?:at|ät|@) ?[)\]}] ?", re.IGNORECASE)
_DOT = re.compile(r" ?[(\[{] ?(?:dot|punkt) ?[)\]}] ?", re.IGNORECASE)
_BARE_NUMBER = re.compile(r"^[+(]?\d[\d ()/.–-]{6,}$")
_TITLED = re.compile(
    r"(?:Prof\. ?)?Dr\.(?:[ -]?(?:med|dent|phil|rer|nat|vet|univ)\.?)*(?:-Psych\.)?\s+(?:[A-ZÄÖÜ][\wäöüß]+(?:-[A-ZÄÖÜ][\wäöüß]+)?\s+){1,2}[A-ZÄÖÜ][\wäöüß]+(?:-[A-ZÄÖÜ][\wäöüß]+)?|Dipl\.[- ]Psych\.\s+(?:[A-ZÄÖÜ][\wäöüß-]+\s+)+[A-ZÄÖÜ][\wäöüß-]+"
)
# Several in a row own the practice together: “Dr. A und Dr. B”, “Dr. A, Dr. B”, or a line each.
_OWNERS = re.compile(rf"(?:{_TITLED.pattern})(?:(?:\s*(?:und|u\.|&|,|/|;))+\s*(?:{_TITLED.pattern}))*")
# `Sprechzeiten: Mo 8-12`
_HEADED = re.compile(r"^[^\W\d][\w äöüß-]*(?:zeiten|stunden?): +(?=\S)", re.IGNORECASE)
_LEGAL = ("impressum", "datenschutz", "privacy", "imprint")


def guess(site: OldSite) -> Guesses:
    """Extract facts, preferably from the Impressum, then from the contact page."""
    guesses = Guesses()
    pages = sorted(site.pages, key=_rank)
    texts = [(page, BeautifulSoup(page.html, "html.parser")) for page in pages]
    lines = [(page, text_of(soup)) for page, soup in texts]
    lines += [(page, "\n".join(page.around)) for page in pages if page.around]
    lines += [(page, "\n".join(page.data)) for page in pages if page.data]
    for page, text in lines:
        _contact(page, text, guesses)
    for page, text in lines:
        number = next(
            (one for line in text.split("\n") if _BARE_NUMBER.match(line) and (one := _number(line))), ""
        )
        if number and guesses.facts.get("fax", Guess("", "")).value != number:
            guesses.facts.setdefault("phone", Guess(number, page.path))
    for page, soup in texts:
        mail = soup.select_one('a[href^="mailto:" i]')
        if mail is not None:
            address = str(mail["href"]).partition(":")[2].partition("?")[0].strip()
            if _MAIL.fullmatch(address):
                guesses.facts["email"] = Guess(address, page.path)
                break
    owner = _owner(lines)
    if owner:
        guesses.facts["owner"] = owner
    if site.name:
        guesses.facts["name"] = Guess(site.name, "/")
    profession = profession_of(" ".join([site.name, *(page.title for page in site.pages)]))
    if profession:
        guesses.facts["profession"] = Guess(profession, "/")
    for page, text in lines:
        found = hours_in(text)
        if len(found) > len(guesses.hours):
            guesses.hours, guesses.hours_path = found, page.path
    return guesses


def _rank(page: OldPage) -> int:
    low = page.path.lower()
    return 0 if "impressum" in low else 1 if "kontakt" in low or "contact" in low else 2


def text_of(soup: BeautifulSoup) -> str:
    """Return the text of a page, one line per block; pairs of table cells are one line."""
    for row in soup.select("tr"):
        row.append("\n")
    for cell in soup.select("td, th, dt"):
        cell.append(" ")
    for block in soup.select("p, div, li, br, dd, h1, h2, h3, h4, address"):
        block.insert_before("\n")
        block.append("\n")
    return "\n".join(" ".join(line.split()) for line in soup.get_text().split("\n") if line.strip())


def _contact(page: OldPage, text: str, guesses: Guesses) -> None:
    facts = guesses.facts
    found = (one for one in _ADDRESS.finditer(text) if not _OTHERS.search(_before(text, one.start())))
    address = next(found, None) if "street" not in facts else None
    if address:
        for key, group in (("street", 1), ("postcode", 2), ("city", 3)):
            facts[key] = Guess(" ".join(address[group].split()), page.path)
    for line in text.split("\n"):
        number = _number(line) if re.search(r"tel|fon|phone|fax|anruf|☎", line, re.IGNORECASE) else ""
        if number:
            key = "fax" if "fax" in line.lower() else "phone"
            facts.setdefault(key, Guess(number, page.path))
    mail = _MAIL.search(_DOT.sub(".", _AT.sub("@", text)))
    if mail:
        facts.setdefault("email", Guess(mail[0].rstrip("."), page.path))


def _before(text: str, at: int) -> str:
    """Return the text before an address in its line, and the line above, unless that has an address, too."""
    *above, line = text[:at].split("\n")
    return line if not above or re.search(r"\b\d{5}\b", above[-1]) else f"{above[-1]}\n{line}"


def _number(line: str) -> str:
    """Return the phone number in a line, or ""."""
    import phonenumbers

    found = next(iter(phonenumbers.PhoneNumberMatcher(line, "DE")), None)
    return (
        str(phonenumbers.format_number(found.number, phonenumbers.PhoneNumberFormat.NATIONAL))
        if found
        else ""
    )


def _owner(lines: Iterable[tuple[OldPage, str]]) -> Guess | None:
    """Return the first name with a title in the Impressum, else the one on most pages."""
    pages = list(lines)
    for page, text in pages:
        if "impressum" in page.path.lower() and (found := _OWNERS.search(text.replace("\n", " ; "))):
            owners = dict.fromkeys(" ".join(name.split()) for name in _TITLED.findall(found[0]))
            return Guess("; ".join(owners), page.path)
    names = Counter(
        " ".join(m.split()) for _, text in pages for m in set(_TITLED.findall(text.replace("\n", " ; ")))
    )
    if not names:
        return None
    name = names.most_common(1)[0][0]
    return Guess(name, next(page.path for page, text in pages if name in text.replace("\n", " ")))


def hours_in(text: str) -> tuple[tuple[str, str], ...]:
    """Return the longest run of lines with opening hours, as (days, times) in the syntax of `zeiten.yml`."""
    runs: list[list[tuple[str, str]]] = [[]]
    for line in text.split("\n"):
        rows = [row for row in day_lines(_HEADED.sub("", line)) if _understood(*row)]
        if rows:
            runs[-1] += rows
        elif runs[-1]:
            runs.append([])
    best = max(runs, key=len)
    try:
        make_week((parse_days(days), *parse_spans(times)) for days, times in best)
    except Unclear:
        return ()
    return tuple(best)


def _understood(days: str, times: str) -> bool:
    try:
        parse_days(days)
        parse_spans(times)
    except Unclear:
        return False
    return True


def is_legal(page: OldPage) -> bool:
    """Whether a page is a legal page, which will be generated from facts."""
    low = f"{page.path} {page.title}".lower()
    return any(word in low for word in _LEGAL)
