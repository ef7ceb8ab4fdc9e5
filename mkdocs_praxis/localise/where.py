"""The site a file belongs to: its mkdocs.yml, its docs, its `custom_dir`."""

from pathlib import Path
from typing import Any

from mkdocs_praxis.files import settings_in
from mkdocs_praxis.policy.sites import settings_of


def docs_of(path: Path) -> Path:
    """Return the docs folder of the mkdocs.yml in a folder or above it, else the folder itself. Raises like `settings_of`."""
    folder = path if path.is_dir() else path.parent
    home, settings = _settings(folder)
    if home is None:
        return folder
    docs = home / str(settings.get("docs_dir") or "docs")
    inside = folder.resolve().is_relative_to(docs.resolve()) or folder.resolve() == home.resolve()
    return docs if inside or custom_dir_of(path) else folder


def custom_dir_of(path: Path) -> Path | None:
    """Return the theme's `custom_dir` that contains a path, or None."""
    home, settings = _settings(path if path.is_dir() else path.parent)
    theme = settings.get("theme")
    named = theme.get("custom_dir") if isinstance(theme, dict) else None
    custom = (home / str(named)).resolve() if home and named else None
    return custom if custom and path.resolve().is_relative_to(custom) else None


def site_url_of(path: Path) -> str | None:
    """Return the `site_url` of the mkdocs.yml in a folder or above a path, or None."""
    return _settings(path if path.is_dir() else path.parent)[1].get("site_url")


def _settings(folder: Path) -> tuple[Path | None, dict[str, Any]]:
    """Return the folder of the mkdocs.yml in a folder or above it, and its settings."""
    for one in (folder, *folder.resolve().parents):
        if config := settings_in(one):
            return one, settings_of(config)
    return None, {}
