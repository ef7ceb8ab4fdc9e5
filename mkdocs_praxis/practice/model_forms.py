"""Facts about forms on the site: `webformulare:` in rechtliches.yml."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import Email, Name, Record, Text, Word, fact

Basis = Literal["", "vertrag", "einwilligung", "interesse"]
Kind = Literal["", "newsletter", "rueckruf", "rezept", "ueberweisung", "aufnahme", "kontakt", "bewerbung"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFact(Record):
    """How the data of a form on the site is processed."""

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
        "interesse",
        "Which legitimate interest, with `rechtsgrundlage: interesse`",
        default="",
        example="Anfragen zu beantworten",
    )
    recipient: Name = fact(
        "empfaenger",
        "Who receives it; a processor's name when not yourself",
        default="",
        example="Muster Formulare GmbH",
    )
    health: bool = fact("gesundheitsdaten", "Can health data be written into it?", default=False)
    encryption: Text = fact("verschluesselung", "How it is protected on its way", default="", example="TLS")
    retention: Text = fact("aufbewahrung", "How long it is kept", default="", example="6 Monate")
    double_opt_in: bool | None = fact(
        "bestaetigung", "Newsletter: is the address confirmed by a mail first (double opt-in)?", default=None
    )
    withdrawal: Text = fact(
        "abmeldung", "Newsletter: how one leaves it", default="", example="Link am Ende jeder Ausgabe"
    )
