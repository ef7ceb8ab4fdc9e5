"""Every rule page is manual, `explain` text and test at once: its own cases must hold."""

import contextlib
import datetime as dt
import io
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from PIL import Image

from mkdocs_praxis.browser.judging import findings_of, unsent
from mkdocs_praxis.browser.sink import Seen
from mkdocs_praxis.browser.visit import Mode, Visit
from mkdocs_praxis.gate import Options, check, inspect
from mkdocs_praxis.gate.practice import with_practice
from mkdocs_praxis.gate.sources import MarkdownSources
from mkdocs_praxis.i18n import translator
from mkdocs_praxis.policy.config import policy_of
from mkdocs_praxis.policy.model import Finding, Policy, Report, Rule, Severity
from mkdocs_praxis.policy.rules import (
    all_rules,
    cases,
    page_text,
    rule,
    rule_of_check,
    rule_of_contact,
    rule_of_sign,
)
from mkdocs_praxis.practice import checks
from mkdocs_praxis.practice.checks.facts import _FIX
from mkdocs_praxis.practice.new import create
from mkdocs_praxis.practice.reading import read_facts
from mkdocs_praxis.problem import PraxisError, Problem
from mkdocs_praxis.replace.engine import replace
from mkdocs_praxis.replace.model import Options as Replacing
from mkdocs_praxis.vendors import catalogue
from mkdocs_praxis.web.contact import Contact, Kind, OwnSite, SignKind, Trigger
from tests.tools import lay

OWN = OwnSite("https://www.praxis-beispiel.de/")
NAMES = [r.name for r in all_rules()]
CASES = [(name, number, *case) for name in NAMES for number, case in enumerate(cases(name))]


def page(code: str) -> str:
    return f"<!doctype html><html lang=de><head><meta charset=utf-8><title>x</title></head><body>{code}</body></html>"


def written(language: str, code: str) -> str:
    """Return the page that a block of a rule's page is; nothing for a description in YAML."""
    return {"html": page(code), "yaml": ""}.get(language, code)


@pytest.mark.parametrize(
    ("name", "number", "language", "verdict", "code"), CASES, ids=[f"{c[0]}-{c[1]}-{c[3]}" for c in CASES]
)
def test_a_page_s_cases_hold(
    name: str, number: int, language: str, verdict: str, code: str, tmp_path: Path
) -> None:
    described: dict[str, Any] = yaml.safe_load(code) if language == "yaml" else {}
    found = list(Case(name, described, tmp_path).found(written(language, code)))
    met = {f.rule.name for f in found}
    if verdict == "flagged":
        assert name in met
    else:
        assert name not in met
        if language != "yaml":
            assert not [f for f in found if f.severity is not Severity.NOTE and f.rule.name != "legal-link"]


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_has_two_cases_of_each_kind(name: str) -> None:
    verdicts = [verdict for _, verdict, _ in cases(name)]
    assert verdicts.count("flagged") >= 2
    assert verdicts.count("fine") >= 2


