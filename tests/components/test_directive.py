import base64
import contextlib
import datetime as dt
import re

import markdown
import pytest
import turbohtml
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_praxis.components.catalogue import catalogue
from mkdocs_praxis.components.directive import directives, expand
from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting, linker
from mkdocs_praxis.components.stash import EXTENSION
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.problem import PraxisError

DAY = dt.date(2026, 11, 23)
BARE = Setting(today=DAY)


def expanded(text: str, facts: Facts | None = None, **options: object) -> str:
    packed = expand(text, Setting(facts=facts, language="de", today=DAY, **options))  # type: ignore[arg-type]
    return re.sub(r"<!--praxis-component:([\w+/=]+)-->", lambda m: base64.b64decode(m[1]).decode(), packed)


@pytest.mark.parametrize(
    "text",
    [
        "```\n::: praxis hours\n```\n",
        "~~~~ md\n::: praxis hours\n~~~\n::: praxis hours\n~~~~\n",
        "Text\n\n    ::: praxis hours\n",
        "> ```\n> ::: praxis hours\n> ```\n",
        "1. ```\n   ::: praxis hours\n   ```\n",
        "<!--\n::: praxis hours\n-->\n",
        "::: mkdocs_praxis.components\n",
        "Ein Satz mit ::: praxis hours darin.\n",
        "`::: praxis hours`\n",
    ],
)
def test_code_comments_and_other_tools_stay(text: str) -> None:
    assert expand(text, BARE) == text


@given(st.text(alphabet=st.characters(blacklist_characters=":", blacklist_categories=["Cs"])))
def test_without_directive_nothing_changes(text: str) -> None:
    assert expand(text, BARE) == text


@given(st.text(), st.text())
def test_never_crashes(before: str, after: str) -> None:
    text = f"{before}\n\n::: praxis emergency {after}\n"
    with contextlib.suppress(PraxisError):  # any other exception fails the test
        assert isinstance(expand(text, BARE), str)


def test_options_in_all_spellings(facts: Facts) -> None:
    line = expanded('::: praxis zitat text="Zeit haben" von=Sommerfeld', facts)
    below = expanded("::: praxis quote\n    text: Zeit haben\n    by: Sommerfeld\n", facts)
    assert line.strip() == below.strip()
    assert "<blockquote>" in line


@pytest.mark.parametrize(
    "written",
    [
        "::: Praxis Zitat Text=Zeit von=Sommerfeld",  # as a telephone writes the first letter
        "::: praxis: zitat text=Zeit von=Sommerfeld",
        ":::praxis:zitat text=Zeit von=Sommerfeld",
        '::: praxis zitat text = Zeit von= "Sommerfeld"',
    ],
)
def test_small_slips_are_read_as_meant(facts: Facts, written: str) -> None:
    meant = expanded("::: praxis zitat text=Zeit von=Sommerfeld", facts)
    assert "Sommerfeld" in meant
    assert expanded(written, facts) == meant


def test_yaml_mistake_has_its_line() -> None:
    text = "# A\n\n::: praxis gallery\n    pictures:\n      - file: [\n"
    with pytest.raises(PraxisError) as caught:
        expand(text, BARE, file="docs/a.md", first_line=5)
    assert caught.value.problems[0].file == "docs/a.md"
    assert caught.value.problems[0].line in (9, 10)
    with pytest.raises(PraxisError) as caught:
        expand("::: praxis gallery\n    title: A\n    pictures: x: y\n", BARE, file="docs/a.md")
    assert [(p.line, p.excerpt) for p in caught.value.problems] == [(3, "    pictures: x: y")]
    with pytest.raises(PraxisError) as caught:
        expand("# A\n\n::: praxis gallery\n    title: 2026-13-45\n", BARE, file="docs/a.md")
    assert (caught.value.problems[0].file, caught.value.problems[0].line) == ("docs/a.md", 4)


def test_every_problem_is_told_with_file_and_line(facts: Facts) -> None:
    text = "# A\n\n::: praxis hourz\n\n::: praxis team grup=x\n"
    with pytest.raises(PraxisError) as caught:
        expand(text, Setting(facts=facts, today=DAY), file="docs/a.md", first_line=4)
    assert [(p.file, p.line) for p in caught.value.problems] == [("docs/a.md", 6), ("docs/a.md", 8)]
    assert "did you mean" in str(caught.value).lower()


def test_slips_of_all_kinds_on_one_page_are_told_at_once(facts: Facts) -> None:
    slips = [
        "::: praxsi team",
        "::: praxis",
        ":: praxis hours",
        "- Punkt\n\n    ::: praxis hours",
        "::: praxis hours look=a look=b",
        "::: praxis hourz",
    ]
    with pytest.raises(PraxisError) as caught:
        expand("# A\n\n" + "\n\n".join(slips), Setting(facts=facts, today=DAY), file="docs/a.md")
    assert sorted(p.line or 0 for p in caught.value.problems) == [3, 5, 7, 11, 13, 15]


@pytest.mark.parametrize("text", ["- Punkt\n\n    ::: praxis hours\n", "!!! note\n    ::: praxis hours\n"])
def test_in_lists_and_boxes_it_is_an_error(text: str) -> None:
    with pytest.raises(PraxisError, match="left margin"):
        expand(text, BARE)


