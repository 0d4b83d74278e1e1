"""The rules of URLs, read once from `seeds/url_rules.csv`, which people edit: one line per rule, with its reason.
Values only; what they do is the business of the modules beside this one."""

import csv
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import NamedTuple

from ingest.errors import Misconfigured

FILE = Path(__file__).resolve().parent.parent.parent / "seeds" / "url_rules.csv"
COLUMNS = ("kind", "host", "pattern", "value", "reason")
NEVER_DROPPED = frozenset({"id", "p", "s", "sid", "cid", "page", "lang"})
"""Names of parameters that tell articles apart on so many sites that no rule may drop them."""

_EMPTY = "(empty)"

Values = frozenset[str]  # lower case; no members: any value


class Rule(NamedTuple):
    """One line of the file."""

    kind: str
    host: str
    pattern: str
    value: str
    reason: str


class Parameters(NamedTuple):
    """Query parameters to drop: by exact name (lower case) with the values that it holds for, by the beginning of the name,
    and for some hosts only."""

    names: dict[str, Values]
    prefixes: tuple[str, ...]
    of_hosts: dict[str, tuple[tuple[re.Pattern[str], Values], ...]]

    def drops(self, name: str, value: str, host: str) -> bool:
        """Whether a parameter says nothing of which article is meant. `name` and `value` in lower case."""
        values = self.names.get(name)
        if values is not None:
            return not values or value in values
        if name in self.of_hosts:
            return any(where.match(host) and (not held or value in held) for where, held in self.of_hosts[name])
        return name.startswith(self.prefixes)


class Viewer(NamedTuple):
    """Addresses that bear another address: in one of the query parameters `names` where `path` begins the path, or in the groups
    of `shape`, which matches path and query. `is_copy`: what it shows may outlive the original, so the page is read there."""

    host: re.Pattern[str]
    path: str
    names: tuple[str, ...]
    shape: re.Pattern[str] | None
    is_copy: bool


class Rules(NamedTuple):
    """All of the file."""

    trackers: Parameters
    amp_parameters: Parameters
    amp_segments: tuple[str, ...]
    amp_endings: tuple[tuple[str, str], ...]
    mobile_hosts: tuple[tuple[str, str], ...]
    address_prefixes: tuple[str, ...]
    hosts: tuple[tuple[re.Pattern[str], str, str], ...]
    viewers: tuple[Viewer, ...]
    translators: tuple[str, ...]
    couriers: frozenset[str]
    shared_hosts: frozenset[str]
    country_suffixes: frozenset[str]


def read_rules(file: Path) -> tuple[Rule, ...]:
    """The lines of a rule file. Raises Misconfigured for one that is of no known kind, has no reason, or holds a pattern that
    is no regular expression."""
    with file.open(encoding="utf-8", newline="") as lines:
        read = csv.DictReader(lines)
        if tuple(read.fieldnames or ()) != COLUMNS:
            raise Misconfigured(str(file), "has other columns", f"The first line is {','.join(COLUMNS)}")
        return tuple(_checked(Rule(**row), f"{file}, line {read.line_num}") for row in read)


def _checked(rule: Rule, where: str) -> Rule:
    if rule.kind not in KINDS:
        raise Misconfigured(where, f"kind {rule.kind!r} is none", f"Kinds are {', '.join(sorted(KINDS))}")
    if not rule.reason or not (rule.host or rule.pattern):
        raise Misconfigured(where, "a rule needs a pattern or a host, and a reason", "Say why the rule holds")
    if rule.kind == "tracker" and (kept := [name for name in NEVER_DROPPED if fnmatchcase(name, rule.pattern)]):
        raise Misconfigured(where, f"would drop {kept[0]!r}, which tells articles apart", "Take the rule out")
    if rule.kind.endswith("_path"):
        _checked_shape(rule, where)
    return rule


