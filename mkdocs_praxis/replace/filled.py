"""Extracts the named parts of an embed from a snippet, and expands the templates of its vendor file with them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from urllib.parse import quote, unquote

from mkdocs_praxis.replace.snippet import Snippet
from mkdocs_praxis.vendors import filters
from mkdocs_praxis.vendors.filters import HOOKS
from mkdocs_praxis.vendors.model import Embed, Part
from mkdocs_praxis.vendors.notation import BUILT_IN, template
from mkdocs_praxis.vendors.patterns import compiled, search


class Filled:
    """The templates of one embed, expanded with the parts of one snippet."""

    def __init__(self, embed: Embed, snippet: Snippet, found: Mapping[str, str]) -> None:
        self._embed = embed
        self._snippet = snippet
        self._found = found
        self._parts = {part.name: part for part in embed.parts}
        self._values: dict[str, str] = {}

    def text(self, alternatives: Sequence[str], encoded: Callable[[str], str] = str) -> str:
        """Return the first template whose parts all have values, expanded, with whitespace collapsed; else ""."""
        filled = (" ".join(self._filled(one, encoded).split()) for one in alternatives)
        return next(filter(None, filled), "")

    def link(self) -> str:
        """Return the link for visitors, or "" if the snippet lacks a part of it."""
        href = self.text(self._embed.link, _encoded)
        if href and self._embed.drop:
            href = filters.without(href, *self._embed.drop)
        return filters.only(href, *self._embed.keep) if href and self._embed.keep else href

    def value(self, name: str) -> str:
        """Return the value of a part, a hole, a part from the hook or a built-in name; else ""."""
        if name not in self._values:
            self._values[name] = ""  # ends the recursion of a default that refers to its own part
            self._values[name] = self._value(name)
        return self._values[name]

    def _value(self, name: str) -> str:
        part = self._parts.get(name)
        if part is not None:
            taken = (done for one in self._candidates(part) if (done := filters.applied(part.filters, one)))
            value = next(taken, "")
            return dict(part.values).get(value, value) if value else self._filled(part.default)
        if name in self._found:
            return self._found[name]
        if self._embed.hook and (value := HOOKS[self._embed.hook](self.value).get(name, "")):
            return value
        return str(getattr(self._snippet, name)) if name in BUILT_IN else ""

    def _candidates(self, part: Part) -> Iterator[str]:
        """Yield possible values: attribute, query, hole in the pattern, other part, fragment, field, link, source, code."""
        snippet = self._snippet
        yield from self._of(part, snippet.attributes, part.attribute)
        yield from self._of(part, snippet.query, part.query)
        if self._found.get(part.name):
            yield self._found[part.name]
        if part.part:
            yield from taken(part, self.value(part.part))
        if part.fragment == ("*",):
            yield from taken(part, snippet.fragment)
        elif part.fragment:
            yield from self._of(part, filters.query(snippet.fragment), part.fragment)
        if part.field:
            yield from self._of(part, snippet.fields, part.field)
        for expression in part.link:
            fitting = (link for link in snippet.links if compiled(expression).search(link))
            yield from (done for link in fitting for done in taken(part, link))
        yield from _found_in(snippet.source if part.source else "", part.source, part)
        yield from _found_in(snippet.code if part.code else "", part.code, part)

    def _of(self, part: Part, holder: Mapping[str, str], names: Sequence[str]) -> Iterator[str]:
        for name in names:
            if text := holder.get(name, ""):
                yield from taken(part, text)

    def _filled(self, text: str, encoded: Callable[[str], str] = str) -> str:
        pieces = []
        for operator, names, before in template(text):
            pieces.append(before)
            if not names:
                continue
            values = [(name, value) for name in names if (value := self._optional(operator, name))]
            if operator in {"", "+"}:
                if not values:
                    return ""
                pieces.append(values[0][1] if operator else encoded(self._decoded(*values[0])))
            elif operator in {"?", "&"}:
                pairs = [f"{name}={_encoded(self._decoded(name, value))}" for name, value in values]
                pieces.append((operator + "&".join(pairs)) if pairs else "")
            else:
                pieces += [
                    operator + (value if operator == "#" else _encoded(self._decoded(name, value)))
                    for name, value in values
                ]
        return "".join(pieces)

    def _decoded(self, name: str, value: str) -> str:
        """Percent-decode a value if a hole of the pattern matched it, unless it is an address itself."""
        return unquote(value) if self._found.get(name) == value and "://" not in value else value

    def _optional(self, operator: str, name: str) -> str:
        """Return a part's value; in `{?a}` and `{&a}`, a name that is no part refers to the query parameter of the address."""
        if value := self.value(name):
            return value
        known = name in self._parts or name in self._found
        return self._snippet.query.get(name, "") if operator in {"?", "&"} and not known else ""


def _encoded(value: str) -> str:
    return quote(value, safe="")


def _found_in(text: str, expressions: Sequence[str], part: Part) -> Iterator[str]:
    for expression in expressions:
        values = dict.fromkeys(match[part.name] for match in compiled(expression).finditer(text))
        if part.every:
            yield " ".join(values)
        else:
            yield from values


def taken(part: Part, text: str) -> Iterator[str]:
    """Yield what a part extracts from a text: the first match of `within`, else the whole text if it matches `looks`."""
    lowered = text.lower() if part.within else ""
    for expression in part.within:
        match = search(expression, text, lowered)
        if match is not None and match[part.name]:
            yield match[part.name]
            return
    if compiled(part.looks).fullmatch(text) if part.looks else not part.within:
        yield text
