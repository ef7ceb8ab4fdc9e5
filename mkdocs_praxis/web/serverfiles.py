"""Reads server configuration (.htaccess, _headers, _redirects, nginx, Caddy …): headers, redirects, inserted markup."""

import re
from collections.abc import Iterator
from functools import partial
from html import unescape
from pathlib import Path

from mkdocs_praxis.lazy import expressions, regex
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, SignKind
from mkdocs_praxis.web.elements import REDIRECT
from mkdocs_praxis.web.found import Found, Scope, UnreadableError, weaker
from mkdocs_praxis.web.headers import NAMES, read_header, served_as
from mkdocs_praxis.web.source import Place

_FORMS = expressions(Path(__file__).with_name("serverfiles.txt"))
# Name and value of a header in the syntax of any server: `Header set Link "<…>"`, `add_header Link …`, `"Link": "…"`.
_HEADER = regex(
    rf"""(?i)(?<![\w/-])["']?(?P<name>{"|".join(sorted(NAMES, key=len, reverse=True))})["']?(?:\s*[:=]\s*|["']?\s*,?\s*["']?value["']?\s*[:=]\s*|\s+)(?P<value>.+)"""
)
_SAID_TO_NO_BROWSER = ("#", "//", "<!--", "RequestHeader", "request_header", "proxy_set_header")
_STRUCTURED = (".json", ".toml", ".yml", ".yaml", ".config")
# Directives by which the server, not the browser, makes the request.
_PROXIED = (
    (regex(r"""("rewrites"\s*:\s*\[)([^\]]*)"""), "destination"),
    (regex(r"""(?i)(\[\[redirects\]\])([^\[]*?\bstatus\s*=\s*200\b[^\[]*)"""), "to"),
    (regex(r"""(\{)([^{}]*\bstatus\s*=\s*200\b[^{}]*)"""), "to"),
    (regex(r"""(?i)(<action\b)([^<>]*\btype="Rewrite"[^<>]*)"""), "url"),
)
# Variable → where it gets a value: line, key, value.
_Values = dict[str, list[tuple[int, str, str]]]
_STEPS = 20_000  # statements, beside one in eight characters: a variable of 1,000 values used 1,000 times makes a million


def read_server_file(path: str, text: str, found: Found, scope: Scope) -> None:
    """Record the contacts that server configuration causes: headers, redirects to other hosts, inserted markup."""
    name = path.rsplit("/", 1)[-1].lower()
    covers, asked = "", "/"
    for step, (number, line) in enumerate(_statements(name, text)):
        if step > _STEPS + len(text) // 8:
            raise UnreadableError("variables have too many values")
        stripped = line.strip()
        if not stripped or stripped.startswith(_SAID_TO_NO_BROWSER):
            continue
        column = len(line) - len(line.lstrip()) + 1
        where = scope.place.at(number, column)
        if name == "_headers" and not line[:1].isspace():
            covers = stripped
        elif files := _FORMS["files"].match(stripped):
            covers = files["name"]
        if source := _FORMS["source"].match(stripped):
            asked = source["path"]
            if stripped.startswith("location"):  # of nginx: no header
                continue
        for what in served_as(stripped, covers):
            found.sign(SignKind.SERVED_AS, what, where, stripped)
        if _FORMS["markup"].search(stripped):
            place = Place(*where, exact=False)
            found.open("html", _put_in(stripped), scope.inner(place, inside="put in by the server"))
        header = _HEADER.search(stripped)
        if header is not None:
            value = _FORMS["any host"].sub("", _unquoted(header["value"]))
            read_header(header["name"], value, found, scope, where)
            if name != "_headers" and header["name"].lower() not in {"location", "link"}:
                continue
        redirect = (
            _FORMS["redirect"].match(stripped)
            or _FORMS["destination"].search(stripped)
            or _FORMS["within"].match(stripped)
        )
        if redirect is not None and name != "_headers" and not _by_proxy(stripped):
            of_path = _FORMS["of path"].match(stripped)
            path = "/" + "".join(filter(None, of_path.groups())).replace("\\", "") if of_path else asked
            asked = "/"
            _redirect(redirect[1], path, found, scope, where)
        if stripped.endswith("}"):  # of a block of nginx
            asked = "/"


