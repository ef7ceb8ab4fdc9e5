"""Writes the new site: the starter of `praxis new`, with the content of the old website. Fetches and overwrites nothing."""

import json
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs_praxis.files import new_or_gone
from mkdocs_praxis.importing.addresses import file_of
from mkdocs_praxis.importing.entries import remove_facts, take_entries
from mkdocs_praxis.importing.export import read_export
from mkdocs_praxis.importing.facts import guess_facts
from mkdocs_praxis.importing.legal import part_legal
from mkdocs_praxis.importing.markdown import to_markdown
from mkdocs_praxis.importing.model import UNTITLED, Facts, Guess, Import
from mkdocs_praxis.importing.overviews import remove_overviews
from mkdocs_praxis.importing.places import new_paths, redirects, write_redirects
from mkdocs_praxis.importing.report import report
from mkdocs_praxis.importing.shapes import PATTERNS, SHAPES
from mkdocs_praxis.importing.tidy import linked_fragments, remove_repeated
from mkdocs_praxis.importing.wordpress import read_wordpress
from mkdocs_praxis.policy.signatures import platform_of
from mkdocs_praxis.practice.legal.render import PAGES
from mkdocs_praxis.practice.new import create
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.vendors.catalogue import catalogue

_GIVEN = ("name", "owner", "street", "postcode", "city", "phone", "mobile", "fax", "email")


def import_site(source: Path, directory: Path, *, profession: str = "", state: str = "") -> Import:
    """Turn an HTML export (folder) or a WordPress file into a new site in `directory`, with a report in IMPORT.md.

    Recognised facts are marked `# PRÜFEN` with the page they come from. Raises PraxisError if the source contains no
    website, or the directory already contains one; then nothing is written.
    """
    if not source.is_dir() and (fix := _to_do_first(source)):
        raise PraxisError(msg("{source} cannot be imported as it is", source=source), fix=fix)
    site = read_export(source) if source.is_dir() else read_wordpress(source)
    part_legal(site)
    remove_overviews(site)
    guesses = guess_facts(site)
    brought = Import(site, guesses, where=new_paths(site, guesses.country))
    brought.legal = [page for page in site.pages if brought.where[page.path] in brought.where.instead]
    brought.frame = remove_repeated(site.pages) if site.folder and not site.below else []
    told = " ".join(brought.frame)
    brought.frame += [
        words
        for words in dict.fromkeys(line.lstrip("# ☎") for p in site.pages for line in p.around)
        if words and words not in told
    ]
    wanted = linked_fragments(site.pages)
    for page in site.pages:
        here = brought.where[page.path]
        brought.pages[page.path] = to_markdown(page, site.origin, brought.where, here, wanted)
    take_entries(brought)
    remove_facts(brought)
    booked, brought.platforms = _booking(brought), _platforms(brought)
    with new_or_gone(directory):
        _start(directory, brought, profession, state)
        if booked:
            _write_booking(directory / "praxis" / "termine.yml", *booked)
        _write_pages(directory, brought)
        _copy_files(directory, brought)
        _write_menu(directory, brought)
        brought.redirects = redirects(site, brought.where)
        if brought.redirects:
            write_redirects(directory / "weiterleitungen", brought.redirects)
        (directory / "IMPORT.md").write_text(report(brought), encoding="utf-8")
    return brought


def _start(directory: Path, brought: Import, profession: str, state: str) -> None:
    """Write the starter with the recognised facts; invalid ones are left out and stay examples."""
    guesses = brought.guesses
    told = {key: guess.value for key, guess in guesses.facts.items()}
    abroad = SHAPES["abroad"] if guesses.country != "de" else {}
    given: dict[str, Any] = {key: told[key] for key in _GIVEN if key in told and key not in abroad}
    fixed: dict[str, Any] = {
        "profession": profession or told.get("profession", "sonstige"),
        "field": "" if profession else told.get("field", ""),
        "language": "de",
        "state": state,
        "site_url": brought.site.url,
        "marks": {key: f"   # PRÜFEN: von {guess.path}" for key, guess in guesses.facts.items()},
    }
    try:
        create(directory, **fixed, **given)
    except PraxisError as refused:
        if any((directory / name).exists() for name in ("mkdocs.yml", "praxis", "docs")):
            raise
        kept = {key: value for key, value in given.items() if value not in str(refused)}
        if kept == given:
            kept = {"name": given["name"]} if "name" in given else {}
        create(directory, **fixed, **kept)
    if abroad:
        known = abroad.keys() & told.keys()
        _move_abroad(directory, {abroad[key]: _quoted(told[key]) + fixed["marks"][key] for key in known})
    for key, hours in guesses.hours.items():
        said = "".join(f'  {days}: "{times}"\n' for days, times in hours.rows)
        block = f"{key}:                     # PRÜFEN: von {hours.path}\n{said}"
        _replace_block(directory / "praxis" / "zeiten.yml", key, block)
    for key, entries in (("team", guesses.people), ("leistungen", guesses.services)):
        if entries:
            written = "".join(_entry(entry, path) for entry, path in entries)
            _replace_block(directory / "praxis" / f"{key}.yml", key, f"{key}:\n{written}")


