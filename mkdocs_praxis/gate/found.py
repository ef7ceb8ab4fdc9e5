"""What the build found, for the legal pages: links, forms, storage, pictures of the pages as they will be."""

from mkdocs_praxis.policy.allowance import STORING
from mkdocs_praxis.practice.checks.pages import asks_for_health, words_of
from mkdocs_praxis.practice.legal.found import FoundForm, Inventory, LinkedHost
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.web.contact import Confidence, OwnSite, Reading, Trigger
from mkdocs_praxis.web.url import resolve

# Categories of the catalogue → groups of the privacy notice (practice.legal.found.GROUPS).
_GROUPS = dict.fromkeys(("social", "share", "video", "audio", "reviews"), "social")
_GROUPS |= {"booking": "booking", "maps": "map", "health": "authority"}
# A name in a script, and what happens only once a person chooses it, contact nobody while a page opens.
_NO_CONTACT = {Confidence.MENTION, Confidence.CLICK}
_TRAP = "website"  # in forms of the shipped handler: nobody sees it, only programs fill it


def seen_in(path: str, reading: Reading, own: OwnSite) -> Inventory:
    """Return what a page or script holds that a privacy notice must speak of."""
    links, forms = dict[str, LinkedHost](), list[FoundForm]()
    contacts, images = set[str](), set[str]()
    for contact in reading.contacts:
        if contact.trigger is Trigger.LINK:
            if contact.host not in links:
                links[contact.host] = _linked(contact.host, contact.url)
        elif contact.trigger is not Trigger.SUBMIT and contact.confidence not in _NO_CONTACT:
            contacts.add(contact.host)
    storage = tuple(sorted({(sign.detail, path) for sign in reading.signs if sign.kind in STORING}))
    if reading.page is not None:
        images = {image.src.removeprefix(own.url) for image in reading.page.images}
        for form in reading.page.forms:
            url = resolve(form.action, own.url)
            target = url.host if form.foreign and url else ""
            handled = form.action.rpartition("/")[2] == "formular.php"
            asked = [f for f in form.fields if f.type != "hidden" and not (handled and f.name == _TRAP)]
            health = tuple(words_of(f) for f in asked if asks_for_health(f))
            if len({(f.name, f.type) for f in asked}) == 1 and asked[0].type == "radio":
                asked = asked[:1]  # one question, such as light or dark
            forms.append(FoundForm(path, form.method, tuple(map(words_of, asked)), target, health))
    found = tuple(sorted(contacts)), tuple(sorted(images))
    return Inventory(tuple(links.values()), tuple(forms), storage, *found)


def _linked(host: str, url: str) -> LinkedHost:
    vendor = catalogue().of_url(url)
    if vendor is None:
        return LinkedHost(host)
    return LinkedHost(host, vendor.name, _GROUPS.get(vendor.category, "other"))
