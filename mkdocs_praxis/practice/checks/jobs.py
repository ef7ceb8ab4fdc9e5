"""Discriminatory wording in job advertisements (§ 11 AGG)."""

import re
from dataclasses import replace

from mkdocs_praxis.practice.checks.hit import Hit
from mkdocs_praxis.practice.checks.law import wording
from mkdocs_praxis.practice.model import Facts

# Titles that address all genders: "(m/w/d)" and the like, or gender-neutral words.
_EVERYBODY = re.compile(
    r"\((?:[mwdfxia*]\s*[/|,]\s*){1,4}[mwdfxia*]\)|\bgn\b|\(alle\b|all genders|[:*_/]-?in(?:nen)?\b|\(in(?:nen)?\)|"
    r"(?:kraft|kräfte|person|personal|auszubildende\w*|assistenz|leitung|team|hilfe|praktikum|ausbildung|famulatur|vertretung)\b",
    re.IGNORECASE,
)


def job_words(facts: Facts) -> list[Hit]:
    """Return titles that address one gender only, and words that may discriminate by age, origin or disability."""
    hits = [
        Hit("job-gender", job.title, law="§ 11, § 7 Abs. 1, § 1 AGG", place=job.place)
        for job in facts.jobs
        if not _EVERYBODY.search(job.title)
    ]
    hits += [
        replace(hit, place=job.place, quote="")
        for job in facts.jobs
        for hit in wording(f"{job.title}\n{' '.join(job.text.split())}", facts.language, frozenset({"job"}))
    ]
    return hits
