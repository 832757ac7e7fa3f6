"""Files in folders that may be anybody's: opened without following links, and written so that they are whole at any
moment.

A repository can carry links, and a folder can hold pipes and devices: whoever opens a path as it is would write to
another file, or wait for ever.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from io import BufferedReader
from pathlib import Path, PurePosixPath

_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_LINK = "This is a symbolic link; links are not followed"
_OTHER = "This is neither a file nor a folder"


def open_regular(location: Path | str) -> BufferedReader:
    """Opens a file to read it, but no link and no device, even if it became one a moment ago."""
    return os.fdopen(open_plain(location, os.O_RDONLY), "rb")


def open_plain(location: Path | str, flags: int, mode: int = 0o666) -> int:
    """A handle of a file that is no link, folder, pipe or device; such a one raises `OSError`."""
    try:
        handle = os.open(location, flags | _PLAIN, mode)
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.EMLINK} or (error.errno != errno.ENOENT and os.path.islink(location)):  # noqa: PTH114
            raise OSError(errno.ELOOP, _LINK, str(location)) from error
        if error.errno == errno.ENXIO:  # a pipe that nobody reads
            raise OSError(None, _OTHER, str(location)) from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        os.close(handle)
        raise OSError(errno.EISDIR if is_folder else None, "This is a folder" if is_folder else _OTHER, str(location))
    return handle


def read_below(root: Path, path: str) -> bytes:
    """A file below a folder, no part of whose path there is a link. Raises `OSError`."""
    _check_folders(root, path)
    with open_regular(root / path) as file:
        return file.read()


def create_below(root: Path, path: str, data: bytes) -> None:
    """Writes a file that is not there yet, with the folders above it. Raises `OSError`, `FileExistsError` too."""
    _make_folders(root, path)
    _write_new(root / path, data, 0o666, lasting=False)


def replace_below(
    root: Path, path: str, data: bytes, *, mode: int = 0o666, lasting: bool = False, waits_as: str = ""
) -> None:
    """Puts a file in place of the one that is there, or of none, in one step; a `lasting` one is on disk then.

    Until then it has the name `waits_as`, or one made from its own. The new file has the permissions of the old one.
    Raises `OSError`, also if a part of the path is a link.
    """
    _make_folders(root, path)
    target = root / path
    kept = _permissions(target)
    waiting = target.with_name(waits_as or f".{target.name}.new")
    with suppress(FileNotFoundError):
        os.unlink(waiting)  # noqa: PTH108 - what a killed process left, or a link: the link itself goes
    try:
        _write_new(waiting, data, mode if kept is None else kept, lasting=lasting)
        os.replace(waiting, target)  # noqa: PTH105 - says what it does to what is there
    except BaseException:
        with suppress(OSError):
            os.unlink(waiting)  # noqa: PTH108
        raise


def _write_new(location: Path, data: bytes, mode: int, *, lasting: bool) -> None:
    with os.fdopen(open_plain(location, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(data)
        file.flush()
        if lasting:
            os.fsync(file.fileno())


def _permissions(target: Path) -> int | None:
    """Those of a file that is to be replaced, if it is there; what is no file cannot be."""
    try:
        status = target.lstat()
    except FileNotFoundError:
        return None
    if not stat.S_ISREG(status.st_mode):
        is_link = stat.S_ISLNK(status.st_mode)
        raise OSError(errno.ELOOP if is_link else None, _LINK if is_link else _OTHER, str(target))
    return stat.S_IMODE(status.st_mode)


def _folders(root: Path, path: str) -> Iterator[Path]:
    """The folders between a folder and a file below it, outermost first."""
    return (root / parent for parent in reversed(PurePosixPath(path).parents[:-1]))


def _check_folders(root: Path, path: str) -> None:
    for folder in _folders(root, path):
        if folder.is_symlink():
            raise OSError(errno.ELOOP, _LINK, str(folder))


def _make_folders(root: Path, path: str) -> None:
    root.mkdir(parents=True, exist_ok=True)
    for folder in _folders(root, path):
        if folder.is_symlink():
            raise OSError(errno.ELOOP, _LINK, str(folder))
        folder.mkdir(exist_ok=True)


def make_private(folder: Path) -> None:
    """Makes a folder that nobody else may look into, or makes it so. Raises `OSError`, also if it is a link."""
    if folder.is_symlink():
        raise OSError(errno.ELOOP, _LINK, str(folder))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if folder.stat().st_mode & 0o077:
        with suppress(OSError):  # somebody else's, or a disk without permissions
            folder.chmod(0o700)
