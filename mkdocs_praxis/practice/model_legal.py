"""Facts for the legal pages that cannot be derived: hosting, contracts, data protection officer, scope of laws."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.model_practice import Address
from mkdocs_praxis.practice.model_visit import transfer
from mkdocs_praxis.practice.values import (
    Country,
    Email,
    Markdown,
    Name,
    Phone,
    Record,
    Text,
    Url,
    Word,
    fact,
    required,
)

Basis = Literal["", "vertrag", "einwilligung", "interesse"]
Kind = Literal["", "newsletter", "rueckruf", "rezept", "ueberweisung", "aufnahme", "kontakt", "bewerbung"]


class FormFact(Record):
    """How the data of a form on the site is processed."""

    page: str = required("seite", "Page with the form", "rueckruf.md")
    purpose: Text = required("zweck", "What for", "Rückruf")
    kind: Kind = fact(
        "art", "`newsletter`: asks for consent to mails; the others are forms of the shipped handler"
    )
    handler: Literal["", "php"] = fact(
        "versand", "`php`: the shipped handler on your own web space mails it to your box"
    )
    certificate: str = fact(
        "zertifikat",
        "S/MIME certificate (PEM) below docs/ for which health data is encrypted",
        "formular.pem",
    )
    sender: Email | None = fact("absender", "Sender of these mails, when not the practice's own address")
    tested: dt.date | None = fact("geprueft", "Day on which a test message arrived in your box")
    fields: tuple[Word, ...] = fact("felder", "What is asked, as the form names it", "[Name, Telefonnummer]")
    basis: Basis = fact(
        "rechtsgrundlage",
        "`vertrag` (Art. 6 (1) (b) GDPR: also what prepares one), `einwilligung` (a) or `interesse` (f)",
        "vertrag",
    )
    interest: Text = fact(
        "interesse", "Which legitimate interest, with `rechtsgrundlage: interesse`", "Anfragen zu beantworten"
    )
    recipient: Name = fact(
        "empfaenger", "Who receives it; a processor's name when not yourself", "Muster Formulare GmbH"
    )
    health: bool = fact("gesundheitsdaten", "Can health data be written into it?")
    encryption: Text = fact("verschluesselung", "How it is protected on its way", "TLS")
    retention: Text = fact("aufbewahrung", "How long it is kept", "6 Monate")
    double_opt_in: bool | None = fact(
        "bestaetigung", "Newsletter: is the address confirmed by a mail first (double opt-in)?"
    )
    withdrawal: Text = fact("abmeldung", "Newsletter: how one leaves it", "Link am Ende jeder Ausgabe")


class Logs(Record):
    """The logs of the web server."""

    fields: tuple[Word, ...] = fact(
        "felder", "What is logged", "[IP-Adresse, Datum und Uhrzeit, Adresse der Seite]"
    )
    ip: Literal["", "gekuerzt", "voll", "keine"] = fact("ip", "IP addresses")
    evaluation: Text = fact(
        "auswertung", "What you count in it, without reference to persons", "Aufrufe je Seite und Woche"
    )
    days: int | None = fact("tage", "Days until deletion", "7")


class Hosting(Record):
    """The hosting provider (Art. 28 GDPR)."""

    provider: str = required("anbieter", "Company", "Beispielhoster GmbH")
    address: Address | None = fact("anschrift", "Its address")
    country: Country | None = fact("land", "Country of the company", "Deutschland")
    contract: dt.date | None = fact("avv", "Date of the processor contract")
    secrecy: dt.date | None = fact("geheimhaltung", "Date of the secrecy obligation (§ 203 StGB)")
    logs: Logs | None = fact("logs", "What is logged, for how long")
    third_country: Name = transfer("EU-US Data Privacy Framework")


class Mailbox(Record):
    """The mail provider."""

    provider: str = required("anbieter", "Company", "Muster Mail GmbH")
    address: Address | None = fact("anschrift", "Its address")
    country: Country | None = fact("land", "Country of the company", "Deutschland")
    contract: dt.date | None = fact("avv", "Date of the processor contract")
    secrecy: dt.date | None = fact("geheimhaltung", "Date of the secrecy obligation (§ 203 StGB)")
    third_country: Name = transfer()
    retention: Text = fact("aufbewahrung", "How long mail is kept", "6 Monate nach Erledigung")


class DataProtectionOfficer(Record):
    """The data protection officer, or the statement that none is required (§ 38 BDSG, Art. 37 GDPR)."""

    appointed: bool = required("benannt", "Is one appointed?")
    name: str = fact("name", "Name (may be left out)", "Ben Muster")
    address: Address | None = fact("anschrift", "Address")
    phone: Phone | None = fact("telefon", "Phone")
    email: Email | None = fact("email", "E-mail")


class Processor(Record):
    """A further processor of the site's data: DNS, backup, forms."""

    name: str = required("name", "Company", "Muster Backup GmbH")
    purpose: Text = required("zweck", "What for", "Datensicherung")
    address: Address | None = fact("anschrift", "Its address")
    country: Country | None = fact("land", "Country of the company", "Deutschland")
    contract: dt.date | None = fact("avv", "Date of the processor contract")
    secrecy: dt.date | None = fact("geheimhaltung", "Date of the secrecy obligation (§ 203 StGB)")
    third_country: Name = transfer()


