"""Real `mkdocs build` runs on small sites made in a temporary folder."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

from tests.tools import lay

PAGE = "# Praxis\n\nGuten Tag.\n"


@dataclass
class Built:
    """What a build left: its folder, whether it passed, and what it said."""

    root: Path
    passed: bool
    said: str

    @property
    def site(self) -> Path:
        return self.root / "site"

    def page(self, name: str = "index.html") -> str:
        return (self.site / name).read_text(encoding="utf-8")


Build = Callable[..., Built]


@pytest.fixture
def mkdocs_build(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> Build:
    def run(
        files: dict[str, str | bytes] | None = None,
        *,
        theme: Any = None,
        praxis: dict[str, Any] | None = None,
        command: str = "build",
        **config: Any,
    ) -> Built:
        written = {"docs/index.md": PAGE} | (files or {})
        lay(tmp_path, written)
        settings = {
            "site_name": "Praxis",
            "site_url": "https://www.praxis-beispiel.de/",
            "theme": theme or {"name": "praxis", "locale": "de"},
            "plugins": ["search", {"praxis": praxis or {}}],
        } | config
        (tmp_path / "mkdocs.yml").write_text(
            yaml.safe_dump({k: v for k, v in settings.items() if v is not None})
        )
        caplog.clear()
        caplog.set_level(logging.INFO, logger="mkdocs")
        passed = True
        said = ""
        try:
            loaded = load_config(str(tmp_path / "mkdocs.yml"))
            loaded.plugins.on_startup(command=command, dirty=False)
            build(loaded)
        except Abort as error:
            passed, said = False, str(error)
        except Exception as error:  # noqa: BLE001 - the command line prints these as they are
            passed, said = False, f"{type(error).__name__}: {error}"
        return Built(tmp_path, passed, said + "\n" + "\n".join(r.getMessage() for r in caplog.records))

    return run
