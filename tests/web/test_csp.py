"""Which policies confine a page: what they refuse together, and which directive is too wide."""

import pytest

from mkdocs_praxis.web.contact import OwnSite
from mkdocs_praxis.web.csp import parse, parse_header, too_wide
from mkdocs_praxis.web.sent import served

OWN = OwnSite("https://praxis.example/", frozenset(["medien.praxis.example"]))
TIGHT = "default-src 'none'; form-action 'none'; base-uri 'none'"


def wide(*policies: str) -> list[str]:
    return [str(one) for one in too_wide([parse(p) for p in policies], OWN)]


@pytest.mark.parametrize(
    "more",
    [
        "",
        "script-src 'self'",
        "script-src 'self' 'unsafe-eval' 'wasm-unsafe-eval'",
        "script-src 'sha256-abc='",
        "script-src 'sha256-abc=' 'unsafe-inline'",  # the hash takes its meaning away
        "style-src 'self' 'unsafe-inline'",
        "img-src data: blob: 'self'",
        "worker-src blob:",
        "img-src https://medien.praxis.example",
        "img-src praxis.example praxis.example/bilder/",
        "connect-src https://praxis.example:443",
        "script-src 'unsafe-hashes' 'sha256-x='",
        "sandbox allow-scripts; upgrade-insecure-requests",
        "img-src 'self'; img-src *",  # the first counts
    ],
)
def test_what_confines(more: str) -> None:
    assert wide(f"{TIGHT}; {more}") == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("img-src *", "img-src *"),
        ("img-src https:", "img-src https:"),
        ("connect-src http: 'self'", "connect-src http:"),
        ("connect-src wss:", "connect-src wss:"),
        ("font-src https://fonts.gstatic.com", "font-src https://fonts.gstatic.com"),
        ("frame-src *.praxis.example", "frame-src *.praxis.example"),
        ("media-src https://praxis.example:8443", "media-src https://praxis.example:8443"),
        ("img-src www.praxis.example", "img-src www.praxis.example"),
        ("script-src 'nonce-abc'", "script-src 'nonce-abc'"),
        ("script-src 'strict-dynamic' 'sha256-x='", "script-src 'strict-dynamic'"),
        ("script-src 'unsafe-inline'", "script-src 'unsafe-inline'"),
        ("script-src-elem https://a.test; script-src 'self'", "script-src-elem https://a.test"),
        ("worker-src https://a.test", "worker-src https://a.test"),
        ("child-src https://a.test", "child-src https://a.test"),
        ("object-src *", "object-src *"),
        ("manifest-src https://a.test", "manifest-src https://a.test"),
        ("STYLE-SRC HTTPS://A.TEST", "style-src HTTPS://A.TEST"),
    ],
)
def test_what_is_too_wide_is_named(more: str, said: str) -> None:
    assert said in wide(f"{TIGHT}; {more}")


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("default-src 'none'; base-uri 'none'", "form-action"),
        ("default-src 'none'; form-action 'none'", "base-uri"),
        ("form-action 'none'; base-uri 'none'", "default-src"),
        ("script-src 'self'", "default-src"),
        ("default-src *; form-action 'none'; base-uri 'none'", "default-src *"),
        ("form-action *; default-src 'none'; base-uri 'none'", "form-action *"),
        ("", "default-src"),
        # As a no-break space copied from a web page: the directive is unknown then, in Chromium too.
        ("default-src\u00a0'none'; form-action 'none'; base-uri 'none'", "default-src"),
        ("default-src\u2003'none'; form-action 'none'; base-uri 'none'", "default-src"),
        ("default-src\x0b'none'; form-action 'none'; base-uri 'none'", "default-src"),
        # A hash that is none leaves 'unsafe-inline' in force.
        (f"{TIGHT}; script-src 'self' 'unsafe-inline' 'sha256-<hash>'", "script-src 'unsafe-inline'"),
        (f"{TIGHT}; script-src 'self' 'unsafe-inline' 'sha256-'", "script-src 'unsafe-inline'"),
    ],
)
def test_what_falls_back_to_nothing(policy: str, said: str) -> None:
    assert said in wide(policy)


