"""Plans and runs uploads: only changed files, pages after the files they need, the home page last."""

import datetime as dt
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_praxis.evidence import differences, load
from mkdocs_praxis.files import sha256_of, write_whole
from mkdocs_praxis.practice.draft import MARK as DRAFT
from mkdocs_praxis.problem import PraxisError, msg
from mkdocs_praxis.publish.settings import Target
from mkdocs_praxis.publish.transport import PART, connection_error, rank, transport

_RECORD = ".praxis-veroeffentlicht.json"
# What nobody puts on a website on purpose, by name: keys, passwords, copies of databases.
_PRIVATE = re.compile(
    r"(?:^|/)(?:id_(?:rsa|dsa|ecdsa|ed25519)|\.env[\w.]*|\.git/.+|passw(?:ort|oerter|örter|ord)s?\.(?:txt|docx?|xlsx?|csv|ya?ml|json)|[^/]+\.(?:ppk|p12|pfx|kdbx?|bak|sql(?:\.\w+)?))$",
    re.IGNORECASE,
)
_KEPT_EVERY = 25  # files after which the record is saved


@dataclass(frozen=True, slots=True)
class Work:
    """The plan of one upload."""

    put: tuple[str, ...]  # in this order
    remove: tuple[str, ...]  # files of an earlier upload that the site no longer has
    foreign: tuple[str, ...]  # files on the server that we did not upload; left alone


class UploadRecord:
    """The record of earlier uploads: name and digest of each file, stored beside mkdocs.yml."""

    def __init__(self, root: Path, target: Target) -> None:
        self._path = root / _RECORD
        self._target = target.name
        self.files: dict[str, str] = {}
        try:
            told = json.loads(self._path.read_text(encoding="utf-8"))
            if told["target"] == target.name:
                self.files = {str(name): str(digest) for name, digest in told["files"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass  # without a record, everything is uploaded again

    def keep(self) -> None:
        """Write the record atomically."""
        told = {"target": self._target, "files": dict(sorted(self.files.items()))}
        write_whole(self._path, json.dumps(told, ensure_ascii=False, indent=1) + "\n")


def evidence_of(target: Target, today: dt.date) -> dict[str, Any]:
    """Return the evidence of the site, if it matches the files exactly.

    Raises PraxisError if site or evidence is missing, they differ, it holds something private, or an allowance has expired.
    """
    again = "run `praxis build`; only a site that passed is uploaded"
    if not target.site.is_dir():
        raise PraxisError(msg("there is no site {folder}", folder=target.site.name), fix=again)
    if not target.evidence.is_file():
        what = "there is no evidence {file} that this site passed"
        fix = "write  evidence: {file}  below `praxis:` in mkdocs.yml, then run `praxis build`"
        name = target.evidence.name
        raise PraxisError(msg(what, file=name), fix=msg(fix, file=name))
    statement = load(target.evidence)
    found = differences(target.site, statement)
    if found:
        names = ", ".join(one.file for one in found[:3]) + (" …" if len(found) > 3 else "")
        differ = "the site is not the one that was checked: files differ ({count}: {names})"
        what = msg(differ, count=len(found), names=names)
        raise PraxisError(what, why="nobody knows whom a changed page contacts", fix=again)
    private = [one["name"] for one in statement["subject"] if _PRIVATE.search(one["name"])]
    if private:
        what = "{name} is nothing for visitors to read: keys, passwords and backups are not uploaded"
        why = "whoever asks for its address gets the file, and such names are asked for every day"
        fix = "move it out of docs/, then run `praxis build`"
        raise PraxisError(msg(what, name=private[0]), why=why, fix=fix)
    if any(DRAFT.encode() in page.read_bytes() for page in target.site.rglob("*.html")):
        why = "visitors would read gaps, and hours that nobody declared"
        fix = "`praxis todo` lists what is open; then run `praxis build`"
        raise PraxisError("the site is a draft: facts are missing or still examples", why=why, fix=fix)
    expired = [
        one["pattern"]
        for one in statement["predicate"].get("allowances", ())
        if one.get("used") and one.get("expires") and one["expires"] < today.isoformat()
    ]
    if expired:
        what = msg("an allowance has run out since the build: {patterns}", patterns=", ".join(expired))
        raise PraxisError(what, fix=again)
    return statement


def plan(statement: dict[str, Any], known: dict[str, str], there: dict[str, int], site: Path) -> Work:
    """Plan the upload.

    `known` has the digests of files uploaded before, `there` the sizes of files on the server: a file is uploaded if either
    differs.
    """
    digests = {one["name"]: one["digest"]["sha256"] for one in statement["subject"]}
    changed = [
        name
        for name, digest in digests.items()
        if known.get(name) != digest or there.get(name) != (site / name).stat().st_size
    ]
    left = (name for name in there if name.endswith(PART) and name.removesuffix(PART) not in changed)
    return Work(
        tuple(sorted(changed, key=lambda name: (rank(name), name))),
        tuple(sorted({*known, *left} - {*digests})),
        tuple(sorted(n for n in there if n not in digests and n not in known and not n.endswith(PART))),
    )


def upload(
    target: Target,
    root: Path,
    *,
    password: Callable[[], str],
    trust: Callable[[str], bool],
    today: dt.date,
    agree: Callable[[Work], bool],
    done: Callable[[str], None],
) -> tuple[Work, dict[str, Any]] | None:
    """Upload changed files and delete obsolete ones; return what was done and the evidence.

    `root` is the folder of the record; `agree` gets the plan and may reject it (then None is returned); `done` is called with
    each file. Raises PraxisError; progress is recorded, so that the next call continues.
    """
    statement = evidence_of(target, today)
    digests = {one["name"]: one["digest"]["sha256"] for one in statement["subject"]}
    record = UploadRecord(root, target)
    with transport(target, password, trust) as way:
        work = plan(statement, record.files, way.sizes(), target.site)
        if not agree(work):
            return None

        def put(name: str) -> None:
            record.files[name] = sha256_of(target.site / name)
            if len(record.files) % _KEPT_EVERY == 0:
                record.keep()
            done(name)

        def removed(name: str) -> None:
            record.files.pop(name, None)
            done(name)

        try:
            way.put(target.site, work.put, put)
            way.remove(work.remove, removed)
        except KeyboardInterrupt:
            raise PraxisError(connection_error(target, "").problems[0]._replace(what="interrupted")) from None
        finally:
            record.keep()
    moved = [name for name in work.put if record.files[name] != digests[name]]
    if moved:
        fix = "run `praxis build`, then `praxis publish` again"
        raise PraxisError(msg("{file} changed while it was uploaded", file=moved[0]), fix=fix)
    return work, statement
