"""Scripts of a page of https://praxis.example/, read with the real readers of markup and style sheets."""

import pytest

from mkdocs_praxis.web.contact import Confidence, OwnSite, Trigger
from mkdocs_praxis.web.reader import read
from mkdocs_praxis.web.script import ScriptReading, read_script

OWN = OwnSite("https://praxis.example/")
PAGE = "https://praxis.example/leistungen/"


class Script:
    """A script that was read, and questions about it."""

    def __init__(self, reading: ScriptReading) -> None:
        self.reading = reading
        self.signs = {sign.kind.value for sign in reading.signs}

    def hosts(self, *confidences: Confidence) -> set[str]:
        return {c.host for c in self.reading.contacts if c.confidence in confidences}

    @property
    def alarms(self) -> set[str]:
        """Hosts contacted without a person's decision."""
        sure = (Confidence.CERTAIN, Confidence.CONDITIONAL)
        return {
            c.host
            for c in self.reading.contacts
            if c.confidence in sure and c.trigger not in {Trigger.LINK, Trigger.SUBMIT}
        }

    def triggers(self, host: str) -> set[str]:
        return {c.trigger.value for c in self.reading.contacts if c.host == host}


@pytest.fixture(scope="session")
def script():
    def read_it(code: str, context: str = "script", url: str = PAGE) -> Script:
        return Script(
            read_script(
                code,
                url=url,
                own=OWN,
                markup=lambda text: read("x/index.html", text.encode(), url=PAGE, own=OWN).contacts,
                style=lambda text: read("x.css", text.encode(), url=PAGE, own=OWN).contacts,
                context=context,
            ),
        )

    return read_it
