"""Adds `lang` to texts of the facts that are not translated into the page's language, for screen readers (WCAG 3.1.2)."""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from markupsafe import escape

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.legal.bodies import ShownBody, authority_of, shown_professions
from mkdocs_praxis.practice.model import Deputy, Facts, Location, Practice
from mkdocs_praxis.practice.values import Said, Told

_TOKEN = regex(
    r"<(?P<kept>script|style|svg)\b.*?</(?P=kept)>|<(?P<end>/?)(?P<tag>[a-z][\w-]*)(?P<rest>[^>]*)>|(?P<text>[^<]+)|<",
    re.DOTALL | re.IGNORECASE,
)
_BLOCK = regex(r"<(p|li|h[1-6]|blockquote)>")
_VOID = frozenset({"br", "img", "input", "hr", "source", "track", "wbr", "meta", "link"})
# Elements without child elements: `lang` goes on the element itself.
_ALONE = frozenset({"option", "textarea", "title"})
_SHORT = 8  # letters; shorter words may also occur in our own texts


def marked(html: str, facts: Facts | None, language: str) -> str:
    """Return a component's HTML with `lang` on each text that the facts have only in the site's language."""
    if facts is None or language == facts.language or not (texts := _texts(facts, language)):
        return html
    mark, longer = f' lang="{facts.language}"', _longer(texts)
    out: list[str] = []
    inside: list[tuple[str, bool]] = []  # open elements, and whether they have `lang`
    for token in _TOKEN.finditer(html):
        out.append(token[0])
        tag = (token["tag"] or "").lower()
        if text := token["text"]:
            if not text.strip() or any(told for _, told in inside):
                continue
            element = inside[-1][0] if inside else ""
            if unescape(text).strip() not in texts:
                if longer and element not in _ALONE:
                    out[-1] = longer.sub(rf"<span{mark}>\g<0></span>", text)
            elif (
                inside and out[-2].startswith(f"<{element}") and html.startswith(f"</{element}>", token.end())
            ):
                out[-2] = f"{out[-2][:-1]}{mark}>"
            elif element not in _ALONE:
                out[-1] = text.replace(text.strip(), f"<span{mark}>{text.strip()}</span>")
        elif token["end"]:
            while inside and inside.pop()[0] != tag:
                pass
        elif tag and tag not in _VOID and not token["rest"].endswith("/"):
            inside.append((tag, " lang=" in token["rest"]))
    return "".join(out)


def blocks(html: str, text: str, facts: Facts | None, language: str) -> str:
    """Return HTML made from a Markdown text of the facts, with `lang` on its blocks if the text is not translated."""
    if facts is None or language == facts.language or text.strip() not in _texts(facts, language):
        return html
    return _BLOCK.sub(rf'<\1 lang="{facts.language}">', html)


def _texts(facts: Facts, language: str) -> frozenset[str]:
    """Return the texts without a translation into a language, and place names; not numbers and symbols."""
    practice = facts.practice
    deputies = [*facts.deputies, *(one for closing in facts.closings for one in closing.deputies)]
    places: list[Practice | Location | Deputy] = [practice, *practice.locations, *deputies]
    addresses = [one.address for one in places]
    names: list[str] = [one.name for one in places]
    spans = (span for one in facts.hours for day in one.week.days for span in day)
    fees = (number for one in facts.price_lists for item in one.items for number in item.numbers)
    names += [practice.company, *fees, *(body.name for body in _bodies(facts) if body)]
    others = [*names, *(one.street for one in addresses if one), *(span.note for span in spans)]
    told = (one for one in others if not (isinstance(one, Told) and language in one.said))
    return _lacking(facts.said, language, tuple(map(str, told)))


def _bodies(facts: Facts) -> Iterator[ShownBody | None]:
    """Yield chambers and authorities as shown on legal pages."""
    yield authority_of(facts)
    for one in shown_professions(facts):
        yield from (one.chamber, one.supervisor, one.licensing, one.association)


@lru_cache(maxsize=8)
def _lacking(said: tuple[Said, ...], language: str, names: tuple[str, ...]) -> frozenset[str]:
    lacking = (text.text.strip() for text in said if language not in text.languages)
    return frozenset(text for text in (*lacking, *names) if any(character.isalpha() for character in text))


@lru_cache(maxsize=8)
def _longer(texts: frozenset[str]) -> re.Pattern[str] | None:
    """Return an expression that finds longer texts, escaped for HTML, within other text; None if there are none."""
    found = sorted((str(escape(text)) for text in texts if len(text) >= _SHORT), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, found))})(?!\w)") if found else None
