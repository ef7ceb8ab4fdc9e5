"""Facts about forms on the site: `webformulare:` in rechtliches.yml."""

import datetime as dt
from typing import Literal

from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.practice.values import Email, Name, Record, Text, Word, fact, required

Basis = Literal["", "vertrag", "einwilligung", "interesse"]
Kind = Literal["", "newsletter", "rueckruf", "rezept", "ueberweisung", "aufnahme", "kontakt", "bewerbung"]


@dataclass(frozen=True, slots=True, kw_only=True)
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
