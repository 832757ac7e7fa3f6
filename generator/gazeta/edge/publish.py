"""Putting a site in place: all of it or nothing, only what differs, and nothing that is not Gazeta's.

A first site is made beside its destination and renamed into place. A later one has all changed files written to
a staging folder first, so that a full disk is met before anything has changed; then each is renamed into place,
assets before the pages that name them, deletions last. Should a rename fail, those before it are taken back.
Who is killed between two renames leaves a site that the next build completes: `outputs.json` names its files
before the first of them is there.

Call this within `lock.destination_lock`.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct

from gazeta.edge.outputs import read_outputs, write_outputs
from gazeta.edge.place import check_outputs, checked_place, is_file_within, is_inhabited
from gazeta.edge.staging import FOLDER, is_same, remove_empty_folders, remove_tree, staging, write_output
from gazeta.edge.trouble import Trouble, explained
from gazeta.engine.output import Output, Rank, Site

_ORDER: tuple[Rank, ...] = ("asset", "page", "listing", "data")


class PublishError(Trouble):
    """Nothing was published, and the site that was there is as it was."""


class Published(Struct, frozen=True, kw_only=True):
    """How many files were written, left as they were, and deleted."""

    written: int = 0
    unchanged: int = 0
    deleted: int = 0


def publish(site: Site, destination: Path, state: Path, *, clean: bool = False) -> Published:
    """Makes the destination hold the site; raises `PublishError` with the old site in place if it cannot.

    `state` is the folder `.gazeta` of the site's source, which keeps the list of what was written. With `clean`
    every file is written again, whether it differs or not.
    """
    with explaining(destination):
        place = checked_place(destination, state)
        owned = read_outputs(state, place) or frozenset()
        outputs = sorted(site.outputs, key=lambda output: (_ORDER.index(output.rank), output.path))
        check_outputs(outputs, place, owned)
        whole = None if is_inhabited(place) else _publish_whole(outputs, place, state)
        return whole or _publish_changes(outputs, place, state, owned, clean)


@contextmanager
def explaining(destination: Path) -> Iterator[None]:
    """Turns what can go wrong with a disk into a `PublishError`."""
    try:
        yield
    except Trouble as trouble:
        raise PublishError(trouble.message, trouble.hint) from trouble
    except OSError as error:
        meaning, hint = explained(error)
        raise PublishError(f"The site could not be published to {destination}. {meaning}", hint) from error


def _publish_whole(outputs: list[Output], place: Path, state: Path) -> Published | None:
    """The first site; `None` where it cannot be made beside its place (a mounted folder, a closed parent)."""
    beside = place.with_name(f".{place.name}.gazeta-new")
    try:
        remove_tree(beside)
        beside.mkdir(parents=True)
    except OSError:
        return None
    try:
        for output in outputs:
            target = beside / output.path
            target.parent.mkdir(parents=True, exist_ok=True)
            write_output(output, target)
        _sync()
        write_outputs(state, place, frozenset(output.path for output in outputs))
        return Published(written=len(outputs)) if _renamed(beside, place) else None
    finally:
        remove_tree(beside)


def _renamed(beside: Path, place: Path) -> bool:
    """Whether a folder could take its place, where there is nothing or an empty folder."""
    try:
        beside.rename(place)
    except OSError:
        return False
    return True


def _publish_changes(
    outputs: list[Output], place: Path, state: Path, owned: frozenset[str], clean: bool
) -> Published:
    place.mkdir(parents=True, exist_ok=True)
    remove_tree(place / FOLDER)  # of a build that was cut off
    wanted = frozenset(output.path for output in outputs)
    changed = [output for output in outputs if clean or not is_same(output, place / output.path)]
    gone = [path for path in sorted(owned - wanted) if is_file_within(place, path)]
    if changed or gone:
        _change(changed, gone, wanted, place, state, owned)
        remove_empty_folders(place, gone)
    elif owned != wanted:
        write_outputs(state, place, wanted)
    return Published(written=len(changed), unchanged=len(outputs) - len(changed), deleted=len(gone))


def _change(
    changed: list[Output], gone: list[str], wanted: frozenset[str], place: Path, state: Path, owned: frozenset[str]
) -> None:
    with staging(place) as stage:
        waiting = [stage.prepare(output) for output in changed]
        _sync()
        stage.undo.callback(write_outputs, state, place, owned)
        write_outputs(state, place, owned | wanted)
        for file, path in waiting:
            stage.put(file, path)
        for path in gone:
            if is_file_within(place, path):  # it may have made way for a folder already
                stage.take(place / path)
        write_outputs(state, place, wanted)


def _sync() -> None:
    """Has all new files on disk before any of them gets its name, in one go rather than one by one."""
    if hasattr(os, "sync"):
        os.sync()
