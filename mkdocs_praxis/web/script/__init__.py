"""What a script makes the browser contact, by reading it: strings by grammar, values followed into sinks.

Reading decides as DESIGN.md says: an address that reaches a sink is certain; one that only a person's click brings to a
sink is a link or a form's target; any other address in a string is a mention. What hides its work is a sign of its own.
No static reading of JavaScript is complete; what is not followed is stopped by the policy the browser itself enforces.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from mkdocs_praxis.web.contact import (
    ConditionalContact,
    Confidence,
    Contact,
    Effect,
    EffectKind,
    Kind,
    OwnSite,
    Role,
    Sign,
    Trigger,
    Use,
)
from mkdocs_praxis.web.script.addresses import (
    filled,
    first_hole,
    read_address,
    read_ice,
    with_own,
    without_filler,
)
from mkdocs_praxis.web.script.analysis import Analysis, PlacedUse, analyse
from mkdocs_praxis.web.script.documents import data_document, srcset
from mkdocs_praxis.web.script.effects import effects_of, of_variables, waiting
from mkdocs_praxis.web.script.moments import Moment
from mkdocs_praxis.web.script.sinks import Form
from mkdocs_praxis.web.url import foreign_host, resolve

__all__ = ["ScriptReading", "read_script"]

Reader = Callable[[str], Iterable[Contact]]
_MAX_DEPTH = 4
_RULES = re.compile(r'\{\s*"(imports|scopes|prefetch|prerender|prerender_until_script)"\s*:')
_ROLES = {Kind.SCRIPT: Role.SCRIPT, Kind.WORKER: Role.WORKER, Kind.STYLE: Role.STYLE, Kind.FRAME: Role.FRAME}
_TRIGGERS = {
    Form.NAVIGATE: Trigger.REDIRECT,
    Form.HOST: Trigger.REDIRECT,
    Form.FORM: Trigger.SUBMIT,
    Form.HINT: Trigger.HINT,
}


@dataclass(frozen=True, slots=True)
class ScriptReading:
    """What a script yields, with places in its text.

    `effects`: what it does by itself to what pages and data files hold; `conditional`: what it contacts once somebody
    else does something; `uses`: files of the own site that it loads, by their addresses as written.
    """

    contacts: tuple[Contact, ...] = ()
    signs: tuple[Sign, ...] = ()
    effects: frozenset[Effect] = frozenset()
    conditional: tuple[ConditionalContact, ...] = ()
    uses: tuple[Use, ...] = ()


def read_script(
    text: str,
    *,
    url: str,
    own: OwnSite,
    markup: Reader,
    style: Reader,
    context: str = "script",
) -> ScriptReading:
    """Read a script of the page (or module, worker) at `url`; `markup` and `style` read what it writes as strings.

    `context` is `script`, `module`, `worker`, `url` (the code of a `javascript:` address) or `handler`, also with the
    attribute's name (`handler:onclick`, `button[onclick]`), which says whether a person's decision comes first. Raises nothing.
    """
    return _Reading(url, own, markup, style).read(text, context, 0)


class _Reading:
    """Resolves one analysis against a page."""

    def __init__(self, url: str, own: OwnSite, markup: Reader, style: Reader) -> None:
        self._url = url
        self._own = own
        self._markup = markup
        self._style = style

    def read(self, text: str, context: str, depth: int) -> ScriptReading:
        analysis = analyse(text, context)
        contacts: dict[tuple[str, str, str, Confidence], Contact] = {}
        signs = [Sign(sign.kind, sign.detail, sign.line, sign.column) for sign in analysis.signs]
        conditional: list[ConditionalContact] = []
        files: dict[Use, None] = {}
        inner: list[ScriptReading] = []
        for use in analysis.uses:
            found = self._use(use, analysis, context, depth, files, inner)
            for contact in found:
                contacts.setdefault((contact.url, contact.via, contact.trigger, contact.confidence), contact)
                if use.waits_for and contact.confidence is not Confidence.MENTION:
                    conditional.append(waiting(EffectKind.CALL, use.waits_for, contact))
        signs += [sign for reading in inner for sign in reading.signs]
        known = {
            contact.host for contact in contacts.values() if contact.confidence is not Confidence.MENTION
        }
        for address, line, column, near_sink in analysis.mentions:
            target = resolve(address, self._url)
            host = foreign_host(target, self._own) if target else None
            if target and host and host not in known:
                confidence = Confidence.CERTAIN if near_sink else Confidence.MENTION
                contact = Contact(
                    target.href, host, Trigger.CODE, Kind.OTHER, "script", line, column, address, confidence
                )
                contacts.setdefault((contact.url, "", Trigger.CODE, confidence), contact)
        awake = _of_libraries(analysis, contacts.values(), conditional)
        conditional += of_variables(text, awake)
        conditional += (one for reading in inner for one in reading.conditional)
        return ScriptReading(
            contacts=awake,
            signs=tuple(signs),
            effects=effects_of(text, analysis).union(*(reading.effects for reading in inner)),
            conditional=tuple(conditional),
            uses=(*files, *(use for reading in inner for use in reading.uses)),
        )

    def _use(
        self,
        use: PlacedUse,
        analysis: Analysis,
        context: str,
        depth: int,
        files: dict[Use, None],
        inner: list[ScriptReading],
    ) -> list[Contact]:
        form = use.sink.form
        found: list[Contact] = []
        for text in use.texts:
            if form in {Form.MARKUP, Form.MARKUP_RUN, Form.MARKUP_INERT}:
                found += self._of_markup(use, text, analysis)
            elif form in {Form.CSS, Form.STYLE}:
                found += self._of_style(use, text)
            elif form is Form.CODE:
                found += self._of_code(use, text, context, depth, inner)
            elif form is Form.SRCSET:
                for candidate in srcset(text):
                    found += self._of_address(use, analysis, candidate, context, depth, files, inner)
            elif form is Form.ICE:
                address = read_ice(text)
                if address:
                    found.append(self._contact(use, analysis, *address, text))
            else:
                found += self._of_address(use, analysis, text, context, depth, files, inner)
        return found

    def _contact(self, use: PlacedUse, analysis: Analysis, url: str, host: str, raw: str) -> Contact:
        trigger = _TRIGGERS.get(use.sink.form, Trigger.CODE)
        if use.sink.form is Form.FORM and analysis.submits_forms:
            trigger = Trigger.REDIRECT
        if use.sink.form is Form.POPUP and analysis.clicks_links and use.moment is Moment.LOAD:
            use = replace(use, certain=True)
        if use.sink.form is Form.POPUP:
            trigger = Trigger.REDIRECT if use.certain else Trigger.LINK
        contact = Contact(url, host, trigger, use.sink.kind, use.sink.via, use.line, use.column, raw[:300])
        return self._timed(contact, use)

    def _timed(self, contact: Contact, use: PlacedUse) -> Contact:
        """Say when the contact happens, by the moment the code runs."""
        if use.moment is Moment.NEVER or (not use.certain and use.sink.form is not Form.POPUP):
            return replace(contact, confidence=Confidence.MENTION)
        if use.sink.form is Form.POPUP and not use.certain:
            return contact
        if use.moment is Moment.LOAD or contact.trigger in {Trigger.LINK, Trigger.SUBMIT}:
            return contact
        trigger = Trigger.LINK if use.moment is Moment.CLICK else Trigger.SUBMIT
        goes_there = use.sink.form in {Form.NAVIGATE, Form.POPUP, Form.HOST}
        return replace(
            contact, trigger=trigger, confidence=Confidence.CERTAIN if goes_there else Confidence.CLICK
        )

    def _of_address(
        self,
        use: PlacedUse,
        analysis: Analysis,
        text: str,
        context: str,
        depth: int,
        files: dict[Use, None],
        inner: list[ScriptReading],
    ) -> list[Contact]:
        if use.sink.form is Form.HOST:
            text = f"https://{text}/"
        head = text.lstrip("\0 \t\r\n").lower()
        if head.startswith("javascript:"):
            return self._of_code(use, text.lstrip("\0 \t\r\n")[11:], "url", depth, inner)
        if head.startswith("data:"):
            kind, body = data_document(text)
            if kind == "html":
                return self._of_markup(use, body, None)
            if kind == "css":
                return self._of_style(use, body, whole=True)
            return self._of_code(use, body, context, depth, inner) if kind == "script" else []
        if use.sink.form is Form.ANYWHERE and not head.startswith(
            ("http:", "https:", "ws:", "wss:", "//", "\\\\")
        ):
            return []
        address = read_address(text, self._url, self._own)
        if address is not None:
            raw = "".join(c if ord(c) < 0xF0000 else "…" for c in text)
            return [self._contact(use, analysis, address.url, address.host, raw)]
        if use.sink.form is Form.URL and first_hole(text) < 0:
            own = resolve(with_own(text, self._url), self._url)
            if own is not None and own.scheme in {"http", "https"} and foreign_host(own, self._own) is None:
                files[Use(_ROLES.get(use.sink.kind, Role.DATA), with_own(text, self._url))] = None
        return []

    def _of_markup(self, use: PlacedUse, text: str, analysis: Analysis | None) -> list[Contact]:
        if "<" not in text:
            return []
        found = []
        for contact in self._markup(filled(text, self._url)):
            placed = self._placed(contact, use)
            if placed is None:
                continue
            in_template = use.sink.via == "template.innerHTML"
            inert = use.sink.form is Form.MARKUP_INERT and not (
                analysis
                and (
                    analysis.clones_templates
                    or (analysis.adopts_markup and (analysis.takes_content or not in_template))
                )
            )
            dead = (
                use.sink.form is Form.MARKUP
                and contact.kind is Kind.SCRIPT
                and contact.via.startswith("script")
            )
            found.append(replace(placed, confidence=Confidence.MENTION) if inert or dead else placed)
        return found

    def _of_style(self, use: PlacedUse, text: str, *, whole: bool = False) -> list[Contact]:
        if "(" not in text and "@" not in text:
            return []
        if use.sink.form is Form.STYLE and not whole:
            text = (
                f"@font-face{{src:{text}}}"
                if use.sink.kind is Kind.FONT
                else f"*{{{text}}}"
                if ":" in text.partition("(")[0]
                else f"*{{background:{text}}}"
            )
        placed = [self._placed(contact, use) for contact in self._style(filled(text, self._url))]
        return [contact for contact in placed if contact is not None]

    def _placed(self, contact: Contact, use: PlacedUse) -> Contact | None:
        address = without_filler(contact.url, contact.host)
        if address is None:
            return None
        via = f"{use.sink.via} → {contact.via}"
        return self._timed(
            replace(contact, url=address[0], host=address[1], via=via, line=use.line, column=use.column), use
        )

    def _of_code(
        self, use: PlacedUse, text: str, context: str, depth: int, inner: list[ScriptReading]
    ) -> list[Contact]:
        if depth >= _MAX_DEPTH or first_hole(text) == 0:
            return []
        rules = _RULES.search(text[:4096])
        if text[:1] == "{" and rules:  # an import map or speculation rules in an element made by the script
            kind = "importmap" if rules[1] in {"imports", "scopes"} else "speculationrules"
            return self._of_markup(use, f'<script type="{kind}">{text}</script>', None)
        body = "".join(c if ord(c) < 0xF0000 else " null " for c in text)
        reading = self.read(body, "worker" if context == "worker" else "script", depth + 1)
        inner.append(reading)
        placed = [self._timed(replace(c, line=use.line, column=use.column), use) for c in reading.contacts]
        return [
            c if c.confidence is not Confidence.MENTION else replace(c, confidence=Confidence.MENTION)
            for c in placed
        ]


def _of_libraries(
    analysis: Analysis, contacts: Iterable[Contact], conditional: list[ConditionalContact]
) -> tuple[Contact, ...]:
    """Tell what a known library only does on some pages, now `conditional` and a mention, from what the script does."""
    does: list[Contact] = []
    for contact in contacts:
        entry = next((entry for entry in analysis.dormant if contact.url.startswith(entry.url)), None)
        if entry is None:
            does.append(contact)
            continue
        if entry.needs is not None:
            conditional.append(waiting(EffectKind.PAGE, entry.needs, contact))
        does.append(replace(contact, confidence=Confidence.MENTION))
    return tuple(does)
