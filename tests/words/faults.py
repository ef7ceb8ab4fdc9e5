"""Ways in which people break a site, each with a word by which it is told: (name, file, what stands there, what stands instead, word).

A file that is not there is written; `what stands there` empty means: at the end of the file.
"""

TEAM = "praxis/team.yml"
NAME = "  - name: Dr. Ada Beispiel"
PHOTO = f"{NAME}\n    foto: bilder/{{}}\n    foto_alt: Ada\n    foto_einwilligung: 15.01.2026"
END = "docs/team.md"
CONFIG = "mkdocs.yml"
LOCALE = "  locale: de"
FACTS = "      facts: praxis/"

# What ends a build at once.
FATAL = [
    ("unknown option of the plugin", CONFIG, "policy: strict", "polici: strict", "Meinten Sie „policy“"),
    ("none of the values", CONFIG, "policy: strict", "policy: streng", "„streng“"),
    ("no list", CONFIG, FACTS, "      own_hosts: praxis.de", "eine Liste"),
    ("no number of a date", CONFIG, FACTS, FACTS + "\n      date: 35.12.2026", "35.12.2026"),
    ("somebody else's host", CONFIG, FACTS, FACTS + "\n      own_hosts: [www.facebook.com]", "gehört nicht Ihnen"),
    ("an allowance without reasons", CONFIG, FACTS, FACTS + "\n      allow: [{host: x.de}]", "fehlt 'reason'"),
    ("an unknown rule", CONFIG, FACTS, FACTS + "\n      severity: {abc: note}", "keine Regel"),
    ("a weight that is none", CONFIG, FACTS, FACTS + "\n      severity: {dead-link: leise}", "leise"),
    ("a report that is none", CONFIG, FACTS, FACTS + "\n      reports: [html]", "kein Bericht"),
    ("a file of hooks that is not there", CONFIG, "", "\nhooks: [fehlt.py]", "fehlt.py"),
    ("no address of the site", CONFIG, "site_url: https://www.markt.de/", "", "site_url"),
    ("no colour", CONFIG, LOCALE, LOCALE + "\n  brand: rot", "mkdocs.yml:9"),
    ("a colour that YAML takes for a comment", CONFIG, LOCALE, LOCALE + "\n  brand: #7a3e63", "Anführungszeichen"),
    ("a face that is none", CONFIG, LOCALE, LOCALE + "\n  hero: quer", "„quer“"),
    ("a drawing that is none", CONFIG, LOCALE, LOCALE + "\n  scene: quer", "Zeichnung"),
    ("a font nobody has", CONFIG, "source-sans-3", "comic-sans", "„comic-sans“"),
    ("an option the theme does not know", CONFIG, LOCALE, LOCALE + "\n  brnd: rot", "Meinten Sie „brand“"),
    ("a logo that is not there", CONFIG, LOCALE, LOCALE + "\n  logo: logo.svg", "logo.svg"),
    ("two colons in the head of a page", END, "description: Die", "title: Team: Die", "zweiter Doppelpunkt"),
    ("a head by Word", END, "---\ndescription", "–––\ndescription", "aus drei Bindestrichen"),
    ("a head below empty lines", END, "---\ndescription", "\n\n---\ndescription", "docs/team.md:3:1"),
    ("two heads", END, "# Team", "---\ntitle: Wir\n---\n# Team", "zweiten Kopf"),
    ("a head without a space", END, "description: ", "description:", "Leerzeichen hinter den Doppelpunkt"),
    ("a first line that MkDocs keeps", "docs/neu.md", "", b"Wichtig: Wir ziehen um.\n\n# Umzug\n", "„Wichtig“"),
    ("a head that is not closed", END, "---\n# Team", "# Team", "beginnt mit ---"),
    ("an old encoding", "docs/alt.md", "", b"# Gr\xf6\xdfe\n", "alten Codierung"),
    ("a template nobody has", "docs/index.md", "start.html", "startseite.html", "startseite.html"),
    ("a colon too few", END, "", ":: praxis sprechzeiten", "drei Doppelpunkten"),
    ("a colon too many", END, "", ":::: praxis sprechzeiten", "drei Doppelpunkten"),
    ("a misspelt word", END, "", "::: praxsi sprechzeiten", "„:::praxsi“"),
    ("no component at all", END, "", "::: praxis", "Name des Bausteins fehlt"),
    ("a misspelt component", END, "", "::: praxis sprechzeit", "„sprechzeiten“"),
    ("a component by another name", END, "", "::: praxis teilen", "Meinten Sie „weitersagen“"),
    ("an option nobody knows", END, "", '::: praxis urlaub laenge="3"', "„laenge“"),
    ("a number in words", END, "", '::: praxis urlaub anzahl="viele"', "ganze Zahl"),
    ("an option twice", END, "", "::: praxis urlaub anzahl=3 anzahl=4", "zweimal"),
    ("an open quotation mark", END, "", '::: praxis urlaub leer="offen', "nicht zu verstehen"),
    ("a component in a list", END, "", "- Liste\n\n    ::: praxis urlaub", "Liste oder einem Kasten"),
    ("options that are no YAML", END, "", "::: praxis urlaub\n    leer: a: b", "nicht zu lesen"),
    ("text below a component", END, "", "::: praxis urlaub\n    nur Text", "aus Angaben"),
    ("nothing to show", END, "", "::: praxis telefonzeiten", "telefonzeiten:"),
    ("a film without its options", END, "", "::: praxis video", "datei=medien"),
    ("a film without captions", END, "", '::: praxis video datei="bild.png" titel="Film"', "Untertitel"),
    ("a service nobody offers", END, "", '::: praxis auf-einen-blick name="Yoga"', "„Yoga“"),
    ("a picture without words", END, "", "![](bild.png)", "Alternativtext"),
    ("a photo that is not there", TEAM, NAME, PHOTO.format("weg.jpg"), "praxis/team.yml:5"),
    ("a photo of an iPhone", TEAM, NAME, PHOTO.format("ada.heic"), "HEIC"),
    ("a photo that is none", TEAM, NAME, PHOTO.format("kaputt.jpg"), "kein Bild"),
    ("a form that is not there", "praxis/termine.yml", "formulare:", "formulare:\n  - {name: Bogen, datei: weg.pdf}", "praxis/termine.yml"),
    ("a misspelt fact", "praxis/praxis.yml", "telefon:", "telefonn:", "Meinten Sie „telefon“"),
    ("a tab in the facts", "praxis/zeiten.yml", "  Mo-Fr:", "\tMo-Fr:", "Tabulator"),
    ("hours without an end", "praxis/zeiten.yml", "Mo-Fr: 8-12", "Mo-Fr: vormittags", "vormittags"),
    ("no bracket at the end", "praxis/zeiten.yml", "Mo-Fr: 8-12", "Mo-Fr: [8-12", "Klammer"),
    ("a template of one's own that is broken", "over/main.html", "", "{% extends 'base.html' %}{% block", "Vorlage ist nicht zu lesen"),
    ("a template with a name nobody knows", "over/main.html", "", "{{ x.y.z }}", "„'x' is undefined“"),
    ("a hook that fails", "hook.py", "", "def on_page_content(html, **_):\n    raise ValueError('x')\n", "„ValueError: x“"),
]  # fmt: skip

