"""Trying things as another user of the machine, in a child process that has given up root."""

import os
import pwd
from collections.abc import Callable

import pytest

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can try things as another user")


def as_nobody(attempt: Callable[[], object]) -> str:
    """What `attempt` came to when the account `nobody` made it: `repr` of its result, or its exception's class name."""
    nobody = pwd.getpwnam("nobody")
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.setgroups([])
            os.setgid(nobody.pw_gid)
            os.setuid(nobody.pw_uid)
            told = repr(attempt())
        except BaseException as problem:  # noqa: BLE001  # the child must end here, whatever happens
            told = type(problem).__name__
        os.write(writer, told.encode()[:4000])
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        told = pipe.read().decode()
    os.waitpid(child, 0)
    return told
