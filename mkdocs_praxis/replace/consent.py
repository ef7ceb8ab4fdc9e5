"""Recognises the texts of consent tools: sentences and buttons that ask whether something may be loaded."""

import re

from mkdocs_praxis.lazy import regex

# A consent request has a word of each list: agreeing (_AGREES), what is shown (_SHOWN), loading or where data go (_LOADED).
# One list is not enough: practices write, too, what they accept and which data need a patient's consent.
_AGREES = regex(
    r"zustimm|\b(?:ich stimme|stimmen sie|stimm) .{0,40}\bzu\b|\b(?:ein)?willig|einverstanden|\bzulassen\b|akzeptier|erlaub|freigeb|freischalt|entsperr|aktivier|accept|consent|agree|allow|unblock|enable|"
    r"(?:mit|durch|bei|nach|beim) (?:dem |das |einem |einen |ihrem |deinem )?(?:klick|laden|aufruf|abspielen|aktivieren)|"
    r"by (?:click|load)|click to|klicken sie|hier klicken|möchten sie .{0,60}\bladen\b|platzhalterinhalt|placeholder content|blockiert\b|blocked|geladen|übertragen|übermittel",
    re.IGNORECASE,
)
_TO_WHAT = regex(
    r"cookie|extern|dritt|third|anbieter|inhalt|content|daten|data|privacy|video|karte|map|player|laden|load|youtube|google|vimeo|"
    r"facebook|instagram|twitter|spotify|soundcloud|dienst|service|ip-adresse|usa|server|erlaub|\bzulassen\b|jetzt aktivier",
    re.IGNORECASE,
)
_SHOWN = regex(
    r"cookie|erforderlich\w* service|extern\w* (?:inhalt|medi|dienst|anbiet)|external|drittanbieter|third[- ]part|inhalt|content|video|film|karte|\bmap|player|"
    r"widget|beitrag|\bpost|tweet|formular|kalender|youtube|google|vimeo|facebook|instagram|twitter|tiktok|spotify|soundcloud|openstreetmap",
    re.IGNORECASE,
)
_LOADED = regex(
    r"\b(?:ge|nach|zu)?l[aä]d(?:en|t|e)\b|abspiel|\ban(?:zu)?(?:seh|schau|zeig)|angezeigt|zugreif|zugriff|anforder|\bsehen\b|load|view|watch|"
    r"\bsee\b|show|display|datenschutz(?:erkl|best|hinw|richt|einst)|privacy|cookie|drittanbieter|third[- ]part|ip-adresse|ip address|server|"
    r"übertrag|übermitt|transfer|blockiert\b|blocked|platzhalter|placeholder|\busa\b|immer|freischalt|entsperr",
    re.IGNORECASE,
)
_AGREEING = regex(
    r"zustimm|\b(?:ich stimme|stimmen sie|stimm) .{0,40}\bzu\b|\b(?:ein)?willig|\bzulassen\b|(?:video|film|clip) starten|abspielen|akzept|einverstanden|erlaub|freigeb|freischalt|entsperr|aktivier|laden\b|anzeigen|accept|agree|allow|unblock|enable|\bload|\bshow|"
    r"immer|merken|remember|always|einstellung|settings|ablehnen|deny|decline|"
    r"^\s*(?:ja|nein|yes|no|okay|ok|verstanden)\s*$",
    re.IGNORECASE,
)
_CONSENTS = regex(
    r"zustimm|\b(?:ich stimme|stimmen sie|stimm) .{0,40}\bzu\b|akzept|einwillig|entsperr|freigeb|freischalt|accept|agree|consent|unblock|^\W*(?:cookie-?)?einstellungen (?:öffn|änder|anpass|anzeig)",
    re.IGNORECASE,
)
# A button's label, and a link to a privacy notice behind it: few words, ending (in English: beginning) with a verb.
_PRESSED = regex(
    r"\W*(?:(?:[^\s.,:;]+ ){0,6}(?:laden|entsperren|anzeigen|einblenden|freigeben|freischalten|aktivieren|akzeptieren|zulassen|erlauben|ablehnen|merken|"
    r"abspielen)|(?:load|unblock|show|accept|allow|enable|deny|decline|always)(?: [^\s.,:;]+){1,4}?)"
    r"(?:\W*(?:zur )?(?:datenschutz\w*|privacy(?: policy)?|mehr (?:erfahren|infos?|informationen)|learn more|details))*\W*",
    re.IGNORECASE,
)
_ALWAYS = regex(r"\b(?:immer|always)\b", re.IGNORECASE)
_PRIVACY = regex(
    r"datenschutz|privacy|cookie|mehr (?:erfahren|infos?|informationen)|learn more|details", re.IGNORECASE
)
_LONGEST_BUTTON = 50
_TOOLS_PICTURE = regex(
    r"/plugins/(?:[\w-]*(?:cookie|gdpr|dsgvo|consent|complianz|privacy)[\w-]*)/|[\w-]*no-thumbnail|//privacy-proxy[\w-]*\.usercentrics\.",
    re.IGNORECASE,
)


def asks(text: str) -> bool:
    """Whether a sentence asks for consent to loading something."""
    return all(sign.search(text) is not None for sign in (_AGREES, _SHOWN, _LOADED))


def agrees(text: str) -> bool:
    """Whether a text is about agreeing."""
    return _AGREEING.search(text) is not None


def about_privacy(text: str) -> bool:
    """Whether a text names a privacy notice."""
    return _PRIVACY.search(text) is not None


def is_consents(text: str, *, certainly: bool = False) -> bool:
    """Whether a text is that of a consent tool's button. `certainly` is stricter: for texts that are not on a button."""
    if len(text) > _LONGEST_BUTTON:
        return False
    if certainly:
        return _PRESSED.fullmatch(text) is not None and any(
            sign.search(text) is not None for sign in (_SHOWN, _CONSENTS, _ALWAYS)
        )
    if not _AGREEING.search(text):
        return about_privacy(text)
    named = bool(_TO_WHAT.search(text) or _CONSENTS.search(text))
    return named or " " not in text


def is_tools_picture(address: str) -> bool:
    """Whether a picture is a consent tool's generic placeholder for a video or map, not the author's."""
    return _TOOLS_PICTURE.search(address) is not None
