"""Makes ready, when the package is built, what would otherwise be read from YAML at every start (mkdocs_praxis/prepared.py).

A wheel gets the finished files. An editable installation gets them in the working copy, where they are compared with their
sources and made anew when these change; they are never committed. Its modules are compiled too, as installers do with those of a wheel.
"""

import compileall
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PreparedData(BuildHookInterface):  # type: ignore[type-arg]
    """The hook that `pyproject.toml` names."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make the files before anything is packed."""
        sys.path.insert(0, self.root)
        try:
            if version == "editable":
                prepare()
                # Python does so itself at the first start, but not where PYTHONDONTWRITEBYTECODE is set, as container images
                # do, nor where it may not write: there every start would compile 150 modules again.
                compileall.compile_dir(Path(self.root, "mkdocs_praxis"), quiet=1)
                return
            self.made = tempfile.TemporaryDirectory(prefix="praxis-prepared-")  # goes with the builder
            for file in prepare(Path(self.made.name)):
                build_data["force_include"][str(file)] = f"mkdocs_praxis/_prepared/{file.name}"
        finally:
            sys.path.remove(self.root)

    def finalize(self, version: str, *_: object) -> None:
        """Leave nothing behind once all is packed."""
        if version != "editable":
            self.made.cleanup()


def prepare(folder: Path | None = None) -> list[Path]:
    """Write all prepared files to a folder, to be taken as they are; without one to the working copy, with their stamps."""
    import mkdocs_praxis
    from mkdocs_praxis.components.other_themes import OTHER_THEMES
    from mkdocs_praxis.i18n import catalogues
    from mkdocs_praxis.practice.wording.tables import WORDING
    from mkdocs_praxis.prepared import of_folder, of_pages
    from mkdocs_praxis.replace.boilerplate import PHRASES
    from mkdocs_praxis.replace.players import LIBRARIES
    from mkdocs_praxis.vendors.catalogue import NAMES, VENDORS
    from mkdocs_praxis.vendors.services import SERVICES

    root = Path(mkdocs_praxis.__file__).parent
    folders = [
        of_folder("components", root / "components" / "data"),
        of_folder("mends", root / "gate"),
        of_folder("plugin", root / "plugin"),
        of_pages("rules", root / "policy" / "rules"),
    ]
    return [
        one.written(folder)
        for one in (
            WORDING,
            PHRASES,
            LIBRARIES,
            NAMES,
            VENDORS,
            SERVICES,
            OTHER_THEMES,
            *catalogues(),
            *folders,
        )
    ]
