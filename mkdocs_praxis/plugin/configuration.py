"""Errors that MkDocs finds in mkdocs.yml, reported with the line and what to write instead."""

import re
from collections.abc import Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_praxis.i18n import settings_files
from mkdocs_praxis.plugin.outcome import shown, spotted
from mkdocs_praxis.problem import PraxisError, Problem, msg, nearest_or

_KINDS = {
    "str": "a text",
    "list": "a list",
    "dict": "keys and values",
    "bool": "true or false",
    "int": "a number",
}
# What MkDocs says of a value → our words; `value` is what stands in the file, `kind` what is wanted instead.
_WORDS = {
    r"Required configuration not provided\.": ("{key} is missing", "Add a line such as  {key}: …"),
    r"Unrecognised theme name: '(?P<value>[^']*)'\. The available installed themes are: (?P<valid>.*)":
        ("there is no theme '{value}'", "Installed themes: {valid}."),
    r"The \"(?P<value>[^\"]*)\" plugin is not installed": ("the plugin '{value}' is not installed", "Check the spelling, or install it."),
    r"(?s)Failed to load extension '(?P<value>[^']*)'.*": ("there is no Markdown extension '{value}'", "Check the spelling, or take the line out."),
    r"Expected one of: \((?P<valid>[^)]*)\) but received: '(?P<value>[^']*)'": ("'{value}' is none of the values of {key}", "Possible are: {valid}."),
    r"Expected one of: \((?P<valid>[^)]*)\) but received: (?P<value>.*)": ("{key} cannot be {value}", "Possible are: {valid}."),
    r"unknown option; did you mean '(?P<near>[^']*)'\?": ("there is no option '{key}'", "Did you mean '{near}'?"),
    r"unknown option; valid ones are (?P<valid>.*)": ("there is no option '{key}'", "Possible are: {valid}."),
    r"Invalid value for locale: unknown locale '(?P<value>[^']*)'": ("'{value}' is no language", "Write its letters: de, en."),
    r"The path (?:set in custom_dir \()?'(?P<value>[^']*)'.*(?:does not exist|isn't an existing .*)\.": ("{key} names {value}, which is not there", "Check the spelling, upper and lower case included."),
    r"Inherited config file '(?P<value>[^']*)' does not exist at .*": ("INHERIT names {value}, which is not there", "Check the spelling, upper and lower case included."),
    r"The URL isn't valid, .*": ("{key} is no web address", "Begin with https://, as in https://www.praxis-beispiel.de/"),
    r"Expected (?:a list of items, but a|nav to be a list, got|type: <class '(?P<kind>\w+)'> but received:|a dict of items, but a|nav item to be).*": ("{key} has to be written in another way", "{form}"),
    r".*(?:docs_dir|site_dir).*should not be.*": ("docs_dir and site_dir must be folders beside each other", "Take both lines out: then they are docs and site."),
}  # fmt: skip
_PLACE = re.compile(r'\s+in "([^"]+)", line (\d+), column (\d+)')  # as PyYAML says it
_FORMS = {
    "nav": "Write under nav: one page a line:\n  - Start: index.md",
    "list": "Write a list, one entry a line, each beginning with a hyphen.",
    "": "Write {kind}.",
}


def mistakes(file: Path, heard: str) -> Iterator[Problem]:
    """Yield every mistake that MkDocs finds in a mkdocs.yml; `heard` is what it said of the first."""
    config = MkDocsConfig(config_file_path=str(file))
    try:
        with file.open("rb") as stream:
            config.load_file(stream)
        errors = [f"Config value '{key}': {error}" for key, error in config.validate()[0]]
    except Exception:  # noqa: BLE001 - whatever fails in reading it a second time, the first mistake is known
        errors = []
    yield from (_mistake(file, error) for error in errors or [heard])


def unknown_name(file: Path, name: str) -> Problem:
    """Return that MkDocs knows no setting of a name: its line does nothing."""
    known = [key for key, _ in MkDocsConfig._schema]  # noqa: SLF001 - MkDocs offers no other list
    return placed(
        file,
        (name,),
        msg("MkDocs knows no setting '{name}': this line does nothing", name=name),
        nearest_or(name, known, "Does it belong below `theme:` or below the plugin?"),
    )


def _mistake(file: Path, error: str) -> Problem:
    key, said = _keys(error)
    for pattern, (what, fix) in _WORDS.items():
        if found := re.fullmatch(pattern, said):
            values = {"key": key, "form": ""} | {
                name: value or "" for name, value in found.groupdict().items()
            }
            named, folder = Path(values.get("value", "")), file.parent.resolve()
            if named.is_relative_to(folder):
                values["value"] = named.relative_to(folder).as_posix()
            if fix == "{form}":
                form = "nav" if key == "nav" else "list" if "list" in said and not values.get("kind") else ""
                return placed(
                    file,
                    (key,),
                    msg(what, key=key),
                    msg(_FORMS[form], kind=msg(_KINDS.get(values.get("kind", ""), "a text"))),
                )
            return placed(file, (values.get("value", ""), key), msg(what, **values), msg(fix, **values))
    if "parsing the configuration file: " in said and (places := _PLACE.findall(said)):
        # The last is where reading stopped, those before it where what it was in began.
        name, line, column = places[-1]
        words = _PLACE.sub("", said.partition("file: ")[2]).strip().replace("\n", ", ")
        return Problem(
            msg("this cannot be read as YAML: '{said}'", said=words),
            shown(Path(name)),
            int(line),
            int(column),
            fix="Put a text with signs such as ? : , { } ! into quotation marks; check what begins with `!`.",
        )
    return placed(
        file,
        (key,),
        msg("{key}: {said}", key=key or file.name, said=said),
        "Compare it with the mkdocs.yml of a fresh `praxis new`.",
    )


def _keys(error: str) -> tuple[str, str]:
    """Return the innermost key that MkDocs names, and what it says of it."""
    key, said = "", error
    while found := re.match(
        r"(?:Config value|Plugin|option|Sub-option) '([^']*)'(?: option '([^']*)')?:? (.*)", said, re.DOTALL
    ):
        key, said = found[2] or found[1], found[3].lstrip(": ")
    return key, said


def placed(file: Path, needles: tuple[str, ...], what: str, fix: str) -> Problem:
    """Return a mistake with the first line of a mkdocs.yml, or of what it inherits, that holds one of the words, comments left out."""
    words = [rf"(?<![\w-]){re.escape(needle)}(?![\w-])" for needle in needles if needle]
    files = [path for path, _ in settings_files(file)]
    found = (spotted(path, word, lambda line: line.partition(" #")[0]) for word in words for path in files)
    spot = next(filter(None, found), Problem("", shown(file)))
    return spot._replace(what=what, fix=fix)


def broken(file: Path) -> Problem | None:
    """Return why a mkdocs.yml, or what it inherits, cannot be read at all; None when it can."""
    from mkdocs_praxis.practice.source import explained, text_of

    for path, held in settings_files(file):
        try:
            text = "" if held is None else text_of(path, shown(path))
        except PraxisError as error:
            return error.problems[0]
        if problem := explained(text, shown(path)):
            return problem
    return None
