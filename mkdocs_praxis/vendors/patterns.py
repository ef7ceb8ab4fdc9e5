"""Regular expressions made cheap: the literal text that any match must hold is looked for first."""

import re
from collections.abc import Collection
from functools import cache

# The standard library's own parser of expressions: the only honest way to know what a pattern must contain.
from re import _parser  # type: ignore[attr-defined]
from typing import Any


@cache
def literal(expression: str) -> str:
    """Return the longest text every match of the expression holds, in lower case; "" when there is none."""
    best = run = ""
    for operation, argument in _flat(_parser.parse(expression)):
        if operation == "LITERAL":
            run += chr(argument)
        else:
            run = ""
        best = max(best, run, key=len)
    return best.lower()


def _flat(parsed: object) -> list[tuple[str, int]]:
    items: list[tuple[str, int]] = []
    for operation, argument in parsed:  # type: ignore[attr-defined]
        name = str(operation)
        if name == "SUBPATTERN":
            items += _flat(argument[-1])
        elif name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"} and argument[0] > 0:
            items += [*_flat(argument[2]), ("OTHER", 0)]
        elif name == "AT":
            continue  # an anchor takes no room between literals
        elif name == "LITERAL":
            items.append((name, argument))
        else:
            items.append(("OTHER", 0))
    return items


class Literals:
    """Many texts looked for in one scan: several times faster than one `in` for each."""

    def __init__(self, literals: Collection[str]) -> None:
        tree: dict[str, Any] = {}
        for one in literals:
            node = tree
            for letter in one:
                node = node.setdefault(letter, {})
            node[""] = one
        # The expression stops at the first end of a literal; the longer ones behind that end are tried by hand.
        self._longer: dict[str, list[str]] = {}
        for one in sorted(literals, key=len):
            start = next((short for short in self._longer if one.startswith(short)), one)
            self._longer.setdefault(start, []).append(one)
        self._scan = re.compile(_alternatives(tree) if tree else r"(?!)")

    def found_in(self, lowered: str) -> set[str]:
        """Return those that stand in a text; occurrences may overlap."""
        found: set[str] = set()
        match = self._scan.search(lowered)
        while match is not None:
            place = match.start()
            found.update(one for one in self._longer[match.group()] if lowered.startswith(one, place))
            match = self._scan.search(lowered, place + 1)
        return found


def _alternatives(node: dict[str, Any]) -> str:
    if "" in node:
        return ""
    branches = [re.escape(letter) + _alternatives(rest) for letter, rest in node.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """Return the expression compiled for embeds, where upper and lower case do not matter."""
    return re.compile(expression, re.IGNORECASE)


def search(expression: str, text: str, lowered: str) -> re.Match[str] | None:
    """Search an expression in a text (given in lower case too) after the cheap look for its literal."""
    if literal(expression) not in lowered:
        return None
    return compiled(expression).search(text)
