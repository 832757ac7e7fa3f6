"""One builder at a time for each destination; the system frees a dead builder's lock."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct, json

from gazeta.edge.destinations import destination_file
from gazeta.edge.trouble import Trouble, explained

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

PATIENCE = 10.0
"""Seconds a second builder waits before it gives up."""

_PAUSE = 0.05


class Held(Trouble):
    """Another builder has the lock."""


class Holder(Struct, frozen=True, kw_only=True):
    """Who has a lock: a process, and since when."""

    pid: int
    since: datetime


@contextmanager
def destination_lock(destination: Path, state: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Holds the lock of a destination, kept in the folder `state`, from before a site is read until it is published.

    A builder that read its articles earlier can so never put its older pages over newer ones.
    """
    path = destination_file(state, destination, "lock")
    try:
        state.mkdir(parents=True, exist_ok=True)
        file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o666), "r+b", buffering=0)
    except OSError as error:
        meaning, hint = explained(error)
        raise Trouble(f"Gazeta's own folder {state} cannot be written. {meaning}", hint) from error
    with file:
        _wait(file, destination, time.monotonic() + patience)
        _sign(file)
        yield


def _wait(file: BinaryIO, destination: Path, deadline: float) -> None:
    while not _taken(file):
        if time.monotonic() >= deadline:
            raise Held(f"Another build of {destination} is running{_who(file)}.", "Wait for it, or end it.")
        time.sleep(_PAUSE)


def _taken(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            file.seek(1024)  # beyond the holder's name: Windows keeps others from reading what is locked
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


def _sign(file: BinaryIO) -> None:
    """Says whose lock it is, for those who wait; on a full disk it is a lock all the same."""
    holder = Holder(pid=os.getpid(), since=datetime.now(UTC).replace(microsecond=0))
    with suppress(OSError):
        file.seek(0)
        file.truncate()
        file.write(json.encode(holder))


def _who(file: BinaryIO) -> str:
    file.seek(0)
    try:
        holder = json.decode(file.read(), type=Holder)
    except (ValueError, RecursionError, OSError):
        return ""
    return f": process {holder.pid}, since {holder.since.isoformat(sep=' ')}"
