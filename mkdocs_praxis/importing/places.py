"""Where each page and file of the old website stands in the new one, and how old addresses lead there."""

import re
import unicodedata
from pathlib import Path, PurePosixPath

from mkdocs_praxis.importing.export import name_of
from mkdocs_praxis.importing.facts import is_legal
from mkdocs_praxis.importing.model import OldPage, OldSite

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"})
_DOCUMENTS = frozenset(
    {".pdf", ".docx", ".odt", ".doc", ".txt", ".ics", ".vcf", ".mp4", ".webm", ".mp3", ".ogg"}
)
_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def slug(text: str) -> str:
    """Return text as it can stand in an address: small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def place_of(page: OldPage) -> str:
    """Return the new path of an old page in docs; legal pages stand outside, below `alt/`."""
    parts = [slug(PurePosixPath(part).stem) for part in page.path.split("/") if part]
    parts = [part for part in parts if part] or ["index"]
    if is_legal(page):
        return f"alt/{parts[-1]}.md"
    if page.date is not None:
        return f"aktuelles/{page.date.isoformat()}-{slug(page.title) or parts[-1]}.md"
    if len(parts) == 1 and len(parts[0]) == 2 and page.path.endswith("/"):
        return f"{parts[0]}/index.md"  # the first page of another language
    return "/".join(parts) + ".md"


def places(site: OldSite) -> dict[str, str]:
    """Return the new path of everything, by old path: pages, pictures and documents."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for page in site.pages:
        found[page.path] = new = _free(place_of(page), taken)
        taken.add(new)
    for path in sorted(site.folder.rglob("*")) if site.folder else ():
        old = "/" + name_of(path, site.folder or path)
        kind = path.suffix.lower()
        folder = "bilder" if kind in _PICTURES else "dateien" if kind in _DOCUMENTS else ""
        if folder and path.is_file() and not path.is_symlink():
            found[old] = new = _free(f"{folder}/{slug(PurePosixPath(old).stem) or 'datei'}{kind}", taken)
            taken.add(new)
    return found


def _free(name: str, taken: set[str]) -> str:
    path = PurePosixPath(name)
    number = 2
    while name in taken:
        name = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
        number += 1
    return name


def redirects(where: dict[str, str]) -> list[tuple[str, str]]:
    """Return old and new paths of pages whose address changes; the new site writes `kontakt.html` for kontakt.md."""
    kept = ((old, new) for old, new in where.items() if new.endswith(".md") and not new.startswith("alt/"))
    leads = [(old, "/" if new == "index.md" else f"/{new.removesuffix('.md')}.html") for old, new in kept]
    return [(old, new) for old, new in leads if old != new and (old, new) != ("/index.html", "/")]


def write_redirects(folder: Path, found: list[tuple[str, str]]) -> None:
    """Write what sends visitors of old addresses on, in the form of each server."""
    forms = {
        "htaccess.txt": "".join(f'RedirectMatch 301 "^{re.escape(old)}$" "{new}"\n' for old, new in found),
        "nginx.conf": "".join(f'location = "{old}" {{ return 301 "{new}"; }}\n' for old, new in found),
        "Caddyfile": "".join(f'redir "{old}" "{new}" permanent\n' for old, new in found),
        "netlify.toml": "".join(
            f'[[redirects]]\nfrom = "{old}"\nto = "{new}"\nstatus = 301\n\n' for old, new in found
        ),
        "_redirects": "".join(f"{old} {new} 301\n" for old, new in found if " " not in old),
    }
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in forms.items():
        (folder / name).write_text(text, encoding="utf-8")
