"""One builder at a time for each destination; the system frees a dead builder's lock."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct, json

from gazeta.buildstate.destinations import destination_file
from gazeta.edge.files import make_private, open_plain
from gazeta.edge.user_error import Trouble, explained

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 10.0
"""Seconds a second builder waits before it gives up."""

_PAUSE = 0.05

_FULL_OR_CLOSED = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM})


class Held(Trouble):
    """Another builder has the lock."""


class Holder(Struct, frozen=True, kw_only=True):
    """Who has a lock: a process, and since when."""

    pid: int
    since: datetime


@contextmanager
def destination_lock(destination: Path, state: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the lock of a destination, kept in the folder `state`, from before a site is read until it is published.

    A builder that read its articles earlier can so never put its older pages over newer ones. Where nothing can be
    written, a folder is locked that is there.
    """
    handle, is_file = _opened(state, destination)
    try:
        _wait(handle, destination, time.monotonic() + patience)
        if is_file:
            _sign(handle)
        yield
    finally:
        os.close(handle)


def _opened(state: Path, destination: Path) -> tuple[int, bool]:
    """What is to be locked, and whether that is a file of its own."""
    try:
        make_private(state)
        return open_plain(destination_file(state, destination, "lock"), os.O_RDWR | os.O_CREAT, 0o600), True
    except OSError as error:
        folder = next(parent for parent in (state, *destination.absolute().parents) if parent.is_dir())
        if error.errno in _FULL_OR_CLOSED and sys.platform != "win32":
            return os.open(folder, os.O_RDONLY), False
        meaning, hint = explained(error)
        raise Trouble(f"Gazeta's own folder {state} cannot be written. {meaning}", hint) from error


def _wait(handle: int, destination: Path, deadline: float) -> None:
    while not _taken(handle):
        if time.monotonic() >= deadline:
            raise Held(f"Another build of {destination} is running{_who(handle)}.", "Wait for it, or end it.")
        time.sleep(_PAUSE)


def _taken(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            os.lseek(handle, 1024, os.SEEK_SET)  # beyond the holder's name: what is locked, Windows lets nobody read
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _sign(handle: int) -> None:
    """Says whose lock it is, for those who wait; on a full disk it is a lock all the same."""
    holder = Holder(pid=os.getpid(), since=datetime.now(UTC).replace(microsecond=0))
    with suppress(OSError):
        os.ftruncate(handle, 0)
        os.lseek(handle, 0, os.SEEK_SET)
        os.write(handle, json.encode(holder))


def _who(handle: int) -> str:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        holder = json.decode(os.read(handle, 1024), type=Holder)
    except (ValueError, RecursionError, OSError):
        return ""
    return f": process {holder.pid}, since {holder.since.isoformat(sep=' ')}"
