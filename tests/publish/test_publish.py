"""`praxis publish` against a real FTPS and SFTP server, and rsync through a shell that stays on this machine."""

import ftplib
import os
import shutil
import socket
import stat
from collections.abc import Iterator
from pathlib import Path

import paramiko
import pytest
from click.testing import CliRunner, Result

from mkdocs_praxis.cli import main
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.publish.ftps_ import Ftps
from mkdocs_praxis.publish.settings import Target, load_target
from mkdocs_praxis.publish.sftp_ import Sftp
from mkdocs_praxis.publish.transport import connection_error, unreached_error
from tests.publish.conftest import PAGES, PASSWORD, WebSpace, need, there, write_site
from tests.serving import Quiet, serving
from tests.tools import python


def _run(root: Path, *options: str, password: str | None = PASSWORD) -> Result:
    environment = {"PRAXIS_PASSWORD": password, "HOME": str(root)}
    return CliRunner(env=environment).invoke(
        main, ["publish", "--config", str(root / "veroeffentlichen.yml"), "--lang", "de", *options]
    )


def _sftp(space: WebSpace, root: Path, **more: str) -> None:
    _write(root, weg="sftp", server="127.0.0.1", port=str(space.sftp), **more)


def _write(root: Path, **values: str) -> None:
    values = {"benutzer": "praxis", "ordner": "/htdocs"} | values
    text = "".join(f"{key}: {value}\n" for key, value in values.items())
    (root / "veroeffentlichen.yml").write_text(text, encoding="utf-8")


@pytest.fixture
def fingerprint(empty_space: WebSpace, tmp_path: Path) -> str:
    """Return the server's fingerprint as the refusal to trust it prints it."""
    write_site(tmp_path, empty_space.url)
    _sftp(empty_space, tmp_path)
    said = _run(tmp_path)
    assert said.exit_code == 2
    assert "Niemand hat bestätigt" in said.output
    return (
        next(line for line in said.output.splitlines() if "SHA256:" in line)
        .split("fingerabdruck: ")[1]
        .strip()
    )


