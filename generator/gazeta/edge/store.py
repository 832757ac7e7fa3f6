"""What builds remember: one SQLite file in `.gazeta/` for each destination, used within the destination's lock.

Everything in it can be made again. A file of another version, or one in which anything does not add up, is dropped
whole: it costs time, never a wrong page. Values are JSON, each with a checksum; nothing in here is ever executed.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from gazeta.edge.destinations import destination_file
from gazeta.edge.trouble import Trouble, explained
from gazeta.edge.version import program_version
from gazeta.engine.memory import Fresh, Read, read_of

_PATIENCE = 60.0
"""Seconds to wait for whoever looks into the store from outside."""

_HINT = "See whether the disk is full; else delete the file: builds can do without it."

_TABLES = ("articles", "insides", "rows", "files", "documents")


def store_path(state: Path, destination: Path) -> Path:
    """Where a destination's store is kept in the folder `.gazeta`."""
    return destination_file(state, destination, "store", ".sqlite")


class StoreBroken(Exception):  # noqa: N818 - it says what is wrong with a file
    """The store is not to be trusted. `Store.discard` and begin again."""


class Store:
    """An open store; it is a `Memory`. Whatever goes wrong with its file raises `StoreBroken`.

    Its tables hold bytes by name: `articles` and what is in them (`insides`), the `rows` of pages, published `files`,
    and `documents` of which there is one of a kind.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection | None = None) -> None:
        self.path = path
        self._connection = connection or _connect(path)

    @classmethod
    def beside(cls, path: Path) -> "Store":
        """A store that is open already, once more: for another process, to read."""
        with _guarded():
            return cls(path, _opened(path))

    # articles

    def articles(self) -> Mapping[str, Read]:
        """All articles by path."""
        with _guarded():
            return {path: read_of(data) for path, data in self.part("articles")}

    def remember(self, articles: Iterable[Fresh]) -> None:
        """Keeps articles."""
        kept = list(articles)
        self.write("articles", ((article.path, article.read) for article in kept))
        self.write("insides", ((article.path, article.inside) for article in kept))

    def insides(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """What is inside articles."""
        for path in paths:
            data = self.value("insides", path)
            if not data:
                raise StoreBroken(f"the inside of {path} is not there")
            yield path, data

    # documents

    def document(self, name: str) -> bytes:
        """A document, empty if there is none."""
        return self.value("documents", name)

    def write_document(self, name: str, data: bytes) -> None:
        """Replaces a document."""
        self.write("documents", [(name, data)])

    # any table

    def value(self, table: str, name: str) -> bytes:
        """What is under a name, nothing if it is not there."""
        with _guarded():
            query = f"select name, data, sum from {table} where name = ?"  # noqa: S608 - tables of our own
            row = self._connection.execute(query, (name,)).fetchone()
            return _sound(table, *row) if row else b""

    def count(self, table: str) -> int:
        """How many names there are."""
        with _guarded():
            return int(self._connection.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608

    def slices(self, table: str, count: int) -> list[tuple[int, int]]:
        """About equal parts of a table, for `part`."""
        with _guarded():
            last = self._connection.execute(f"select max(rowid) from {table}").fetchone()[0] or 0  # noqa: S608
            size = last // count + 1
            return [(begin, begin + size) for begin in range(0, last + 1, size)]

    def part(self, table: str, part: tuple[int, int] | None = None) -> Iterator[tuple[str, bytes]]:
        """The names of a table or of a part of it, each with what is under it."""
        where = "where rowid >= ? and rowid < ?" if part else ""
        with _guarded():
            for row in self._connection.execute(f"select name, data, sum from {table} {where}", part or ()):  # noqa: S608
                yield row[0], _sound(table, *row)

    def write(self, table: str, values: Iterable[tuple[str, bytes]]) -> None:
        """Puts something under names, in place of what was there."""
        with _guarded():
            rows = ((name, data, _sum(table, name, data)) for name, data in values)
            self._connection.executemany(f"insert or replace into {table} values (?, ?, ?)", rows)  # noqa: S608

    def drop(self, table: str, names: Iterable[str]) -> None:
        """Takes out names, whether they are there or not."""
        with _guarded():
            self._connection.executemany(f"delete from {table} where name = ?", ((name,) for name in names))  # noqa: S608

    def keep_only(self, table: str, names: Collection[str]) -> None:
        """Takes out all names but these."""
        with _guarded():
            known = self._connection.execute(f"select name from {table}")  # noqa: S608
            gone = [name for (name,) in known if name not in names]
        self.drop(table, gone)

    # the file

    def commit(self) -> None:
        """Makes all changes up to here last, or none of them."""
        with _guarded():
            self._connection.commit()

    def close(self) -> None:
        """Forgets what was not committed."""
        with suppress(sqlite3.Error):
            self._connection.close()

    def discard(self) -> None:
        """Begins again with an empty store."""
        self.close()
        _remove(self.path)
        self._connection = _connect(self.path)


def open_to_read(path: Path) -> Store:
    """A store, only to be read. Raises `StoreBroken` or `sqlite3.Error` if there is none that can be used."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
    if connection.execute("select program from version").fetchall() != [(program_version(),)]:
        connection.close()
        raise StoreBroken("another version wrote it")
    connection.execute("begin")  # all that is read will be of one moment
    return Store(path, connection)


def _connect(path: Path) -> sqlite3.Connection:
    """The store at a path: as it is if this very program wrote it, else an empty one.

    Raises `Trouble` if there can be none.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _as_it_is(path) or _empty(path)
    except (OSError, sqlite3.Error) as error:
        meaning, hint = explained(error) if isinstance(error, OSError) else (f"{error}.", _HINT)
        raise Trouble(f"What builds remember cannot be kept in {path}. {meaning}", hint) from error


def _as_it_is(path: Path) -> sqlite3.Connection | None:
    with suppress(sqlite3.DatabaseError, ValueError):  # a damaged file's own messages may be no UTF-8
        connection = _opened(path)
        if connection.execute("select program from version").fetchall() == [(program_version(),)]:
            return connection
        connection.close()
    return None


def _empty(path: Path) -> sqlite3.Connection:
    _remove(path)
    connection = _opened(path)
    connection.execute("create table version (program text not null) strict")
    for table in _TABLES:
        columns = "name text primary key, data blob not null, sum blob not null"
        connection.execute(f"create table {table} ({columns}) strict")
    connection.execute("insert into version values (?)", (program_version(),))
    connection.commit()
    return connection


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level="DEFERRED")
    connection.execute("pragma synchronous = off")  # what a power cut spoils, checksums find
    return connection


def _remove(path: Path) -> None:
    for suffix in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, ValueError, TypeError) as error:  # msgspec's errors are ValueErrors
        raise StoreBroken(str(error)) from error


def _sound(table: str, name: object, data: bytes, check: bytes) -> bytes:
    if (
        not isinstance(name, str) or _sum(table, name, data) != check
    ):  # whatever the tables say, a damaged file has anything
        raise StoreBroken(f"{name} is damaged")
    return data


def _sum(table: str, name: str, data: bytes) -> bytes:
    return blake2b(data, digest_size=8, key=name.encode()[-64:], person=table.encode()).digest()
