"""This package's Jinja templates: how they are read, and a cache of their bytecode, stored like Python's own `.pyc` files."""

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket

from mkdocs_praxis.files import write_whole
from mkdocs_praxis.prepared import FOLDER
from mkdocs_praxis.theme import themes_dir

_OURS = (str(Path(__file__).resolve().parent), str(themes_dir()))
_FOREIGN = ""  # key of templates that are not part of this package: never cached


def environment(
    *folders: str | Path, autoescape: bool = True, lstrip_blocks: bool = True, **settings: Any
) -> Environment:
    """Return an environment for templates in these folders, of which the first counts; names without a value are errors."""
    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=autoescape,  # noqa: S701 - off for Markdown and YAML only
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=lstrip_blocks,
        **settings,
    )


class Compiled(BytecodeCache):
    """Caches the compiled templates of this package only; the files are as trusted as the code beside them.

    Only for environments whose custom filters take the context: Jinja evaluates others on constants at compile time.
    """

    def __init__(self, environment: Environment) -> None:
        self._folder = FOLDER / f"templates-{_settings(environment)}"

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the name of a template's cache file, `_FOREIGN` for one that is not part of this package."""
        ours = filename is not None and filename.startswith(_OURS)
        return super().get_cache_key(name, filename) if ours else _FOREIGN

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load the cached bytecode; Jinja checks it against the template's source and the Python version."""
        if bucket.key != _FOREIGN:
            with suppress(OSError, ValueError, EOFError, TypeError), (self._folder / bucket.key).open("rb") as file:  # fmt: skip
                bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Cache a compiled template; does nothing where the folder is read-only."""
        if bucket.key != _FOREIGN:
            with suppress(OSError):
                write_whole(self._folder / bucket.key, bucket.bytecode_to_string())


def _settings(environment: Environment) -> str:
    """Return a digest of every setting of an environment that changes the compiled code."""
    functions = (*environment.filters.items(), *environment.tests.items())
    given = (
        jinja2.__version__, environment.autoescape, environment.trim_blocks, environment.lstrip_blocks, environment.keep_trailing_newline,
        environment.optimized, environment.undefined.__name__, _name(environment.finalize), sorted(environment.extensions),
        sorted((name, _name(one), str(getattr(one, "jinja_pass_arg", ""))) for name, one in functions),
    )  # fmt: skip
    return hashlib.sha256(repr(given).encode()).hexdigest()[:16]


def _name(function: object) -> str:
    return f"{getattr(function, '__module__', '')}.{getattr(function, '__qualname__', '')}"
