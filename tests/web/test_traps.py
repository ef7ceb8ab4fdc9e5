"""Every trap measured in choosing the engines: markup and addresses that one parser or another misreads."""

import pytest

from mkdocs_praxis.web.contact import SignKind
from tests.web.looking import hosts, look


@pytest.mark.parametrize(
    "markup",
    [
        "<svg><style><img src=//q.test>",
        "<svg><script><img src=//q.test></script>",
        "<svg><title><img src=//q.test></title>",
        "<math><annotation-xml><img src=//q.test>",
        '<div><template shadowrootmode="open"><img src=//q.test></template></div>',
        "<noscript><img src=//q.test></noscript>",
        "<head><noscript><link rel=stylesheet href=//q.test></noscript>",
        '<iframe srcdoc="&lt;img src=//q.test&gt;"></iframe>',
        "<div><template></template><link rel=stylesheet href=//q.test></div><frameset>",
        "<p><script src=//q.test></script><frameset>",
        "<img src=//q.test src=/eigen.png>",
        "<IMG SRC='HTTPS://Q.TEST/'>",
        "<img src='&#47;&sol;q.test'>",
        "<img src='/\t/q.test'>",
        "<img src='\\\\q.test'>",
        "<img src='/\\q.test'>",
        "<img src='///q.test'>",
        "<img src='https:///q.test'>",
        "<img src='https:\\\\q.test'>",
        "<img src='//q.test\\@praxis.example/'>",
        "<img src='wss:q.test'>",
        "<img src='blob:https://q.test/x'>",
        "<img src='https://Ｑ。test'>",
        "<img src='https://q%2etest'>",
    ],
)
def test_load_is_seen(markup: str) -> None:
    assert hosts(markup) == {"q.test"}


@pytest.mark.parametrize(
    "markup",
    [
        "<img src=/eigen.png src=//q.test>",
        "<template><img src=//q.test></template>",
        "<template><template><img src=//q.test></template></template>",
        "<!-- <img src=//q.test> -->",
        "<textarea><img src=//q.test></textarea>",
        "<title><img src=//q.test></title>",
        "<img src='https:q.test'>",
        "<img src='https://praxis.example\\@q.test/'>",
        "<img src='q.test/a.png'>",
        "<link rel=canonical href=//q.test>",
        "<a href=//q.test>Kammer</a>",
    ],
)
def test_no_load_is_invented(markup: str) -> None:
    assert hosts(markup) == set()


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("0x7f.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("127.1", "127.0.0.1"),
        ("①②③.com", "123.com"),
        ("q\u00ad.test", "q.test"),
    ],
)
def test_hosts_are_spelled_as_browsers_spell_them(address: str, host: str) -> None:
    assert hosts(f"<img src='https://{address}/'>") == {host}


@pytest.mark.parametrize("markup", ["<frameset>", "<FrameSet cols=1>", "<p>x<svg><frameset></svg>"])
def test_a_frameset_is_a_sign(markup: str) -> None:
    assert [sign.kind for sign in look(markup).signs] == [SignKind.FRAMESET]


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_positions_count_lines_as_on_disk(break_: str, mark: str) -> None:
    page = f'{mark}<!doctype html>{break_}<p>{break_}  <img alt="ü" src="//q.test">{break_}<style>{break_}a{{b:url(//s.test)}}</style>'
    found = {c.host: (c.line, c.column) for c in look(page).contacts}
    assert found == {"q.test": (3, 16), "s.test": (5, 5)}


def test_scripts_are_kept_word_for_word() -> None:
    page = look("<script>a<b\r\nc</script><style>p{}</style><p style='color:red' onclick='x()'>").page
    assert page is not None
    assert page.inline_scripts == ("a<b\nc",)
    assert page.inline_styles == ("p{}",)
    assert page.style_attributes == ("color:red",)
    assert page.event_handlers == ("x()",)


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        (
            '<p style="color:red;\n  background:url(//a.test/x),\n url(//b.test/y)">',
            {"a.test": (2, 14), "b.test": (3, 2)},
        ),
        ('<img srcset="//a.test/1 1x,\n//b.test/2 2x">', {"a.test": (1, 14), "b.test": (2, 1)}),
        ('<img srcset="/x?a&amp;b 1x, //b.test/2 2x">', {"b.test": (1, 29)}),
        ("<p style='a:b&lpar;\n;c:url(&quot;//a.test&quot;)'>", {"a.test": (2, 4)}),
        ("<body onload=\"go();\nfetch('//a.test')\">", {"a.test": (2, 7)}),
        ("<svg><rect fill='url(//a.test#x)'/></svg>", {"a.test": (1, 18)}),
        ("<iframe srcdoc='<p>\n<img src=//a.test>'></iframe>", {"a.test": (2, 6)}),
    ],
)
def test_each_address_in_an_attribute_has_its_own_place(
    markup: str, found: dict[str, tuple[int, int]]
) -> None:
    assert {c.host: (c.line, c.column) for c in look(markup).contacts} == found


def test_what_the_parser_copies_into_a_choice_stands_where_it_was_written() -> None:
    page = "<p>x\n<select><button><selectedcontent></selectedcontent></button>\n<option><img src=//q.test></select>"
    assert {c.line for c in look(page).contacts} == {3}
