"""Facts about the practice itself, its profession and its places: praxis.yml."""

import datetime as dt
import re
from typing import Literal

from mkdocs_praxis.practice.model_visit import Directions, Premises
from mkdocs_praxis.practice.specialties import of_animals
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
    required,
)


class Address(Record):
    """A street address; in a file also one line: `Musterweg 1, 10115 Berlin`."""

    street: str = required("strasse", "Street and house number", "Musterweg 1")
    postcode: Postcode = required("plz", "Postcode", "10115")
    city: str = required("ort", "Town", "Berlin")
    extra: Name = fact("zusatz", "Further line: floor, rear building", "Hinterhaus, 2. Etage")
    country: str = fact("land", "Country, when not Germany", "Österreich")

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the address, as on a letter."""
        parts = (self.extra, self.street, f"{self.postcode} {self.city}".strip(), self.country)
        return tuple(part for part in parts if part)


class Body(Record):
    """A chamber, authority or insurer; in a file the name is enough if it is in the built-in table."""

    name: Name = required("name", "Full name", "Ärztekammer Berlin")
    address: Address | None = fact("anschrift", "Where it is")
    phone: Phone | None = fact("telefon", "Phone")
    email: Email | None = fact("email", "E-mail")
    url: Url | None = fact("url", "Website")


class Rulebook(Record):
    """A law or code of conduct that governs the profession."""

    name: Name = required("name", "Name of the rules", "Berufsordnung")
    url: Url | None = fact("url", "Where to read them")


class Liability(Record):
    """Professional liability insurance (§ 2 DL-InfoV)."""

    insurer: str = required("versicherer", "Insurer", "Muster Versicherung AG")
    address: Address | None = fact("anschrift", "Its address")
    area: Text = fact("geltungsbereich", "Where it applies", "Deutschland")


class Register(Record):
    """An entry in a register (Handels-, Partnerschaftsregister)."""

    court: str = required("gericht", "Court", "Amtsgericht Charlottenburg")
    number: str = required("nummer", "Number", "PR 123")
    kind: Name = fact("art", "Register", "Partnerschaftsregister")


class Owner(Record):
    """A natural person responsible for the practice; in a file the name is enough."""

    name: str = required("name", "Full first and last name with title", "Dr. med. Ada Beispiel")
    title: Name = fact("berufsbezeichnung", "Statutory title, when it differs between owners", "Ärztin")


class Profession(Record):
    """The profession, as required in the Impressum (§ 5 (1) no. 3, 5, 6 DDG)."""

    kind: Literal[
        "arzt", "zahnarzt", "psychotherapie", "physiotherapie", "ergotherapie", "logopaedie", "hebamme",
        "heilpraktiker", "podologie", "diaetassistenz", "tierarzt", "sonstige",
    ] = required("art", "Profession")  # fmt: skip
    title: Name = fact("bezeichnung", "Statutory professional title", "Ärztin")
    state: Name = fact("staat", "State that conferred it", "Bundesrepublik Deutschland")
    specialty: Name = fact("fachgebiet", "Specialty", "Fachärztin für Allgemeinmedizin")
    people: tuple[Word, ...] = fact(
        "personen", "Whose profession it is, when there are several", "[Ada Beispiel]"
    )
    restriction: Name = fact(
        "beschraenkt_auf", "Heilpraktiker: field the permission is limited to", "Psychotherapie"
    )
    chamber: Body | None = fact("kammer", "Chamber; its name, or name with address")
    supervisor: Body | None = fact("aufsicht", "Supervisory authority")
    statutory: bool | None = fact("kassenzulassung", "Admitted to the statutory health insurance?")
    association: Body | None = fact("kv", "Kassen(zahn)ärztliche Vereinigung")
    licensing: Body | None = fact("approbationsbehoerde", "Authority that licensed")
    rules: tuple[Rulebook, ...] = fact("regeln", "Rules of the profession, with addresses")
    vat_id: str = fact("ust_id", "VAT identification number, never the tax number", "DE123456789")
    business_id: str = fact("w_idnr", "Wirtschafts-Identifikationsnummer", "DE123456789-00001")
    liability: Liability | None = fact("haftpflicht", "Professional liability insurance")


class Location(Record):
    """A further location of the practice."""

    name: Name = required("name", "Name of the location", "Filiale Musterstadt")
    address: Address = required("anschrift", "Its address")
    phone: Phone | None = fact("telefon", "Its phone")
    fax: Phone | None = fact("fax", "Its fax")
    email: Email | None = fact("email", "Its e-mail")
    directions: Directions | None = fact("anfahrt", "How to get to this place")
    premises: Premises | None = fact("barrierefreiheit", "What one meets in its rooms")
    note: Text = fact("hinweis", "A further sentence", "Hier nur nach Vereinbarung.")

    @property
    def id(self) -> str:
        """The fragment for links to it."""
        return "standort-" + re.sub(r"\W+", "-", self.name.lower()).strip("-")


class Emergency(Record):
    """A further emergency number, beside 112 and 116117."""

    name: Text = required("name", "Whom one reaches", "Giftnotruf Berlin")
    phone: Phone = required("telefon", "The number", "030 19240")
    note: Text = fact("hinweis", "When to call", "Tag und Nacht")


class Insurance(Record):
    """Which patients the practice treats, by insurance."""

    statutory: bool | None = fact("gesetzlich", "Patients with statutory insurance?")
    private: bool | None = fact("privat", "Privately insured patients?")
    self_pay: bool | None = fact("selbstzahler", "Patients who pay themselves?")
    employers: bool | None = fact("bg", "Accidents at work (BG)?")
    insurers: tuple[Text, ...] = fact(
        "namen", "Insurers by name, when not all", "[AOK Rheinland/Hamburg, Barmer]"
    )
    note: Markdown = fact("hinweis", "A further sentence", "Auch Heilfürsorge der Bundespolizei.")


class NewPatients(Record):
    """Whether new patients are accepted; in a file `ja`, `nein` or `warteliste` is enough."""

    accepted: Literal["ja", "nein", "warteliste"] = required("aufnahme", "Are new patients taken on?")
    checked: dt.date | None = fact("stand", "Day on which this was true", "25.11.2026")
    waiting: Text = fact("wartezeit", "How long one waits", "etwa sechs Monate")
    note: Markdown = fact(
        "hinweis",
        "What else to know: whom to call, for whom there are places",
        "Plätze gibt es zurzeit in der Gruppe.",
    )


class Practice(Record):
    """The practice: name, owners, address, contact."""

    name: Name = required("name", "Name of the practice", "Hausarztpraxis Beispiel")
    claim: Text = fact("untertitel", "A line below the name", "Allgemeinmedizin am Marktplatz")
    professions: tuple[Profession, ...] = required(
        "beruf", "The profession and what the Impressum must say of it; a list when several work here"
    )
    legal_form: Literal[
        "", "einzelpraxis", "gemeinschaftspraxis", "praxisgemeinschaft", "gbr", "partg", "partgmbb", "gmbh",
        "ggmbh", "ug", "ag", "eg", "kg", "egbr", "ohg", "ev", "sonstige",
    ] = fact("rechtsform", "Legal form")  # fmt: skip
    company: str = fact(
        "firma", "Name of the company with its legal form, when `name` is a trade name", "Muster MVZ GmbH"
    )
    mvz: bool = fact("mvz", "Medizinisches Versorgungszentrum, in whatever legal form")
    owners: tuple[Owner, ...] = fact("inhaber", "Owner or owners, full names")
    representatives: tuple[str, ...] = fact(
        "vertretungsberechtigt", "Who represents the company", "[Ada Beispiel]"
    )
    medical_director: str = fact(
        "aerztliche_leitung", "Medical or dental director (MVZ)", "Dr. med. Ada Beispiel"
    )
    register: Register | None = fact("register", "Entry in a register")
    carrier: Literal["privat", "oeffentlich", "kirche-ev", "kirche-kath"] = fact(
        "traeger", "Carrier; church carriers are under church data protection law", default="privat"
    )
    country: Literal["de", "at", "ch"] = fact("land", "Country whose law applies", default="de")
    state: State | None = fact("bundesland", "Bundesland", "Berlin")
    timezone: str = fact("zeitzone", "Time zone", "Europe/Berlin", default="Europe/Berlin")
    address: Address | None = fact("anschrift", "Street address, no P.O. box")
    phone: Phone | None = fact("telefon", "Main phone number", "030 23125000")
    mobile: Phone | None = fact("mobil", "Mobile number, beside the main one", "0176 12345678")
    fax: Phone | None = fact("fax", "Fax")
    email: Email | None = fact("email", "E-mail address")
    website: Url | None = fact("website", "Address of this site", "https://www.praxis-beispiel.de/")
    contact_form: str = fact("kontaktformular", "Page with your own contact form", "kontakt.md")
    locations: tuple[Location, ...] = fact("standorte", "Further locations")
    spoken: tuple[Tongue, ...] = fact("sprachen", "Languages spoken in the practice", "[Deutsch, Türkisch]")
    insurance: Insurance | None = fact("kassen", "Whom you treat")
    new_patients: NewPatients | None = fact("neue_patienten", "Are new patients taken on?")
    suited_numbers: bool = fact(
        "notrufe", "Show numbers that suit profession and Land (poison, crisis) below your own?", default=True
    )
    emergency: tuple[Emergency, ...] = fact("notfall", "Further emergency numbers")
    founded: int | None = fact("seit", "Year of foundation", "1998")

    @property
    def profession(self) -> Profession:
        """The main profession: the first one."""
        return self.professions[0]

    @property
    def for_animals(self) -> bool:
        """Whether its patients are animals: they have no health data, and the numbers for people are none for them."""
        return all(
            one.kind == "tierarzt"
            or (one.kind == "sonstige" and of_animals(f"{one.title} {one.specialty} {self.name}"))
            for one in self.professions
        )

    @property
    def on_call(self) -> bool:
        """Whether 116 117 is the on-call service for its patients: people, in Germany."""
        return self.country == "de" and not self.for_animals
