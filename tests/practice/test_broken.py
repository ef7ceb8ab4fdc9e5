"""Facts broken on purpose: each mistake names file and line, says what is wrong and how to mend it, in German."""

from pathlib import Path

import pytest

from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.problem import PraxisError, Problem
from tests.practice.conftest import in_german, refused

BASE = "name: P\nberuf:\n  art: arzt\n"


def deputy(lines):
    return (
        "vertretungen:\n  - kuerzel: weber\n    name: Dr. Weber\n    telefon: 030 23125200\nurlaub:\n" + lines
    )


# name, file, text, line, what (a part), fix (a part)
BROKEN = [
    ("unknown-key", "praxis.yml", BASE + "telefonn: 030 23125000\n", 4, "telefonn", "Meinten Sie „telefon“"),
    ("unknown-key-far", "praxis.yml", BASE + "xyzzy: 1\n", 4, "xyzzy", "Möglich ist hier: name"),
    ("unknown-section", "zeiten.yml", "sprechzeit:\n  Mo: 8-12\n", 1, "sprechzeit", "sprechzeiten"),
    ("two-owners", "praxis.yml", BASE + "inhaber:\n  - Dr. A B & Dr. C D\n", 5, "mehrere in einer Zeile", "eigene Zeile"),
    ("closing-without-year", "urlaub.yml", "urlaub:\n  - 24.12.-3.1.: Ferien\n", 2, "fehlt das Jahr", "24.12.2026"),
    ("exceptions-as-key", "zeiten.yml", "ausnahmen:\n  - 28.12.2026 bis 30.12.2026: 9-11\n", 2, "28.12.2026 bis", "datum: 28.12.2026"),
    ("exceptions-without-year", "zeiten.yml", "ausnahmen:\n  - 28.12: 9-11\n", 2, "fehlt das Jahr", "24.12.2026"),
    ("closing-single-days", "urlaub.yml", "urlaub:\n  - 24.12.2026, 31.12.2026\n", 2, "einzelne Tage", "eigenen Eintrag"),
    ("closing-with-hour", "urlaub.yml", "urlaub:\n  - 24.12.2026 ab 12 Uhr\n", 2, "nennt eine Uhrzeit", "ausnahmen"),
    ("closing-month-without-year", "urlaub.yml", "urlaub:\n  - 11. Juni\n", 2, "fehlt das Jahr", "24.12.2026"),
    ("closing-no-week", "urlaub.yml", "urlaub:\n  - KW 54 2027\n", 2, "KW 54 2027 gibt es nicht", "24.12.2026"),
    ("own-day", "zeiten.yml", "feiertage:\n  zusaetzlich: Brückentag\n", 2, "kein Tag", "07.05.2027: Brückentag"),
    ("duplicate-key", "praxis.yml", BASE + "name: Q\n", 4, "ein zweites Mal (zuerst in Zeile 1)", "Löschen"),
    ("duplicate-day", "zeiten.yml", "sprechzeiten:\n  Mo: 8-12\n  mo: 14-18\n", 3, "ein zweites Mal", "fassen Sie"),
    ("tab", "praxis.yml", "name: P\nberuf:\n\tart: arzt\n", 3, "Tabulator", "zwei Leerzeichen"),
    ("tab-later", "urlaub.yml", "urlaub:\n  - von: 1.1.2027\n\t  bis: 2.1.2027\n", 3, "Tabulator", "Leerzeichen"),
    ("indent", "praxis.yml", "name: P\n  beruf:\n    art: arzt\n", 2, "eingerückt", "Spalte"),
    ("value-is-a-comment", "aktuelles.yml", "aktuelles:\n  - titel: #RSV-Impfung\n    bis: 1.1.2027\n", 2, "#RSV-Impfung", "Anführungszeichen"),
    ("optional-value-is-a-comment", "aktuelles.yml", "aktuelles:\n  - titel: RSV\n    text: #Wichtig für alle\n    bis: 1.1.2027\n", 3, "#Wichtig für alle", "Anführungszeichen"),
    ("text-goes-on", "fragen.yml", "fragen:\n  - frage: Was mitbringen?\n    antwort: Ihre Karte und\nden letzten Befund\n", 4, "Doppelpunkt", "weiter ein, als jene beginnt"),
    ("unseen-behind-colon", "zeiten.yml", "sprechzeiten:\n  Mo: 8-12\n  Di:\u00a08-12\n", 3, "unsichtbares", "tippen Sie sie neu"),
    ("unseen-above", "zeiten.yml", "sprechzeiten:\n  Mo:\u00a012:10 – 12:50\n  Do: 12-13\n", 2, "unsichtbares", "tippen Sie sie neu"),
    ("chamber-of-a-district", "praxis.yml", BASE + "  kammer: Bezirksärztekammer Südbaden\n", 4, "Bezirksärztekammer Südbaden", "Schreiben Sie name:"),
    ("chamber-misspelt", "praxis.yml", BASE + "  kammer: Landesärztekammer Baden Würtemberg\n", 4, "Würtemberg", "Landesärztekammer Baden-Württemberg"),
    ("and-first", "aktuelles.yml", "aktuelles:\n  - titel: & mehr\n    bis: 1.1.2027\n", 2, "„&“", '- titel: "& mehr"'),
    ("exclamation-first", "aktuelles.yml", "aktuelles:\n  - titel: !Achtung! Neu\n    bis: 1.1.2027\n", 2, "„!“", '- titel: "!Achtung! Neu"'),
    ("open-quote", "praxis.yml", 'name: "P\nberuf:\n  art: arzt\n', 1, "Anführungszeichen", "schließende"),
    ("open-bracket", "zeiten.yml", "feiertage:\n  zusaetzlich: [24.12., 31.12.\n", 2, "Klammer", "schließende"),
    ("open-bracket-at-end", "zeiten.yml", "feiertage:\n  zusaetzlich: [\n", 2, "Klammer", "schließende"),
    ("at-sign", "praxis.yml", BASE + "email: @praxis\n", 4, "„@“", "Anführungszeichen"),
    ("star", "fragen.yml", "fragen:\n  - frage: *wichtig\n    antwort: x\n", 2, "„*“", "Anführungszeichen"),
    ("link-first", "fragen.yml", "fragen:\n  - frage: Wo?\n    antwort: [Kontakt](kontakt.md)\n", 3, "„[“", "Anführungszeichen"),
    ("quotation-first", "fragen.yml", 'fragen:\n  - frage: Wo?\n    antwort: "Nein" sagen wir selten\n', 3, "geht der Text weiter", "antwort: '\"Nein\" sagen wir selten'"),
    ("quotation-within", "fragen.yml", 'fragen:\n  - frage: Wo?\n    antwort: "Das "Nein" gilt"\n', 3, "geht der Text weiter", "antwort: 'Das \"Nein\" gilt'"),
    ("arrow-first", "fragen.yml", "fragen:\n  - frage: Wo?\n    antwort: > 3 Tage vorher\n", 3, "„>“", "Anführungszeichen"),
    ("wheelchair", "anfahrt.yml", "barrierefreiheit:\n  rollstuhl: ja\n", 2, "rollstuhl", "Meinten Sie „stufen“"),
    ("bold", "fragen.yml", "fragen:\n  - frage: Wann?\n    antwort: **Nie.** Danke\n", 3, "„*“", "Anführungszeichen"),
    ("no-colon", "praxis.yml", BASE + "telefon\n", 4, "Doppelpunkt", "Leerzeichen nach dem Doppelpunkt"),
    ("two-documents", "praxis.yml", BASE + "---\nname: Q\n", 4, "teilt die Datei", "Löschen"),
    ("list-in-map", "praxis.yml", "- name: P\n- beruf: arzt\n", 1, "keine Liste", "- "),
    ("old-encoding", "praxis.yml", "name: Zahnärzte\nberuf:\n  art: arzt\n".encode("latin-1"), 1, "alten Codierung", "UTF-8"),
    ("utf-16-without-mark", "praxis.yml", BASE.encode("utf-16-le"), None, "UTF-16", "UTF-8"),
    ("utf-16", "praxis.yml", BASE.encode("utf-16"), None, "UTF-16", "UTF-8"),
    ("invisible", "praxis.yml", "name: P\x07\nberuf:\n  art: arzt\n", 1, "unsichtbares Zeichen", "neu"),
    ("empty-file", "praxis.yml", "# nichts\n", None, "leer", "name:"),
    ("missing-name", "praxis.yml", "beruf:\n  art: arzt\n", 1, "Hier fehlt „name“", "name: Hausarztpraxis"),
    ("missing-profession-kind", "praxis.yml", "name: P\nberuf:\n  bezeichnung: Ärztin\n", 3, "Hier fehlt „art“", "art:"),
    ("empty-required", "praxis.yml", "name:\nberuf:\n  art: arzt\n", 1, "leer", "name:"),
    ("no-section", "urlaub.yml", "- von: 1.1.2027\n  bis: 2.1.2027\n", 1, "Name des Abschnitts", "ein"),
    ("profession", "praxis.yml", "name: P\nberuf:\n  art: physioterapie\n", 3, "physioterapie", "Meinten Sie „physiotherapie“"),
    ("centre", "praxis.yml", "name: P\nberuf:\n  art: MVZ\n", 3, "MVZ", "Möglich ist: arzt"),
    ("land", "praxis.yml", BASE + "bundesland: Baiern\n", 4, "Baiern", "Meinten Sie „Bayern“"),
    ("land-unknown", "praxis.yml", BASE + "bundesland: Atlantis\n", 4, "kein Bundesland", "Berlin"),
    ("chamber-unknown", "praxis.yml", BASE + "  kammer: Ärztekamer Berlin\n", 4, "Tabelle", "Meinten Sie „Ärztekammer Berlin“"),
    ("association-of-another-land", "praxis.yml", BASE + "  kv: KVS\n", 4, "Tabelle", "KV Sachsen"),
    ("chamber-of-others", "praxis.yml", "name: P\nberuf:\n  art: physiotherapie\n  kammer: Gesundheitsamt Mitte\n", 4, "keine Kammer", "aufsicht"),
    ("chamber-of-other-land", "praxis.yml", BASE + "  kammer: Ärztekammer Berlin\nbundesland: Hessen\n", 4, "nicht die Stelle für Hessen", "Landesärztekammer Hessen"),
    ("tax-number", "praxis.yml", BASE + "  ust_id: 21/815/08150\n", 4, "Steuernummer", "DE und neun Ziffern"),
    ("tax-number-by-name", "praxis.yml", BASE + "  Steuernummer: 21/815/08150\n", 4, "Steuernummer", "ust_id"),
    ("vat-id", "praxis.yml", BASE + "  ust_id: DE12345\n", 4, "Umsatzsteuer", "DE123456789"),
    ("business-id", "praxis.yml", BASE + "  w_idnr: 123\n", 4, "Wirtschafts", "DE123456789-00001"),
    ("restriction", "praxis.yml", BASE + "  beschraenkt_auf: Psychotherapie\n", 4, "heilpraktiker", "Löschen"),
    ("postcode", "praxis.yml", BASE + "anschrift:\n  strasse: Weg 1\n  plz: 1234\n  ort: Berlin\n", 6, "Postleitzahl", "5 Ziffern"),
    ("postcode-in-line", "praxis.yml", BASE + "anschrift: Weg 1, 1234 Berlin\n", 4, "Postleitzahl", "01067"),
    ("address-line", "praxis.yml", BASE + "anschrift: Berlin, Musterweg\n", 4, "keine Anschrift", "Musterweg 1, 10115 Berlin"),
    ("po-box", "praxis.yml", BASE + "anschrift:\n  strasse: Postfach 12\n  plz: 10115\n  ort: Berlin\n", 5, "Postfach", "Straße und Hausnummer"),
    ("phone", "praxis.yml", BASE + "telefon: 23125000\n", 4, "keine Telefonnummer", "Vorwahl"),
    ("phone-words", "praxis.yml", BASE + "telefon: siehe oben\n", 4, "keine Telefonnummer", "030 23125000"),
    ("email", "praxis.yml", BASE + "email: praxis(at)example.de\n", 4, "keine E-Mail-Adresse", "praxis@example.de"),
    ("website", "praxis.yml", BASE + "website: www.praxis,de\n", 4, "keine Internetadresse", "https://"),
    ("days-glued-to-words", "urlaub.yml", "urlaub:\n  - 24.12.2026-06.01.2027 Weihnachten\n    grund: Urlaub\n", 2, "Doppelpunkt", "- 24.12.2026-06.01.2027: Weihnachten"),
    ("entry-too-far-left", "team.yml", "team:\n  - name: A\n- name: B\n", 3, "passt nicht", "Spalte 3 beginnen"),
    ("line-too-far-left", "team.yml", "team:\n  - name: A\n   funktion: B\n", 3, "passt nicht", "Spalte 5"),
    ("day-too-far-left", "zeiten.yml", "sprechzeiten:\n  Mo: 8-12\nDi: 8-12\n  Mi: 8-12\n", 4, "eingerückt", "Zeile darüber zu weit links"),
    ("keys-behind-their-section", "praxis.yml", BASE + "kassen: gesetzlich: ja\n  privat: ja\n", 4, "zweiter Doppelpunkt", "eine eigene Zeile"),
    ("link-copied-from-a-page", "praxis.yml", BASE + "telefon: [030 23125000](tel:03023125000)\n", 4, "„[“", "so: telefon: 030 23125000"),
    ("stroke-glued-to-words", "fragen.yml", "fragen:\n  - frage: Wo?\n    antwort: |Hier\n", 3, "„|“", "Anführungszeichen"),
    ("letter-for-a-digit", "praxis.yml", BASE + "telefon: 030 231250OO\n", 4, "keine Telefonnummer", "Buchstabe O"),
    ("country-without-its-sign", "praxis.yml", BASE + "telefon: 4930 23125000\n", 4, "keine Telefonnummer", "mit Vorwahl"),
    ("two-at-signs", "praxis.yml", BASE + "email: praxis@@markt.de\n", 4, "keine E-Mail-Adresse", "Schreiben Sie sie so"),
    ("town-first", "praxis.yml", BASE + "anschrift: 10115 Berlin, Weg 1\n", 4, "keine Anschrift", "in dieser Reihenfolge"),
    ("name-of-nothing", "praxis.yml", 'name: ""\nberuf:\n  art: arzt\n', 1, "leer", "name:"),
    ("glued-below", "team.yml", "team:\n  - name: Bente Behn\n      seit:2009\n      funktion:MFA\n", 4, "fehlt ein Leerzeichen", "funktion: Wert"),
    ("glued-below-entry", "team.yml", "team:\n  -name: Bente Behn\n   funktion:MFA\n", 3, "fehlt ein Leerzeichen", "funktion: Wert"),
    ("move-in-street", "praxis.yml", BASE + "anschrift:\n  strasse: Neuer Weg 3 (ab 01.04.2027), vorher Weg 1\n  plz: 10115\n  ort: Berlin\n", 5, "steht ein Tag", "aktuelles.yml"),
    ("number-of-another-unit", "rechtliches.yml", "hosting:\n  anbieter: B GmbH\n  logs:\n    tage: 8 Wochen\n", 4, "keine ganze Zahl", "nur Ziffern"),
    ("answer-with-words", "anfahrt.yml", "barrierefreiheit:\n  wc_rollstuhl: nein, leider nicht\n", 2, "weder", "Schreiben Sie nein und sonst nichts"),
    ("choice-with-words", "praxis.yml", BASE + "neue_patienten: ja, aber nur Kinder\n", 4, "nicht möglich", "Meinten Sie „ja“"),
    ("closing-by-name", "urlaub.yml", "urlaub:\n  - Sommerferien: Praxis geschlossen\n", 2, "ohne Datum", "24.12.2026 bis 06.01.2027: Sommerferien"),
    ("closing-of-half-a-day", "urlaub.yml", "urlaub:\n  - 24.12.2026 vormittags geöffnet\n", 2, "ganze Tage", "ausnahmen"),
    ("list-of-words", "praxis.yml", BASE + "kassen:\n  - gesetzlich\n  - privat\n", 5, "keine Liste", "gesetzlich: ja"),
    ("chamber-with-address", "praxis.yml", BASE + "  kammer: Ärztekammer Niedersachsen, Weg 1, 30625 Hannover\n", 4, "Tabelle", "Meinten Sie „Ärztekammer Niedersachsen“"),
    ("two-professions", "praxis.yml", "name: P\nberuf:\n  art: [arzt, psychotherapie]\n", 3, "ein Wert", "- art: psychotherapie"),
    ("two-days-for-one", "zeiten.yml", "ausnahmen:\n  - datum: 05.12.2026, 12.12.2026\n    zeiten: 9-11\n", 2, "nennt zwei Tage", "je einen Eintrag"),
    ("one-day-of-several", "zeiten.yml", "sprechzeiten:\n  Mo, Di, Dp: 8-12\n", 2, "„Dp“ ist kein Wochentag", "Mo, Di"),
    ("no-key-of-people", "team.yml", "team:\n  - name: A\n    email: a@b.de\n", 3, "email", "Möglich ist hier"),
    ("minutes-or-hours", "leistungen.yml", "leistungen:\n  - name: A\n    dauer: 20\n", 3, "fehlt die Einheit", "20 Minuten"),
    ("months-or-years", "rechtliches.yml", "post:\n  anbieter: A\n  aufbewahrung: 6\n", 3, "fehlt die Einheit", "6 Monate"),
    ("services-without-hyphens", "leistungen.yml", "leistungen:\n  Vorsorge\n  Impfungen\n", 2, "mehrere in einer Zeile", "eigene Zeile"),
    ("move-without-years", "praxis.yml", BASE + "anschrift: bis 31.12. Weg 1, 10115 Berlin, ab 1.1. Allee 2, 10115 Berlin\n", 4, "steht ein Tag", "aktuelles.yml"),
    ("value-and-lines", "praxis.yml", BASE + "kassen: alle\n  gesetzlich: ja\n", 5, "eingerückt", "hinter dem Doppelpunkt"),
    ("price-as-payer", "leistungen.yml", "leistungen:\n  - name: Kurs\n    kosten: 50 €\n", 3, "nicht möglich", "preis: 50 €"),
    ("holidays-in-week", "zeiten.yml", "sprechzeiten:\n  Feiertage: geschlossen\n", 2, "kein Wochentag", "unter `feiertage:`"),
    ("text-for-record", "anfahrt.yml", "barrierefreiheit: leider nein\n", 1, "mehrere Angaben", "stufen: 0"),
    ("website-http", "praxis.yml", BASE + "website: http://www.example.de/\n", 4, "http:", "https://"),
    ("timezone", "praxis.yml", BASE + "zeitzone: Europa/Berlin\n", 4, "keine Zeitzone", "Europe/Berlin"),
    ("yes-no", "praxis.yml", BASE + "kassen:\n  privat: vielleicht\n", 5, "weder", "ja oder nein"),
    ("emergency-112", "praxis.yml", BASE + "notfall:\n  - name: Notruf\n    telefon: 112\n", 6, "112", "Löschen"),
    ("day", "zeiten.yml", "sprechzeiten:\n  Mtwoch: 8-12\n", 2, "kein Wochentag", "Meinten Sie „Mittwoch“"),
    ("day-backwards", "zeiten.yml", "sprechzeiten:\n  Fr-Mo: 8-12\n", 2, "rückwärts", "früheren Tag"),
    ("hours-words", "zeiten.yml", "sprechzeiten:\n  Mo: vormittags\n", 2, "vormittags", "8:00-12:00"),
    ("hours-then-words", "zeiten.yml", "sprechzeiten:\n  Fr: 8-11, Notdienst 12-14\n", 2, "Notdienst", "8-11, 12-14 (Notdienst)"),
    ("hours-half", "zeiten.yml", "sprechzeiten:\n  Mo: bis 8 Uhr\n", 2, "bis 8 Uhr", "8:00-12:00"),
    ("hours-backwards", "zeiten.yml", "sprechzeiten:\n  Mo: 12-8\n", 2, "endet, bevor es beginnt", "frühere Uhrzeit"),
    ("hours-no-clock", "zeiten.yml", "sprechzeiten:\n  Mo: 8:00-25:00\n", 2, "Uhrzeit, die es nicht gibt", "8:00-12:00"),
    ("hours-overlap", "zeiten.yml", "sprechzeiten:\n  Mo: 8-12, 11-14\n", 2, "überschneiden", "eine Zeit"),
    ("hours-overlap-lines", "zeiten.yml", "sprechzeiten:\n  Mo-Fr: 8-12\n  Mi: 11-14\n", 3, "8:00–12:00 und 11:00–14:00", "in jeder Zeile nur die Tage"),
    ("hours-list", "zeiten.yml", "sprechzeiten:\n  - vormittags\n", 2, "nicht nur", "zeiten"),
    ("exception-twice", "zeiten.yml", "ausnahmen:\n  - datum: 1.12.2026\n    zeiten: 8-9\n  - datum: 2026-12-01\n    zeiten: 9-10\n", 4, "zwei Ausnahmen", "eine davon"),
    ("date", "urlaub.yml", "urlaub:\n  - von: Weihnachten\n    bis: 6.1.2027\n", 2, "kein Datum", "24.12.2026"),
    ("date-no-year", "urlaub.yml", "urlaub:\n  - von: 24.12.\n    bis: 6.1.2027\n", 2, "fehlt das Jahr", "24.12.2026"),
    ("date-impossible", "urlaub.yml", "urlaub:\n  - von: 31.11.2026\n    bis: 6.1.2027\n", 2, "31.11.2026 gibt es nicht", "Tag und Monat"),
    ("contract-yes", "rechtliches.yml", "hosting:\n  anbieter: H\n  avv: ja\n", 3, "kein Tag", "seit dem das gilt"),
    ("end-before-start", "urlaub.yml", "urlaub:\n  - von: 24.12.2026\n    bis: 06.01.2026\n", 3, "„bis“ (06.01.2026) liegt vor „von“ (24.12.2026)", "Jahr"),
    ("end-missing", "urlaub.yml", "urlaub:\n  - von: 24.12.2026\n", 2, "Hier fehlt „bis“", "bis: 06.01.2027"),
    ("closing-too-long", "urlaub.yml", "urlaub:\n  - von: 24.12.2026\n    bis: 06.01.2028\n", 3, "länger als ein Jahr", "Prüfen Sie die Jahre"),
    ("closings-overlap", "urlaub.yml", "urlaub:\n  - von: 1.8.2027\n    bis: 20.8.2027\n  - von: 15.8.2027\n    bis: 30.8.2027\n", 4, "Zeile 2", "Tage"),
    ("announce-late", "urlaub.yml", "urlaub:\n  - von: 1.8.2027\n    bis: 2.8.2027\n    ankuendigen_ab: 5.8.2027\n", 4, "ankuendigen_ab", "vor „von“"),
    ("deputy-unknown", "urlaub.yml", deputy("  - von: 1.8.2027\n    bis: 2.8.2027\n    vertretung: webr\n"), 8, "webr", "Meinten Sie „weber“"),
    ("deputy-days", "urlaub.yml", deputy("  - von: 1.8.2027\n    bis: 9.8.2027\n    vertretung: weber (1.8.-3.8.), lotz (4.8.-9.8.)\n"), 8, "weber (1.8.", "kuerzel: weber\n    von:"),
    ("deputy-called", "urlaub.yml", deputy("  - von: 1.8.2027\n    bis: 9.8.2027\n    vertretung: [{kuerzel: webr, bis: 3.8.2027}]\n"), 8, "webr", "Meinten Sie „weber“"),
    ("deputy-without-name", "urlaub.yml", "vertretungen:\n  - kuerzel: weber\nurlaub:\n  - von: 1.8.2027\n    bis: 9.8.2027\n", 2, "Hier fehlt „name“ (Name der", "name: Praxis"),
    ("week-in-a-list", "zeiten.yml", "sprechzeiten:\n  - Mo-Fr: 8-12\n  - {name: Akut, zeiten: Di 8-9}\n", 2, "Mo-Fr", "zeiten: Mo-Fr 8-12"),
    ("glued-colon", "zeiten.yml", "sprechzeiten:\n  Mo:8-12\n  Di: 8-12\n", 2, "fehlt ein Leerzeichen", "so: Mo: 8-12"),
    ("deputy-outside", "urlaub.yml", "urlaub:\n  - von: 1.8.2027\n    bis: 9.8.2027\n    vertretung:\n      name: W\n      von: 8.8.2027\n      bis: 12.8.2027\n", 7, "12.08.2027", "von"),
    ("notice-no-end", "aktuelles.yml", "aktuelles:\n  - titel: Neu\n", 2, "Hier fehlt „bis“", "bis: 31.01.2027"),
    ("notice-kind", "aktuelles.yml", "aktuelles:\n  - titel: Neu\n    bis: 1.1.2027\n    art: wichtg\n", 4, "wichtg", "Meinten Sie „wichtig“"),
    ("title-twice", "team.yml", "team:\n  - titel: Dr.\n    name: Dr. Ada Beispiel\n", 2, "stünde dort zweimal", "Titel einmal"),
    ("title-twice-in-name", "team.yml", "team:\n  - name: Dr. med. Dr. med. Ada Beispiel\n", 2, "stünde dort zweimal", "Titel einmal"),
    ("photo-url", "team.yml", "team:\n  - name: A\n    foto: https://cdn.example/a.jpg\n", 3, "keine Datei", "bilder/name.jpg"),
    ("photo-backslash", "team.yml", "team:\n  - name: A\n    foto: bilder\\a.jpg\n", 3, "Schrägstriche", "bilder/a.jpg"),
    ("map-outside", "anfahrt.yml", "anfahrt:\n  karte:\n    datei: ../plan.svg\n    alt: Plan\n", 3, "keine Datei", "docs/"),
    ("coordinates", "anfahrt.yml", "anfahrt:\n  breite: 952.5\n  laenge: 13.4\n", 2, "952.5", "90"),
    ("one-coordinate", "anfahrt.yml", "anfahrt:\n  breite: 52.5\n", 2, "gehören zusammen", "beide"),
    ("door", "anfahrt.yml", "barrierefreiheit:\n  tuerbreite_cm: 9\n", 2, "9 cm", "Zentimetern"),
    ("steps", "anfahrt.yml", "barrierefreiheit:\n  stufen: eine\n", 2, "keine ganze Zahl", "Ziffern"),
    ("social-strict", "rechtliches.yml", "social:\n  stufe: streng\n", 2, "stufe", "policy"),
    ("profile-reason", "rechtliches.yml", "social:\n  profile:\n    - netz: X\n      url: https://x.com/a\n", 3, "Begründung", "begruendung"),
    ("officer", "rechtliches.yml", "dsb:\n  benannt: ja\n", 2, "Kontakt", "email"),
    ("own-text", "rechtliches.yml", "texte:\n  verantwortlch: Ich\n", 2, "verantwortlch", "Meinten Sie „verantwortlich“"),
    ("location", "zeiten.yml", "sprechzeiten:\n  - standort: Filiale\n    zeiten:\n      Mo: 8-12\n", 2, "Filiale", "Bekannt ist: P"),
    ("comment-behind-one-line", "praxis.yml", BASE + "anschrift: Weg 1, 10115 Berlin #3\n", 4, "Ab „#3“", "Anführungszeichen"),
    ("comment-by-accident", "praxis.yml", "name: Praxis #1\nberuf:\n  art: arzt\n", 1, "Ab „#1“", "Anführungszeichen"),
    ("in-the-wrong-place", "praxis.yml", BASE + "USt-ID: DE123456789\n", 4, "USt-ID", "beruf: (praxis.yml)"),
    ("in-the-wrong-file", "praxis.yml", BASE + "sprechzeiten:\n  Mo: 8-12\n", 4, "sprechzeiten", "zeiten.yml"),
    ("hours-as-word", "zeiten.yml", "telefonzeiten: siehe oben\n", 1, "Tage mit Uhrzeiten", "Mo-Fr: 8:00-12:00"),
    ("closing-in-a-line", "urlaub.yml", "urlaub:\n  - 6.1.2027 bis 24.12.2026\n", 2, "keine Schließzeit", "24.12.2026 bis 06.01.2027"),
    ("closing-in-a-line-too-long", "urlaub.yml", "urlaub:\n  - 6.1.2026 bis 24.12.2027\n", 2, "länger als ein Jahr", "Jahre"),
    ("holiday-of-another-land", "zeiten.yml", "feiertage:\n  oertlich: augsburg\n", 2, "nur in: Bayern", "bundesland"),
    ("exception-on-request", "zeiten.yml", "ausnahmen:\n  - datum: 1.12.2026\n    zeiten: nach Vereinbarung\n", 3, "braucht Uhrzeiten", "8:00-12:00"),
    ("other-word", "praxis.yml", BASE + "Öffnungszeiten: Mo-Fr 8-12\n", 4, "Öffnungszeiten", "heißt „sprechzeiten“ und gehört in zeiten.yml"),
    ("several-owners", "praxis.yml", BASE + "inhaber: Ada Beispiel und Ben Muster\n", 4, "mehrere in einer Zeile", "eigene Zeile"),
    ("several-services", "leistungen.yml", "leistungen: EKG, Ultraschall\n", 1, "mehrere in einer Zeile", "eigene Zeile"),
    ("several-people", "team.yml", "team: Ada Beispiel, MFA Ben Muster\n", 1, "mehrere in einer Zeile", "eigene Zeile"),
    ("two-numbers", "praxis.yml", BASE + "telefon: 0221/7654321, 0221/7654322\n", 4, "mehrere Nummern", "zuerst anrufen"),
    ("booking-address-alone", "termine.yml", "termin:\n  online: https://termine.example/a\n", 2, "Hier fehlt „anbieter“", "anbieter: Buchungsdienst"),
    ("fee-as-sentence", "leistungen.yml", "absage:\n  ausfall: Sonst berechnen wir 45 €.\n", 2, "mitten in einem anderen", "nur den Betrag: 30 €"),
    ("number-that-is-needed", "praxis.yml", BASE + "notfall:\n  - name: Giftnotruf\n    telefon: keins\n", 6, "leer", "telefon: 030 19240"),
    ("private-with-association", "praxis.yml", BASE + "  kassenzulassung: nein\n  kv: KV Berlin\n", 5, "und doch eine Kassenärztliche", "Löschen"),
    ("private-with-statutory", "praxis.yml", BASE + "  kassenzulassung: nein\nkassen:\n  gesetzlich: ja\n", 6, "und doch `gesetzlich: ja`", "gesetzlich: nein"),
    ("comma-in-braces", "fragen.yml", "fragen:\n  - {frage: A?, antwort: Ja, bitte anrufen}\n", 2, "bitte anrufen", "Anführungszeichen"),
    ("apostrophe", "fragen.yml", "fragen:\n  - frage: 'Wie geht's?'\n    antwort: gut\n", 2, "Apostroph", '- frage: "Wie geht\'s?"'),
    ("brace-first", "praxis.yml", "name: {Praxis} Ahrens\nberuf: arzt\n", 1, "„{“", 'name: "{Praxis} Ahrens"'),
    ("question-mark-first", "praxis.yml", "name: ? Praxis\nberuf: arzt\n", 1, "„?“", 'name: "? Praxis"'),
    ("comma-first", "zeiten.yml", "sprechzeiten:\n  Mo: ,8-12\n", 2, "„,“", 'Mo: ",8-12"'),
    ("two-professions", "praxis.yml", "name: P\nberuf: Arzt/Psychotherapeut\n", 2, "mehrere Berufe", "beruf: [arzt, psychotherapie]"),
    ("two-professions-and", "praxis.yml", "name: P\nberuf: Ergotherapie und Logopädie\n", 2, "mehrere Berufe", "beruf: [ergotherapie, logopaedie]"),
    ("two-professions-below", "praxis.yml", "name: P\nberuf:\n  art: Physiotherapie & Osteopathie (HP)\n", 3, "mehrere Berufe", "beruf: [physiotherapie, heilpraktiker]"),
    ("far-profession", "praxis.yml", "name: P\nberuf: Optiker\n", 2, "Optiker", "Möglich ist: arzt"),
    ("exceptions-with-one-year", "zeiten.yml", "ausnahmen:\n  - 28.12.-30.12.2026: 9-11\n", 2, "28.12.-30.12.2026", "datum: 28.12.2026"),
    ("exception-by-name", "zeiten.yml", "ausnahmen:\n  Heiligabend: 8-10\n", 2, "ohne Datum", "24.12.2026: geschlossen"),
    ("price-behind-number", "praxis.yml", BASE + "notfall:\n  - name: T\n    telefon: 01805 843736 (14 ct/min)\n", 6, "keine Telefonnummer", "nur die Nummer: 01805 843736"),
    ("notice-in-a-line", "aktuelles.yml", "aktuelles:\n  - Grippeimpfung: ab sofort\n", 2, "Hier fehlt „bis“", "bis: 31.01.2027"),
    ("address-spoken", "praxis.yml", BASE + "email: praxis(at)insel.example\n", 4, "keine E-Mail-Adresse", "praxis@insel.example"),
    ("address-with-blanks", "praxis.yml", BASE + "email: praxis [at] insel [dot] example\n", 4, "keine E-Mail-Adresse", "praxis@insel.example"),
    ("month-of-founding", "praxis.yml", BASE + "seit: Januar 2009\n", 4, "keine ganze Zahl", "nur die Zahl: 2009"),
    ("steps-with-words", "anfahrt.yml", "barrierefreiheit:\n  stufen: 3 (Rampe vorhanden)\n", 2, "keine ganze Zahl", "nur die Zahl: 3"),
    ("deputy-with-words", "urlaub.yml", deputy("  - von: 1.1.2027\n    bis: 5.1.2027\n    vertretung: weber (nur vormittags)\n"), 8, "weber (nur", "Schreiben Sie nur „weber“"),
    ("deputy-116117", "urlaub.yml", deputy("  - von: 1.1.2027\n    bis: 5.1.2027\n    vertretung: 116 117\n"), 8, "116 117", "keine Vertretung"),
    ("deputy-not-yet", "urlaub.yml", deputy("  - von: 1.1.2027\n    bis: 5.1.2027\n    vertretung: wird noch bekannt gegeben\n"), 8, "bekannt gegeben", "bis Sie es wissen"),
    ("request-beside-hours", "zeiten.yml", "sprechzeiten: Mo-Fr 9-12, Sa 10-12, OP-Termine nach Vereinbarung\n", 1, "für welche Tage", "OP-Termine: nach Vereinbarung"),
    ("english-request-beside-hours", "zeiten.yml", "sprechzeiten:\n  Mo: 8-12, OP by appointment\n", 2, "für welche Tage", "OP: by appointment"),
    ("request-behind-a-slash", "zeiten.yml", "sprechzeiten:\n  Mo: 8-12, OP/n.v.\n", 2, "für welche Tage", "OP: n.v."),
    ("saved-twice", "praxis.yml", BASE + "untertitel: Praxis MÃ¼ller â€“ Ã„rzte\n", 4, "„Ã¼“ war einmal „ü“", "Suchen und Ersetzen"),
    ("second-colon-goes-on", "fragen.yml", "fragen:\n  - frage: Wann?\n    antwort: Nur: montags\n      und dienstags\n", 3, "zweiter Doppelpunkt", 'antwort: "Nur: montags"'),
    ("second-colon-and-hash", "fragen.yml", "fragen:\n  - frage: Wo?\n    antwort: Links: Raum #1\n", 3, "zweiter Doppelpunkt", "Anführungszeichen"),
    ("dash-alone", "zeiten.yml", "sprechzeiten:\n  Mo: 8-12\n  Di: -\n", 3, "Strich allein", "geschlossen"),
    ("colon-of-section", "zeiten.yml", "sprechzeiten\n  Mo: 8-12\n", 1, "fehlt ein Doppelpunkt", "sprechzeiten:"),
    ("street-beside-address", "praxis.yml", BASE + "standorte:\n  - name: Süd\n    straße: Weg 1\n    anschrift: Weg 1, 10115 Berlin\n", 6, "straße", "unter anschrift:"),
    ("record-as-line", "praxis.yml", BASE + "kassen: alle Kassen\n", 4, "mehrere Angaben", "gesetzlich: ja"),
    ("two-extensions", "praxis.yml", BASE + "telefon: (07161) 99 88 77 / -78\n", 4, "mehrere Nummern", "zuerst anrufen"),
    ("state-of-austria", "praxis.yml", BASE + "land: Österreich\nbundesland: Salzburg\n", 5, "kein Bundesland", "Löschen Sie die Zeile"),
    ("list-behind-colon", "praxis.yml", BASE + "sprachen: - Deutsch - Englisch\n", 4, "hinter einem Doppelpunkt", "[eins, zwei]"),
    ("glued", "urlaub.yml", "urlaub:\n  - von:24.12.2026\n    bis:06.01.2027\n", 2, "fehlt ein Leerzeichen", "von: Wert"),
    ("swapped", "anfahrt.yml", "anfahrt:\n  breite: 13,4\n  laenge: 52,5\n", 2, "vertauscht", "größere"),
    ("picture-elsewhere", "leistungen.yml", "leistungen:\n  - name: EKG\n    bild: https://cdn.example/ekg.jpg\n    bild_alt: EKG\n", 3, "keine Datei", "bilder/name.jpg"),
    ("no-profession-in-list", "praxis.yml", "name: P\nberuf: []\n", 2, "Liste der Berufe ist leer", "- art: arzt"),
    ("land-and-state", "praxis.yml", BASE + "land: at\nbundesland: BE\n", 5, "nur bei `land: de`", "Löschen"),
    ("key-of-several", "zeiten.yml", "sprechzeiten:\n  [Mo, Di]: 8-12\n", 2, "ein einzelnes Wort", "Schlüssel: Wert"),
    ("hours-with-keys", "zeiten.yml", "sprechzeiten:\n  Mo: {von: 8, bis: 12}\n", 2, "als Text geschrieben", "8-12"),
    ("hours-below-parts-of-a-day", "zeiten.yml", "sprechzeiten:\n  Mo:\n    vormittags: 8-12\n    nachmittags: 14-18\n", 3, "als Text geschrieben", "8-12, 14-18"),
    ("hours-either-or", "zeiten.yml", "sprechzeiten:\n  Mo-Fr: 8-12 oder 14-16\n", 2, "welche der Zeiten", "Gelten alle, schreiben Sie: 8-12, 14-16"),
    ("hours-either-or-of-days", "zeiten.yml", "sprechzeiten: Mo 8-12 oder Di 14-16\n", 1, "welche der Zeiten", "Gelten alle"),
    ("words-before-hours", "zeiten.yml", "sprechzeiten:\n  Mi: nur Videosprechstunde 9-11\n", 2, "keine Zeiten zu lesen", "9-11 (nur Videosprechstunde)"),
    ("no-hours", "zeiten.yml", "sprechzeiten:\n  Mi: OP-Tag\n", 2, "OP-Tag", "schreiben Sie: geschlossen"),
    ("dates-on-request", "zeiten.yml", "sprechzeiten:\n  1. Samstag im Monat: nach Vereinbarung\n", 2, "für diese Tage keine Zeiten", "1. Samstag im Monat: 9-12"),
    ("second-thursday", "zeiten.yml", "sprechzeiten:\n  jeden zweiten Donnerstag: 9-12\n", 2, "alle zwei Wochen", "2. Donnerstag im Monat"),
    ("validity-backwards", "zeiten.yml", "sprechzeiten:\n  - gilt_von: 1.6.2027\n    gilt_bis: 1.5.2027\n    zeiten: {Mo: 8-12}\n", 3, "„gilt_bis“ liegt vor", "Vertauschen"),
    ("another-century", "aktuelles.yml", "aktuelles:\n  - titel: A\n    bis: 6.1.2127\n", 3, "außerhalb der Jahre 1900 bis 2099", "24.12.2026"),
    ("photo-as-facts", "fragen.yml", b"#" * 1_000_001, None, "größer als 1 MB", "kurze Texte"),
    ("wrong-ending", "urlaub.yaml", "urlaub: []\n", None, "nicht gelesen", "urlaub.yml"),
    ("copy-by-windows", "praxis - Kopie.yml", BASE, None, "nicht gelesen", "in praxis.yml, die es schon gibt"),
    ("copy-by-onedrive", "praxis-DESKTOP-4AB1.yml", BASE, None, "nicht gelesen", "in praxis.yml, die es schon gibt"),
    ("copy-by-dropbox", "praxis (Konfliktkopie von Ada).yml", BASE, None, "nicht gelesen", "in praxis.yml, die es schon gibt"),
    ("by-word", "team.docx", b"PK", None, "nicht gelesen", "reinen Text unter dem Namen team.yml"),
    ("reason-of-an-absence", "team.yml", "team:\n  - name: A B\n    abwesend: Elternzeit bis 31.08.2027\n", 3, "kein Zeitraum", "24.12.2026 bis 06.01.2027"),
    ("address-from-a-day", "praxis.yml", BASE + "anschrift: ab 01.02.2027 Weg 3, 10115 Berlin\n", 4, "steht ein Tag", "an dem Tag"),
    ("addresses-by-day", "praxis.yml", BASE + "anschrift:\n  bis 31.01.2027: Weg 1, 10115 Berlin\n", 5, "nicht bekannt", "an dem Tag"),
    ("person-until-a-day", "team.yml", "team:\n  - name: A B\n    bis: 31.12.2026\n", 3, "nicht bekannt", "an dem Tag"),
    ("form-that-is-none", "praxis.yml", BASE + "rechtsform: Zweigpraxis\n", 4, "nicht möglich", "einzelpraxis, auch bei Privatpraxis"),
    ("form-of-an-mvz", "praxis.yml", BASE + "rechtsform: MVZ\n", 4, "nicht möglich", "etwa gmbh"),
    ("end-nobody-knows", "urlaub.yml", "urlaub:\n  - von: 01.04.2027\n    bis: auf Weiteres\n", 3, "kein Tag", "der feststeht"),
    ("year-of-an-absence", "team.yml", "team:\n  - name: A B\n    abwesend: 2027\n", 3, "kein Zeitraum", "24.12.2026 bis 06.01.2027"),
    ("course-by-the-week", "leistungen.yml", "kurse:\n  - name: A\n    termine: jeden Mittwoch 18-19\n", 3, "kein Tag mit Uhrzeit", "jeden Tag einzeln"),
    ("name-without-days", "zeiten.yml", "sprechzeiten:\n  Mo: 8-12\n  Blutabnahme: 7-9 Uhr\n", 3, "„Blutabnahme“ ist kein Wochentag", "Hinter einem Namen"),
    ("day-from-a-date", "zeiten.yml", "sprechzeiten:\n  Mi: 8-12\n  Do ab 01.03.2027: geschlossen\n", 3, "keine Zeiten", "ab 01.03.2027:\n"),
    ("hours-from-a-day-without-year", "zeiten.yml", "sprechzeiten:\n  Mo: 8-12\n  ab 1. März:\n    Mo: 9-12\n", 3, "fehlt das Jahr", "24.12.2026"),
    ("equals-sign", "praxis.yml", "name= P\nberuf: {art: arzt}\n", 1, "fehlt ein Doppelpunkt", "so: name: P"),
    ("day-without-colon", "zeiten.yml", "sprechzeiten:\n  Mo-Fr 8-12\n  Sa: 9-11\n", 2, "fehlt ein Doppelpunkt", "so: Mo-Fr: 8-12"),
    ("singular", "leistungen.yml", "kurse:\n  - name: A\n    termin: 12.01.2027 18-19\n", 3, "nicht bekannt", "„termine“"),
    ("profession-of-no-kind", "praxis.yml", "name: P\nberuf:\n  art: Psychologische Beraterin\n", 3, "nicht möglich", "Alles andere ist `sonstige`"),
    ("phone-and-fax", "praxis.yml", BASE + "telefon: 0561 12345, Fax 0561 12346\n", 4, "mehrere Nummern", "zuerst anrufen"),
    ("windows-ending", "zeiten.yml.txt", "sprechzeiten:\n", None, "nicht gelesen", "zeiten.yml"),
]  # fmt: skip


