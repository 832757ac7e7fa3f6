"""What builds remember: one SQLite file in `.gazeta/` for each destination, used within the destination's lock.

Everything in it can be made again. A file of another version, or one in which anything does not add up, is dropped
whole: it costs time, never a wrong page. Values are JSON, each with a checksum; nothing in here is ever executed.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path

from gazeta.edge.destinations import destination_file
from gazeta.edge.version import program_version
from gazeta.engine.memory import Fresh, Read, read_of

_PATIENCE = 60.0
"""Seconds to wait for whoever looks into the store from outside."""

_TABLES = """
create table version (program text not null) strict;
create table articles (name text primary key, data blob not null, sum blob not null) strict;
create table insides (name text primary key, data blob not null, sum blob not null) strict;
create table documents (name text primary key, data blob not null, sum blob not null) strict;
"""


def store_path(state: Path, destination: Path) -> Path:
    """Where a destination's store is kept in the folder `.gazeta`."""
    return destination_file(state, destination, "store", ".sqlite")


class StoreBroken(Exception):  # noqa: N818 - it says what is wrong with a file
    """The store is not to be trusted. `Store.discard` and begin again."""


class Store:
    """An open store; it is a `Memory`. Whatever goes wrong with its file raises `StoreBroken`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._connection = _connect(path)

    def articles(self) -> Mapping[str, Read]:
        """All articles by path."""
        with _guarded():
            rows = self._connection.execute("select name, data, sum from articles")
            return {path: read_of(_sound(path, data, check)) for path, data, check in rows}

    def remember(self, articles: Iterable[Fresh]) -> None:
        """Keeps articles."""
        kept = list(articles)
        with _guarded():
            self._write("articles", ((article.path, article.read) for article in kept))
            self._write("insides", ((article.path, article.inside) for article in kept))

    def insides(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """What is inside articles."""
        with _guarded():
            for path in paths:
                yield path, self._value("insides", path)

    def forget_others(self, paths: Iterable[str]) -> None:
        """Drops the articles that are not among these any more."""
        with _guarded():
            known = {path for (path,) in self._connection.execute("select name from articles")}
            gone = [(path,) for path in known.difference(paths)]
            self._connection.executemany("delete from articles where name = ?", gone)
            self._connection.executemany("delete from insides where name = ?", gone)

    def document(self, name: str) -> bytes:
        """A document, empty if there is none."""
        with _guarded():
            return self._value("documents", name, b"")

    def write_document(self, name: str, data: bytes) -> None:
        """Replaces a document."""
        with _guarded():
            self._write("documents", [(name, data)])

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
        _remove(self._path)
        self._connection = _connect(self._path)

    def _write(self, table: str, values: Iterable[tuple[str, bytes]]) -> None:
        rows = ((name, data, _sum(name, data)) for name, data in values)
        self._connection.executemany(f"insert or replace into {table} values (?, ?, ?)", rows)  # noqa: S608

    def _value(self, table: str, name: str, default: bytes | None = None) -> bytes:
        query = f"select name, data, sum from {table} where name = ?"  # noqa: S608 - tables of our own
        row = self._connection.execute(query, (name,)).fetchone()
        if row is None and default is not None:
            return default
        if row is None:
            raise StoreBroken(f"{table} lacks {name}")
        return _sound(*row)


def _connect(path: Path) -> sqlite3.Connection:
    """The store at a path: as it is if this very program wrote it, else an empty one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(sqlite3.DatabaseError):
        connection = _opened(path)
        if connection.execute("select program from version").fetchall() == [(program_version(),)]:
            return connection
        connection.close()
    _remove(path)
    connection = _opened(path)
    connection.executescript(_TABLES)
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


def _sound(name: str, data: bytes, check: bytes) -> bytes:
    if _sum(name, data) != check:
        raise StoreBroken(f"{name} is damaged")
    return data


def _sum(name: str, data: bytes) -> bytes:
    return blake2b(data, digest_size=8, key=name.encode()[-64:]).digest()
