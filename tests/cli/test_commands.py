"""The command as people call it: what it says and the status it leaves."""

import gzip
import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_praxis.cli import main
from tests.tools import python

URL = "https://www.praxis-beispiel.de/"
CLEAN = "<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head><body>x</body></html>"
LEAK = CLEAN.replace("x</body>", '<img src="https://pixel.example.net/p.gif" alt=""></body>')


def praxis(
    *arguments: str | Path, cwd: Path | None = None, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    call = "from mkdocs_praxis.cli import main; main(prog_name='praxis')"
    done = python("-c", call, *arguments, cwd=cwd, input=stdin, timeout=120)
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(CLEAN)
    return folder


def test_status_says_passed_found_or_could_not_run(site: Path) -> None:
    assert praxis("check", site, "--site-url", URL).returncode == 0
    (site / "index.html").write_text(LEAK)
    done = praxis("check", site, "--site-url", URL, "--lang", "en")
    assert done.returncode == 1
    assert "pixel.example.net" in done.stdout
    for wrong in (
        ["check", site / "no"],
        ["check", site / "index.html"],
        ["explain", "third-party-scrip"],
        ["check", site, "--site-url", "nonsense"],
    ):
        done = praxis(*wrong)
        assert done.returncode == 2
        assert done.stderr


def test_nothing_is_not_clean(tmp_path: Path) -> None:
    assert praxis("check", tmp_path, "--site-url", URL).returncode == 2


def test_several_formats_at_once(site: Path, tmp_path: Path) -> None:
    pairs = [
        "--format",
        "sarif",
        "--output",
        tmp_path / "a.sarif",
        "--format",
        "html",
        "--output",
        tmp_path / "b.html",
        "--format",
        "json",
    ]
    done = praxis("check", site, "--site-url", URL, *pairs)
    assert done.returncode == 0
    assert json.loads(done.stdout)["passed"] is True
    assert json.loads((tmp_path / "a.sarif").read_text())["version"] == "2.1.0"
    assert "<html" in (tmp_path / "b.html").read_text()
    assert praxis("check", site, "--format", "json", "--format", "text").returncode == 2


def test_a_check_changes_nothing(site: Path) -> None:
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in site.rglob("*")}
    praxis("check", site, "--site-url", URL)
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in site.rglob("*")} == before


def test_configuration_inherits_and_adds_up(site: Path, tmp_path: Path) -> None:
    allow = "allow:\n- {host: pixel.example.net, rule: third-party-image, reason: x, approved_by: y, contract: z, expires: 2099-01-01}\n"
    (tmp_path / "agency.yml").write_text(allow + "policy: strict\n")
    (tmp_path / "praxis.toml").write_text(f'inherit = "agency.yml"\nsite_url = "{URL}"\n')
    (site / "index.html").write_text(LEAK)
    done = praxis("check", site, "--format", "json", cwd=tmp_path)
    data = json.loads(done.stdout)
    assert (data["passed"], data["policy"], data["counts"]["allowed"]) == (True, "strict", 1)
    (tmp_path / "praxis.toml").write_text('polcy = "strict"\n')
    done = praxis("check", site, cwd=tmp_path)
    assert done.returncode == 2
    assert "'policy'" in done.stderr


