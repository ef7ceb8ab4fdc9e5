"""A policy as people write it: mistakes are told with file and line, nothing wider than was written is let pass."""

from pathlib import Path
from typing import Any

import pytest

from mkdocs_praxis.policy.allowance import host_pattern, matches, url_pattern
from mkdocs_praxis.policy.config import find, load, policy_of
from mkdocs_praxis.problem import PraxisError

ALLOW = """allow:
  - host: maps.example.net
    rule: third-party-image
    reason: Kartenbild
    approved_by: Dr. Muster
    contract: 2026-03-01
    expires: 2027-01-31
"""
ALLOW_TOML = """
[[allow]]
host = "maps.example.net"
rule = "third-party-image"
reason = "Kartenbild"
approved_by = "Dr. Muster"
contract = 2026-03-01
expires = 2027-01-31
"""


def written(folder: Path, text: str, name: str = "praxis.yml") -> Path:
    file = folder / name
    file.write_text(text)
    return file


def policy(file: Path) -> Any:
    return policy_of(load(file), origin=str(file))


def told(file: Path) -> tuple[Any, ...]:
    with pytest.raises(PraxisError) as error:
        policy(file)
    return error.value.problems


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("policy: strict\npolicy: standard\n", [2]),
        ("severity:\n  wording: note\n  wording: error\n'severity': {}\n", [3, 4]),
        (ALLOW.replace("    reason:", "    host: tiles.example.net\n    reason:", 1), [4]),
    ],
)
def test_a_key_that_stands_twice_is_told(text: str, lines: list[int], tmp_path: Path) -> None:
    """The later one would count, and weaken the one that is read first without a word."""
    problems = told(written(tmp_path, text))
    assert sorted(p.line for p in problems) == lines
    assert all("second time" in p.what for p in problems)


def test_an_alias_is_no_repetition(tmp_path: Path) -> None:
    text = "own_hosts: &own [a.praxis-beispiel.de]\nharden_allow: *own\n"
    assert load(written(tmp_path, text))["harden_allow"] == ["a.praxis-beispiel.de"]


def test_of_two_settings_none_wins_in_silence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, "policy: standard\n")
    written(tmp_path, 'policy = "strict"\n', "praxis.toml")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(PraxisError, match=r"praxis\.yml: here lies praxis\.toml, too"):
        find(None)


@pytest.mark.parametrize(("name", "text", "line"), [("praxis.yml", ALLOW, 2), ("praxis.toml", ALLOW_TOML, 2)])
def test_an_allowance_knows_its_line(name: str, text: str, line: int, tmp_path: Path) -> None:
    (allowance,) = policy(written(tmp_path, text, name)).allowances
    assert allowance.origin == f"{tmp_path / name}:{line}"
    assert (allowance.expires.isoformat(), allowance.contract) == ("2027-01-31", "2026-03-01")


@pytest.mark.parametrize(
    ("change", "line", "words"),
    [
        (("host: maps", "hots: maps"), 2, "'host'"),
        (("rule: third-party-image", "rule: third-party-imag"), 3, "third-party-image"),
        (("    reason: Kartenbild\n", ""), 2, "reason"),
        (("reason: Kartenbild", "reason: ' '"), 4, "reason"),
        (("approved_by: Dr. Muster", "approved_by: [a, b]"), 5, "text"),
        (("expires: 2027-01-31", "expires: bald"), 7, "2027-01-31"),
        (("host: maps.example.net", "host: '*'"), 2, "cannot be allowed"),
        (("host: maps.example.net", "host: '*.net'"), 2, "cannot be allowed"),
        (("host: maps.example.net", "host: maps.*.net"), 2, "cannot be allowed"),
        (("host: maps.example.net", "host: '*.'"), 2, "cannot be allowed"),
        (("host: maps.example.net", "host: maps.example.net/tiles"), 2, "cannot be allowed"),
        (("host: maps.example.net", "host: 'maps.example.net:8443'"), 2, "cannot be allowed"),
        (("host: maps.example.net", "host: someone@maps.example.net"), 2, "cannot be allowed"),
        (("host: maps.example.net", "url: 'https://maps.example.net*'"), 2, "cannot be allowed"),
        (("host: maps.example.net", "url: 'https://*.example.net/*'"), 2, "cannot be allowed"),
        (("host: maps.example.net", "host: a.example\n    url: https://a.example/x"), 2, "either"),
    ],
)
def test_a_mistake_is_told_with_its_line(
    change: tuple[str, str], line: int, words: str, tmp_path: Path
) -> None:
    problems = told(written(tmp_path, ALLOW.replace(*change)))
    assert line in {p.line for p in problems}
    assert any(words in f"{p.what} {p.fix}" for p in problems)
    assert all(p.file for p in problems)


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    text = "policy: strickt\nseverity:\n  third-party-imag: warning\n  social-link: wrong\n  unread-file: note\nallow: [x]\n"
    problems = told(written(tmp_path, text))
    assert [p.line for p in problems] == [1, 3, 4, 5, 6]
    assert "strict" in str(problems[0].fix)


@pytest.mark.parametrize(
    "text",
    [
        "polcy: strict\n",
        "policy: [strict]\n",
        "language: fr\n",
        "own_hosts: a.example\n",
        "severity: [a]\n",
        "allow: {host: x}\n",
        "- x\n",
    ],
)
def test_unknown_keys_and_wrong_kinds_are_errors(text: str, tmp_path: Path) -> None:
    (problem,) = told(written(tmp_path, text))
    assert problem.fix or "keys and values" in problem.what


