"""Additions of the preview: a bar with date and findings, and an error page when the build fails."""

import contextlib
import datetime as dt
import http.server
import re
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from markupsafe import Markup, escape
from mkdocs.exceptions import ConfigurationError, MkDocsException

from mkdocs_praxis import cldr
from mkdocs_praxis.files import regular_files, rewrite
from mkdocs_praxis.i18n import settings_files, translator
from mkdocs_praxis.lazy import regex
from mkdocs_praxis.plugin.mkdocs_yml import yaml_problem
from mkdocs_praxis.plugin.outcome import problems
from mkdocs_praxis.policy.model import Finding, Report, Severity
from mkdocs_praxis.problem import PraxisError
from mkdocs_praxis.report.common import place_of

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

_BODY = regex(rb"(<body\b[^>]*>)(?:<aside data-praxis-preview (?:.*?)</aside>)?", re.IGNORECASE | re.DOTALL)
_EXCERPT = regex(r"^ +(?:\d+ )?│.*(?:\n +(?:\d+ )?│.*)*\n?", re.MULTILINE)
_LABEL = regex(r"(?:^|(?<=</code>))  (\w[\w ]{6}) (?=\S)", re.MULTILINE)
_SHOWN = 20
_BAR = "all:initial;display:block;position:relative;z-index:9;padding:.6rem 1rem;background:#1d2530;color:#fff;font:1rem/1.5 system-ui,sans-serif"
_PAGE = """<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>:root{{color-scheme:light dark}}body{{margin:clamp(1rem,6vh,4rem) auto;max-width:46rem;padding:0 1rem;font:1.125rem/1.55 system-ui,sans-serif;overflow-wrap:anywhere}}
h1{{font-size:1.75rem;line-height:1.2;text-wrap:balance}}div{{white-space:pre-line;border:1px solid #8888;border-inline-start:6px solid light-dark(#a3000e,#ffa096);border-radius:8px;padding:1rem 1.25rem}}
code{{display:block;white-space:pre;overflow-x:auto;margin:.75rem 0;padding:.75rem;background:#8882;border-radius:4px;font:1rem/1.5 ui-monospace,Consolas,monospace}}</style></head>
<body><h1>{title}</h1><div>{told}</div><p>{hope}</p></body></html>
"""


def write_bar(site: Path, bar: bytes) -> None:
    """Write the bar into every page of a preview. Nothing of it is ever in the output of a build."""
    for name, place in regular_files(site).items():
        if name.endswith(".html"):
            rewrite(place, lambda page: with_bar(page, bar))


def with_bar(page: bytes, bar: bytes) -> bytes:
    """Return a page with the bar, in place of the one it may have from an earlier build."""
    return _BODY.sub(lambda body: body[1] + bar, page, count=1)


