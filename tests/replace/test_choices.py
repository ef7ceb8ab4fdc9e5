"""Lists, radio buttons and links that choose which film one frame shows: each film has its link, called as the choice was."""

import pytest
import turbohtml

from mkdocs_praxis.replace.engine import replace

EMBED, WATCH = "https://www.youtube-nocookie.com/embed/", "https://www.youtube.com/watch?v="
KNEE, HIP = "Aa1bB2cC3dD", "Bb1bB2cC3dD"
FRAME = f'<iframe id="f" name="film" src="{EMBED}{KNEE}" title="Film"></iframe>'
EMPTY = '<iframe id="f" width="560" height="315"></iframe>'
SETS = 'document.getElementById("f").src = '
FILMS = {KNEE: "Kniegelenk", HIP: "Hüftgelenk"}


def listed(begun="", attributes='id="wahl"', name="value"):
    options = "".join(f'<option {name}="{begun}{film}">{words}</option>' for film, words in FILMS.items())
    return f"<select {attributes}>{options}</select>"


def radios(begun="", handler="", *, labelled=False):
    for number, (film, words) in enumerate(FILMS.items()):
        field = f'<input type="radio" name="wahl" id="w{number}" value="{begun}{film}" {handler}>'
        yield (
            f'{field}<label for="w{number}">{words}</label>'
            if labelled
            else f"<label>{field} {words}</label>"
        )


def code(said, on="change", at="#wahl"):
    return f"""<script>document.querySelectorAll('{at}').forEach(e => e.addEventListener('{on}', function () {{ {SETS}{said}; }}));</script>"""


CHOICES = {
    "list of addresses, handler": listed(EMBED, "onchange='document.getElementById(\"f\").src=this.value'") + FRAME,
    "list of addresses, code": listed(EMBED) + FRAME + code("this.value"),
    "list of ids": listed() + FRAME + code(f"'{EMBED}' + this.value + '?autoplay=1'"),
    "list of ids, template string": listed() + EMPTY + code(f"`{EMBED}${{this.value}}?rel=0`"),
    "list with a first line that chooses nothing": listed(EMBED).replace("<option", '<option value="">bitte wählen</option><option', 1) + EMPTY + code("this.value"),
    "list with data": listed(EMBED, name="data-film") + FRAME + code("this.selectedOptions[0].dataset.film"),
    "list of names in a table": '<select id="wahl"><option value="k">Kniegelenk</option><option value="h">Hüftgelenk</option></select>' + EMPTY
        + f"<script>const filme = {{k: '{EMBED}{KNEE}', h: '{EMBED}{HIP}'}}; document.getElementById('wahl').onchange = e => {{ {SETS}filme[e.target.value]; }};</script>",
    "list with its label": '<label for="wahl">Film</label>' + listed(EMBED) + FRAME + code("this.value"),
    "radio buttons, handler": f"""<div class="wahl">{"".join(radios(EMBED, "onclick='document.getElementById(&quot;f&quot;).src=this.value'"))}</div>{FRAME}""",
    "radio buttons, code": f"""<fieldset>{"".join(radios(EMBED))}</fieldset>{FRAME}{code("this.value", at="input[name='wahl']")}""",
    "radio buttons with labels beside them": f"""<p>{"".join(radios(EMBED, labelled=True))}</p>{FRAME}{code("this.value", at="input[name='wahl']")}""",
    "links into the frame": "".join(f'<a href="{EMBED}{film}" target="film">{words}</a> ' for film, words in FILMS.items()) + FRAME,
}  # fmt: skip


@pytest.mark.parametrize("html", CHOICES.values(), ids=CHOICES)
def test_each_film_that_can_be_chosen_has_a_link_with_its_words(html, options):
    done = replace(f"<p>Davor.</p><div>{html}</div><p>Danach.</p>", options)
    page = turbohtml.parse(done.html)
    links = {link.attr("href"): link.text for link in page.select(".praxis-embed a")}
    assert set(links) == {f"{WATCH}{film}" for film in FILMS}
    assert all(words in links[f"{WATCH}{film}"] for film, words in FILMS.items())
    assert not page.select("iframe, select, input, script"), "nothing is left that would choose"
    assert page.select("p")[0].text == "Davor."
    assert done.html.endswith("<p>Danach.</p>")
    assert replace(done.html, options).html == done.html


STAYS = {
    "a question of a form": f'<form action="/kontakt">{listed(EMBED, "name=film id=wahl")}</form>{code("this.value")}',
    "radio buttons of a form": f"""<form action="/kontakt">{"".join(radios(EMBED))}</form>{code("this.value", at="input[name='wahl']")}""",
    "a list that code reads for something else": listed() + "<script>document.getElementById('wahl').onchange = e => sortiere(e.target.value);</script>",
    "a list without code": listed(EMBED),
    "a list of own pages": '<select onchange="location.href=this.value"><option value="/knie/">Knie</option><option value="/huefte/">Hüfte</option></select>',
    "radio buttons beside a text field": f"""<div>{"".join(radios(EMBED))}<input name="suche"></div>{code("this.value", at="input[name='wahl']")}""",
    "one radio button": f"""<div>{next(radios(EMBED))}</div>{code("this.value", at="input[name='wahl']")}""",
    "links into a new window": "".join(f'<a href="{WATCH}{film}" target="_blank">{words}</a>' for film, words in FILMS.items()),
}  # fmt: skip


@pytest.mark.parametrize("html", STAYS.values(), ids=STAYS)
def test_other_lists_buttons_and_links_stay_as_they_are(html, options):
    assert replace(html, options).html == html


@pytest.mark.parametrize(
    "other",
    ["https://player.vimeo.com/video/76979871", "mehr"],
    ids=["films of two hosts", "a choice without a film"],
)
def test_a_list_that_holds_something_else_too_stays(other, options):
    html = f'<select id="wahl"><option value="{EMBED}{KNEE}">Knie</option><option value="{other}">Mehr</option></select>{code("this.value")}'
    page = turbohtml.parse(replace(html, options).html)
    assert [one.text for one in page.select("select option")] == ["Knie", "Mehr"]


def test_two_lists_beside_each_other_have_their_own_films(options):
    third = "Cc1bB2cC3dD"
    html = (
        f"<h3>Gelenke</h3>{listed(EMBED)}<h3>Rücken</h3><select id='wahl2'><option value='{EMBED}{third}'>Bandscheibe</option></select>{EMPTY}"
        + code("this.value")
        + code("this.value", at="#wahl2")
    )
    page = turbohtml.parse(replace(html, options).html)
    links = [link.attr("href") for link in page.select(".praxis-embed a")]
    assert sorted(links) == sorted(f"{WATCH}{film}" for film in (*FILMS, third))
    assert [one.text for one in page.select("h3")] == ["Gelenke", "Rücken"]
