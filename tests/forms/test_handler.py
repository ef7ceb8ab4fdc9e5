"""The shipped form handler, run by a real PHP and sending to a real mail server."""

import base64
import re
import subprocess
from html import unescape

import pytest

from tests.forms.conftest import Sink, Web

CALL = {
    "formular": "rueckruf",
    "website": "",
    "name": "Ada Ünal",
    "phone": "030 7654329",
    "time": "vormittags",
}
RECIPE = {
    "formular": "rezept", "website": "", "name": "Ada Ünal", "birthday": "1980-02-29", "phone": "030 7654329",
    "medicine": "Ramipril 5 mg\r\nN3", "way": "als E-Rezept",
}  # fmt: skip


@pytest.fixture(autouse=True)
def fresh(web: Web, sink: Sink) -> None:
    web.forget()
    sink.messages.clear()


def test_a_call_back_arrives_in_the_own_box_over_tls(web: Web, sink: Sink) -> None:
    status, page, headers = web.post(CALL)
    assert status == 200, page
    assert "Danke" in page
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Set-Cookie" not in headers
    (mail,) = sink.messages
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "praxis@probe.example",
        "praxis@probe.example",
        "Website: Rückruf",
    )
    assert mail.get_content().splitlines() == [
        "Name: Ada Ünal",
        "Telefonnummer: 030 7654329",
        "Wann erreichen wir Sie?: vormittags",
    ]
    assert base64.b64decode(sink.logins[-1]) == b"\0u@probe.example\0geheim"


def test_health_data_leaves_the_server_encrypted(web: Web, sink: Sink) -> None:
    status, page, _ = web.post(RECIPE)
    assert status == 200, page
    (mail,) = sink.messages
    assert mail.get_content_type() in {"application/pkcs7-mime", "application/x-pkcs7-mime"}
    assert b"Ramipril" not in mail.as_bytes()
    assert b"Ramipril" not in base64.b64decode(mail.get_payload())
    sealed = web.base / "mail.eml"
    sealed.write_bytes(mail.as_bytes())
    opened = subprocess.run(
        ["openssl", "smime", "-decrypt", "-in", sealed, "-recip", web.site / "formular.pem", "-inkey", web.base / "key.pem"],
        capture_output=True, check=True,
    ).stdout  # fmt: skip
    text = base64.b64decode(opened.split(b"\r\n\r\n", 1)[1]).decode()
    assert "Ramipril 5 mg\n    N3" in text
    assert "Geburtsdatum: 1980-02-29" in text


def test_nothing_of_it_is_kept_or_logged(web: Web) -> None:
    assert web.post(RECIPE)[0] == 200
    assert web.post(RECIPE | {"birthday": "falsch"})[0] == 422
    kept = b"".join(p.read_bytes() for p in web.base.rglob("*") if p.is_file() and p.suffix != ".eml")
    for word in ("Ramipril", "Ünal", "7654329", "1980-02-29"):
        assert word.encode() not in kept, word
    assert b"127.0.0.1" not in (web.base / "room" / "counted").read_bytes()
    assert sorted(p.name for p in (web.base / "room").iterdir()) == ["counted", "secret"]


REFUSED = {
    "GET-like type": (CALL, {"Content_Type": "text/plain"}, 400),
    "files": (CALL, {"Content_Type": "multipart/form-data; boundary=x"}, 400),
    "another site": (CALL, {"Sec_Fetch_Site": "cross-site"}, 403),
    "a sister site": (CALL, {"Sec_Fetch_Site": "same-site"}, 403),
    "another origin of an old browser": (CALL, {"Sec_Fetch_Site": None, "Origin": "https://evil.example"}, 403),
    "no TLS": (CALL, {"Host": "www.probe.example"}, 403),
    "a claimed proxy": (CALL, {"Host": "www.probe.example", "X_Forwarded_Proto": "https"}, 403),
    "no such form": (CALL | {"formular": "x"}, {}, 400),
    "an unknown field": (CALL | {"bcc": "a@b.example"}, {}, 400),
    "no name": (CALL | {"name": "  "}, {}, 422),
    "too long": (CALL | {"name": "ä" * 101}, {}, 422),
    "no number": (CALL | {"phone": "ruft mich"}, {}, 422),
    "an address": (CALL | {"time": "see https://spam.example"}, {}, 422),
    "no day": (RECIPE | {"birthday": "2023-02-29"}, {}, 422),
    "no such choice": (RECIPE | {"way": "per Taube"}, {}, 422),
    "not UTF-8": (b"formular=rueckruf&website=&name=%ff&phone=0301234567&time=", {}, 400),
    "a list": (b"formular=rueckruf&website=&name[]=a&phone=0301234567&time=", {}, 400),
    "too much": (CALL | {"time": "a" * 25000}, {}, 400),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_the_own_form_is_refused(web: Web, sink: Sink, case: str) -> None:
    fields, headers, wanted = REFUSED[case]
    status, page, _ = web.post(fields, **headers)
    assert status == wanted, page
    assert sink.messages == []
    if status == 422:
        assert 'role="alert"' in page
        assert 'href="#' in page
    else:
        assert "030 23125000" in page, "the phone is named as another way"
    assert 'href="https://' not in page


def _hidden(page: str) -> dict[str, str]:
    return {n: unescape(v) for n, v in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)}


