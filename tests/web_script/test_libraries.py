"""Scripts that themes ship contact nobody by themselves, and hide nothing."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from mkdocs_praxis.web.contact import Confidence, Effect, EffectKind


def _scripts() -> list[Path]:
    found: list[Path] = []
    for package in ("mkdocs", "material"):
        spec = find_spec(package)
        if spec is not None and spec.origin is not None:
            found += sorted(Path(spec.origin).parent.rglob("*.js"))
    return found


def _name(path: Path) -> str:
    return "/".join(path.parts[-3:])


def test_there_are_libraries_to_read():
    assert len(_scripts()) > 30


@pytest.mark.parametrize("path", _scripts(), ids=_name)
def test_libraries_are_quiet(script, path):
    read = script(path.read_text("utf-8"))
    assert not read.alarms
    assert "opaque-script" not in read.signs


@pytest.mark.parametrize(
    ("code", "attribute"),
    [
        ("addEventListener('lazybeforeunveil', e => {}); var c = {lazyClass: 'lazyload'}", "data-src"),
        ("var c = {data_src: 'src', data_bg_hidpi: 'bg-hidpi'}", "data-bg"),
        ("$('.slick-slider img[data-lazy]')", "data-lazy"),
        ("var c = '.owl-stage .owl-lazy'", "data-src-retina"),
        ("on('autoplay:play', f); on('lazyload:loaded', f); var f = 'data-' + 'splide'", "data-splide-lazy"),
        ("e.getAttribute('data-setup'); e.className = 'vjs-tech'", "data-setup"),
    ],
)
def test_what_lazy_loaders_read_is_known_by_their_signs(script, code, attribute):
    assert Effect(EffectKind.ATTRIBUTE, attribute) in script(f"{code}; i.src = x").reading.effects


def _bundle() -> Path:
    return next(path for path in _scripts() if path.name.startswith("bundle.") and "material" in path.parts)


def test_what_material_does_on_some_pages_is_told(script):
    reading = script(_bundle().read_text("utf-8")).reading
    sleeping = [one for one in reading.conditional if one.condition.kind is EffectKind.PAGE]
    assert {(s.contact.host, s.condition.name) for s in sleeping} >= {
        ("unpkg.com", "pre.mermaid"),
        ("api.github.com", "a[data-md-component='source'][href*='github.com/']"),
    }
    told = [c for c in reading.contacts if c.host in {"unpkg.com", "api.github.com"}]
    assert {c.confidence for c in told} == {Confidence.MENTION}


def test_a_loader_hidden_in_a_library_is_found(script):
    bundle = _bundle().read_text("utf-8")
    middle = bundle.index(";function ") + 1
    assert script(bundle[:middle] + "new Image().src='//fremd.test/p';" + bundle[middle:]).alarms == {
        "fremd.test"
    }
