"""Who PostgreSQL runs as. It refuses to run as root, so root lends it a user id that nobody else has; any other user runs
it as themselves. No account is made, and no mode outside the data folder changes."""

import grp
import os
import pwd
from dataclasses import dataclass
from pathlib import Path

import psutil

from ingest.errors import Misconfigured


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """A user id and a group id of the same number, unknown to the system's accounts."""

    uid: int
    gid: int


def owner_of(area: Path) -> Owner | None:
    """The ids that own `area`, chosen on first use; None where we are not root and simply own it ourselves."""
    if os.geteuid() != 0:
        return None
    kept = area.stat().st_uid
    if kept:
        return Owner(uid=kept, gid=kept)
    number = _free_number()
    _give(area, Owner(uid=number, gid=number))
    return Owner(uid=number, gid=number)


def _give(area: Path, owner: Owner) -> None:
    try:
        os.chown(area, owner.uid, owner.gid)
    except OSError as problem:
        raise Misconfigured(
            str(area),
            f"root may not give it to the user id that PostgreSQL would run as ({problem.strerror})",
            "Start presswatch as an ordinary user",
        ) from problem


def _free_number() -> int:
    """From the top of the ids that Debian leaves to local accounts, the first that nobody has."""
    running = {uid for process in psutil.process_iter() for uid in _uids(process)}
    for number in range(59_999, 50_000, -1):
        if number not in running and not _is_known(number):
            return number
    raise Misconfigured("user ids", "50001 to 59999 are all taken", "Start presswatch as an ordinary user")


def _uids(process: psutil.Process) -> tuple[int, ...]:
    try:
        return tuple(process.uids())
    except psutil.NoSuchProcess:
        return ()


def _is_known(number: int) -> bool:
    for lookup in (pwd.getpwuid, grp.getgrgid):
        try:
            lookup(number)
        except KeyError:
            continue
        return True
    return False


def any_account() -> int:
    """Some account's user id other than root's; `initdb` asks the system for the name of whoever runs it."""
    accounts = [entry for entry in pwd.getpwall() if entry.pw_uid]
    if not accounts:
        raise Misconfigured("/etc/passwd", "no account but root", "Start presswatch as an ordinary user")
    return next((entry.pw_uid for entry in accounts if entry.pw_name == "nobody"), accounts[0].pw_uid)
