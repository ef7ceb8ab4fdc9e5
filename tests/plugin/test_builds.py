"""Whatever brings a contact into a site, `mkdocs build` replaces it by a link or stops."""

import os
import re
from pathlib import Path

import pytest

from tests.plugin.conftest import Build

YOUTUBE = (
    '<iframe src="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=90" title="Unser Film"></iframe>'
)
LEAK = '<script src="https://cdn.example.net/a.js"></script>'


def test_an_embed_becomes_a_link(mkdocs_build: Build) -> None:
    built = mkdocs_build(
        {"docs/index.md": f"# Film\n\n{YOUTUBE}\n\n[Kammer](https://www.aekno.de/?utm_source=x&a=1)\n"}
    )
    assert built.passed, built.said
    page = built.page()
    assert 'class="praxis-embed' in page
    assert 'href="https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=90s"' in page
    assert "<iframe" not in page
    assert "Unser Film" in page
    assert 'href="https://www.aekno.de/?a=1"' in page
    assert 'name="referrer" content="no-referrer"' in page
    assert page.index("Content-Security-Policy") < page.index("<title")


LEAKS = {
    "raw HTML in Markdown": {"files": {"docs/index.md": f"# x\n\n{LEAK}\n"}},
    "a HTML file in docs": {
        "files": {"docs/extra.html": f"<!doctype html><html lang=de><title>x</title>{LEAK}"}
    },
    "extra_javascript": {"extra_javascript": ["https://cdn.example.net/a.js"]},
    "extra_css": {"extra_css": ["https://cdn.example.net/a.css"]},
    "own style sheet": {
        "files": {"docs/a.css": '@import "//cdn.example.net/b.css";'},
        "extra_css": ["a.css"],
    },
    "self-hosted copy of a tracker": {
        "files": {
            "docs/a.js": "!function(){window.fbq=function(){};fbq('init','123456789');fbq('track','PageView')}()"
        },
        "extra_javascript": ["a.js"],
    },
    "theme override": {
        "files": {
            "over/main.html": '{% extends "base.html" %}{% block extrahead %}' + LEAK + "{% endblock %}"
        },
        "theme": {"name": "mkdocs", "highlightjs": False, "custom_dir": "over"},
    },
    "hook that writes late": {
        "files": {
            "late.py": f"import pathlib\ndef on_post_build(config):\n    pathlib.Path(config.site_dir, 'x.html').write_text('''<!doctype html>{LEAK}''')\n"
        },
        "hooks": ["late.py"],
    },
    "hook that changes pages": {
        "files": {
            "late.py": f"def on_post_page(output, page, config):\n    return output.replace('</body>', '''{LEAK}</body>''')\n"
        },
        "hooks": ["late.py"],
    },
    "image in SVG": {
        "files": {
            "docs/a.svg": '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://cdn.example.net/a.png"/></svg>'
        }
    },
    "manifest": {
        "files": {
            "docs/site.webmanifest": '{"icons":[{"src":"https://cdn.example.net/i.png"}]}',
            "docs/index.md": '# x\n\n<link rel="manifest" href="site.webmanifest">\n',
        }
    },
}


@pytest.mark.parametrize("way", LEAKS)
def test_a_leak_stops_the_build_and_leaves_nothing_to_deploy(way: str, mkdocs_build: Build) -> None:
    built = mkdocs_build(**LEAKS[way])
    assert not built.passed
    assert not built.site.exists()
    assert (built.root / "site.rejected").is_dir()
    assert "site.rejected" in built.said
    assert "praxis explain" in built.said


def test_embeds_on_pages_that_no_hook_sees_become_links_too(mkdocs_build: Build) -> None:
    frame = '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe>'
    film = f'<!doctype html><html lang="{{}}"><meta charset="utf-8"><title>x</title>{frame}'
    late = f"import pathlib\ndef on_post_build(config):\n    pathlib.Path(config.site_dir, 'druck.htm').write_text({film.format('de')!r})\n"
    built = mkdocs_build({"docs/mappe/alt.html": film.format("en"), "late.py": late}, hooks=["late.py"])
    assert built.passed, built.said
    assert "Watch the video on YouTube" in built.page("mappe/alt.html")
    assert "Video auf YouTube ansehen" in built.page("druck.htm")


