"""Load and validate the policy from mkdocs.yml, praxis.yml or praxis.toml."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs_praxis.i18n import languages, said_in, settings_files, without_region
from mkdocs_praxis.policy.model import Allowance, Level, Policy, Rule, Severity, Stored
from mkdocs_praxis.policy.places import Places, repeated, toml_places, yaml_places
from mkdocs_praxis.problem import PraxisError, Problem, located, msg, nearest_or
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.url import home, own_site

_TEXT, _TEXTS, _MAPPINGS, _MAPPING = "a text", "a list of texts", "a list of allowances", "keys and values"
SPELLING = "Check the spelling, upper and lower case included."
# The keys allowed in praxis.yml and praxis.toml, with the kind of value each takes.
_KINDS = {
    "policy": _TEXT,
    "own_hosts": _TEXTS,
    "allow": _MAPPINGS,
    "allow_storage": _MAPPINGS,
    "severity": _MAPPING,
    "server_policy": _TEXT,
    "harden_allow": _TEXTS,
    "language": _TEXT,
    "site_url": _TEXT,
    "inherit": _TEXT,
}
POLICY_KEYS = tuple(_KINDS)


class Values(dict[str, Any]):
    """The merged values of configuration files, with the file and line of each."""

    def __init__(self, values: Mapping[str, Any], places: Places) -> None:
        super().__init__(values)
        self.places = places


def policy_of(
    values: Mapping[str, Any], *, language: str = "en", practice: bool = False, origin: str = ""
) -> Policy:
    """Build the policy from values, loaded or of the mkdocs.yml `origin`. Raises PraxisError with every mistake."""
    places = places_of(values, origin)
    problems: list[Problem] = []

    def wrong(path: tuple[str | int, ...], what: str, fix: str, why: str = "") -> None:
        problems.append(problem_at(places, path, origin, what, fix, why))

    level = values.get("policy") or "standard"
    if level not in {"standard", "strict"}:
        shown, fix = str(level)[:40], "use standard or strict"
        what = msg("unknown policy {level!r}", level=shown)
        wrong(("policy",), what, nearest_or(shown, ("standard", "strict"), fix))
        level = "standard"
    spoken = values.get("language")
    if spoken and without_region(str(spoken)) not in languages():
        what = msg("nothing here speaks {spoken!r}", spoken=str(spoken)[:40])
        wrong(("language",), what, msg("use one of {value}", value=", ".join(languages())))
    weights = (values.get("severity") or {}).items()
    met = (_severity(str(name), weight, wrong, language) for name, weight in weights)
    severities = dict(one for one in met if one is not None)
    allowances: tuple[Allowance, ...] = ()
    stored: tuple[Stored, ...] = ()
    if values.get("allow") or values.get("allow_storage"):  # rare: the import is deferred
        from mkdocs_praxis.policy.allowance import granted

        allowances, stored = granted(values, places, origin, wrong)
    if problems:
        raise PraxisError(*problems)
    sent, opened = str(values.get("server_policy") or "").strip(), tuple(values.get("harden_allow") or ())
    language = without_region(language)
    return Policy(
        Level(level), allowances, severities, practice, language, stored, sent, opened, origin or None
    )


def places_of(values: Mapping[str, Any], origin: str) -> Places:
    """Return the line of each value in the files it was loaded from, or else in the mkdocs.yml `origin`."""
    if isinstance(values, Values):
        return values.places
    return mkdocs_places(Path(origin)) if origin else {}


def mkdocs_places(config: Path) -> Places:
    """Return the line of each value of a mkdocs.yml, in the file that says it: its own lists replace those of what it inherits."""
    places: Places = {}
    for file, text in settings_files(config):
        base = yaml_places(text or "", str(file), plugin="praxis")
        places = {path: at for path, at in base.items() if (*path[:1], 0) not in places} | places
    return places


def problem_at(
    places: Places, path: tuple[str | int, ...], origin: str, what: str, fix: str, why: str = ""
) -> Problem:
    """Return a Problem located at the line of `path`, or of its nearest parent with a known line."""
    while path and path not in places:
        path = path[:-1]
    return Problem(what, **{"file": origin or None} | located(places.get(path)), why=why or None, fix=fix)


def _severity(name: str, weight: Any, wrong: Any, language: str) -> tuple[str, Severity] | None:
    from mkdocs_praxis.policy.rules import rule

    path = ("severity", name)
    try:
        found = rule(name)
    except PraxisError as error:
        for problem in error.problems:
            wrong(path, problem.what, problem.fix or "")
        return None
    if not isinstance(weight, str) or weight not in {"error", "warning", "note"}:
        shown = repr(weight[:40] if isinstance(weight, str) else weight)[:60]
        what = msg("unknown severity {shown} for {name}", shown=shown, name=name)
        wrong(path, what, "use error, warning or note")
        return None
    if found.fixed and weight != "error":
        what = msg("{name} stays an error on every site", name=found.name)
        wrong(path, what, _instead(found, language), said_in(language, found.why))
        return None
    return found.name, Severity(weight)


def _instead(found: Rule, language: str) -> str:
    """Return the fix to suggest instead of lowering a rule whose severity is fixed."""
    fix = said_in(language, found.fix)
    ways = {
        "host": "{fix} Or write an allowance for the host, with reason, name, contract and end (`allow`).",
        "url": "{fix} Or write an allowance with `rule: {name}` and the address as `url`, with reason, name, contract and end (`allow`).",
    }
    return msg(ways[found.allowance], fix=fix, name=found.name) if found.allowance else fix


def load(path: Path, _seen: frozenset[Path] = frozenset()) -> Values:
    """Return the values of a `praxis.yml` or `praxis.toml`, merged over those of the file it inherits. Raises PraxisError.

    Lists (`allow`, `own_hosts`, `allow_storage`) are concatenated, `severity` is merged by key; all else is overridden.
    """
    real = path.resolve()
    if real in _seen:
        raise PraxisError(
            msg("{name} inherits from itself", name=path.name),
            file=str(path),
            fix="remove one of the `inherit:` lines",
        )
    values = _parse(path)
    _check_kinds(values, str(path))
    parent = values.pop("inherit", None)
    if not parent:
        return values
    if "://" in parent:
        fix = "keep a copy of that file beside the site, as a submodule or fetched by a step before"
        what = "inherit names a file; nothing is fetched"
        raise PraxisError(problem_at(values.places, ("inherit",), str(path), what, fix))
    if not (path.parent / parent).exists():
        what = msg("inherit names {value}, which is not there", value=parent)
        raise PraxisError(problem_at(values.places, ("inherit",), str(path), what, SPELLING))
    return _merged(load(path.parent / parent, _seen | {real}), values)


def _merged(base: Values, own: Values) -> Values:
    merged = Values({**base, **own}, dict(base.places))
    before = {key: len(base.get(key) or ()) for key in ("allow", "allow_storage")}
    for path, place in own.places.items():
        moved = path
        if path[0] in before and len(path) > 1:
            moved = (path[0], path[1] + before[path[0]], *path[2:])  # type: ignore[operator]
        merged.places[moved] = place
    for key in ("allow", "own_hosts", "allow_storage"):
        merged[key] = [*(base.get(key) or ()), *(own.get(key) or ())]
    merged["severity"] = (base.get("severity") or {}) | (own.get("severity") or {})
    return merged


def _check_kinds(values: Values, file: str) -> None:
    problems = []
    for key, value in values.items():
        kind = _KINDS.get(key)
        if kind is None:
            what = msg("unknown key {key!r}", key=str(key)[:60])
            fix = nearest_or(str(key)[:60], POLICY_KEYS, msg("keys are {keys}", keys=", ".join(POLICY_KEYS)))
        elif value is not None and not _is(value, kind):
            what = msg("{key} must be {kind}", key=key, kind=msg(kind))
            fix = msg("see `{key}` in the manual, docs/policy.md", key=key)
        else:
            continue
        problems.append(problem_at(values.places, (str(key),), file, what, fix))
    if problems:
        raise PraxisError(*problems)


def _is(value: Any, kind: str) -> bool:
    if kind in {_TEXT, _MAPPING}:
        return isinstance(value, str if kind == _TEXT else dict)
    return isinstance(value, list) and (kind == _MAPPINGS or all(isinstance(one, str) for one in value))


def _parse(path: Path) -> Values:
    from mkdocs_praxis.practice.source import text_of

    file, text, is_toml = str(path), text_of(path), path.suffix == ".toml"
    values: Any = _toml(text, file) if is_toml else _yaml(text, file)
    if values is not None and not isinstance(values, dict):
        raise PraxisError("the configuration must be keys and values", file=file)
    return Values(values or {}, toml_places(text, file) if is_toml else yaml_places(text, file))


def _toml(text: str, file: str) -> Any:
    import tomllib

    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise PraxisError(msg("broken TOML: {error}", error=error), file=file) from None


def _yaml(text: str, file: str) -> Any:
    import yaml

    try:
        values = yaml.safe_load(text)
        wrong = [
            Problem(msg("{key!r} stands here a second time", key=key), file, line, fix="keep one of them")
            for key, line in repeated(text)
        ]
    # ValueError: a date such as 2026-13-45; RecursionError: nested too deeply
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        from mkdocs_praxis.practice.source import broken_yaml

        raise broken_yaml(error, text, file) from None
    if wrong:  # PyYAML silently keeps the last of duplicate keys
        raise PraxisError(*wrong)
    return values


def find(directory: Path | None) -> Path | None:
    """Return the configuration in the working directory; None if that is inside `directory`: no site configures its own check.

    Raises PraxisError if there are several.
    """
    here = Path.cwd().resolve()
    if directory and here.is_relative_to(directory.resolve()):
        return None
    found = [name for name in ("praxis.yml", "praxis.yaml", "praxis.toml") if (here / name).is_file()]
    if len(found) > 1:
        raise PraxisError(
            msg("here lies {other}, too, and only one of them can count", other=found[1]),
            file=found[0],
            fix="keep one of them; `--config` names another",
        )
    return Path(found[0]) if found else None


def own_of(site_url: str, values: Mapping[str, Any], origin: str = "") -> OwnSite:
    """Build the own site from its URL and `own_hosts`, of the file `origin` if not loaded. Raises PraxisError for hosts of others."""
    names = [str(host) for host in values.get("own_hosts") or ()]
    own = own_site(site_url)
    ours = home(own).host
    vendor = catalogue().of_host(ours)
    if vendor and not any(ours.endswith(f".{host}") for host in vendor.tenants):
        raise PraxisError(
            msg("site_url {url} belongs to {name}, not to a practice", url=own.url, name=vendor.name),
            file=origin or None,
            fix="write the address of your own website",
        )
    wrong, hosts = [], set[str]()
    for number, name in enumerate(names):
        try:
            (host,) = own_site(site_url, (name,)).hosts
        except PraxisError as error:
            told: tuple[str, ...] | None = (error.problems[0].what, error.problems[0].fix or "")
        else:
            hosts.add(host)
            told = _foreign(host) if host != ours else None
        if told:
            wrong.append(problem_at(places_of(values, origin), ("own_hosts", number), origin, *told))
    if wrong:
        raise PraxisError(*wrong)
    return own._replace(hosts=frozenset(hosts))


def _foreign(host: str) -> tuple[str, str, str] | None:
    """Return (problem, fix, why) if a host cannot be an own host, else None."""
    if owner := catalogue().name_of_host(host):
        return (
            msg("own_hosts: {host} is not yours: it is known as {owner}", host=host, owner=owner),
            "remove it; if pages must contact it, write an allowance with reason, name, contract and end (`allow`)",
            "visitors’ browsers contact whoever runs a host, whatever it is called here",
        )
    if "*" in host or "." not in host.strip(".").replace("localhost", "."):
        fix, why = (
            "name each host in full, such as medien.praxis-beispiel.de",
            "hosts below a host may belong to others",
        )
        return msg("own_hosts: {host} is no whole host", host=host), fix, why
    return None
