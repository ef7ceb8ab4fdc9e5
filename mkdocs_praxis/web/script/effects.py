"""What a script does to what pages hold, and which of its contacts wait for others, in the words of the reading room."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from mkdocs_praxis.web.contact import ConditionalContact, Confidence, Contact, Effect, EffectKind
from mkdocs_praxis.web.script.analysis import Analysis

# Variables that other scripts of the page can see.
_GLOBAL = re.compile(r"(?:\b(?:var|let|const)\s+|\b(?:window|self|globalThis)\.)([\w$]+)\s*=")
_LOOKS_FOR = re.compile(
    r"""\b(getElementById|getElementsByClassName|getElementsByTagName|querySelector(?:All)?|\$|jQuery)\(\s*["'`]([^"'`\n]{1,200})["'`]"""
)
_MARKS = {"getElementById": "#", "getElementsByClassName": "."}
_CUSTOM_NAME = re.compile(r"""["'`]([a-z][a-z0-9]*(?:-[a-z0-9]+)+)["'`]""")
_MOST_CONDITIONAL = 40


def effects_of(text: str, analysis: Analysis) -> frozenset[Effect]:
    """Return what a script does to what its page, and the site's other files, hold."""
    data = analysis.data
    attributes = {piece.name for piece in data if piece.kind == "attribute" and piece.name}
    variables = {piece.name for piece in data if piece.kind == "global" and piece.name}
    keys = {piece.key for piece in data if piece.key} | {name.rpartition(".")[2] for name in variables}
    effects = {Effect(EffectKind.ATTRIBUTE, name) for name in attributes}
    effects |= {Effect(EffectKind.GLOBAL, name) for name in variables}
    effects |= {Effect(EffectKind.TEXT, piece.name) for piece in data if piece.kind == "text" and piece.name}
    effects |= {Effect(EffectKind.CALL, name) for name in analysis.calls}
    if any(key.isdecimal() for key in keys) or (data and not keys and not attributes):
        effects.add(Effect(EffectKind.JSON))
    else:
        effects |= {Effect(EffectKind.JSON, key) for key in keys}
    if "customElements" in text:  # a name may reach `define` by ways that only running tells
        effects |= {Effect(EffectKind.ELEMENT, name) for name in _CUSTOM_NAME.findall(text)}
    if analysis.clicks_links:
        effects |= {Effect(EffectKind.CLICK, selector) for selector in _selected(text)}
    if analysis.submits_forms:
        effects.add(Effect(EffectKind.FORM))
    if analysis.clones_templates:
        effects.add(Effect(EffectKind.TEMPLATE))
    return frozenset(effects)


def of_variables(text: str, contacts: Iterable[Contact]) -> Iterator[ConditionalContact]:
    """Yield the addresses that a script only mentions as waiting for whoever reads one of its global variables."""
    mentions = [contact for contact in contacts if contact.confidence is Confidence.MENTION]
    if not mentions:
        return
    for name in sorted(set(_GLOBAL.findall(text)))[:_MOST_CONDITIONAL]:
        for contact in mentions[:_MOST_CONDITIONAL]:
            yield waiting(EffectKind.GLOBAL, name, contact)


def waiting(kind: EffectKind, name: str, contact: Contact) -> ConditionalContact:
    """Return a contact that is sure to happen once the effect does."""
    return ConditionalContact(Effect(kind, name), replace(contact, confidence=Confidence.CERTAIN))


def _selected(text: str) -> Iterator[str]:
    """Yield selectors of what a script may click: all that it looks for in its page."""
    for method, name in _LOOKS_FOR.findall(text):
        yield _MARKS.get(method, "") + name
    if "document.links" in text:
        yield "a"
