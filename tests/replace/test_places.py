"""Maps of page builders and scripts: every place has a link, and what its popup says stands on the card."""

import base64
import html
import json

import pytest
import turbohtml

from mkdocs_praxis.replace.engine import replace

GOOGLE = '<script src="https://maps.googleapis.com/maps/api/js?key=K"></script>'
NORTH, SOUTH = ("53.61", "9.98"), ("53.45", "9.99")


def attribute(value, *, ascii_only=True):
    """JSON as PHP writes it into an attribute: umlauts escaped."""
    return html.escape(json.dumps(value, ensure_ascii=ascii_only))


def points(lat, lon, said):
    return [
        {lat: NORTH[0], lon: NORTH[1], **said("Praxis Nord", "Nordweg 1")},
        {lat: SOUTH[0], lon: SOUTH[1], **said("Praxis Süd", "Südstraße 2")},
    ]


SPPB = json.dumps([{"address": "Praxis Süd", "latitude": SOUTH[0], "longitude": f" {SOUTH[1]}"}])
MAPS = {
    "bricks": f"""<div class="brxe-map" data-bricks-map-options="{attribute({"addresses": points("latitude", "longitude", lambda name, street: {"infoTitle": name})})}"></div>""",
    "essential addons": f"""<div class="eael-google-map" data-map_markers="{attribute(points("eael_google_map_marker_lat", "eael_google_map_marker_lng", lambda name, street: {"eael_google_map_marker_title": name, "eael_google_map_marker_content": street}))}"></div>""",
    "ootb": f"""<div class="ootb-openstreetmap--container" data-markers="{attribute(points("lat", "lng", lambda name, street: {"text": f"<p>{name}</p><p>{street}</p>"}))}"><div class="ootb-openstreetmap--map"></div></div>""",
    "jetpack": f"""<div class="wp-block-jetpack-map" data-points="{attribute([{"title": name, "caption": street, "coordinates": {"longitude": float(at[1]), "latitude": float(at[0])}} for name, street, at in (("Praxis Nord", "Nordweg 1", NORTH), ("Praxis Süd", "Südstraße 2", SOUTH))])}"></div>""",
    "yootheme": f"""<div uk-map><script type="application/json">{json.dumps({"center": {"lat": 53.5, "lng": 9.9}, "markers": [{"lat": float(NORTH[0]), "lng": float(NORTH[1]), "content": "<h3>Praxis Nord</h3>"}, {"lat": float(SOUTH[0]), "lng": float(SOUTH[1]), "content": "<h3>Praxis Süd</h3>"}]})}</script></div>""",
    "sp page builder": f"""<div class="sppb-addon-gmap-canvas" data-lat="{NORTH[0]}" data-lng="{NORTH[1]}" data-location='{base64.b64encode(SPPB.encode()).decode()}' data-mapzoom="9" data-infowindow="{base64.b64encode(b"<p>Praxis Nord</p>").decode()}"></div>""",
    "sp page builder osm": f"""<div class="sppb-addon-openstreetmap" data-location="{attribute([{"address": "Praxis Nord", "latitude": NORTH[0], "longitude": NORTH[1]}, {"address": "Praxis Süd", "latitude": SOUTH[0], "longitude": f" {SOUTH[1]}"}])}"></div>""",
}  # fmt: skip


@pytest.mark.parametrize("html", MAPS.values(), ids=MAPS)
def test_each_place_of_a_builder_s_map_has_its_link_and_name(html, options):
    done = replace(html, options)
    card = turbohtml.parse(done.html).select_one(".praxis-embed")
    links = [link.attr("href").replace("%2C", ",") for link in card.select("a[href^=http]")]
    for place, name in ((NORTH, "Praxis Nord"), (SOUTH, "Praxis Süd")):
        found = [href for href in links if place[0] in href and place[1] in href]
        assert len(found) == 1, place
        assert name in card.text
    assert replace(done.html, options).html == done.html


@pytest.mark.parametrize(
    ("html", "words"),
    [
        (f"""<div class="brxe-map" data-bricks-map-options="{attribute({"addresses": [{"id": "a", "address": "Südstraße 2, 21073 Hamburg"}, {"id": "b", "address": "Nordweg 1, 22335 Hamburg"}]})}"></div>""",
         ["Südstraße 2, 21073 Hamburg", "Nordweg 1, 22335 Hamburg"]),
        ("""<div id="fusion_map_1"></div><script>jQuery("#fusion_map_1").fusion_maps({addresses:[{"address":"S\\u00fcdstra\\u00dfe 2, 21073 Hamburg","infobox_content":"Zweigpraxis"},{"address":"Nordweg 1, 22335 Hamburg"}]});</script>""" + GOOGLE,
         ["Südstraße 2, 21073 Hamburg", "Zweigpraxis", "Nordweg 1, 22335 Hamburg"]),
        ('<div data-element-type="mapextension" dmle_extension="mapextension" data-popup-title="Praxis Süd" geocompleteaddress="Südstraße 2, Hamburg" provider="mapbox" lon="9.99" lat="53.45"></div>',
         ["Praxis Süd, Südstraße 2, Hamburg"]),
        ("""<div class="avia-google-map-container"></div><script>var av_google_map = av_google_map || {}; av_google_map['0']['marker']['0']['address'] = "Südstraße 2"; av_google_map['0']['marker']['0']['city'] = "Hamburg"; av_google_map['0']['marker']['0']['long'] = 9.99; av_google_map['0']['marker']['0']['lat'] = 53.45;</script>""" + GOOGLE,
         ["Südstraße 2, Hamburg"]),
    ],
    ids=["addresses with umlauts", "Avada", "Duda", "Enfold"],
)  # fmt: skip
def test_the_addresses_of_a_builder_s_map_are_read_as_they_were_written(html, words, options):
    card = turbohtml.parse(replace(html, options).html).select_one(".praxis-embed")
    assert all(word in card.text for word in words)
    assert "u00" not in str(card)


