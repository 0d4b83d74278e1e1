"""The rule file of URLs: every line is used, has its reason, and drops nothing that tells articles apart."""

import csv
from pathlib import Path

import pytest

from ingest.errors import Misconfigured
from ingest.urls import article_id, canonical_url, resolve
from ingest.urls.rules import COLUMNS, FILE, KINDS, NEVER_DROPPED, RULES, Rule, arranged, read_rules

_RULES = read_rules(FILE)


def written(tmp_path: Path, *lines: tuple[str, ...], header: tuple[str, ...] = COLUMNS) -> Path:
    file = tmp_path / "url_rules.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows([header, *lines])
    return file


def test_every_rule_has_its_reason_and_stands_there_once() -> None:
    assert all(rule.reason.strip() for rule in _RULES)
    assert len({rule[:4] for rule in _RULES}) == len(_RULES)


def test_every_kind_of_rule_has_a_rule() -> None:
    assert {rule.kind for rule in _RULES} == KINDS


@pytest.mark.parametrize("rule", [rule for rule in _RULES if rule.kind == "tracker"], ids=lambda rule: rule.pattern)
def test_a_tracker_is_dropped_in_any_case_and_place(rule: Rule) -> None:
    host = rule.host.split("|")[0].replace("*", "any") or "example.org"
    name, value = rule.pattern.replace("*", "x"), rule.value.split("|")[-1] or "x"
    plain = f"https://{host}/a?id=1&page=2"
    for one in (f"{name}={value}", f"{name.upper()}={value.upper()}"):
        assert canonical_url(f"https://{host}/a?{one}&id=1&page=2") == plain
        assert canonical_url(f"https://{host}/a?id=1&{one}&page=2") == plain
        assert canonical_url(f"https://{host}/a?id=1&page=2&{one}#part") == plain


@pytest.mark.parametrize("rule", [rule for rule in _RULES if rule.kind == "amp_query"], ids=lambda rule: rule.pattern)
def test_an_address_that_asks_for_amp_is_the_plain_article_s(rule: Rule) -> None:
    host = rule.host.replace("*", "any") or "www.example.org"
    plain = f"https://{host}/world/harbour-fire-at-night"
    for value in rule.value.split("|"):
        asked = f"{plain}?{rule.pattern}" + (f"={value}" if value != "(empty)" else "")
        assert article_id(canonical_url(asked) or "") == article_id(plain)


@pytest.mark.parametrize(
    "rule", [rule for rule in _RULES if rule.kind in ("redirect_query", "copy_query")], ids=lambda rule: rule.host
)
def test_what_a_viewer_bears_in_its_query_is_the_article(rule: Rule) -> None:
    for host in rule.host.split("|"):
        name = rule.value.split("|")[-1]
        viewer = f"https://{host.replace('.*', '.co.uk').replace('*', 'any')}{rule.pattern}"
        wrapped = f"{viewer}?x=1&{name}=https%3A%2F%2Fexample.org%2Fa%3Fid%3D5&y=2"
        assert canonical_url(wrapped) == "https://example.org/a?id=5"
        assert (resolve("https://example.org/", wrapped) == "https://example.org/a?id=5") == rule.kind.startswith(
            "redirect"
        )


@pytest.mark.parametrize("name", sorted(NEVER_DROPPED))
def test_a_rule_that_would_drop_what_tells_articles_apart_is_refused(tmp_path: Path, name: str) -> None:
    for pattern in (name, f"{name[:1]}*"):
        with pytest.raises(Misconfigured, match="tells articles apart"):
            read_rules(written(tmp_path, ("tracker", "", pattern, "", "someone thought so")))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (("tracer", "", "utm_*", "", "a slip"), "line 2: kind 'tracer' is none"),
        (("tracker", "", "utm_*", "", ""), "a reason"),
        (("tracker", "", "", "", "of nothing"), "a pattern or a host"),
        (("copy_path", "archive.example", "/(", "", "broken"), "no regular expression"),
        (("copy_path", "archive.example", "/(?P<url>.+)", "", "misnamed"), "catches no address"),
    ],
)
def test_a_line_that_cannot_be_used_is_named(tmp_path: Path, line: tuple[str, ...], says: str) -> None:
    with pytest.raises(Misconfigured, match=says.replace("(", r"\(")):
        read_rules(written(tmp_path, line))


def test_a_file_with_other_columns_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Misconfigured, match="other columns"):
        read_rules(written(tmp_path, header=("kind", "pattern")))


def test_a_rule_may_hold_for_some_hosts_only() -> None:
    found = arranged([Rule("tracker", "*.example.org|other.*", "via", "", "of one platform")]).trackers
    assert found.drops("via", "x", "www.example.org")
    assert found.drops("via", "x", "example.org")
    assert found.drops("via", "x", "other.co.uk")
    assert not found.drops("via", "x", "example.com")
    assert not RULES.trackers.drops("via", "x", "www.example.org")
