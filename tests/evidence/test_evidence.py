"""Evidence: same input, same bytes; every changed byte of a copy is named; a page that people can read."""

import base64
import hashlib
import html
import importlib
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from mkdocs_praxis import prepared
from mkdocs_praxis.evidence import STATEMENT, differences, evidence, load, rules_version
from mkdocs_praxis.evidence.page import page
from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.policy.model import Policy
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.reader import read
from tests.tools import praxis

catalogue = importlib.import_module("mkdocs_praxis.vendors.catalogue")  # the room has a function of that name
OWN = OwnSite("https://praxis.example/")
PAGE = '<!doctype html><html lang=de><title>Praxis</title><h1>x</h1><a href="https://www.kvhh.net/" rel=external>KV</a><img src=//bilder.example/a.png alt=x>'
POLICY = policy_of(
    {
        "allow": [{"host": "bilder.example", "rule": "third-party-image", "reason": "<b>Bild</b>", "approved_by": "x", "contract": "y", "expires": "2099-01-31"}],
        "allow_storage": [{"store": "localStorage", "key": "theme", "reason": "Farbschema"}],
    }
)  # fmt: skip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "sub").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "sub" / "ä b.txt").write_text("x")
    (folder / ".htaccess").write_text("Options -Indexes\n")
    return folder


@pytest.fixture
def file(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764000000")
    report = check(site, OWN, Options(POLICY))
    assert report.passed, report.findings
    path = tmp_path / "praxis-evidence.json"
    path.write_text(evidence(report, site), encoding="utf-8")
    return path


def test_the_form_is_an_in_toto_statement(file: Path) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    assert list(data) == ["_type", "subject", "predicateType", "predicate"]
    assert data["_type"] == STATEMENT == "https://in-toto.io/Statement/v1"
    assert [s["name"] for s in data["subject"]] == [".htaccess", "index.html", "sub/ä b.txt"]
    assert all(len(s["digest"]["sha256"]) == 64 for s in data["subject"])
    assert data["predicateType"].startswith("https://")
    assert data["predicate"]["tool"]["rules"] == rules_version()
    assert data["predicate"]["stored"] == [{"store": "localStorage", "key": "theme", "reason": "Farbschema"}]
    assert data["predicate"]["date"] == "2025-11-24T16:00:00+00:00"


@pytest.mark.parametrize("manual", ["officers.md", "de/nachweis.md"])
def test_the_manual_for_officers_explains_every_field(manual: str, file: Path) -> None:
    text = (Path(__file__).parents[2] / "docs" / manual).read_text(encoding="utf-8")
    told = [
        name for line in text.splitlines() if line.startswith("| `") for name in line.split("|")[1].split("`")
    ]
    fields = ["subject", *json.loads(file.read_text(encoding="utf-8"))["predicate"]]
    assert [name for name in fields if name not in told] == []


def test_same_input_same_bytes(site: Path, file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "elsewhere"
    shutil.copytree(site, copy)
    assert evidence(check(copy, OWN, Options(POLICY)), copy) == file.read_text(encoding="utf-8")


def test_it_speaks_of_what_was_judged_and_of_what_has_changed_since(site: Path) -> None:
    report = check(site, OWN, Options(POLICY))
    (site / "index.html").write_text("hardened")
    (site / ".htaccess").write_text("swapped behind the gate")
    statement = json.loads(evidence(report, site, ["index.html"]))
    assert [(one.file, one.what) for one in differences(site, statement)] == [(".htaccess", "changed")]


def test_a_wheel_and_the_working_copy_have_the_same_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = rules_version()
    folder = tmp_path / "prepared"
    prepared.write(folder / "vendors.bin", catalogue.VENDORS.data())
    monkeypatch.setattr(prepared, "FOLDER", folder)
    monkeypatch.setattr(catalogue, "_DATA", tmp_path / "none")
    rules_version.cache_clear()
    assert rules_version() == here
    monkeypatch.setattr(catalogue, "version", lambda: b"another")
    rules_version.cache_clear()
    assert rules_version() != here
    rules_version.cache_clear()


def test_what_did_not_pass_leaves_none(site: Path) -> None:
    (site / "index.html").write_text("<script src=//boese.example/x.js></script>")
    with pytest.raises(ValueError, match="did not pass"):
        evidence(check(site, OWN, Options()), site)


@pytest.mark.parametrize("name", ["index.html", ".htaccess", "sub/ä b.txt"])
def test_one_changed_byte_is_named(site: Path, file: Path, name: str) -> None:
    statement = load(file)
    assert differences(site, statement) == []
    data = bytearray((site / name).read_bytes())
    data[-1] ^= 1
    (site / name).write_bytes(bytes(data))
    assert [(d.file, d.what) for d in differences(site, statement)] == [(name, "changed")]


def test_missing_and_added_files_are_named_and_a_download_lacks_server_files(site: Path, file: Path) -> None:
    statement = load(file)
    (site / ".htaccess").unlink()
    (site / "neu.html").touch()
    assert [(d.file, d.what) for d in differences(site, statement)] == [
        (".htaccess", "missing"),
        ("neu.html", "added"),
    ]
    assert [d.file for d in differences(site, statement, downloaded=True)] == ["neu.html"]
    (site / "index.html").unlink()
    assert [d.what for d in differences(site, statement, downloaded=True)] == ["missing", "added"]


def test_the_command_says_so(site: Path, file: Path) -> None:

    assert (
        praxis("verify", site, file, "--lang", "de").output.splitlines()[0]
        == "Dieselbe: 3 Dateien, geprüft am 24. November 2025, 16:00 UTC."
    )
    inside = site / "praxis-evidence.json"
    shutil.copy(file, inside)
    assert praxis("verify", site, inside).exit_code == 0
    inside.unlink()
    (site / "index.html").write_text("x")
    told = praxis("verify", site, file, "--lang", "en")
    assert told.exit_code == 1
    assert told.output.startswith("changed  index.html\n1 difference to the 3 files")


def test_other_rules_are_told(site: Path, file: Path) -> None:
    file.write_text(file.read_text(encoding="utf-8").replace(rules_version(), "0" * 16), encoding="utf-8")
    told = praxis("verify", site, file, "--lang", "en")
    assert told.exit_code == 0
    assert "other rules" in told.stderr


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "{}", '{"_type": "x"}', '{"_type": "https://in-toto.io/Statement/v1", "predicateType": "https://slsa.dev/provenance/v1", "subject": [], "predicate": {}}'],
)  # fmt: skip
def test_something_else_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(PraxisError, match="no evidence file"):
        load(tmp_path / "x.json")


