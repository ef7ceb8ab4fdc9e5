"""What is known about a vendor: who it is, what it learns, how its embeds become links."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Vendor:
    """Who is behind a host.

    `hosts` are entries `example.com` (the host and its subdomains), `=example.com` (this host only) or
    `example.com/path` (a path prefix on it). `learns` and `instead` are texts by language (`de`, `en`): what a
    visitor's browser tells at load, and what to do on one's own host instead. `social` marks networks, messengers and
    share endpoints that the level `strict` does not even link to.
    """

    id: str
    name: str
    category: str
    operator: str = ""
    country: str = ""
    hosts: tuple[str, ...] = ()
    social: bool = False
    learns: dict[str, str] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)
    privacy: str = ""
