"""Find the MkDocs sites below a folder; each is checked with the URL, policy and output of its mkdocs.yml."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from mergedeep import merge
from yaml_env_tag import add_env_tag

from mkdocs_praxis.files import outputs, settings_in
from mkdocs_praxis.policy.config import POLICY_KEYS, SPELLING, Values, mkdocs_places, own_of, policy_of
from mkdocs_praxis.policy.model import Policy
from mkdocs_praxis.practice.source import broken_yaml, text_of
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.web.contact import OwnSite

_TOOLS = frozenset({"node_modules", "__pycache__", "venv"})  # may contain sites of third parties


class Site(NamedTuple):
    """A MkDocs site: its mkdocs.yml, the folder of built pages, and its settings."""

    config: Path
    folder: Path
    settings: dict[str, Any]
    fault: PraxisError | None = None  # why the settings cannot be read

    def output(self) -> Path:
        """Return the folder of built pages. Raises PraxisError if it does not exist, or nobody knows where it is."""
        if self.fault:
            raise self.fault
        if not self.folder.is_dir():
            raise PraxisError(
                msg("this site is not built: there is no folder {folder}", folder=self.folder),
                file=str(self.config),
                fix=msg("build it: praxis build --config {config}", config=self.config),
            )
        return self.folder

    def grounds(self, language: str) -> tuple[OwnSite, Policy]:
        """Return the own site and its policy. Raises PraxisError if `site_url` is missing or settings are invalid."""
        origin = str(self.config)
        if not (url := self.settings.get("site_url")):
            raise PraxisError(
                "mkdocs.yml has no site_url",
                file=origin,
                why="only with it can own and foreign hosts be told apart",
            )
        options = _options(self.settings.get("plugins"))
        own = own_of(str(url), options, origin)
        return own, policy_of(options, language=str(options.get("language") or language), origin=origin)


def sites_below(folder: Path) -> list[Site]:
    """Return the sites below a folder, at any depth, else the one in it. Raises PraxisError if there is none."""
    found = []
    for config in sorted(_configs(folder)) or filter(None, [settings_in(folder)]):
        try:
            settings = settings_of(config)
        except PraxisError as fault:
            found.append(Site(config, config.parent / "site", {}, fault))
        else:
            found.append(Site(config, config.parent / str(settings.get("site_dir") or "site"), settings))
    if not found:
        raise PraxisError(
            msg(
                "there is no site in {folder}: neither it nor a folder below holds a mkdocs.yml",
                folder=folder,
            ),
            fix="name the folder of a site, or one that holds folders of sites",
        )
    return found


def _configs(folder: Path) -> Iterator[Path]:
    """Yield each mkdocs.yml below a folder, without descending into the folder of a site."""
    for where, folders, _ in os.walk(folder):
        below = (Path(where, name) for name in folders if not name.startswith(".") and name not in _TOOLS)
        sites = {one.name: settings_in(one) for one in below}  # symlinks included
        yield from filter(None, sites.values())
        folders[:] = [name for name, config in sites.items() if config is None]


def options_of(config: Path) -> dict[str, Any]:
    """Return the plugin options of a mkdocs.yml, inherited ones included; {} if missing. Raises like `settings_of`."""
    return _options(settings_of(config).get("plugins")) if config.is_file() else {}


def builder_of(folder: Path | None) -> Path | None:
    """Return the mkdocs.yml in the working directory, if the folder is what it builds, or set aside. Raises like `settings_of`."""
    config = settings_in(Path())
    if folder is None or config is None:
        return None
    return config if folder.resolve() in outputs(str(settings_of(config).get("site_dir") or "site")) else None


def policy_in(config: Path) -> Values:
    """Return what a mkdocs.yml says of address and policy, as `policy.config.load` does of a praxis.yml. Raises like `settings_of`."""
    settings = settings_of(config)
    said = _options(settings.get("plugins")) | {"site_url": settings.get("site_url")}
    return Values({key: said[key] for key in POLICY_KEYS if said.get(key)}, mkdocs_places(config))


def facts_folders(config: Path) -> tuple[Path, Path | None]:
    """Return the folder of a site's facts and its `shared_facts` folder, if set. Raises like `settings_of`."""
    options = options_of(config)
    beside, shared = config.resolve().parent, options.get("shared_facts")
    return beside / str(options.get("facts") or "praxis"), beside / str(shared) if shared else None


def settings_of(config: Path, _seen: frozenset[Path] = frozenset()) -> dict[str, Any]:
    """Return a mkdocs.yml's settings, merged over what it inherits, without running any tag but !ENV. Raises PraxisError."""
    if config.resolve() in _seen:
        raise PraxisError(msg("{name} inherits from itself", name=config.name), file=str(config))
    text = text_of(config)
    try:
        own = yaml.load(text, Loader=_Loader)  # noqa: S506 - a safe loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise broken_yaml(error, text, str(config)) from None
    if not isinstance(own, dict):
        raise PraxisError(msg("no settings in it"), file=str(config))
    if not (base := own.pop("INHERIT", None)):
        return own
    inherited = Path(os.path.normpath(config.parent / str(base)))
    if not inherited.is_file():
        line = next((n for n, one in enumerate(text.splitlines(), 1) if one.startswith("INHERIT")), None)
        raise PraxisError(
            msg("INHERIT names {value}, which is not there", value=base),
            file=str(config),
            line=line,
            fix=SPELLING,
        )
    settings: dict[str, Any] = merge(settings_of(inherited, _seen | {config.resolve()}), own)
    return settings


class _Loader(yaml.SafeLoader):
    """Loads mkdocs.yml safely: `!ENV` is resolved, other tags (`!!python/name`) yield None."""


add_env_tag(_Loader)
_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def _options(plugins: Any) -> dict[str, Any]:
    """Return the options of the plugin, written as a list of plugins or as keys."""
    entries = plugins if isinstance(plugins, list) else [plugins]
    for entry in entries:
        if isinstance(entry, dict) and isinstance(entry.get("praxis"), dict):
            options: dict[str, Any] = entry["praxis"]
            return options
    return {}
