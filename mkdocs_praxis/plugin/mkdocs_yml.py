"""Checks of mkdocs.yml: errors that MkDocs finds, in our words and with their lines, and what it ignores: misspelt theme options, values cut off by '#', duplicate keys."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files

from mkdocs_praxis.i18n import settings_files, translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.places import config_file, display_path, find_line, override_files
from mkdocs_praxis.prepared import of_folder, yaml_file
from mkdocs_praxis.problem import PraxisError, Problem, Said, msg, nearest, nearest_or

if TYPE_CHECKING:
    from mkdocs_praxis.practice.model import Facts

_CUT_OFF = regex(r"^\s*(?P<key>\w+):\s*(?P<colour>#[0-9A-Fa-f]{3,8})\b", re.MULTILINE)
_CHOOSER, _CHOICE = "js/darkmode.js", "mkdocs-colormode"
_VALUES = {"hero": ("scene", "photo", "hours"), "motif": ("arc", "wave", "leaf", "grid", "none")}


def check_theme(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield what is wrong with the options below `theme:`, and every key that stands twice: YAML lets the later one count."""
    file = config_file(config)
    if not str(config.theme.name or "").startswith("praxis") or not file.is_file():
        return
    for path, text in settings_files(file):
        for found in _CUT_OFF.finditer(text or ""):
            what = msg("what follows {colour} is a comment: {key} stays empty", colour="#", key=found["key"])
            fix: str = msg('Put it in quotation marks: {key}: "{colour}"', **found.groupdict())
            yield config_problem(path, (found["colour"][1:], found["key"]), what, fix)
        yield from duplicate_keys(path, text or "")
    given, known, others = dict(config.theme), _defaults(config), words("mkdocs_words")["theme"]
    own = override_files(config)
    for key in given:
        if key not in known and not any(key in path.read_text("utf-8", errors="replace") for path in own):
            fix = nearest_or(others.get(key.lower(), key), known, msg("Possible are: {valid}.", valid=", ".join(sorted(known))))  # fmt: skip
            what = msg("the theme has no option '{key}': this line does nothing", key=key)
            yield config_problem(file, (key,), what, fix)
    for key, value in given.items():
        valid = _fonts(config) if key == "font" else _VALUES.get(key, ())
        if valid and value is not None and value not in valid:
            what = msg("'{value}' is none of the values of {key}", value=value, key=key)
            fix = nearest_or(str(value), valid, msg("Possible are: {valid}.", valid=", ".join(valid)))
            yield config_problem(file, (str(value), key), what, fix)
    if not re.fullmatch(r"\d*", str(days := given.get("stale_days") or "")):
        fix = msg("Write {kind}.", kind=msg("a number"))
        yield config_problem(
            file, (str(days), "stale_days"), msg("'{raw}' is no whole number", raw=days), fix
        )


def duplicate_keys(file: Path, text: str) -> Iterator[Problem]:
    """Yield every key of a mkdocs.yml that stands twice."""
    from mkdocs_praxis.policy.places import repeated

    for key, line in repeated(text):
        what, excerpt = msg("{key!r} stands here a second time", key=key), text.splitlines()[line - 1]
        yield Problem(what, display_path(file), line, excerpt=excerpt, fix="keep one of them")