def showing(app: "WSGIApplication", bar: Callable[[], bytes]) -> "WSGIApplication":
    """Return a server's application that shows the bar on every page: so none need be written at each change."""

    def answer(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        begun: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Callable[[bytes], object]:
            begun[:] = status, headers
            return lambda _: None

        body = app(environ, start)
        status, headers = begun
        if dict(headers).get("Content-Type", "").startswith("text/html"):
            page = with_bar(b"".join(body), bar())
            getattr(body, "close", bool)()  # as WSGI asks (PEP 3333)
            headers = [(name, value) for name, value in headers if name != "Content-Length"]
            headers, body = [*headers, ("Content-Length", str(len(page)))], [page]
        start_response(status, headers)
        return body

    return answer


def bar_of(report: Report, day: dt.date, language: str) -> bytes:
    """Return what every page of a preview says: for which day it is, and what was found."""
    t, words = translator(language, "report"), cldr.language(language)
    head = t("Preview for {day}", day=words.date(day, words.long_date))
    heavy = [
        f for f in report.findings if f.severity is not Severity.NOTE and not f.known and not f.rule.listed_by
    ]
    errors = sum(f.severity is Severity.ERROR for f in heavy)
    body = Markup("<strong>{}</strong>").format(head)
    if heavy:
        counted = t("{errors} errors, {warnings} warnings", errors=errors, warnings=len(heavy) - errors)
        lines = Markup().join(Markup("<li>{}</li>").format(line) for line in _lines(report, heavy, t))
        body = Markup(
            '<details{}><summary style="cursor:pointer">{} · {}</summary><ol>{}</ol></details>'
        ).format(Markup(" open") if errors else "", body, counted, lines)
    return Markup('<aside data-praxis-preview style="{}">{}</aside>').format(_BAR, body).encode()


def _lines(report: Report, findings: list[Finding], t: Callable[..., str]) -> Iterator[str]:
    order = sorted(findings, key=lambda f: f.severity is not Severity.ERROR)
    for f in order[:_SHOWN]:
        at = place_of(report, f)
        where = f"{at.file}:{at.line}" if at.line else at.file
        yield f"{where} – {t(f.severity.value)}: {f.message} {f.fix}"
    if len(order) > _SHOWN:
        yield t("… and {count} more; {command} shows all", count=len(order) - _SHOWN, command="").partition(
            ";"
        )[0]


def forgiving(
    server: Any, builder: Callable[[], None], language: str, config_file: Path
) -> Callable[[], None]:
    """Return a builder that shows as a page what keeps it from building: without one the preview would wait for ever."""

    def build() -> None:
        try:
            builder()
        except Exception as error:  # noqa: BLE001 - whatever it is, the person at the browser wants to read it
            told = error_page(error, language, config_file)
            click.echo(f"\n{_words(error, language, config_file)}\n", err=True)
            root = Path(server.root)
            for path in {root / "index.html", root / "404.html", *root.rglob("*.html")}:
                with contextlib.suppress(OSError):
                    path.write_text(told, encoding="utf-8")

    return build


def error_page(error: Exception, language: str, config_file: Path) -> str:
    """Return a page that says what keeps the preview from being built."""
    t = translator(language, "report")
    page = Markup(_PAGE).format(  # noqa: S704 - our own page
        language=language,
        title=t("The preview cannot be built"),
        told=_set(_words(error, language, config_file)),
        hope=t("As soon as it is mended and saved, the page comes back by itself."),
    )
    return str(page)


def _set(words: str) -> Markup:
    """Return a message with its excerpts as code, and what begins its parts (`was tun`) in bold."""
    if words.startswith("Traceback"):
        return Markup("<code tabindex=0>{}</code>").format(words)
    html = _EXCERPT.sub(r"<code tabindex=0>\g<0></code>", str(escape(words)))
    return Markup(_LABEL.sub(r"<b>\1</b> ", html))  # noqa: S704 - escaped above


def _words(error: Exception, language: str, config_file: Path) -> str:
    if isinstance(error, ConfigurationError) and (problem := yaml_problem(config_file)):
        error = problems(PraxisError(problem), language)
    if isinstance(error, MkDocsException):
        return str(error).strip()
    return "".join(traceback.format_exception(error))


def until_changed(file: Path, address: str, page: str) -> None:
    """Show a page at an address (host:port) until a file of the site changes, or what its mkdocs.yml inherits."""
    host, port = address.rsplit(":", 1)
    again = page.replace("<head>", '<head><meta http-equiv="refresh" content="2">', 1).encode()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(503)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(again)

        def log_message(self, *_: object) -> None:
            pass

    before = _state(file)
    with http.server.ThreadingHTTPServer((host, int(port)), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        while _state(file) == before:
            time.sleep(0.5)
        server.shutdown()


def _state(file: Path) -> dict[str, int]:
    """Return what tells whether something of a site was saved."""
    folders = (file.parent / "docs", file.parent / "praxis")
    pages = (path for folder in folders for path in folder.rglob("*"))
    found = {}
    for path in (*pages, *(path for path, _ in settings_files(file))):
        with contextlib.suppress(OSError):
            found[str(path)] = path.stat().st_mtime_ns
    return found