def _move_abroad(directory: Path, said: dict[str, str]) -> None:
    """Delete the legal pages of the starter, which are German law, and write facts, by their keys, that it would not take."""
    for name in PAGES:
        (directory / "docs" / f"{name}.md").unlink(missing_ok=True)
    file = directory / "praxis" / "praxis.yml"
    text = file.read_text(encoding="utf-8")
    for key, value in said.items():
        escaped = value.replace("\\", r"\\")
        text = re.sub(rf"(?m)^( *{key}:).*", rf"\1 {escaped}", text, count=1)
    file.write_text(text, encoding="utf-8")


def _links(brought: Import) -> Iterator[tuple[str, str]]:
    """Yield the address of each link to another website, and the path of its old page."""
    for path, made in brought.pages.items():
        yield from ((address, path) for address in re.findall(r"https?://[^\s)<>\"]+", made.markdown))


def _platforms(brought: Import) -> list[str]:
    """Return the links to networks and review portals that the new pages show, each with the first page that has it."""
    found: dict[str, str] = {}
    for address, path in _links(brought):
        shown = not brought.where[path].startswith("alt/") and address not in brought.pages[path].embeds
        if shown and address not in found and platform_of(address, catalogue().of_url(address)):
            found[address] = path
    return [f"{address} ({path})" for address, path in found.items()]


def _booking(brought: Import) -> tuple[str, str, str] | None:
    """Return (address, provider, path of the page) of the booking page that old pages link most often."""
    links = list(_links(brought))
    pages = dict(reversed(links))  # the first of each
    for address, _ in Counter(address for address, _ in links).most_common():
        vendor = catalogue().of_url(address)
        if vendor and vendor.category == "booking":
            brought.guesses.facts["booking"] = Guess(address, pages[address])
            return address, vendor.operator or vendor.name, pages[address]
    return None


def _write_booking(file: Path, address: str, provider: str, path: str) -> None:
    lines = (
        f"  online:\n    url: {_quoted(address)}   # PRÜFEN: von {path}\n    anbieter: {_quoted(provider)}\n"
    )
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^#  online:\n(?:#    .*\n)*", lambda _: lines, text), encoding="utf-8")


def _to_do_first(source: Path) -> str:
    """Return what makes of a source that is no folder one that can be read, "" if it may be a WordPress export."""
    if source.parts[:1] in {("http:",), ("https:",)}:
        address = "/".join((f"{source.parts[0]}/", *source.parts[1:]))
        return msg(
            "this command opens no connection: fetch a copy, and name its folder\n  wget --mirror --page-requisites --adjust-extension {address}",
            address=address,
        )
    if not source.is_file():
        return "there is no such file or folder: name a folder of HTML files or a WordPress export (.xml)"
    if source.suffix.lower() in {".zip", ".gz", ".tgz", ".tar", ".7z", ".rar"}:
        return "unpack it, and name the folder"
    if source.suffix.lower() in {".html", ".htm", ".php"}:
        return "name the folder in which it lies"
    if source.suffix.lower() in {".mhtml", ".mht", ".webarchive"}:
        return "save each page in the browser as a complete web page (HTML with a folder), and name the folder in which they lie"
    return ""


def _entry(facts: Facts, path: str) -> str:
    """Return an entry of a list of facts as YAML."""
    lines = []
    for key, value in facts.items():
        told = f" {_quoted(value)}" if "\n" not in value else " |-" + f"\n{value}".replace("\n", "\n      ")
        lines.append(f"    {key}:{told}" + (f"   # PRÜFEN: von {path}" if key == "name" else ""))
    return "\n".join(lines).replace("    ", "  - ", 1) + "\n"


