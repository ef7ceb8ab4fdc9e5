"""Facts about the practice itself, its profession and its places: praxis.yml."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.model_visit import Directions, Premises
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import (
    Email,
    Markdown,
    Name,
    Phone,
    Postcode,
    Record,
    State,
    Text,
    Tongue,
    Url,
    Word,
    fact,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address(Record):
    """A street address; in a file also one line: `Musterweg 1, 10115 Berlin`."""

    street: str = fact("strasse", "Street and house number", example="Musterweg 1")
    postcode: Postcode = fact("plz", "Postcode", example="10115")
    city: str = fact("ort", "Town", example="Berlin")
    extra: Name = fact(
        "zusatz", "Further line: floor, rear building", default="", example="Hinterhaus, 2. Etage"
    )
    country: str = fact("land", "Country, when not Germany", default="", example="Österreich")

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the address, as on a letter."""
        parts = (self.extra, self.street, f"{self.postcode} {self.city}".strip(), self.country)
        return tuple(part for part in parts if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body(Record):
    """A chamber, authority or insurer; in a file the name is enough if it is in the built-in table."""

    name: Name = fact("name", "Full name", example="Ärztekammer Berlin")
    address: Address | None = fact("anschrift", "Where it is", default=None)
    phone: Phone | None = fact("telefon", "Phone", default=None)
    email: Email | None = fact("email", "E-mail", default=None)
    url: Url | None = fact("url", "Website", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook(Record):
    """A law or code of conduct that governs the profession."""

    name: Name = fact("name", "Name of the rules", example="Berufsordnung")
    url: Url | None = fact("url", "Where to read them", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Liability(Record):
    """Professional liability insurance (§ 2 DL-InfoV)."""

    insurer: str = fact("versicherer", "Insurer", example="Muster Versicherung AG")
    address: Address | None = fact("anschrift", "Its address", default=None)
    area: Text = fact("geltungsbereich", "Where it applies", default="", example="Deutschland")


@dataclass(frozen=True, slots=True, kw_only=True)
class Register(Record):
    """An entry in a register (Handels-, Partnerschaftsregister)."""

    court: str = fact("gericht", "Court", example="Amtsgericht Charlottenburg")
    number: str = fact("nummer", "Number", example="PR 123")
    kind: Name = fact("art", "Register", default="", example="Partnerschaftsregister")


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner(Record):
    """A natural person responsible for the practice; in a file the name is enough."""

    name: str = fact("name", "Full first and last name with title", example="Dr. med. Ada Beispiel")
    title: Name = fact(
        "berufsbezeichnung", "Statutory title, when it differs between owners", default="", example="Ärztin"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Profession(Record):
    """The profession, as required in the Impressum (§ 5 (1) no. 3, 5, 6 DDG)."""

    kind: Literal[
        "arzt",
        "zahnarzt",
        "psychotherapie",
        "physiotherapie",
        "ergotherapie",
        "logopaedie",
        "hebamme",
        "heilpraktiker",
        "podologie",
        "diaetassistenz",
        "sonstige",
    ] = fact("art", "Profession")
    title: Name = fact("bezeichnung", "Statutory professional title", default="", example="Ärztin")
    state: Name = fact("staat", "State that conferred it", default="", example="Bundesrepublik Deutschland")
    specialty: Name = fact("fachgebiet", "Specialty", default="", example="Fachärztin für Allgemeinmedizin")
    people: tuple[Word, ...] = fact(
        "personen", "Whose profession it is, when there are several", default=(), example="[Ada Beispiel]"
    )
    restriction: Name = fact(
        "beschraenkt_auf",
        "Heilpraktiker: field the permission is limited to",
        default="",
        example="Psychotherapie",
    )
    chamber: Body | None = fact("kammer", "Chamber; its name, or name with address", default=None)
    supervisor: Body | None = fact("aufsicht", "Supervisory authority", default=None)
    statutory: bool | None = fact(
        "kassenzulassung", "Admitted to the statutory health insurance?", default=None
    )
    association: Body | None = fact("kv", "Kassen(zahn)ärztliche Vereinigung", default=None)
    licensing: Body | None = fact("approbationsbehoerde", "Authority that licensed", default=None)
    rules: tuple[Rulebook, ...] = fact("regeln", "Rules of the profession, with addresses", default=())
    vat_id: str = fact(
        "ust_id", "VAT identification number, never the tax number", default="", example="DE123456789"
    )
    business_id: str = fact(
        "w_idnr", "Wirtschafts-Identifikationsnummer", default="", example="DE123456789-00001"
    )
    liability: Liability | None = fact("haftpflicht", "Professional liability insurance", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Location(Record):
    """A further location of the practice."""

    name: Name = fact("name", "Name of the location", example="Filiale Musterstadt")
    address: Address = fact("anschrift", "Its address")
    phone: Phone | None = fact("telefon", "Its phone", default=None)
    fax: Phone | None = fact("fax", "Its fax", default=None)
    email: Email | None = fact("email", "Its e-mail", default=None)
    directions: Directions | None = fact("anfahrt", "How to get to this place", default=None)
    premises: Premises | None = fact("barrierefreiheit", "What one meets in its rooms", default=None)
    note: Text = fact("hinweis", "A further sentence", default="", example="Hier nur nach Vereinbarung.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency(Record):
    """A further emergency number, beside 112 and 116117."""

    name: Text = fact("name", "Whom one reaches", example="Giftnotruf Berlin")
    phone: Phone = fact("telefon", "The number", example="030 19240")
    note: Text = fact("hinweis", "When to call", default="", example="Tag und Nacht")


@dataclass(frozen=True, slots=True, kw_only=True)
class Insurance(Record):
    """Which patients the practice treats, by insurance."""

    statutory: bool | None = fact("gesetzlich", "Patients with statutory insurance?", default=None)
    private: bool | None = fact("privat", "Privately insured patients?", default=None)
    self_pay: bool | None = fact("selbstzahler", "Patients who pay themselves?", default=None)
    employers: bool | None = fact("bg", "Accidents at work (BG)?", default=None)
    insurers: tuple[Text, ...] = fact(
        "namen", "Insurers by name, when not all", default=(), example="[AOK Rheinland/Hamburg, Barmer]"
    )
    note: Markdown = fact(
        "hinweis", "A further sentence", default="", example="Auch Heilfürsorge der Bundespolizei."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPatients(Record):
    """Whether new patients are accepted; in a file `ja`, `nein` or `warteliste` is enough."""

    accepted: Literal["ja", "nein", "warteliste"] = fact("aufnahme", "Are new patients taken on?")
    checked: dt.date | None = fact("stand", "Day on which this was true", default=None, example="25.11.2026")
    waiting: Text = fact("wartezeit", "How long one waits", default="", example="etwa sechs Monate")
    note: Markdown = fact(
        "hinweis",
        "What else to know: whom to call, for whom there are places",
        default="",
        example="Plätze gibt es zurzeit in der Gruppe.",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice(Record):
    """The practice: name, owners, address, contact."""

    name: Name = fact("name", "Name of the practice", example="Hausarztpraxis Beispiel")
    claim: Text = fact(
        "untertitel", "A line below the name", default="", example="Allgemeinmedizin am Marktplatz"
    )
    professions: tuple[Profession, ...] = fact(
        "beruf", "The profession and what the Impressum must say of it; a list when several work here"
    )
    legal_form: Literal[
        "",
        "einzelpraxis",
        "gemeinschaftspraxis",
        "praxisgemeinschaft",
        "gbr",
        "partg",
        "partgmbb",
        "gmbh",
        "ggmbh",
        "ug",
        "ag",
        "eg",
        "egbr",
        "sonstige",
    ] = fact("rechtsform", "Legal form", default="")
    company: str = fact(
        "firma",
        "Name of the company with its legal form, when `name` is a trade name",
        default="",
        example="Muster MVZ GmbH",
    )
    mvz: bool = fact("mvz", "Medizinisches Versorgungszentrum, in whatever legal form", default=False)
    owners: tuple[Owner, ...] = fact("inhaber", "Owner or owners, full names", default=())
    representatives: tuple[str, ...] = fact(
        "vertretungsberechtigt", "Who represents the company", default=(), example="[Ada Beispiel]"
    )
    medical_director: str = fact(
        "aerztliche_leitung", "Medical or dental director (MVZ)", default="", example="Dr. med. Ada Beispiel"
    )
    register: Register | None = fact("register", "Entry in a register", default=None)
    carrier: Literal["privat", "oeffentlich", "kirche-ev", "kirche-kath"] = fact(
        "traeger", "Carrier; church carriers are under church data protection law", default="privat"
    )
    country: Literal["de", "at", "ch"] = fact("land", "Country whose law applies", default="de")
    state: State | None = fact("bundesland", "Bundesland", default=None, example="Berlin")
    timezone: str = fact("zeitzone", "Time zone", default="Europe/Berlin", example="Europe/Berlin")
    address: Address | None = fact("anschrift", "Street address, no P.O. box", default=None)
    phone: Phone | None = fact("telefon", "Main phone number", default=None, example="030 23125000")
    fax: Phone | None = fact("fax", "Fax", default=None)
    email: Email | None = fact("email", "E-mail address", default=None)
    website: Url | None = fact(
        "website", "Address of this site", default=None, example="https://www.praxis-beispiel.de/"
    )
    contact_form: str = fact(
        "kontaktformular", "Page with your own contact form", default="", example="kontakt.md"
    )
    locations: tuple[Location, ...] = fact("standorte", "Further locations", default=())
    spoken: tuple[Tongue, ...] = fact(
        "sprachen", "Languages spoken in the practice", default=(), example="[Deutsch, Türkisch]"
    )
    insurance: Insurance | None = fact("kassen", "Whom you treat", default=None)
    new_patients: NewPatients | None = fact("neue_patienten", "Are new patients taken on?", default=None)
    suited_numbers: bool = fact(
        "notrufe", "Show numbers that suit profession and Land (poison, crisis) below your own?", default=True
    )
    emergency: tuple[Emergency, ...] = fact("notfall", "Further emergency numbers", default=())
    founded: int | None = fact("seit", "Year of foundation", default=None, example="1998")

    @property
    def profession(self) -> Profession:
        """The main profession: the first one."""
        return self.professions[0]