@pytest.mark.parametrize(
    ("key", "value"), [("name", 1), ("digest", {}), ("digest", {"sha256": 1}), ("digest", None)]
)
def test_a_broken_subject_is_refused(file: Path, key: str, value: object) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    data["subject"][0][key] = value
    file.write_text(json.dumps(data))
    with pytest.raises(PraxisError, match="no evidence file"):
        load(file)


@pytest.mark.parametrize("wrong", ["type", "predicate", "date"])
def test_a_statement_of_another_kind_is_refused(file: Path, wrong: str) -> None:
    data = json.loads(file.read_text(encoding="utf-8"))
    if wrong == "date":
        data["predicate"]["date"] = "gestern"
    else:
        data["_type" if wrong == "type" else "predicateType"] = "https://slsa.dev/provenance/v1"
    file.write_text(json.dumps(data))
    with pytest.raises(PraxisError, match="no evidence file"):
        load(file)


def test_a_download_may_lack_records_of_version_control(site: Path, tmp_path: Path) -> None:
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    statement = json.loads(evidence(check(site, OWN, Options(POLICY)), site))
    shutil.rmtree(site / ".git")
    assert [d.file for d in differences(site, statement)] == [".git/HEAD"]
    assert differences(site, statement, downloaded=True) == []


@pytest.mark.skipif(os.name == "nt", reason="links of another kind there")
def test_what_cannot_be_read_has_no_evidence(site: Path) -> None:
    report = check(site, OWN, Options(POLICY))
    (site / "late.html").symlink_to(site / "index.html")
    with pytest.raises(PraxisError, match="symbolic link"):
        evidence(report, site)