def _put_in(line: str) -> str:
    """Return the markup that a line inserts into pages, not the text that it replaces."""
    substitute = _FORMS["substitute"].match(line)
    if substitute:
        return "".join(substitute["rest"].replace("\\", "").split(substitute["mark"])[1:2])
    if "<match" in line or "<action" in line:  # of IIS
        return line.partition("<action")[2]
    quoted = [max(texts, key=len).replace("\\", "") for texts in _FORMS["quoted"].findall(line)]
    seeks = line.lower().startswith(("sub_filter", "replace")) and len(quoted) == 1
    return "" if seeks else quoted[-1] if quoted else line


def _statements(name: str, text: str) -> Iterator[tuple[int, str]]:
    """Yield (number of the last line, statement) for each statement of a file; headers as `name: value`."""
    if name.endswith(".conf") and _FORMS["is nginx"].search(text):
        yield from _nginx(text)
        return
    if name == "_redirects":
        text = _FORMS["netlify"].sub(r"Redirect \g<path> \g<to>", text)
    if {state.lower() for state in _FORMS["engine"].findall(text)} == {"off"}:
        text = text.replace("RewriteRule", "#")
    if not name.endswith(_STRUCTURED):
        yield from _lines(text)
        return
    for proxied, key in _PROXIED:
        text = proxied.sub(partial(_renamed, regex(rf"""\b{key}\b(?=["']?\s*[:=])""")), text)
    text = _FORMS["late source"].sub(_source_first, text)
    text = _FORMS["turned"].sub(
        lambda met: "\n" * met[0].count("\n") + f"{met['name']}: {met['value']}", text
    )
    text = _FORMS["pair"].sub(lambda met: "\n" * met[0].count("\n") + f"{met['name']}: ", text)
    if name.endswith(".config"):
        yield from _iis(text)
        return
    if name.endswith(".toml"):
        text = _FORMS["elsewhere"].sub(lambda met: "\n" * met[0].count("\n"), text)
        text = _FORMS["long"].sub(
            lambda met: f'"{" ".join(met[2].split())}"' + "\n" * met[0].count("\n"), text
        )
    for number, line in enumerate(text.split("\n"), 1):
        splits = name.endswith((".json", ".toml")) and not line.lstrip().startswith("#")
        for piece in _FORMS["piece"].findall(line) if splits else (line,):
            yield (
                number,
                _FORMS["code point"].sub(lambda met: chr(int(met[1], 16)), piece.replace("\\/", "/")),
            )


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (number, line), continued ones joined as Apache does; for a variable of Caddy, once with each of its values."""
    before, mapped, values = "", list[str](), _Values()
    for number, line in enumerate(text.split("\n"), 1):
        if line.rstrip().endswith("\\"):
            before += line.rstrip()[:-1]
            continue
        words = _FORMS["caddy word"].findall(line)
        if words[:1] == ["map"] and words[-1] == "{":
            mapped = [word.strip("{}") for word in words[2:-1]]
        elif words[:1] == ["}"]:
            mapped = []
        for variable, value in zip(mapped, words[1:], strict=False):
            values.setdefault(variable, []).append((number, words[0], value))
        yield number, before + line
        yield from _with_values(line, values)
        before = ""


def _with_values(line: str, values: _Values) -> Iterator[tuple[int, str]]:
    """Yield a line with each value of its variables, where that is given; a path that it is for comes before."""
    for variable in dict.fromkeys(_FORMS["variable"].findall(line)):
        for at, key, value in values.get(variable.strip("${}"), ()):
            if key[0] == "/":
                yield at, f"location {key}"
            yield at, line.replace(variable, value)
            yield at, "}"


def _nginx(text: str) -> Iterator[tuple[int, str]]:
    """Yield (number of the last line, statement) of nginx; for a variable, once with each of its values that may name a host."""
    number, statement, block = 1, "", ""
    values: _Values = {}
    for part in _FORMS["nginx"].findall(text):
        number += part.count("\n")
        if part not in ";{}":
            statement += part.replace("\n", " ") if part[0] != "#" else ""
            continue
        line, statement = f"{statement.strip()}{part}", ""
        block = line if part == "{" else "" if part == "}" else block
        given = _FORMS["set"].fullmatch(line)
        variable = given and (
            given["name"]
            or (block.startswith(("map", "geo", "split_clients")) and block.strip("{ ").rpartition("$")[2])
        )
        if given and variable:
            if "." in given["value"]:
                values.setdefault(variable, []).append((number, given["key"], given["value"]))
            continue
        if line.startswith("default_type") and _FORMS["no types"].search(text):
            line = line.replace("default_type", "ForceType").rstrip(";")
        yield number, f"AddType {line[:-1]}" if block.startswith("types") and part == ";" else line
        yield from _with_values(line, values)


def _iis(text: str) -> Iterator[tuple[int, str]]:
    """Yield (number of the line, statement) of a web.config: a tag, or a rule with all that belongs to it."""
    number, counted = 1, 0
    for tag in _FORMS["tag"].finditer(text):
        line = " ".join(tag[0].split())
        start = tag.start() + max(tag[0].find("<action"), 0)
        number, counted = number + text.count("\n", counted, start), start
        if line.startswith("<!--") or 'enabled="false"' in line.partition(">")[0]:
            continue
        if 'responseMode="Redirect"' in line:
            line = line.replace(" path=", " url=")
        yield number, unescape(line)
        if kind := _FORMS["mime map"].match(line):
            yield number, f"AddType {kind['type']} .{kind['ending']}"
        if mapped := _FORMS["mapped"].search(line):
            yield number, f'Redirect "{mapped["path"]}" "{mapped["to"]}"'
        if (out := _FORMS["outbound"].search(line)) and out["name"]:
            yield number, unescape(f"{out['name'].replace('_', '-')}: {out['value']}")
        elif out and "//" in out["value"]:
            at = 'src="{0}" href="{0}"'.format(out["value"])
            for element in out["tags"].split(","):
                yield number, f"<action <{element.strip()} rel=stylesheet {at}>"


def _source_first(met: re.Match[str]) -> str:
    """Return an entry of a list of redirects with its path first."""
    between = f"\n{met[2].rstrip()}" if met[1].lstrip()[0] == "-" else f",{met[2]}"
    return met[1] + met[3] + between if _FORMS["destination"].search(met[2]) else met[0]


def _renamed(key: re.Pattern[str], met: re.Match[str]) -> str:
    return met[1] + key.sub("proxied", met[2])


def _by_proxy(line: str) -> bool:
    """Whether an Apache rule makes the server request the target (`RewriteRule … [P,L]`)."""
    return line.endswith("]") and "P" in re.split(r"[\s,]+", line[:-1].rpartition("[")[2])


def _unquoted(value: str) -> str:
    value = value.strip().rstrip(",;").strip()
    if value.lower().startswith("always "):
        value = value[7:].strip()
    if alone := _FORMS["argument"].fullmatch(value):  # a condition may follow
        value = alone["text"]
    elif len(value) > 1 and value[0] in "\"'`":
        end = value.rfind(value[0])
        value = value[1:end] if end > 0 else value[1:]
    elif value.endswith(("'", '"')) and value.count(value[-1]) % 2:  # the name stands within the quotes, too
        value = value[:-1]
    return value.replace('\\"', '"')


def _known(address: str) -> str:
    """Return an address up to its first variable; "" if the host itself is a variable, such as the requested host."""
    scheme, slashes, rest = address.partition("//")
    if not slashes:
        return _FORMS["variable"].split(address)[0]
    host, slash, path = rest.partition("/")
    first, *others = _FORMS["variable"].split(host)
    known = first
    if others and (not first or first.endswith(".")):
        known = others[-1].removeprefix(".")
    return f"{_FORMS['variable'].sub('https', scheme)}{slashes}{known}{slash}{path}" if known else ""


def _redirect(to: str, path: str, found: Found, scope: Scope, where: tuple[int, int]) -> None:
    """Record a redirect; from a path other than the home page's, it is conditional on a page that requests the path."""
    to = _known(to)
    plain = re.split(r"[*:({]", path, maxsplit=1)[0].rstrip("/").removesuffix("/index.html")
    if plain:
        scope = scope.waiting(Effect(EffectKind.PATH, plain))._replace(
            cap=weaker(scope.cap, Confidence.MENTION)
        )
    found.address(to, scope, "server redirect", REDIRECT, where)
