"""What to do about a finding on this site: a setting of its theme, the address that was meant, why a file was not read."""

from collections.abc import Callable, Collection, Iterable, Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_praxis.i18n import in_words, said_in, translator
from mkdocs_praxis.policy.model import Finding
from mkdocs_praxis.prepared import of_folder
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.vendors.model import CARRIERS, PAID
from mkdocs_praxis.web.contact import Confidence, Contact, Kind, OwnSite, Trigger
from mkdocs_praxis.web.kinds import copied_from, unpacked_if_whole
from mkdocs_praxis.web.url import home, is_own_by_www, is_within

_FILES = frozenset({Kind.SCRIPT, Kind.STYLE, Kind.FONT, Kind.IMAGE, Kind.MEDIA})
_LATER, _NAMED = frozenset({Confidence.CONSENT, Confidence.MENTION}), "address-in-script"


class _Mend(NamedTuple):
    fix: dict[str, str]
    theme: str = ""  # "" for any
    mine: bool = False  # mends what the author's own files name too, not only what the theme or a plugin does
    address: str = ""
    file: str = "*"
    edit: Sequence[dict[str, str]] = ()


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = of_folder("mends", Path(__file__).parent).data()
    return found


@cache
def _mends() -> tuple[_Mend, ...]:
    return tuple(_Mend(**row) for row in _data()["mends"])


def edits_of(fix: str, rule: str) -> Sequence[dict[str, str]]:
    """Return the changes to mkdocs.yml that a finding's fix names; a frame of nobody known can become a link."""
    named = next((one.edit for one in _mends() if any(_says(told, fix) for told in one.fix.values())), ())
    if not named and rule == "third-party-frame":
        return ({"set": "plugins.praxis.unknown_embeds", "to": "link"},)
    return named


def _says(told: str, fix: str) -> bool:
    head, _, tail = told.replace("{source}", "{files}").partition("{files}")
    return fix.startswith(head) and fix.endswith(tail)


def each_once(findings: Iterable[Finding]) -> list[Finding]:
    """Return each finding once, without notes that an address is named where another finding is about it."""
    found = {(f.rule.name, *f[1:6]): f for f in findings}.values()
    met = {(f[2:5], f.contact.url) for f in found if f.contact and f.rule.name != _NAMED}
    return [f for f in found if f.rule.name != _NAMED or not f.contact or (f[2:5], f.contact.url) not in met]


def with_better_fix(
    finding: Finding, theme: str, own: OwnSite, language: str, files: str, *, authors: bool
) -> Finding:
    """Return a finding with the fix that fits a site of this theme, if known.

    `files` are those that `praxis localise` should search; without a theme, the folder that was read. `authors`: the finding's line is the author's own.
    """
    contact = finding.contact
    if contact is None:
        return finding
    if meant := _meant(contact, own, language):
        return finding._replace(fix=meant)
    for one in _mends() if theme else ():
        fits = one.theme in {theme, ""} and (one.mine or not authors) and fnmatchcase(finding.file, one.file)
        if fits and (contact.url.startswith(one.address) if one.address else _comes_home(contact)):
            fix = said_in(language, one.fix).replace("{files}", files)
            source = finding.source.file if finding.source else "overrides/partials/comments.html"
            return finding._replace(fix=fix.replace("{source}", source))
    if contact.trigger is not Trigger.CODE and contact.kind is not Kind.FRAME:
        return finding
    say, vendor = translator(language, "policy"), catalogue().of_url(contact.url)
    if vendor is None:
        return finding
    # A script that fetches from a mere CDN: a library that loads further parts of itself.
    if contact.trigger is Trigger.CODE and vendor.category in CARRIERS and contact.kind is Kind.REQUEST:
        return finding._replace(fix=say(_MORE_OF_IT))
    if not theme and contact.kind is Kind.FRAME and contact.trigger is Trigger.LOAD and vendor.embeds:
        told = "`praxis replace --write {files}` puts a link there. Or: {fix}"
        return finding._replace(fix=say(told, files=files, fix=finding.fix))
    return finding


def _comes_home(contact: Contact) -> bool:
    """Whether a contact is a static file that any server can host: a library, a font, a picture."""
    if not contact.url.startswith(("http:", "https:")) or contact.confidence in _LATER:
        return False
    if contact.trigger is not Trigger.LOAD or contact.kind not in _FILES:
        return False
    vendor = catalogue().of_url(contact.url)
    return vendor is None or (vendor.category in CARRIERS and vendor.licence != PAID)


_MORE_OF_IT = "This script fetches further parts of its library: keep these among your own files too and tell the library their folder (its manual says how), or delete what loads the script."


def of_whole_file(
    file: str, names: Collection[str], spare: Collection[str], contents: Callable[[str], bytes], language: str
) -> str:
    """Return what mends a packed copy that holds something else than its file (one of `names`), or a file that nothing names (`spare`); else ""."""
    t, plain = translator(language, "policy"), copied_from(file)
    if plain in names:
        told = (
            "This packed copy does not hold what its file holds by now: pack that anew, or delete the copy."
        )
        if unpacked_if_whole(file, contents(file))[1] != contents(plain):
            return t(told)
        file = plain  # its mend is the copy's as well
    told = "No page of this site names this file: delete it, or whatever puts it there."
    return t(told) if file in spare else ""


# Of files, and of no domain there is.
_ENDINGS = (
    ".ico", ".css", ".js", ".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff", ".woff2",
)  # fmt: skip


def _meant(contact: Contact, own: OwnSite, language: str) -> str:
    raw, t = contact.raw.strip(), translator(language, "policy")
    short = "." not in contact.host and contact.host != "localhost"
    if raw.startswith("//") and (short or contact.host.endswith(_ENDINGS)):
        told = "Two slashes at the beginning name a host: write {address} if a file of this site is meant."
        return t(told, address=raw[1:])
    if is_own_by_www(contact.host, own):
        path = contact.url.partition("//")[2].partition("/")[2]
        told = "To browsers {host} is another server than {own}. Write the address without it: {path}. Or, where {host} leads to your site:  own_hosts: [{host}]"
        return t(told, host=contact.host, own=home(own).host, path=f"/{path}")
    bare = home(own).host.removeprefix("www.")
    if bare and is_within(contact.host, bare):
        return t("Is {host} a server of yours? Then write  own_hosts: [{host}]", host=contact.host)
    return ""


def _start(why: str) -> str:
    return next((one for one in _data()["unread"]["begins"] if why.startswith(one)), "")


def reason(why: str, language: str) -> str:
    """Return why a file was not read, in the reader's language."""
    start = _start(why)
    rest = translator(language, "system")(why[len(start) :].removeprefix(": "))
    between = ": " if why.startswith(f"{start}: ") else ""
    told = f"{translator(language, 'policy')(start)}{between}{rest}" if start else why
    return in_words(told, language)


def advice(name: str, why: str, language: str) -> str:
    """Return what to do about a file that was not read, by the reason or by whoever left it there; "" if that is unknown."""
    told = _data()["unread"]
    left = next((said for folder, said in told["left_behind"].items() if folder in name.split("/")), "")
    said = left or told["begins"].get(_start(why), "")
    words = why.partition("near “")[2].rpartition("”: ")[0]
    return translator(language, "policy")(said, words=words) if said else ""
