"""Gazeta's list of the files it wrote, for each destination: nothing else is ever overwritten or deleted."""

import os
from pathlib import Path

from msgspec import DecodeError, Struct, ValidationError, json

from gazeta.edge.trouble import Trouble

FILE = "outputs.json"


class _Book(Struct, frozen=True, kw_only=True):
    version: int = 1
    destinations: dict[str, tuple[str, ...]] = {}


def read_outputs(state: Path, destination: Path) -> frozenset[str] | None:
    """The files of a destination that are Gazeta's; `None` for a destination it does not know.

    A list that cannot be read is an empty one: then nothing is Gazeta's, and nothing is touched.
    """
    paths = _read(state).destinations.get(_key(state, destination))
    return None if paths is None else frozenset(paths)


def write_outputs(state: Path, destination: Path, paths: frozenset[str]) -> None:
    """Replaces a destination's list in one step, and has it on disk before this returns."""
    key = _key(state, destination)
    book = _Book(destinations={**_read(state).destinations, key: tuple(sorted(paths))})
    state.mkdir(parents=True, exist_ok=True)
    temporary = state / f"{FILE}.new"
    try:
        with temporary.open("wb") as file:
            file.write(json.encode(book))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(state / FILE)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _read(state: Path) -> _Book:
    try:
        book = json.decode((state / FILE).read_bytes(), type=_Book)
    except FileNotFoundError:
        return _Book()
    except (DecodeError, ValidationError):
        return _Book()
    if book.version != _Book().version:
        message = f"{state / FILE} was written by another version of Gazeta."
        raise Trouble(message, "Use that version, or delete this file and the published site.")
    return book


def _key(state: Path, destination: Path) -> str:
    """Relative to the site's folder where it lies in there, so that the whole may be moved."""
    site = state.absolute().parent
    absolute = destination.absolute()
    return absolute.relative_to(site).as_posix() if absolute.is_relative_to(site) else str(absolute)