LEAFLET = '<div id="k"></div><script>var k = L.map("k").setView([53.5, 9.9], 12); L.tileLayer("https://tile.openstreetmap.org/{z}/{x}/{y}.png").addTo(k); %s</script>'
GMAP = f'<div id="k"></div><script>function los() {{ var ort = {{lat: 53.61, lng: 9.98}}; var k = new google.maps.Map(document.getElementById("k"), {{zoom: 15, center: ort}}); %s }}</script>{GOOGLE}'
MARKER = "var m = new google.maps.Marker({position: ort, map: k%s});"


@pytest.mark.parametrize(
    "html",
    [
        LEAFLET % "L.marker([53.61, 9.98]).addTo(k).bindPopup('<b>Praxis Nord</b><br>Nordweg 1<br>Tel. 040 123456');",
        LEAFLET % "L.marker([53.61, 9.98]).addTo(k).bindPopup('<b>Praxis Nord</b><br>' + 'Nordweg 1<br>' + 'Tel. 040 123456');",
        GMAP % (MARKER % "" + "new google.maps.InfoWindow({content: '<h4>Praxis Nord</h4><p>Nordweg 1</p><p>Tel. 040 123456</p>'}).open(k, m);"),
        GMAP % ("var contentString = '<h4>Praxis Nord</h4>' +\n '<p>Nordweg 1</p>' +\n '<p>Tel. 040 123456</p>'; var w = new google.maps.InfoWindow({content: contentString});" + MARKER % ", title: 'Praxis Nord'"),
        GMAP % ("var orte = [{lat: 53.61, lng: 9.98, content: '<h4>Praxis Nord</h4><p>Nordweg 1</p><p>Tel. 040 123456</p>'}];" + MARKER % "" + "new google.maps.InfoWindow({content: orte[0].content}).open(k, m);"),
    ],
    ids=["popup", "put together", "info window", "in a variable", "in an object"],
)  # fmt: skip
def test_what_a_popup_says_stands_on_the_card(html, options):
    card = turbohtml.parse(replace(html, options).html).select_one(".praxis-embed")
    assert "Karte „Praxis Nord“" in card.select_one("a").text
    assert [p.text for p in card.select(".praxis-embed-text")] == ["Nordweg 1", "Tel. 040 123456"]


def test_popups_of_several_places_are_told_apart_and_their_links_are_no_text(options):
    html = LEAFLET % (
        "L.marker([53.61, 9.98]).addTo(k).bindPopup('<b>Praxis Nord</b><br>Nordweg 1<br><a href=\"https://maps.google.com/?daddr=1\">Route</a>');"
        "L.marker([53.45, 9.99]).addTo(k).bindPopup('<b>Praxis Süd</b><br>Südstraße 2');"
    )
    card = turbohtml.parse(replace(html, options).html).select_one(".praxis-embed")
    assert [p.text for p in card.select(".praxis-embed-text")] == [
        "Praxis Nord, Nordweg 1",
        "Praxis Süd, Südstraße 2",
    ]
    assert [a.text for a in card.select(".praxis-embed-action a")] == [
        "Karte „Praxis Nord“ bei OpenStreetMap öffnen", "Karte „Praxis Süd“ bei OpenStreetMap öffnen",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "marker",
    [
        "L.marker([53.61, 9.98], {icon: L.divIcon({html: '<i class=\"fa fa-map-pin\"></i>'})}).addTo(k);",
        "L.marker([53.61, 9.98], {title: 'Marker', alt: 'Pin'}).addTo(k);",
        "L.marker([53.61, 9.98]).addTo(k).bindPopup('<b>' + name + '</b>');",
    ],
)
def test_icons_and_unknown_values_are_no_words(marker, options):
    card = turbohtml.parse(replace(LEAFLET % marker, options).html).select_one(".praxis-embed")
    assert card.select_one("a").text == "Karte bei OpenStreetMap öffnen"
    assert not card.select(".praxis-embed-text")


def test_what_the_script_of_a_map_says_elsewhere_is_not_about_the_place(options):
    html = LEAFLET % (
        "L.marker([53.61, 9.98]).addTo(k).bindPopup('<b>Praxis Nord</b><br>Nordweg 1');"
        "$('.dank').text('Danke für Ihre Nachricht'); tippy('.hoch', {content: 'Nach oben'}); $('.fehler').html('<p>Fehler</p>'); var modalContent = '<p>Hinweis</p>';"
    )
    card = turbohtml.parse(replace(html, options).html).select_one(".praxis-embed")
    assert [p.text for p in card.select(".praxis-embed-text")] == ["Nordweg 1"]
    assert not any(word in card.text for word in ("Danke", "oben", "Fehler", "Hinweis"))
