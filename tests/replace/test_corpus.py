"""Snippets as practices paste them: each becomes the right link with its own words, and nothing third-party is left.

`corpus/*.yml` hold lists of cases: `html` and one of `becomes` (address or addresses on the card, with `vendor`, `text` that
survives, `never` for what must not be shown, `holds` for HTML of the page's own, `cards` for their number), `asked` (vendor whose
target is not in the code) and `kept` (a look-alike).
"""

from pathlib import Path

import pytest
import turbohtml
import yaml

from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.web.contact import Trigger
from mkdocs_praxis.web.reader import read

CORPUS = Path(__file__).with_name("corpus")
BEFORE, AFTER = "<p>Davor.</p>\n", "\n<p>Danach.</p>\n"


def _cases():
    for path in sorted(CORPUS.glob("*.yml")):
        for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1):
            yield pytest.param(
                case, id=f"{path.stem}-{number}-{case.get('vendor') or case.get('asked') or 'kept'}"
            )


def _fetched(html, options):
    page = f"<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head><body>{html}</body></html>"
    reading = read("index.html", page.encode(), url=options.page_url + "index.html", own=options.own)
    return sorted({c.url for c in reading.contacts if c.trigger is not Trigger.LINK})


def _listed(value):
    return [value] if isinstance(value, str) else list(value or ())


@pytest.mark.parametrize("case", list(_cases()))
def test_case(case, options):
    html = BEFORE + case["html"] + AFTER
    done = replace(html, options)
    if "becomes" in case:
        document = turbohtml.parse(done.html)
        links = [link.attrs["href"] for link in document.select(".praxis-embed a[href]")]
        assert set(_listed(case["becomes"])) <= set(links)
        assert case["vendor"] in {swap.vendor for swap in done.replacements}
        assert _fetched(done.html, options) == []
        said = " ".join(document.text.split())
        assert [text for text in _listed(case.get("text")) if text not in said] == []
        assert [text for text in _listed(case.get("never")) if text in done.html] == []
        assert [text for text in _listed(case.get("holds")) if text not in done.html] == []
        assert case.get("cards") in {None, len(document.select(".praxis-embed"))}
        assert done.html.startswith(BEFORE)
        assert case.get("swallows") or done.html.endswith(AFTER)
        assert replace(done.html, options).html == done.html
        alone = turbohtml.parse(
            replace(case["html"], options).html
        )  # words before an embed make no second one of it
        assert len(document.select(".praxis-embed")) == len(alone.select(".praxis-embed"))
    elif "asked" in case:
        assert [ask.vendor for ask in done.asks] == [case["asked"]]
        assert done.html == html
    else:
        assert done.html == html
        assert not done.asks


def test_the_corpus_is_large_enough_to_mean_something():
    cases = [case.values[0] for case in _cases()]
    assert sum("becomes" in case for case in cases) >= 250
    assert sum("kept" in case for case in cases) >= 80
