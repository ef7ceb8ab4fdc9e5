"""What the vendor catalogue says of code and links: vendors' code in scripts, and links that level `strict` rejects."""

from functools import lru_cache

from mkdocs_praxis.vendors import Vendor, catalogue
from mkdocs_praxis.web.kept import Key, kept
from mkdocs_praxis.web.url import resolve

_Found = tuple[str, int, str]  # the vendor's id, offset, matched text


@lru_cache(maxsize=1024)
def signatures(text: str) -> tuple[tuple[Vendor, int, str], ...]:
    """Return the vendors' signatures in a script, with offset and matched text; cached by the script's text."""
    key = Key("signatures", text, catalogue().signature_version)
    found = kept(key, lambda: signed(text), tuple[_Found, ...])
    return tuple((vendor, at, words) for id_, at, words in found if (vendor := catalogue().by_id(id_)))


def signed(text: str) -> tuple[_Found, ...]:
    """Search a script for signatures."""
    return tuple((vendor.id, at, words) for vendor, at, words in catalogue().signatures_in(text))


# Categories whose hosts appear in a script only to be contacted; a video or social host may be a mere link.
_ONLY_LOADED = frozenset([
    "ab-testing", "accessibility", "ads", "analytics", "captcha", "chat", "comments", "consent", "errors",
    "marketing", "pixels", "push", "tag-managers", "translate",
])  # fmt: skip


def forbidden_in_code(vendor: Vendor) -> bool:
    """Whether a script that names a host of this vendor certainly contacts it."""
    return vendor.category in _ONLY_LOADED


# Schemes that open a messenger or network on the device.
_APPS = frozenset([
    "whatsapp", "tg", "telegram", "sgnl", "threema", "viber", "fb", "fb-messenger", "instagram", "twitter",
    "skype", "weixin", "wechat", "line", "snapchat", "discord", "tiktok", "linkedin", "xing", "session",
    "matrix", "element",
])  # fmt: skip
# Hosts of messengers that the catalogue of embeds does not list.
_HOSTS = {
    "signal.me": "Signal", "signal.group": "Signal", "threema.id": "Threema", "matrix.to": "Matrix", "line.me": "LINE",
    "chats.viber.com": "Viber", "vb.me": "Viber", "api.whatsapp.com": "WhatsApp", "chat.whatsapp.com": "WhatsApp",
}  # fmt: skip


def app_of(href: str) -> str:
    """Return the app that a link opens on the device, such as `whatsapp`, or ""."""
    scheme = href.partition(":")[0].strip().lower()
    return scheme if scheme in _APPS else ""


def platform_of(url: str, vendor: Vendor | None) -> str:
    """Return the name of the network, messenger or review portal behind a link, or ""."""
    if vendor is not None and vendor.platform:
        return vendor.name
    found = resolve(url, "about:blank")
    return _HOSTS.get(found.host.removeprefix("www."), "") if found is not None else ""
