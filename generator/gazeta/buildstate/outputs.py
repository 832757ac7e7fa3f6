"""Gazeta's list of the files it wrote to a destination: nothing else is ever overwritten or deleted.

Where its folder cannot be written, the list is kept in the user's cache directory; the newer of two counts.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from msgspec import Struct, json, structs

from gazeta.buildstate.destinations import destination_file, destination_key, spare_file, written
from gazeta.buildstate.seal import has_key, is_sealed, seal
from gazeta.edge.files import make_private, open_regular, replace_below
from gazeta.edge.staging import is_name
from gazeta.edge.user_error import Trouble

_MANY = 2**53
"""More lists than anybody writes, and numbers that JSON has no better than about."""


class _Book(Struct, frozen=True, kw_only=True):
    """A list; `number` grows with each that is written."""

    destination: str
    files: frozenset[str]
    number: int = 0
    version: int = 1
    seal: str = ""


def outputs_path(state: Path, destination: Path) -> Path:
    """Where a destination's list is kept in the folder `.gazeta`."""
    return destination_file(state, destination, "outputs", ".json")


def _spare_path(destination: Path) -> Path:
    return spare_file(destination, "outputs", ".json")


def read_outputs(state: Path, destination: Path) -> frozenset[str] | None:
    """The files of a destination that are Gazeta's; `None` for a destination it does not know.

    A list that cannot be read, that names files elsewhere, or that lacks the seal of a key that is set, is no list:
    then nothing is Gazeta's, and nothing is touched. Raises `OSError` for one that is no plain file.
    """
    book = _newest(state, destination)
    return book.files if book else None


def lacks_seal(state: Path, destination: Path) -> bool:
    """Whether there is a list that only lacks the seal of the key that is set."""
    with suppress(OSError):
        return has_key() and _newest(state, destination) is None and outputs_path(state, destination).is_file()
    return False


def _newest(state: Path, destination: Path) -> _Book | None:
    books = (_book(path) for path in _paths(state, destination))
    return max((book for book in books if book), key=lambda book: book.number, default=None)


def _paths(state: Path, destination: Path) -> Iterator[Path]:
    yield outputs_path(state, destination)
    with suppress(Trouble):
        yield _spare_path(destination)


def _book(path: Path) -> _Book | None:
    try:
        with open_regular(path) as file:
            data = file.read()
        book = _read(data)
    except (FileNotFoundError, ValueError, RecursionError):
        return None
    if book.version != 1:
        message = f"{path} was written by another version of Gazeta."
        raise Trouble(message, "Use that version, or delete this file and the published site.")
    if has_key() and not is_sealed("outputs", book.destination, _sealed_part(book), _mark(book)):
        return None
    return book if 0 <= book.number < _MANY and _are_names(book.files) else None


@lru_cache(maxsize=2)
def _read(data: bytes) -> _Book:
    """A list from its bytes; a build asks more than once, and large ones take their time."""
    return json.decode(data, type=_Book)


@lru_cache(maxsize=2)
def _are_names(paths: frozenset[str]) -> bool:
    return all(map(is_name, paths))


def _mark(book: _Book) -> bytes:
    try:
        return bytes.fromhex(book.seal)
    except ValueError:
        return b""


def _sealed_part(book: _Book) -> bytes:
    return json.encode((book.destination, sorted(book.files), book.number))


def write_outputs(state: Path, destination: Path, paths: AbstractSet[str]) -> None:
    """Replaces a destination's list in one step, and has it on disk before this returns. Raises `OSError`."""
    before = _newest(state, destination)
    number = before.number + 1 if before else 1
    book = _Book(destination=written(destination_key(state, destination)), files=frozenset(paths), number=number)
    if has_key():
        book = structs.replace(book, seal=seal("outputs", book.destination, _sealed_part(book)).hex())
    data = json.encode(book, order="deterministic")
    try:
        _write(outputs_path(state, destination), data)
    except OSError:
        _write(_spare_path(destination), data)
    else:
        with suppress(OSError, Trouble):
            _spare_path(destination).unlink(missing_ok=True)


def bring_home(state: Path, destination: Path) -> None:
    """Writes a list to its own folder again that had to be kept elsewhere, if it can be by now."""
    with suppress(OSError, Trouble):
        newest = _newest(state, destination)
        if newest and newest == _book(_spare_path(destination)):
            write_outputs(state, destination, newest.files)


def _write(path: Path, data: bytes) -> None:
    make_private(path.parent)
    replace_below(path.parent, path.name, data, mode=0o600, lasting=True)
