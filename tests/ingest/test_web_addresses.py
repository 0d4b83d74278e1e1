"""Which addresses may be dialled, and that no other ever is, in whatever notation, by redirect or by a changing name."""

import asyncio
import socket
from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.errors import NoContact
from ingest.web import Refusal, Reply, check_contact
from ingest.web.addresses import Standing, standing
from ingest.web.contact import has_contact
from tests.ingest.wire import LOOPBACK, Say, opened, redirect, said, settings_for, wire

_PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 100.127.255.255 127.0.0.1 127.0.0.2 169.254.169.254 172.16.0.1 172.31.255.255
192.0.0.8 192.0.2.1 192.168.1.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.9 224.0.0.1 239.1.1.1 240.0.0.1
255.255.255.255 :: ::1 fc00::1 fd12::1 fe80::1 fe80::1%2 fec0::1 ff02::1 2001:db8::1 2001::1 3fff::1 100::1 5f00::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b::169.254.169.254 64:ff9b:1::8.8.8.8
2002:7f00:1:: 2002:a9fe:a9fe:: 2001:0:808:808:: 4000::1
"""
_PUBLIC = """
1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.0.1.1 198.20.0.1 223.255.255.255 2606:4700::1111
2a00:1450::1 ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::
"""


@pytest.mark.parametrize("address", _PRIVATE.split())
def test_an_address_off_the_public_internet_is_private(address: str) -> None:
    assert standing(address, ()) is Standing.PRIVATE


@pytest.mark.parametrize("address", _PUBLIC.split())
def test_an_address_on_the_public_internet_is_public(address: str) -> None:
    assert standing(address, ()) is Standing.PUBLIC


@given(st.ip_addresses(v=4))
def test_ipv4_is_judged_the_same_however_it_is_wrapped(address: IPv4Address) -> None:
    found = standing(str(address), ())
    for prefix in ("::ffff:0:0", "64:ff9b::"):
        assert standing(str(IPv6Address(int(IPv6Address(prefix)) | int(address))), ()) is found
    assert standing(str(IPv6Address(0x2002 << 112 | int(address) << 80)), ()) is found


@given(st.ip_addresses())
def test_what_is_public_to_us_is_global_to_python_too(address: IPv4Address | IPv6Address) -> None:
    if standing(str(address), ()) is Standing.PUBLIC and getattr(address, "sixtofour", None) is None:
        assert address.is_global or int(address) >> 32 == int(IPv6Address("64:ff9b::")) >> 32


def test_allowed_networks_exempt_their_own_addresses_and_no_others() -> None:
    assert standing("127.0.0.1", (LOOPBACK,)) is Standing.ALLOWED
    assert standing("::ffff:127.0.0.1", (LOOPBACK,)) is Standing.ALLOWED
    assert standing("127.0.0.2", (LOOPBACK,)) is Standing.PRIVATE
    assert standing("::1", (LOOPBACK,)) is Standing.PRIVATE
    assert standing("fd12::5", (ip_network("fd12::/16"),)) is Standing.ALLOWED


NOTATIONS = [
    "http://127.0.0.2:{port}/",
    "http://2130706434:{port}/",
    "http://0x7f.0.0.2:{port}/",
    "http://0177.0.0.02:{port}/",
    "http://0x7f000002:{port}/",
    "http://127.2:{port}/",
    "http://127.0.0.2.:{port}/",
    "http://１２７.0.0.2:{port}/",
    "http://%31%32%37.0.0.2:{port}/",
    "http://[::ffff:127.0.0.2]:{port}/",
    "http://[::ffff:7f00:2]:{port}/",
    "http://[::127.0.0.2]:{port}/",
    "http://[64:ff9b::7f00:2]:{port}/",
    "http://user@127.0.0.2:{port}/",
    "http://127.0.0.1@127.0.0.2:{port}/",
    "http:\\\\127.0.0.2:{port}/",
    "//127.0.0.2:{port}/",
    "http://two.example:{port}/",
]


def _by_name(**names: str):  # type: ignore[no-untyped-def]  # a Lookup, spelled in one place
    async def lookup(host: str) -> Sequence[str]:
        if host in names:
            return (names[host],)
        return (names[host.replace(".", "_")],)

    return lookup


@pytest.mark.parametrize("notation", NOTATIONS)
def test_a_forbidden_address_is_dialled_neither_directly_nor_by_redirect(tmp_path: Path, notation: str) -> None:
    async def run() -> None:
        lookup = _by_name(two_example="127.0.0.2")
        async with wire() as server, wire(host="127.0.0.2") as forbidden, opened(tmp_path, lookup=lookup) as web:
            target = notation.format(port=forbidden.port)
            server.script["/a"] = redirect(target)
            urls = [server.base + "/a", *([target] if target.startswith("http") else [])]
            for url in urls:
                answer = await web.get(url, source_id="s", purpose="page")
                assert isinstance(answer, Refusal)
                assert (answer.reason, answer.outcome) == ("private_address", "rejected")
            assert forbidden.dialled == 0

    asyncio.run(run())


def _has_ipv6() -> bool:
    try:
        with socket.socket(socket.AF_INET6) as probe:
            probe.bind(("::1", 0))
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="no IPv6 loopback on this machine")
@pytest.mark.parametrize("host", ["::1", "[::1]"])
def test_ipv6_loopback_is_not_dialled_because_ipv4_loopback_is_allowed(tmp_path: Path, host: str) -> None:
    async def run() -> None:
        async with wire(host="::1") as forbidden, opened(tmp_path, lookup=_by_name(six_example="::1")) as web:
            name = "six.example" if host == "::1" else host
            answer = await web.get(f"http://{name}:{forbidden.port}/", source_id="s", purpose="page")
            assert isinstance(answer, Refusal)
            assert (answer.reason, forbidden.dialled) == ("private_address", 0)

    asyncio.run(run())


def test_a_name_that_changes_its_address_between_lookups_wins_nothing(tmp_path: Path) -> None:
    lookups: list[str] = []

    async def rebinding(host: str) -> Sequence[str]:
        lookups.append(host)
        return ("127.0.0.1",) if len(lookups) % 2 else ("127.0.0.2",)

    async def run() -> None:
        async with wire({"/a": said("200 OK", b"a")}) as server, wire(host="127.0.0.2", port=server.port) as forbidden:
            for _ in range(4):
                async with opened(tmp_path, lookup=rebinding) as web:  # a new one has no names cached
                    await web.get(f"http://changing.example:{server.port}/a", source_id="s", purpose="page")
            assert (server.dialled > 0, forbidden.dialled) == (True, 0)

    asyncio.run(run())
    assert len(lookups) >= 4


def test_of_several_addresses_only_those_that_may_be_are_dialled(tmp_path: Path) -> None:
    async def mixed(host: str) -> Sequence[str]:
        return ("127.0.0.2", "::1", "127.0.0.1")

    async def run() -> None:
        async with (
            wire({"/a": said("200 OK", b"a")}) as server,
            wire(host="127.0.0.2", port=server.port) as forbidden,
            opened(tmp_path, lookup=mixed) as web,
        ):
            reply = await web.get(f"http://mixed.example:{server.port}/a", source_id="s", purpose="page")
            assert isinstance(reply, Reply)
            assert ({capture.ip_address for capture in reply.captures}, forbidden.dialled) == ({"127.0.0.1"}, 0)

    asyncio.run(run())


def test_a_robots_file_cannot_lead_to_a_forbidden_address(tmp_path: Path) -> None:
    async def run() -> None:
        async with wire({"/a": said("200 OK", b"a")}) as server, wire(host="127.0.0.2") as forbidden:
            server.script["/robots.txt"] = redirect(forbidden.base + "/robots.txt")
            async with opened(tmp_path) as web:
                answer = await web.get(server.base + "/a", source_id="s", purpose="page")
            assert isinstance(answer, Refusal)
            assert (answer.reason, forbidden.dialled, server.paths) == ("private_address", 0, ["/robots.txt"])

    asyncio.run(run())


def test_without_a_contact_no_stranger_is_dialled(tmp_path: Path) -> None:
    async def run() -> None:
        script: dict[str, Say] = {"/a": redirect("http://8.8.8.8/")}
        async with wire(script) as server, opened(tmp_path) as web:
            answer = await web.get(server.base + "/a", source_id="s", purpose="page")
            assert isinstance(answer, Refusal)
            assert answer.reason == "no_contact"

    asyncio.run(run())


@pytest.mark.parametrize(
    ("agent", "is_one"),
    [
        ("presswatch/0.1", False),
        ("presswatch/0.1 (+https://example.org/contact)", True),
        ("presswatch/0.1 (desk@example.org)", True),
        ("presswatch/0.1 (see http://)", False),
        ("presswatch/0.1 @home", False),
    ],
)
def test_a_contact_is_a_mail_or_web_address(agent: str, is_one: bool) -> None:
    assert has_contact(agent) is is_one


def _check(folder: Path, agent: str, *urls: str) -> None:
    lookup = _by_name(ours_example_org="127.0.0.1", theirs_example_org="8.8.8.8", inside_example_org="10.0.0.1")

    async def looked_up(host: str) -> Sequence[str]:
        if host == "lost.example.org":
            raise OSError("no such name")
        return (host,) if host.replace(".", "").isdigit() else tuple(await lookup(host))

    asyncio.run(check_contact(urls, settings_for(folder, user_agent=agent), lookup=looked_up))


def test_strangers_are_polled_only_with_a_contact(tmp_path: Path) -> None:
    theirs = "https://theirs.example.org/feed"
    with pytest.raises(NoContact, match=r"PRESSWATCH_USER_AGENT.*theirs\.example\.org"):
        _check(tmp_path, "presswatch/0.1", "http://ours.example.org/", theirs)
    _check(tmp_path, "presswatch/0.1 (desk@example.org)", theirs)


def test_a_name_that_cannot_be_looked_up_is_a_stranger(tmp_path: Path) -> None:
    with pytest.raises(NoContact):
        _check(tmp_path, "presswatch/0.1", "https://lost.example.org/")


def test_our_own_addresses_and_those_never_dialled_need_no_contact(tmp_path: Path) -> None:
    ours = ("http://ours.example.org:8080/", "http://127.0.0.1/", "http://inside.example.org/")
    _check(tmp_path, "presswatch/0.1", *ours, "http://x.invalid/", "nonsense")
