"""Reads the upload settings: veroeffentlichen.yml (or publish.yml) beside mkdocs.yml, without a password."""

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from mkdocs_praxis.lazy import regex
from mkdocs_praxis.practice.source import YamlFile, composed, text_of
from mkdocs_praxis.problem import PraxisError, msg, nearest

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

    @property
    def name(self) -> str:
        """The name of this target in messages and in the upload record."""
        return f"{self.way}://{self.user}@{self.server}:{self.port}/{self.folder.lstrip('/')}"


def load_target(path: Path) -> Target:
    """Read the upload settings. Raises PraxisError with every mistake in the file, each with its line."""
    if not path.is_file():
        example = "weg: sftp\nserver: access.example.net\nbenutzer: u12345\nordner: /"
        fix = "write it beside mkdocs.yml with these four lines (your provider tells the values):\n{example}"
        what = msg("there is no {file}: nobody has said where the site goes", file=path.name)
        raise PraxisError(what, fix=msg(fix, example=example))
    source = YamlFile(str(path))
    root = composed(text_of(path), source)
    nodes = _taken(root, source) if not source.problems else {}
    values = {name: str(node.value).strip() for name, node in nodes.items()}
    if not source.problems:
        _check(values, nodes, source)
    if source.problems:
        raise PraxisError(*source.problems)
    folder = path.resolve().parent
    way = values["way"].lower()
    return Target(
        way,
        values["server"],
        values["user"],
        values["folder"],
        int(values.get("port") or _PORTS[way]),
        values.get("fingerprint", "").rstrip("="),
        folder / values.get("site", "site"),
        folder / values.get("evidence", "nachweis.json"),
    )


def _taken(root: yaml.Node | None, source: YamlFile) -> dict[str, yaml.Node]:
    """Return the values by their names in Target; mistakes are added to the problems."""
    if not isinstance(root, yaml.MappingNode):
        source.problem(root, "the file holds no keys", "write one `key: value` a line")
        return {}
    nodes: dict[str, yaml.Node] = {}
    for key, value in root.value:
        word = str(key.value)
        name = _KEYS.get(word.lower())
        if word.lower() in _SECRETS:
            what = "a password does not belong into a file of the site"
            fix = "delete the line; `praxis publish` asks for it, or takes it from PRAXIS_PASSWORD"
            source.problem(key, what, fix, "who gets the folder could change the website")
        elif name is None:
            near = nearest(word, _KEYS)
            fix = "Did you mean “{near}”?" if near else "known: {keys}"
            source.problem(key, "unknown key {key}", fix, key=word, near=near, keys=", ".join(_KEYS))
        elif not isinstance(value, yaml.ScalarNode) or not value.value.strip():
            source.problem(key, "{key} needs one value", "write it as  {key}: value", key=word)
        else:
            nodes[name] = value
    return nodes


def _check(values: dict[str, str], nodes: dict[str, yaml.Node], source: YamlFile) -> None:
    for name in _NEEDED:
        if name not in values:
            german = next(key for key, value in _KEYS.items() if value == name)
            source.problem(None, "{key} is missing", "add a line  {key}: …", key=german)
    way, server, port = values.get("way", "sftp").lower(), values.get("server", ""), values.get("port", "22")
    for name, wrong, what, fix in (
        ("way", way == "ftp", "ftp sends the password readable over the net", "write `weg: ftps` or `weg: sftp`; the large German providers offer both"),
        ("way", way not in {"ftp", *_PORTS}, "unknown way {way}", "write sftp, ftps or rsync"),
        ("server", "/" in server, "a server is a name without https:// and without a path",
         "write for example  server: access.example.net"),
        ("folder", ".." in PurePosixPath(values.get("folder", "")).parts, "the folder must not go upwards with ..", "write the whole path"),
        ("port", not (port.isdecimal() and 0 < int(port) < 65536), "a port is a number from 1 to 65535", "leave it out, or write 22"),
        ("fingerprint", not _FINGERPRINT.fullmatch(values.get("fingerprint", "")), "this is no fingerprint of a server",
         "write SHA256: and the 43 characters that follow; or delete the line, and `praxis publish` shows it"),
    ):  # fmt: skip
        if wrong:
            source.problem(nodes[name], what, fix, way=way)