@dataclass
class Case:
    """A case of a rule's page: a page, or what a YAML block describes.

    `page`: the body of a page; `files`: further files; `config`: a praxis.yml; `today`; `facts`: what differs from the
    practice in tests/practice/beispiel, by file; `legal`: own legal pages; `photo`: what a picture tells beside the
    picture; `replace`: what an author pasted; `docs`: the pages of a site that is built, with what else mkdocs.yml says; `visit`: what a browser saw; `sent`: the policies that a server sends.
    """

    name: str
    told: dict[str, Any]
    folder: Path

    def found(self, text: str) -> Iterator[Finding]:
        site = self.folder / "site"
        site.mkdir()
        body = self.told.get("page", self.told.get("replace", "<p>Praxis</p>"))
        (site / "index.html").write_text(text or page(body), encoding="utf-8")
        for name, content in self.told.get("files", {}).items():
            (site / name).write_text(content)
        for name, content in self.told.get("legal", {}).items():
            (site / f"{name}.html").write_text(page(content))
        if "photo" in self.told:
            (site / "foto.jpg").write_bytes(photo(**self.told["photo"]))
        if "docs" in self.told:
            yield from self.built()
            return
        if "sent" in self.told:
            sent = self.told["sent"]
            rules = policy_of({"server_policy": sent["declared"]})
            yield from unsent([("https://x/", sent["headers"])], rules)
            return
        if "visit" in self.told:
            yield from self.visited(site, **self.told["visit"])
            return
        yield from self.with_facts(site).findings

    def built(self) -> Iterator[Finding]:
        """Yield what `mkdocs build` tells of a practice site with these pages, and these settings in mkdocs.yml."""
        create(self.folder / "praxis-site", legal_form="einzelpraxis")
        root = self.folder / "praxis-site"
        shutil.rmtree(root / "docs")
        lay(root / "docs", self.told["docs"])
        settings = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
        settings.pop("nav")
        settings |= {key: value for key, value in self.told.items() if key != "docs"}
        settings["plugins"][-1]["praxis"]["reports"] = [
            {"format": "json", "output": str(self.folder / "r.json")}
        ]
        (root / "mkdocs.yml").write_text(yaml.safe_dump(settings), encoding="utf-8")
        with contextlib.suppress(Abort):
            build(load_config(str(root / "mkdocs.yml")))
        for one in json.loads((self.folder / "r.json").read_text(encoding="utf-8"))["findings"]:
            met = rule(one["rule"])
            yield Finding(met, Severity(one["severity"]), one["file"], one["line"], 1, one["message"], "")

    def options(self) -> Options:
        practice = rule(self.name).scope == "practice"
        policy = policy_of(self.told.get("config", {}), language="de", practice=practice)
        asks: list[tuple[str, Problem]] = []
        if "replace" in self.told:
            options = Replacing(own=OWN, page_url=OWN.url, language="de")
            asks = [("index.html", ask.problem) for ask in replace(self.told["replace"], options).asks]
        today = self.told.get("today", dt.date(2026, 11, 23))
        hardens = self.name not in {
            "unconfined-script",
            "beyond-policy",
        }  # the other rules' cases run script too
        return Options(policy, today=today, asks=tuple(asks), hardens=hardens)

    def with_facts(self, site: Path) -> Report:
        legal = {name: f"{name}.html" for name in self.told.get("legal", {})}
        inspection = inspect(site, OWN, self.options()._replace(texts=frozenset(legal.values())))
        if "facts" not in self.told:
            return inspection.report
        facts = self.folder / "praxis"
        shutil.copytree(Path(__file__).parents[1] / "practice" / "beispiel", facts)
        for name, values in self.told["facts"].items():
            whole = yaml.safe_load((facts / name).read_text()) | values
            kept = {key: value for key, value in whole.items() if value is not None}
            (facts / name).write_text(yaml.safe_dump(kept, allow_unicode=True))
        return with_practice(inspection, read_facts(facts), site, self.options().today, legal, draft=False)

    def visited(
        self,
        site: Path,
        *,
        policy: bool = True,
        contacts: tuple[str, ...] = (),
        violations: tuple[str, ...] = (),
        failed: str = "",
    ) -> Iterator[Finding]:
        visit = Visit(Mode("with policy" if policy else "without policy", policy=policy), failed=failed)
        visit.violations = list(violations)
        for address in contacts:
            visit.requests[address] = "Image"
            visit.contacts[address.split("/")[2]] = [Seen(address.split("/")[2], "http", address)]
        rules = self.options().policy
        yield from findings_of("index.html", [visit], OWN, rules, check(site, OWN, self.options()))


def photo(*, place: tuple[float, float] | None = None, artist: str = "", way_up: int = 1) -> bytes:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = way_up
    if artist:
        exif[0x013B] = artist
    if place:
        exif.get_ifd(0x8825).update({1: "N", 2: (place[0], 0.0, 0.0), 3: "E", 4: (place[1], 0.0, 0.0)})
    Image.new("RGB", (8, 8)).save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.mark.parametrize("name", [one.name for one in all_rules() if one.fixed])
def test_a_refused_weight_says_why_and_what_helps(name: str, tmp_path: Path) -> None:
    """The reason is the rule's own, and an allowance is offered exactly where one is heard."""
    one = rule(name)
    for language in ("en", "de"):
        with pytest.raises(PraxisError) as told:
            policy_of({"severity": {name: "note"}}, language=language)
        (problem,) = told.value.problems
        assert problem.why == one.why[language]
        assert problem.fix
        assert problem.fix.startswith(one.fix[language])
        assert ("(`allow`)" in problem.fix) == bool(one.allowance)
        assert "stays an error" not in problem.told(translator("de", "problem"))
    heard = []
    for number, (language, verdict, code) in enumerate(cases(name)):
        if verdict != "flagged":
            continue
        described = yaml.safe_load(code) if language == "yaml" else {}
        text = written(language, code)
        found = list(Case(name, described, folder(tmp_path / f"{number}-before")).found(text))
        met = [f for f in found if f.rule.name == name]
        described["config"] = {
            "allow": [*described.get("config", {}).get("allow", []), *allowances(one, met)]
        }
        after = Case(name, described, folder(tmp_path / f"{number}-after")).found(text)
        heard.append(name not in {f.rule.name for f in after})
    assert any(heard) == bool(one.allowance)


def folder(path: Path) -> Path:
    path.mkdir()
    return path