def check_plugins(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield that our plugin is listed twice: MkDocs only warns, and a build would run within a build."""
    if "praxis #2" in config.plugins:
        what = "the plugin praxis is listed twice, so one would check what the other made"
        yield Problem(what, "mkdocs.yml", fix="keep one of them")


def with_line(config: MkDocsConfig, problem: Problem) -> Problem:
    """Return a problem of mkdocs.yml with the line that holds what it speaks of."""
    file = config_file(config)
    placed = problem.file != "mkdocs.yml" or problem.line
    if placed or not file.is_file() or not isinstance(problem.what, Said):
        return problem
    values = tuple(str(value) for value in problem.what.values.values())
    return config_problem(file, values, problem.what, problem.fix or "")._replace(why=problem.why)


def drop_color_chooser(config: MkDocsConfig, files: Files) -> bool:
    """Take out of the site the script of MkDocs' theme for choosing colours, where its template loads it on no page.

    It stores the choice: shipped, it would be a finding against people who offer none. Return whether it stays.
    """
    file = files.get_file_from_path(_CHOOSER)
    options = config.theme
    if file is None:
        return False
    if (
        options.name != "mkdocs"
        or options.custom_dir
        or options.get("color_mode") != "light"
        or options.get("user_color_mode_toggle")
        or not str(file.abs_src_path).startswith(tuple(options.dirs))
        or _CHOOSER in map(str, config.extra_javascript)
    ):
        return True
    files.remove(file)
    return False


def incompatible_plugins(config: MkDocsConfig) -> Iterator[Problem]:
    """Yield a plugin of Material whose work the policy of the pages refuses: its worker is inline code that holds the folder's name."""
    file = config_file(config)
    if "material/offline" in config.plugins and file.is_file():
        what = "the plugin offline: where pages are opened from a folder, their policy refuses the search"
        fix = "Take it out: on a server the search works without it."
        yield config_problem(file, ("offline",), what, fix)


def color_choice_storage(config: MkDocsConfig) -> dict[str, str] | None:
    """Return what MkDocs' theme keeps on a device for who chooses colours, where mkdocs.yml asks for that choice: an entry of `allow_storage`."""
    if config.theme.name != "mkdocs" or not config.theme.get("user_color_mode_toggle"):
        return None
    return {"store": "localStorage", "key": _CHOICE, "reason": "keeps light or dark for who chose it"}


def declaring_color_choice(facts: "Facts", language: str) -> "Facts":
    """Return facts whose privacy notice says that a choice of colours is kept; unchanged where the practice says so itself."""
    from mkdocs_praxis.practice.model import Storage
    from mkdocs_praxis.practice.values import Text

    if facts.storage or {"speicher", "speicherung"} & facts.texts.keys():
        return facts
    t = translator(language, "practice")
    purpose = Text(t("remembers whether you chose light or dark colours"))
    kept = Storage(name=_CHOICE, purpose=purpose, duration=Text(t("until you delete it in your browser")))
    others = {code: declaring_color_choice(other, code) for code, other in facts.others.items()}
    return replace(facts, storage=(kept,), others=others)


def _defaults(config: MkDocsConfig) -> set[str]:
    """Return the options that the theme itself and MkDocs know."""
    known = {"name", "custom_dir", "static_templates", "locale", "extends"}
    for folder in config.theme.dirs:
        if (settings := Path(folder, "mkdocs_theme.yml")).is_file():
            known |= set(yaml_file(settings) or {})
    return known


def _fonts(config: MkDocsConfig) -> tuple[str, ...]:
    fonts = (font for folder in config.theme.dirs for font in Path(folder, "fonts").glob("*.woff2"))
    return tuple(sorted({font.stem for font in fonts}))


@cache
def words(name: str) -> dict[str, Any]:
    """Return a table of this room: `mkdocs_words` is what MkDocs says and our words for it, `heads` what pages may say at theirs."""
    found: dict[str, Any] = of_folder("plugin", Path(__file__).parent).data()[name]
    return found


_PLACE = re.compile(r'\s+in "([^"]+)", line (\d+), column (\d+)')  # as PyYAML says it


def config_mistakes(file: Path, heard: str) -> Iterator[Problem]:
    """Yield every mistake that MkDocs finds in a mkdocs.yml; `heard` is what it said of the first."""
    config = MkDocsConfig(config_file_path=str(file))
    try:
        with file.open("rb") as stream:
            config.load_file(stream)
        errors = [f"Config value '{key}': {error}" for key, error in config.validate()[0]]
    except Exception:  # noqa: BLE001 - whatever fails in reading it a second time, the first mistake is known
        errors = []
    yield from (_mistake(file, error) for error in errors or [heard])


def unknown_setting(file: Path, name: str) -> Problem:
    """Return that MkDocs knows no setting of a name: its line does nothing."""
    known = [key for key, _ in MkDocsConfig._schema]  # noqa: SLF001 - MkDocs offers no other list
    what = msg("MkDocs knows no setting '{name}': this line does nothing", name=name)
    meant, table = name.lower(), words("mkdocs_words")
    fix = nearest_or(
        table["settings"].get(meant, name), known, "Does it belong below `theme:` or below the plugin?"
    )
    if home := next((home for home, keys in table["homes"].items() if meant in keys), ""):
        fix = msg("It belongs below `{home}`, indented by two blanks more.", home=home)
    return config_problem(file, (name,), what, fix)


def _mistake(file: Path, error: str) -> Problem:
    key, said = _keys(error)
    table = words("mkdocs_words")
    for row in table["wrong"]:
        if found := re.fullmatch(row["said"], said):
            what, fix = row["what"], row["fix"]
            values = {"key": key, "form": ""} | found.groupdict(default="")
            named, folder = Path(values.get("value", "")), file.parent.resolve()
            if named.is_relative_to(folder):
                values["value"] = named.relative_to(folder).as_posix()
            if fix == "{form}":
                form = "nav" if key == "nav" else "list" if "list" in said and not values.get("kind") else ""
                kind = msg(table["kinds"].get(values.get("kind", ""), "a text"))
                fix, values = table["forms"][form], {"key": key, "kind": kind}
            choices = re.findall(r"[\w.-]+", values.get("valid", ""))
            if near := nearest(str(values.get("value", "")), choices):
                fix, values = "Did you mean '{near}'?", values | {"near": near}
            needles = values.get("value", ""), key
            return config_problem(file, needles, msg(what, **values), msg(fix, **values))
    if "parsing the configuration file: " in said and (places := _PLACE.findall(said)):
        # The last is where reading stopped, those before it where what it was in began.
        name, line, column = places[-1]
        said = _PLACE.sub("", said.partition("file: ")[2]).strip().replace("\n", ", ")
        what = msg("this cannot be read as YAML: '{said}'", said=said)
        fix = "Put a text with signs such as ? : , { } ! into quotation marks; check what begins with `!`."
        return Problem(what, display_path(Path(name)), int(line), int(column), fix=fix)
    what = msg("{key}: {said}", key=key or file.name, said=said)
    return config_problem(file, (key,), what, "Compare it with the mkdocs.yml of a fresh `praxis new`.")


def _keys(error: str) -> tuple[str, str]:
    """Return the innermost key that MkDocs names, and what it says of it."""
    key, said = "", error
    while found := re.match(
        r"(?:Config value|Plugin|option|Sub-option) '([^']*)'(?: option '([^']*)')?:? (.*)", said, re.DOTALL
    ):
        key, said = found[2] or found[1], found[3].lstrip(": ")
    return key, said


def config_problem(file: Path, needles: tuple[str, ...], what: str, fix: str) -> Problem:
    """Return a mistake with the first line of a mkdocs.yml, or of what it inherits, that holds one of the words, comments left out."""
    words = [rf"(?<![\w-]){re.escape(needle)}(?![\w-])" for needle in needles if needle]
    files = [path for path, _ in settings_files(file)]
    found = (find_line(path, word, lambda line: line.partition(" #")[0]) for word in words for path in files)
    spot = next(filter(None, found), Problem("", display_path(file)))
    return spot._replace(what=what, fix=fix)


def yaml_problem(file: Path) -> Problem | None:
    """Return why a mkdocs.yml, or what it inherits, cannot be read at all; None when it can."""
    from mkdocs_praxis.practice.source import explained, text_of

    for path, held in settings_files(file):
        try:
            text = "" if held is None else text_of(path, display_path(path))
        except PraxisError as error:
            return error.problems[0]
        if problem := explained(text, display_path(path)):
            return problem
    return None
