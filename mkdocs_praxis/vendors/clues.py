"""Clues: short texts, one of which stands in any page that holds an embed of a vendor."""

from collections.abc import Iterable, Iterator

# The standard library's own parser of expressions: the only honest way to know what a pattern must contain.
from re import _parser  # type: ignore[attr-defined]

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.vendors.model import Embed, Vendor

# A CSS selector's class names, ids, attribute names and values, and hyphenated tag names: what a page must spell out.
_SELECTOR_WORDS = regex(r"[\w@:-]{4,}")
_NOT_CLAUSES = regex(r":not\([^)]*\)")
_PSEUDO_CLASS = regex(r"(?<!\\):[\w-]+")
_HOST = regex(r"[\w-]{2,}(?:\.[\w-]{2,})+")
_LEAST = 4
# Words that stand in many pages: a clue of these would send all of them through a full look.
_COMMON = frozenset([
    "article", "blockquote", "body", "bookmark", "button", "center", "class", "container", "create",
    "data", "description", "element", "embed", "figure", "follow", "form", "formid", "href", "html", "iframe",
    "image", "input", "link", "main", "name", "onclick", "options", "page", "position", "script", "secret",
    "section", "share", "snippet", "source", "store", "stream", "style", "telephone", "text", "title", "transform", "type",
    "username", "value", "video", "width", "window", "data-settings", "data-type",
])  # fmt: skip


def of_vendor(vendor: Vendor) -> Iterator[str]:
    """Yield the clues of a vendor, in lower case."""
    if not vendor.embeds:
        return
    yield from (clue.lower() for clue in vendor.clues)
    yield from (entry.lower().removeprefix("=").partition("/")[0] for entry in vendor.hosts)
    for embed in vendor.embeds:
        yield from _of_embed(embed)


def _of_embed(embed: Embed) -> Iterator[str]:
    if embed.script:
        yield from necessary(embed.script)
    yield from filter(None, embed.clues)


def of_element(selector: str, address: str = "") -> tuple[str, ...]:
    """Return texts, one of which stands in any page that holds an element with an address; "" among them where there may be none."""
    if address and (hosts := _hosts_of(address)):
        return hosts
    plain = _PSEUDO_CLASS.sub(" ", _NOT_CLAUSES.sub("", selector)).replace("\\:", ":")
    told = (_SELECTOR_WORDS.findall(alternative) for alternative in plain.lower().split(","))
    return tuple(max((word for word in words if word not in _COMMON), key=len, default="") for words in told)


def _hosts_of(expression: str) -> tuple[str, ...]:
    """Return hosts, one of which stands in any address that fits."""
    for texts in _sets(_parser.parse(expression)):
        found = [_HOST.search(text.lower()) for text in texts]
        hosts = [one.group() for one in found if one]
        if len(hosts) == len(found):
            return tuple(hosts)
    return ()


def necessary(expression: str) -> tuple[str, ...]:
    """Return texts in lower case, one of which stands in every match of an expression; none when there are no good ones."""
    best: tuple[int, tuple[str, ...]] = (0, ())
    for found in _sets(_parser.parse(expression)):
        texts = tuple(dict.fromkeys(text.lower() for text in found))
        worth = min((len(text) for text in texts if text.strip("._-/") not in _COMMON), default=0)
        if all(text.strip("._-/") not in _COMMON for text in texts) and worth >= _LEAST and worth > best[0]:
            best = (worth, texts)
    return best[1]


def needles(expression: str) -> tuple[str, ...]:
    """Return texts in lower case, one of which stands in every match of an expression, however short they are; ("",) at worst."""
    found = list(_sets(_parser.parse(expression)))
    return tuple(text.lower() for text in max(found, key=lambda texts: min(map(len, texts)), default=("",)))


def _sets(parsed: Iterable[tuple[object, object]]) -> Iterator[tuple[str, ...]]:
    """Yield sets of texts, one text of each of which is in any match; a run of letters is a set of one."""
    run = ""
    for operation, argument in parsed:
        name = str(operation)
        if name == "LITERAL":
            run += chr(argument)  # type: ignore[arg-type]
            continue
        if name == "AT":
            continue  # an anchor takes no room between letters
        if name == "SUBPATTERN":
            inner = argument[-1]  # type: ignore[index]
            yield from _sets(inner)
            if len(inner) == 1 and str(inner[0][0]) == "BRANCH":
                yield from _of_branch(inner[0][1][1], run)
        elif name == "BRANCH":
            yield from _of_branch(argument[1], run)  # type: ignore[index]
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and argument[0] > 0:  # type: ignore[index]
            yield from _sets(argument[2])  # type: ignore[index]
        if run:
            yield (run,)
        run = ""
    if run:
        yield (run,)


def _of_branch(
    alternatives: Iterable[Iterable[tuple[object, object]]], run: str
) -> Iterator[tuple[str, ...]]:
    """Yield the set of one text for each alternative, with the letters before them where they follow at once."""
    found = []
    for alternative in alternatives:
        items = list(alternative)
        start = ""
        for operation, argument in items:
            if str(operation) != "LITERAL":
                break
            start += chr(argument)  # type: ignore[arg-type]
        runs = [one[0] for one in _sets(items) if len(one) == 1]
        found.append(max([run + start, *runs], key=len))
    yield tuple(found)
