"""Short ways to read a text and look at what was found."""

from mkdocs_praxis.web.contact import Confidence, OwnSite, Reading, Trigger
from mkdocs_praxis.web.reader import read

OWN = OwnSite("https://praxis.example/")
_CHOSEN = {Trigger.LINK, Trigger.SUBMIT}
_UNSURE = {Confidence.MENTION, Confidence.CLICK}


def look(text: str | bytes, name: str = "seite/index.html") -> Reading:
    data = text if isinstance(text, bytes) else text.encode()
    return read(name, data, url="https://praxis.example/seite/", own=OWN)


def hosts(text: str | bytes, name: str = "seite/index.html") -> set[str]:
    """Return the hosts contacted before anyone chooses anything."""
    found = look(text, name).contacts
    return {c.host for c in found if c.trigger not in _CHOSEN and c.confidence not in _UNSURE}
