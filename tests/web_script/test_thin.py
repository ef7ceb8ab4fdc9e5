"""Large scripts are read as they would be whole, without what cannot matter."""

import pytest

from mkdocs_praxis.web.indicators import thinned
from mkdocs_praxis.web.script.syntax import Tree

IDLE = (
    "function leer(a,b){return a+b+'nothing that stands here can matter to anybody at all, however long it is'}\n"
    * 3000
)
ASKS = "fetch('https://a.test/x');\n"
TRICKY = r"""
var a = {b: '}', c: "{", d: /[{/]/, e: `{${ {f: `}${ "{" }`} }`, g: 1 /* } */}; // }
var r = a / 2, s = (b) / {c: 1}.c; x = /\{/g.test(`\``) ? /}/ : '\'{';
"""


def test_a_small_script_stays():
    assert thinned(b"function f(){return 1}") == b"function f(){return 1}"


@pytest.mark.parametrize("between", ["", TRICKY])
def test_blocks_without_an_anchor_become_blank(between):
    source = (IDLE + between + "function g(){" + ASKS + "}" + IDLE).encode()
    thin = thinned(source)
    assert len(thin) == len(source)
    assert thin.count(b"\n") == source.count(b"\n")
    assert b"return a+b" not in thin
    assert ASKS.strip().encode() in thin
    assert not Tree(source.decode()).root.has_error


def test_what_does_not_match_stays_whole():
    source = (IDLE + "}" + ASKS).encode()
    assert thinned(source) == source


def test_places_and_hosts_stay(script):
    contacts = script(IDLE + "ä = 'ä'; " + ASKS + IDLE).reading.contacts
    assert [(c.host, c.line, c.column) for c in contacts] == [("a.test", 3001, 16)]


@pytest.mark.parametrize("piece", ["/*", "'\"`", "=/[", "`${", "{}", "{", "}", "\\", "= "])
def test_every_text_is_thinned(piece):
    source = (piece * 80_000).encode()
    assert len(thinned(source)) == len(source)
