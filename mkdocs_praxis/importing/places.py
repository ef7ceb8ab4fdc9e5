"""Assigns new paths to the pages and files of the old website, and writes redirects from the old URLs."""

import re
from pathlib import Path, PurePosixPath

from mkdocs_praxis.importing.addresses import NewPaths, name_of, new_path_of_file, unused_name
from mkdocs_praxis.importing.legal import is_legal, legal_name
from mkdocs_praxis.importing.model import OldPage, OldSite
from mkdocs_praxis.practice.names import slug
from mkdocs_praxis.prepared import yaml_file

_STARTER = frozenset({"leistungen", "team", "kontakt", "aktuelles"})
_FIRST = frozenset({"start", "startseite", "home", "willkommen", "index"})


def place_of(page: OldPage, root: str = "/", country: str = "de") -> str:
    """Return the new path in docs of an old page of the site below `root`; legal pages go outside docs, into `alt/`."""
    parts = [slug(PurePosixPath(part).stem) for part in page.path.removeprefix(root).split("/") if part]
    parts = [part for part in parts if part not in {"", "index"}] or ["index"]
    if "?" in page.path or "#" in page.path:  # a URL such as `?p=12`, or a part of a page: use the title
        parts[-1] = slug(page.title) or parts[-1]
    if is_legal(page):
        return f"alt/{parts[-1]}.md" if country == "de" else legal_name(page)
    if page.date is not None:
        return f"aktuelles/{page.date.isoformat()}-{slug(page.title) or parts[-1]}.md"
    if len(parts) == 1 and len(parts[0]) == 2 and page.path.endswith("/"):
        return f"{parts[0]}/index.md"  # the home page of another language
    return "/".join(parts) + ".md"


def new_paths(site: OldSite, country: str) -> NewPaths:
    """Assign the new path of every page, image and document. Legal pages are made for Germany only: elsewhere the old ones stay."""
    found = NewPaths()
    wanted = {page.path: place_of(page, site.root, country) for page in site.pages}
    _adopt(site, wanted)
    taken: set[str] = set()
    for page in site.pages:
        found[page.path] = new = unused_name(wanted[page.path], taken)
        taken.add(new)
        if new.startswith("alt/"):
            found.instead[new] = legal_name(page)
    for page in site.pages:
        if page.file:
            found.setdefault(page.file, found[page.path])
    for twin, own in site.twins.items():
        original = next((page for page in site.pages if own in {page.path, page.file}), None)
        if original is not None:
            found.setdefault(twin, found[original.path])
    below = site.folder / site.below if site.folder else None
    for path in sorted(below.rglob("*")) if below and site.folder else ():
        old = (site.root if site.below else "/") + name_of(path, site.folder or path)
        if (new := new_path_of_file(old)) and path.is_file() and not path.is_symlink():
            found[old] = new = unused_name(new, taken)
            taken.add(new)
    return found


def _adopt(site: OldSite, wanted: dict[str, str]) -> None:
    """Move pages to the path of the starter's page with the same title; and without a home page, the page titled as such."""
    only = sum(not is_legal(page) for page in site.pages) == 1 and site.folder is not None and not site.below
    for page in site.pages:
        if wanted[page.path] == "index.md":  # whatever its first heading
            continue
        told = [told for told, path in site.menu if path == page.path]
        called = {*map(slug, [page.title, PurePosixPath(page.path).stem.split(" ")[0], *told])}
        known = next(iter(sorted(called & _STARTER)), "")
        new = "index.md" if called & _FIRST or only else f"{known}.md" if known else ""
        if new and new not in wanted.values() and page.language in {"", "de"} and not page.date:
            wanted[page.path] = new


def redirects(site: OldSite, where: NewPaths) -> list[tuple[str, str]]:
    """Return (old, new) URL paths of pages whose URL changes; the new site has `kontakt.html` for kontakt.md."""
    paths = [page.path for page in site.pages] + list(site.twins)
    kept = ((old, where.instead.get(where[old], where[old])) for old in paths if old in where)
    to = {"index.md": site.root}
    leads = [(old, to.get(new, f"{site.root}{new.removesuffix('.md')}.html")) for old, new in kept]
    return [(old, new) for old, new in leads if old != new and (old, new) != (f"{new}index.html", site.root)]


def write_redirects(folder: Path, found: list[tuple[str, str]]) -> None:
    """Write the redirects, in the formats of several servers."""
    plain = [(old, "", new) for old, new in found if "?" not in old]
    asked = [
        (path, query, new)
        for old, new in found
        if "?" in old
        for path, _, query in [old.partition("?")]
        for path in [path, *([f"{path}index.php"] if path.endswith("/") else [])]
    ]
    folder.mkdir(parents=True, exist_ok=True)
    rules = yaml_file(Path(__file__).resolve().with_name("redirects.yml"))
    for name, (rule, with_query) in rules.items():
        lines = [_filled(rule, one) for one in plain if name != "_redirects" or " " not in one[0]]
        lines += ["RewriteEngine On"] if asked and name == "htaccess.txt" else []
        lines += [_filled(with_query, one, number) for number, one in enumerate(asked, 1)]
        (folder / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _filled(rule: str, redirect: tuple[str, str, str], number: int = 0) -> str:
    path, query, new = redirect
    escaped = {"path_re": re.escape(path), "bare_re": re.escape(path[1:]), "query_re": re.escape(query)}
    pairs = (part.partition("=") for part in query.split("&"))
    table = ", ".join(f'"{key}" = "{value}"' for key, _, value in pairs)
    words = {"words": query.replace("&", " "), "table": table}
    return rule.format(path=path, query=query, new=new, number=number, **escaped, **words)
