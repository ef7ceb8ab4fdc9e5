"""Regular expressions made cheap: the literal text that any match must hold is looked for first."""

import re
from functools import cache

# The standard library's own parser of expressions: the only honest way to know what a pattern must contain.
from re import _parser  # type: ignore[attr-defined]


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


@cache
def compiled(expression: str) -> re.Pattern[str]:
    """Return the expression compiled for embeds, where upper and lower case do not matter."""
    return re.compile(expression, re.IGNORECASE)


def search(expression: str, text: str, lowered: str) -> re.Match[str] | None:
    """Search an expression in a text (given in lower case too) after the cheap look for its literal."""
    if literal(expression) not in lowered:
        return None
    return compiled(expression).search(text)
