"""Findings on the Content-Security-Policy and guard of a page, and on what they blocked in a browser."""

from collections.abc import Sequence

from mkdocs_praxis.i18n import said_in, translator
from mkdocs_praxis.policy.judge import Judge
from mkdocs_praxis.policy.model import Finding
from mkdocs_praxis.policy.rules import rule
from mkdocs_praxis.web.csp import Widening


def unconfined(
    judge: Judge, file: str, where: tuple[int, int], wide: Sequence[Widening], hosts: tuple[str, ...]
) -> Finding:
    """Return the finding for a page with scripts and no policy, or with one whose sources are too `wide`."""
    met = rule("unconfined-script")
    message = said_in(judge.policy.language, met.title)
    if wide:
        listed = ", ".join(str(one) for one in wide[:3])
        message = judge.t("the policy of this page lets others through: {listed}", listed=listed)
    return judge.finding(met, file, message, *where, hosts=hosts)


def held_back(judge: Judge, file: str, host: str, directive: str, script: str) -> Finding:
    """Return the finding for a contact that a page attempted and its policy or guard blocked."""
    said = "the page tried {place} and was held back by {directive}; asked by {script}"
    place = judge.place(host, f"https://{host}/")
    message = judge.t(said, place=place, directive=directive, script=script)
    return judge.finding(rule("held-back"), file, message)


def broken(judge: Judge, file: str, error: str) -> Finding:
    """Return the finding for a script error that occurs only while the policy is in force."""
    message = judge.t("only behind the policy: {error}", error=error[:300])
    return judge.finding(rule("policy-violation"), file, message)


def beyond(judge: Judge, file: str, where: tuple[int, int], means: Sequence[str]) -> Finding:
    """Return the finding for a page whose code uses APIs (`means`) that no policy restricts, such as WebRTC."""
    met = rule("beyond-policy")
    t = translator(judge.policy.language, "policy")
    fix = ""  # only the two APIs that the guard cannot block have a fix of their own
    if list(means) == ["iframe.location"]:
        fix = t("A script leads an empty frame somewhere: give the frame its address as src instead.")
    elif list(means) == ["speculationrules"]:
        fix = t(
            "Rules fetch links in advance, also those that scripts make: let them name the site’s own addresses, {rule}.",
            rule='"href_matches": "/*"',
        )
    return judge.finding(met, file, judge.say(met, ", ".join(means)), *where, fix)
