"""Reads JSON (manifests, import maps, speculation rules, data of scripts), play lists that players fetch by themselves."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind, Kind, Trigger
from mkdocs_praxis.web.elements import A_HOST, HOST, JSON, MEDIA, Fetch, LinkRule, srcset_parts
from mkdocs_praxis.web.found import Found, Scope, UnreadableError
from mkdocs_praxis.web.source import Place, line_and_column
from mkdocs_praxis.web.url import foreign, is_own

_MOST_PLACES = 200
# Markup that loads something; search indexes are full of other markup.
_LOADS = regex(
    r"(?i)<(?:img|iframe|script|link|embed|object|video|audio|source|svg|style|input|frame|body|table|meta|base)\b|"
    r"""[\s"'](?:style|on[a-z]+)\s*="""
)
_RELATIVE = regex(r"/(?!/)|[?#.]")
_SHORTEST = 4  # characters: `//a.b`
_HOST_VALUE = regex(rf':\s*"{A_HOST}"')
_SPECULATIONS = frozenset({"prefetch", "prerender", "prefetch_with_subresources", "prerender_until_script"})
# When browsers act on a document rule if not at once: on hover, or on pointer down (the default).
_EAGERNESS = {"moderate": Confidence.CONDITIONAL, "conservative": Confidence.CLICK}


def parse_json(text: str) -> Any:
    """Parse JSON. Raises UnreadableError if it is invalid or nested too deeply."""
    try:
        return json.loads(text, parse_constant=lambda _: None)
    except RecursionError:
        raise UnreadableError("JSON nested too deep") from None
    except ValueError as error:
        raise UnreadableError(f"no valid JSON: {error}") from None


def read_data_block(kind: str, text: str, found: Found, scope: Scope) -> list[LinkRule]:
    """Read a script element with an import map, a bundle, speculation rules (those about the page's links are returned), or JSON."""
    try:
        if kind == "importmap":
            read_import_map(parse_json(text), found, scope)
        elif kind == "speculationrules":
            return read_speculation_rules(text, found, scope)
        elif kind == "webbundle":
            bundle = parse_json(text)
            source = bundle.get("source") if isinstance(bundle, dict) else None
            if isinstance(source, str):  # https://wicg.github.io/webpackage/subresource-loading.html
                found.address(source, scope, "web bundle", Fetch(Kind.SCRIPT), scope.place.at(1, 1))
        elif kind in JSON and may_hold_addresses(text):
            read_values(parse_json(text), text, found, scope)
    except UnreadableError:
        pass  # browsers ignore invalid JSON here
    return []


def read_import_map(rules: Any, found: Found, scope: Scope) -> None:
    """Record the addresses in an import map (HTML Standard §8.1.6)."""
    if not isinstance(rules, dict):
        return
    scopes = rules.get("scopes")
    maps = [rules.get("imports"), *(scopes.values() if isinstance(scopes, dict) else ())]
    for mapping in maps:
        for target in mapping.values() if isinstance(mapping, dict) else ():
            if isinstance(target, str):
                some = Fetch(Kind.SCRIPT, Confidence.CONDITIONAL)
                found.address(target, scope, "import map", some, scope.place.at(1, 1))


def read_speculation_rules(text: str, found: Found, scope: Scope) -> list[LinkRule]:
    """Record the addresses that speculation rules list (HTML Standard §7.6.1); return the rules about links."""
    rules, link_rules = parse_json(text), list[LinkRule]()
    for action in sorted(_SPECULATIONS & set(rules if isinstance(rules, dict) else ())):
        for rule in rules[action] if isinstance(rules[action], list) else ():
            if not isinstance(rule, dict):
                continue
            urls = rule.get("urls")
            confidence = _EAGERNESS.get(str(rule.get("eagerness", "immediate")), Confidence.CERTAIN)
            for url in urls if isinstance(urls, list) else ():
                if isinstance(url, str):
                    hint = Fetch(Kind.DOCUMENT, confidence, Trigger.HINT)
                    found.address(url, scope, f"speculation rules {action}", hint, scope.place.at(1, 1))
            if rule.get("source") == "document" or (urls is None and "source" not in rule):
                eagerness = _EAGERNESS.get(str(rule.get("eagerness", "conservative")), Confidence.CERTAIN)
                link_rules.append(LinkRule(rule.get("where"), eagerness))
    return link_rules


def may_match(
    where: Any, href: str, matches: Callable[[str], bool], found: Found, scope: Scope, *, unless: bool = False
) -> bool:
    """Whether a document rule may match a foreign link, never wrongly False; `unless`: below a `not`, where the unknown is false."""
    if not isinstance(where, dict):
        return not unless
    if isinstance(where.get("and"), list):
        return all(may_match(part, href, matches, found, scope, unless=unless) for part in where["and"])
    if isinstance(where.get("or"), list):
        return any(may_match(part, href, matches, found, scope, unless=unless) for part in where["or"])
    if "not" in where:
        return not may_match(where["not"], href, matches, found, scope, unless=not unless)
    if "selector_matches" in where:
        selectors = where["selector_matches"]
        return any(_selects(selector, matches, unless=unless) for selector in _listed(selectors))
    # A pattern such as "/blog/*" takes scheme and host from the base.
    own = is_own(scope.base, found.own)
    patterns = (
        own and isinstance(one, str) and _RELATIVE.match(one) for one in _listed(where.get("href_matches"))
    )
    return not unless and not all(patterns)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _selects(selector: Any, matches: Callable[[str], bool], *, unless: bool) -> bool:
    try:
        return matches(selector) if isinstance(selector, str) else not unless
    except ValueError:
        return not unless


