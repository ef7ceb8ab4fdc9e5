"""Mistakes in mkdocs.yml are told with their line, whatever the folders are called."""

from pathlib import Path

import pytest

from mkdocs_praxis.plugin.mkdocs_yml import config_mistakes


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("{root}/site/texte", "names texte,"),
        (
            "{root}/site-texte",
            "names {root}/site-texte,",
        ),  # begins like the folder of mkdocs.yml, and is another
        ("../site-texte", "site-texte,"),
        ("texte", "names texte,"),
    ],
)
def test_a_folder_that_is_not_there_is_named_with_its_line(named: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "site" / "mkdocs.yml"
    file.parent.mkdir()
    file.write_text(f"site_name: X\ndocs_dir: {named.format(root=tmp_path)}\n", encoding="utf-8")
    (found,) = config_mistakes(file, "")
    assert told.format(root=tmp_path) in found.what
    assert found.line == 2