def test_lists_add_up_and_keep_their_places(tmp_path: Path) -> None:
    written(
        tmp_path,
        "policy: strict\nown_hosts: [a.example]\nseverity: {social-link: note}\n" + ALLOW,
        "agency.yml",
    )
    file = written(
        tmp_path,
        "inherit: agency.yml\npolicy: standard\nown_hosts: [b.example]\nseverity: {device-storage: note}\n"
        + ALLOW.replace("maps", "tiles"),
    )
    values = load(file)
    assert values["own_hosts"] == ["a.example", "b.example"]
    judged = policy(file)
    assert judged.level == "standard"
    assert set(judged.severities) == {"social-link", "device-storage"}
    assert [a.origin for a in judged.allowances] == [f"{tmp_path / 'agency.yml'}:5", f"{file}:6"]


def test_inheriting_in_a_circle_from_nothing_or_from_the_network_is_told(tmp_path: Path) -> None:
    a = written(tmp_path, "inherit: b.yml\n", "a.yml")
    written(tmp_path, "inherit: a.yml\n", "b.yml")
    assert "itself" in told(a)[0].what
    missing = told(written(tmp_path, "policy: strict\ninherit: no.yml\n", "c.yml"))[0]
    assert (missing.line, missing.what) == (2, "inherit names no.yml, which is not there")
    assert str(missing.file).endswith("c.yml")
    assert (
        "nothing is fetched" in told(written(tmp_path, "inherit: https://x.example/p.yml\n", "d.yml"))[0].what
    )


@pytest.mark.parametrize(
    "text",
    [
        "!!python/object/apply:os.system ['touch PWNED']\n",
        "policy: !!python/name:os.system\n",
        "policy: [\n",
        "a: &a [*a]\n",
        "policy: 2026-13-45\n",
        "[" * 5000,
        "\x00",
        "policy: strict\npolicy: [standard\n",
    ],
)
def test_hostile_yaml_is_told_and_runs_nothing(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told(written(tmp_path, text))
    assert not (tmp_path / "PWNED").exists()


def test_nested_aliases_do_not_grow(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 12)
    )
    text = f"severity:\n  social-link: *a11\nallow:\n  - {{host: *a11, rule: *a11}}\n  - *a11\npolicy: *a11\n{bomb}"
    assert told(written(tmp_path, text))


def test_an_mkdocs_file_is_read_for_lines_with_tags_it_may_hold(tmp_path: Path) -> None:
    plugins = "plugins:\n  - search\n  - praxis:\n" + "".join(
        f"      {line}\n" for line in ALLOW.splitlines()
    )
    file = written(
        tmp_path, f"site_name: !ENV [NAME, x]\nx: !!python/name:os.system\n{plugins}", "mkdocs.yml"
    )
    entry = {
        "host": "maps.example.net", "rule": "*", "reason": "x", "approved_by": "y", "contract": "z",
        "expires": "1.2.2027",
    }  # fmt: skip
    assert policy_of({"allow": [entry]}, origin=str(file)).allowances[0].origin == f"{file}:7"


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (
            host_pattern("Maps.Example.NET"),
            ["https://maps.example.net/x", "https://maps.example.net:8443/"],
            ["https://example.net/", "https://x.maps.example.net/", "https://maps.example.net.evil.test/"],
        ),
        (
            host_pattern("*.example.net"),
            ["https://a.example.net/", "https://a.b.example.net/"],
            ["https://example.net/", "https://evilexample.net/", "https://example.net.evil.test/"],
        ),
        (host_pattern("münchen.example"), ["https://xn--mnchen-3ya.example/"], ["https://munchen.example/"]),
        (
            url_pattern("https://maps.example.net/tiles/*"),
            ["https://maps.example.net/tiles/", "https://maps.example.net/tiles/1/2.png?x#y"],
            [
                "https://maps.example.net/tiles",
                "http://maps.example.net/tiles/1",
                "https://maps.example.net@evil.test/tiles/1",
                "https://maps.example.net/tiles/../other",
            ],
        ),
        (
            url_pattern("maps.example.net/a.js?v=1"),
            ["https://maps.example.net/a.js?v=1", "https://maps.example.net/a.js?v=1#top"],
            ["https://maps.example.net/a.js", "https://maps.example.net/a.js?v=12"],
        ),
    ],
)
def test_a_pattern_covers_what_it_says_and_no_more(pattern: str, yes: list[str], no: list[str]) -> None:
    from mkdocs_praxis.web.url import resolve

    def covered(text: str) -> bool:
        url = resolve(text, "about:blank")
        assert url is not None
        return matches(pattern, url.host, url.href)

    assert all(map(covered, yes))
    assert not any(map(covered, no))


@pytest.mark.parametrize(
    "text",
    [
        "https://",
        "https://maps.*/tiles/",
        "https://maps.example.net/*/a.png",
        "ftp://maps.example.net/a.png",
        "data://maps.example.net/a.png",
        "https://maps.example.net/tile*",
        "https://maps.example.net/a#b",
        "https://user@maps.example.net/",
        "https://*",
        "*",
    ],
)
def test_an_address_that_would_allow_more_than_it_says_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write an address such as"):
        url_pattern(text)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("http://maps.example.net:8080/a", "http://maps.example.net:8080/a"),
        ("wss://Maps.example.net/*", "wss://maps.example.net/*"),
        ("maps.example.net", "https://maps.example.net/"),
    ],
)
def test_an_address_is_taken_as_browsers_write_it(text: str, pattern: str) -> None:
    assert url_pattern(text) == pattern


@pytest.mark.parametrize(
    "text",
    [
        "*.net",
        "*.",
        "*",
        "a b",
        "maps.example.net/x",
        "https://maps.example.net",
        "*.*.net",
        "maps.example.net:8080",
    ],
)
def test_what_names_no_single_host_or_too_many_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write a host such as"):
        host_pattern(text)