@pytest.mark.parametrize("folder", ["site", "site.rejected"])
def test_the_mkdocs_yml_that_builds_a_folder_says_its_address(
    site: Path, tmp_path: Path, folder: str
) -> None:
    page = CLEAN.replace("</body>", f'<img src="{URL}bild.png" alt=""></body>')
    for name in ("site", "site.rejected", "andere"):
        (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / name / "index.html").write_text(page)
    assert praxis("check", folder, cwd=tmp_path).returncode == 1
    (tmp_path / "mkdocs.yml").write_text(f"site_name: P\nsite_url: {URL}\n")
    done = praxis("check", folder, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert praxis("check", "andere", cwd=tmp_path).returncode == 1
    (tmp_path / "mkdocs.yml").write_text("site_name: P\n")
    assert "--site-url" in praxis("check", folder, cwd=tmp_path).stderr


def test_a_baseline_lets_the_old_pass_and_the_new_fail(site: Path, tmp_path: Path) -> None:
    (site / "old.html").write_text(LEAK)
    baseline = tmp_path / "baseline.json"
    assert (
        praxis("check", site, "--site-url", URL, "--baseline", baseline, "--write-baseline").returncode == 0
    )
    assert praxis("check", site, "--site-url", URL, "--baseline", baseline).returncode == 0
    (site / "new.html").write_text(LEAK)
    done = praxis("check", site, "--site-url", URL, "--baseline", baseline, "--lang", "en")
    assert done.returncode == 1
    assert "new.html" in done.stdout
    assert [
        line for line in done.stdout.splitlines() if "old.html" in line and not line.startswith("known")
    ] == []
    assert "1 error in 1 file; 3 files read; 1 known finding" in done.stdout
    again = praxis("check", site, "--site-url", URL, "--baseline", baseline, "--write-baseline")
    assert again.returncode == 1, "else who always writes it would pass with everything"
    assert praxis("check", site, "--site-url", URL, "--baseline", baseline).returncode == 1, (
        "a baseline may only shrink"
    )


def test_many_sites_stream_and_resume(tmp_path: Path) -> None:
    for number in range(12):
        folder = tmp_path / f"s{number}"
        folder.mkdir()
        (folder / "index.html").write_text(LEAK if number == 3 else CLEAN)
    (tmp_path / "s5" / "index.html").unlink()
    out = tmp_path / "out.jsonl"
    sites = sorted(p for p in tmp_path.iterdir() if p.is_dir())
    done = praxis("check", *sites, "--site-url", URL, "--format", "jsonl", "--output", out)
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(lines) == 11
    assert sum(not line["passed"] for line in lines) == 1
    assert done.returncode == 2
    assert done.stderr.endswith(f"did not pass: {tmp_path / 's3'}\nnot checked: {tmp_path / 's5'}\n")
    (tmp_path / "s5" / "index.html").write_text(CLEAN)
    assert (
        praxis(
            "check", *sites, "--site-url", URL, "--format", "jsonl", "--output", out, "--resume"
        ).returncode
        == 1
    ), "what failed in the first run still fails"
    assert len(out.read_text().splitlines()) == 12


def test_replace_shows_or_writes(tmp_path: Path) -> None:
    film = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>\n'
    shown = praxis("replace", "-", stdin=f"# Film\n\n{film}")
    assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in shown.stdout
    page = tmp_path / "a.md"
    page.write_text(f"# Film\r\n\r\n{film}", newline="")
    assert praxis("replace", "--write", page).returncode == 0
    assert b"# Film\r\n\r\n" in page.read_bytes()
    assert b"watch?v=dQw4w9WgXcQ" in page.read_bytes()
    (tmp_path / "b.md").write_bytes(b"\xff\xfe")
    assert praxis("replace", "--write", tmp_path / "b.md").returncode == 2
    assert (tmp_path / "b.md").read_bytes() == b"\xff\xfe"


@pytest.mark.parametrize(
    ("page", "options", "says"),
    [
        ('<!DOCTYPE html><!-- x --><html class="no-js" lang="de-AT">', [], "ansehen"),
        ("<HTML LANG=de>", ["--lang", "en"], "Watch"),
        ("<html lang=en-GB>", [], "Watch"),
        ("<html lang=fr>", [], 'lang="en"'),
        ("<html>", [], "ansehen"),
        ("<html lang>", ["--lang", "en"], "Watch"),
        ("<div lang=en>", [], "ansehen"),
    ],
)
def test_a_link_speaks_the_language_of_its_page(
    tmp_path: Path, page: str, options: list[str], says: str
) -> None:
    """And no longer that of the machine: a server speaks English, whoever reads the pages it builds."""
    (tmp_path / "praxis.yml").write_text("language: de\n")
    (tmp_path / "a.html").write_text(
        f'{page}<body><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>'
    )
    assert praxis("replace", "--write", "a.html", *options, cwd=tmp_path).returncode == 0
    assert says in (tmp_path / "a.html").read_text()


@pytest.mark.parametrize("level", ["standard", "strict"])
def test_what_replace_and_harden_make_passes_the_check_by_the_same_settings(
    level: str, tmp_path: Path
) -> None:
    film = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ" title="Rundgang"></iframe>'
    page = f"<!doctype html><html lang=de><title>A</title><body>{film}<script>console.log(1)</script>"
    (tmp_path / "praxis.yml").write_text(f"policy: {level}\nsite_url: {URL}\nlanguage: de\n")
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "index.html").write_text(page)
    (tmp_path / "public" / "index.html.gz").write_bytes(gzip.compress(page.encode()))
    (tmp_path / "public" / "alt.html.gz").write_bytes(gzip.compress(b"<p>of nothing that is there</p>"))
    said = [
        praxis(*a, cwd=tmp_path)
        for a in (("replace", "--write", "public"), ("harden", "public"), ("check", "public"))
    ]
    assert [one.returncode for one in said] == [0, 0, 0], said
    assert "1 ersetzt" in said[0].stdout
    assert "geändert" in said[1].stdout
    as_what = "steht als Text" if level == "strict" else "steht als Link"
    assert f"1 Einbettung {as_what}" in said[2].stdout
    held = gzip.decompress((tmp_path / "public" / "index.html.gz").read_bytes())
    assert held == (tmp_path / "public" / "index.html").read_bytes()
    assert "ersetzt" not in praxis("replace", "--write", "public", "--lang", "en", cwd=tmp_path).stdout


