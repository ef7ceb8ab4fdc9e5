"""The site a file belongs to: its mkdocs.yml, its docs, its `custom_dir`."""

from pathlib import Path

import yaml

from mkdocs_praxis.files import given
from mkdocs_praxis.problem import PraxisError, msg

NAMES = ("mkdocs.yml", "mkdocs.yaml")  # configuration files of MkDocs


def text_of(path: Path) -> str:
    """Return the text of a file. Raises PraxisError if it is not UTF-8."""
    try:
        return given(path, "the file").decode("utf-8")
    except UnicodeDecodeError as error:
        raise PraxisError(
            msg("this is not UTF-8 text (byte {start}); nothing was changed", start=error.start),
            file=str(path),
        ) from None


def docs_of(path: Path) -> Path:
    """Return the docs folder of the mkdocs.yml in a folder or above it, else the folder itself."""
    folder = path if path.is_dir() else path.parent
    home, settings = _settings(folder)
    if home is None:
        return folder
    docs = home / settings.get("docs_dir", "docs")
    inside = folder.resolve().is_relative_to(docs.resolve()) or folder.resolve() == home.resolve()
    return docs if inside or custom_dir_of(path) else folder


def custom_dir_of(path: Path) -> Path | None:
    """Return the theme's `custom_dir` that contains a path, or None."""
    home, settings = _settings(path if path.is_dir() else path.parent)
    if home is None or "custom_dir" not in settings:
        return None
    custom = (home / settings["custom_dir"]).resolve()
    return custom if path.resolve().is_relative_to(custom) else None


def site_url_of(path: Path) -> str | None:
    """Return the `site_url` of the mkdocs.yml in a folder or above a path, or None."""
    return _settings(path if path.is_dir() else path.parent)[1].get("site_url")


def _settings(folder: Path) -> tuple[Path | None, dict[str, str]]:
    """Return the path of the mkdocs.yml in a folder or above it, and its scalar values, with the theme's `custom_dir`."""
    for one in (folder, *folder.resolve().parents):
        file = next((one / name for name in NAMES if (one / name).is_file()), None)
        if file is not None:
            try:
                root = yaml.compose(text_of(file), Loader=yaml.SafeLoader)
            except yaml.YAMLError:
                break
            pairs = root.value if isinstance(root, yaml.MappingNode) else []
            of_theme = [v.value for k, v in pairs if k.value == "theme" and isinstance(v, yaml.MappingNode)]
            pairs = [*pairs, *(pair for found in of_theme for pair in found if pair[0].value == "custom_dir")]
            return one, {str(k.value): str(v.value) for k, v in pairs if isinstance(v, yaml.ScalarNode)}
    return None, {}