def test_no_policy_confines_nothing() -> None:
    assert wide()


def test_what_one_policy_refuses_is_refused() -> None:
    assert wide(f"{TIGHT}; img-src *", f"{TIGHT}; font-src *") == ["default-src"]  # a prefetch passes either
    assert wide(f"{TIGHT}; img-src *", TIGHT) == []
    assert wide("form-action 'none'", "default-src 'none'; base-uri 'self'") == []


def test_an_allowance_opens_what_it_names() -> None:
    policy = parse(f"{TIGHT}; img-src https://maps.example.net")
    assert too_wide([policy], OWN, {("img-src", "https://maps.example.net")}) == ()
    assert too_wide([policy], OWN, {("font-src", "https://maps.example.net")})


def test_a_comma_parts_the_policies_of_a_header() -> None:
    assert [p.directives for p in parse_header("default-src 'none', img-src *;, ")] == [
        {"default-src": ("'none'",)},
        {"img-src": ("*",)},
    ]


@pytest.mark.parametrize(
    ("files", "name", "covered"),
    [
        ({".htaccess": f'<IfModule mod_headers.c>\n Header always set Content-Security-Policy "{TIGHT}"\n</IfModule>'}, "a/b.html", True),
        ({"a/.htaccess": f'Header set Content-Security-Policy "{TIGHT}"'}, "b.html", False),
        ({"a/.htaccess": f'Header set Content-Security-Policy "{TIGHT}"'}, "a/b.html", True),
        ({".htaccess": f'Header set Content-Security-Policy "{TIGHT}"', "a/.htaccess": "Header unset Content-Security-Policy"}, "a/b.html", False),
        ({".htaccess": f'<Files x.html>\nHeader set Content-Security-Policy "{TIGHT}"\n</Files>'}, "b.html", False),
        ({".htaccess": f'# Header set Content-Security-Policy "{TIGHT}"'}, "b.html", False),
        ({".htaccess": f'Header set Content-Security-Policy-Report-Only "{TIGHT}"'}, "b.html", False),
        ({"_headers": f"/*\n  Content-Security-Policy: {TIGHT}"}, "a/b.html", True),
        ({"_headers": f"/a/*\n  Content-Security-Policy: {TIGHT}"}, "index.html", False),
        ({"_headers": f"/\n  Content-Security-Policy: {TIGHT}"}, "index.html", True),
        ({"_headers": f"/:x\n  Content-Security-Policy: {TIGHT}"}, "b.html", True),
        ({"_headers": f"/*.html\n  Content-Security-Policy: {TIGHT}"}, "b.html", False),  # hosts serve it at /b too
        ({"_headers": f"/*.html\n  Content-Security-Policy: {TIGHT}"}, "index.html", False),
        ({"_headers": f"/*\n  Content-Security-Policy: {TIGHT}\n/a/*\n  ! Content-Security-Policy"}, "a/b.html", False),
        ({"_headers": f"/*\n  Content-Security-Policy: {TIGHT}\n/a/*\n  ! Content-Security-Policy"}, "b.html", True),
        ({"a/_headers": f"/*\n  Content-Security-Policy: {TIGHT}"}, "a/b.html", False),
        # Held against Apache 2.4.71: what it sent with these files.
        ({".htaccess": f'<IfModule !mod_headers.c>\nHeader set Content-Security-Policy "{TIGHT}"\n</IfModule>'}, "b.html", False),
        ({".htaccess": f'<IfModule mod_none.c>\nHeader set Content-Security-Policy "{TIGHT}"\n</IfModule>'}, "b.html", False),
        ({".htaccess": f'Header set Content-Security-Policy "{TIGHT}"\n<FilesMatch "html$">\nHeader unset Content-Security-Policy\n</FilesMatch>'}, "b.html", False),
        ({".htaccess": f'<Files b.html>\nHeader set Content-Security-Policy "img-src *"\n</Files>\nHeader set Content-Security-Policy "{TIGHT}"'}, "b.html", False),
        ({".htaccess": f'<Files b.html>\nHeader set Content-Security-Policy "img-src *"\n</Files>\nHeader set Content-Security-Policy "{TIGHT}"'}, "c.html", True),
        ({".htaccess": "<Files b.html>\nHeader unset Content-Security-Policy\n</Files>", "a/.htaccess": f'Header set Content-Security-Policy "{TIGHT}"'}, "a/b.html", False),
        ({".htaccess": f'Header set Content-Security-Policy "{TIGHT}"\n<If "true">\nHeader unset Content-Security-Policy\n</If>'}, "b.html", False),
        ({".htaccess": f'Header set Content-Security-Policy "{TIGHT}"\nHeader unset Content-Security-Policy env=x'}, "b.html", False),
        ({".htaccess": f'Header set Content-Security-Policy "{TIGHT}"\nHeader set Content-Security-Policy "img-src *" "expr=true"'}, "b.html", False),
        ({".htaccess": f'Header set Content-Security-Policy "{TIGHT}"\nHeader edit* Content-Security-Policy none *'}, "b.html", False),
        ({".htaccess": f'# kept for later \\\nHeader set Content-Security-Policy "{TIGHT}"'}, "b.html", False),
        ({".htaccess": f'Header set Content-Security-Policy "{TIGHT};" env=x'}, "b.html", False),
        ({".htaccess": 'Header always set Content-Security-Policy: "' + TIGHT.replace("; ", "; \\\n   ") + '"'}, "b.html", True),
        ({".htaccess": f'Header set Content-Security-Policy "{TIGHT}"\n<FilesMatch "\\.(css|jpe?g)$">\nHeader unset Content-Security-Policy\n</FilesMatch>'}, "b.html", True),
        ({".htaccess": f'Header set Content-Security-Policy "{TIGHT}"\n<Files ~ "\\.pdf$">\n<If "true">\nHeader unset Content-Security-Policy\n</If>\n</Files>'}, "b.html", True),
        ({".htaccess": f'<FilesMatch "\\.(html?|php)$">\nHeader set Content-Security-Policy "{TIGHT}"\n</FilesMatch>'}, "a/index.html", True),
        ({".htaccess": f'Header set Content-Security-Policy "{TIGHT}" "expr=%{{CONTENT_TYPE}} =~ m#text\\/(html|javascript)|application\\/pdf|xml#i"'}, "b.html", True),
        ({".htaccess": f'Header set Content-Security-Policy "img-src *"\nHeader setifempty Content-Security-Policy "{TIGHT}"'}, "b.html", False),
        ({"praxis-headers.conf": f'add_header Content-Security-Policy "{TIGHT}" always;'}, "b.html", True),
        ({"praxis-headers.conf": f'add_header Content-Security-Policy "{TIGHT}";\nadd_header X-A b;'}, "b.html", True),
        ({"praxis-headers.conf": f'add_header Content-Security-Policy "{TIGHT}";\nlocation / {{\nadd_header X-A b;\n}}'}, "b.html", False),
        ({"praxis-headers.conf": f'location /x {{\nadd_header Content-Security-Policy "{TIGHT}";\n}}'}, "b.html", False),
        ({"praxis-headers.caddy": f'header {{\n\tContent-Security-Policy "{TIGHT}"\n}}'}, "b.html", True),
        ({"praxis-headers.caddy": f'header {{\n\tContent-Security-Policy "{TIGHT}"\n}}\nheader /a/* -Content-Security-Policy'}, "a/b.html", False),
        ({"praxis-headers.caddy": f'header Content-Security-Policy "{TIGHT}"\nheader Content-Security-Policy "img-src *"'}, "b.html", False),
    ],
)  # fmt: skip
def test_header_files_cover_what_servers_send_them_with(
    files: dict[str, str], name: str, covered: bool
) -> None:
    assert (too_wide(served(files).policies(name), OWN) == ()) is covered
