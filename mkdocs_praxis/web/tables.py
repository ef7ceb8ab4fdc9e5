"""Which tables are open at a place of a page: outside of them, cells are none and forms hold other things (HTML §13.2.6.4)."""

# Their start tags count only within a table, which is not looked for.
OF_TABLES = frozenset(["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"])
CELL = tuple(f"<{name} " for name in sorted(OF_TABLES))
DECIDES = ("<table", "<form", *CELL)  # how tags begin of which it is to be asked whether they decide anything


class Tables:
    """How many tables are open at a place: known for sure unless some stood within others."""

    def __init__(self) -> None:
        self._open, self._nested = 0, False

    def met(self, tag: str) -> None:
        """Take the beginning or end of a table."""
        self._open = max(0, self._open - 1) if tag == "</table>" else self._open + 1
        self._nested = self._nested or self._open > 1

    def decide(self, tag: str) -> bool:
        """Tell whether what a tag does depends on what is not known for sure: a cell outside of tables is none."""
        if tag.startswith("<table"):
            self.met("<table>")
        if tag.startswith("<form"):
            return self._open > 0
        return tag.startswith(CELL) and (self._nested or not self._open)
