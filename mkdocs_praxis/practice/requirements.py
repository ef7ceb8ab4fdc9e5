"""Required and recommended facts: one list for `praxis todo`, for gaps in pages and for findings."""

from collections.abc import Callable
from dataclasses import dataclass

from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.practice.predicates import (
    UNDER_SECRECY,
    admitted,
    bfsg_scope,
    by_district,
    chambered,
    company_shown,
    country_known,
    each,
    insured,
    legal_form,
    linked,
    newsletters,
    of_the_land,
    on_behalf,
    phone_minutes,
    small,
    some,
    third_countries,
    unchambered,
)

# Example values in a new site, which `todo` asks to change. They reach nobody: the phone number is from a range that the
# Bundesnetzagentur reserves for fiction, the addresses end in .example (RFC 2606).
EXAMPLE_OWNERS = {"de": "Vorname Nachname", "en": "Firstname Lastname"}
EXAMPLES = {
    "street": "Musterweg 1",
    "postcode": "10115",
    "city": "Berlin",
    "phone": "030 23125999",
    "email": "praxis@praxis.example",
    "site_url": "https://www.praxis.example/",
}


@dataclass(frozen=True, slots=True)
class Requirement:
    """A required or recommended fact: key, file, reason, condition."""

    id: str
    file: str
    key: str
    label: str
    law: str
    page: str  # impressum, datenschutz, barrierefreiheit, bildnachweise, or "" for the site itself
    present: Callable[[Facts], object]
    applies: Callable[[Facts], object] = lambda _: True
    severity: str = "error"  # error: required by law; warning: probably required; note: recommended
    example: str = ""
    certainty: str = "settled"  # of the law: settled, prevailing, contested


_PRAXIS, _LEGAL = "praxis.yml", "rechtliches.yml"

