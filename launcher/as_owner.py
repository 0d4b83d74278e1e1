"""Run a command as another user id: `python -m launcher.as_owner UID GID REACH COMMAND…`. Only root can.

REACH is a path that the command must get to. Where a folder above it, or above the command, is closed to others (a home
folder, a private temporary one), the command gets the one right to pass closed folders (CAP_DAC_READ_SEARCH, or where root
lacks that one itself, CAP_DAC_OVERRIDE) instead of the folders' modes being changed."""

import ctypes
import os
import sys
from pathlib import Path

_PR_SET_KEEPCAPS, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE = 8, 47, 2
_CAPABILITY_VERSION_3 = 0x20080522
_DAC_OVERRIDE, _DAC_READ_SEARCH = 1, 2


def main(arguments: list[str]) -> None:
    uid, gid, reach, *command = arguments
    program = Path(command[0])
    is_closed = not (_is_open(program) and _is_open(Path(reach)) and program.stat().st_mode & 0o005 == 0o005)
    right = _right_to_pass(program) if is_closed else None
    os.umask(0o077)
    os.setgroups([])
    os.setresgid(int(gid), int(gid), int(gid))
    os.setresuid(int(uid), int(uid), int(uid))
    if right is not None:
        _keep(right)
    os.execv(command[0], command)  # noqa: S606


def _is_open(path: Path) -> bool:
    """Whether everybody may pass the folders above `path`."""
    return all(folder.stat().st_mode & 0o001 for folder in path.resolve().parents)


def _right_to_pass(program: Path) -> int:
    """Choose the capability, and let it outlive the change of user id. Only the wider one runs a closed program."""
    permitted = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("CapPrm"))
    held = int(permitted.split()[1], 16)
    fitting = (_DAC_READ_SEARCH, _DAC_OVERRIDE) if program.stat().st_mode & 0o001 else (_DAC_OVERRIDE,)
    for right in fitting:
        if held >> right & 1:
            _libc().prctl(_PR_SET_KEEPCAPS, 1, 0, 0, 0)
            return right
    sys.exit("a folder above is closed, and this root may not pass on the right to enter it: open the folder's x bit")


def _keep(right: int) -> None:
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    sets = (ctypes.c_uint32 * 6)(1 << right, 1 << right, 1 << right)  # effective, permitted, inheritable; upper half 0
    if _libc().capset(header, sets) or _libc().prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_RAISE, right, 0, 0):
        sys.exit(f"keeping capability {right} failed: {os.strerror(ctypes.get_errno())}")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


if __name__ == "__main__":
    main(sys.argv[1:])
