"""Reads a site's files as browsers do: `reader.read` turns one output file into facts. Knows no policy, opens no connection."""

from mkdocs_praxis.parser import lightly

lightly()  # all modules that parse HTML are in this package