def test_a_finding_names_the_markdown_line(
    mkdocs_build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    built = mkdocs_build({"docs/sub/seite.md": f"---\ntitle: x\n---\n# x\n\nText\n\n{LEAK}\n"})
    assert "docs/sub/seite.md:8" in built.said


def test_code_without_an_address_is_named_with_its_line_and_what_to_put_there(mkdocs_build: Build) -> None:
    page = '# Praxis\n\nUnser Kanal:\n\n<behold-widget feed-id="lqKpZ5bPfPq3"></behold-widget>\n'
    built = mkdocs_build({"docs/index.md": page})
    assert not built.passed
    assert "docs/index.md:5" in built.said
    assert "oder das Profil, aus dem er Beiträge" in " ".join(built.said.split())


def test_a_rejected_site_goes_when_the_next_build_passes(mkdocs_build: Build) -> None:
    assert not mkdocs_build({"docs/index.md": LEAK}).passed
    built = mkdocs_build({"docs/index.md": "# gut\n"})
    assert built.passed
    assert not (built.root / "site.rejected").exists()


def test_another_plugin_s_crash_leaves_nothing_to_deploy(mkdocs_build: Build) -> None:
    built = mkdocs_build(
        {"late.py": "def on_post_page(output, page, config):\n    raise RuntimeError('x')\n"},
        hooks=["late.py"],
    )
    assert not built.passed
    assert not built.site.exists()


def test_serve_shows_findings_and_goes_on(mkdocs_build: Build) -> None:
    built = mkdocs_build({"docs/index.md": LEAK}, command="serve")
    assert built.passed
    assert "cdn.example.net" in built.said


@pytest.mark.parametrize(
    "theme",
    [
        {"name": "praxis", "locale": "de"},
        {"name": "praxis", "locale": "en"},
        {"name": "mkdocs", "highlightjs": False},
        {"name": "readthedocs", "highlightjs": False},
        {"name": "material", "font": False, "features": ["navigation.instant", "content.code.copy"]},
    ],
    ids=lambda t: t["name"] + t.get("locale", ""),
)
def test_works_with_the_common_themes(
    theme: dict[str, object], mkdocs_build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    built = mkdocs_build(
        {
            "docs/index.md": f"# Film\n\n{YOUTUBE}\n",
            "docs/zwei.md": "# Zwei\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        },
        theme=theme,
    )
    assert built.passed, built.said
    assert "praxis-embed" in built.page()
    assert "Content-Security-Policy" in built.page("404.html")


def test_a_theme_s_own_cdn_is_a_finding_that_names_its_option(mkdocs_build: Build) -> None:
    built = mkdocs_build(theme={"name": "mkdocs"})
    assert not built.passed
    assert "highlightjs: false" in built.said


def test_a_sensitive_page_links_to_no_network(mkdocs_build: Build) -> None:
    built = mkdocs_build(
        {
            "docs/index.md": f"# a\n\n{YOUTUBE}\n",
            "docs/b.md": f"---\nsensibel: true\n---\n# b\n\n{YOUTUBE}\n",
        }
    )
    assert built.passed, built.said
    assert "youtube.com" in built.page()
    assert 'href="https://www.youtube.com' not in built.page("b/index.html")
    assert "1 Einbettung steht als Link; 1 Einbettung steht als Text" in built.said


def test_strict_forbids_a_plain_link_to_a_network(mkdocs_build: Build) -> None:
    built = mkdocs_build(
        {"docs/index.md": "[Folgen](https://www.instagram.com/praxis/)\n"}, praxis={"policy": "strict"}
    )
    assert not built.passed
    assert "social-link" in built.said


def test_an_allowance_widens_gate_and_policy_by_its_host(mkdocs_build: Build) -> None:
    entry = {
        "host": "cdn.example.net",
        "rule": "third-party-script",
        "reason": "Vertrag",
        "approved_by": "Dr. Muster",
        "contract": "2026-01-01",
        "expires": "2099-01-01",
    }
    built = mkdocs_build({"docs/index.md": f"# x\n\n{LEAK}\n"}, praxis={"allow": [entry]})
    assert built.passed, built.said
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy"[^>]* content="([^"]*)"', built.page())
    assert "https://cdn.example.net" in next(
        part for part in policy.split("; ") if part.startswith("script-src")
    )
    assert "cdn.example.net" not in "".join(
        p for p in policy.split("; ") if not p.startswith(("script-src", "worker-src"))
    )
    del entry["reason"]
    assert "reason" in mkdocs_build(praxis={"allow": [entry]}).said


@pytest.mark.parametrize(
    ("praxis", "config", "words"),
    [
        ({"polcy": "strict"}, {}, ("polcy", "policy")),
        ({"policy": "streng"}, {}, ("policy", "standard")),
        ({"policy": 3}, {}, ("policy kann nicht 3 sein", "Möglich", "standard")),
        ({}, {"plugins": [{"praxis": {}}, {"praxis": {}}]}, ("praxis steht zweimal in der Liste",)),
        ({"severity": {"third-party-scrip": "note"}}, {}, ("third-party-script",)),
        ({"own_hosts": ["https://x/y"]}, {}, ("own_hosts",)),
        ({"reports": [{"format": "pdf", "output": "x"}]}, {}, ("pdf", "sarif")),
        ({"date": "morgen"}, {}, ("morgen", "2026-12-27")),
        ({"language": "fr"}, {}, ("fr", "de, en")),
        ({"own_hosts": ["www.youtube.com"]}, {}, ("www.youtube.com", "gehört nicht Ihnen", "mkdocs.yml")),
        ({"severity": {"third-party-script": "note"}}, {}, ("bleibt auf jeder Website ein Fehler", "allow")),
        ({}, {"site_url": None}, ("site_url",)),
        ({}, {"site_url": "ftp://x/"}, ("ftp://x/",)),
    ],
)
def test_a_mistake_in_the_configuration_is_told(
    praxis: dict[str, object], config: dict[str, object], words: tuple[str, ...], mkdocs_build: Build
) -> None:
    built = mkdocs_build(praxis=praxis, **config)
    assert not built.passed
    for word in words:
        assert word in built.said
    assert "Traceback" not in built.said


def test_mistakes_of_all_pages_are_told_at_once(mkdocs_build: Build) -> None:
    files = {
        "praxis/praxis.yml": "name: Praxis Beispiel\nberuf: {art: arzt}\n",
        "docs/eins.md": "# Eins\n\n![](eins.jpg)\n\n![](zwei.jpg)\n",
        "docs/zwei.md": "# Zwei\n\nText\n\n::: praxis sprechzeitn\n",
    }
    built = mkdocs_build(files, praxis={"facts": "praxis/"})
    assert not built.passed
    for place in ("eins.md:3:1", "eins.md:5:1", "zwei.md:5"):
        assert built.said.count(place) == 1, place


def test_a_broken_fact_is_told_with_file_and_line(mkdocs_build: Build) -> None:
    built = mkdocs_build({"praxis/praxis.yml": "# Fakten\nnam: Praxis\n"})
    assert not built.passed
    assert "praxis.yml:2" in built.said
    assert "name" in built.said


def test_reports_and_evidence_are_written(
    mkdocs_build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from mkdocs_praxis.evidence import differences, load

    monkeypatch.chdir(tmp_path)
    wanted = {
        "reports": [{"format": "html", "output": "bericht.html"}, {"format": "json", "output": "r/b.json"}],
        "evidence": "beleg.json",
        "server": "apache",
    }
    built = mkdocs_build(praxis=wanted)
    assert built.passed, built.said
    assert (tmp_path / "bericht.html").is_file()
    assert (tmp_path / "r" / "b.json").is_file()
    assert "Content-Security-Policy" in (built.site / ".htaccess").read_text()
    statement = load(tmp_path / "beleg.json")
    assert differences(built.site, statement) == []
    page = built.site / "index.html"
    page.write_bytes(page.read_bytes().replace(b"Guten Tag", b"Guten TaG"))
    (built.site / "new.txt").write_text("x")
    assert [(d.file, d.what) for d in differences(built.site, statement)] == [
        ("index.html", "changed"),
        ("new.txt", "added"),
    ]


@pytest.mark.parametrize("server", ["", "apache", "netlify"])
def test_the_same_input_gives_the_same_evidence(
    server: str, mkdocs_build: Build, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    asked = {"evidence": "beleg.json"} | ({"server": server} if server else {})
    first, second = (mkdocs_build(praxis=asked) and (tmp_path / "beleg.json").read_bytes() for _ in range(2))
    assert first == second


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_a_link_out_of_the_site_is_not_followed(mkdocs_build: Build) -> None:
    hook = "import os\ndef on_post_build(config):\n    os.symlink('/etc/passwd', os.path.join(config.site_dir, 'x.html'))\n"
    built = mkdocs_build({"late.py": hook}, hooks=["late.py"])
    assert not built.passed
    assert "unread-file" in built.said


def test_a_hook_that_writes_a_contact_is_named_with_its_line(mkdocs_build: Build) -> None:
    hook = "from pathlib import Path\ndef on_post_build(config):\n    Path(config.site_dir, 'x.html').write_text('<title>x</title><img src=\"https://pixel.example/p.gif\" alt=x>')\n"
    built = mkdocs_build({"late.py": hook}, hooks=["late.py"])
    assert "late.py:3" in built.said


def test_a_mistake_met_while_a_template_is_filled_is_told_without_a_traceback(mkdocs_build: Build) -> None:
    over = '{% extends "base.html" %}{% block content %}{{ praxis.component("sprechzeitn") }}{% endblock %}'
    built = mkdocs_build(
        {"over/main.html": over}, theme={"name": "mkdocs", "highlightjs": False, "custom_dir": "over"}
    )
    assert not built.passed
    assert "Did you mean 'hours'" in built.said
    assert "Traceback" not in built.said


@pytest.mark.parametrize(
    "theme",
    [
        {"name": "mkdocs", "highlightjs": False, "user_color_mode_toggle": True, "locale": "de"},
        {"name": "material", "font": False, "language": "de"},
    ],
    ids=lambda t: t["name"],
)
def test_the_privacy_notice_names_what_a_theme_links_to_and_stores(
    theme: dict[str, object], mkdocs_build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_MKDOCS_2_WARNING", "1")
    site = Path(__file__).parents[2] / "example-site"
    facts = site / "praxis"
    files: dict[str, str | bytes] = {f"praxis/{p.name}": p.read_bytes() for p in facts.glob("*.yml")}
    shown = (p for kind in ("bilder", "formulare") for p in (site / "docs" / kind).rglob("*.*"))
    files |= {p.relative_to(site).as_posix(): p.read_bytes() for p in shown}
    files["docs/fuer-sie/rueckruf.md"] = (
        site / "docs/fuer-sie/rueckruf.md"
    ).read_bytes()  # the facts tell of its form
    pages = {f"docs/{n}.md": f"# {n}\n\n::: praxis {n}\n" for n in ("impressum", "datenschutz")}
    pages["docs/privacy.md"] = "---\nlang: en\n---\n# Privacy\n\n::: praxis datenschutz\n"
    silent = mkdocs_build(files | pages, theme=theme)
    if theme["name"] == "mkdocs":  # what its switch keeps is known, and the notice says it by itself
        assert silent.passed, silent.said
        assert "mkdocs-colormode" in silent.page("datenschutz/index.html")
        assert "remembers whether you chose light or dark colours" in silent.page("privacy/index.html")
        assert "device-storage" not in silent.said
    else:
        assert "speichert etwas auf dem Gerät, aber der Text sagt nichts davon" in " ".join(
            silent.said.split()
        )
    stored = "speicher: [{name: mkdocs-colormode, zweck: merkt sich hell oder dunkel, dauer: bis Sie es löschen}]\n"
    files["praxis/rechtliches.yml"] = (facts / "rechtliches.yml").read_text(encoding="utf-8") + stored
    built = mkdocs_build(files | pages, theme=theme)
    assert "contradiction" not in built.said
    assert built.passed, built.said
    assert ("squidfunk.github.io" if theme["name"] == "material" else "www.mkdocs.org") in built.page(
        "datenschutz/index.html"
    )


def test_a_photo_tells_nothing_but_what_it_shows(mkdocs_build: Build) -> None:
    import io

    from PIL import Image

    picture, exif, out = Image.new("RGB", (40, 30), "teal"), Image.Exif(), io.BytesIO()
    exif[0x013B] = "Erika Beispiel"
    picture.save(out, "JPEG", exif=exif)
    facts = "name: Praxis\nberuf: {art: arzt}\n"
    built = mkdocs_build(
        {
            "praxis/praxis.yml": facts,
            "docs/team.jpg": out.getvalue(),
            "docs/index.md": "![Das Team](team.jpg)\n",
        },
        theme={"name": "mkdocs", "highlightjs": False},
    )
    left = next(built.root.glob("site*/team.jpg"))
    assert b"Erika" not in left.read_bytes()
    assert "photo-metadata" not in built.said


def test_a_page_in_another_language_gets_its_legal_text_in_it(mkdocs_build: Build) -> None:
    files: dict[str, str | bytes] = {
        "praxis/praxis.yml": "name: Praxis\nberuf: {art: arzt}\n",
        "docs/impressum.md": "# Impressum\n\n::: praxis impressum\n",
        "docs/datenschutz.md": "# Datenschutz\n\nWir speichern nichts.\n",
        "docs/en/imprint.md": f"---\nsprache: en\n---\n# Imprint\n\n::: praxis impressum\n\n{YOUTUBE}\n",
    }
    theme = {"name": "mkdocs", "highlightjs": False, "locale": "de"}
    built = mkdocs_build(files, praxis={"draft": True}, theme=theme)
    assert "legal-link" not in built.said
    assert built.passed, built.said
    german, english = built.page("impressum/index.html"), built.page("en/imprint/index.html")
    assert "Berufsbezeichnung" in german
    assert "Berufsbezeichnung" not in english
    assert "on YouTube" in english


def test_a_page_in_arabic_runs_from_right_to_left_unless_it_says_else(mkdocs_build: Build) -> None:
    page = "---\ntitle: A\nsprache: {}\n---\n# A\n\nText.\n"
    files: dict[str, str | bytes] = {f"docs/{code}.md": page.format(code) for code in ("ar", "tr", "fa")}
    files["docs/ltr.md"] = page.format("ar\ndir: ltr")
    built = mkdocs_build(files, theme={"name": "praxis", "locale": "de"})
    said = {
        name: re.findall("<html[^>]*>", built.page(f"{name}/index.html"))
        for name in ("ar", "tr", "fa", "ltr")
    }
    assert said == {
        "ar": ['<html lang="ar" dir="rtl">'], "tr": ['<html lang="tr">'], "fa": ['<html lang="fa" dir="rtl">'],
        "ltr": ['<html lang="ar" dir="ltr">'],
    }  # fmt: skip
    for name, foreign in (("tr", True), ("index", False)):
        html = built.page("index.html" if name == "index" else f"{name}/index.html")
        for words in ("<summary", '<a class="skip" href="#inhalt"', '<h2 id="seiten"'):
            assert (f'{words} lang="en">' in html) == foreign, (name, words)


def test_a_theme_made_after_mkdocs_own_is_told_its_setting(mkdocs_build: Build) -> None:
    """As those of Bootswatch, Dracula and Ivory are: they load the same library, and the same option leaves it out."""
    page = '<!doctype html><html lang="en"><head><title>P</title>{% if config.theme.highlightjs %}<script src="https://cdnjs.cloudflare.com/ajax/libs/highlight.js/10.5.0/highlight.min.js"></script>{% endif %}</head><body>{{ page.content }}</body></html>'
    theme = {"name": None, "custom_dir": "thema", "highlightjs": True, "locale": "en"}
    built = mkdocs_build({"thema/main.html": page}, theme=theme)
    assert not built.passed
    assert "theme: {highlightjs: false}" in built.said
    assert mkdocs_build({"thema/main.html": page}, theme=theme | {"highlightjs": False}).passed