def _checked_shape(rule: Rule, where: str) -> None:
    try:
        groups = re.compile(rule.pattern).groupindex
    except re.error as error:
        raise Misconfigured(where, f"is no regular expression: {error}", "Mend the pattern") from error
    if not groups.keys() & {"bare", "escaped", "base64"}:
        raise Misconfigured(where, "catches no address", "Name a group bare, escaped or base64")


def arranged(rules: Iterable[Rule]) -> Rules:
    """The rules, by what they are for."""
    by_kind: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        by_kind[rule.kind].append(rule)
    return Rules(
        trackers=_parameters(by_kind["tracker"]),
        amp_parameters=_parameters(by_kind["amp_query"]),
        amp_segments=tuple(sorted((rule.pattern for rule in by_kind["amp_segment"]), key=len, reverse=True)),
        amp_endings=tuple((rule.pattern, rule.value) for rule in by_kind["amp_ending"]),
        mobile_hosts=tuple((rule.pattern, rule.value) for rule in by_kind["mobile_host"]),
        address_prefixes=tuple(rule.pattern for rule in by_kind["address_prefix"]),
        hosts=tuple((_host(rule.host), rule.pattern, rule.value) for rule in by_kind["host"]),
        viewers=tuple(_VIEWERS[kind](rule) for kind in _VIEWERS for rule in by_kind[kind]),
        translators=tuple(rule.host.removeprefix("*") for rule in by_kind["copy_host"]),
        couriers=frozenset(rule.host for rule in by_kind["courier"]),
        shared_hosts=frozenset(rule.pattern for rule in by_kind["shared_host"]),
        country_suffixes=frozenset(rule.pattern for rule in by_kind["country_suffix"]),
    )


def _parameters(rules: list[Rule]) -> Parameters:
    names: dict[str, Values] = {}
    prefixes, of_hosts = list[str](), dict[str, tuple[tuple[re.Pattern[str], Values], ...]]()
    for rule in rules:
        values = frozenset("" if value == _EMPTY else value for value in rule.value.split("|") if value)
        if rule.host:
            of_hosts[rule.pattern] = (*of_hosts.get(rule.pattern, ()), (_host(rule.host), values))
        elif rule.pattern.endswith("*"):
            prefixes.append(rule.pattern[:-1])
        else:
            names[rule.pattern] = values
    return Parameters(names, tuple(prefixes), of_hosts)


def _by_query(rule: Rule) -> Viewer:
    return Viewer(_host(rule.host), rule.pattern, tuple(rule.value.split("|")), None, rule.kind.startswith("copy"))


def _by_path(rule: Rule) -> Viewer:
    shape = re.compile(rf"(?:{rule.pattern})\Z", re.DOTALL)
    return Viewer(_host(rule.host), "", (), shape, rule.kind.startswith("copy"))


def _host(written: str) -> re.Pattern[str]:
    """`a.example|*.b.example`: `*` before a dot stands for any names or none, after one for the suffix (up to two names)."""
    return re.compile(rf"(?:{'|'.join(map(_host_pattern, written.split('|')))})\Z")


def _host_pattern(one: str) -> str:
    pattern = re.escape(one)
    pattern = re.sub(r"^\\\*\\\.", r"(?:[^/]+\\.)?", pattern)
    return re.sub(r"\\\.\\\*$", r"\\.[a-z]{2,}(?:\\.[a-z]{2,3})?", pattern)


_VIEWERS: dict[str, Callable[[Rule], Viewer]] = {
    "redirect_query": _by_query,
    "redirect_path": _by_path,
    "copy_query": _by_query,
    "copy_path": _by_path,
}
KINDS = frozenset(
    {
        "tracker", "amp_query", "amp_segment", "amp_ending", "mobile_host", "address_prefix", "host", "copy_host", "courier",
        "shared_host", "country_suffix", *_VIEWERS,
    }
)  # fmt: skip

RULES = arranged(read_rules(FILE))
