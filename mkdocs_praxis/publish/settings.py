"""Reads the upload settings: veroeffentlichen.yml (or publish.yml) beside mkdocs.yml, without a password."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from mkdocs_praxis.i18n import Translate, translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.problem import PraxisError, Problem, nearest_or

# German and English keys → attributes of Target.
_KEYS = {
    "weg": "way", "way": "way", "server": "server", "benutzer": "user", "user": "user", "ordner": "folder",
    "folder": "folder", "port": "port", "fingerabdruck": "fingerprint", "fingerprint": "fingerprint",
    "website": "site", "site": "site", "nachweis": "evidence", "evidence": "evidence",
}  # fmt: skip
_PORTS = {"sftp": 22, "ftps": 21, "rsync": 22}
_SECRETS = frozenset({"passwort", "kennwort", "password", "pass", "pwd"})
_FINGERPRINT = regex(r"(?:SHA256:[A-Za-z0-9+/]{43}=?)?")
_NEEDED = ("way", "server", "user", "folder")


@dataclass(frozen=True, slots=True)
class Target:
    """A web space: how to reach it, and the site and evidence to upload."""

    way: str  # sftp, ftps or rsync
    server: str
    user: str
    folder: str  # absolute, or relative to the login folder
    port: int
    fingerprint: str  # "SHA256:…" of the server's key as published by the provider; "" if not configured
    site: Path
    evidence: Path
    language: str = "de"  # language of messages

    @property
    def t(self) -> Translate:
        """The translation function for messages about this target."""
        return translator(self.language, "publish")

    @property
    def name(self) -> str:
        """The name of this target in messages and in the upload record."""
        return f"{self.way}://{self.user}@{self.server}:{self.port}/{self.folder.lstrip('/')}"


class _Form:
    """Validates the keys of the file, and collects problems with their lines."""

    def __init__(self, path: Path, language: str) -> None:
        self.t = translator(language, "publish")
        self.path = path
        self.problems: list[Problem] = []
        self.lines: list[str] = []
        self.values: dict[str, str] = {}
        self._line: dict[str, int] = {}

    def wrong(self, what: str, fix: str, key: str = "", why: str | None = None) -> None:
        line = self._line.get(key)
        excerpt = self.lines[line - 1] if line and line <= len(self.lines) else None
        self.problems.append(
            Problem(what, str(self.path), line, 1 if line else None, excerpt, why=why, fix=fix)
        )

    def read(self) -> None:
        """Read keys and values; mistakes are added to the problems."""
        t = self.t
        try:
            text = self.path.read_text(encoding="utf-8-sig")
            self.lines = text.splitlines()
            node: Any = yaml.compose(text, Loader=yaml.SafeLoader)
        except (OSError, UnicodeDecodeError) as error:
            self.wrong(t("the file cannot be read: {error}", error=error), t("save it as text in UTF-8"))
            return
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            self._line[""] = mark.line + 1 if mark else 1
            self.wrong(
                t("the file cannot be understood"),
                t("write one `key: value` a line, with a blank after the colon"),
            )
            return
        if not isinstance(node, yaml.MappingNode):
            self.wrong(t("the file holds no keys"), t("write one `key: value` a line"))
            return
        for key, value in node.value:
            self._take(str(key.value), value, key.start_mark.line + 1)

    def _take(self, key: str, value: Any, line: int) -> None:
        t = self.t
        name = _KEYS.get(key.lower())
        self._line[name or key] = line
        if key.lower() in _SECRETS:
            self.wrong(
                t("a password does not belong into a file of the site"),
                t("delete the line; `praxis publish` asks for it, or takes it from PRAXIS_PASSWORD"),
                key,
                t("who gets the folder could change the website"),
            )
        elif name is None:
            fix = nearest_or(key, _KEYS, t("known: {keys}", keys=", ".join(_KEYS)))
            self.wrong(t("unknown key {key}", key=key), fix, key)
        elif not isinstance(value, yaml.ScalarNode) or not value.value.strip():
            self.wrong(t("{key} needs one value", key=key), t("write it as  {key}: value", key=key), name)
        else:
            self.values[name] = value.value.strip()


def load_target(path: Path, language: str = "de") -> Target:
    """Read the upload settings. Raises PraxisError with every mistake in the file, each with its line."""
    form = _Form(path, language)
    t = form.t
    if not path.is_file():
        example = "weg: sftp\nserver: access.example.net\nbenutzer: u12345\nordner: /"
        raise PraxisError(
            t("there is no {file}: nobody has said where the site goes", file=path.name),
            fix=t("write it beside mkdocs.yml with these four lines (your provider tells the values):")
            + "\n"
            + example,
        )
    form.read()
    values = form.values
    if not form.problems:
        _check(form)
    if form.problems:
        raise PraxisError(*form.problems)
    root = path.resolve().parent
    way = values["way"].lower()
    return Target(
        way,
        values["server"],
        values["user"],
        values["folder"],
        int(values.get("port") or _PORTS[way]),
        values.get("fingerprint", "").rstrip("="),
        root / values.get("site", "site"),
        root / values.get("evidence", "nachweis.json"),
        language,
    )


def _check(form: _Form) -> None:
    t, values = form.t, form.values
    for name in _NEEDED:
        if name not in values:
            german = next(key for key, value in _KEYS.items() if value == name)
            form.wrong(t("{key} is missing", key=german), t("add a line  {key}: …", key=german))
    way = values.get("way", "sftp").lower()
    if way == "ftp":
        form.wrong(
            t("ftp sends the password readable over the net"),
            t("write `weg: ftps`; every German provider offers it"),
            "way",
        )
    elif way not in _PORTS:
        form.wrong(t("unknown way {way}", way=way), t("write sftp, ftps or rsync"), "way")
    if "://" in values.get("server", "") or "/" in values.get("server", ""):
        form.wrong(
            t("a server is a name without https:// and without a path"),
            t("write for example  server: access.example.net"),
            "server",
        )
    if ".." in PurePosixPath(values.get("folder", "")).parts:
        form.wrong(t("the folder must not go upwards with .."), t("write the whole path"), "folder")
    port = values.get("port")
    if port is not None and not (port.isdecimal() and 0 < int(port) < 65536):
        form.wrong(t("a port is a number from 1 to 65535"), t("leave it out, or write 22"), "port")
    if not _FINGERPRINT.fullmatch(values.get("fingerprint", "")):
        form.wrong(
            t("this is no fingerprint of a server"),
            t(
                "write SHA256: and the 43 characters that follow; or delete the line, and `praxis publish` shows it"
            ),
            "fingerprint",
        )
