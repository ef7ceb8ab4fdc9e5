"""The Markdown directive: replaces lines `::: praxis NAME option="value"` with the component's HTML, before Markdown runs.

Longer options follow as YAML, indented by four spaces. Code (fenced or indented) is left alone.
"""

import re
from collections.abc import Iterator, Mapping

import yaml

from mkdocs_praxis.components.catalogue import by_name, find
from mkdocs_praxis.components.markdown_lint import lint_markdown
from mkdocs_praxis.components.render import render
from mkdocs_praxis.components.setting import Setting
from mkdocs_praxis.components.stash import pack
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.record import dataclass
from mkdocs_praxis.problem import PraxisError, Problem, did_you_mean, msg, nearest
from mkdocs_praxis.samples import CONTAINER, outside_code

_DIRECTIVE = regex(r"^(?P<indent>[ \t]*):::[ \t]*(?P<word>\w+)(?P<rest>.*)$")
# Wrong number of colons, other characters, or a blank too many or too few.
_NEARLY = regex(
    r"^ {0,3}(?!:::[ \t]*praxis[ \t:])\\?(?:[:：∶∷][ \t]?[:：∶∷][:：∶∷ \t]*|[：∶∷…][ \t]*)praxis(?:[ \t:]+(?=[\w-])|(?P<glued>[\w-]+))"
)
_NAME = regex(r"[ \t]*[ \t:][ \t]*(?P<name>[\w-]+)(?P<rest>.*)$")
_OPTION = regex(
    r"""[ \t]+(?P<key>[\w-]+)(?:[ \t]*=[ \t]*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|[„“](?P<curly>[^„“”]*)[“”]|(?P<bare>[^\s"'„“”]+)))?"""
)
_HEADING = regex(r"^(#{1,6})(?!#)\s*\S")
_UNDERLINE = regex(r"^(=+|-+)[ \t]*$")


@dataclass(frozen=True, slots=True)
class Directive:
    """One use of a component in Markdown; lines are 1-based in the given text, `end` is the line after its last.

    `level` is the level of headings in it: one below the preceding heading, so that no level is skipped.
    """

    name: str
    options: Mapping[str, object]
    line: int
    end: int
    excerpt: str
    level: int


def directives(
    markdown: str, problems: list[Problem], *, file: str | None = None, first_line: int = 1
) -> Iterator[Directive]:
    """Yield all directives outside code, in order; invalid ones are noted in `problems`, with file and line."""
    text = markdown.replace("\u00a0", " ")  # Word inserts non-breaking spaces
    lines = text.splitlines()
    above = 1
    at = 0
    for number, line, _ in outside_code(text, 1):
        if number <= at:  # an option of the last one
            continue
        at = number
        if heading := _HEADING.match(line):
            above = len(heading[1])
        elif at > 1 and lines[at - 2].strip() and (underline := _UNDERLINE.match(line)):
            above = 1 if underline[1].startswith("=") else 2
        spot = Problem("", file=file, line=first_line + at - 1, excerpt=line)
        try:
            found = _begins(line, spot)
        except PraxisError as error:
            problems += error.problems
            continue
        if found is None:
            continue
        if len(found["indent"].expandtabs(4)) > 3:
            if _within_container(lines, at - 1):
                fix = "Let the line begin at the left margin, with an empty line before it."
                problems.append(
                    spot._replace(what="a component cannot stand inside a list or a box", fix=fix)
                )
            continue  # indented code
        start = at
        block: list[str] = []
        while at < len(lines) and (
            lines[at].startswith(("    ", "\t")) or (not lines[at].strip() and _goes_on(lines, at))
        ):
            block.append(lines[at])
            at += 1
        try:
            name, options = _read_line(found["rest"], spot)
            options |= _read_block(block, file, first_line + start, spot)
        except PraxisError as error:
            problems += error.problems
            continue
        yield Directive(name, options, start, at + 1, line, min(above + 1, 5))


def _begins(line: str, spot: Problem) -> re.Match[str] | None:
    """Match the first line of a directive; None for any other line. Raises PraxisError for a misspelt one."""
    nearly = _NEARLY.match(line)
    if nearly and (not nearly["glued"] or by_name(nearly["glued"])):
        rest = (nearly["glued"] or "") + line[nearly.end() :].rstrip()
        fix = msg("Begin it with three colons: {line}", line=f"::: praxis {rest}")
        raise PraxisError(spot._replace(what="this line would stand on the page as it is", fix=fix))
    found = _DIRECTIVE.match(line)
    if not found or not _meant(found["word"], found["rest"]):
        return None
    if found["word"].lower() != "praxis":
        what = msg("there is no '::: {word}'", word=found["word"])
        said = f" {found['word']}{found['rest']}" if by_name(found["word"]) else found["rest"]
        raise PraxisError(spot._replace(what=what, fix=did_you_mean(f"::: praxis{said}")))
    return found


