"""What is known of a destination: how the last build left it, and whether it is still so."""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, json

from gazeta.buildstate.store import Store, StoreBroken
from gazeta.core.diagnostics import Diagnostic
from gazeta.core.digest import digest, digest_bytes
from gazeta.edge.disk import Hint, Stat, stat_of
from gazeta.edge.files import open_regular
from gazeta.engine.memory import Parts, RowRecord
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Site
from gazeta.engine.pool import Pool
from gazeta.sources.snapshot import Snapshot

_MANY = 20_000
"""Files from which on several processes look at them: some 60 ms of work."""

T = TypeVar("T")


class Filed(Struct, frozen=True, array_like=True):
    """A published file: its digest, and what it looked like right after it had been put in place."""

    digest: str
    stat: Stat


class _Key(Struct, frozen=True):
    """What of a row's record is looked at for all rows."""

    key: str


class Last(Struct, frozen=True, kw_only=True):
    """The last build: what it was made of (a digest), from when until when it holds (ISO 8601), and its figures."""

    inputs: str = ""
    now: str = ""
    lasts: str = ""
    found: tuple[Diagnostic, ...] = ()
    files: int = 0
    pages: int = 0
    articles: int = 0


class Look(Struct, frozen=True):
    """What a look at published files showed: those that are not as they were, and those that only look different."""

    lost: list[str] = []
    renewed: list[tuple[str, bytes]] = []
    broken: str = ""


_FILED = json.Decoder(Filed)
_ROW = json.Decoder(RowRecord)
_KEY = json.Decoder(_Key)


class Archive:
    """A destination's past, as its store tells it and a look at its files shows it; it is a `Past`."""

    def __init__(self, store: Store, looks: Iterable[Look] = ()) -> None:
        self._store = store
        self._looks = iter(looks)
        self._lost: set[str] = set()

    def keys(self) -> Mapping[str, str]:
        """The keys of all rows. Raises `StoreBroken`."""
        rows = ((name, _decoded(data, _KEY)) for name, data in self._store.part("rows"))
        return {name: row.key for name, row in rows if row}

    def row(self, name: str) -> RowRecord | None:
        """A row. Raises `StoreBroken`."""
        return _decoded(self._store.value("rows", name), _ROW)

    def columns(self) -> Mapping[str, Parts]:
        """All columns. Raises `StoreBroken`."""
        return _read(self._store, "columns", dict[str, Parts]) or {}

    def lost(self) -> frozenset[str]:
        """The files that must be made again; those that only look different are not looked into next time."""
        for look in self._looks:
            if look.broken:
                raise StoreBroken(look.broken)
            self._store.write("files", look.renewed)
            self._lost.update(look.lost)
        return frozenset(self._lost)

    def last(self) -> Last:
        """The last build. Raises `StoreBroken`."""
        return _read(self._store, "last", Last) or Last()

    def update(self, site: Site, gone: Iterable[str], place: Path, last: Last) -> None:
        """What is to be known after a site has been published, and files that were not part of it are gone."""
        store = self._store
        store.keep_only("rows", site.names)
        store.write("rows", ((name, json.encode(record)) for name, record in site.rows.items()))
        store.drop("files", {*gone, *(self.lost() - site.files)})
        store.write("files", self._filed(site, place))
        store.write_document("columns", json.encode(site.columns))
        store.write_document("last", json.encode(last))

    def _filed(self, site: Site, place: Path) -> Iterator[tuple[str, bytes]]:
        """Files that are new or different."""
        for receipt in site.receipts:
            old = None if receipt.waiting else _decoded(self._store.value("files", receipt.path), _FILED)
            if old is None or old.digest != receipt.digest:
                stat = stat_of(os.lstat(f"{place}/{receipt.path}"))
                yield receipt.path, json.encode(Filed(receipt.digest, stat))


@contextmanager
def archive_of(store: Store, place: Path, pool: Pool) -> Iterator[Archive]:
    """What is known of a destination. If it has many files, other processes begin to look at them at once.

    They have read the store by the time that this one writes so much to it that SQLite would let nobody read.
    """
    parts = store.slices("files", pool.width)
    if pool.width == 1 or store.count("files") < _MANY:
        yield Archive(store, [_look(store, f"{place}/", part) for part in parts])
        return
    with closing(pool.map(partial(_look_beside, store.path, f"{place}/"), parts)) as looks:
        yield Archive(store, looks)


def _look(store: Store, root: str, part: tuple[int, int]) -> Look:
    """Looks at a slice of a store's files. Times are a hint, digests decide."""
    seen = Look()
    for path, data in store.part("files", part):
        old = _decoded(data, _FILED)
        new = _again(root + path, old) if old else None
        if new is None:
            seen.lost.append(path)
        elif new is not old:
            seen.renewed.append((path, json.encode(new)))
    return seen


def _look_beside(store: Path, root: str, part: tuple[int, int]) -> Look:
    """The same in another process, whose errors would not get back as they are."""
    try:
        with closing(Store.beside(store)) as opened:
            return _look(opened, root, part)
    except StoreBroken as broken:
        return Look(broken=str(broken))


def _again(location: str, filed: Filed) -> Filed | None:
    """A published file as it looks now, if it has the bytes that it had."""
    try:
        stat = stat_of(os.lstat(location))
        if stat == filed.stat:
            return filed
        with open_regular(Path(location)) as file:
            return Filed(filed.digest, stat) if digest_bytes(file.read()) == filed.digest else None
    except OSError:
        return None


def read_hints(store: Store) -> dict[str, Hint]:
    """What is known of the input files. Raises `StoreBroken`."""
    return _read(store, "hints", dict[str, Hint]) or {}


def write_hints(store: Store, hints: Mapping[str, Hint]) -> None:
    """Replaces what is known of the input files."""
    store.write_document("hints", json.encode(hints))


def _read(store: Store, name: str, kind: type[T]) -> T | None:
    return _decoded(store.document(name), json.Decoder(kind))


def _decoded(data: bytes, decoder: json.Decoder[T]) -> T | None:
    try:
        return decoder.decode(data) if data else None
    except (ValueError, RecursionError) as error:
        raise StoreBroken(str(error)) from error


def inputs_digest(snapshot: Snapshot, options: BuildOptions) -> str:
    """A digest of everything that a build is made of, but for the instant."""
    shipped = {path: digest_bytes(data) for path, data in snapshot.shipped.items()}
    asked = (options.drafts, options.future, options.expired, options.base_url, options.pseudo)
    return digest((snapshot.digests, shipped, asked))


def still_holds(last: Last, inputs: str, options: BuildOptions) -> bool:
    """Whether a build of these inputs would make what the last one made."""
    now = options.now.isoformat()
    in_time = last.now <= now and (not last.lasts or now < last.lasts)
    return bool(last.inputs) and last.inputs == inputs and in_time