def test_a_form_goes_step_by_step_and_shows_all_before_it_sends(web: Web, sink: Sink) -> None:
    you = {k: RECIPE[k] for k in ("formular", "website", "name", "birthday", "phone")}
    status, page, _ = web.post(you | {"praxis_ziel": "1"})
    assert status == 200
    assert "Schritt 2 von 3: Ihr Medikament" in page
    assert {k: _hidden(page)[k] for k in you} == you
    assert 'name="medicine"' in page
    status, page, _ = web.post(_hidden(page) | {"medicine": "", "praxis_ziel": "2"})
    assert status == 422
    assert "<title>Fehler: " in page
    assert '<a href="#medicine">Bitte das Medikament eintragen' in page
    assert '<a href="#way">' in page
    assert page.count('aria-invalid="true"') == 3, "the text and both choices"
    status, page, _ = web.post(
        _hidden(page) | {"medicine": RECIPE["medicine"], "way": RECIPE["way"], "praxis_ziel": "2"}
    )
    assert status == 200
    assert "<dd>29.02.1980</dd>" in page
    assert page.count(">Ändern <span") == 5
    assert sink.messages == []
    checked = _hidden(page)
    status, page, _ = web.post(checked | {"praxis_ziel": "0"})
    assert 'value="Ada Ünal"' in page, "a way back, with what was written"
    status, page, _ = web.post(checked | {"praxis_ziel": "3"})
    assert (status, len(sink.messages)) == (200, 1), page


@pytest.mark.parametrize("aim", ["4", "-1", "x", "1.5"])
def test_a_step_that_no_form_has_is_refused(web: Web, sink: Sink, aim: str) -> None:
    assert web.post(RECIPE | {"praxis_ziel": aim})[0] == 400
    assert sink.messages == []


def test_what_was_written_comes_back_as_text_only(web: Web) -> None:
    _, page, _ = web.post(CALL | {"name": '"><script>x</script>', "phone": ""})
    assert "<script" not in page
    assert _shown(page, "name") == '"><script>x</script>'


def test_nobody_is_born_tomorrow(web: Web) -> None:
    status, page, _ = web.post(RECIPE | {"birthday": "2999-01-01"})
    assert status == 422
    assert "Tag, Monat und Jahr Ihrer Geburt" in page


@pytest.mark.parametrize(
    ("day", "shown"),
    [(("29", "2", "1980"), ""), (("29", "2", "1981"), "1981"), (("", "2", "1980"), "1980"), (("1", "1", "80"), "80"), (("x", "'", "<"), "&lt;")],
)  # fmt: skip
def test_a_day_is_asked_in_three_parts_that_come_back_as_written(
    web: Web, day: tuple[str, ...], shown: str
) -> None:
    said = {k: v for k, v in RECIPE.items() if k != "birthday"}
    parts = dict(zip(("birthday[d]", "birthday[m]", "birthday[y]"), day, strict=True))
    status, page, _ = web.post(said | parts | {"praxis_ziel": "2"})
    if shown:
        assert status == 422
        assert "Tag, Monat und Jahr Ihrer Geburt" in page
        assert (
            f'name="birthday[y]" required aria-describedby="birthday-error" aria-invalid="true" inputmode="numeric" dir="ltr" maxlength="4" size="4" autocomplete="bday-year" value="{shown}"'
            in page
        )
    else:
        assert "<dd>29.02.1980</dd>" in page


