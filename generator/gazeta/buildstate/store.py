"""What builds remember: one SQLite file in `.gazeta/` for each destination, used within the destination's lock.

Everything in it can be made again. A file of another version, or one in which anything does not add up, is dropped
whole: it costs time, never a wrong page. Values are JSON, each with a checksum or a seal (`seal`); nothing in here is
ever executed. Where the file cannot be written, a temporary one takes its place that ends with the build.
"""

import os
import sqlite3
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hmac import compare_digest
from pathlib import Path

from gazeta.buildstate.destinations import destination_file
from gazeta.buildstate.seal import key_name, sealer
from gazeta.buildstate.version import program_version
from gazeta.edge.files import make_private, open_plain, open_regular
from gazeta.edge.user_error import Trouble, explained
from gazeta.engine.memory import Fresh, Read, read_of

_PATIENCE = 60.0
"""Seconds to wait for whoever looks into the store from outside."""

_HINT = "Remove it: builds can do without it."

_OF_THE_DISK = frozenset(
    {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN}
)

_SUFFIXES = ("", "-journal", "-wal", "-shm")
"""Ends of the names of the files that SQLite opens."""

_NAMES_ANOTHER = bytes.fromhex("d9d505f920a163d7")
"""The end of a journal that names another file (SQLite's file format, 3)."""

_TABLES = ("articles", "insides", "rows", "files", "documents")


def store_path(state: Path, destination: Path) -> Path:
    """Where a destination's store is kept in the folder `.gazeta`."""
    return destination_file(state, destination, "store", ".sqlite")


class StoreBroken(Exception):  # noqa: N818 - it says what is wrong with a file
    """The store is not to be trusted, or cannot be written. `Store.discard` and begin again."""

    @property
    def is_unwritable(self) -> bool:
        """Whether the disk is at fault, and not what is in the file."""
        return getattr(self.__cause__, "sqlite_errorcode", 0) & 0xFF in _OF_THE_DISK