@pytest.fixture(params=["sftp", "ftps"])
def ready(
    request: pytest.FixtureRequest, empty_space: WebSpace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return a project whose site goes to the web space one way or the other."""
    if request.param == "sftp":
        found = request.getfixturevalue("fingerprint")
        _sftp(empty_space, tmp_path, fingerabdruck=f'"{found}"')
    else:
        monkeypatch.setenv("SSL_CERT_FILE", str(empty_space.ca))
        _write(tmp_path, weg="ftps", server="localhost", port=str(empty_space.ftps))
        write_site(tmp_path, empty_space.url)
    return tmp_path


def test_a_site_goes_up_and_the_server_hands_out_exactly_it(ready: Path, empty_space: WebSpace) -> None:
    said = _run(ready)
    assert said.exit_code == 0, said.output
    assert there(empty_space.folder) == PAGES
    assert "hochgeladen: 4, gelöscht: 0" in said.output
    assert "genau die geprüften Dateien" in said.output
    order = [line.strip() for line in said.stderr.splitlines() if line.startswith("  ")]
    assert order[-2:] == ["kontakt/index.html", "index.html"]


def test_only_what_changed_goes_up_and_only_what_was_ours_goes_away(
    ready: Path, empty_space: WebSpace
) -> None:
    _run(ready)
    (empty_space.folder / "alt.txt").write_text("vom Anbieter")
    changed = PAGES | {"index.html": PAGES["index.html"] + " zurück"}
    del changed["kontakt/index.html"]
    write_site(ready, empty_space.url, changed)
    said = _run(ready)
    assert said.exit_code == 0, said.output
    assert "hochgeladen: 1, gelöscht: 1" in said.output
    assert "alt.txt" in said.output
    assert there(empty_space.folder) == changed | {"alt.txt": "vom Anbieter"}
    assert not (empty_space.folder / "kontakt").exists()
    assert "hochgeladen: 0, gelöscht: 0" in _run(ready).output


def test_what_somebody_changed_on_the_server_is_put_right(ready: Path, empty_space: WebSpace) -> None:
    _run(ready)
    (empty_space.folder / "index.html").write_text("gehackt")
    assert "hochgeladen: 1," in _run(ready).output
    assert there(empty_space.folder) == PAGES


def test_a_dry_run_uploads_nothing(ready: Path, empty_space: WebSpace) -> None:
    said = _run(ready, "--dry-run")
    assert said.exit_code == 0
    assert "+ index.html" in said.output
    assert there(empty_space.folder) == {}


def test_a_wrong_password_and_a_missing_folder_are_said_in_german(ready: Path) -> None:
    said = _run(ready, password="falsch")
    assert said.exit_code == 2
    assert "weist den Benutzer praxis zurück" in said.output
    config = ready / "veroeffentlichen.yml"
    config.write_text(config.read_text().replace("/htdocs", "/html"))
    said = _run(ready)
    assert said.exit_code == 2
    assert "keinen Ordner /html" in said.output


def test_another_key_than_the_confirmed_one_stops_before_the_password(
    fingerprint: str, empty_space: WebSpace, tmp_path: Path
) -> None:
    """Also where this machine has trusted that key before: what stands in the file counts."""
    wrong = fingerprint[:-4] + ("AAAA" if fingerprint[-4:] != "AAAA" else "BBBB")
    _sftp(empty_space, tmp_path, fingerabdruck=f'"{wrong}"')
    with paramiko.Transport(("127.0.0.1", empty_space.sftp)) as server:
        server.start_client()
        key = server.get_remote_server_key()
    (tmp_path / ".ssh").mkdir()
    known = f"[127.0.0.1]:{empty_space.sftp} {key.get_name()} {key.get_base64()}\n"
    (tmp_path / ".ssh" / "known_hosts").write_text(known)
    said = _run(tmp_path)
    assert said.exit_code == 2
    assert "mit einem anderen Schlüssel" in said.output
    assert there(empty_space.folder) == {}


def test_a_certificate_of_another_name_stops_before_the_password(
    empty_space: WebSpace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(empty_space.ca))
    write_site(tmp_path, empty_space.url)
    _write(tmp_path, weg="ftps", server="127.0.0.1", port=str(empty_space.ftps))
    said = _run(tmp_path)
    assert said.exit_code == 2
    assert "kann seinen Namen nicht beweisen" in said.output


def test_a_page_changed_after_the_check_never_leaves_the_machine(ready: Path, empty_space: WebSpace) -> None:
    with (ready / "site/index.html").open("a") as page:
        page.write('<script src="https://www.googletagmanager.com/gtm.js"></script>')
    said = _run(ready)
    assert said.exit_code == 2
    assert "index.html" in said.output
    assert "praxis build" in said.output
    assert there(empty_space.folder) == {}


@pytest.mark.parametrize(
    "name", ["id_rsa", "bilder/.env", "daten/sicherung.sql.gz", "passwort.txt", ".git/config"]
)
def test_keys_passwords_and_backups_never_leave_the_machine(name: str, tmp_path: Path) -> None:
    write_site(tmp_path, "https://www.praxis.example/", PAGES | {name: "geheim"})
    _write(tmp_path, weg="sftp", server="127.0.0.1", port="1")
    said = _run(tmp_path)
    assert said.exit_code == 2
    assert f"{name} geht Besucher nichts an" in " ".join(said.output.split())


@pytest.mark.parametrize(
    "name", ["passwort.html", "bilder/env.png", "merkblatt.pdf", "id_rsa.html", "rede.key"]
)
def test_what_is_only_called_like_them_does(name: str, tmp_path: Path) -> None:
    write_site(tmp_path, "https://www.praxis.example/", PAGES | {name: "offen"})
    _write(tmp_path, weg="sftp", server="127.0.0.1", port="1")
    assert "geht Besucher nichts an" not in _run(tmp_path).output


def test_what_broke_off_is_told_and_leaves_nothing_behind(
    ready: Path, empty_space: WebSpace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(root: Path, names: list[str], done: object) -> None:
        raise KeyboardInterrupt

    (empty_space.folder / "weg.html.praxis-part").write_text("<p>h")
    with monkeypatch.context() as patched:
        for way in (Sftp, Ftps):
            patched.setattr(way, "put", lambda self, *given: stopped(*given))
        said = _run(ready)
    assert said.exit_code == 2
    assert "neben dem, was noch alt ist" in said.output
    assert _run(ready).exit_code == 0
    assert there(empty_space.folder) == PAGES


def test_an_upload_that_broke_off_goes_on(ready: Path, empty_space: WebSpace) -> None:
    blocker = empty_space.folder / "kontakt"
    blocker.write_text("eine Datei, wo ein Ordner sein soll")
    said = _run(ready)
    assert said.exit_code == 2
    assert "nimmt kontakt/index.html nicht an" in said.output
    assert (empty_space.folder / "assets/stil.css").is_file()
    assert not (empty_space.folder / "index.html").exists()
    blocker.unlink()
    said = _run(ready)
    assert said.exit_code == 0, said.output
    assert "hochgeladen: 2," in said.output
    assert there(empty_space.folder) == PAGES


def test_a_provider_that_changes_pages_is_told(ready: Path, empty_space: WebSpace) -> None:
    class Banner(Quiet):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<script src=https://anbieter.example/banner.js></script>")

    with serving(handler=Banner) as address:
        write_site(ready, address)
        said = _run(ready)
    assert said.exit_code == 1
    assert "Dateien aus, die nicht die der Website sind (4)" in said.output


@pytest.fixture
def by_rsync(empty_space: WebSpace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project whose site goes to the web space by rsync, whose remote side `ssh` runs here."""
    need("rsync")
    bin_ = tmp_path / "bin"
    bin_.mkdir()
    ssh = bin_ / "ssh"
    ssh.write_text('#!/bin/sh\nwhile [ "$1" != praxis@127.0.0.1 ] && [ "$1" != praxis ]; do shift; done\n'
                   '[ "$1" = praxis ] && shift\nshift\nexec sh -c "$*"\n')  # fmt: skip
    ssh.chmod(ssh.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{bin_}{os.pathsep}{os.environ['PATH']}")
    _write(tmp_path, weg="rsync", server="127.0.0.1", ordner=str(empty_space.folder))
    return tmp_path


def test_rsync_uploads_by_the_programs_of_the_system(empty_space: WebSpace, by_rsync: Path) -> None:
    tmp_path = by_rsync
    write_site(tmp_path, empty_space.url)
    assert _run(tmp_path).exit_code == 0
    assert there(empty_space.folder) == PAGES
    fewer = {name: text for name, text in PAGES.items() if name != "assets/stil.css"}
    (empty_space.folder / "fremd.txt").write_text("bleibt")
    write_site(tmp_path, empty_space.url, fewer)
    said = _run(tmp_path)
    assert said.exit_code == 0, said.output
    assert there(empty_space.folder) == fewer | {"fremd.txt": "bleibt"}
    assert not (empty_space.folder / "assets").exists()
    shutil.rmtree(empty_space.folder / "bilder")
    assert "hochgeladen: 1," in _run(tmp_path).output
    _write(tmp_path, weg="rsync", server="127.0.0.1", ordner=str(empty_space.folder / "html"))
    assert "gibt keinen Ordner" in _run(tmp_path).output


def test_rsync_leaves_pages_as_they_are_where_what_they_need_is_refused(
    empty_space: WebSpace, by_rsync: Path
) -> None:
    write_site(by_rsync, empty_space.url)
    (by_rsync / "site/index.html").chmod(0o600)
    in_the_way = empty_space.folder / "assets/stil.css/logs"
    in_the_way.mkdir(parents=True)
    said = _run(by_rsync)
    assert said.exit_code == 2
    assert "nimmt" in said.output
    assert "stil.css" in said.output
    assert not (empty_space.folder / "index.html").exists()
    shutil.rmtree(in_the_way.parent)
    assert _run(by_rsync).exit_code == 0
    assert (
        stat.S_IMODE((empty_space.folder / "index.html").stat().st_mode) == 0o644
    )  # else nobody may read it


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("weg: ftp\nserver: s\nbenutzer: b\nordner: /\n", "ftp schickt das Passwort lesbar"),
        (
            "weg: sftp\nserver: s\nbenutzer: b\nordner: /\npasswort: x\n",
            "Ein Passwort gehört nicht in eine Datei",
        ),
        ("weg: sftp\nservr: s\nbenutzer: b\nordner: /\n", "Meinten Sie „server“?"),
        ("weg: sftp\nserver: s\nbenutzer: b\nordner: /\nfarbe: rot\n", "bekannt: weg, way, server"),
        ("weg: sftp\nserver: https://s/\nbenutzer: b\nordner: /\n", "ohne https://"),
        ("weg: sftp\nserver: s\nbenutzer: b\n", "ordner fehlt"),
        ("weg: sftp\nserver: s\nbenutzer: b\nordner: ../x\n", "nicht mit .. nach oben"),
        ("weg: sftp\nserver: s\nbenutzer: b\nordner: /\nport: viele\n", "1 bis 65535"),
        ("weg: sftp\nserver: s\nbenutzer: b\nordner: /\nfingerabdruck: quatsch\n", "kein Fingerabdruck"),
        ("weg: sftp\n server: [\n", "anders eingerückt"),
        ("nur Text", "keine Schlüssel"),
        ("weg:\nserver: s\nbenutzer: b\nordner: /\n", "weg braucht einen Wert"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_mend(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "veroeffentlichen.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PraxisError) as error:
        load_target(path)
    assert said in error.value.told(translator("de", "problem"))
    assert all(problem.fix for problem in error.value.problems)


def test_without_a_file_its_four_lines_are_shown(tmp_path: Path) -> None:
    said = _run(tmp_path)
    assert said.exit_code == 2
    assert "weg: sftp" in said.output
    assert "ordner: /" in said.output


def test_it_speaks_the_language_of_the_site_where_nobody_names_one(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text("theme: {name: praxis, locale: de}\n")
    _write(tmp_path, weg="ftp", server="x.example")
    said = python("-m", "mkdocs_praxis", "publish", cwd=tmp_path, env={"LANG": "C"})
    assert said.returncode == 2
    assert "die großen deutschen Anbieter" in said.stderr


def test_without_evidence_nothing_goes_up(tmp_path: Path) -> None:
    _write(tmp_path, weg="sftp", server="127.0.0.1", port="1")
    assert "keine Website site" in _run(tmp_path).output
    (tmp_path / "site").mkdir()
    said = _run(tmp_path)
    assert said.exit_code == 2
    assert "evidence: nachweis.json" in said.output


def test_a_server_that_no_name_service_knows_is_told_by_its_line() -> None:
    target = Target("sftp", "acess.example.net", "u1", "/", 22, "", Path("site"), Path("nachweis.json"))
    (told,) = unreached_error(target, socket.gaierror(-2, "Name or service not known")).problems
    assert "acess.example.net" in told.what
    assert "server:" in (told.fix or "")


@pytest.mark.parametrize("error", [EOFError(), ConnectionResetError()])
def test_a_server_that_hangs_up_without_a_word_is_told_as_such(error: Exception) -> None:
    target = Target("ftps", "ftp.example.net", "u1", "/", 21, "", Path("site"), Path("nachweis.json"))
    for told in (unreached_error(target, error), connection_error(target, error)):
        assert str(told.problems[0].what) == "the connection to ftp.example.net failed: ?"


def test_a_server_that_speaks_otherwise_is_told_without_a_traceback(tmp_path: Path) -> None:
    write_site(tmp_path, "https://praxis.example/")
    with serving(handler=Quiet) as address:
        _write(tmp_path, weg="sftp", server="127.0.0.1", port=address.rstrip("/").rpartition(":")[2])
        said = python("-m", "mkdocs_praxis", "publish", "--yes", "--lang", "en", cwd=tmp_path)
    assert said.returncode == 2
    assert "Traceback" not in said.stderr
    assert "nothing answers by SFTP" in said.stderr


class _Closed:
    """The root of a web space, with a folder of the provider's that the user may not read."""

    def listdir_attr(self, folder: str) -> list[paramiko.SFTPAttributes]:
        if folder == "logs":
            raise PermissionError(13, "Permission denied")
        entries = []
        for name, mode in (("logs", stat.S_IFDIR), ("index.html", stat.S_IFREG)):
            entry = paramiko.SFTPAttributes()
            entry.filename, entry.st_mode, entry.st_size = name, mode, 7
            entries.append(entry)
        return entries

    def mlsd(self, folder: str, _: list[str]) -> Iterator[tuple[str, dict[str, str]]]:
        if folder == "logs":
            raise ftplib.error_perm("550 logs: Permission denied")
        yield "logs", {"type": "dir"}
        yield "index.html", {"type": "file", "size": "7"}


def _target() -> Target:
    return Target("sftp", "s", "b", "/", 22, "", Path(), Path())


def test_a_folder_that_only_the_provider_reads_stops_nothing() -> None:
    by_sftp = Sftp(_target(), str, bool)
    by_ftps = Ftps(_target(), str, bool)
    by_sftp._sftp = by_ftps._ftp = _Closed()
    assert by_sftp.sizes() == by_ftps.sizes() == {"index.html": 7}


@pytest.mark.parametrize(
    "error", [ConnectionResetError(104, "reset"), TimeoutError(), OSError("Socket is closed")]
)
def test_a_connection_that_breaks_amid_a_file_is_lost_and_no_refusal_of_the_file(error: Exception) -> None:
    told = str(connection_error(_target(), error, "css/a.css").told(translator("de", "problem")))
    assert "ist gescheitert" in told
    assert "css/a.css" not in told


@pytest.mark.parametrize(
    "error",
    [PermissionError(13, "Permission denied"), OSError("Failure"), ftplib.error_perm("552 Quota exceeded")],
)
def test_what_the_server_refuses_is_no_lost_connection(error: Exception) -> None:
    assert "nimmt css/a.css nicht an" in str(
        connection_error(_target(), error, "css/a.css").told(translator("de", "problem"))
    )
