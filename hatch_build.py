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
    from mkdocs_praxis import prepared
    from mkdocs_praxis.practice.wording import tables
    from mkdocs_praxis.replace import boilerplate, players
    from mkdocs_praxis.vendors import services
    from mkdocs_praxis.vendors.catalogue import build, names, names_sources, sources

    root = Path(mkdocs_praxis.__file__).parent
    rules, components, gate = root / "policy" / "rules", root / "components" / "data", root / "gate"
    recipes = {
        "boilerplate": (boilerplate.sources, boilerplate.build),
        "components": (
            lambda: prepared.files_in(components, ".yml"),
            lambda: prepared.yaml_files(components),
        ),
        "mends": (lambda: prepared.files_in(gate, ".yml"), lambda: prepared.yaml_files(gate)),
        "names": (names_sources, names),
        "players": (players.sources, players.build),
        "rules": (lambda: prepared.files_in(rules, ".md"), lambda: prepared.front_matters(rules)),
        "services": (services.sources, services.build),
        "vendors": (sources, build),
        "wording": (tables.sources, tables.build),
    }
    made = []
    for name, (files, make) in recipes.items():
        place = (folder or prepared.FOLDER) / f"{name}.bin"
        prepared.write(place, make(), prepared.fingerprint(files()) if folder is None else "")
        made.append(place)
    return made
