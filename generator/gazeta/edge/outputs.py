"""Gazeta's list of the files it wrote to a destination: nothing else is ever overwritten or deleted."""

import os
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, json

from gazeta.edge.destinations import destination_file, destination_key, written
from gazeta.edge.trouble import Trouble


class _Book(Struct, frozen=True, kw_only=True):
    destination: str
    files: frozenset[str]
    version: int = 1


def outputs_path(state: Path, destination: Path) -> Path:
    """Where a destination's list is kept in the folder `.gazeta`."""
    return destination_file(state, destination, "outputs", ".json")


def read_outputs(state: Path, destination: Path) -> frozenset[str] | None:
    """The files of a destination that are Gazeta's; `None` for a destination it does not know.

    A list that cannot be read is no list: then nothing is Gazeta's, and nothing is touched.
    """
    path = outputs_path(state, destination)
    try:
        stat = path.stat()
        book = _read(path, (stat.st_ino, stat.st_mtime_ns, stat.st_size))
    except (FileNotFoundError, ValueError, RecursionError):
        return None
    if book.version != 1:
        message = f"{path} was written by another version of Gazeta."
        raise Trouble(message, "Use that version, or delete this file and the published site.")
    return book.files


@lru_cache(maxsize=1)
def _read(path: Path, _mark: tuple[int, ...]) -> _Book:
    """A list as it is on disk; a build asks more than once, and large ones take their time."""
    return json.decode(path.read_bytes(), type=_Book)


def write_outputs(state: Path, destination: Path, paths: frozenset[str]) -> None:
    """Replaces a destination's list in one step, and has it on disk before this returns."""
    book = _Book(destination=written(destination_key(state, destination)), files=paths)
    path = outputs_path(state, destination)
    state.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    try:
        with temporary.open("wb") as file:
            file.write(json.encode(book, order="deterministic"))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
