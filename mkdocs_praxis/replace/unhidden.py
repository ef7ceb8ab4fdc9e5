"""Shows what code that is removed with an embed would have shown: hidden boxes, classes that hide, closed dialogs."""

import re
from collections.abc import Iterator
from html import escape

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.replace import addresses
from mkdocs_praxis.replace.scripted import attribute_of
from mkdocs_praxis.replace.source import Element, Source, Splice, tag_of
from mkdocs_praxis.replace.structure import CODE, named

_HIDDEN = regex(
    r"(?<![\w-])(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?)\s*(?:;|$)",
    re.IGNORECASE,
)

_OVER_THE_PAGE = named("names of boxes over the page")


def unhidden(element: Element, source: Source, code: str, rest: str) -> Iterator[Splice]:
    """Show what is hidden around an element and named by code that is removed, but for the `rest`: nothing else would show it."""
    tagged = (one for one in (element, *element.ancestors) if tag_of(one))
    for around in tagged:
        if _is_named(around, source, code, rest):
            whole = source.span(around) if _is_closed(around) else None
            inside = source.inner(around) if whole is not None else None
            if whole is not None and inside is not None:  # only code opens a dialog
                yield from (Splice((whole[0], inside[0]), ""), Splice((inside[1], whole[1]), ""))
            else:
                yield from _shown(around, source, code, rest, is_kept=around is not element)


def _is_closed(element: Element) -> bool:
    return element.tag == "dialog" and "open" not in element.attrs


def _is_named(around: Element, source: Source, code: str, rest: str) -> bool:
    """Whether removed code names an element by its id or a class, reads its id from a button, or opens all dialogs."""
    name = around.attr("id", "")
    names = [name, *(around.attrs.get("class") or ()), "dialog" if _is_closed(around) else ""]
    said = [f"{one}{end}" for one in names if one for end in "'\""]
    told = CODE["reads"].search(code) if name else None
    holders = source.tree.select(f"[{attribute_of(told)}]") if told else ()
    if told and any(one.attr(attribute_of(told), "").endswith(name) for one in holders):
        said.append(told[0])
    return any(one in code and one not in rest for one in said)


def _shown(around: Element, source: Source, code: str, rest: str, *, is_kept: bool) -> Iterator[Splice]:
    """Take away what hides an element: its attribute, a class that code would take off, its style."""
    given = addresses.attributes(around)
    classes = given.get("class", "").split()
    if "hidden" in given:
        yield source.without_attribute(around, "hidden")
    off = {name for names in CODE["takes class off"].findall(code) for name in names}
    left = [one for one in classes if one not in off and not CODE["takes classes off"].search(code)]
    if left and (opened := [one for one in CODE["puts class on"].findall(code) if one not in rest]):
        left = [] if any(map(_OVER_THE_PAGE.search, left)) else list(dict.fromkeys([*left, *opened]))
    if left != classes and is_kept:
        written = Splice(source.attribute(around, "class"), f'class="{escape(" ".join(left))}"')
        yield written if left else source.without_attribute(around, "class")
    if (style := _HIDDEN.sub("", was := given.get("style", ""))) != was:
        yield Splice(source.attribute(around, "style"), f'style="{escape(style)}"')
