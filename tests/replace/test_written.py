"""Code with what its names, loops and own functions stand for."""

import pytest

from mkdocs_praxis.replace.written import written_out

ROWS = 'var orte = [["Mitte", 52.5, 13.4], ["Pankow", 52.6, 13.5]];'
OBJECTS = "const orte = [{ name: 'Mitte', ort: { lat: 52.5, lng: 13.4 } }, { name: 'Pankow', ort: { lat: 52.6, lng: 13.5 }, },];"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        (f"{ROWS} orte.forEach(function (o, i) {{ pin([o[1], o[2]], o[0]); }});", 'pin([{}, {}], "{}")'),
        (f"{ROWS} orte.forEach(([name, lat, lng]) => pin([lat, lng], name));", 'pin([{}, {}], "{}")'),
        (f"{ROWS} orte.map(o => {{ pin([o[1], o[2]], o[0]) }});", 'pin([{}, {}], "{}")'),
        (f"{ROWS} for (var i = 0; i < orte.length; i++) pin([orte[i][1], orte[i][2]], orte[i][0]);", 'pin([{}, {}], "{}")'),
        (f"{ROWS} for (var i in orte) {{ var o = orte[i]; pin([o[1], o[2]], o[0]); }}", 'pin([{}, {}], "{}")'),
        (f"{ROWS} $.each(orte, function (i, o) {{ pin([o[1], o[2]], o[0]); }});", 'pin([{}, {}], "{}")'),
        (f"{OBJECTS} for (const o of orte) {{ pin([o.ort.lat, o.ort['lng']], o.name); }}", "pin([{}, {}], '{}')"),
        (f"{OBJECTS} orte.forEach(({{name, ort}}) => {{ pin([ort.lat, ort.lng], `<b>${{name}}</b>`); }});", 'pin([{}, {}], "<b>{}</b>")'),
        ("[{n: 'Mitte', p: [52.5, 13.4]}, {n: 'Pankow', p: [52.6, 13.5]}].forEach(o => pin(o.p, o.n));", "pin([{}, {}], '{}')"),
        ("const g = {t: 'x', f: [{n: 'Mitte', p: [52.5, 13.4]}, {n: 'Pankow', p: [52.6, 13.5]}]}; for (const o of g.f) { pin(o.p, o.n); }", "pin([{}, {}], '{}')"),
        ("const g = {f: [{n: 'Mitte', p: [52.5, 13.4]}, {n: 'Pankow', p: [52.6, 13.5]}]}; g.f.forEach(o => pin(o.p, o.n));", "pin([{}, {}], '{}')"),
        ("var orte = {a: {n: 'Mitte', p: [52.5, 13.4]}, b: {n: 'Pankow', p: [52.6, 13.5]}}; for (var k in orte) { pin(orte[k].p, orte[k].n); }", "pin([{}, {}], '{}')"),
        ("var orte = {a: {n: 'Mitte', p: [52.5, 13.4]}, b: {n: 'Pankow', p: [52.6, 13.5]}}; Object.values(orte).forEach(o => pin(o.p, o.n));", "pin([{}, {}], '{}')"),
        ("var orte = {Mitte: [52.5, 13.4], Pankow: [52.6, 13.5]}; Object.entries(orte).forEach(([n, p]) => { pin(p, n); });", 'pin([{}, {}], "{}")'),
        ("var orte = {Mitte: [52.5, 13.4], Pankow: [52.6, 13.5]}; Object.keys(orte).forEach(function (n) { pin(orte[n], n); });", 'pin([{}, {}], "{}")'),
        (f"{OBJECTS} orte.forEach(o => {{ pin([o.ort.lat, o.ort.lng], '<b>' + o.name + '</b>'); }});", "pin([{}, {}], '<b>{}</b>')"),
        (f"{OBJECTS} orte.forEach((o, i) => {{ const p = o.ort; pin([p.lat, p.lng], o.name); }});", "pin([{}, {}], '{}')"),
        ("function nadel(breite, laenge, name) { pin([breite, laenge], '<b>' + name + '</b>'); } nadel(52.5, 13.4, 'Mitte'); nadel(52.6, 13.5, 'Pankow');", "pin([{}, {}], '<b>{}</b>')"),
        ("const nadel = ({ort: [breite, laenge], name}) => pin([breite, laenge], name); nadel({ort: [52.5, 13.4], name: 'Mitte'}); nadel({ort: [52.6, 13.5], name: 'Pankow'});", "pin([{}, {}], '{}')"),
    ],
)  # fmt: skip
def test_a_loop_over_a_list_is_written_out(code, found):
    written = written_out(code)
    assert found.format("52.5", "13.4", "Mitte") in written
    assert found.format("52.6", "13.5", "Pankow") in written


def test_names_that_say_key_and_value_at_once_keep_their_key():
    code = "const orte = [{lat: 52.5, lng: 13.4}]; for (const {lat, lng} of orte) pin({lat, lng, map});"
    assert "pin({lat: 52.5, lng: 13.4, map})" in written_out(code)


@pytest.mark.parametrize(
    "code",
    [
        "var orte = laden(); orte.forEach(o => pin(o.lat));",
        "var orte = [[1, 2]]; orte = andere; orte.forEach(o => pin(o[0]));",
        "function nadel(n) { pin(n); if (n) nadel(0); }",
        "for (var i = 0; i < 3; i++) pin(i);",
    ],
)
def test_other_loops_stay(code):
    assert "pin(1" not in written_out(code)


