"""Short ways to read a text and look at what was found."""

from mkdocs_praxis.web import OwnSite, Reading, read
from mkdocs_praxis.web.contact import Certainty, Trigger

OWN = OwnSite("https://praxis.example/")
_CHOSEN = {Trigger.LINK, Trigger.SUBMIT}
_UNSURE = {Certainty.MENTION, Certainty.CLICK}


def look(text: str | bytes, name: str = "seite/index.html") -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return read(name, data, url="https://praxis.example/seite/", own=OWN)


def hosts(text: str | bytes, name: str = "seite/index.html") -> set[str]:
    """Return the hosts contacted before anyone chooses anything."""
    found = look(text, name).contacts
    return {c.host for c in found if c.trigger not in _CHOSEN and c.certainty not in _UNSURE}