# What only `praxis build` can tell in German: MkDocs stops before it knows its plugins.
EARLY = [
    ("a tab in mkdocs.yml", CONFIG, LOCALE, "\tlocale: de", "Tabulator"),
    ("an open quotation mark", CONFIG, "site_name: ", 'site_name: "', "Anführungszeichen"),
    ("an unknown theme", CONFIG, "name: praxis\n", "name: praxsi\n", "„praxsi“"),
    ("a language nobody speaks", CONFIG, LOCALE, "  locale: deutsch", "„deutsch“"),
    ("a menu without entries", CONFIG, "  - Team: team.md", "  - Team:", "nav"),
    ("an unknown extension", CONFIG, "  - tables", "  - tabelle", "„tabelle“"),
    ("an unknown plugin", CONFIG, "  - search", "  - suche", "„suche“"),
    ("no plugin", CONFIG, "  - praxis:\n", "  - xpraxis:\n", "das Plugin praxis fehlt"),
]  # fmt: skip

# What a build goes through with, each a finding: all of it at once.
FOUND = [
    ("a link to nothing", END, "", "[Mehr](gibt-es-nicht.md)", "„gibt-es-nicht.md“ führt ins Leere"),
    ("a picture of nothing", END, "", "![Raum](bilder/fehlt.jpg)", "„bilder/fehlt.jpg“ führt ins Leere"),
    ("a picture of nothing in HTML", END, "", '<img src="bilder/nix.png" alt="Nix">', "„bilder/nix.png“"),
    ("a link to nothing in HTML", END, "", '<a href="preise.html">Preise</a>', "„preise.html“ führt ins Leere"),
    ("a link to a source in HTML", END, "", '<a href="kontakt.md">Kontakt</a>', "[Wörter](kontakt.md)"),
    ("an own address of nothing", END, "", "[Preise](https://www.markt.de/preise/)", "„https://www.markt.de/preise/“"),
    ("a key by its German name", END, "description:", "beschreibung:", "Meinten Sie „description“"),
    ("a link to no place", END, "", "[Mehr](kontakt.md#nirgends)", "nirgends"),
    ("a link without its ending", END, "", "[Kontakt](kontakt)", "Meinten Sie „kontakt.md“"),
    ("a menu entry of nothing", CONFIG, "  - Team: team.md", "  - Team: team.md\n  - Mehr: mehr.md", "das Menü nennt mehr.md"),
    ("a page without a way", "docs/neu.md", "", "# Neu\n", "kein Menü"),
    ("a picture of an iPhone", END, "", "![Raum](bilder/ada.heic)", "ada.heic ist ein HEIC-Bild"),
    ("a picture that is none", END, "", "![Raum](bilder/kaputt.jpg)", "kaputt.jpg ist kein Bild"),
    ("a film without captions", END, "", '<video src="film.mp4" controls></video>', "keine Untertitel"),
    ("a document of an office", END, "", "[Bogen](bogen.docx)", "DOCX"),
    ("a form of an office", "praxis/termine.yml", "formulare:", "formulare:\n  - {name: Bogen, datei: bogen.docx}", "DOCX"),
    ("a style sheet of nothing", CONFIG, "", "\nextra_css: [stil.css]", "extra_css nennt stil.css"),
    ("a setting nobody knows", CONFIG, "", "\nfarbe: rot", "„farbe“"),
    ("a strange frame", END, "", '<iframe src="https://x.example.net/a"></iframe>', "x.example.net"),
    ("a strange script", END, "", '<script src="https://cdn.example.net/a.js"></script>', "cdn.example.net"),
    ("a strange font", END, "", '<link rel="stylesheet" href="https://fonts.googleapis.com/css2?family=Lora">', "fonts.googleapis.com"),
    ("a pixel", END, "", '<img src="https://www.facebook.com/tr?id=1" alt="">', "Meta Pixel"),
    ("a social network", END, "", "[Insta](https://www.instagram.com/praxis)", "instagram.com"),
    ("a film elsewhere", END, "", '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>', "steht als Text"),
    ("a form that sends elsewhere", END, "", '<form action="https://formspree.io/f/x" method="post"><input name="email"></form>', "formspree.io"),
]  # fmt: skip
