"""Hours, addresses and numbers in the elements in which sites of practices show them; all facts are invented."""

from pathlib import Path

import pytest

from mkdocs_praxis.importing import import_site
from mkdocs_praxis.importing.export import read_export
from mkdocs_praxis.importing.facts import guess_facts
from mkdocs_praxis.importing.hours import find_hours
from mkdocs_praxis.importing.model import Guesses
from mkdocs_praxis.practice.hours import clock, make_week, parse_spans
from mkdocs_praxis.practice.weekdays import parse_days
from tests.tools import lay

HOURS = {
    "pipe-table": ('<table><tbody>\n<tr id="row-mon"><td>Montag</td><td>8:00 – 12:00 &nbsp;|&nbsp; 14:00 – 18:00</td></tr>\n<tr><td>Dienstag</td><td>8:00 – 12:00 &nbsp;|&nbsp; 14:00 – 18:00</td></tr>\n<tr><td>Mittwoch</td><td>8:00 – 12:00</td></tr></tbody></table>', "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00"),
    "span-br": ('<div class="item"><span class="label">Sprechzeiten</span>\n<span class="value">Mo 09–12:30, 13:30–17:30<br>Di 09–13:30, 15–18:30<br>Mi 09–14:30<br>Fr 09–14 Uhr</span></div>', "Mo 09:00-12:30 13:30-17:30; Di 09:00-13:30 15:00-18:30; Mi 09:00-14:30; Fr 09:00-14:00"),
    "amp": ("<strong>Sprechzeiten</strong><span>Mo–Mi: 8:30–12:30 & 14:30–18:00 Uhr<br>Do–Fr: 8:30–12:30 Uhr</span>", "Mo 08:30-12:30 14:30-18:00; Di 08:30-12:30 14:30-18:00; Mi 08:30-12:30 14:30-18:00; Do 08:30-12:30; Fr 08:30-12:30"),
    "hours-row": ('<div class="hours-card">\n<div class="hours-row">\n<span>Montag - Freitag</span>\n<strong>08:00 - 12:00</strong>\n<strong>14:00 - 18:00</strong>\n</div>\n<div class="hours-row">\n<span>Samstag</span>\n<strong>10:00 - 12:00</strong>\n</div>\n<div class="hours-row muted">\n<span>Sonntag</span>\n<strong>geschlossen</strong>\n</div></div>', "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00 14:00-18:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00 14:00-18:00; Sa 10:00-12:00"),
    "hours-row-min": ('<div class="row"><span>Montag - Freitag</span><strong>08:00 - 12:00</strong><strong>14:00 - 18:00</strong></div><div class="row"><span>Samstag</span><strong>10:00 - 12:00</strong></div>', "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00 14:00-18:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00 14:00-18:00; Sa 10:00-12:00"),
    "two-columns-flex": ('<div class="details"><div class="days"><p>Mo, Di, Fr:</p><p>Mo:</p><p>Do:</p><p>Mi:</p></div>\n<div class="times"><p>8:00 - 12 Uhr</p><p>14:00 - 18 Uhr</p><p>13:00 - 18 Uhr</p><p>nach Vereinbarung</p></div></div>', "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00; Fr 08:00-12:00; Do 13:00-18:00; Mi nV"),
    "block-spans-min": ('<div class="hours"><strong>Öffnungszeiten</strong><span>Mo - Do: 08:00 - 12:00 und 14:00 - 18:00</span><span>Fr: 08:00 - 12:00</span></div>', "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00 14:00-18:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00"),
    "open-tags-table": ("<h2>Sprechzeiten</h2><h6>Regulär</h6><table><tr><td>Mo, Di, Do, Fr<td class=hours>08:00-12:00<tr><td>Dienstag, Donnerstag<td class=hours>14:00-18:00</table><h2>Kontakt</h2>", "Mo 08:00-12:00; Di 08:00-12:00 14:00-18:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00"),
    "td-br-br": ('<table class="table"><thead><th>Wochentag</th><th>Öffnungszeiten</th></thead><tbody>\n<tr><td>Mo, Di, Do, Fr</td>\n<td>\n08.00 - 12.00<br><br>\n14.00 - 18.00</td></tr>\n<tr><td>Mittwoch</td><td>\n14.30 - 20.00</td></tr></tbody></table>', "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00 14:00-18:00; Mi 14:30-20:00"),
    "li-strong": ("<ul><li><strong>Montag – Donnerstag:</strong> von 8 bis 20 Uhr</li><li><strong>Freitags:</strong> von 8 bis 13 Uhr</li><li>und nach Vereinbarung.</li></ul>", "Mo 08:00-20:00; Di 08:00-20:00; Mi 08:00-20:00; Do 08:00-20:00; Fr 08:00-13:00"),
    "sentence": ("<p>Unsere Sprechzeiten sind montags bis donnerstags von 8 bis 16 Uhr sowie freitags von 8 bis 12 Uhr.</p>", "Mo 08:00-16:00; Di 08:00-16:00; Mi 08:00-16:00; Do 08:00-16:00; Fr 08:00-12:00"),
    "dl-two-dd": ("<dl><dt>Mo–Do</dt><dd>8–12 Uhr</dd><dd>14–18 Uhr</dd><dt>Fr</dt><dd>8–12 Uhr</dd></dl>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00 14:00-18:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00"),
    "vorm-nachm-cols": ("<table><tr><th></th><th>Vormittag</th><th>Nachmittag</th></tr>\n<tr><td>Montag</td><td>8:00 - 12:00</td><td>14:00 - 18:00</td></tr>\n<tr><td>Dienstag</td><td>8:00 - 12:00</td><td>14:00 - 18:00</td></tr>\n<tr><td>Mittwoch</td><td>8:00 - 12:00</td><td>–</td></tr>\n<tr><td>Freitag</td><td>8:00 - 12:00</td><td>geschlossen</td></tr></table>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00; Fr 08:00-12:00"),
    "transposed": ("<table><tr><td></td><td>Mo</td><td>Di</td><td>Mi</td><td>Do</td><td>Fr</td></tr>\n<tr><td>Vormittags</td><td>8-12</td><td>8-12</td><td>8-12</td><td>8-12</td><td>8-12</td></tr>\n<tr><td>Nachmittags</td><td>14-18</td><td>14-18</td><td>-</td><td>14-18</td><td>-</td></tr></table>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00"),
    "day-headings": ("<h4>Montag</h4><p>8.00 - 12.00 Uhr</p><p>14.00 - 18.00 Uhr</p><h4>Dienstag</h4><p>8.00 - 12.00 Uhr</p>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00"),
    "vorm-colon": ("<p>Vormittags: Mo-Fr 8-12 Uhr</p><p>Nachmittags: Mo, Di, Do 14-18 Uhr</p>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00"),
    "pipe-head": ("<p>Mo - Fr | 8:00 - 12:00 Uhr</p><p>Sa | nach Vereinbarung</p>", "Mo 08:00-12:00; Di 08:00-12:00; Mi 08:00-12:00; Do 08:00-12:00; Fr 08:00-12:00; Sa nV"),
    "sup": ("<p>Mo - Fr 8<sup>00</sup> - 12<sup>00</sup> Uhr</p><p>Mo, Di, Do 14<sup>00</sup> - 18<sup>00</sup> Uhr</p>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00"),
    "nachm-nv": ("<p>Di.: 8:00 - 12:00 Uhr, nachmittags nach Vereinbarung</p><p>Mi.: 8:00 - 12:00 Uhr</p>", "Di 08:00-12:00 nV; Mi 08:00-12:00"),
    "sowie-nv": ("<p>Mo - Fr: 8:00 - 12:00 Uhr sowie nach Vereinbarung</p>", "Mo 08:00-12:00 nV; Di 08:00-12:00 nV; Mi 08:00-12:00 nV; Do 08:00-12:00 nV; Fr 08:00-12:00 nV"),
    "vorm-each": ("<p>Montag: vormittags 8:00 - 12:00 Uhr, nachmittags 14:00 - 18:00 Uhr</p>", "Mo 08:00-12:00 14:00-18:00"),
    "taeglich": ("<p>Montag bis Freitag täglich von 8.00 - 12.00 Uhr</p><p>Montag, Dienstag, Donnerstag von 14.00 - 18.00 Uhr</p>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00"),
    "telefon-and-hours": ("<h3>Telefonzeiten</h3><p>Mo 9-11 Uhr</p><p>Di 9-11 Uhr</p><p>Mi 9-11 Uhr</p><p>Do 9-11 Uhr</p><p>Fr 9-11 Uhr</p><h3>Sprechzeiten</h3><p>Mo - Fr: 8 - 12 Uhr</p><p>Mo, Di, Do: 14 - 18 Uhr</p>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00"),
    "hours-then-phone": ("<h3>Sprechzeiten</h3><p>Mo - Fr: 8 - 12 Uhr</p><h3>Telefonisch erreichbar</h3><p>Mo - Do: 8 - 16 Uhr</p><p>Fr: 8 - 12 Uhr</p>", "Mo 08:00-12:00; Di 08:00-12:00; Mi 08:00-12:00; Do 08:00-12:00; Fr 08:00-12:00"),
    "three-words": ("<p>Mo | Di | Do</p><p>8:00 – 12:00 Uhr<br>14:00 – 18:00 Uhr</p><p>Mi | Fr</p><p>8:00 – 12:00 Uhr</p>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Do 08:00-12:00 14:00-18:00; Mi 08:00-12:00; Fr 08:00-12:00"),
    "ld-string": ('<script type="application/ld+json">{"@type":"Dentist","openingHours":"Mo-Fr 08:00-12:00, Mo-Th 14:00-18:00"}</script><p>Text</p>', "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00 14:00-18:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00"),
    "microdata": ('<p><time itemprop="openingHours" datetime="Mo-Fr 08:00-12:00">werktags am Vormittag</time></p>', "Mo 08:00-12:00; Di 08:00-12:00; Mi 08:00-12:00; Do 08:00-12:00; Fr 08:00-12:00"),
    "emoji": ("<p>🕐 Mo–Fr: 8:00–12:00 Uhr</p>", "Mo 08:00-12:00; Di 08:00-12:00; Mi 08:00-12:00; Do 08:00-12:00; Fr 08:00-12:00"),
    "middot": ("<p>Mo–Do 8–12 Uhr · 14–18 Uhr</p><p>Fr 8–12 Uhr</p>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00 14:00-18:00; Mi 08:00-12:00 14:00-18:00; Do 08:00-12:00 14:00-18:00; Fr 08:00-12:00"),
    "middot-days": ("<p>Mo · Di · Do 8–12 Uhr</p><p>Fr 8–12 Uhr</p>", "Mo 08:00-12:00; Di 08:00-12:00; Do 08:00-12:00; Fr 08:00-12:00"),
    "tight": ("<p>Mo-Fr8:00-12:00 Uhr</p>", "Mo 08:00-12:00; Di 08:00-12:00; Mi 08:00-12:00; Do 08:00-12:00; Fr 08:00-12:00"),
    "leading-colon-nbsp": ("<p>Montag&nbsp;: 8h00 - 12h00</p><p>Dienstag&nbsp;: 8h00 - 12h00</p>", "Mo 08:00-12:00; Di 08:00-12:00"),
    "empty-second": ("<table><tr><td>Montag</td><td>8:00 - 12:00</td></tr><tr><td></td><td>14:00 - 18:00</td></tr><tr><td>Dienstag</td><td>8:00 - 12:00</td></tr></table>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00"),
    "br-second": ("<p>Montag: 8:00 - 12:00 Uhr<br>&nbsp; &nbsp; &nbsp; 14:00 - 18:00 Uhr<br>Dienstag: 8:00 - 12:00 Uhr</p>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00"),
    "turned-no-label": ("<table><tr><td>Mo</td><td>Di</td><td>Mi</td></tr><tr><td>8 – 12</td><td>14 – 18</td><td>8 – 12</td></tr></table>", "Mo 08:00-12:00; Di 14:00-18:00; Mi 08:00-12:00"),
    "sup-dot": ("<table><tr><td>Montag</td><td>8.<sup>00</sup> - 12.<sup>00</sup> Uhr</td></tr><tr><td>Freitag</td><td colspan=2>nach tel. Vereinbarung</td></tr></table>", "Mo 08:00-12:00; Fr nV"),
    "label-each-line": ("<p>Sprechstunde Montag 8:00 bis 12:00 | 14:00 bis 18:00</p><p>Sprechstunde Mittwoch 8:00 bis 12:00</p>", "Mo 08:00-12:00 14:00-18:00; Mi 08:00-12:00"),
    "privat-too": ("<h3>Sprechzeiten</h3><p>Mo-Fr 8-12 Uhr</p><h3>Privatsprechstunde</h3><p>Mo-Fr 14-18 Uhr</p><p>Sa 9-11 Uhr</p>", "Mo 08:00-12:00; Di 08:00-12:00; Mi 08:00-12:00; Do 08:00-12:00; Fr 08:00-12:00"),
    "parking": ("<p>Mo 8-12 Uhr</p><p>Parken: Mo-Sa 8-20 Uhr kostenpflichtig</p>", "Mo 08:00-12:00"),
    "sowie-am": ("<p>Mo - Di 8:00 - 12:00 Uhr sowie am Mo 14:00 - 18:00 Uhr</p>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00"),
    "grid": ("<div><div>Mo</div><div>08:00–12:00</div><div>14:00–18:00</div><div>Di</div><div>08:00–12:00</div><div>–</div></div>", "Mo 08:00-12:00 14:00-18:00; Di 08:00-12:00"),
}  # fmt: skip
CONTACT = {
    "footer-links": ('<main></main><footer><p>Lindenweg 7<br>34117 Kassel</p><p><a href="tel:+49561234567">0561 / 23 45 67</a></p><p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></p></footer>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "only-tel-href": ('<main><p><a href="tel:+49561234567">Termin vereinbaren</a></p><p>Lindenweg 7 · 34117 Kassel</p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "header-bar": ('<header><div class="top"><a href="tel:0561234567">0561 234567</a> <span>Lindenweg 7, 34117 Kassel</span> <a href="mailto:praxis@bruch.example">praxis@bruch.example</a></div><nav><a href="/">Start</a></nav></header><main></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "icon-items-fax-first": ('<main><div><strong>Fax</strong><span>0561 234568</span></div><div><strong>Telefon</strong><span>0561 234567</span></div><p>Lindenweg 7, 34117 Kassel</p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, 0561 234568, praxis@bruch.example"),
    "wrapped-street": ('<main><p><a href="https://maps.app.goo.gl/x">Lindenweg\n7<br>34117 Kassel</a></p><p>Telefon: <a href="tel:+49561234567">0561/234567</a><br>E-Mail: <a href="mailto:praxis@bruch.example">praxis@bruch.example</a></p></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "rows": ('<main><div class="row"><div class="l">Adresse:</div>\n<div class="r">Lindenweg 7</div></div><div class="row"><div>Ort:</div><div>34117 Kassel</div></div><div class="row"><div>Telefon:</div><div>0561 234567</div></div><div class="row"><div>Telefax:</div><div>0561 234568</div></div><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, 0561 234568, praxis@bruch.example"),
    "table": ('<main><table><tr><td>Adresse<td><a href="https://www.google.com/maps?q=x">Lindenweg 7, 34117 Kassel</a><tr><td>Tel.<td>(0561) 234567<tr><td>Fax.<td>(0561) 234568<tr><td>E-Mail<td><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></table></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, 0561 234568, praxis@bruch.example"),
    "two-numbers": ('<main><p>Lindenweg 7 | 34117 Kassel</p><p>Telefon: 0561 234567 / 0561 234569</p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "T-F-line": ('<main><p>Lindenweg 7 · 34117 Kassel · T. 0561 234567 · F. 0561 234568 · <a href="mailto:praxis@bruch.example">praxis@bruch.example</a></p></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, 0561 234568, praxis@bruch.example"),
    "tel-fax-line": ('<main><p>Lindenweg 7, 34117 Kassel</p><p>Tel.: 0561 234567 | Fax: 0561 234568</p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, 0561 234568, praxis@bruch.example"),
    "DE-plz": ("<main><p>Praxis Dr. Ella Bruch<br>Lindenweg 7 · DE-34117 Kassel<br>Telefon: +49 (0) 561 / 234567 · E-Mail: praxis@bruch.example</p></main>", "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "deputy-first": ('<main><h2>Vertretung im Urlaub</h2><p>Praxis Dr. Otto Lenz, Am Graben 3, 34119 Kassel<br>Tel. 0561 999888</p><h2>Kontakt</h2><p>Praxis Dr. Ella Bruch<br>Lindenweg 7<br>34117 Kassel<br>Telefon 0561 234567</p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "deputy-cards": ('<main><h2>Vertretende Praxen</h2><article><h3>Praxis Lenz</h3><p>📞 <a href="tel:0561999888">0561 999888</a></p></article><article><h3>Praxis Ott</h3><p>📞 <a href="tel:0561999777">0561 999777</a></p></article></main><footer><ul><li><span>Lindenweg 7, 34117 Kassel</span></li><li><a href="tel:0561234567">Telefon: 0561 234567</a></li><li><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></li></ul></footer>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "emergency-first": ('<main><p>Ärztlicher Bereitschaftsdienst: Tel. 116 117</p><p>Giftnotruf: Telefon 030 19240</p><p>Zahnärztlicher Notdienst: Tel. 01805 607011</p><p>Lindenweg 7, 34117 Kassel</p><p>Tel. 0561 234567</p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "authority-first": ("<main><h1>Impressum</h1><p>Zuständige Kammer:<br>Landesärztekammer Hessen<br>Hanauer Landstraße 152<br>60314 Frankfurt<br>Tel.: 069 97672-0<br>info@laekh.example</p><p>Praxis Dr. Ella Bruch<br>Lindenweg 7<br>34117 Kassel<br>Telefon: 0561 234567<br>E-Mail: praxis@bruch.example</p></main>", "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "floor": ('<main><p>Lindenweg 7, 1. OG<br>34117 Kassel</p><p>Tel. 0561 234567</p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "floor2": ('<main><p>Lindenweg 7 (Hinterhaus)<br>34117 Kassel</p><p>Tel. 0561 234567</p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "strasse-des": ('<main><p>Straße des 17. Juni 4<br>34117 Kassel</p><p>Tel. 0561 234567</p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Straße des 17. Juni 4, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
    "mannheim": ('<main><p>Q 7, 24<br>68161 Mannheim</p><p>Tel. 0561 234567</p><a href="mailto:praxis@bruch.example">praxis@bruch.example</a></main>', "Q 7, 24, 68161 Mannheim, 0561 234567, -, praxis@bruch.example"),
    "inline-nav-tel": ('<nav><ul><li><a href="#">Start</a></li><li><a class="cta" href="tel:0561234567">Termin: 0561 234567</a></li></ul></nav><main></main><footer>Lindenweg 7 – 34117 Kassel – <a href="mailto:praxis@bruch.example">praxis@bruch.example</a></footer>', "Lindenweg 7, 34117 Kassel, 0561 234567, -, praxis@bruch.example"),
}  # fmt: skip


def _read(html: str, folder: Path) -> Guesses:
    (folder / "impressum.html").write_text(
        f"<meta charset=utf-8><title>Praxis</title>{html}", encoding="utf-8"
    )
    return guess_facts(read_export(folder))


@pytest.mark.parametrize(("html", "said"), HOURS.values(), ids=HOURS)
def test_hours_are_read_as_they_are_seen(html: str, said: str, tmp_path: Path) -> None:
    found = _read(f"<main><h1>Willkommen</h1><p>Guten Tag.</p>{html}<p>Bis bald.</p></main>", tmp_path)
    week = make_week(
        (parse_days(days), *parse_spans(times)) for days, times in found.hours["sprechzeiten"].rows
    )
    rows = [
        " ".join(
            [
                name,
                *(f"{clock(one.opens)}-{clock(one.closes)}" for one in spans),
                *["nV"] * (day in week.on_request),
            ]
        )
        for day, (name, spans) in enumerate(
            zip(("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"), week.days, strict=True)
        )
        if spans or day in week.on_request
    ]
    assert sorted(rows) == sorted(said.split("; "))
    assert not any(span.note for spans in week.days for span in spans)


@pytest.mark.parametrize(("html", "said"), CONTACT.values(), ids=CONTACT)
def test_how_to_reach_the_practice_is_read_as_it_is_seen(html: str, said: str, tmp_path: Path) -> None:
    facts = {key: one.value for key, one in _read(html, tmp_path).facts.items()}
    assert (
        f"{facts['street']}, {facts['postcode']} {facts['city']}, {facts['phone']}, {facts.get('fax', '-')}, {facts['email']}"
        == said
    )


@pytest.mark.parametrize(
    "lines",
    [
        ["Mo 8-12 Uhr", "Di 8-12 Uhr, OP 13-15", "Mi 8-12 Uhr"],  # the others alone would be wrong
        ["Mo", "Di", "Mi", "8-12 Uhr", "14-18 Uhr"],  # which times belong to which day?
        ["Montag 8 - 9 Uhr 8:30 - 12 Uhr"],  # two columns, for two kinds of visits
        ["Telefonzeiten", "Mo-Fr 9-11 Uhr"],
        ["Unser Notdienst", "Sa 9-11 Uhr"],
    ],
)
def test_hours_that_may_be_wrong_are_left_to_people(lines: list[str]) -> None:
    assert find_hours(lines)[0] == ()


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ('<div><a href="mailto:a@b.example" class="btn">Termin</a><a href="tel:0561">Anruf</a></div>', "[Termin](mailto:a@b.example) [Anruf](tel:0561)"),
        ("<div><strong>Montag</strong><span>8 Uhr</span><strong>14 Uhr</strong></div>", "**Montag** 8 Uhr **14 Uhr**"),
        ('<div><span>Alle Kassen</span><span class="dot"></span><span>Aufzug</span></div>', "Alle Kassen Aufzug"),
        ("<p><span>Zahn</span><span>arzt</span></p>", "Zahnarzt"),  # as Word splits words
        ("<div>Zahn<b>arzt</b>praxis</div>", "Zahn**arzt**praxis"),
        ('<div class="faq-item"><button class="faq-trigger"><span>Was kostet das?</span><svg></svg></button><div class="faq-answer"><p>Nichts.</p></div></div>', "## Was kostet das?\n\nNichts."),
        ('<div><div class="icon">📍</div><p>Gegenüber der Post.</p></div>', "Gegenüber der Post."),
        ('<p>Raum eins</p><a class="next" onclick="weiter(1)">❯</a><p aria-hidden="true">★</p>', "Raum eins"),
        ('<table><tr><td><a href="a.htm">Start</a><br><a href="b.htm">Team</a><br><a href="c.htm">Weg</a></td><td>Guten Tag<hr>Bis bald</td></tr></table>', "Guten Tag\n\n---\n\nBis bald"),
        ("<div>Erst\n\n<br>\ndann</div>", "Erst<br>\ndann"),
        ('<p><img src="https://alter-name.example/raum.jpg" srcset="raum.jpg 450w, https://alter-name.example/klein.jpg 300w" alt="Raum"></p>', "![Raum](bilder/raum.jpg)"),
        ('<a href="#raum"><i class="material-icons">keyboard_arrow_down</i></a><p>Hell</p>', "Hell"),
        ("<ul><li><span>•</span> <span>Aufzug</span></li><li>✓ Rampe</li></ul>", "- Aufzug\n- ✓ Rampe"),
        ('<p><img src="raum.jpg" alt="image not found">Hell</p>', "![](bilder/raum.jpg)Hell"),
        ("<a href='https://www.kammer.example/'><div class=btn><h3>Weg</h3></div></a><h4></h4><h5>Mo</h5><h5>9:00-12:00</h5>", "## [Weg](https://www.kammer.example/)\n\nMo\n\n9:00-12:00"),
        ('<p><a href="tel: +49 (0)561 / 23 45">Anruf</a></p>', "[Anruf](tel:+495612345)"),
        ("<p><strong>Telefon</strong></p><p>Hell</p>", "**Telefon**\n\nHell"),
        ('<div class="icon-box"><div class="icon-text">Parkplatz am Haus</div></div>', "Parkplatz am Haus"),
    ],
)  # fmt: skip
def test_what_a_style_sheet_sets_apart_stays_apart_and_ornaments_go(
    html: str, said: str, tmp_path: Path
) -> None:
    old = tmp_path / "alt"
    old.mkdir()
    (old / "index.html").write_text("<meta charset=utf-8><title>Praxis</title><main><h1>Hallo</h1></main>")
    (old / "praxis.html").write_text(
        f"<meta charset=utf-8><title>Räume</title><main><h1>Räume</h1>{html}</main>"
    )
    (old / "raum.jpg").write_bytes(b"x")
    import_site(old, tmp_path / "neu", profession="arzt")
    assert (tmp_path / "neu/docs/praxis.md").read_text(encoding="utf-8") == f"# Räume\n\n{said}\n"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("<title>Zahnarzt Dr. Bruch | Kassel – Ihre Praxis mit Herz</title>", "Zahnarzt Dr. Bruch"),
        ("<title>Aktives Leben – Praxis für Ergotherapie in Kassel</title>", "Aktives Leben"),
        ("<title>Ella Bruch – Heilpraktikerin &amp; Dozentin | Kassel</title>", "Ella Bruch"),
        ("<title>Frauenarzt Kassel | Dr. med. Ella Bruch</title>", "Dr. med. Ella Bruch"),
        ("<title>Willkommen in der Praxis Dr. Bruch</title>", "Praxis Dr. Bruch"),
        ('<title>Start</title><script type="application/ld+json">{"@graph":[{"@type":"WebSite","name":"Netz"},{"name":"Zahnzentrum Bruch","telephone":"0561 234567"}]}</script>', "Zahnzentrum Bruch"),
    ],
)  # fmt: skip
def test_a_claim_is_no_name_and_search_engines_are_told_it(head: str, name: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<meta charset=utf-8>{head}<main>Hallo</main>", encoding="utf-8")
    assert read_export(tmp_path).name == name


@pytest.mark.parametrize(
    "card",
    ["<article><h2>{0}</h2><p>Wir {0}.</p></article>", "<div class=card><div class=content><h2>{0}</h2><p>Wir {0}.</p></div></div>"],
)  # fmt: skip
def test_a_card_among_many_is_not_the_content_of_the_page(card: str, tmp_path: Path) -> None:
    cards = "".join(card.format(word) for word in ("impfen", "schienen", "massieren"))
    (tmp_path / "index.html").write_text(f"<title>P</title><body><h1>Praxis</h1><p>Hallo!</p>{cards}</body>")
    (page,) = read_export(tmp_path).pages
    assert all(words in page.html for words in ("Hallo!", "Wir impfen.", "Wir schienen.", "Wir massieren."))


def test_how_to_reach_the_practice_is_found_in_a_menu_of_no_name(tmp_path: Path) -> None:
    menu = "<div id=nav><a href='/'><h1>Praxis</h1></a><a href='tel:+495612345'><h5>0561 2345</h5></a><a href='https://maps.google.com/'><h5>Lindenweg 7, 3.OG<br>34117 Kassel</h5></a></div>"
    (tmp_path / "index.html").write_text(f"<title>Praxis</title><body>{menu}<p>Hallo</p></body>")
    facts = guess_facts(read_export(tmp_path)).facts
    assert [facts[key].value for key in ("street", "postcode", "city")] == ["Lindenweg 7", "34117", "Kassel"]


def test_a_header_that_is_the_beginning_of_the_text_is_kept(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        "<meta charset=utf-8><title>Praxis</title><body><nav><a href=team.html>Team</a></nav><header><p>Willkommen in Kassel</p><h1>Ella Bruch</h1></header>"
        "<section><h2>Angebot</h2><p>Akupunktur</p></section></body>",
        encoding="utf-8",
    )
    (page,) = read_export(tmp_path).pages
    assert "Willkommen in Kassel" in page.html
    assert "Team" not in page.html


@pytest.mark.parametrize("first", ["Aktuelles", "Kontakt", "Team"])
def test_a_home_page_stays_the_home_page_whatever_its_first_heading(first: str, tmp_path: Path) -> None:
    old = lay(
        tmp_path / "alt",
        {
            "index.html": f"<meta charset=utf-8><title>Praxis Bruch</title><h3>{first}</h3><p>Wir impfen wieder.</p><p>Fax 0561 234568</p>",
        },
    )
    import_site(old, tmp_path / "neu", profession="arzt")
    home = (tmp_path / "neu/docs/index.md").read_text(encoding="utf-8")
    assert home.endswith(f"## Praxis Bruch\n\n### {first}\n\nWir impfen wieder.\n")
    assert "\nfax: 0561 234568   # PRÜFEN: von /\n" in (tmp_path / "neu/praxis/praxis.yml").read_text(
        encoding="utf-8"
    )


@pytest.mark.parametrize(
    ("html", "owner"),
    [
        ("<p>Verantwortlich:<br>Ella Bruch, Logopädin<br>Lindenweg 7<br>34117 Kassel</p>", "Ella Bruch"),
        ("<h2>Angaben gemäß § 5 DDG</h2><p>Ella Bruch<br>Praxis für Ergotherapie<br>Lindenweg 7<br>34117 Kassel</p>", "Ella Bruch"),
        ("<p>Ella Bruch-Lenz<br>Hebamme<br>Lindenweg 7<br>34117 Kassel</p>", "Ella Bruch-Lenz"),
        ("<p>Praxis am Markt<br>Lindenweg 7<br>34117 Kassel</p><p>Vertreten durch den Geschäftsführer Otto Lenz</p>", "Otto Lenz"),
        ("<p>§ 5 TMG<br>Logopädie Sprechzeit</p><p>Inhaberin: Ella Bruch<br>Lindenweg 7<br>34117 Kassel</p>", "Ella Bruch"),
        ("<p>Dr. med. Jan Voss und Dr. med. Ella Çelik GbR<br>Lindenweg 7<br>34117 Kassel</p>", "Dr. med. Jan Voss; Dr. med. Ella Çelik"),
        ("<p>Dr. med. dent. Ella von Bruch Zahnärztin<br>Lindenweg 7<br>34117 Kassel</p>", "Dr. med. dent. Ella von Bruch"),
        ("<p>Dipl.-Med. Ella Bruch Lindenweg 7, 34117 Kassel</p>", "Dipl.-Med. Ella Bruch"),
        ("<p>Dr. Jan Voss<br>Facharzt für Urologie<br>Dr. Ella d’Bruch<br>Urologin<br>Lindenweg 7<br>34117 Kassel</p>", "Dr. Jan Voss; Dr. Ella d’Bruch"),
        ("<p>Ella Bruch<br>\n\nRuth Lenz<br>\nLindenweg 7<br>34117 Kassel</p>", "Ella Bruch; Ruth Lenz"),
        ("<p>MVZ am Markt GmbH<br>Lindenweg 7<br>34117 Kassel</p><p>Ärztlicher Leiter: Dr. Otto Lenz</p>", None),
        ("<p>Inhaberin und verantwortlich im Sinne des § 5 DDG: Frau Ella Bruch</p>", "Ella Bruch"),
        ("<p>Praxis am Markt GmbH<br>Lindenweg 7<br>34117 Kassel</p><p>Umsetzung: Studio Kranich, Inhaber Otto Lenz</p>", None),
    ],
)  # fmt: skip
def test_owners_need_no_title(html: str, owner: str | None, tmp_path: Path) -> None:
    found = _read(f"<main><h1>Impressum</h1>{html}</main>", tmp_path).facts.get("owner")
    assert (found and found.value) == owner


@pytest.mark.parametrize(
    ("team", "owner"),
    [
        ("<h3>Ella Bruch</h3><div>Praxisinhaberin &amp; Fachtherapeutin</div><ul><li>Seit 2015 Praxisinhaberin</li></ul><h3>Ruth Lenz</h3><div>Ergotherapeutin</div>", "Ella Bruch"),
        ("<ul><li>Seit 2015 Inhaberin</li></ul><h3>Ruth Lenz</h3>", None),
        ("<p>Inhaberin<br>Ella Bruch</p><p>Ruth Lenz</p>", "Ella Bruch"),
        ("<p>Ruth Lenz</p><p>Praxisinhaberin Ella Bruch</p>", "Ella Bruch"),
    ],
)  # fmt: skip
def test_who_is_called_the_owner_is(team: str, owner: str | None, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(f"<title>Praxis</title><main><h1>Team</h1>{team}</main>")
    found = guess_facts(read_export(tmp_path)).facts.get("owner")
    assert (found and found.value) == owner


@pytest.mark.parametrize(("also", "owner"), [("", None), ("<p>Ihre Dr. Ella Bruch</p>", "Dr. Ella Bruch")])
def test_of_several_doctors_none_is_taken_for_the_owner(also: str, owner: str | None, tmp_path: Path) -> None:
    team = "<p>Dr. Ella Bruch, Internistin</p><p>Dr. Jonas Feld, Internist</p>"
    for name, words in {"team": team, "index": f"<p>Guten Tag.</p>{also}"}.items():
        (tmp_path / f"{name}.html").write_text(f"<title>{name}</title><main>{words}</main>")
    found = guess_facts(read_export(tmp_path)).facts.get("owner")
    assert (found and found.value) == owner


def test_a_sentence_before_the_days_says_what_the_hours_are_for(tmp_path: Path) -> None:
    said = "<ul><li>Wir sind MO-FR unter folgenden Zeiten für Sie telefonisch erreichbar MO, DI: 8-12 und 13-17 Uhr</li><li>MI: 8-14 Uhr</li></ul>"
    found = _read(f"<main><h1>Kontakt</h1><h3>Öffnungszeiten</h3>{said}</main>", tmp_path)
    assert found.hours["telefonzeiten"].rows == (("MO, DI", "8-12 und 13-17 Uhr"), ("MI", "8-14 Uhr"))
    assert "sprechzeiten" not in found.hours


def test_hours_of_the_telephone_come_along_as_such(tmp_path: Path) -> None:
    old = lay(
        tmp_path / "alt",
        {
            "index.html": "<meta charset=utf-8><title>Praxis Bruch</title><h2>Sprechzeiten</h2><p>Mo 8-12 Uhr</p><h2>Telefonische Sprechzeiten</h2><p>Di 9-10 Uhr</p><h2>Rezepte</h2><p>Mi 8-9 Uhr</p>",
        },
    )
    import_site(old, tmp_path / "neu", profession="arzt")
    week = (tmp_path / "neu/praxis/zeiten.yml").read_text(encoding="utf-8")
    assert (
        'sprechzeiten:                     # PRÜFEN: von /\n  Mo: "8-12 Uhr"\ntelefonzeiten:                     # PRÜFEN: von /\n  Di: "9-10 Uhr"\n'
        in week
    )