def _replace_block(file: Path, key: str, block: str) -> None:
    """Replace what the starter's file of facts says of a key."""
    text = file.read_text(encoding="utf-8")
    file.write_text(
        re.sub(rf"(?m)^{key}:.*\n(?:[ \t#].*\n)*", lambda _: block, text, count=1), encoding="utf-8"
    )


def _write_pages(directory: Path, brought: Import) -> None:
    """Write the pages; if the starter has a page with the same path, the old text is appended to it."""
    for page in brought.site.pages:
        new = brought.where[page.path]
        target = directory / new if new.startswith("alt/") else directory / "docs" / new
        text = brought.pages[page.path].markdown
        if target.exists():
            own = target.read_text(encoding="utf-8").rstrip()
            text = _below(own, text, page.title, rest=brought.pages[page.path].rest) + "\n"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")


def _below(own: str, text: str, title: str, *, rest: bool) -> str:
    """Return a page of the starter with the old text below; with what facts have left of it as its introduction."""
    below = re.sub(r"\A(?:---\n.*?\n---\n\n)?", "", text, flags=re.DOTALL).strip()
    words = below.removeprefix(f"# {title}").strip()
    head = re.search(r"(?m)^# .*\n", own)
    if not words:  # facts tell all of it
        return own
    if rest and head and not re.search(r"(?m)^#|!\[", words):
        return f"{own[: head.end()]}\n{words}\n{own[head.end() :]}"
    below = words if f"# {title}\n" in f"{own}\n" or title == UNTITLED else below
    return f"{own}\n\n{_lowered(below)}"


def _lowered(text: str) -> str:
    """Demote further first-level headings, and the headings below them."""
    if not text.startswith("# "):
        return re.sub(r"(?m)^# ", "## ", text)
    return re.sub(r"(?m)^(#{1,5}) ", r"#\1 ", text)


def _copy_files(directory: Path, brought: Import) -> None:
    wanted = sorted(set().union(*(made.pictures for made in brought.pages.values())))
    files = (old for old, new in brought.where.items() if new.startswith(("bilder/", "dateien/")))
    brought.unused = [old for old in files if old not in wanted and not PATTERNS["added file"].search(old)]
    for old in wanted:
        new = brought.where.get(old)
        within = old.removeprefix(brought.site.root if brought.site.below else "/").lstrip("/")
        source = file_of(within, brought.site.folder) if brought.site.folder else None
        closed = source is not None and not brought.site.closed.isdisjoint(source.parents)
        if new is None or source is None or closed or not source.is_file():
            brought.missing.append(old)
            continue
        target = directory / "docs" / new
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        brought.files += 1


def _write_menu(directory: Path, brought: Import) -> None:
    """Write nav: the old menu, then the starter's own pages, then pages that were in no menu."""
    config = directory / "mkdocs.yml"
    text = config.read_text(encoding="utf-8")
    if brought.platforms:  # else the first build would stop at what the practice has shown for years
        text = re.sub(
            r"policy: strict\b.*", "policy: standard   # wegen der Links zu Netzwerken: siehe IMPORT.md", text
        )
    head, _, tail = text.partition("nav:\n")
    starter = re.findall(r"(?m)^  - (.+?): (\S+\.md)$", tail)
    entries: dict[str, str] = {}
    for words, old in brought.site.menu:
        key = brought.where.key(old) or brought.where.key(old.partition("?")[0])
        new = brought.where[key] if key else ""
        if new.endswith(".md") and not new.startswith("alt/"):
            entries.setdefault(
                new, "Start" if new == "index.md" and words in {"", brought.site.name} else words
            )
    for title, new in starter:
        if (directory / "docs" / new).exists():
            entries.setdefault(new, title.strip('"'))
    placed = {*entries, *brought.where.instead}
    rest = [page for page in brought.site.pages if brought.where[page.path] not in placed]
    lines = [f"  - {_quoted(words)}: {new}" for new, words in entries.items()]
    dated = [page for page in rest if page.date]
    for title, some in (("Weitere Seiten", [page for page in rest if not page.date]), ("Archiv", dated)):
        if some:
            lines.append(f"  - {title}:")
            lines += [f"      - {_quoted(page.title)}: {brought.where[page.path]}" for page in some]
    config.write_text(f"{head}nav:\n" + "\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)  # which is YAML too
