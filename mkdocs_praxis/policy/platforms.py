"""Links that level `strict` rejects beyond the vendor catalogue: messengers, their apps, review portals."""

from mkdocs_praxis.vendors import Vendor
from mkdocs_praxis.web.url import resolve

# Schemes that open a messenger or network on the device.
_APPS = frozenset([
    "whatsapp", "tg", "telegram", "sgnl", "threema", "viber", "fb", "fb-messenger", "instagram", "twitter",
    "skype", "weixin", "wechat", "line", "snapchat", "discord", "tiktok", "linkedin", "xing", "session",
    "matrix", "element",
])  # fmt: skip
# Hosts of messengers and review forms that the catalogue of embeds does not list.
_HOSTS = {
    "signal.me": "Signal", "signal.group": "Signal", "threema.id": "Threema", "matrix.to": "Matrix", "line.me": "LINE",
    "chats.viber.com": "Viber", "vb.me": "Viber", "api.whatsapp.com": "WhatsApp", "chat.whatsapp.com": "WhatsApp",
    "g.page": "Google", "google.com": "", "search.google.com": "",
}  # fmt: skip
_REVIEW_PATHS = ("/local/writereview", "/maps/review", "/review")


def app_of(href: str) -> str:
    """Return the app that a link opens on the device, such as `whatsapp`, or ""."""
    scheme = href.partition(":")[0].strip().lower()
    return scheme if scheme in _APPS else ""


def platform_of(url: str, vendor: Vendor | None) -> str:
    """Return the name of the network, messenger or review portal behind a link, or ""."""
    if vendor is not None and vendor.platform:
        return vendor.name
    found = resolve(url, "about:blank")
    if found is None:
        return ""
    host = found.host.removeprefix("www.")
    name = _HOSTS.get(host)
    if name == "" or host.startswith("google.") or host == "g.page":
        path = url.partition(found.host)[2]
        return "Google" if any(part in path for part in _REVIEW_PATHS) else ""
    return name or ""