def test_a_long_list_is_left_as_it_is():
    code = f"var orte = [{','.join(['[52.5, 13.4]'] * 500)}]; orte.forEach(o => {{ pin(o[0]); {'x(); ' * 20} }});"
    assert written_out(code) == code


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("import {Map, Marker as Pin} from 'leaflet'; new Map('k'); new Pin([1, 2]);", "new L.Map('k'); new L.Marker([1, 2]);"),
        ("import leaflet, {Map} from 'https://esm.sh/leaflet@2'; leaflet.marker(x); new Map('k');", "L.marker(x); new L.Map('k');"),
        ("import * as leaflet from 'leaflet'; leaflet.map('k');", "L.map('k');"),
        ('import { Map } from "maplibre-gl"; new Map({container: "k"});', 'new maplibregl.Map({container: "k"});'),
        ("import {Map} from './own.js'; new Map('k');", "new Map('k');"),
    ],
)  # fmt: skip
def test_what_a_module_imports_is_written_as_part_of_its_library(code, written):
    assert written_out(code).endswith(written)


@pytest.mark.parametrize(
    ("code", "put"),
    [
        (
            "const m = document.getElementById('k'); new Map(m, 1);",
            "new Map(document.getElementById('k'), 1);",
        ),
        ("setView([parseFloat('52.5'), Number(13.4)]);", "setView([52.5, 13.4]);"),
        ("const [a, b] = Object.freeze([52.5, 13.4]); setView([a, b]);", "setView([52.5, 13.4]);"),
        (
            "const praxis = {ort: [52.5, 13.4], name: 'Mitte'}; pin(praxis.ort, praxis.name);",
            "pin([52.5, 13.4], 'Mitte');",
        ),
        ("const wahl = {zoom: 3}; new Map('k', wahl);", "new Map('k', {zoom: 3});"),
        ("const a = 1; function f(a) { pin(a); }", "pin(a); }"),
        (
            "function f() { const a = 1; pin(a); } function g() { const a = 2; }",
            "pin(1); } function g() { const a = 2; }",
        ),
        ("let a = 1; function f() { a = 2; } pin(a);", "pin(a);"),
        ("let ort; function f() { ort = [52.5, 13.4]; pin(ort); }", "pin([52.5, 13.4]); }"),
        (
            "const haus = 'praxis'; open('https://cal.com/' + haus + '/' + 30);",
            "open('https://cal.com/praxis/30');",
        ),
        ("new mapboxgl.Map({center: {lng: 13.4, lat: 52.5}});", "new mapboxgl.Map({center: [13.4, 52.5]});"),
        ("pin(1); // pin(2)\n/* pin(3) */ pin(4);", "pin(1); \n pin(4);"),
        ("setView({lng: 13.4, lat: 52.5});", "setView({lat: 52.5, lng: 13.4});"),
    ],
)
def test_constants_stand_where_they_are_used(code, put):
    assert written_out(code).endswith(put)


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("pin([51.5,-.09])", "pin([51.5,-0.09])"),
        (r'pin("M\xFCnster \u00e4 \ud83d\ude00 \x22 \\u00e4")', r'pin("Münster ä 😀 \x22 \\u00e4")'),
        ("document.getElementById(`p`).src=`/a`", 'document.getElementById("p").src="/a"'),
        ("const p=document.getElementById('p');p.src='/a'", "document.getElementById('p').src='/a'"),
        (
            "var u=\"https://a.example/\".concat(id,'/b').concat(3)",
            "var u=\"https://a.example/\" + id + '/b' + 3",
        ),
        ("""x="<b>".concat("Knie",'</b><i class="a">')""", """x='<b>Knie</b><i class="a">'"""),
        ("var o={a:[52.5,13.4]};for(var k in start(),o)pin(o[k])", "start()"),
        ("var o={a:[52.5,13.4]};for(var k in start(),o)pin(o[k])", "pin([52.5,13.4])"),
        ("var a=()=>b(),b=()=>a();const p=[52.5,13.4];a();pin(p)", "pin([52.5,13.4])"),
        ("const app={start:()=>app.x(),p:[52.5,13.4]};app.start();pin(app.p)", "pin([52.5,13.4])"),
        ("function*f(){const p=yield[52.5,13.4];pin(p)}", "pin([52.5,13.4])"),
    ],
)
def test_what_minifiers_and_transpilers_make_of_code_is_read_alike(code, found):
    assert found in written_out(code)


@pytest.mark.parametrize(
    ("code", "corner"),
    [
        ("const gebiet = [[52.31, 10.48], [52.33, 10.6]]; L.polygon(gebiet, {color: 'red'}).addTo(k);", "52.31"),
        ("const weg = [[52.31, 10.48], [52.33, 10.6]]; const linie = L.polyline(weg);", "52.31"),
        ("var g = [{lat: 52.31, lng: 10.48}, {lat: 52.33, lng: 10.6}]; new google.maps.Polygon({paths: g, map: k});", "52.31"),
    ],
)  # fmt: skip
def test_the_corners_of_an_area_are_no_places(code, corner):
    haus = " L.marker([52.26, 10.52]).addTo(k);"
    assert corner not in written_out(code + haus)
    assert "L.marker([52.26, 10.52])" in written_out(code + haus)
