"""A file is read as what it is used as, whatever its name says."""

from pathlib import Path

import pytest

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.policy.model import Severity
from mkdocs_praxis.web.contact import OwnSite
from tests.tools import lay

OWN = OwnSite("https://praxis.example/")
_PAGE = "<!doctype html><html lang=de><title>x</title>"
_FETCH = "fetch('https://a.test/x')"
_LOADER = "fetch('d.txt').then(r=>r.json()).then(d=>{new Image().src=d.bild})"


def alarms(folder: Path, **files: str | bytes) -> dict[str, set[str]]:
    """Return the hosts named by errors and warnings, by file."""
    lay(folder, files)
    found: dict[str, set[str]] = {}
    for finding in check(folder, OWN, Options(hardens=True)).findings:
        if finding.severity is not Severity.NOTE and finding.contact is not None:
            found.setdefault(finding.file, set()).add(finding.contact.host)
    return found


@pytest.mark.parametrize("ending", ["txt", "md", "map", "pdf", "woff2", "vue", "json", "zip"])
def test_a_script_runs_whatever_it_is_called(ending: str, tmp_path: Path) -> None:
    name = f"a.{ending}"
    found = alarms(tmp_path, **{"index.html": f"{_PAGE}<script src={name}></script>", name: _FETCH})
    assert found == {name: {"a.test"}}
    assert alarms(tmp_path, **{"index.html": f"{_PAGE}<p>{name}"}) == {}


def test_of_two_uses_of_a_file_the_one_that_surely_runs_counts(tmp_path: Path) -> None:
    plain, module = "<script src=a.txt></script>", "<script type=module src=a.txt></script>"
    worst = []
    for number, scripts in enumerate((plain, plain + module, module + plain)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "index.html").write_text(_PAGE + scripts)
        (folder / "a.txt").write_text(_FETCH)
        found = check(folder, OWN, Options()).findings
        worst.append({f.contact.confidence for f in found if f.file == "a.txt" and f.contact is not None})
    assert worst[0]
    assert worst[0] <= worst[1]
    assert worst[0] <= worst[2]


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({"index.html": "<script src='js/%61.txt?v=2#x'></script>", "js/a.txt": _FETCH}, "js/a.txt"),
        ({"index.html": "<script src=ä.txt></script>", "ä.txt": _FETCH}, "ä.txt"),
        ({"index.html": "<script>new Worker('w.txt')</script>", "w.txt": _FETCH}, "w.txt"),
        (
            {"a/index.html": "<script src=/l.js></script>", "l.js": "new Worker('w.dat')", "a/w.dat": _FETCH},
            "a/w.dat",
        ),
        (
            {"index.html": "<script src=a.txt></script>", "a.txt": "importScripts('b.txt')", "b.txt": _FETCH},
            "b.txt",
        ),
        ({"index.html": "<link rel=stylesheet href=s.less>", "s.less": "a{b:url(//a.test/x)}"}, "s.less"),
        ({"index.html": f"<script>{_LOADER}</script>", "d.txt": '{"bild":"https://a.test/x"}'}, "d.txt"),
        ({"_headers": "/t.txt\n  Content-Type: text/html\n", "t.txt": "<img src=//a.test>"}, "t.txt"),
        ({".htaccess": "AddType text/html .txt\n", "t.txt": "<img src=//a.test>"}, "t.txt"),
        (
            {
                "_headers": '/\n  Speculation-Rules: "/r.txt"\n',
                "r.txt": '{"prefetch":[{"urls":["//a.test/"]}]}',
            },
            "r.txt",
        ),
    ],
)
def test_use_decides(files: dict[str, str], where: str, tmp_path: Path) -> None:
    pages = {name: _PAGE + text if name.endswith("html") else text for name, text in files.items()}
    assert alarms(tmp_path, **{"index.html": _PAGE, **pages}) == {where: {"a.test"}}


@pytest.mark.parametrize(
    "files",
    [
        {
            "index.html": "<script src=a.png></script>",
            "a.png": _FETCH,
        },  # Chromium refuses a picture as a script
        {"index.html": "<script type=text/template src=a.txt></script>", "a.txt": _FETCH},
        {"index.html": "<a href=a.txt>x</a>", "a.txt": _FETCH},
        {"index.html": "<script>fetch('d.txt')</script>", "d.txt": '{"bild":"https://a.test/x"}'},
    ],
)
def test_what_is_not_used_so_is_quiet(files: dict[str, str], tmp_path: Path) -> None:
    pages = {name: _PAGE + text if name.endswith("html") else text for name, text in files.items()}
    assert alarms(tmp_path, **pages) == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (".htaccess", '<Files "x.txt">\nHeader set Content-Type text/html\n</Files>'),
        (".htaccess", "<FilesMatch '\\.txt$'>\nHeader set Content-Type text/html\n</FilesMatch>"),
        ("nginx.conf", "server { types { text/html html txt; } }"),
    ],
)
def test_a_server_makes_a_page_of_a_text(name: str, text: str, tmp_path: Path) -> None:
    files = {"index.html": _PAGE, "x.txt": "<img src=https://a.test/b.png alt>"}
    assert alarms(tmp_path, **files) == {}
    assert alarms(tmp_path, **files, **{name: text})["x.txt"] == {"a.test"}


_LINKED = "<p><a class=film href=https://a.test/film>Film</a> <a href=https://b.test/>Verband</a></p>"
_EACH = "document.querySelectorAll('a.film').forEach(a => {%s})"


@pytest.mark.parametrize(
    "code",
    [
        _EACH % "a.outerHTML = `<iframe src='${a.href}'></iframe>`",
        _EACH % 'a.outerHTML = "<iframe src=\\"" + a.getAttribute("href") + "\\">"',
        _EACH % "const f = document.createElement('iframe'); f.src = a.href; a.after(f)",
        _EACH % "a.style.backgroundImage = 'url(' + a.href + '/bild.jpg)'",
        _EACH % "fetch('https://' + a.host + '/oembed?url=' + a.href)",
        "$('.film').each(function () { $(this).after('<img src=' + $(this).attr('href') + '>') })",
        "location = document.querySelector('.film').href",
    ],
)
@pytest.mark.parametrize("apart", [False, True])
def test_where_some_links_lead_is_contacted_if_a_script_fetches_it(
    code: str, apart: bool, tmp_path: Path
) -> None:
    script = "<script src=a.js></script>" if apart else f"<script>{code}</script>"
    found = alarms(tmp_path, **{"index.html": _PAGE + _LINKED + script, "a.js": code})
    assert found == {"index.html": {"a.test"}}


@pytest.mark.parametrize(
    "code",
    [
        _EACH % "if (a.hostname !== location.hostname) a.target = '_blank'",
        _EACH % "nav.innerHTML += `<a href='${a.href}'>${a.text}</a>`",
        _EACH % "list.innerHTML += `<option value='${a.href}'>${a.text}`",
        _EACH % "a.insertAdjacentHTML('afterend', `<i>(${a.href})</i>`)",
        _EACH % "a.style.backgroundImage = `url(bilder/${a.hostname}.png)`",
        _EACH % "a.onclick = () => { location = a.href }",
        _EACH % "img.src = 'qr.php?u=' + encodeURIComponent(a.href)",
    ],
)
def test_what_else_a_script_does_with_links_contacts_nobody(code: str, tmp_path: Path) -> None:
    page = f"{_PAGE}<nav id=nav></nav><select id=list></select><img id=img alt>{_LINKED}"
    assert alarms(tmp_path, **{"index.html": f"{page}<script>{code}</script>"}) == {}