def test_headers_keep_what_the_author_wrote(site: Path) -> None:
    file = site / ".htaccess"
    file.write_text("RewriteEngine On")
    assert praxis("headers", site, "--for", "apache", "--site-url", URL, "--write").returncode == 0
    first = file.read_text()
    assert first.startswith("RewriteEngine On\n")
    assert "Content-Security-Policy" in first
    praxis("headers", site, "--for", "apache", "--site-url", URL, "--write")
    assert file.read_text() == first
    file.write_text('Header set Referrer-Policy "origin"\n')
    done = praxis("headers", site, "--for", "apache", "--site-url", URL, "--write")
    assert done.returncode == 2
    assert "Referrer-Policy" in done.stderr
    assert file.read_text() == 'Header set Referrer-Policy "origin"\n'


@pytest.mark.parametrize("server", ["apache", "nginx", "caddy", "netlify", "cloudflare"])
def test_header_files_pass_the_own_gate(server: str, site: Path) -> None:
    assert praxis("headers", site, "--for", server, "--site-url", URL, "--write").returncode == 0
    done = praxis("check", site, "--site-url", URL)
    assert done.returncode == 0, done.stdout


def test_a_new_site_builds_and_passes_at_once(tmp_path: Path) -> None:
    for profession in ("arzt", "psychotherapie", "physiotherapie"):
        folder = tmp_path / profession
        assert praxis("new", folder, "--profession", profession, "--yes").returncode == 0
        done = python("-m", "mkdocs", "build", "-q", cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
        told = praxis("todo", cwd=folder).stdout
        examples = [row for row in told.splitlines() if "│" in row and row.endswith("# BEISPIEL")]
        assert len(examples) > 15
        needed, _, rest = told.partition("Vielleicht nötig.")
        assert needed.startswith("Nötig.")
        assert not [row for row in rest.splitlines() if row in examples]
        assert "Telefonzeiten" in rest.partition("Darf offen bleiben:")[2]
        assert told.count("Besucher hielten es für eine Angabe der Praxis.") == 1, "not once a line"
    assert praxis("new", tmp_path / "arzt", "--yes").returncode == 2
    done = praxis("todo", cwd=Path(__file__).parents[2] / "example-site" / "physio-heilpraktiker")
    assert (done.returncode, done.stdout) == (0, "Es fehlt nichts mehr.\n")


@pytest.mark.parametrize(
    "command",
    [
        ["vendors"],
        ["vendors", "doctolib"],
        ["explain"],
        ["explain", "PRX101"],
        ["components"],
        ["components", "hours"],
        ["--help"],
    ],
)
def test_what_informs_works(command: list[str]) -> None:
    done = praxis(*command)
    assert done.returncode == 0
    assert len(done.stdout) > 100


@pytest.mark.parametrize(
    "command", [["vendors", "youtube"], ["components", "callback"], ["explain"], ["explain", "social-link"]]
)
@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_terminal_gets_lines_of_its_width_and_a_pipe_whole_ones(
    command: list[str], lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = CliRunner().invoke(main, [*command, "--lang", lang]).stdout
    assert max(map(len, whole.splitlines())) > 80
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("mkdocs_praxis.cli.common.at_a_screen", lambda: True)
    narrow = CliRunner().invoke(main, [*command, "--lang", lang]).stdout
    assert max(map(len, narrow.splitlines())) <= 80
    assert "".join(narrow.split()) == "".join(whole.split())


def test_what_a_folded_report_names_as_showing_everything_does(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    tests = "\n\n".join(f'<img src="https://pixel{n}.example.net/p.gif" alt="">' for n in range(24))
    (tmp_path / "docs" / "index.md").write_text(f"# Praxis\n\n{tests}\n", encoding="utf-8")
    config = (
        "site_name: P\nsite_url: https://p.example/\ntheme: {name: praxis, locale: de}\n"
        "plugins: [praxis: {facts: praxis/, draft: true}]\n"
    )
    notice = "# Datenschutz\n\n::: praxis datenschutz\n"
    (tmp_path / "docs" / "datenschutz.md").write_text(notice, encoding="utf-8")
    (tmp_path / "praxis").mkdir()
    (tmp_path / "praxis" / "praxis.yml").write_text("name: P\nberuf: {art: arzt}\n", encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(config, encoding="utf-8")
    folded = praxis("build", cwd=tmp_path).stderr
    assert "`praxis build --full` zeigt alle" in folded
    assert "https://pixel23.example.net" not in folded
    whole = praxis("build", "--full", cwd=tmp_path).stderr
    assert "zeigt alle" not in whole
    assert all(f"https://pixel{n}.example.net" in whole for n in range(24))
    assert "einbindungen" not in whole  # what has to go needs no description
    rejected = ("check", "site.rejected", "--site-url", "https://p.example/", "--lang", "de")
    assert "; --full zeigt alle" in praxis(*rejected, cwd=tmp_path).stdout
    assert "zeigt alle" not in praxis(*rejected, "--full", cwd=tmp_path).stdout
    assert "--full" in praxis("prove", "--help").stdout  # the same report


@pytest.mark.parametrize(
    ("options", "outcome"),
    [
        ("--format text --format sarif --output A", {"": "text", "A": "sarif"}),
        ("--format sarif --output A --format text", {"": "text", "A": "sarif"}),
        ("--format sarif --output A --format text --format html --output B", {"": "text", "A": "sarif", "B": "html"}),
        ("--format=text --format=junit --output=A", {"": "text", "A": "junit"}),
        ("--output A --format html --format text", {"": "text", "A": "html"}),
        ("--format html --format sarif --output A --output B", {"A": "html", "B": "sarif"}),
        ("--output A", {"A": "text"}),
        ("--output a.sarif", {"a.sarif": "sarif"}),
        ("--output a.html --output b.XML --output c.txt", {"a.html": "html", "b.XML": "junit", "c.txt": "text"}),
        ("--format text --output a.html", {"a.html": "text"}),
        ("--format sarif --output -", {"": "sarif"}),
        ("--format sarif --output - --format html --output A", {"": "sarif", "A": "html"}),
        ("--format sarif --output - --format html", None),
        ("--format html --output A --output B", None),
    ],
)  # fmt: skip
def test_a_report_goes_where_the_output_beside_its_format_says(
    options: str, outcome: dict[str, str] | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("s").mkdir()
    Path("s/index.html").write_text("<!doctype html><html lang=de><title>x</title><p>x")
    done = CliRunner().invoke(main, ["check", "s", "--site-url", "https://x.example/", *options.split()])
    assert done.exit_code == (2 if outcome is None else 0), done.output
    begins = {"text": "1 file read", "sarif": "{", "html": "<!DOCTYPE", "junit": "<?xml"}
    for file, form in (outcome or {}).items():
        text = Path(file).read_text() if file else done.stdout
        assert text.startswith(begins[form]), (file, text[:40])


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("index.md", "# Praxis\n", 2),
        ("facts.json", "{}", 2),
        ("index.xhtml", '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>x</p></body></html>', 0),
        ("drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>', 0),
        ("drawing.svg", '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://a.example.net/x"/></svg>', 1),
    ],
)  # fmt: skip
def test_a_folder_of_sources_has_not_been_checked(tmp_path: Path, name: str, text: str, status: int) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / name).write_text(text, encoding="utf-8")
    done = praxis("check", "docs", "--site-url", URL, "--lang", "en", cwd=tmp_path)
    assert done.returncode == status, done.stderr
    assert ("no page (HTML) lies in it" in done.stderr) == (status == 2)


def test_questions_are_written_as_what_their_name_says_or_not_at_all(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["questionnaire", "--lang", "en", "--output", str(tmp_path / "q.pdf")])
    assert (done.exit_code, "no such file can be made" in done.output) == (2, True)
    assert not (tmp_path / "q.pdf").exists()


def test_a_check_takes_the_settings_of_a_site(tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: x\nsite_url: https://www.praxis-beispiel.de/\nplugins:\n  - praxis: {own_hosts: [bilder.praxis-beispiel.de], facts: praxis/}\n"
    )
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(
        "<!doctype html><title>x</title><img src=https://bilder.praxis-beispiel.de/a.png alt=x><img src=https://www.praxis-beispiel.de/b.png alt=x>"
    )
    done = CliRunner().invoke(
        main, ["check", str(tmp_path / "site"), "--config", str(tmp_path / "mkdocs.yml"), "--lang", "en"]
    )
    assert done.exit_code == 0, done.output


def test_a_report_that_would_be_text_is_not_called_pdf(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text(CLEAN)
    done = praxis("check", tmp_path / "site", "--site-url", URL, "--output", tmp_path / "bericht.PDF")
    assert done.returncode == 2
    assert "--output bericht.html" in done.stderr
    assert not (tmp_path / "bericht.PDF").exists()
    text = praxis("check", tmp_path / "site", "--site-url", URL, "--output", tmp_path / "bericht.txt")
    assert text.returncode == 0
    assert "1 file read" in (tmp_path / "bericht.txt").read_text("utf-8")