class Treatment(Record):
    """Facts for the information sheet on data in treatment, beyond those common to the profession."""

    recipients: tuple[Word, ...] = fact(
        "empfaenger",
        "Who else gets data of patients because their treatment needs it",
        "[Labor Beispiel in Berlin]",
    )
    billing: str = fact(
        "verrechnungsstelle",
        "Who writes your private bills; patients are asked before",
        "Verrechnungsstelle Beispiel GmbH",
    )
    xray: bool | None = fact("roentgen", "Do you take X-ray pictures? They are kept by § 85 StrlSchG")
    retention: Text = fact(
        "aufbewahrung", "What is kept longer than ten years, and why", "Geburtsberichte 30 Jahre"
    )


class Embedded(Record):
    """Third-party content that an allowance in mkdocs.yml permits: the privacy notice must name it."""

    host: str = required("host", "The host, as in `allow:`", "maps.example.net")
    provider: str = required("anbieter", "Company behind it", "Kartendienst GmbH")
    purpose: Text = required("zweck", "What for", "Karte der Anfahrt")
    basis: Basis = required("rechtsgrundlage", "`einwilligung`, `vertrag` or `interesse`", "interesse")
    interest: Text = fact(
        "interesse", "Which legitimate interest, with `rechtsgrundlage: interesse`", "Anfahrt zu zeigen"
    )
    address: Address | None = fact("anschrift", "Its address")
    country: Country | None = fact("land", "Country of the company", "Deutschland")
    contract: dt.date | None = fact("avv", "Date of the processor contract")
    third_country: Name = transfer()


class Storage(Record):
    """Data stored on the visitor's device at the visitor's request (§ 25 (2) no. 2 TDDDG)."""

    name: str = required("name", "Name of the entry", "schrift")
    purpose: Text = required("zweck", "What for", "merkt sich die Schriftgröße")
    duration: Text = fact("dauer", "How long", "bis Sie sie löschen")


class Applications(Record):
    """How job applications are processed."""

    retention_months: int | None = fact("aufbewahrung_monate", "Months until deletion after a refusal", "6")


class Accessibility(Record):
    """Accessibility of the site, and whether the Barrierefreiheitsstärkungsgesetz applies."""

    employees: float | None = fact("beschaeftigte_jae", "Employees in annual work units", "4.5")
    small_turnover: bool | None = fact("umsatz_unter_2mio", "Turnover or balance of at most 2 million euros?")
    booking: Literal["", "keine", "link", "eingebettet"] = fact(
        "buchung", "Online booking: none, only a link, or on the site itself"
    )
    form: bool | None = fact("formular", "Can contracts be started by a form on the site?")
    service: Text = fact("dienstleistung", "What can be agreed on the site (Anlage 3 BFSG)", "Terminanfragen")
    how: Text = fact(
        "ablauf", "How that works, step by step (Anlage 3 BFSG)", "Sie wählen einen Tag und bestätigen ihn."
    )
    barriers: tuple[Text, ...] = fact(
        "bekannte_barrieren",
        "Known barriers of the site",
        "[Der Plan der Anfahrt hat nur eine kurze Beschreibung.]",
    )
    tested: dt.date | None = fact("geprueft", "When the site was tested")
    method: Text = fact("pruefverfahren", "How it was tested", "Selbsttest mit Tastatur und NVDA")
    contact: Name = fact("kontakt", "Whom to tell about barriers", "Ada Beispiel")


class Arbitration(Record):
    """Consumer arbitration (§ 36 VSBG)."""

    participates: bool = required("teilnahme", "Do you take part in arbitration?")
    body: Name = fact("stelle", "Which body, when you do", "Universalschlichtungsstelle des Bundes")
    employees: int | None = fact("beschaeftigte", "Employees on 31 December of last year", "8")


class Editor(Record):
    """The natural person responsible for articles (§ 18 (2) MStV)."""

    name: str = required("name", "Full name", "Ada Beispiel")
    address: Address | None = fact("anschrift", "Address, when not the practice's")


class Profile(Record):
    """A profile of the practice on a platform."""

    network: str = required("netz", "Platform", "Instagram")
    url: Url = required("url", "Address of the profile")
    reason: Name = fact("begruendung", "Why it is needed", "Auszubildende suchen dort")
    alternative: str = fact("alternative", "Page of this site with the same content", "aktuelles.md")


class Social(Record):
    """The practice's stance on social media. Only `policy:` in mkdocs.yml decides whether links to it are allowed."""

    text: Markdown = fact(
        "text", "Your stance in your own words; shown by `::: praxis haltung`", "Wir sind in keinem Netzwerk."
    )
    profiles: tuple[Profile, ...] = fact("profile", "Profiles; only with `policy: standard` in mkdocs.yml")


class ImageCredit(Record):
    """Author and licence of an image (§ 13 UrhG)."""

    file: str = required("datei", "Picture below docs/; `*` for several", "bilder/*.jpg")
    author: str = required("urheber", "Who made it", "Ada Beispiel")
    licence: Name = fact("lizenz", "Licence", "CC BY 4.0")
    source: Name = fact("quelle", "Where it comes from", "eigene Aufnahme")
    url: Url | None = fact("url", "Address of the source or licence")
    title: Name = fact("titel", "Title of the picture", "Die Anmeldung")
