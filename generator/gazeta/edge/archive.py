"""What is known of a destination: how the last build left it, and whether it is still so."""

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import DecodeError, Struct, json

from gazeta.core.diagnostics import Diagnostic
from gazeta.core.digest import digest, digest_bytes
from gazeta.edge.disk import Hint, Stat, open_regular, stat_of
from gazeta.edge.store import Store, StoreBroken
from gazeta.engine.memory import Past
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Site
from gazeta.engine.pool import Pool, Serial
from gazeta.sources.snapshot import Snapshot

_HINTS = "hints"
_MANY = 20_000
"""Files from which on several processes look at them: some 60 ms of work."""
_SLICE = 10_000

T = TypeVar("T")


class Filed(Struct, frozen=True, array_like=True):
    """A published file: its digest, and what it looked like right after it had been put in place."""

    digest: str
    stat: Stat


class Last(Struct, frozen=True, kw_only=True):
    """The last build: what it was made of (a digest), from when until when it holds (ISO 8601), and its figures."""

    inputs: str = ""
    now: str = ""
    lasts: str = ""
    found: tuple[Diagnostic, ...] = ()
    pages: int = 0
    articles: int = 0


Files = dict[str, Filed]
"""Published files by their path below the destination."""


class Archive(Struct, frozen=True, kw_only=True):
    """A destination as the last build left it, but for its files."""

    past: Past = Past()
    files: Files = {}
    last: Last = Last()


def read_last(store: Store) -> tuple[Last, Files]:
    """What the last build was, and the files it left. Raises `StoreBroken`."""
    return _read(store, "last", Last) or Last(), _read(store, "files", Files) or {}


def read_past(store: Store) -> Past:
    """What the last build knew of its pages. Raises `StoreBroken`."""
    return _read(store, "past", Past) or Past()


def write_archive(store: Store, archive: Archive) -> None:
    """Replaces what a store knows of its destination."""
    for name in ("past", "files", "last"):
        store.write_document(name, json.encode(getattr(archive, name)))


def _read(store: Store, name: str, kind: type[T]) -> T | None:
    data = store.document(name)
    try:
        return json.decode(data, type=kind) if data else None
    except DecodeError as error:
        raise StoreBroken(str(error)) from error


def read_hints(store: Store) -> dict[str, Hint]:
    """What is known of the input files. Raises `StoreBroken`."""
    return _read(store, _HINTS, dict[str, Hint]) or {}


def write_hints(store: Store, hints: Mapping[str, Hint]) -> None:
    """Replaces what is known of the input files."""
    store.write_document(_HINTS, json.encode(hints))


def sound_files(files: Files, place: Path, pool: Pool) -> dict[str, str]:
    """The digests of those files that are as they were published. Times are a hint, digests decide."""
    names = list(files)
    if len(names) < _MANY:
        pool = Serial()
    task = partial(_unsound, files, names, f"{place}/")
    lost = {path for found in pool.map(task, range(0, len(names), _SLICE)) for path in found}
    return {path: filed.digest for path, filed in files.items() if path not in lost}


def _unsound(files: Files, names: list[str], root: str, begin: int) -> list[str]:
    """Those of a slice of files that are not as they were: nearly none, so that little has to travel."""
    return [path for path in names[begin : begin + _SLICE] if not _is_sound(root + path, files[path])]


def _is_sound(location: str, filed: Filed) -> bool:
    try:
        if stat_of(os.lstat(location)) == filed.stat:
            return True
        with open_regular(Path(location)) as file:
            return digest_bytes(file.read()) == filed.digest
    except OSError:
        return False


def inputs_digest(snapshot: Snapshot, options: BuildOptions) -> str:
    """A digest of everything that a build is made of, but for the instant."""
    shipped = {path: digest_bytes(data) for path, data in snapshot.shipped.items()}
    asked = (options.drafts, options.future, options.expired, options.base_url)
    return digest((snapshot.digests, shipped, asked))


def still_holds(last: Last, inputs: str, options: BuildOptions) -> bool:
    """Whether a build of these inputs would make what the last one made."""
    now = options.now.isoformat()
    in_time = last.now <= now and (not last.lasts or now < last.lasts)
    return bool(last.inputs) and last.inputs == inputs and in_time


def archived(known: Files, site: Site, place: Path, last: Last) -> Archive:
    """What is to be known of a destination, whose files were `known`, after a site has been published there."""
    files = {path: filed for path, filed in known.items() if path in site.files}
    for receipt in site.receipts:
        old = files.get(receipt.path)
        if receipt.waiting or old is None or old.digest != receipt.digest:
            files[receipt.path] = Filed(receipt.digest, stat_of(os.lstat(f"{place}/{receipt.path}")))
    return Archive(past=site.past, files=files, last=last)
