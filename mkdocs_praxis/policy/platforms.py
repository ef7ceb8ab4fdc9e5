"""Links that level `strict` rejects beyond the vendor catalogue: messengers, their apps, review portals."""

from mkdocs_praxis.vendors import Vendor
from mkdocs_praxis.web.url import resolve

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
