"""Render evidence as an HTML page that the practice can publish."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs_praxis import cldr
from mkdocs_praxis.compiled import environment
from mkdocs_praxis.evidence import UNCONFINED
from mkdocs_praxis.i18n import translator

# Rules whose allowances are about scripts, files and links
_NO_CONTACT = UNCONFINED | {"unread-file", "social-link"}


def page(statement: dict[str, Any], language: str) -> str:
    """Return the evidence as a self-contained HTML page without scripts, in `language`."""
    predicate = statement["predicate"]
    when = dt.datetime.fromisoformat(predicate["date"])
    words = cldr.language(language)
    return (
        environment(Path(__file__).parent)
        .get_template("page.html")
        .render(
            t=translator(language, "browser"),
            lang=language,
            files=len(statement["subject"]),
            date=words.date(when, words.long_date),
            exceptions=[one | {"until": _day(one["expires"], words)} for one in _exceptions(predicate)],
            unconfined=any(
                one.get("used") and one.get("rule") in UNCONFINED for one in predicate["allowances"]
            ),
            linked=sum(bool(one.get("href")) for one in predicate["replaced"]),
            **{name: predicate.get(name) or [] for name in ("own_hosts", "stored", "not_read")},
            links=predicate.get("links") or {},
            open_facts=predicate.get("open_facts", 0),
            undeclared=predicate.get("undeclared_storage", 0),
            site=predicate["site_url"],
            policy=predicate["policy"],
            tool=predicate["tool"],
        )
    )


def _day(text: str, words: cldr.Language) -> str:
    """Return an ISO date as people write it, anything else as it is."""
    try:
        return words.date(dt.date.fromisoformat(text), words.long_date)
    except ValueError:
        return text


def _exceptions(predicate: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield whom an allowance that was used let be contacted, with what it says; its pattern where no host is told."""
    for one in predicate["allowances"]:
        if one.get("used") == 0 or one.get("rule") in _NO_CONTACT:
            continue
        hosts = {c.get("host") for c in predicate.get("contacts", ()) if c.get("allowance") == one["pattern"]}
        yield one | {"hosts": sorted(filter(None, hosts)) or [one["pattern"]]}
