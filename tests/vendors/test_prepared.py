"""What is made ready when the package is built says the same as its sources, and is made anew when these change."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from mkdocs_praxis import prepared
from mkdocs_praxis.practice.wording.tables import WORDING
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.replace.boilerplate import PHRASES
from mkdocs_praxis.replace.players import LIBRARIES
from mkdocs_praxis.vendors import Vendor, catalogue
from mkdocs_praxis.vendors.catalogue import NAMES, VENDORS, Catalogue, index_of
from mkdocs_praxis.vendors.load import read_all
from mkdocs_praxis.vendors.services import SERVICES


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(prepared, "FOLDER", tmp_path / "prepared")
    return tmp_path


@pytest.fixture(scope="module")
def vendors():
    return read_all()


def test_prepared_equals_yaml(vendors):
    assert tuple(catalogue()) == tuple(sorted(vendors, key=lambda vendor: vendor.id))
    assert VENDORS.data() == index_of(vendors)


ROOT = Path(prepared.__file__).parent


@pytest.mark.parametrize(
    "one",
    [
        *(VENDORS, NAMES, SERVICES, WORDING, PHRASES, LIBRARIES),
        prepared.of_folder("components", ROOT / "components" / "data"),
        prepared.of_folder("mends", ROOT / "gate"),
        prepared.of_folder("plugin", ROOT / "plugin"),
        prepared.of_pages("rules", ROOT / "policy" / "rules"),
    ],
    ids=lambda one: one.name,
)
def test_what_is_prepared_equals_its_sources(one):
    assert one.data() == one.build()


def test_every_vendor_comes_back_from_its_record(vendors):
    assert all(Vendor.unpacked(vendor.packed()) == vendor for vendor in vendors)


def test_vendors_are_made_on_demand(vendors):
    fresh = Catalogue(index_of(vendors))
    assert fresh.of_url("https://www.youtube.com/watch").id == "youtube"
    assert list(fresh._made) == ["youtube"]


def test_data_is_made_once_and_anew_when_a_source_changes(folder):
    source = folder / "a.yml"
    source.write_text("1")
    made = []

    def get():
        return prepared.Prepared(
            "x", lambda: [str(source)], lambda: made.append(1) or {"n": len(made)}
        ).data()

    assert [get(), get()] == [{"n": 1}, {"n": 1}]
    source.write_text("22")
    assert [get(), get()] == [{"n": 2}, {"n": 2}]


def test_a_wheel_s_data_is_never_compared_with_sources(folder):
    prepared.write(prepared.FOLDER / "x.bin", {"n": 0})
    missing = folder / "missing.yml"
    assert prepared.Prepared("x", lambda: [str(missing)], lambda: {"n": 1}).data() == {"n": 0}


@pytest.mark.parametrize("damage", [b"", b"garbage", b"\x80\x04N."])
def test_a_damaged_file_is_read_past(folder, damage):
    (folder / "prepared").mkdir()
    (folder / "prepared" / "x.bin").write_bytes(damage)
    assert prepared.Prepared("x", list, lambda: {"n": 1}).data() == {"n": 1}


@pytest.mark.parametrize("one", [VENDORS, NAMES], ids=lambda one: one.name)
def test_an_installation_without_its_data_says_so(folder, monkeypatch, one):
    module = import_module("mkdocs_praxis.vendors.catalogue")
    monkeypatch.setattr(module, "_DATA", folder / "data")
    with pytest.raises(PraxisError, match=rf"{one.name}\.bin is missing or damaged"):
        one.data()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that cannot be written")
def test_a_folder_that_cannot_be_written_is_no_fault(folder):
    folder.chmod(0o500)
    assert prepared.Prepared("x", list, lambda: {"n": 1}).data() == {"n": 1}


def test_the_build_hook_makes_every_file(folder):
    """It runs with nothing but PyYAML beside it, as it does where a package is built from its source."""
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]); sys.modules['ada_url'] = sys.modules['turbohtml'] = None\n"
        "import types; base = types.ModuleType('b'); base.BuildHookInterface = type('B', (), {'__class_getitem__': None})\n"
        "sys.modules.update({'hatchling.builders.hooks.plugin.interface': base})\n"
        "import hatch_build, pathlib; print(len(hatch_build.prepare(pathlib.Path(sys.argv[2]))))"
    )
    root = Path(prepared.__file__).parents[1]
    done = subprocess.run(
        [sys.executable, "-c", script, root, folder / "out"], capture_output=True, text=True, check=True
    )
    assert int(done.stdout) == len(list((folder / "out").glob("*.bin"))) > 0


def test_an_editable_installation_is_compiled_too(tmp_path, monkeypatch):
    monkeypatch.syspath_prepend(str(Path(prepared.__file__).parents[1]))
    hook = import_module("hatch_build")
    monkeypatch.setattr(hook, "prepare", list)
    module = tmp_path / "mkdocs_praxis" / "room" / "one.py"
    module.parent.mkdir(parents=True)
    module.write_text("x = 1\n")
    hook.PreparedData(str(tmp_path), {}, None, None, "", "wheel").initialize("editable", {})
    assert len(list(module.parent.glob("__pycache__/one.*.pyc"))) == 1
