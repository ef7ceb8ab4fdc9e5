"""Readings → findings: match each contact and sign to a rule, and apply the allowances."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from mkdocs_praxis.i18n import Translate, in_words, said_in, translator
from mkdocs_praxis.policy.allowance import declared, host_of, matches, speaks_of
from mkdocs_praxis.policy.model import Allowance, FileReading, Finding, Level, Policy, Rule, Severity
from mkdocs_praxis.policy.rules import rule, rule_of_contact, rule_of_sign
from mkdocs_praxis.policy.signatures import app_of, forbidden_in_code, platform_of, signatures
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.vendors.model import Vendor
from mkdocs_praxis.vendors.services import shares
from mkdocs_praxis.web.contact import LAZY, Confidence, Contact, Kind, ScriptText, Trigger
from mkdocs_praxis.web.indicators import handled
from mkdocs_praxis.web.url import resolve

# Rules about code that only brings a vendor's widget onto the page.
_BRINGS_WIDGETS = frozenset(
    {"third-party-script", "third-party-style", "third-party-hint", "third-party-request", "vendor-code"}
)
# Third-party code and styles loaded on a click: only an allowance of their load rule covers them (as in harden.allow).
_CODE = frozenset({Kind.SCRIPT, Kind.STYLE, Kind.FONT, Kind.WORKER, Kind.MANIFEST})
# Kinds that a CSP fetch directive governs (CSP3 §6.1): all but navigations and connections of scripts.
_NO_LOADS = frozenset({Trigger.SUBMIT, Trigger.BEACON})
_FETCHED = frozenset(Kind) - {Kind.DOCUMENT, Kind.CONNECTION, Kind.REPORT, Kind.OTHER}

_SOON = dt.timedelta(days=30)  # time for a nightly build to say so, and for people to decide


class Judge:
    """Applies one policy to files, one at a time, and counts what each allowance lets pass, by the host contacted ("" for none)."""

    def __init__(self, policy: Policy, today: dt.date) -> None:
        self.policy = policy
        self.today = today
        self.used: Counter[tuple[int, str]] = Counter()

    @property
    def t(self) -> Translate:
        """The translation function for messages of this package, in the language of the report."""
        return translator(self.policy.language, "policy")

    def judge(self, file: FileReading) -> Iterator[Finding]:
        """Yield the findings of one file."""
        reading = file.reading
        # One place names a host once, however many spellings it allows.
        told, named = set[tuple[str, str, int, int]](), set[str]()
        for contact in reading.contacts:
            finding = self._contact(contact, file)
            if finding is None:
                continue
            place = (finding.rule.name, contact.host, contact.line, contact.column)
            if place in told:
                continue
            told.add(place)
            if finding.severity is not Severity.NOTE and finding.vendor:
                named.add(finding.vendor)
            yield finding
        for sign in reading.signs:
            met = rule_of_sign(sign.kind)
            if not declared(sign, self.policy):
                what = self.say(met, in_words(sign.detail, self.policy.language))
                yield self.finding(met, file.file, what, sign.line, sign.column)
        for script in reading.scripts:
            yield from self._signatures(script, file, named)
        yield from self._apps(file)
        if self.policy.practice and reading.page is not None:
            from mkdocs_praxis.policy.practice import page_hits

            for met, hit in page_hits(file, self.policy.language, self.today):
                at, what = (hit.line or 1, hit.column or 1), self.say(met, hit.told)
                yield self.finding(met, file.file, what, *at, hit.fix, quote=hit.quote)

    def _contact(self, contact: Contact, file: FileReading) -> Finding | None:
        if contact.trigger is Trigger.LINK and contact.kind not in _FETCHED:
            return self._link(contact, file)
        vendor = catalogue().of_url(contact.url)
        if contact.confidence is Confidence.MENTION:
            code = contact.trigger is Trigger.CODE and vendor is not None and forbidden_in_code(vendor)
            code = code and not _handles(file, vendor)
            met = rule("vendor-code" if code else "address-in-script")
        elif contact.confidence is Confidence.CONSENT:
            met = rule("consent-wrapped")
        elif contact.confidence is Confidence.CLICK and contact.trigger not in _NO_LOADS:
            met = rule("contact-after-click")
        else:
            met = rule_of_contact(contact)
        asked = met
        if met.name == "contact-after-click" and contact.kind in _CODE:
            asked = rule_of_contact(contact._replace(trigger=Trigger.LOAD))
        if self._allowed(contact, asked):
            return None
        if met.name == "contact-after-click":
            contact = contact._replace(trigger=Trigger.LINK)
        # Internet Explorer 5 to 9 read conditional comments; no browser that still gets security updates does.
        old = contact.via.startswith("conditional comment")
        weight = Severity.NOTE if old else self._weight(met, contact)
        known, at = vendor.id if vendor else None, (contact.line, contact.column)
        what, instead = self.what(contact), self._instead(met, vendor)
        return self.finding(met, file.file, what, *at, instead, weight, contact=contact, vendor=known)

    def _weight(self, met: Rule, contact: Contact) -> Severity | None:
        """Return the severity of a contact if it differs from its rule's, such as for a click that the page's policy blocks."""
        if contact.confidence is Confidence.CONSENT and contact.via.endswith("script[src]"):
            # Browsers do not run such a script type; without a known vendor there is no sign that it ever loads.
            return None if catalogue().of_url(contact.url) else Severity.NOTE
        refused = met.name == "contact-after-click" and contact.kind in _FETCHED
        return Severity.WARNING if refused and self.severity(met) is Severity.NOTE else None

    def _link(self, contact: Contact, file: FileReading) -> Finding | None:
        if self.policy.level is not Level.STRICT and not file.strict:
            return None
        vendor = catalogue().of_url(contact.url)
        met = rule("social-link")
        name = platform_of(contact.url, vendor)
        if not name or self._allowed(contact, met):
            return None
        said = "link to {host} ({vendor}) on a page that links to no social network"
        message = self.t(said, host=contact.host, vendor=name)
        shared = self.t(
            "Take the link out: whoever wants to pass the page on copies its address. A paragraph or list with nothing but links to share becomes the address to copy, e-mail and print by itself."
        )
        instead = shared if shares(contact.url) else ""
        known, at = vendor.id if vendor else None, (contact.line, contact.column)
        return self.finding(met, file.file, message, *at, instead, contact=contact, vendor=known)

    def _apps(self, file: FileReading) -> Iterator[Finding]:
        """Yield links that open a messenger or social app, on pages under the strict policy."""
        if file.reading.page is None or not (self.policy.level is Level.STRICT or file.strict):
            return
        for link in file.reading.page.links:
            if app := app_of(link.href):
                message = self.t("link that opens {app} on a page that links to no social network", app=app)
                yield self.finding(rule("social-link"), file.file, message, link.line, link.column)

    def _signatures(self, script: ScriptText, file: FileReading, named: set[str]) -> Iterator[Finding]:
        met = rule("vendor-code")
        for vendor, offset, matched in signatures(script.text):
            if vendor.id in named or _handles(file, vendor):
                continue
            named.add(vendor.id)
            before = script.text[:offset]
            line = script.line + before.count("\n")
            column = offset - before.rfind("\n") if "\n" in before else script.column + offset
            code, name = matched.strip()[:40], self.name(vendor)
            message = self.t("{code} is code of {vendor}", code=code, vendor=name)
            if not self._lets(met, partial(speaks_of, vendor=vendor)):
                instead = self._instead(met, vendor)
                yield self.finding(met, file.file, message, line, column, instead, vendor=vendor.id)

    def _lets(
        self, met: Rule, covers: Callable[[str], bool], host: str | None = None, every: str = "*"
    ) -> bool:
        """Whether an allowance of a rule, or of `every` one, covers something; counts it for the `host` contacted, or its own."""
        for index, one in enumerate(self.policy.allowances):
            named = one.rule in {met.name, met.code, every}
            if named and one.expires >= self.today and covers(one.pattern):
                self.used[index, host_of(one.pattern) if host is None else host] += 1
                return True
        return False

    def _allowed(self, contact: Contact, met: Rule) -> bool:
        host = "" if contact.trigger is Trigger.LINK else contact.host
        return self._lets(met, partial(matches, host=contact.host, url=contact.url), host)

    def allows(self, name: str, url: str) -> bool:
        """Whether an allowance exempts the own page at `url` from the rule; `rule: "*"` does not count."""
        address = resolve(url, "about:blank")
        if address is None:
            return False
        return self._lets(rule(name), partial(matches, host=address.host, url=url), "", every="")

    def name(self, vendor: Vendor | None, host: str = "") -> str:
        """Return the operator of a host for display: vendor, company and country, or ""."""
        if vendor is None:
            return catalogue().name_of_host(host) or ""
        where = ", ".join(part for part in (vendor.operator, vendor.country) if part)
        return f"{vendor.name} ({where})" if where else vendor.name

    def what(self, contact: Contact) -> str:
        """Describe what a contact does and to whom, in the language of the report."""
        say = {
            Trigger.LOAD: "{via} loads from {place} while the page opens, before anyone can agree",
            Trigger.HINT: "{via} contacts {place} in advance, while the page opens",
            Trigger.CODE: "{via} contacts {place} when the script runs",
            Trigger.REDIRECT: "{via} leads visitors to {place} without a click",
            Trigger.BEACON: "{via} reports to {place} in the background",
            Trigger.SUBMIT: "{via} sends what a person typed to {place}",
        }.get(contact.trigger, "{via} names {place}")
        if contact.confidence is Confidence.MENTION:
            say = "{via} names {place}"
        elif contact.confidence is Confidence.CONSENT:
            say = "{via} would load from {place} once a consent manager releases it"
        elif contact.confidence is Confidence.CLICK and contact.kind in _FETCHED:
            say = "{via} would contact {place} once a person chooses it; the page's policy refuses that, so nothing happens then"
        elif contact.confidence is Confidence.CLICK:
            say = "{via} contacts {place} once a person chooses it"
        elif contact.trigger is Trigger.LOAD and contact.by_script:
            say = (
                "{via} loads from {place} when a script of the page runs; no click was seen that it waits for"
            )
        elif contact.confidence is Confidence.CONDITIONAL and contact.trigger is Trigger.LOAD:
            say = "{via} can load from {place} in some browsers or for some visitors"
        elif contact.trigger is Trigger.LOAD and contact.via.endswith(LAZY):
            say = "{via} loads from {place} as soon as a visitor comes near it, before anyone can agree"
        via = in_words(contact.via, self.policy.language)
        return self.t(say, via=via, place=self.place(contact.host, contact.url))

    def place(self, host: str, url: str) -> str:
        """Return a host with its operator, if known."""
        who = self.name(catalogue().of_url(url), host)
        return f"{host} – {who}" if who else host

    def _instead(self, met: Rule, vendor: Vendor | None) -> str:
        """Return what a vendor's file says to write instead; of code that only brought its widget, also to delete it."""
        if met.name == "third-party-redirect":  # it shows nothing that something else could stand for
            return ""
        instead = said_in(self.policy.language, vendor.instead) if vendor else ""
        if vendor is None or not vendor.embeds or met.name not in _BRINGS_WIDGETS:
            return instead
        return self.t("Delete this code. Instead: {instead}", instead=instead)

    def say(self, met: Rule, detail: str) -> str:
        """Return a rule's translated title, followed by the detail found."""
        title = said_in(self.policy.language, met.title)
        return f"{title}: {detail}" if detail else title

    def severity(self, met: Rule) -> Severity:
        """Return the severity of a rule on this site."""
        return self.policy.severities.get(met.name, met.weight(practice=self.policy.practice))

    def finding(
        self,
        met: Rule,
        file: str,
        message: str,
        line: int = 1,
        column: int = 1,
        fix: str = "",
        severity: Severity | None = None,
        **more: Any,
    ) -> Finding:
        """Return the finding of a rule at a place in a file, with the rule's own fix and severity unless others are given."""
        fix = fix or said_in(self.policy.language, met.fix)
        return Finding(met, severity or self.severity(met), file, line, column, message, fix, **more)

    def allowances(self, used: Counter[int]) -> Iterator[Finding]:
        """Yield findings on the allowances themselves: expired, not used by any contact, or (a note) soon to expire."""
        for index, allowance in enumerate(self.policy.allowances):
            if allowance.expires < self.today:
                yield self._ends(allowance, "the allowance for {pattern} ran out on {date}")
            elif not used[index]:
                yield self._unused(allowance)
            elif allowance.expires < self.today + _SOON:
                yield self._ends(
                    allowance, "the allowance for {pattern} runs out after {date}", Severity.NOTE
                )

    def _ends(self, allowance: Allowance, said: str, weight: Severity | None = None) -> Finding:
        """Return the finding on the last day of an allowance, of the rule's severity unless another is given."""
        (file, line), date = allowance.place, allowance.expires.isoformat()
        message = self.t(said, pattern=allowance.pattern, date=date)
        return self.finding(rule("allowance-expired"), file, message, line, severity=weight)

    def _unused(self, allowance: Allowance) -> Finding:
        """Return the finding that nothing needs an allowance; a note where other sites share it, which may."""
        met, (file, line), pattern = rule("allowance-unused"), allowance.place, allowance.pattern
        if self.policy.origin in {None, file}:
            message = self.t("nothing on this site needs the allowance for {pattern}", pattern=pattern)
            return self.finding(met, file, message, line)
        shared = "nothing on this site needs the allowance for {pattern}, which it shares with others"
        fix = "If only some sites need it, move it into their own settings; if none does, delete it."
        weight = self.policy.severities.get(met.name, Severity.NOTE)
        message = self.t(shared, pattern=pattern)
        return self.finding(met, file, message, line, fix=self.t(fix), severity=weight)


def _handles(file: FileReading, vendor: Vendor | None) -> bool:
    """Whether a library in the file mentions the vendor only because it can integrate it."""
    known = {one for script in file.reading.scripts for one in handled(script.text)}
    return vendor is not None and not known.isdisjoint({"*", vendor.id})