class Store:
    """An open store; it is a `Memory`. Whatever goes wrong with its file raises `StoreBroken`.

    `lost` says why what is in it will not last, or is empty.

    Its tables hold bytes by name: `articles` and what is in them (`insides`), the `rows` of pages, published `files`,
    and `documents` of which there is one of a kind.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection | None = None) -> None:
        self.path = path
        self.lost = ""
        try:
            self._connection = connection or _connect(path)
        except _Unwritable as unwritable:
            self.give_up(str(unwritable))

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
            return _sound(sealer(table), *row) if row else b""

    def count(self, table: str) -> int:
        """How many names there are."""
        with _guarded():
            return int(self._connection.execute(f"select count(*) from {table}").fetchone()[0])  # noqa: S608

    def is_empty(self) -> bool:
        """Whether nothing is remembered."""
        with suppress(sqlite3.Error):
            first = (self._connection.execute(f"select 1 from {table} limit 1").fetchone() for table in _TABLES)  # noqa: S608
            return not any(first)
        return False

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
            sealed = sealer(table)
            for row in self._connection.execute(f"select name, data, sum from {table} {where}", part or ()):  # noqa: S608
                yield row[0], _sound(sealed, *row)

    def write(self, table: str, values: Iterable[tuple[str, bytes]]) -> None:
        """Puts something under names, in place of what was there."""
        with _guarded():
            sealed = sealer(table)
            rows = ((name, data, sealed(name, data)) for name, data in values)
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
        try:
            _remove(self.path)
            self._connection = _connect(self.path)
        except (_Unwritable, OSError) as error:
            self.give_up(str(error))

    def give_up(self, why: str) -> None:
        """Begins again with an empty store that ends with this process; what was committed stays where it is."""
        with suppress(AttributeError):
            self.close()
        self.lost = self.lost or why
        self._connection = _prepared(sqlite3.connect(""))  # in memory, and beyond some MB in a file without a name


def open_to_read(path: Path) -> Store:
    """A store, only to be read. Raises `StoreBroken` or `sqlite3.Error` if there is none that can be used."""
    _check_files(path)
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)
    if not _is_ours(connection):
        connection.close()
        raise StoreBroken("another version wrote it")
    connection.execute("begin")  # all that is read will be of one moment
    return Store(path, connection)


class _Unwritable(Exception):  # noqa: N818 - it says what is wrong with a file
    """There can be no store at a path."""


def _connect(path: Path) -> sqlite3.Connection:
    """The store at a path: as it is if this very program wrote it, else an empty one.

    Raises `Trouble` if something else has its name, and `_Unwritable` if there can be none.
    """
    try:
        make_private(path.parent)
        _check_files(path)
        return _as_it_is(path) or _empty(path)
    except OSError as error:
        raise _Unwritable(explained(error)[0]) from error
    except sqlite3.Error as error:
        raise _Unwritable(f"{error}.") from error


def _check_files(path: Path) -> None:
    """SQLite follows links, and waits at pipes: what has a name that it would open must be a file."""
    for suffix in _SUFFIXES:
        with suppress(FileNotFoundError):
            location = path.with_name(path.name + suffix)
            mode = location.lstat().st_mode
            if not stat.S_ISREG(mode):
                other = "a folder" if stat.S_ISDIR(mode) else "neither a file nor a folder"
                raise Trouble(f"{location} is {'a symbolic link' if stat.S_ISLNK(mode) else other}.", _HINT)
            if mode & 0o077:
                with suppress(OSError):
                    location.chmod(0o600)


def _as_it_is(path: Path) -> sqlite3.Connection | None:
    if _is_led_astray(path):
        return None
    with suppress(sqlite3.DatabaseError, ValueError):  # a damaged file's own messages may be no UTF-8
        connection = _opened(path)
        if _is_ours(connection):
            return connection
        connection.close()
    return None


def _is_led_astray(path: Path) -> bool:
    """Whether files lie beside a store that SQLite would act on and that are not of our making.

    A journal may end with the name of another file, which SQLite deletes when it has undone what the journal tells.
    """
    if path.with_name(path.name + "-wal").exists():
        return True
    with suppress(FileNotFoundError), open_regular(path.with_name(path.name + "-journal")) as journal:
        journal.seek(-min(8, os.fstat(journal.fileno()).st_size), os.SEEK_END)
        return journal.read(8) == _NAMES_ANOTHER
    return False


def _is_ours(connection: sqlite3.Connection) -> bool:
    """Whether this very program wrote a store, and there is nothing in it but our tables."""
    shape = connection.execute("select type, name, sql from sqlite_schema where sql is not null").fetchall()
    if set(shape) != {("table", name, f"CREATE TABLE {text}") for name, text in _shape()}:
        return False
    return bool(connection.execute("select program from version").fetchall() == [(_program(),)])


def _shape() -> Iterator[tuple[str, str]]:
    yield "version", "version (program text not null) strict"
    for table in _TABLES:
        yield table, f"{table} (name text primary key, data blob not null, sum blob not null) strict"


def _program() -> str:
    """Which program writes here, and with which key."""
    return program_version() + key_name()


def _empty(path: Path) -> sqlite3.Connection:
    _remove(path)
    os.close(open_plain(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))  # SQLite's other files are like this one
    return _prepared(_opened(path))


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    for _, text in _shape():
        connection.execute(f"create table {text}")
    connection.execute("insert into version values (?)", (_program(),))
    connection.commit()
    return connection


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level="DEFERRED")
    connection.execute("pragma synchronous = off")  # what a power cut spoils, checksums find
    return connection


def _remove(path: Path) -> None:
    for suffix in _SUFFIXES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except (
        sqlite3.Error,
        ValueError,
        TypeError,
        OverflowError,
        RecursionError,
    ) as error:  # msgspec's: ValueErrors
        raise StoreBroken(str(error)) from error


def _sound(sealed: Callable[[str, bytes], bytes], name: object, data: bytes, check: bytes) -> bytes:
    """A value, if it is what was put there; whatever the tables say, a damaged file has anything."""
    if not isinstance(name, str) or not compare_digest(sealed(name, data), check):
        raise StoreBroken(f"{name} is damaged")
    return data