@pytest.mark.parametrize(
    ("language", "says"), [("de", "Was diese Website kontaktiert"), ("en", "What this website contacts")]
)
def test_the_page_tells_all_and_contacts_nobody(file: Path, language: str, says: str) -> None:
    text = page(load(file), language)
    assert f"<h1>{says}</h1>" in text
    until = {"de": "31. Januar 2099", "en": "January 31, 2099"}[language]
    for word in (
        "bilder.example",
        until,
        "&lt;b&gt;Bild",
        "www.kvhh.net",
        "localStorage (theme): Farbschema",
    ):
        assert word in text
    reading = read("evidence.html", text.encode(), url=OWN.url + "evidence.html", own=OWN)
    assert reading.unread is None
    assert reading.contacts == ()
    assert not any(kind in text for kind in ("konform", "compliant"))


def _told(text: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", text)))


def _allowing(*allowances: dict[str, str]) -> Policy:
    same = {"reason": "Grund", "approved_by": "x", "contract": "y", "expires": "2099-01-31"}
    return policy_of({"allow": [same | one for one in allowances]})


def test_it_names_the_hosts_that_exceptions_let_be_contacted(site: Path, file: Path) -> None:
    assert load(file)["predicate"]["contacts"] == [
        {"host": "bilder.example", "allowance": "bilder.example", "rule": "third-party-image", "times": 1}
    ]
    (site / "index.html").write_text(
        PAGE.replace("//bilder", "//b.bilder") + "<img src=//a.bilder.example/c.png alt=x>"
    )
    wide = _allowing({"host": "*.bilder.example", "rule": "third-party-image"})
    statement = json.loads(evidence(check(site, OWN, Options(wide)), site))
    assert [one["host"] for one in statement["predicate"]["contacts"]] == [
        "a.bilder.example",
        "b.bilder.example",
    ]
    assert "a.bilder.example, b.bilder.example" in _told(page(statement, "en"))


def test_the_page_names_as_contacted_only_whom_an_exception_let_be(site: Path) -> None:
    (site / "index.html").write_text(PAGE.replace("<img src=//bilder.example/a.png alt=x>", ""))
    (site / "app.xyzzy").write_bytes(b"\0\1")
    policy = _allowing(
        {"url": f"{OWN.url}app.xyzzy", "rule": "unread-file"},
        {"host": "karten.example", "rule": "third-party-image"},
    )
    statement = json.loads(evidence(check(site, OWN, Options(policy)), site))
    assert statement["predicate"]["contacts"] == []
    assert "Those listed under not_read were not." in statement["predicate"]["limits"]
    said = _told(page(statement, "en"))
    assert "No contact with another server was found" in said
    assert "karten.example" not in said
    assert "read the files of this website (3)" in said
    assert "Not read, because the server runs it or an exception stands for it: app.xyzzy." in said


def test_the_page_promises_nothing_of_scripts_that_an_exception_lets_loose(site: Path) -> None:
    (site / "index.html").write_text(
        PAGE.replace("<img src=//bilder.example/a.png alt=x>", "<script>document.title = 'a'</script>")
    )
    policy = _allowing({"url": OWN.url, "rule": "unconfined-script"})
    report = check(site, OWN, Options(policy))
    assert report.passed, report.findings
    statement = json.loads(evidence(report, site))
    assert "an allowance lets run without a policy" in statement["predicate"]["limits"]
    assert "refuses" not in statement["predicate"]["limits"]
    said = _told(page(statement, "en"))
    assert "scripts run here that no policy of the page holds back" in said
    assert "contacts nobody but this website" not in said


def test_the_page_does_not_keep_quiet_about_storage_that_nobody_declared(site: Path) -> None:
    (site / "index.html").write_text(
        PAGE.replace(
            "<img src=//bilder.example/a.png alt=x>", "<script>localStorage.setItem('a', 1)</script>"
        )
    )
    policy = _allowing({"url": OWN.url, "rule": "unconfined-script"})
    statement = json.loads(evidence(check(site, OWN, Options(policy)), site))
    assert statement["predicate"]["undeclared_storage"] == 1
    said = _told(page(statement, "en"))
    assert "states no reason (places: 1)" in said
    assert "declares nothing that it would keep" not in said
    del statement["predicate"]["undeclared_storage"]  # of an older version
    assert "declares nothing that it would keep" in _told(page(statement, "en"))


def test_why_a_file_could_not_be_compared_is_said_in_the_language_of_the_reader(
    site: Path, file: Path
) -> None:
    (site / "l.html").symlink_to("index.html")
    told = praxis("verify", site, file, "--lang", "de").output
    assert "l.html (" in told
    assert "symbolic link" not in told


def test_what_lies_below_hidden_folders_counts_too(site: Path, file: Path) -> None:
    statement = load(file)
    for name in (".git/hooks/x.html", ".svn/wc.db", ".hg/x", ".hidden/x.js", ".env"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text("x")
    assert {d.file for d in differences(site, statement)} == {
        ".env",
        ".git/hooks/x.html",
        ".hg/x",
        ".hidden/x.js",
        ".svn/wc.db",
    }


def test_a_page_in_a_checkout_is_read_and_its_records_are_claimed(site: Path) -> None:
    (site / ".git" / "objects").mkdir(parents=True)
    (site / ".git" / "objects" / "ab").write_bytes(b"x\x9c\x00\xff\x13")
    (site / ".git" / "HEAD").write_text("ref: refs/heads/main\n")
    report = check(site, OWN, Options(POLICY))
    assert report.passed
    assert report.how["version-control"] == 1
    (site / ".git" / "page").write_text("<!doctype html><script src=//boese.example/x.js></script>")
    found = check(site, OWN, Options(POLICY)).findings
    assert {f.file for f in found if f.rule.name == "third-party-script"} == {".git/page"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_link_or_pipe_is_a_difference_and_no_fault(site: Path, file: Path) -> None:
    os.mkfifo(site / "pipe")
    (site / "link.html").symlink_to("/etc/passwd")
    (site / "index.html").rename(site / "away.html")
    (site / "index.html").symlink_to("away.html")
    done = praxis("verify", site, file, "--lang", "en")
    assert done.exit_code == 1
    assert "added    pipe (not a regular file)" in done.output
    assert "added    link.html (a symbolic link" in done.output
    assert "changed  index.html (a symbolic link" in done.output


def test_the_digest_tells_a_changed_predicate(site: Path, file: Path) -> None:
    def said() -> str:
        return praxis("verify", site, file, "--lang", "en").output

    before = said()
    assert f"evidence sha256:{hashlib.sha256(file.read_bytes()).hexdigest()}" in before
    file.write_text(file.read_text(encoding="utf-8").replace("2025-11-24", "2026-11-24"), encoding="utf-8")
    assert said().splitlines()[-1] != before.splitlines()[-1]


def test_what_has_changed_since_an_earlier_one_is_listed_by_field(file: Path, tmp_path: Path) -> None:
    def since(change: dict[str, object]) -> list[str]:
        later = json.loads(file.read_text(encoding="utf-8"))
        later["predicate"] |= change
        (tmp_path / "later.json").write_text(json.dumps(later), encoding="utf-8")
        done = praxis("evidence", tmp_path / "later.json", "--since", file)
        assert done.exit_code == 0, done.output
        return done.output.splitlines()

    assert since({}) == []
    film = {"vendor": "vimeo", "href": "https://vimeo.com/1", "file": "a\u202e.html"}
    assert since({"replaced": [film]})[-1] == "+ replaced: vimeo, https://vimeo.com/1, a\\u202e.html"
    assert since({"policy": "strict"})[-2:] == ["- policy: standard", "+ policy: strict"]
    assert since({"own_hosts": ["bilder.praxis.example"]}) == ["+ own_hosts: bilder.praxis.example"]
    assert "+ links: neu.example" in since({"links": {"neu.example": 3}})
    assert any(
        line.startswith("+ tool: rules other")
        for line in since({"tool": {"name": "x", "version": "1", "rules": "other"}})
    )
    assert praxis("evidence", file, "--since", tmp_path / "none.json").exit_code == 2


@pytest.mark.parametrize("kind", ["ed25519", "ecdsa", "rsa"])
def test_signed_evidence_is_checked_by_the_public_key(
    kind: str, site: Path, file: Path, tmp_path: Path
) -> None:
    ours, theirs = keys(tmp_path / "ours", kind), keys(tmp_path / "theirs", kind)
    signed = tmp_path / "evidence.dsse.json"

    made = praxis("evidence", file, "--sign", ours[0], "--output", signed)
    assert made.exit_code == 0, made.output
    command = ["verify", str(site), str(signed), "--lang", "en", "--key"]
    good = praxis(*command, ours[1])
    assert (good.exit_code, "signed by the owner" in good.output) == (0, True)
    assert hashlib.sha256(file.read_bytes()).hexdigest() in good.output
    assert praxis(*command, theirs[1]).exit_code == 1
    envelope = json.loads(signed.read_text())
    envelope["signatures"][0]["keyid"] = "other tools leave it empty"
    signed.write_text(json.dumps(envelope))
    assert praxis(*command, ours[1]).exit_code == 0
    statement = file.read_bytes().replace(b"2025-11-24", b"2026-11-24")
    envelope["payload"] = base64.b64encode(statement).decode()
    signed.write_text(json.dumps(envelope))
    forged = praxis(*command, ours[1])
    assert (forged.exit_code, "NOT signed" in forged.output) == (1, True)
    plain = praxis("verify", site, file, "--key", ours[1], "--lang", "en")
    assert (plain.exit_code, "NOT signed" in plain.output) == (1, True)


def keys(folder: Path, kind: str) -> tuple[Path, Path]:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    made = {
        "ed25519": ed25519.Ed25519PrivateKey.generate,
        "ecdsa": lambda: ec.generate_private_key(ec.SECP256R1()),
        "rsa": lambda: rsa.generate_private_key(65537, 2048),
    }[kind]()
    folder.mkdir()
    private, public = folder / "praxis.key", folder / "praxis.pub"
    private.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public.write_bytes(made.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    return private, public


@pytest.mark.parametrize(
    "text",
    [
        '{"payloadType": "application/vnd.in-toto+json"}',
        '{"payloadType": "application/vnd.in-toto+json", "payload": 1, "signatures": []}',
        '{"payloadType": "application/vnd.in-toto+json", "payload": "!!", "signatures": [{}]}',
        '{"payloadType": "application/vnd.in-toto+json", "payload": "", "signatures": 7}',
    ],
)
def test_a_broken_envelope_is_told(text: str, site: Path, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text)
    _, public = keys(tmp_path / "ours", "ed25519")
    done = praxis("verify", site, tmp_path / "x.json", "--key", public)
    assert done.exit_code == 2
    assert "this is no evidence file" in done.output


def test_a_key_that_is_none_is_told(site: Path, file: Path, tmp_path: Path) -> None:
    for arguments in (["evidence", str(file), "--sign"], ["verify", str(site), str(file), "--key"]):
        done = praxis(*arguments, file)
        assert done.exit_code == 2
        assert "openssl genpkey" in done.output


@pytest.mark.parametrize("epoch", ["gestern", "1764000000.5", "9" * 30])
def test_a_time_that_is_none_is_told(epoch: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(PraxisError, match="SOURCE_DATE_EPOCH is no time"):
        evidence(check(site, OWN, Options(POLICY)), site)
