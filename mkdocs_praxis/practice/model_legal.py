"""Facts the legal pages need that no build can find out: who runs the server, contracts, officers, scope questions."""

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from mkdocs_praxis.practice.model_practice import Address
from mkdocs_praxis.practice.values import Country, Email, Markdown, Phone, Record, Text, Url, Word, fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Logs(Record):
    """What the web server writes down."""

    fields: tuple[Word, ...] = fact(
        "felder", "What is logged", default=(), example="[IP-Adresse, Datum und Uhrzeit, Adresse der Seite]"
    )
    ip: Literal["", "gekuerzt", "voll", "keine"] = fact("ip", "IP addresses", default="")
    evaluation: Text = fact(
        "auswertung",
        "What you count in it, without reference to persons",
        default="",
        example="Aufrufe je Seite und Woche",
    )
    days: int | None = fact("tage", "Days until deletion", default=None, example="7")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosting(Record):
    """Who runs the web server (Art. 28 GDPR)."""

    provider: str = fact("anbieter", "Company", example="Beispielhoster GmbH")
    address: Address | None = fact("anschrift", "Its address", default=None)
    country: Country | None = fact("land", "Country of the company", default=None, example="Deutschland")
    contract: dt.date | None = fact("avv", "Date of the processor contract", default=None)
    secrecy: dt.date | None = fact(
        "geheimhaltung", "Date of the secrecy obligation (§ 203 StGB)", default=None
    )
    logs: Logs | None = fact("logs", "What is logged, for how long", default=None)
    third_country: str = fact(
        "drittland_grundlage",
        "Basis of the transfer, when outside the EU",
        default="",
        example="EU-US Data Privacy Framework",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox(Record):
    """Who runs the mailbox."""

    provider: str = fact("anbieter", "Company")
    address: Address | None = fact("anschrift", "Its address", default=None)
    country: Country | None = fact("land", "Country of the company", default=None, example="Deutschland")
    contract: dt.date | None = fact("avv", "Date of the processor contract", default=None)
    secrecy: dt.date | None = fact(
        "geheimhaltung", "Date of the secrecy obligation (§ 203 StGB)", default=None
    )
    third_country: str = fact("drittland_grundlage", "Basis of the transfer, when outside the EU", default="")
    retention: Text = fact(
        "aufbewahrung", "How long mail is kept", default="", example="6 Monate nach Erledigung"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class DataProtectionOfficer(Record):
    """The data protection officer, or that the need for one was examined (§ 38 BDSG, Art. 37 GDPR)."""

    appointed: bool = fact("benannt", "Is one appointed?")
    name: str = fact("name", "Name (may be left out)", default="")
    address: Address | None = fact("anschrift", "Address", default=None)
    phone: Phone | None = fact("telefon", "Phone", default=None)
    email: Email | None = fact("email", "E-mail", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Processor(Record):
    """Somebody else who processes data for the site: DNS, backup, forms."""

    name: str = fact("name", "Company")
    purpose: Text = fact("zweck", "What for")
    address: Address | None = fact("anschrift", "Its address", default=None)
    country: Country | None = fact("land", "Country of the company", default=None, example="Deutschland")
    contract: dt.date | None = fact("avv", "Date of the processor contract", default=None)
    secrecy: dt.date | None = fact(
        "geheimhaltung", "Date of the secrecy obligation (§ 203 StGB)", default=None
    )
    third_country: str = fact("drittland_grundlage", "Basis of the transfer, when outside the EU", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment(Record):
    """What the sheet on data in treatment says beside what holds for every practice of the profession."""

    recipients: tuple[Word, ...] = fact(
        "empfaenger",
        "Who else gets data of patients because their treatment needs it",
        default=(),
        example="[Labor Beispiel in Berlin]",
    )
    billing: str = fact(
        "verrechnungsstelle",
        "Who writes your private bills; patients are asked before",
        default="",
        example="Verrechnungsstelle Beispiel GmbH",
    )
    xray: bool | None = fact(
        "roentgen", "Do you take X-ray pictures? They are kept by § 85 StrlSchG", default=None
    )
    retention: Text = fact(
        "aufbewahrung",
        "What is kept longer than ten years, and why",
        default="",
        example="Geburtsberichte 30 Jahre",
    )


Basis = Literal["", "vertrag", "einwilligung", "interesse"]


Kind = Literal["", "newsletter", "rueckruf", "rezept", "ueberweisung", "aufnahme", "kontakt", "bewerbung"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFact(Record):
    """What happens to what a form on the site sends."""

    page: str = fact("seite", "Page with the form", example="rueckruf.md")
    purpose: Text = fact("zweck", "What for", example="Rückruf")
    kind: Kind = fact(
        "art",
        "`newsletter`: asks for consent to mails; the others are forms of the shipped handler",
        default="",
    )
    handler: Literal["", "php"] = fact(
        "versand", "`php`: the shipped handler on your own web space mails it to your box", default=""
    )
    certificate: str = fact(
        "zertifikat",
        "S/MIME certificate (PEM) below docs/ for which health data is encrypted",
        default="",
        example="formular.pem",
    )
    sender: Email | None = fact(
        "absender", "Sender of these mails, when not the practice's own address", default=None
    )
    tested: dt.date | None = fact("geprueft", "Day on which a test message arrived in your box", default=None)
    fields: tuple[Word, ...] = fact(
        "felder", "What is asked, as the form names it", default=(), example="[Name, Telefonnummer]"
    )
    basis: Basis = fact(
        "rechtsgrundlage",
        "`vertrag` (Art. 6 (1) (b) GDPR: also what prepares one), `einwilligung` (a) or `interesse` (f)",
        default="",
        example="vertrag",
    )
    interest: Text = fact(
        "interesse", "Which legitimate interest, with `rechtsgrundlage: interesse`", default=""
    )
    recipient: str = fact("empfaenger", "Who receives it; a processor's name when not yourself", default="")
    health: bool = fact("gesundheitsdaten", "Can health data be written into it?", default=False)
    encryption: Text = fact("verschluesselung", "How it is protected on its way", default="")
    retention: Text = fact("aufbewahrung", "How long it is kept", default="", example="6 Monate")
    double_opt_in: bool | None = fact(
        "bestaetigung", "Newsletter: is the address confirmed by a mail first (double opt-in)?", default=None
    )
    withdrawal: Text = fact(
        "abmeldung", "Newsletter: how one leaves it", default="", example="Link am Ende jeder Ausgabe"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Embedded(Record):
    """What an allowance in mkdocs.yml lets pages load from somebody else: the privacy notice must speak of it."""

    host: str = fact("host", "The host, as in `allow:`", example="maps.example.net")
    provider: str = fact("anbieter", "Company behind it", example="Kartendienst GmbH")
    purpose: Text = fact("zweck", "What for", example="Karte der Anfahrt")
    basis: Basis = fact("rechtsgrundlage", "`einwilligung`, `vertrag` or `interesse`", example="interesse")
    interest: Text = fact(
        "interesse", "Which legitimate interest, with `rechtsgrundlage: interesse`", default=""
    )
    address: Address | None = fact("anschrift", "Its address", default=None)
    country: Country | None = fact("land", "Country of the company", default=None, example="Deutschland")
    contract: dt.date | None = fact("avv", "Date of the processor contract", default=None)
    third_country: str = fact("drittland_grundlage", "Basis of the transfer, when outside the EU", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Storage(Record):
    """Something the site stores on the visitor's device because the visitor wants it (§ 25 (2) no. 2 TDDDG)."""

    name: str = fact("name", "Name of the entry")
    purpose: Text = fact("zweck", "What for")
    duration: Text = fact("dauer", "How long", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Applications(Record):
    """What happens to applications for a job."""

    retention_months: int | None = fact(
        "aufbewahrung_monate", "Months until deletion after a refusal", default=None
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility(Record):
    """Whether the Barrierefreiheitsstärkungsgesetz applies to the site, and what is known about its accessibility."""

    employees: float | None = fact("beschaeftigte_jae", "Employees in annual work units", default=None)
    small_turnover: bool | None = fact(
        "umsatz_unter_2mio", "Turnover or balance of at most 2 million euros?", default=None
    )
    booking: Literal["", "keine", "link", "eingebettet"] = fact(
        "buchung", "Online booking: none, only a link, or on the site itself", default=""
    )
    form: bool | None = fact("formular", "Can contracts be started by a form on the site?", default=None)
    service: Text = fact(
        "dienstleistung",
        "What can be agreed on the site (Anlage 3 BFSG)",
        default="",
        example="Terminanfragen",
    )
    how: Text = fact("ablauf", "How that works, step by step (Anlage 3 BFSG)", default="")
    barriers: tuple[Text, ...] = fact("bekannte_barrieren", "Known barriers of the site", default=())
    tested: dt.date | None = fact("geprueft", "When the site was tested", default=None)
    method: Text = fact(
        "pruefverfahren", "How it was tested", default="", example="Selbsttest mit Tastatur und NVDA"
    )
    contact: str = fact("kontakt", "Whom to tell about barriers", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Arbitration(Record):
    """Consumer arbitration (§ 36 VSBG)."""

    participates: bool = fact("teilnahme", "Do you take part in arbitration?")
    body: str = fact("stelle", "Which body, when you do", default="")
    employees: int | None = fact("beschaeftigte", "Employees on 31 December of last year", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor(Record):
    """The natural person responsible for articles (§ 18 (2) MStV)."""

    name: str = fact("name", "Full name")
    address: Address | None = fact("anschrift", "Address, when not the practice's", default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile(Record):
    """A profile of the practice on a platform."""

    network: str = fact("netz", "Platform", example="Instagram")
    url: Url = fact("url", "Address of the profile")
    reason: str = fact("begruendung", "Why it is needed", default="")
    alternative: str = fact("alternative", "Page of this site with the same content", default="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Social(Record):
    """The practice's stance on social media. Whether links to it are allowed, `policy:` in mkdocs.yml alone decides."""

    text: Markdown = fact("text", "Your stance in your own words; shown by `::: praxis haltung`", default="")
    profiles: tuple[Profile, ...] = fact(
        "profile", "Profiles; only with `policy: standard` in mkdocs.yml", default=()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageCredit(Record):
    """Who made a picture and under which licence it is used (§ 13 UrhG)."""

    file: str = fact("datei", "Picture below docs/; `*` for several", example="bilder/*.jpg")
    author: str = fact("urheber", "Who made it")
    licence: str = fact("lizenz", "Licence", default="", example="CC BY 4.0")
    source: str = fact("quelle", "Where it comes from", default="")
    url: Url | None = fact("url", "Address of the source or licence", default=None)
    title: str = fact("titel", "Title of the picture", default="")
