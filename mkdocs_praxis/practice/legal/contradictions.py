"""Where the legal texts say what the facts or the build deny, or keep silent about what it found."""

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

import yaml

from mkdocs_praxis.i18n import translator
from mkdocs_praxis.practice.legal.bodies import authority_of
from mkdocs_praxis.practice.legal.found import Found
from mkdocs_praxis.practice.legal.tables import authorities, fold
from mkdocs_praxis.practice.model import Facts
from mkdocs_praxis.problem import Problem

_NO_COOKIES = re.compile(
    r"\b(keine(rlei)?\s+cookies|ohne\s+cookies|(verwende[nt]|setz(en|t)|nutz(en|t))\s+keine\s+cookies|no\s+cookies|"
    r"speicher(n|t)\s+nichts\s+auf\s+ihrem\s+ger|store\s+nothing\s+on\s+your\s+device)",
    re.IGNORECASE,
)
_NO_THIRD_PARTIES = re.compile(
    r"keine\s+verbindung\s+zu\s+(anderen\s+anbietern|dritten)|keine\s+einbindungen\s+dritter|no\s+third-party\s+content|"
    r"no\s+connection\s+to\s+other\s+companies",
    re.IGNORECASE,
)
_CLAIMS = re.compile(
    r"dsgvo[- ]konform\w*|gdpr[- ]compliant|rechtssicher\w*|100\s?%\s+(datenschutz|sicher|dsgvo)\w*",
    re.IGNORECASE,
)
_PLATFORM_LINK = re.compile(r"ec\.europa\.eu/consumers/odr", re.IGNORECASE)


@cache
def _services() -> tuple[tuple[str, re.Pattern[str], tuple[str, ...]], ...]:
    text = (files("mkdocs_praxis.practice") / "data" / "services.yml").read_text(encoding="utf-8")
    return tuple(
        (row["name"], re.compile(row["pattern"], re.IGNORECASE), tuple(row["hosts"]))
        for row in yaml.safe_load(text)
    )


def _belongs(host: str, domain: str) -> bool:
    return host == domain or host.endswith("." + domain)


def contradictions(
    facts: Facts, found: Found, texts: Mapping[str, str], *, language: str = ""
) -> list[Problem]:
    """Compare texts (visible text by page: `datenschutz`, `impressum` …) with facts and findings; return what differs."""
    t = translator(language or facts.language, "practice")
    problems: list[Problem] = []

    def tell(page: str, what: str, fix: str, why: str = "", /, **values: object) -> None:
        problems.append(
            Problem(t(what, **values), file=page, why=t(why) if why else None, fix=t(fix, **values))
        )

    notice = texts.get("datenschutz", "")
    if found.storage and not facts.storage and (match := _NO_COOKIES.search(notice)):
        tell("datenschutz", "The text says “{said}”, but the site stores something on the device: {where}.",
             "Remove the code that stores, or declare it under `speicher:` in rechtliches.yml.",
             said=match[0], where=", ".join(found.storage))  # fmt: skip
    if found.contacts and (match := _NO_THIRD_PARTIES.search(notice)):
        tell("datenschutz", "The text says “{said}”, but pages contact {hosts}.",
             "Remove the contact; what loads from others must not be denied.", said=match[0], hosts=", ".join(found.contacts))  # fmt: skip
    if notice and facts.storage and not found.storage:
        tell("datenschutz", "The text says that the site stores something on the device, but no page does.",
             "Delete the entry under `speicher:` in rechtliches.yml.")  # fmt: skip
    hosts = (
        {link.host for link in found.links}
        | set(found.contacts)
        | {form.target for form in found.forms if form.target}
    )
    declared = _declared(facts)
    for name, pattern, known in _services():
        if (
            notice
            and pattern.search(notice)
            and not pattern.search(declared)
            and not any(_belongs(host, domain) for host in hosts for domain in known)
        ):
            tell("datenschutz", "The text names {name}, but the build found nothing of it.",
                 "Delete the paragraph: it describes processing that does not happen.",
                 "Copied notices describe what other sites do; a notice must be true (Art. 5 (1) (a) GDPR).", name=name)  # fmt: skip
    if notice:
        for link in sorted({link.host for link in found.links}):
            if link not in notice and not any(
                one.host == link and one.name and one.name in notice for one in found.links
            ):
                tell("datenschutz", "Pages link to {host}, but the text does not name it.",
                     "Let the block `links` stand as it is made, or name the host in your own text.", host=link)  # fmt: skip
        _forms(facts, found, tell)
        _authority(facts, notice, tell)
        _controller(facts, notice, tell)
    for page, text in texts.items():
        for match in _CLAIMS.finditer(text):
            tell(page, "The text promises “{said}”, which no tool and no text can prove.",
                 "Say what was checked and when instead.", said=match[0])  # fmt: skip
        if _PLATFORM_LINK.search(text):
            tell(page, "The text links to the EU platform for online dispute resolution, closed since 20 July 2025.",
                 "Delete the link and the paragraph around it.")  # fmt: skip
    return problems


def _page(path: str) -> str:
    """Return what names a page in its source and in the output alike: rueckruf.md, rueckruf/index.html → rueckruf."""
    return re.sub(r"(/index)?\.(md|html)$", "", path.strip("/"))


def _forms(facts: Facts, found: Found, tell: Callable[..., None]) -> None:
    """Tell of forms that are not described, and of described ones that are nowhere; a search box needs no words."""
    described = {_page(form.page) for form in facts.forms}
    seen = {_page(form.page) for form in found.forms if len(form.fields) != 1 or form.method != "get"}
    for page in sorted(seen - described):
        tell("datenschutz", "{where} holds a form, but the text says nothing of it.",
             "Describe it under `webformulare:` in rechtliches.yml.", where=page)  # fmt: skip
    for page in sorted(described - seen):
        tell("datenschutz", "The text describes a form on {where}, but no form is there.",
             "Delete the entry under `webformulare:`, or mend its `seite:`.", where=page)  # fmt: skip


def _declared(facts: Facts) -> str:
    """Return the names of everybody the facts declare: a text may name them."""
    names = [p.name for p in facts.processors]
    names += [part.provider for part in (facts.hosting, facts.mailbox) if part]
    names += [facts.booking.online.provider] if facts.booking and facts.booking.online else []
    names += [profile.network for profile in facts.social.profiles] if facts.social else []
    return " ".join(names)


def _authority(facts: Facts, notice: str, tell: Callable[..., None]) -> None:
    own = authority_of(facts)
    if own is None or facts.authority:
        return
    seen = fold(notice)
    for entry in authorities():
        if facts.practice.state not in entry.states and fold(entry.name) in seen:
            tell("datenschutz", "The text names {other}, but for this practice {own} is responsible.",
                 "Name the authority of your Bundesland.", other=entry.name, own=own.name)  # fmt: skip


def _controller(facts: Facts, notice: str, tell: Callable[..., None]) -> None:
    """Tell where the controller of an own text is not that of the facts."""
    practice = facts.practice
    for value, label in (
        (practice.address.street if practice.address else "", "address"),
        (practice.email or "", "e-mail address"),
    ):
        if value and fold(value) not in fold(notice):
            tell("datenschutz", "The text does not hold the {label} of the facts ({value}).",
                 "Use the made block `verantwortlich`, or mend your own text.",
                 "Two versions of the controller's data contradict each other sooner or later.",
                 label=translator(facts.language, "practice")(label), value=value)  # fmt: skip
