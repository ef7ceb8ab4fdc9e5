"""Header files: valid in each server's language, the author's words kept, contradictions refused."""

import re
import shlex

import pytest

from mkdocs_praxis.gate import Options, check
from mkdocs_praxis.harden.csp import widenings
from mkdocs_praxis.harden.servers import CSP, HEADERS, SERVERS, block, headers, sent_by, write
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.web.contact import OwnSite, Page
from mkdocs_praxis.web.csp import Widening

PAGE = Page(
    inline_scripts=("a()",), inline_styles=("p{}",), style_attributes=("top:1",), event_handlers=("b()",)
)
WIDER = tuple(
    widenings([("maps.example.net/ti%20les/*", "third-party-image"), ("*.x.example", "third-party-request")])
)


def read_back(server: str, text: str) -> dict[str, str]:
    """Read headers as the server's own grammar says (quoting rules of shells, Apache, nginx and Caddy agree on these)."""
    found = {}
    for line in text.splitlines():
        words = shlex.split(line, comments=True) if server in {"apache", "nginx", "caddy"} else []
        match server:
            case "apache" if words[:3:2] == ["Header", "set"]:
                found[words[3]] = words[4].replace("%%", "%")
            case "nginx" if words[:1] == ["add_header"]:
                assert words[3] == "always;"
                found[words[1]] = words[2]
            case "caddy" if line.startswith("\t"):
                found[words[0]] = words[1]
            case "netlify" | "cloudflare" if line.startswith("  "):
                name, _, value = line.strip().partition(": ")
                found[name] = value
    return found


@pytest.mark.parametrize("server", SERVERS)
def test_every_file_says_the_same(server: str) -> None:
    values = headers([PAGE], WIDER, server)
    text = block(server, values)
    assert read_back(server, text) == values
    assert set(values) == {CSP, *HEADERS}
    assert text.isascii()