def read_json(text: str, found: Found, scope: Scope) -> None:
    """Record the addresses that a JSON file offers to scripts, or to browsers if a header names it as speculation rules."""
    if may_hold_addresses(text):
        value = parse_json(text)
        read_values(value, text, found, scope)
        # A header may name any JSON file as the site's speculation rules.
        if isinstance(value, dict) and _SPECULATIONS & value.keys():
            read_speculation_rules(text, found, scope._replace(cap=Confidence.CONDITIONAL))


def read_data(text: str, found: Found, scope: Scope) -> None:
    """Read a file without a known type that a script fetches: JSON, or markup to insert into the page."""
    try:
        value = parse_json(text)
    except UnreadableError:
        if "<" in text:
            waiting = scope._replace(cap=Confidence.MENTION, condition=Effect(EffectKind.JSON))
            found.open("html", text, waiting)
        return
    read_values(value, text, found, scope)


def read_manifest(text: str, found: Found, scope: Scope) -> None:
    """Record what a web app manifest fetches (https://www.w3.org/TR/appmanifest/). Raises UnreadableError."""
    manifest = parse_json(text)
    if not isinstance(manifest, dict):
        return
    told = 0
    for path, key, value in walk(manifest):
        if not isinstance(value, str) or foreign(value, scope.base, found.own) is None:
            continue
        told += 1
        where = scope.place.at(*(place_of(text, value) if told < _MOST_PLACES else (1, 1)))
        if key == "src" or path[:1] == ("icons",):
            via, fetch = "icons", Fetch(Kind.IMAGE, Confidence.CONDITIONAL)
        elif key in {"serviceworker", "scope_url"} or "serviceworker" in path:
            via, fetch = "serviceworker", Fetch(Kind.WORKER, Confidence.CONDITIONAL)
        elif key in {"url", "start_url", "action"}:
            via, fetch = key, Fetch(Kind.DOCUMENT, Confidence.MENTION)
        else:
            continue
        found.address(value, scope, f"manifest {via}", fetch, where)


def may_hold_addresses(text: str) -> bool:
    """Whether JSON may contain an address of another host, escaped or not, or a bare host."""
    return "//" in text or "\\" in text or _HOST_VALUE.search(text) is not None


def read_values(value: Any, text: str, found: Found, scope: Scope) -> None:
    """Record foreign addresses in JSON as mentions; markup, lists and bare hosts as conditional on a script that uses their key."""
    for path, key, leaf in walk(value):
        if not isinstance(leaf, str) or len(leaf) < _SHORTEST:
            continue
        if HOST.fullmatch(leaf) and (away := found.foreign_target(f"//{leaf}", scope)) is not None:
            where = scope.place.at(*_where(text, leaf, found))
            found.waits(away, leaf, "JSON value", where, Effect(EffectKind.HOST, f"{key} .{key}"))
        if "//" not in leaf and "\\\\" not in leaf:
            continue
        # The last key, or that of a table that a script goes through.
        condition = Effect(EffectKind.JSON, " ".join(path[-2:]))
        if "<" in leaf and _LOADS.search(leaf):
            place = Place(*scope.place.at(*_where(text, leaf, found)), exact=False)
            found.open("html", leaf, scope.inner(place)._replace(cap=Confidence.MENTION, condition=condition))
            continue
        several = srcset_parts(leaf) if "," in leaf or " " in leaf else ((0, leaf),)
        for _, address in several:
            if foreign(address, scope.base, found.own) is not None:
                where = scope.place.at(*_where(text, leaf, found))
                mention = Fetch(Kind.REQUEST, Confidence.MENTION)
                found.address(address, scope.waiting(condition), "JSON value", mention, where)


def walk(value: Any) -> Iterator[tuple[tuple[str, ...], str, Any]]:
    """Yield (path of keys, last key, value) for every leaf of parsed JSON, without recursion."""
    stack: list[tuple[tuple[str, ...], Any]] = [((), value)]
    while stack:
        path, item = stack.pop()
        if isinstance(item, dict):
            stack.extend(((*path, str(key)), child) for key, child in item.items())
        elif isinstance(item, list):
            stack.extend((path, child) for child in item)
        else:
            yield path, path[-1] if path else "", item


def _where(text: str, value: str, found: Found) -> tuple[int, int]:
    # Each search may scan the whole file, so only the first addresses get positions.
    return place_of(text, value) if len(found.conditional) < _MOST_PLACES else (1, 1)


def place_of(text: str, value: str) -> tuple[int, int]:
    """Return line and column of a string in JSON text; (1, 1) if it is written with escapes."""
    plain = json.dumps(value)
    for written in json.dumps(value, ensure_ascii=False), plain, plain.replace("/", "\\/"):
        index = text.find(written)
        if index >= 0:
            return line_and_column(text, index)
    return 1, 1


_ATTRIBUTE = regex(r'URI="([^"]*)"')


def read_playlist(text: str, found: Found, scope: Scope) -> None:
    """Record the segments, keys and variants of an HLS playlist (RFC 8216), which Chromium plays natively."""
    for number, line in enumerate(text.split("\n"), 1):
        where = scope.place.at(number, 1)
        if line.startswith("#"):
            for match in _ATTRIBUTE.finditer(line) if line.startswith("#EXT") else ():
                found.address(match[1], scope, "play list URI", MEDIA, where)
        elif line.strip():
            found.address(line.strip(), scope, "play list", MEDIA, where)