def write(folder, name, text):
    data = text if isinstance(text, bytes) else text.encode()
    (folder / name).write_bytes(data)


@pytest.mark.parametrize(
    ("name", "text", "line", "what", "fix"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_broken_on_purpose(tmp_path, name, text, line, what, fix):
    folder = tmp_path / "praxis"
    folder.mkdir()
    write(folder, "praxis.yml", BASE)
    write(folder, name, text)
    with pytest.raises(PraxisError) as error:
        read_facts(folder)
    problems = in_german(error.value).problems
    problem = next((p for p in problems if what in p.what), None)
    assert problem is not None, str(in_german(error.value))
    assert problem.file == f"praxis/{name}"
    assert problem.line == line
    assert fix in (problem.fix or "")
    if line is not None:
        assert (
            problem.excerpt
            == (text.decode("cp1252", "replace") if isinstance(text, bytes) else text).split("\n")[line - 1]
        )
        assert 1 <= problem.column <= len(problem.excerpt) + 1
    assert len(problems) == 1, "one mistake, one message:\n" + str(in_german(error.value))


def test_there_are_fifty():
    assert len(BROKEN) >= 50


def test_all_mistakes_of_all_files_at_once(tmp_path):
    write(tmp_path, "praxis.yml", BASE + "telefon: 12\nbundesland: Baiern\n")
    write(tmp_path, "zeiten.yml", "sprechzeiten:\n  Mo: 12-8\n  Xy: 8-12\n")
    write(tmp_path, "urlaub.yml", "urlaub:\n\t- von: 1\n")
    with pytest.raises(PraxisError) as error:
        read_facts(tmp_path)
    assert [(Path(p.file).name, p.line) for p in error.value.problems] == [
        ("praxis.yml", 4),
        ("praxis.yml", 5),
        ("zeiten.yml", 2),
        ("zeiten.yml", 3),
        ("urlaub.yml", 2),
    ]


def test_problems_in_a_row_that_say_the_same_have_their_advice_once():
    same = [
        Problem("no words", f"{page}.md", line, why="heard by nobody", fix="say it")
        for page in "ab"
        for line in (1, 2)
    ]
    told = PraxisError(*same, Problem("no words", "c.md", 3, why="heard by nobody", fix="leave it out")).told(
        str
    )
    assert [part.count("no words") for part in told.split("\n\n")] == [4, 1]
    assert told.count("say it") == 1
    assert told.count("heard by nobody") == 2
    assert all(f"{page}.md:{line}" in told for page in "ab" for line in (1, 2))


def test_english_by_setting(tmp_path):
    write(tmp_path, "praxis.yml", BASE + "telefonn: 1\n")
    with pytest.raises(PraxisError) as error:
        read_facts(tmp_path, language="en")
    assert "is not known here" in str(error.value)
    assert "Did you mean “telefon”?" in str(error.value)


def test_a_loop_of_anchors_ends(tmp_path):
    write(tmp_path, "praxis.yml", "name: &a [*a]\nberuf:\n  art: arzt\n")
    with pytest.raises(PraxisError):
        read_facts(tmp_path)


def test_a_copy_of_a_file_is_never_to_be_renamed_to_the_one_that_is_there(tmp_path):
    for name in ("praxis.yml", "urlaub 2.yml"):
        write(tmp_path, name, BASE if name == "praxis.yml" else "urlaub:\n")
    for there, advice in ((False, "Rename it to urlaub.yml"), (True, "which is there already")):
        if there:
            write(tmp_path, "urlaub.yml", "urlaub:\n")
        with pytest.raises(PraxisError, match=advice):
            read_facts(tmp_path)


def test_a_folder_without_the_practice_is_told(tmp_path):
    write(tmp_path, "zeiten.yml", "sprechzeiten:\n  Mo: 8-12\n")
    with refused("Die Datei fehlt"):
        read_facts(tmp_path)


def test_no_booking_and_a_booking_page_contradict_each_other(tmp_path):
    write(tmp_path, "praxis.yml", BASE)
    write(tmp_path, "termine.yml", "termin:\n  online: {url: 'https://b.example/', anbieter: B GmbH}\n")
    write(tmp_path, "rechtliches.yml", "bfsg:\n  buchung: keine\n")
    with pytest.raises(PraxisError) as error:
        read_facts(tmp_path)
    (problem,) = in_german(error.value).problems
    assert (problem.line, problem.fix) == (2, "Schreiben Sie buchung: link")


@pytest.mark.parametrize(
    ("name", "text", "fix"),
    [
        ("../team.yml", "team: [{name: A}]\n", "nach praxis/"),
        ("team", "team: [{name: A}]\n", "um in team.yml"),
        ("ferien.yml", "urlaub: keiner\n", "um in urlaub.yml"),
    ],
)
def test_a_file_that_nobody_reads_is_told_with_its_right_place(tmp_path, name, text, fix):
    folder = tmp_path / "praxis"
    folder.mkdir()
    (folder / "praxis.yml").write_text(BASE, encoding="utf-8")
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(PraxisError) as error:
        read_facts(folder)
    (problem,) = in_german(error.value).problems
    assert problem.file.endswith(name.removeprefix("../"))
    assert fix in problem.fix
