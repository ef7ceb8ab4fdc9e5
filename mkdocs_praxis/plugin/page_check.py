"""Checks each page by the gate when it is finished; at the end of the build only digests are compared."""

from typing import TYPE_CHECKING

from mkdocs_praxis.plugin.state import Build

if TYPE_CHECKING:
    from mkdocs_praxis.gate import Options


def options_of(build: Build) -> "Options":
    """Return how the gate looks at each file of a build; what it meets of strict pages and legal texts until then counts."""
    from mkdocs_praxis.gate import Memory, Options

    return Options(
        build.rules,
        build.sensitive,
        build.today,
        hardens=build.options.harden,
        digests=bool(build.options.evidence),
        jobs=1,  # what pages share was looked at when they were finished, here
        memory=build.store.memory(Memory),
        texts=frozenset(build.legal.values()),
    )


def check_page(build: Build, file: str, html: str) -> None:
    """Read and judge a finished page; what was said of it counts if this is what lies there at the end."""
    if build.look is None:
        from mkdocs_praxis.gate import look_of

        build.look = look_of(build.own, options_of(build))
    build.look.of(file, html)
