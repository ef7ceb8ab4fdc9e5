"""`praxis new`: creates a site from a few questions; each answer is validated at once."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from mkdocs_praxis.cli.common import PATH, keep_language, site_language
from mkdocs_praxis.files import settings_in
from mkdocs_praxis.i18n import languages, spoken_in, translator
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.safe import argument

if TYPE_CHECKING:
    from mkdocs_praxis.practice.answers import Question

_BACK = frozenset({"zurück", "zurueck", "back", "<"})
_CITY_STATES = frozenset({"Berlin", "Hamburg", "Bremen"})
_HELP = frozenset({"?", "hilfe", "help"})


def at_a_terminal() -> bool:
    """Whether the command is interactive."""
    return sys.stdin.isatty()


@click.command()
@click.argument("directory", metavar="DIR", type=PATH)
@click.option("--profession", help="arzt, zahnarzt, psychotherapie, physiotherapie …; `?` lists them.")
@click.option("--specialty", help="Speciality, such as Fachärztin für Allgemeinmedizin.")
@click.option("--legal-form", help="einzelpraxis, gbr, partg, gmbh …")
@click.option("--mvz", is_flag=True, help="A Medizinisches Versorgungszentrum.")
@click.option("--name", help="Name of the practice.")
@click.option("--owner", help="Who owns it; several with a semicolon.")
@click.option("--hours", help="Hours in one line: Mo-Fr 8-12; Mo, Di, Do 15-18.")
@click.option("--street", help="Street and number.")
@click.option("--postcode", help="Postcode.")
@click.option("--city", help="Town.")
@click.option("--state", help="Bundesland, such as HH or Bayern.")
@click.option("--phone", help="Telephone.")
@click.option("--email", help="E-mail.")
@click.option("--site-url", help="Address of the website.")
@click.option(
    "--lang",
    type=click.Choice(languages()),
    default=site_language,
    callback=keep_language,
    is_eager=True,
    help="Language of the site and of the questions; else that of BASE, of the terminal, or German.",
)
@click.option("--workflow", help="Also write what rebuilds it every night; `praxis workflow` lists the ways.")
@click.option(
    "--from",
    "base",
    metavar="BASE",
    type=PATH,
    help="Folder with mkdocs.base.yml: the site shares its settings, look and pages.",
)
@click.option("--yes", is_flag=True, help="Ask nothing; what is not given stays an example to be replaced.")
def new(
    directory: Path,
    lang: str,
    workflow: str | None,
    base: Path | None,
    yes: bool,
    mvz: bool,
    **given: str | None,
) -> None:
    """Write a complete site that builds and passes at once."""
    from mkdocs_praxis.practice.answers import choices
    from mkdocs_praxis.practice.base import SETTINGS
    from mkdocs_praxis.practice.new import check_directory, create

    given_by = click.get_current_context().get_parameter_source("lang")
    if base and given_by is ParameterSource.DEFAULT and (settings := base / SETTINGS).is_file():
        lang = spoken_in(settings)
    if given["profession"] == "?":
        for key, meaning in choices("profession", lang).items():
            click.echo(f"{key:<19} {meaning}".rstrip())
        return
    check_directory(directory)
    if workflow:
        from mkdocs_praxis.publish.workflow import check_name

        check_name(workflow, lang)
    values: dict[str, Any] = {key: value for key, value in given.items() if value}
    values["mvz"] = mvz

    def write() -> list[Path]:
        return create(directory, language=lang, base=base, **values)

    written = write() if yes or not at_a_terminal() else _Talk(lang, values).until(write)
    t = translator(lang, "cli")
    one = "{n} file written to {directory}/. What comes next:"
    other = "{n} files written to {directory}/. What comes next:"
    click.echo(t.many(len(written), one, other, directory=directory))
    around = next((p for p in directory.resolve().parents if settings_in(p)), None)
    if around is not None:
        click.echo(t("Take care: {directory} lies within another site, {around}. Each has its own files; what you change here changes nothing there.",
                     directory=directory, around=around))  # fmt: skip
    steps = (
        (f"cd {argument(str(directory))}", t("go into the folder of the site")),
        ("praxis preview", t("look at it in the browser; it follows every change")),
        ("praxis todo", t("see what is missing, the most important first")),
    )
    width = max(len(command) for command, _ in steps)
    for command, why in steps:
        click.echo(f"  {command:<{width}}   {why}")
    if workflow:
        from mkdocs_praxis.publish.workflow import write_workflow

        nightly = write_workflow(workflow, directory.resolve(), lang)
        click.echo(f"{nightly.file}: {nightly.next}")


class _Talk:
    """The dialogue: asks for missing answers, allows going back, and shows a summary before anything is written."""

    def __init__(self, lang: str, values: dict[str, str | bool]) -> None:
        from mkdocs_praxis.practice.answers import questions

        self.lang, self.t, self.values = lang, translator(lang, "cli"), values
        self.centre = {"mvz": bool(values["mvz"])}  # by answer: whether it says that the practice is an MVZ
        self.questions = [q for q in questions(lang) if q.key not in values]

    def until(self, write: Callable[[], list[Path]]) -> list[Path]:
        """Ask and write, until `write` succeeds; on an error the answers are kept."""
        keys = "Enter: stays open, `praxis todo` asks again.  ?: explains.  back: the question before.  -: deletes the answer."
        click.echo(self.t(keys))
        at = 0
        while at < len(self.questions):
            at = max(0, at + (1 if self._ask(at) else -1))
        while True:
            chosen = self._summary()
            if chosen is not None:
                self._ask(chosen)
                continue
            try:
                return write()
            except PraxisError as error:
                if not self.questions:
                    raise
                self._tell(error)

    def _ask(self, at: int) -> bool:
        """Ask one question until the answer is valid; return False to go back."""
        from mkdocs_praxis.practice.answers import choices

        question = self.questions[at]
        options = choices(question.key, self.lang)
        head = f"\n{at + 1}/{len(self.questions)} {question.text}"
        if self.values.get(question.key):
            head += f" [{self.values[question.key]}]"
        click.echo(head)
        for number, (key, meaning) in enumerate(options.items(), 1):
            click.echo(f"  {number:>2}  {key:<19} {meaning}".rstrip())
        while True:
            answer = click.prompt(">", prompt_suffix=" ", default="", show_default=False).strip()
            if answer.lower() in _BACK:
                return False
            if answer.lower() in _HELP:
                click.echo(f"  {question.about}")
                continue
            if answer in {"", "-"}:
                if answer:
                    self.values.pop(question.key, None)
                return True
            if options and answer.isdecimal() and 1 <= int(answer) <= len(options):
                answer = list(options)[int(answer) - 1]
            if self._take(question, answer):
                return True

    def _take(self, question: "Question", answer: str) -> bool:
        """Store an answer if it is valid, else print the error; return whether it is."""
        from mkdocs_praxis.practice.answers import is_mvz, speciality_of, spread, understood

        try:
            kept = {key: understood(key, part) for key, part in spread(question.key, answer).items()}
        except PraxisError as error:
            self._tell(error)
            return False
        if question.key in {"profession", "legal_form"}:
            self.centre[question.key] = is_mvz(answer)
            self.values["mvz"] = any(self.centre.values())
        if question.key == "profession":
            self.values["title"] = answer
            if field := speciality_of(answer):
                self.values.setdefault("specialty", field)
        self.values.update(kept)
        if (city := kept.get("city")) in _CITY_STATES:
            self.values.setdefault("state", str(city))
        said = ", ".join(kept.values())
        shown = self._shown(question, said)
        if answer.lower() not in {said.lower(), shown.lower()}:
            click.echo(f"  → {shown}")
        return True

    def _shown(self, question: "Question", said: str) -> str:
        """Return an answer in words: a profession that the list lacks as it was spoken."""
        from mkdocs_praxis.practice.answers import choices
        from mkdocs_praxis.practice.specialties import ON_ONE_FIELD, label_of

        shown = choices(question.key, self.lang).get(said, said) or "–"
        if question.key != "profession":
            return shown
        if said == "sonstige" or label_of(str(self.values.get("title", ""))) == ON_ONE_FIELD:
            return str(self.values.get("title") or shown)
        return f"{shown} (MVZ)" if self.values["mvz"] else shown

    def _summary(self) -> int | None:
        """Show all answers; return the index of the question to ask again, or None to accept."""
        click.echo("\n" + self.t("Is this right?"))
        names = [question.text.partition(" (")[0] for question in self.questions]
        width = max(map(len, names), default=0)
        for number, (name, question) in enumerate(zip(names, self.questions, strict=True), 1):
            said = str(self.values.get(question.key) or "")
            click.echo(f"  {number:>2}  {name:<{width}}  {self._shown(question, said)}")
        while self.questions:
            asked = self.t("Enter writes the site; a number changes that answer:")
            answer = click.prompt(asked, prompt_suffix=" ", default="", show_default=False).strip()
            if not answer or answer.lower() in {"ja", "j", "yes", "y"}:
                return None
            if answer.isdecimal() and 1 <= int(answer) <= len(self.questions):
                return int(answer) - 1
            if answer.lower() in _BACK:
                return len(self.questions) - 1
            click.echo(self.t("Which answer is wrong? Type its number."))
        return None

    def _tell(self, error: PraxisError) -> None:
        told = error.told(translator(self.lang, "problem"))
        click.echo("\n".join(f"  {line}" for line in told.split("\n")))
