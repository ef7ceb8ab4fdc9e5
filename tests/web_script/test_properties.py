"""What holds for every text: it is read, in bounded time; however an address is cut up, its host is named."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_praxis.web.contact import Confidence, OwnSite
from mkdocs_praxis.web.script import ScriptReading, read_script
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.hits import Hits
from mkdocs_praxis.web.script.reading import SEMANTICS
from mkdocs_praxis.web.script.syntax import Tree
from tests.growing import steps_of

assert SEMANTICS  # what expressions and values mean is registered
OWN = OwnSite("https://praxis.example/")
FRAGMENTS = [
    *"(){}[];,.+-*/=<>!?:&|^~`'\"\\ \n\t$@#%",
    "fetch(",
    "'https://a.test/'",
    "`${",
    "}`",
    "function",
    "=>",
    "class A {",
    "import ",
    "from ",
    "export ",
    "<!--",
    "-->",
    "/*",
    "*/",
    "//",
    "/x/g",
    "var x = ",
    "x",
    ".src = ",
    "location",
    "document.write(",
    "eval(",
    "new ",
    "await ",
    "...",
    "this",
    "\\u{41}",
    "\ud800",
    "\0",
    "\u2028",
    "ä",
    "😀",
    "\U0010f000",
    "\U000f0001",
    "<img src=//a.test>",
    "String.fromCharCode(",
    "atob(",
    ".join(''",
    ".replace(/(a+)+$/,",
    "JSON.parse('",
    "1e400",
    "0x",
    "99999999999999999999",
]


def read(code: str, context: str = "script") -> ScriptReading:
    return read_script(
        code,
        url="https://praxis.example/x/",
        own=OWN,
        markup=lambda _: (),
        style=lambda _: (),
        context=context,
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(FRAGMENTS), max_size=60).map("".join)))
def test_every_text_is_read(code):
    reading = read(code)
    assert isinstance(reading, ScriptReading)
    lines = code.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for contact in reading.contacts:
        assert contact.host
        assert 1 <= contact.line <= len(lines)
        assert 1 <= contact.column <= len(lines[contact.line - 1]) + 1


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_every_splitting_is_named(data):
    address = "https://cdn.fremd.test/pfad/datei.js?x=1"
    cuts = sorted(data.draw(st.sets(st.integers(1, len(address) - 1), max_size=12)))
    pieces = [address[a:b] for a, b in zip([0, *cuts], [*cuts, len(address)], strict=True)]
    literals, before = [], []
    for number, piece in enumerate(pieces):
        how = data.draw(
            st.sampled_from(["plain", "hex", "unicode", "template", "variable", "atob", "codes", "object"])
        )
        if how == "plain":
            literals.append(json.dumps(piece))
        elif how == "hex":
            literals.append("'" + "".join(f"\\x{ord(c):02x}" for c in piece) + "'")
        elif how == "unicode":
            literals.append('"' + "".join(f"\\u{ord(c):04x}" for c in piece) + '"')
        elif how == "template":
            literals.append(f"`{piece}`")
        elif how == "variable":
            before.append(f"const v{number} = {json.dumps(piece)};")
            literals.append(f"v{number}")
        elif how == "object":
            before.append(f"var o{number} = {{k: {{t: {json.dumps(piece)}}}}};")
            literals.append(f"o{number}.k.t")
        elif how == "codes":
            literals.append(f"String.fromCharCode({','.join(str(ord(c)) for c in piece)})")
        else:
            import base64

            literals.append(f"atob('{base64.b64encode(piece.encode()).decode()}')")
    joined = data.draw(
        st.sampled_from(
            [
                " + ".join(literals),
                "[" + ",".join(literals) + "].join('')",
                "''.concat(" + ",".join(literals) + ")",
                "`" + "".join("${" + literal + "}" for literal in literals) + "`",
                "(" + ") + (".join(literals) + ")",
            ],
        ),
    )
    sink = data.draw(
        st.sampled_from(
            ["fetch(URL)", "new Image().src = URL", "import(URL)", "location = URL", "var u = URL; fetch(u)"]
        )
    )
    reading = read("".join(before) + sink.replace("URL", joined))
    assert "cdn.fremd.test" in {c.host for c in reading.contacts if c.confidence == "certain"}


HOSTILE = {
    "classes that extend each other": "class A extends B{m(){fetch(this.u)}}class B extends A{m(){fetch(this.u)}}"
    * 40,
    "classes in a long line": "class C0{get u(){return 'https://a.test/'}}"
    + "".join(f"class C{i} extends C{i - 1}{{}}" for i in range(1, 3000))
    + "fetch(new C2999().u)",
    "brackets": "(" * 100_000 + "fetch('https://a.test/x')" + ")" * 100_000,
    "open brackets": "[" * 100_000,
    "braces": "{" * 100_000 + "fetch('https://a.test/x')" + "}" * 100_000,
    "calls": "f(" * 50_000 + ")" * 50_000,
    "members": "a" + ".b" * 100_000 + ".src = 'https://a.test/x'",
    "concatenation": "fetch(" + " + ".join(["'x'"] * 20_000) + ")",
    "right concatenation": "fetch(" + "'x' + (" * 20_000 + "''" + ")" * 20_000 + ")",
    "ternaries": "fetch(" + "a ? 'https://a.test/' : " * 20_000 + "'https://b.test/')",
    "alternatives": "".join(f"var v{i} = c ? 'a{i}' : 'b{i}';" for i in range(40))
    + "fetch('https://' + "
    + " + ".join(f"v{i}" for i in range(40))
    + " + '.a.test/')",
    "doubling": "var v0 = 'xxxxxxxx';"
    + "".join(f"var v{i + 1} = v{i} + v{i};" for i in range(60))
    + "fetch(v60)",
    "assignments": "var u;" + "u = 'https://a.test/x';" * 20_000 + "fetch(u);" * 2_000,
    "functions": "function f(u) { fetch(u) }" * 400 + "f('https://a.test/x');" * 400,
    "nested functions": "(function () {" * 5_000 + "fetch('https://a.test/x')" + "})()" * 5_000,
    "mutual": "".join(f"function f{i}(u) {{ f{(i + 1) % 500}(u) }}" for i in range(500))
    + "f0('https://a.test/x')",
    "properties": "".join(f"o.p = '{i}';" for i in range(4_000)) + "fetch(o.p);" * 400,
    "templates": "`${" * 10_000 + "1" + "}`" * 10_000,
    "strings": "'https://a.test/x';" * 10_000,
    "long string": "fetch('" + "x" * 500_000 + "')",
    "comment": "/*" + "*" * 500_000,
    "listeners": "b.addEventListener('click', f);" * 20_000 + "function f() { fetch('https://a.test/x') }",
    "eval in eval": "eval(" * 4_000 + "'x'" + ")" * 4_000,
    "regex bait": "x = '" + "a" * 30_000 + "!'.replace(/(a+)+$/, ''); fetch(x)",
    "symbols": "[" + "+[]" * 100_000 + "]",
    "packer bait": "eval(function(p,a,c,k,e,d)" * 5_000,
    "spread": "f(..." * 10_000,
    "objects": "x = " + "{a:" * 10_000 + "1" + "}" * 10_000 + "; fetch(x.a)",
    "self": "var a = b, b = a; a = a + b; fetch(a + 'https://a.test')",
    "markup": "document.write('" + "<b>" * 10_000 + "');" * 1,
    "handlers": "x.onclick = () => { " * 5_000 + "fetch('https://a.test')" + "}" * 5_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_cost_little(name):
    tree = Tree(HOSTILE[name])
    if not tree.is_deep:
        evaluator = Evaluator(tree)
        before = evaluator.steps
        Hits(evaluator)
        assert before - evaluator.steps <= 3 * len(HOSTILE[name]) + 1000


def _nested(levels: int, first: str, more: str, last: str) -> str:
    return "".join(
        [f"var a0={first};", *(f"var a{i}={more.replace('A', f'a{i - 1}')};" for i in range(1, levels)), last]
    )


EXPONENTIAL = {
    "list": ("['/x']", "[A,A]", "fetch(a{});"),
    "list of either": ("['/x']", "[c?A:[A],c?A:1]", "fetch(a{});"),
    "concat": ("['/x']", "[A].concat([A])", "fetch(a{});"),
    "object": ("{x:'/x'}", "{x:A,y:A}", "$.ajax(a{}); new RTCPeerConnection(a{})"),
}


@pytest.mark.parametrize("name", EXPONENTIAL)
def test_values_within_values_cost_their_text(name):
    first, more, last = EXPONENTIAL[name]
    spent = []
    for levels in (12, 24, 48):
        evaluator = Evaluator(Tree(_nested(levels, first, more, last.replace("{}", str(levels - 1)))))
        before = evaluator.steps
        Hits(evaluator)
        spent.append(before - evaluator.steps)
    assert spent[2] <= 2.5 * spent[1] <= 6.25 * spent[0]


def test_a_budget_that_is_used_up_is_told():
    functions = "".join(f"function f{i}(x){{return g(x+'{i}')+h(x)+f{i + 1}(x+'y')}}" for i in range(400))
    calls = "".join(f"fetch(f{i % 400}('/x{i}'));" for i in range(4000))
    reading = read(functions + calls + "fetch('https://a.test/')")
    assert "a.test" in {c.host for c in reading.contacts}


# In Bootstrap 3.0 a local name is its function's: what it gives seemed to be handed to itself, in three ways at each step.
PICK = (
    "function pick(a){var pick=a.attr('data-target');pick||(pick=a.attr('href'),pick=pick&&/#/.test(pick)&&pick.replace(/x/,''));"
    "var b=pick&&$(pick);return b&&b.length?b:a.parent()}"
)
CHAIN = "".join(f"function f{i}(a){{return a?f{i + 1}:a>1?f{i + 1}:f{i + 1}}}" for i in range(13))
HANDLER = "$(document).on('click', function(){ pick($(this)).load('https://a.test/') })"
FOLLOWED = (PICK + HANDLER, CHAIN + "function f13(){return function(){fetch('https://a.test/')}}")


@pytest.mark.parametrize("code", FOLLOWED, ids=["itself", "chain"])
def test_what_functions_give_is_followed_within_bounds(code):
    assert steps_of(lambda: read(code)) < 400_000


def test_what_is_handed_to_itself_waits_for_the_click_all_the_same():
    assert {c.confidence for c in read(PICK + HANDLER).contacts} == {Confidence.CLICK}


@pytest.mark.parametrize("name", ["assignments", "functions"])
def test_number_hides_nothing(name):
    assert "a.test" in {c.host for c in read(HOSTILE[name]).contacts}


@pytest.mark.parametrize("name", ["brackets", "braces", "nested functions", "members", "ternaries"])
def test_depth_that_nobody_writes_is_told(name):
    assert "opaque-script" in {s.kind for s in read(HOSTILE[name]).signs}


def test_a_script_too_large_is_told():
    reading = read("fetch(a);" + "x" * (25 << 20))
    assert [s.kind for s in reading.signs] == ["opaque-script"]


REPEATED = {
    "a global": ("fetch(zz);", "", ""),
    "many globals": ("fetch(zN);", "", ""),
    "a property of `this`": ("fetch(this.u);", "class A { m() {", "} }"),
    "callbacks of one call": ("u => fetch(u),", "g(", "1)"),
    "a sequence": ("u => fetch(u),", "(", "1)"),
    "methods that ask for others": ("mN() { fetch(this.mM) }", "class A {", "}"),
}


@pytest.mark.parametrize("name", REPEATED)
def test_what_stands_there_often_is_looked_at_once(name):
    part, before, after = REPEATED[name]
    looks = []
    for times in (150, 300):
        parts = (part.replace("N", str(i)).replace("M", str(i + 1)) for i in range(times))
        code = before + "".join(parts) + after
        read(code)
        looks.append(steps_of(lambda code=code: read(code), "opcode"))
    assert looks[1] <= 2.2 * looks[0]


def test_a_property_that_is_set_and_got_is_what_it_gives():
    got = "get u() { return 'https://a.test/' } SEP set u(x) { y = x }"
    for code in (
        f"var o = {{{got.replace('SEP', ',')}}};",
        f"class A {{{got.replace('SEP', '')}}} var o = new A();",
    ):
        assert {c.host for c in read(code + "fetch(o.u)").contacts if c.confidence == "certain"} == {"a.test"}


def test_what_is_no_text_is_told_without_a_parse(monkeypatch):
    monkeypatch.setattr("mkdocs_praxis.web.script.reading.Tree", None)
    for byte in ("\0\1ÿ", "\ufffdA\3"):
        assert [s.kind for s in read(byte * 20_000 + "fetch('https://a.test/')").signs] == ["opaque-script"]