@pytest.mark.parametrize("server", SERVERS)
def test_the_own_gate_passes_the_file(server: str, tmp_path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><html lang=de><title>x</title><h1>x</h1>")
    write(tmp_path, server, headers([PAGE], (), server))
    report = check(tmp_path, OwnSite("https://praxis.example/"), Options())
    assert report.passed, report.findings + report.unread


@pytest.mark.parametrize("server", SERVERS)
def test_writing_twice_changes_nothing_and_keeps_the_author(server: str, tmp_path) -> None:
    path = tmp_path / SERVERS[server]
    theirs = b"# \xe4rztlich\r\n/alt /neu 301\r\n"
    path.write_bytes(theirs.rstrip(b"\r\n"))
    write(tmp_path, server, headers([PAGE], (), server))
    first = path.read_bytes()
    assert first.startswith(theirs.rstrip(b"\r\n") + b"\n# BEGIN mkdocs-praxis")
    write(tmp_path, server, headers([Page()], (), server))
    second = path.read_bytes()
    assert second != first
    assert second.count(b"# BEGIN") == 1
    write(tmp_path, server, headers([PAGE], (), server))
    assert path.read_bytes() == first


@pytest.mark.parametrize(
    ("server", "line"),
    [
        ("apache", 'Header set X-Frame-Options "DENY"'),
        ("apache", "header ALWAYS unset content-security-policy"),
        ("nginx", "add_header Referrer-Policy origin;"),
        ("caddy", "\theader Permissions-Policy x"),
        ("netlify", "  X-Frame-Options: DENY"),
    ],
)
def test_a_header_that_the_author_sets_is_refused_by_line(server: str, line: str, tmp_path) -> None:
    write(tmp_path, server, headers([PAGE]))
    path = tmp_path / SERVERS[server]
    path.write_text(path.read_text() + f"# X-Frame-Options is spoken of here\n{line}\n")
    before = path.read_bytes()
    number = before.decode().splitlines().index(line) + 1
    with pytest.raises(PraxisError, match="sets") as told:
        write(tmp_path, server, headers([PAGE]))
    assert told.value.problems[0].line == number
    assert path.read_bytes() == before


def test_a_related_header_of_another_name_is_no_contradiction(tmp_path) -> None:
    (tmp_path / "_headers").write_text("/*\n  Content-Security-Policy-Report-Only: img-src 'self'\n")
    write(tmp_path, "netlify", headers([PAGE]))
    written = (tmp_path / "_headers").read_text()
    assert written.startswith("/*\n  Content-Security-Policy-Report-Only: img-src 'self'\n")
    assert written.count("Content-Security-Policy:") == 1


def test_cloudflares_line_limit_is_kept() -> None:
    many = [Page(style_attributes=tuple(f"top:{n}px" for n in range(39)), inline_scripts=("a",))]
    for line in block("cloudflare", headers(many, (), "cloudflare")).splitlines():
        assert len(line) <= 2000
    policy = headers(many, (), "cloudflare")[CSP]
    assert "style-src 'self' 'unsafe-inline';" in policy
    assert "script-src 'self' 'sha256-" in policy


@pytest.mark.parametrize(
    ("server", "limit"), [(None, 3000), ("cloudflare", 2000 - len("  Content-Security-Policy: "))]
)
def test_a_policy_may_be_just_as_long_as_fits(server: str | None, limit: int) -> None:
    def policy(letters: int) -> str:
        return headers([PAGE], [Widening("img-src", f"https://{'a' * letters}.example")], server)[CSP]

    room = limit - len(policy(1)) + 1
    assert len(policy(room)) == limit
    assert "style-src 'self' 'sha256-" in policy(room)
    assert "style-src 'self' 'unsafe-inline'" in policy(room + 1)


@pytest.mark.parametrize("server", SERVERS)
def test_what_a_server_sends_is_told_with_our_headers_and_without(server: str, tmp_path) -> None:
    made = write(tmp_path, server, headers([PAGE], (), server))
    files = {made.name: str(made)}
    assert not sent_by(files, ours=False).policies("index.html")
    if server not in {"nginx", "caddy"}:  # whose files no server takes from the site itself
        assert sent_by(files, ours=True).policies("index.html")


def test_a_site_of_many_inline_scripts_leaves_them_to_its_pages() -> None:
    policy = headers([Page(inline_scripts=(f"f({n})",)) for n in range(100)])[CSP]
    assert "script-src 'self' 'unsafe-inline';" in policy
    assert "default-src 'none'" in policy
    assert len(policy) < 3000


def test_too_many_allowances_for_one_line_are_told() -> None:
    wider = [Widening("img-src", f"https://{n}.bilder.example") for n in range(200)]
    with pytest.raises(PraxisError, match="too long"):
        headers([PAGE], wider)


@pytest.mark.parametrize("value", ['a"b', "a$b", "a\\b", "a\nb", "ä"])
def test_what_cannot_be_quoted_is_refused(value: str) -> None:
    with pytest.raises(PraxisError, match="quote"):
        block("nginx", {"X-Test": value})


@pytest.mark.parametrize(
    ("pattern", "source"),
    [
        ("maps.example.net", "https://maps.example.net"),
        ("*.example.net", "https://*.example.net"),
        ("https://Maps.example.net/tiles/*", "https://maps.example.net/tiles/"),
        ("maps.example.net/tiles*", "https://maps.example.net"),
        ("maps.example.net/a/b?x=1", "https://maps.example.net/a/"),
        ("http://maps.example.net:8080/a/b.png", "http://maps.example.net:8080/a/b.png"),
        ("maps.example.net/*", "https://maps.example.net"),
        ("*://maps.example.net/a;b", "https://maps.example.net"),
    ],
)
def test_an_allowance_opens_its_host_and_no_more(pattern: str, source: str) -> None:
    assert list(widenings([(pattern, "third-party-image")])) == [Widening("img-src", source)]


@pytest.mark.parametrize(
    "pattern", ["tile*.example.net", "maps.*", "a.example; script-src *", "a.example 'unsafe-eval'", "'self'"]
)
def test_a_pattern_that_no_policy_can_say_is_refused(pattern: str) -> None:
    with pytest.raises(PraxisError, match="cannot be said"):
        list(widenings([(pattern, "third-party-image")]))


def test_an_allowance_for_requests_opens_sockets_of_that_host_too() -> None:
    sources = [w.source for w in widenings([("a.example", "third-party-request")])]
    assert sources == ["https://a.example", "wss://a.example"]


def test_an_allowance_for_a_click_opens_what_a_click_shows_and_no_code() -> None:
    opened = {w.directive for w in widenings([("a.example", "contact-after-click")])}
    assert opened == {"media-src", "img-src", "connect-src", "frame-src"}


def test_the_features_are_known_by_name_once() -> None:
    names = re.findall(r"([a-z-]+)=\(\)", HEADERS["Permissions-Policy"])
    assert len(names) == len(set(names)) > 25


def test_a_header_file_that_is_a_link_changes_nothing_elsewhere(tmp_path) -> None:
    (tmp_path / "other").write_text("theirs\n")
    site = tmp_path / "site"
    site.mkdir()
    (site / ".htaccess").symlink_to("../other")
    with pytest.raises(PraxisError, match="link"):
        write(site, "apache", headers([PAGE]))
    assert (tmp_path / "other").read_text() == "theirs\n"
