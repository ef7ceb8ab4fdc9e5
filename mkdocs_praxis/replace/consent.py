"""The wordings of consent tools: sentences and buttons that ask whether something may be loaded."""

import re

from mkdocs_praxis.lazy import regex

# Consent tools ask before they load: a word for agreeing together with one for what is agreed to.
_AGREES = regex(
    r"zustimm|einwillig|einverstanden|akzeptier|erlaub|freigeb|entsperr|aktivier|accept|consent|agree|allow|unblock|enable|"
    r"(?:mit|durch|bei|nach|beim) (?:dem |das |einem |einen |ihrem |deinem )?(?:klick|laden|aufruf|abspielen|aktivieren)|"
    r"by (?:click|load)|click to|klicken sie|hier klicken|blockiert|blocked|geladen|übertragen|übermittel",
    re.IGNORECASE,
)
_TO_WHAT = regex(
    r"cookie|extern|dritt|third|anbieter|inhalt|content|daten|data|privacy|video|karte|map|player|laden|load|youtube|google|vimeo|"
    r"facebook|instagram|twitter|spotify|soundcloud|dienst|service|ip-adresse|usa|server",
    re.IGNORECASE,
)
_AGREEING = regex(
    r"zustimm|akzept|einverstanden|erlaub|freigeb|entsperr|aktivier|laden\b|anzeigen|accept|agree|allow|unblock|enable|\bload|\bshow|"
    r"immer|merken|remember|always|einstellung|settings|ablehnen|deny|decline",
    re.IGNORECASE,
)
_CONSENTS = regex(r"zustimm|akzept|einwillig|entsperr|freigeb|accept|agree|consent|unblock", re.IGNORECASE)
_PRIVACY = regex(
    r"datenschutz|privacy|cookie|mehr (?:erfahren|infos?|informationen)|learn more|details", re.IGNORECASE
)
_LONGEST_BUTTON = 50


def asks(text: str) -> bool:
    """Tell whether a sentence asks for consent to something being loaded."""
    return _AGREES.search(text) is not None and _TO_WHAT.search(text) is not None


def agrees(text: str) -> bool:
    """Tell whether a text is about agreeing."""
    return _AGREEING.search(text) is not None


def about_privacy(text: str) -> bool:
    """Tell whether a text names a privacy notice."""
    return _PRIVACY.search(text) is not None


def is_consents(text: str, *, certainly: bool = False) -> bool:
    """Tell whether a button's text is a consent tool's; `certainly`: whatever it stands on, it is not the page's own."""
    if len(text) > _LONGEST_BUTTON:
        return False
    if not _AGREEING.search(text):
        return not certainly and about_privacy(text)
    named = bool(_TO_WHAT.search(text) or _CONSENTS.search(text))
    return named or (not certainly and " " not in text)
