"""Finds English sentences in what a German site or terminal says."""

import re

# Words that no German sentence holds; of what both languages write alike (in, an, so, war, name …) there is none.
_WORDS = (
    "the of and to is are were be been not no with without this that these those from for by or if when which who "
    "what where how there here it its your you we they them their can cannot could must should would may might has "
    "have had does did done found find missing unknown unexpected wrong error warning aborted failed fails file "
    "files folder directory page pages line read write written write-only value values given expected received but "
    "only same than then else into onto out up down over under before after between while because each every any "
    "all some more most other another such as at on check fix why use used using set put get got make made add "
    "remove delete change run build built building documentation contains contain included target named "
    "configuration invalid installed plugin-error traceback identify show message exit usage help default "
)
_ENGLISH = frozenset(_WORDS.split())
# What is quoted, code, an address, a path or a name of a setting is not our sentence.
_QUOTED = re.compile(
    r"„[^“]*“|`[^`]*`|\"[^\"]*\"|'[^']*'|\{[^}]*\}|\[[^\]]*\]|\([A-Za-z, ]*\)|https?://\S+|\S*[/\\.:_=<>#@]\S*|--?\w[\w-]*|\b[a-z]+(?:-[a-z]+)+\b"
)
_PLACE = re.compile(r"^\s*(?:\d+)? │|^\S+:\d+(?::\d+)?:? ?", re.MULTILINE)
_EXCERPT = re.compile(r"^\s*\d* │.*$", re.MULTILINE)


def english(text: str) -> list[str]:
    """Return the lines of a text that speak English, in whole or in part."""
    return [line for line in _EXCERPT.sub("", text).splitlines() if _spoken(line)]


def _spoken(line: str) -> list[str]:
    words = re.findall(r"[A-Za-zÄÖÜäöüß]+", _QUOTED.sub(" ", _PLACE.sub("", line)))
    return [word for word in words if word.lower() in _ENGLISH and word != "Not"]  # a German noun
