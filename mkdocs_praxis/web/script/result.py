"""What reading a script yields; light, so that nobody who only passes it on loads the engine."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mkdocs_praxis.web.contact import ConditionalContact, Contact, Effect, Sign, Use

Reader = Callable[[str], Iterable[Contact]]


@dataclass(frozen=True, slots=True)
class ScriptReading:
    """What a script yields, with places in its text; `uses`: files of the own site, by their addresses as written."""

    contacts: tuple[Contact, ...] = ()
    signs: tuple[Sign, ...] = ()
    effects: frozenset[Effect] = frozenset()
    conditional: tuple[ConditionalContact, ...] = ()
    uses: tuple[Use, ...] = ()