@pytest.mark.parametrize(
    "line",
    [
        ":: praxis hours", "::::praxis hours", ":::praxishours", ":: : praxis hours", "\\::: praxis hours", "… praxis hours",
        "：：：praxis hours", "∷: praxis hours",
    ],
)  # fmt: skip
def test_signs_that_are_nearly_three_colons_are_told_with_them(line: str) -> None:
    with pytest.raises(PraxisError) as error:
        expand(f"# Zeiten\n\n{line}\n", BARE)
    assert "::: praxis hours" in str(error.value)


@pytest.mark.parametrize(
    "line", ["Wo\n: praxis am Markt", "Wo\n:   praxis hours", "::: praxiskit.core", "Die … Praxis"]
)
def test_definitions_and_modules_of_other_tools_stay(line: str) -> None:
    assert expand(f"{line}\n", BARE) == f"{line}\n"


@pytest.mark.parametrize(
    "text", ["::: prxis hours", "::: praxis", '::: praxis hours look="card', "::: praxis hours look=a look=b"]
)
def test_what_cannot_be_read_is_told(text: str) -> None:
    with pytest.raises(PraxisError):
        expand(text + "\n", BARE)


@pytest.mark.parametrize(
    ("above", "level"), [("# A", 2), ("## A", 3), ("#### A", 5), ("A\n===", 2), ("A\n---", 3), ("", 2)]
)
def test_headings_follow_the_one_above(facts: Facts, above: str, level: int) -> None:
    assert f"<h{level}>" in expanded(f"{above}\n\n::: praxis emergency\n", facts)
    assert "<h4>" in expanded(f"{above}\n\n::: praxis emergency level=4\n", facts)


def test_links_are_relative_to_the_page(facts: Facts) -> None:
    pages = {s.page: s.page.replace(".md", "/") for s in facts.services if s.page}
    html = expanded("::: praxis services\n", facts, link=linker("../../", pages, None))
    assert 'href="../../leistungen/frueherkennung/"' in html
    with pytest.raises(PraxisError, match=r"leistungen/frueherkennung\.md"):
        expanded("::: praxis services\n", facts, link=linker("./", {}, None))


def _tree(html: str) -> str:
    body = turbohtml.parse(html).select_one("body")
    assert body is not None
    return "".join(body.inner_html.split())


# Of these a build knows the text only once all pages are read: until then a comment holds their place.
MADE_LATER = {"accessibility", "credits", "imprint", "privacy", "treatment-data"}


@pytest.mark.parametrize("name", [c.name for c in catalogue() if not c.theme and c.name not in MADE_LATER])
@pytest.mark.parametrize(
    "extensions", [[], ["md_in_html", "attr_list", "footnotes", "smarty", "nl2br"]], ids=["plain", "many"]
)
def test_markdown_leaves_components_alone(name: str, extensions: list[str], setting: Setting) -> None:
    for use in directives(next(c.example for c in catalogue() if c.name == name), []):
        options = {k: v for k, v in use.options.items() if k not in {"group", "gruppe"}}
        options |= {"name": "Früherkennung"} if name == "service-facts" else {}
        html = render(name, options, setting)
        from mkdocs_praxis.components.stash import pack

        inside = "<div markdown>\n\n{}\n\n</div>\n" if extensions else "{}\n"
        made = markdown.markdown(inside.format(pack(html)), extensions=[EXTENSION, *extensions])
        assert _tree(made) == _tree(f"<div>{html}</div>" if extensions else html)


def test_markdown_pictures_need_words_with_file_and_line(facts: Facts) -> None:
    text = "Text\n\n![](bilder/a.jpg) und ![ ][b]\n"
    with pytest.raises(PraxisError) as told:
        expand(text, Setting(facts=facts), file="docs/index.md", first_line=5)
    assert [(p.file, p.line, p.column) for p in told.value.problems] == [
        ("docs/index.md", 7, 1),
        ("docs/index.md", 7, 23),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "![Empfang](a.jpg)",
        '<img src="a.jpg" alt="">',
        "So: `![](a.jpg)`",
        "```md\n![](a.jpg)\n```",
        "    ![](a.jpg)",
        "<!-- ![](a.jpg) -->",
        "<!--\n![](a.jpg)\n-->",
        "\\![](a.jpg)",
        "[](a.md)",
    ],
)
def test_pictures_with_words_decoration_and_code_pass(facts: Facts, text: str) -> None:
    assert expand(text, Setting(facts=facts)) == text


def test_sites_without_facts_write_pictures_as_they_like() -> None:
    assert expand("![](a.jpg)", BARE) == "![](a.jpg)"


def test_mistakes_on_a_page_in_another_language_name_options_as_their_author_knows_them(facts: Facts) -> None:
    told = {}
    for language in ("de", "tr"):
        with pytest.raises(PraxisError) as caught:
            expand("::: praxis dringlichkeit text=x\n", Setting(facts=facts, language=language, today=DAY))
        told[language] = [(str(p.what), str(p.why), str(p.fix)) for p in caught.value.problems]
    assert told["tr"] == told["de"]
