"""Turns visits into findings, with the rules of the gate; contacts that the gate did not find are findings, too."""

import datetime as dt
from collections.abc import Iterator, Sequence

from mkdocs_praxis.browser.visit import Visit
from mkdocs_praxis.i18n import said_in, translator
from mkdocs_praxis.policy import confining
from mkdocs_praxis.policy.allowance import STORING
from mkdocs_praxis.policy.judge import Judge
from mkdocs_praxis.policy.model import FileReading, Finding, Policy, Report
from mkdocs_praxis.policy.rules import rule
from mkdocs_praxis.problem import translated
from mkdocs_praxis.web.contact import Contact, Kind, OwnSite, Reading, Sign, SignKind, Trigger
from mkdocs_praxis.web.csp import are_sent, parse_header
from mkdocs_praxis.web.url import foreign, foreign_host, host_of, resolve

# Chrome DevTools Protocol, Network.ResourceType.
_KINDS = {
    "Script": (Trigger.LOAD, Kind.SCRIPT),
    "Stylesheet": (Trigger.LOAD, Kind.STYLE),
    "Image": (Trigger.LOAD, Kind.IMAGE),
    "Font": (Trigger.LOAD, Kind.FONT),
    "Media": (Trigger.LOAD, Kind.MEDIA),
    "TextTrack": (Trigger.LOAD, Kind.MEDIA),
    "Document": (Trigger.LOAD, Kind.FRAME),
    "Manifest": (Trigger.LOAD, Kind.MANIFEST),
    "Ping": (Trigger.BEACON, Kind.REPORT),
    "CSPViolationReport": (Trigger.BEACON, Kind.REPORT),
    "Prefetch": (Trigger.HINT, Kind.OTHER),
}
_STORED = {store: kind for kind, store in STORING.items()}


def findings_of(
    file: str, visits: Sequence[Visit], own: OwnSite, policy: Policy, gate: Report | None
) -> Iterator[Finding]:
    """Yield the findings of the visits of one page. `gate` is the gate's report on the same files, if any."""
    judge = Judge(policy, dt.datetime.now(tz=dt.UTC).date())
    known = None
    if gate is not None:
        known = {f.contact.host for f in gate.findings if f.contact}
        known |= {host for f in gate.findings for host in f.hosts}
    told: set[str] = set()
    tried: dict[str, None] = {}  # hosts of blocked contacts
    kept: set[tuple[str, str]] = set()
    t = translator(policy.language, "problem")
    failed: dict[str, list[str]] = {}  # reason → names of the modes
    for visit in visits:
        mode = translated(visit.mode.name, t)
        if visit.failed:
            failed.setdefault(translated(visit.failed, t), []).append(mode)
        for contact in _contacts(visit, judge.t("browser, {mode}", mode=mode)):
            if contact.host in told or _is_own(contact, own):
                continue
            told.add(contact.host)
            judged = list(judge.judge(FileReading(file, own.url, Reading(contacts=(contact,)))))
            if not judged:  # covered by an allowance
                continue
            if not visit.mode.policy:
                if contact.host not in tried:
                    message = f"{contact.url or contact.host} ({mode})"
                    yield judge.finding(rule("held-back"), file, message, contact=contact)
            else:
                yield from judged
            if known is not None and contact.host not in known:
                message = f"{contact.host}: {contact.via}"
                yield judge.finding(rule("seen-not-read"), file, message, contact=contact)
        for what, names in visit.stored.items():
            new = [name for name in names if (what, name) not in kept]
            kept.update((what, name) for name in new)
            if new:
                kind = _STORED.get(what, SignKind.STORAGE)
                signs = tuple(Sign(kind, f"{what}: {name}", 1, 1, name) for name in new)
                yield from judge.judge(FileReading(file, own.url, Reading(signs=signs)))
        if visit.mode.policy and visit.mode.script:
            yield from _held_back(file, visit, own, judge, tried)
            for text in dict.fromkeys(visit.violations):
                if not any(host in text for host in tried):
                    yield judge.finding(rule("policy-violation"), file, text[:300])
    for why, modes in failed.items():
        yield judge.finding(rule("page-not-visited"), file, f"{', '.join(modes)}: {why}")
    yield from _broken(file, visits, judge)


def _held_back(
    file: str, visit: Visit, own: OwnSite, judge: Judge, tried: dict[str, None]
) -> Iterator[Finding]:
    """Yield a finding for each host that the policy or guard blocked, with the script that tried."""
    for one in visit.refused:
        hit = foreign(one.url, own.url, own)
        if hit is None or (host := hit[1]) in tried:
            continue
        tried[host] = None
        script = f"{one.script}:{one.line}" if one.script else file
        directive = translator(judge.policy.language, "problem")(one.directive)
        yield confining.held_back(judge, file, host, directive, script)


def _broken(file: str, visits: Sequence[Visit], judge: Judge) -> Iterator[Finding]:
    """Yield script errors that occur only with the policy: it breaks a feature."""
    without = {error for visit in visits if not visit.mode.policy for error in visit.errors}
    if not any(not visit.mode.policy for visit in visits):
        return
    for error in dict.fromkeys(error for visit in visits if visit.mode.policy for error in visit.errors):
        if error.rpartition(" (")[0] not in {other.rpartition(" (")[0] for other in without}:
            yield confining.broken(judge, file, error)


def _is_own(contact: Contact, own: OwnSite) -> bool:
    """Whether a contact is with a further own host at its default port, as in the gate."""
    url = resolve(contact.url, "about:blank")
    return url is not None and foreign_host(url, own) is None


def _contacts(visit: Visit, browser: str) -> Iterator[Contact]:
    for host, seen in visit.contacts.items():
        asked = [(address, kind) for address, kind in visit.requests.items() if host_of(address) == host]
        address, kind = asked[0] if asked else ("", "")
        address = address or next((s.url for s in seen if s.url), f"https://{host}/")
        only_hint = not kind and all(s.how in {"dns", "tls"} for s in seen)
        trigger, of = (
            (Trigger.HINT, Kind.CONNECTION) if only_hint else _KINDS.get(kind, (Trigger.CODE, Kind.REQUEST))
        )
        how = ", ".join(sorted({s.how for s in seen}))
        via = f"{browser} ({kind or how})"
        yield Contact(address, host, trigger, of, via, 1, 1, address)


def unsent(pages: Sequence[tuple[str, Sequence[str]]], policy: Policy) -> Iterator[Finding]:
    """Yield a finding for each page without the declared policy. `pages`: (page, its policy headers)."""
    judge = Judge(policy, dt.datetime.now(tz=dt.UTC).date())
    met = rule("server-policy")
    declared = parse_header(policy.server_policy)
    for page, headers in pages:
        if not are_sent(declared, headers):
            yield judge.finding(met, page, said_in(policy.language, met.title))