# Most important first: Impressum, then privacy notice, then what patients look for.
REQUIREMENTS: tuple[Requirement, ...] = (
    Requirement("owner", _PRAXIS, "inhaber", "full name of the owner", "§ 5 Abs. 1 Nr. 1 DDG", "impressum",
                lambda f: f.practice.owners, lambda f: not legal_form(f), example="- Dr. med. Ada Beispiel"),
    Requirement("address", _PRAXIS, "anschrift", "street address", "§ 5 Abs. 1 Nr. 1 DDG", "impressum",
                lambda f: f.practice.address, example="Musterweg 1, 10115 Berlin"),
    Requirement("email", _PRAXIS, "email", "e-mail address", "§ 5 Abs. 1 Nr. 2 DDG", "impressum",
                lambda f: f.practice.email, example="praxis@example.de"),
    Requirement("phone", _PRAXIS, "telefon", "phone number, the second quick way to reach you", "§ 5 Abs. 1 Nr. 2 DDG", "impressum",
                lambda f: f.practice.phone or f.practice.contact_form, example="030 23125000"),
    Requirement("state", _PRAXIS, "bundesland", "Bundesland: it decides on authority and holidays", "Art. 13 Abs. 2 Buchst. d DSGVO",
                "datenschutz", lambda f: f.practice.state or f.authority, lambda f: f.practice.country == "de", example="Berlin"),
    Requirement("title", _PRAXIS, "beruf: bezeichnung", "statutory professional title", "§ 5 Abs. 1 Nr. 5 Buchst. b DDG", "impressum",
                each(lambda p: p.title), example="Ärztin"),
    Requirement("title_state", _PRAXIS, "beruf: staat", "state that conferred the title", "§ 5 Abs. 1 Nr. 5 Buchst. b DDG", "impressum",
                each(lambda p: p.state), example="Bundesrepublik Deutschland"),
    Requirement("chamber", _PRAXIS, "beruf: kammer", "chamber you belong to", "§ 5 Abs. 1 Nr. 5 Buchst. a DDG", "impressum",
                each(lambda p: p.chamber, chambered), some(chambered), example="Ärztekammer Berlin"),
    Requirement("rules", _PRAXIS, "beruf: regeln", "rules of the profession and where to read them", "§ 5 Abs. 1 Nr. 5 Buchst. c DDG",
                "impressum", each(lambda p: any(rule.url for rule in p.rules)), example='- {name: Berufsordnung, url: "https://www.kammer.example/berufsordnung"}'),
    Requirement("own_rules", _PRAXIS, "beruf: regeln", "rules of your Land and chamber: Heilberufsgesetz, Berufsordnung, with their address",
                "§ 5 Abs. 1 Nr. 5 Buchst. c DDG", "", each(lambda p: any(map(of_the_land, p.rules)), chambered),
                some(chambered), "warning", example='- {name: Berufsordnung, url: "https://www.kammer.example/berufsordnung"}', certainty="prevailing"),
    Requirement("rules_reachable", _PRAXIS, "beruf: regeln: url", "where to read each of the rules", "§ 5 Abs. 1 Nr. 5 Buchst. c DDG", "",
                each(lambda p: all(rule.url for rule in p.rules)), some(lambda p: p.rules)),
    Requirement("supervisor", _PRAXIS, "beruf: aufsicht", "supervisory authority, where your activity needs an admission; ask the office that licensed you, and write keine if there is none",
                "§ 5 Abs. 1 Nr. 3 DDG", "", each(lambda p: p.supervisor, unchambered), some(unchambered),
                "warning", example='{name: Gesundheitsamt Musterstadt, anschrift: "Amtsweg 1, 10115 Musterstadt"}', certainty="contested"),
    Requirement("district", _PRAXIS, "beruf: aufsicht", "Bezirksverband: in Bavaria it supervises the profession, not the chamber",
                "Art. 38, 39 BayHKaG, § 5 Abs. 1 Nr. 3 DDG", "", each(lambda p: p.supervisor, by_district),
                lambda f: f.practice.state == "BY" and some(by_district)(f), "warning",
                example="Ärztlicher Bezirksverband Oberbayern", certainty="prevailing"),
    Requirement("statutory", _PRAXIS, "beruf: kassenzulassung", "whether you are admitted to the statutory insurance", "§ 5 Abs. 1 Nr. 3 DDG",
                "", each(lambda p: p.statutory is not None, insured), some(insured),
                "warning", example="ja"),
    Requirement("association", _PRAXIS, "beruf: kv", "Kassen(zahn)ärztliche Vereinigung", "§ 5 Abs. 1 Nr. 3 DDG", "impressum",
                each(lambda p: p.association, admitted),
                some(admitted), example="KV Berlin"),
    Requirement("company", _PRAXIS, "firma", "full name of the company with its legal form", "§ 5 Abs. 1 Nr. 1 DDG", "impressum",
                company_shown, legal_form, example="Muster MVZ GmbH"),
    Requirement("representatives", _PRAXIS, "vertretungsberechtigt", "who represents the company", "§ 5 Abs. 1 Nr. 1 DDG", "impressum",
                lambda f: f.practice.representatives, legal_form, example="[Dr. med. Ada Beispiel]"),
    Requirement("register", _PRAXIS, "register", "register entry of the company", "§ 5 Abs. 1 Nr. 4 DDG", "impressum",
                lambda f: f.practice.register, legal_form, example="{gericht: Amtsgericht Charlottenburg, nummer: HRB 1, art: Handelsregister}"),
    Requirement("partners", _PRAXIS, "inhaber", "all owners: a company of persons names each of them; of one alone the form is `einzelpraxis`", "§ 5 Abs. 1 Nr. 1 DDG", "",
                lambda f: len(f.practice.owners) > 1,
                lambda f: f.practice.legal_form in {"gbr", "egbr", "gemeinschaftspraxis", "partg", "partgmbb", "praxisgemeinschaft"},
                "warning", certainty="prevailing"),
    Requirement("medical_director", _PRAXIS, "aerztliche_leitung", "medical or dental director of the MVZ", "§ 95 Abs. 1 SGB V",
                "", lambda f: f.practice.medical_director, lambda f: f.practice.mvz, "note", example="Dr. med. Ada Beispiel", certainty="contested"),
    Requirement("editor", _LEGAL, "redaktion", "natural person responsible for articles", "§ 18 Abs. 2 MStV", "impressum",
                lambda f: f.editor, lambda f: any(len(n.text) > 1500 for n in f.notices), "warning", example="Dr. med. Ada Beispiel"),
    Requirement("licensing", _PRAXIS, "beruf: approbationsbehoerde", "authority that granted your licence", "§ 5 Abs. 1 Nr. 3 DDG", "",
                each(lambda p: p.licensing, chambered), some(chambered), "note", example="Bezirksregierung Musterstadt", certainty="contested"),
    Requirement("hosting", _LEGAL, "hosting", "company that runs the web server", "Art. 13 Abs. 1 Buchst. e DSGVO", "datenschutz",
                lambda f: f.hosting, example="anbieter: Beispielhoster GmbH"),
    Requirement("hosting_contract", _LEGAL, "hosting: avv", "processor contract with the host", "Art. 28 Abs. 3 DSGVO", "datenschutz",
                lambda f: f.hosting and f.hosting.contract, lambda f: f.hosting, example="01.03.2026"),
    Requirement("logs", _LEGAL, "hosting: logs: felder", "what the web server logs", "Art. 13 Abs. 1 Buchst. c DSGVO", "datenschutz",
                lambda f: f.hosting and f.hosting.logs and f.hosting.logs.fields, example="[IP-Adresse, Datum und Uhrzeit]"),
    Requirement("log_days", _LEGAL, "hosting: logs: tage", "days until the logs are deleted", "Art. 13 Abs. 2 Buchst. a DSGVO", "datenschutz",
                lambda f: f.hosting and f.hosting.logs and f.hosting.logs.days is not None, example="7"),
    Requirement("third_country", _LEGAL, "drittland_grundlage", "basis of the transfer outside the EU", "Art. 13 Abs. 1 Buchst. f DSGVO",
                "datenschutz", lambda f: all(one.third_country for one in third_countries(f)), third_countries,
                example="EU-US Data Privacy Framework"),
    Requirement("country", _LEGAL, "land", "country of each company that gets data", "Art. 13 Abs. 1 Buchst. f DSGVO", "",
                country_known, lambda f: f.hosting or f.mailbox or f.processors or f.embedded, "warning", example="Deutschland"),
    Requirement("health_basis", _LEGAL, "gesundheitsdaten", "on which basis you process health data: § 203 StGB may not bind your profession (it does not bind Heilpraktiker)",
                "Art. 9 Abs. 2, 3 DSGVO", "datenschutz", lambda f: f.health_basis,
                lambda f: not f.practice.for_animals and some(lambda p: p.kind not in UNDER_SECRECY)(f), example="einwilligung", certainty="contested"),
    Requirement("mailbox", _LEGAL, "post: anbieter", "company that runs the mailbox", "Art. 13 Abs. 1 Buchst. e DSGVO", "datenschutz",
                lambda f: f.mailbox, lambda f: f.practice.email, example="Beispielpost AG"),
    Requirement("mailbox_contract", _LEGAL, "post: avv", "processor contract for the mailbox", "Art. 28 Abs. 3 DSGVO", "datenschutz",
                lambda f: f.mailbox and f.mailbox.contract, lambda f: f.mailbox, example="01.03.2026"),
    Requirement("mail_retention", _LEGAL, "post: aufbewahrung", "how long messages are kept", "Art. 13 Abs. 2 Buchst. a DSGVO", "datenschutz",
                lambda f: f.mailbox and f.mailbox.retention, lambda f: f.practice.email, example="6 Monate nach Erledigung"),
    Requirement("dpo", _LEGAL, "dsb", "whether a data protection officer is appointed", "§ 38 BDSG, Art. 37 DSGVO", "",
                lambda f: f.dpo, severity="warning", example="benannt: nein"),
    Requirement("booking_role", "termine.yml", "termin: online: rolle", "role of the booking provider", "Art. 13 DSGVO", "datenschutz",
                linked("booking", lambda one: one.role), linked("booking"), example="eigenes_konto"),
    Requirement("portal_role", "termine.yml", "rezept: portal: rolle", "role of the ordering provider", "Art. 13 DSGVO", "datenschutz",
                linked("portal", lambda one: one.role), linked("portal"), example="auftrag"),
    Requirement("booking_alternative", "termine.yml", "termin: alternative", "another way beside online booking", "DSK 16.06.2025", "",
                lambda f: f.booking and (f.booking.alternative or f.booking.phone or f.practice.phone), linked("booking"), example="Telefon"),
    Requirement("booking_contract", "termine.yml", "termin: online: avv", "processor contract with the booking provider", "Art. 28 Abs. 3 DSGVO",
                "datenschutz", linked("booking", lambda one: one.contract), linked("booking", on_behalf), example="01.03.2026"),
    Requirement("portal_contract", "termine.yml", "rezept: portal: avv", "processor contract with the ordering provider", "Art. 28 Abs. 3 DSGVO",
                "datenschutz", linked("portal", lambda one: one.contract), linked("portal", on_behalf), example="01.03.2026"),
    Requirement("processor_contract", _LEGAL, "dienstleister: avv", "processor contract with each provider", "Art. 28 Abs. 3 DSGVO", "datenschutz",
                lambda f: all(one.contract for one in f.processors), lambda f: f.processors, example="01.03.2026"),
    Requirement("form_retention", _LEGAL, "webformulare: aufbewahrung", "how long entries of forms are kept", "Art. 13 Abs. 2 Buchst. a DSGVO",
                "datenschutz", lambda f: all(form.retention for form in f.forms), lambda f: f.forms),
    Requirement("form_basis", _LEGAL, "webformulare: rechtsgrundlage", "legal basis of each form", "Art. 13 Abs. 1 Buchst. c DSGVO", "datenschutz",
                lambda f: all(form.basis for form in f.forms), lambda f: f.forms, example="vertrag"),
    Requirement("form_opt_in", _LEGAL, "webformulare: bestaetigung", "whether a newsletter's address is confirmed first", "§ 7 UWG, Art. 7 Abs. 1 DSGVO",
                "datenschutz", lambda f: all(form.double_opt_in is not None for form in newsletters(f)), newsletters, example="ja",
                certainty="prevailing"),
    Requirement("form_withdrawal", _LEGAL, "webformulare: abmeldung", "how one leaves the newsletter", "Art. 7 Abs. 3 DSGVO", "datenschutz",
                lambda f: all(form.withdrawal for form in newsletters(f)), newsletters, example="Link am Ende jeder Ausgabe"),
    Requirement("form_certificate", _LEGAL, "webformulare: zertifikat", "certificate for which the form encrypts what tells of health: without it the form is not shown",
                "Art. 9, 32 DSGVO, § 203 StGB", "", lambda f: all(form.certificate for form in f.forms if form.handler and form.health),
                lambda f: any(form.handler and form.health for form in f.forms), example="formular.pem", certainty="prevailing"),
    Requirement("form_tested", _LEGAL, "webformulare: geprueft", "day on which a test message of each form arrived in your box", "", "",
                lambda f: all(form.tested for form in f.forms if form.handler), lambda f: any(form.handler for form in f.forms), "note", example="20.11.2026"),
    Requirement("applications", _LEGAL, "bewerbungen: aufbewahrung_monate", "months applications are kept", "Art. 13 Abs. 2 Buchst. a DSGVO",
                "datenschutz", lambda f: f.applications and f.applications.retention_months, lambda f: f.jobs, example="6"),
    Requirement("secrecy", _LEGAL, "geheimhaltung", "secrecy obligation of each processor", "§ 203 StGB", "",
                lambda f: all(p.secrecy for p in (f.hosting, f.mailbox, *f.processors) if p),
                lambda f: (f.hosting or f.mailbox or f.processors) and some(lambda p: p.kind in UNDER_SECRECY)(f), "warning", example="01.03.2026", certainty="prevailing"),
    Requirement("arbitration", _LEGAL, "schlichtung", "whether you take part in consumer arbitration", "§ 36 VSBG", "",
                lambda f: f.arbitration, lambda f: not small(f), "note",
                example="{teilnahme: nein, beschaeftigte: 6}", certainty="contested"),
    Requirement("arbitration_body", _LEGAL, "schlichtung: stelle", "arbitration body with its address and website", "§ 36 Abs. 1 Nr. 2 VSBG", "impressum",
                lambda f: f.arbitration and f.arbitration.body, lambda f: f.arbitration and f.arbitration.participates,
                example="Schlichtungsstelle, Musterweg 1, 10115 Berlin, www.schlichtung.example"),
    Requirement("bfsg", _LEGAL, "bfsg: buchung", "questions that decide whether the BFSG applies", "§ 1 Abs. 3 BFSG", "",
                lambda f: f.bfsg and f.bfsg.booking, severity="warning", example="link", certainty="prevailing"),
    Requirement("bfsg_service", _LEGAL, "bfsg: dienstleistung", "what can be agreed on the site", "Anlage 3 Nr. 1 BFSG", "barrierefreiheit",
                lambda f: f.bfsg and f.bfsg.service, lambda f: bfsg_scope(f) == "booking", example="Terminanfragen"),
    Requirement("bfsg_how", _LEGAL, "bfsg: ablauf", "how that works", "Anlage 3 Nr. 1 BFSG", "barrierefreiheit",
                lambda f: f.bfsg and f.bfsg.how, lambda f: bfsg_scope(f) == "booking"),
    Requirement("accessibility_test", _LEGAL, "bfsg: geprueft", "day a person tested the site's accessibility", "", "barrierefreiheit",
                lambda f: f.bfsg and f.bfsg.tested, severity="warning", example="10.11.2026"),
    Requirement("profile_reason", _LEGAL, "social: profile: begruendung", "why you need each profile; nobody but you and your data protection officer reads it",
                "Art. 5 Abs. 2 DSGVO", "", lambda f: all(one.reason for one in f.social.profiles) if f.social else True,
                lambda f: f.social and f.social.profiles, "note", certainty="contested"),
    Requirement("photo_consent", "team.yml", "team: foto_einwilligung", "consent to the photos", "§ 22 KUG", "",
                lambda f: all(p.photo_consent for p in f.team if p.photo), lambda f: any(p.photo for p in f.team), "warning"),
    Requirement("hours", "zeiten.yml", "sprechzeiten", "consulting hours", "", "", lambda f: f.hours, severity="warning",
                example="Mo-Fr: 8:00-12:00"),
    Requirement("phone_hours", "zeiten.yml", "telefonzeiten", "phone hours", "", "", lambda f: f.phone_hours or any(one.kind == "telefon" for one in f.hours), severity="note",
                example="Mo-Fr: 8:00-12:00"),
    Requirement("treatment", _LEGAL, "behandlung", "data of patients in treatment: who else gets them, what is kept longer",
                "Art. 13 DSGVO", "patienteninformation", lambda f: f.treatment, lambda f: not f.practice.for_animals, "note",
                example="{empfaenger: [Labor Beispiel in Berlin], roentgen: nein}"),
    Requirement("premises", "anfahrt.yml", "barrierefreiheit", "what one meets in the rooms: steps, doors, lift", "", "barrierefreiheit",
                lambda f: f.premises, severity="note", example="stufen: 0"),
    Requirement("services", "leistungen.yml", "leistungen", "what you offer", "", "", lambda f: f.services, severity="note", example="- name: Impfungen"),
    Requirement("team", "team.yml", "team", "the people of the practice", "", "", lambda f: f.team, severity="note", example="- name: Dr. med. Ada Beispiel"),
    Requirement("directions", "anfahrt.yml", "anfahrt", "how to get there", "", "", lambda f: f.directions, severity="note", example="text: Bus 12 bis Marktplatz"),
    Requirement("on_call", _PRAXIS, "notfall", "on-call service of the doctors", "", "", lambda f: f.practice.emergency,
                lambda f: not f.practice.for_animals and not f.practice.on_call, "note", example="- {name: Ärztefunkdienst, telefon: 141}"),
    Requirement("animals", _PRAXIS, "notfall", "emergency service for animals", "", "", lambda f: f.practice.emergency,
                lambda f: f.practice.for_animals, "note", example="- {name: Tierärztlicher Notdienst, telefon: 030 23125999}"),
    Requirement("insurance", _PRAXIS, "kassen", "whom you treat", "", "", lambda f: f.practice.insurance,
                lambda f: not f.practice.for_animals, "note", example="gesetzlich: ja"),
    Requirement("new_patients", _PRAXIS, "neue_patienten", "whether new patients are taken on", "", "",
                lambda f: f.practice.new_patients or any(p.new_patients for p in f.team), severity="note", example="{aufnahme: ja, stand: 25.11.2026}"),
    Requirement("phone_minutes", "zeiten.yml", "telefonzeiten",
                "200 minutes a week on the phone (100 with half an admission), in stretches of at least 25 minutes", "Psychotherapie-Richtlinie, seit 01.04.2017 (nach KBV bei pcd-berlin.com/kbv, gelesen 26.11.2026)", "",
                lambda f: phone_minutes(f) >= 200, some(lambda p: p.kind == "psychotherapie" and p.statutory), "note",
                example="Mo-Do: 12:00-12:50", certainty="contested"),
    Requirement("cancellation_agreed", "leistungen.yml", "absage: vereinbart",
                "whether the fee is agreed in writing with each patient beforehand: a sentence on a page is no agreement",
                "§ 615 BGB; BGH 12.05.2022, III ZR 78/21", "", lambda f: f.cancellation and f.cancellation.agreed,
                lambda f: f.cancellation and f.cancellation.fee, "warning", example="ja", certainty="prevailing"),
    Requirement("prices_checked", "leistungen.yml", "preislisten: stand", "day from which each price list holds", "", "",
                lambda f: all(one.checked for one in f.price_lists), lambda f: f.price_lists, "note", example="01.11.2026"),
    Requirement("job_posted", "stellen.yml", "stellen: veroeffentlicht", "day on which each position was published, which job searches ask for", "", "",
                lambda f: all(one.posted for one in f.jobs), lambda f: f.jobs, "note", example="20.11.2026"),
    Requirement("job_until", "stellen.yml", "stellen: bis", "last day on which each position is shown", "", "",
                lambda f: all(one.until for one in f.jobs), lambda f: f.jobs, "note", example="31.01.2027"),
    Requirement("closings", "urlaub.yml", "urlaub", "the next closing and who stands in", "", "", lambda f: f.closings, severity="note", example="- {von: 24.12.2026, bis: 06.01.2027, grund: Weihnachtsurlaub}"),
)  # fmt: skip