def _meant(word: str, rest: str) -> bool:
    """Whether a line is meant as our directive: a misspelt `praxis`, another word or none, but not `::: package.module` of another tool."""
    named = _NAME.match(rest)
    ours = rest[:1] in {"", " "} and by_name(word) is not None
    near = named is not None and (by_name(named["name"]) or nearest(word, ("praxis", "practice")))
    return word.lower() == "praxis" or ours or bool(near)


def _within_container(lines: list[str], at: int) -> bool:
    for line in reversed(lines[:at]):
        if line.strip() and not line.startswith(("    ", "\t")):
            return CONTAINER.match(line) is not None
    return False


def _goes_on(lines: list[str], at: int) -> bool:
    following = next((line for line in lines[at:] if line.strip()), "")
    before = lines[at - 1]
    return following.startswith(("    ", "\t")) and before.startswith(("    ", "\t"))


def _read_line(rest: str, spot: Problem) -> tuple[str, dict[str, object]]:
    named = _NAME.match(rest)
    if not named:
        fix = "For example: ::: praxis hours"
        raise PraxisError(spot._replace(what="the name of the component is missing", fix=fix))
    options: dict[str, object] = {}
    text, at = named["rest"].rstrip(), 0
    while at < len(text):
        found = _OPTION.match(text, at)
        if not found:
            column = spot.excerpt.find(text) + at + 2 if spot.excerpt else None
            what = msg("this cannot be read: {text}", text=text[at:].strip())
            fix = 'Options are written name=value, or name="two words".'
            raise PraxisError(spot._replace(what=what, column=column, fix=fix))
        values = [v for v in found.group("double", "single", "curly", "bare") if v is not None]
        if found["key"] in options:
            raise PraxisError(spot._replace(what=msg("option '{key}' is given twice", key=found["key"])))
        options[found["key"]] = values[0] if values else True
        at = found.end()
    return named["name"], options


def _read_block(block: list[str], file: str | None, first: int, spot: Problem) -> dict[str, object]:
    if not any(line.strip() for line in block):
        return {}
    text = "\n".join(line.expandtabs(4) for line in block)
    try:
        read = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        from mkdocs_praxis.practice.source import broken_yaml

        (problem,) = broken_yaml(error, text, "", first).problems
        raise PraxisError(problem._replace(file=file)) from None
    if not isinstance(read, dict):
        fix = 'Write "name: value", one a line; or leave an empty line and do not indent.'
        raise PraxisError(spot._replace(what="indented text below a component must be options", fix=fix))
    return {str(key): value for key, value in read.items()}


def _with_level(one: Directive, language: str) -> Mapping[str, object]:
    option = find(one.name, language).option("level")
    given = option is None or option.name in one.options or option.german in one.options
    return one.options if given else {**one.options, "level": one.level}


def expand(markdown: str, setting: Setting, *, file: str | None = None, first_line: int = 1) -> str:
    """Return the Markdown with every directive replaced by its component, packed for the Markdown extension `EXTENSION`.

    `first_line` is the line of `file` on which `markdown` begins (after its front matter).

    Raises PraxisError with every problem found, each with file and line.
    """
    lines = markdown.splitlines()
    out: list[str] = []
    problems: list[Problem] = []
    at = 0
    for one in directives(markdown, problems, file=file, first_line=first_line):
        out += lines[at : one.line - 1]
        at = one.end - 1
        try:
            html = render(one.name, _with_level(one, setting.language), setting)
        except PraxisError as error:
            place = Problem("", file=file, line=first_line + one.line - 1, excerpt=one.excerpt)
            problems += [
                place._replace(what=p.what, why=p.why, fix=p.fix) if p.file is None else p
                for p in error.problems
            ]
            continue
        # a comment is a placeholder for a text that is made later: not packed
        out += ["", html if html.startswith("<!--") or not html else pack(html), ""]
    told = {problem.line for problem in problems}
    linted = lint_markdown(markdown, file=file, first_line=first_line) if setting.facts else ()
    problems = [one for one in linted if one.line not in told] + problems
    if problems:
        raise PraxisError(*problems)
    if at == 0:
        return markdown
    return "\n".join([*out, *lines[at:]]) + ("\n" if markdown.endswith("\n") else "")
