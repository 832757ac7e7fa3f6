"""Whether git has files of a folder in its index: then they came with the repository, from whoever wrote to it.

The index is read as it is (gitformat-index, versions 2 to 4); git itself is not run, for a repository can make it run
other programs.
"""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from gazeta.edge.files import open_regular

_MOST = 512 * 1024 * 1024
_FIXED = 62
"""Bytes of an entry before its name: ten 32-bit numbers, an object name of SHA-1, flags."""


def is_tracked(folder: Path) -> bool:
    """Whether git tracks the folder or anything in it. What cannot be read is taken for not tracked."""
    with suppress(OSError, ValueError, IndexError):
        place = folder.parent.resolve() / folder.name
        for root in place.parents:
            if os.path.lexists(root / ".git"):
                wanted = os.fsencode(place.relative_to(root).as_posix()).lower()
                return any(_has(data, wanted) for data in _indexes(_git_folder(root / ".git")))
    return False


def _git_folder(found: Path) -> Path:
    """What `.git` is or leads to: in a worktree or a submodule it is a file that says where."""
    if found.is_dir():
        return found
    with open_regular(found) as file:
        line = file.read(4096).decode("utf-8", "surrogateescape")
    return (found.parent / line.partition("gitdir:")[2].strip()).resolve()


def _indexes(folder: Path) -> Iterator[bytes]:
    """The index, and the files that it may share its entries with (a split index)."""
    for path in (folder / "index", *sorted(folder.glob("sharedindex.*"))):
        with suppress(FileNotFoundError), open_regular(path) as file:
            yield file.read(_MOST)


def _has(data: bytes, wanted: bytes) -> bool:
    """Whether an index has an entry at a path or below it; letters' case does not count, as on some disks."""
    if data[:4] != b"DIRC":
        return False
    version = int.from_bytes(data[4:8], "big")
    if version < 4 and wanted not in data.lower():
        return False
    return any(name.lower() == wanted or name.lower().startswith(wanted + b"/") for name in _names(data, version))


def _names(data: bytes, version: int) -> Iterator[bytes]:
    count, place, name = int.from_bytes(data[8:12], "big"), 12, b""
    for _ in range(count):
        flags = int.from_bytes(data[place + _FIXED - 2 : place + _FIXED], "big")
        begin = place + _FIXED + (2 if flags & 0x4000 else 0)
        if version == 4:
            strip, begin = _varint(data, begin)
            end = data.index(b"\0", begin)
            name = name[: len(name) - strip] + data[begin:end]
            place = end + 1
        else:
            end = data.index(b"\0", begin)
            name = data[begin:end]
            place += (end - place) // 8 * 8 + 8  # padded with 1 to 8 zeros
        yield name


def _varint(data: bytes, place: int) -> tuple[int, int]:
    """A number of git's variable width ("offset encoding"), and where it ends."""
    byte = data[place]
    value = byte & 0x7F
    while byte & 0x80:
        place += 1
        byte = data[place]
        value = ((value + 1) << 7) | (byte & 0x7F)
    return value, place + 1