def allowances(one: Rule, met: list[Finding]) -> Iterator[dict[str, str]]:
    """Yield an allowance for everything that findings of a rule could be allowed by."""
    answer = {"rule": one.name, "reason": "x", "approved_by": "x", "contract": "x", "expires": "2027-12-31"}
    for f in met:
        vendor = catalogue().by_id(f.vendor or "")
        if f.contact:
            yield answer | {"host": f.contact.host}
        elif vendor:
            yield answer | {"host": vendor.hosts[0].strip("=").split("/")[0]}
        yield answer | {"url": OWN.url + f.file.removesuffix("index.html")}


@pytest.mark.parametrize("name", NAMES)
def test_a_rule_says_what_people_need(name: str) -> None:
    one = rule(name)
    assert re.fullmatch(r"PRX\d{3}", one.code)
    for texts in (one.title, one.why, one.fix):
        assert set(texts) >= {"de", "en"}
        assert all(texts.values())
    assert one.law
    assert len(page_text(name)) > 80
    assert "DSGVO-konform" not in page_text(name) + str(one)


def test_what_a_text_is_checked_for_has_a_rule() -> None:
    data = Path(checks.__file__).parents[1] / "data" / "wording.yml"
    for row in yaml.safe_load(data.read_text(encoding="utf-8")):
        assert rule_of_check(row["id"])
    code = "".join(file.read_text(encoding="utf-8") for file in Path(checks.__file__).parent.glob("*.py"))
    names = {*re.findall(r'\bHit\(\s*"([\w-]+)"', code), *_FIX}
    assert len(names) > 15
    assert [rule_of_check(name).name for name in names]


@pytest.mark.parametrize("kind", SignKind)
def test_each_kind_of_sign_has_a_rule(kind: SignKind) -> None:
    assert rule_of_sign(kind).fix["de"]


@pytest.mark.parametrize("trigger", [one for one in Trigger if one is not Trigger.LINK])
def test_whatever_contacts_a_stranger_meets_an_error(trigger: Trigger) -> None:
    for kind in Kind:
        contact = Contact("https://a.example.net/", "a.example.net", trigger, kind, "x", 1, 1, "x")
        assert rule_of_contact(contact).severity == "error", kind


def test_codes_are_unique() -> None:
    codes = [r.code for r in all_rules()]
    assert len(codes) == len(set(codes))


def test_a_misspelt_rule_names_the_nearest() -> None:
    with pytest.raises(PraxisError, match="third-party-script"):
        rule("third-party-scrip")


def test_a_code_is_a_name_too() -> None:
    assert rule("prx101").name == "third-party-script"


def test_the_policy_can_weigh_a_rule_anew(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page('<img src="//a.example.net/x.png" alt="">'))
    report = check(tmp_path, OWN)
    assert not report.passed
    lighter = Options(Policy(severities={"third-party-image": Severity.WARNING}))
    report = check(tmp_path, OWN, lighter)
    assert report.passed
    assert report.count(Severity.WARNING) == 1


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_there_in_german(name: str) -> None:
    german = page_text(name, "de")
    prose = re.sub(r"```.*?```|`[^`]*`", "", german, flags=re.DOTALL)
    assert len(prose.split()) >= 4
    assert not re.search(r"\b(the|that|which|not legal advice)\b", prose), prose
    assert set(cases(name)) == {
        match.groups()
        for match in re.finditer(r"^```(\w+) (flagged|fine)\n(.*?)^```", german, re.DOTALL | re.MULTILINE)
    }


@pytest.mark.parametrize(
    "href",
    ["https://signal.me/#p/+49301", "https://threema.id/ABCD1234", "whatsapp://send?text=x", "tg://resolve?domain=x",
     "https://wa.me/49301", "https://www.sanego.de/Arzt/x/", "https://g.page/r/x/review"],
)  # fmt: skip
def test_strict_refuses_messengers_apps_and_review_portals(href: str, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(page(f'<a href="{href}">x</a>'), encoding="utf-8")
    strict = check(tmp_path, OWN, Options(policy_of({"policy": "strict"})))
    assert "social-link" in {f.rule.name for f in strict.findings}
    assert "social-link" not in {f.rule.name for f in check(tmp_path, OWN, Options(policy_of({}))).findings}


def test_words_are_found_at_the_author_s_line(tmp_path: Path) -> None:
    site, source = tmp_path / "site", tmp_path / "index.md"
    site.mkdir()
    source.write_text("# Praxis\n\nWir freuen uns.\n\nAngaben nach\n**§ 5 TMG** und mehr\n", encoding="utf-8")
    (site / "index.html").write_text(page("<p>Angaben nach <b>§ 5 TMG</b> und mehr</p>"), encoding="utf-8")
    sources = MarkdownSources({"index.html": str(source)})
    report = check(site, OWN, Options(policy_of({}, practice=True)), sources)
    (found,) = [f for f in report.findings if f.rule.name == "outdated-law"]
    assert found.source is not None
    assert found.source.line == 6
    assert "DDG, BGBl. 2024 I Nr. 149" in found.rule.law
