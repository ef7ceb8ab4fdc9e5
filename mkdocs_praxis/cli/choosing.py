"""The arguments that select built sites: directories, `--sites` (all below a folder), `--shard` (a part, for parallel jobs)."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_praxis.cli.common import SiteOptions, directory_of, grouped, in_shard
from mkdocs_praxis.problem import PraxisError

if TYPE_CHECKING:
    from mkdocs_praxis.policy.model import Policy
    from mkdocs_praxis.policy.sites import Site
    from mkdocs_praxis.web.contact import OwnSite


class SiteSelection:
    """The selected sites."""

    def __init__(self, directories: tuple[str, ...], sites: str | None, shard: str | None) -> None:
        self.directories = directories
        self.sites = sites
        self.shard = shard
        self._below: dict[str, Site] = {}

    def names(self, grounds: SiteOptions) -> tuple[str, ...]:
        """Return the output folders of the sites. Raises PraxisError, or click's errors for contradicting arguments."""
        if self.sites is not None:
            from mkdocs_praxis.policy.sites import sites_below

            if self.directories or grounds.site_url or grounds.config_file or grounds.policy:
                raise PraxisError(
                    "--sites judges each site by its own mkdocs.yml",
                    fix="leave out DIR, --site-url, --policy and --config, or --sites",
                )
            self._below = {str(site.folder): site for site in sites_below(directory_of(self.sites))}
        elif not self.directories:
            raise click.MissingParameter(param_type="argument", param_hint="DIR...")
        return in_shard(tuple(dict.fromkeys(self._below or self.directories)), self.shard)

    def site(self, name: str, grounds: SiteOptions, lang: str) -> "tuple[Path, OwnSite, Policy]":
        """Return output folder, own site and policy of a site. Raises PraxisError."""
        if (site := self._below.get(name)) is not None:
            return site.output(), *site.grounds(lang)
        folder = directory_of(name)
        return folder, *grounds.of(folder, lang)


chosen_options = grouped(
    "chosen",
    SiteSelection,
    click.argument("directories", nargs=-1, metavar="DIR..."),
    click.option(
        "--sites",
        metavar="FOLDER",
        help="Every site below a folder, each by its own mkdocs.yml: its address, its policy, its output.",
    ),
    click.option(
        "--shard", metavar="K/N", help="Of all DIRs only every N-th, from the K-th: a part for one of N jobs."
    ),
)
