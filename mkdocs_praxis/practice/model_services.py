"""Facts about what the practice offers: leistungen.yml."""

from dataclasses import dataclass
from typing import Literal

from mkdocs_praxis.practice.values import Markdown, Record, fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Record):
    """Something the practice offers."""

    name: str = fact("name", "What it is called", example="Gesundheitsuntersuchung")
    text: Markdown = fact("text", "What it is, for whom, how long (Markdown)", default="")
    group: str = fact("gruppe", "Heading", default="")
    payer: Literal["", "kasse", "selbstzahler", "beides"] = fact("kosten", "Who pays", default="")
    price: str = fact("preis", "What it costs", default="", example="45 € nach GOÄ")
    duration: str = fact("dauer", "How long it takes", default="")
    bring: str = fact("mitbringen", "What to bring", default="")
    page: str = fact("seite", "Page of this site to read more", default="")
    sensitive: bool = fact("sensibel", "Delicate subject: no platform links on its page", default=False)
