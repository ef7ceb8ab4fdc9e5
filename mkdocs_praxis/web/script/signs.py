"""What a script does besides contacting hosts: hides its work, stores things, takes a device's fingerprint."""

import re
from collections.abc import Iterator

from mkdocs_praxis.web.contact import SignKind
from mkdocs_praxis.web.script.evaluate import Evaluator
from mkdocs_praxis.web.script.syntax import Tree

_STORES = {
    "localStorage": "localStorage",
    "sessionStorage": "sessionStorage",
    "indexedDB": "indexedDB",
    "caches": "caches",
    "openDatabase": "openDatabase",
}
PACKER = re.compile(r"\beval\s*\(\s*function\s*\(\s*p\s*,\s*a\s*,\s*c\s*,\s*k\s*,\s*e\s*,\s*[rd]\s*\)")
_HEX_NAME = re.compile(r"\b_0x[0-9a-fA-F]{1,8}\b")
_HEX_LOOP = re.compile(
    r"while\s*\(\s*(?:!!\[\]|true|!0)\s*\)|\[['\"]push['\"]\]|\['\\x70\\x75\\x73\\x68'\]|_0x[0-9a-fA-F]+\s*-\s*0x|\(0x[0-9a-f]+\)"
)
_JJENCODE = re.compile(r"\$\s*=\s*~\s*\[\s*\]\s*;|ﾟωﾟ|ﾟДﾟ")
_SYMBOLS_ONLY = re.compile(r"[\[\]()!+\s;,{}]{400,}")
_HEX_STRINGS = re.compile(r"(?:\\x[0-9a-fA-F]{2}){6,}")
# Each group is one trick; scripts that only draw or only adapt use one or two.
_FINGERPRINT = (
    (b"toDataURL", b"fillText"),
    (b"OfflineAudioContext", b"createDynamicsCompressor"),
    (b"WEBGL_debug_renderer_info",),
    (b"navigator.plugins",),
    (b"hardwareConcurrency",),
    (b"deviceMemory",),
    (b"colorDepth",),
    (b"getTimezoneOffset",),
    (b"measureText", b"monospace"),
    (b"enumerateDevices",),
    (b"doNotTrack",),
    (b"cpuClass",),
)


def hidden(text: str) -> Iterator[tuple[str, int]]:
    """Give the shapes of known packers and obfuscators, each with its offset."""
    packed = PACKER.search(text)
    if packed:
        yield "packed code (eval of a packer)", packed.start()
    if text.count("_0x") >= 8:
        names = _HEX_NAME.findall(text[:200_000])
        if len(names) >= 8 and len(set(names)) >= 3 and _HEX_LOOP.search(text):
            yield "obfuscated code (names like _0x1a2b, strings from a table)", text.find("_0x")
    encoded = _JJENCODE.search(text)
    if encoded:
        yield "code written in symbols", encoded.start()
    symbols = _SYMBOLS_ONLY.search(text) if "[][" in text or "(![]" in text or "+[]" in text else None
    if symbols and symbols.group().count("[") > 40 and symbols.group().count("+") > 40:
        yield "code written in symbols", symbols.start()


def fingerprint(tree: Tree) -> str | None:
    """Name the features by which a script tells devices apart, when it gathers many of them."""
    met = [group[0].decode() for group in _FINGERPRINT if all(word in tree.source for word in group)]
    return ", ".join(met) if len(met) >= 5 else None


def kept(on: Evaluator) -> Iterator[tuple[SignKind, str, int]]:
    """Give what a script keeps in the visitor's browser: cookies, storage, service workers."""
    tree, scopes = on.tree, on.scopes
    for node in scopes.assigned_properties.get("cookie", []):
        receiver = tree.text(tree.skip(node + 2))
        if receiver.rpartition(".")[2] == "document" or any(
            getattr(v, "path", "") == "document" for v in on.values(node + 2)
        ):
            yield SignKind.COOKIE, "document.cookie", node
    for name in _STORES:
        if name.encode() not in tree.source:
            continue
        for kind in ("identifier", "member_expression"):
            for node in tree.listed[kind]:
                text_length = tree.end[node] - tree.start[node]
                if text_length > 60 or text_length < len(name):
                    continue
                text = tree.text(node)
                if (text == name and kind == "identifier" and scopes.binding(name, node) is None) or (
                    kind == "member_expression"
                    and text
                    in {
                        f"window.{name}",
                        f"self.{name}",
                        f"globalThis.{name}",
                    }
                ):
                    yield SignKind.STORAGE, name, node
    for node in scopes.calls.get("set", []):
        if "cookieStore" in tree.text(node)[:40]:
            yield SignKind.COOKIE, "cookieStore.set()", node
    for node in scopes.calls.get("register", []):
        if "serviceWorker" in tree.text(tree.skip(node + 1))[:200]:
            yield SignKind.SERVICE_WORKER, "serviceWorker.register()", node
