"""Tracks open tables: the parser ignores cells outside tables, and treats forms in tables differently (HTML §13.2.6.4)."""

# Their start tags count only within a table.
OF_TABLES = frozenset(["caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"])
CELL = tuple(f"<{name} " for name in sorted(OF_TABLES))
DECIDES = ("<table", "<form", *CELL)  # starts of tags to pass to `Tables.decide`


class Tables:
    """Count of open tables; certain unless there were nested ones."""

    def __init__(self) -> None:
        self._open, self._nested = 0, False

    def met(self, tag: str) -> None:
        """Count the start or end tag of a table."""
        self._open = max(0, self._open - 1) if tag == "</table>" else self._open + 1
        self._nested = self._nested or self._open > 1

    def decide(self, tag: str) -> bool:
        """Whether the effect of a tag depends on the text before it: a form in a table, or a cell not certainly in one."""
        if tag.startswith("<table"):
            self.met("<table>")
        if tag.startswith("<form"):
            return self._open > 0
        return tag.startswith(CELL) and (self._nested or not self._open)
