"""What is known of a destination: how the last build left it, and whether it is still so."""

import os
from collections.abc import Collection, Mapping
from pathlib import Path

from msgspec import DecodeError, Struct, json

from gazeta.core.diagnostics import Diagnostic
from gazeta.core.digest import digest, digest_bytes
from gazeta.edge.disk import Hint, Stat, open_regular, stat_of
from gazeta.edge.store import Store, StoreBroken
from gazeta.engine.memory import Past
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Receipt, Site
from gazeta.sources.snapshot import Snapshot

_HINTS = "hints"
_ARCHIVE = "archive"


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


class Archive(Struct, frozen=True, kw_only=True):
    """A destination as the last build left it."""

    past: Past = Past()
    files: dict[str, Filed] = {}
    last: Last = Last()


def read_archive(store: Store) -> Archive:
    """What a store knows of its destination. Raises `StoreBroken`."""
    data = store.document(_ARCHIVE)
    try:
        return json.decode(data, type=Archive) if data else Archive()
    except DecodeError as error:
        raise StoreBroken(str(error)) from error


def write_archive(store: Store, archive: Archive) -> None:
    """Replaces what a store knows of its destination."""
    store.write_document(_ARCHIVE, json.encode(archive))


def read_hints(store: Store) -> dict[str, Hint]:
    """What is known of the input files."""
    data = store.document(_HINTS)
    try:
        return json.decode(data, type=dict[str, Hint]) if data else {}
    except DecodeError as error:
        raise StoreBroken(str(error)) from error


def write_hints(store: Store, hints: Mapping[str, Hint]) -> None:
    """Replaces what is known of the input files."""
    store.write_document(_HINTS, json.encode(hints))


def sound_files(archive: Archive, place: Path) -> dict[str, str]:
    """The digests of a destination's files that are as they were published. Times are a hint, digests decide."""
    root = f"{place}/"
    return {path: filed.digest for path, filed in archive.files.items() if _is_sound(root + path, filed)}


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


def still_holds(archive: Archive, inputs: str, options: BuildOptions, sound: Collection[str]) -> bool:
    """Whether a build of these inputs would make what is there already."""
    last = archive.last
    now = options.now.isoformat()
    in_time = last.now <= now and (not last.lasts or now < last.lasts)
    return bool(last.inputs) and last.inputs == inputs and in_time and len(sound) == len(archive.files)


def archived(archive: Archive, site: Site, place: Path, last: Last) -> Archive:
    """What is to be known of a destination after a site has been published there."""
    receipts = {receipt.path: receipt for receipt in site.receipts}
    files = {path: _filed(place, path, receipts.get(path), archive.files.get(path)) for path in sorted(site.files)}
    return Archive(past=site.past, files=files, last=last)


def _filed(place: Path, path: str, receipt: Receipt | None, known: Filed | None) -> Filed:
    digested = receipt.digest if receipt else known.digest if known else ""
    if known and known.digest == digested and not (receipt and receipt.waiting):
        return known
    return Filed(digested, stat_of(os.lstat(f"{place}/{path}")))
