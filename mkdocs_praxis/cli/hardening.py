"""`praxis harden` and `headers`: policies for the output of any generator, in its pages and from its server."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mkdocs_praxis.cli.common import SiteOptions, directory_of, grounds_options, language_option
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.safe import visible

if TYPE_CHECKING:
    from mkdocs_praxis.policy.model import Policy
    from mkdocs_praxis.web.contact import OwnSite
    from mkdocs_praxis.web.csp import Widening

_SERVERS = click.Choice(("apache", "nginx", "caddy", "netlify", "cloudflare"))


def _confined(
    directory: str, grounds: SiteOptions, lang: str
) -> "tuple[Path, OwnSite, Policy, tuple[Widening, ...]]":
    """Return a site's folder, the own site, its rules, and what their allowances open in its policy. Raises PraxisError."""
    from mkdocs_praxis.harden.csp import widenings

    folder = directory_of(directory)
    own, rules = grounds.of(folder, lang)
    return folder, own, rules, tuple(widenings((a.pattern, a.rule) for a in rules.allowances))


@click.command()
@click.argument("directory", metavar="DIR")
@click.option("--server", type=_SERVERS, help="Also write this server's header file into DIR.")
@grounds_options
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@language_option
def harden(directory: str, server: str | None, grounds: SiteOptions, dry_run: bool, lang: str) -> None:
    """Give every page of a built site, whoever built it, a policy that lets its scripts contact the own site only."""
    from mkdocs_praxis.harden.site import Hardening
    from mkdocs_praxis.harden.site import harden as give

    folder, own, rules, wider = _confined(directory, grounds, lang)
    done = give(folder, own, Hardening(wider, server, dry_run, rules.harden_allow))
    t = translator(rules.language, "cli")
    for name in done.changed if dry_run else ():
        click.echo(t("would be written: {file}", file=visible(name)))
    if done.header_file:
        say = "would be written: {file}" if dry_run else "written: {file}"
        click.echo(t(say, file=done.header_file))
    pages = "{n} page, {changed} changed", "{n} pages, {changed} changed"
    click.echo(t.many(done.pages, *pages, changed=len(done.changed)))
    for line in done.said(t):
        click.echo(line)


@click.command()
@click.argument("directory", metavar="DIR")
@click.option("--for", "server", required=True, type=_SERVERS, help="The server that hands out the site.")
@grounds_options
@click.option(
    "--write", "write_it", is_flag=True, help="Write the file into DIR, keeping what its author wrote there."
)
@language_option
def headers(directory: str, server: str, grounds: SiteOptions, write_it: bool, lang: str) -> None:
    """Show or write the security headers of a built site for a server."""
    from mkdocs_praxis.harden.servers import block, write
    from mkdocs_praxis.harden.site import headers_of

    folder, own, rules, wider = _confined(directory, grounds, lang)
    values = headers_of(folder, own, wider, server)
    if write_it:
        t = translator(rules.language, "cli")
        click.echo(t("written: {file}", file=write(folder, server, values)))
    else:
        click.echo(block(server, values), nl=False)