BY_ID = {requirement.id: requirement for requirement in REQUIREMENTS}
# Gaps that are only found when a page is built.
PAGE_GAPS = {
    "credit": Requirement("credit", _LEGAL, "bilder", "author and licence of the picture", "§ 13 UrhG", "bildnachweise", lambda _: False),
    "embedded": Requirement("embedded", _LEGAL, "einbindungen", "who is behind a host that pages load from, and what for",
                            "Art. 13 DSGVO", "datenschutz", lambda _: False),
    "storage": Requirement("storage", _LEGAL, "speicher", "what is stored on the device, what for and how long",
                           "§ 25 TDDDG, Art. 13 DSGVO", "datenschutz", lambda _: False),
    "recipient": Requirement("recipient", _LEGAL, "webformulare: empfaenger", "who receives what the form sends",
                             "Art. 13 Abs. 1 Buchst. e DSGVO", "datenschutz", lambda _: False),
}  # fmt: skip


def unmet(facts: Facts) -> list[Requirement]:
    """Return the unmet requirements, most important first; none that `keine` has answered."""
    return [r for r in REQUIREMENTS if r.applies(facts) and not r.present(facts) and not _denied(r, facts)]


def _denied(one: Requirement, facts: Facts) -> bool:
    """Whether the practice says that it has no such thing, where the law leaves that to it."""
    left_to_it = one.severity != "error" and one.certainty != "prevailing"
    return left_to_it and one.key.split(": ")[-1] in facts.denied


def still_examples(facts: Facts) -> list[tuple[str, str]]:
    """Return (key, value) of facts that are still examples of a new site."""
    practice, address = facts.practice, facts.practice.address
    owner = practice.owners[0].name if practice.owners else ""
    now = {
        "anschrift": ("street", address.street if address else ""),
        "telefon": ("phone", practice.phone.shown if practice.phone else ""),
        "email": ("email", practice.email or ""),
        "website": ("site_url", practice.website or ""),
    }
    owners = [("inhaber", owner)] if owner in EXAMPLE_OWNERS.values() else []
    return owners + [(key, value) for key, (name, value) in now.items() if value == EXAMPLES[name]]
