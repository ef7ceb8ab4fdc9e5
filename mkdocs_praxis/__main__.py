"""`python -m mkdocs_praxis`: where the folder of commands is not in the search path, as often on Windows."""

from mkdocs_praxis.start import praxis

praxis()