def test_several_ticks_arrive_and_no_others(web: Web, sink: Sink) -> None:
    said = {k: v for k, v in CALL.items() if k != "time"}
    status, page, _ = web.post(said | {"time[0]": "vormittags", "time[1]": "mittags"})
    assert status == 200, page
    assert "Wann erreichen wir Sie?: vormittags, mittags" in sink.messages[0].get_content()
    assert web.post(said | {"time[]": "nachts"})[0] == 422
    assert web.post(said | {"time[a][b]": "vormittags"})[0] == 400
    assert web.post(said | {"name[]": "Ada"})[0] == 400
    assert len(sink.messages) == 1


def _shown(page: str, name: str) -> str:
    found = re.search(rf'<input type="\w+" id="{name}"[^>]* value="([^"]*)"', page)
    assert found
    return unescape(found[1])


def test_a_name_cannot_write_headers_or_markup(web: Web, sink: Sink) -> None:
    status, _, _ = web.post(CALL | {"name": "A\r\nBcc: evil@x.example <script>x</script>"})
    assert status == 200
    (mail,) = sink.messages
    assert mail["Bcc"] is None
    assert "Name: A Bcc: evil@x.example" in mail.get_content()


def test_programs_that_fill_the_unseen_field_are_thanked_and_forgotten(web: Web, sink: Sink) -> None:
    status, page, _ = web.post(CALL | {"website": "https://spam.example"})
    assert (status, "Danke" in page) == (200, True)
    assert sink.messages == []


def test_an_old_browser_is_asked_to_confirm_and_only_then_it_is_sent(web: Web, sink: Sink) -> None:
    status, page, _ = web.post(CALL, Sec_Fetch_Site=None, Origin="null")
    assert status == 200
    assert sink.messages == []
    hidden = _hidden(page)
    assert hidden["name"] == "Ada Ünal"
    assert (
        web.post(hidden | {"name": "Jemand anders"}, Sec_Fetch_Site=None, Origin="null")[1].count(
            "praxis_zeichen"
        )
        == 1
    )
    assert sink.messages == []
    status, page, _ = web.post(hidden, Sec_Fetch_Site=None, Origin="null")
    assert (status, len(sink.messages)) == (200, 1), page


def test_the_sixth_message_of_an_hour_has_to_wait(web: Web, sink: Sink) -> None:
    codes = [web.post(CALL)[0] for _ in range(6)]
    assert codes == [200] * 5 + [429]
    assert len(sink.messages) == 5


def test_pages_answer_in_the_language_of_their_form(web: Web, sink: Sink) -> None:
    status, page, _ = web.post(CALL | {"formular": "rueckruf-en", "time": "at noon"})
    assert status == 200
    assert "Thank you" in page
    assert '<html lang="en">' in page
    assert sink.messages[0]["Subject"] == "Website: call back"


def test_without_a_certificate_nothing_of_health_is_taken(web: Web, sink: Sink) -> None:
    kept = (web.site / "formular.pem").read_bytes()
    (web.site / "formular.pem").unlink()
    try:
        assert web.post(RECIPE)[0] == 503
        assert sink.messages == []
        assert web.post(CALL)[0] == 200
    finally:
        (web.site / "formular.pem").write_bytes(kept)


def test_a_folder_others_may_read_is_not_used(web: Web, sink: Sink) -> None:
    room = web.base / "room"
    room.chmod(0o755)
    try:
        assert web.post(CALL)[0] == 503
        assert sink.messages == []
    finally:
        room.chmod(0o700)


def test_mail_of_the_server_itself_when_no_mailbox_is_named(web: Web) -> None:
    """What mail() hands to sendmail is the same message."""
    out = web.base / "sendmail.txt"
    code = "$_SERVER=['REQUEST_METHOD'=>'POST','HTTPS'=>'on','CONTENT_TYPE'=>'application/x-www-form-urlencoded','HTTP_SEC_FETCH_SITE'=>'same-origin','DOCUMENT_ROOT'=>'/nowhere/x','REMOTE_ADDR'=>'192.0.2.1'];"
    code += "$_POST=['formular'=>'rueckruf','website'=>'','name'=>'Ben','phone'=>'030 7654321','time'=>''];"
    code += f"require '{web.site}/formular.php';"
    done = subprocess.run(
        ["php", "-d", f"sendmail_path=tee {out}", "-d", f"sys_temp_dir={web.base}", "-r", code], capture_output=True, text=True, check=False
    )  # fmt: skip
    assert "Danke" in done.stdout, done.stdout + done.stderr
    raw = out.read_text(encoding="utf-8")
    assert "To: praxis@probe.example" in raw
    assert "TmFtZTogQmVu" in raw.replace("\n", "")
