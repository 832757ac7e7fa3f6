"""Putting a site in place: all of it or nothing, only what differs, and nothing that is not Gazeta's.

Files are written as they are made, to a folder where they wait, so that a full disk is met before anything has
changed: a private one beside the destination, as a rule (`stages`). A first site is renamed into place as a whole. Of
a later one each file is renamed into place, assets before the pages that name them, deletions last. Should a rename
fail, those before it are taken back. Who is killed between two renames leaves a site that the next build completes:
`outputs-….json` names its files before the first of them is there.

Call this within `lock.destination_lock`.
"""

import os
import shutil
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from pathlib import Path
from typing import get_args

from msgspec import Struct

from gazeta.buildstate.outputs import bring_home, read_outputs, write_outputs
from gazeta.edge.place import check_outputs, checked_place, is_file_within, is_inhabited
from gazeta.edge.stages import SITE, opened_stage, sweep
from gazeta.edge.staging import Stage, remove_empty_folders, staging
from gazeta.edge.user_error import Changed, Trouble, explained
from gazeta.engine.output import Receipt
from gazeta.pages.kinds.base import Rank

_ORDER: tuple[Rank, ...] = get_args(Rank)


class PublishError(Trouble):
    """Nothing was published, and the site that was there is as it was."""


class Published(Struct, frozen=True, kw_only=True):
    """How many files were written, left as they were, and deleted."""

    written: int = 0
    unchanged: int = 0
    deleted: int = 0


class Publication(Struct, frozen=True, kw_only=True):
    """A site on its way to `place`. `state` is the folder that has the list of what Gazeta wrote there."""

    place: Path
    state: Path
    stage: Stage
    owned: frozenset[str]

    def gone(self, files: Collection[str]) -> list[str]:
        """Those of Gazeta's files in the place that are not among a site's."""
        return [path for path in sorted(self.owned.difference(files)) if is_file_within(self.place, path)]

    def publish(self, receipts: Collection[Receipt], files: AbstractSet[str]) -> Published:
        """Makes the place hold `files`: those whose receipts say so from the stage, the others as they are there.

        Raises `PublishError`, with the old site in place, if it cannot.
        """
        with explaining(self.place):
            waiting = [receipt for receipt in receipts if receipt.waiting]
            if self.stage.whole:
                return self._whole(waiting, files)
            check_outputs((receipt.path for receipt in waiting), self.place, self.owned)
            return self._changes(waiting, files)

    def _whole(self, waiting: Collection[Receipt], files: AbstractSet[str]) -> Published:
        _sync()
        write_outputs(self.state, self.place, files)
        Path(self.stage.folder).rename(self.place)
        return Published(written=len(waiting))

    def _changes(self, waiting: list[Receipt], files: AbstractSet[str]) -> Published:
        gone = self.gone(files)
        if waiting or self.owned != files:
            self._change(sorted(waiting, key=_turn), gone, files)
        return Published(written=len(waiting), unchanged=len(files) - len(waiting), deleted=len(gone))

    def _change(self, waiting: list[Receipt], gone: list[str], files: AbstractSet[str]) -> None:
        with staging(self.place, Path(self.stage.folder)) as stage:
            _sync()
            stage.undo.callback(self._write_list, self.owned)
            if not files <= self.owned:
                self._write_list(self.owned | files)
            for receipt in waiting:
                stage.put(receipt.path)
            for path in gone:
                if is_file_within(self.place, path):  # it may have made way for a folder already
                    stage.take(self.place / path)
            remove_empty_folders(self.place, self.owned - files)  # also those that a build left that was cut off here
            if self.owned != files:
                self._write_list(files)

    def _write_list(self, paths: AbstractSet[str]) -> None:
        write_outputs(self.state, self.place, paths)


def _turn(receipt: Receipt) -> tuple[int, str]:
    return _ORDER.index(receipt.rank), receipt.path


@contextmanager
def publication(
    destination: Path, state: Path, source: Path | None = None, *, clean: bool = False
) -> Iterator[Publication]:
    """A stage for a site's files; whatever was not published when this ends is removed.

    With `clean` all files are written anew. `source` is the folder of the site's own sources.
    """
    with explaining(destination):
        place = checked_place(destination, state, source)
        owned = read_outputs(state, place) or frozenset()
        bring_home(state, place)
        sweep(place, state)
        folder, whole = opened_stage(place, state, whole=_is_free(place))
    stage = Stage(place=str(place), folder=str(folder / SITE), whole=whole, clean=clean)
    try:
        with explaining(destination):
            yield Publication(place=place, state=state, stage=stage, owned=owned)
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # what is left of it the next build sweeps


def _is_free(place: Path) -> bool:
    """Whether a folder can take the place: nothing is there, or an empty folder that is no disk of its own."""
    return not is_inhabited(place) and not place.is_mount()


@contextmanager
def explaining(destination: Path) -> Iterator[None]:
    """Turns what can go wrong with a disk into a `PublishError`."""
    try:
        yield
    except (PublishError, Changed):
        raise
    except Trouble as trouble:
        raise PublishError(trouble.message, trouble.hint) from trouble
    except OSError as error:
        meaning, hint = explained(error)
        raise PublishError(f"The site could not be published to {destination}. {meaning}", hint) from error


def _sync() -> None:
    """Has all new files on disk before any of them gets its name, in one go rather than one by one."""
    if hasattr(os, "sync"):
        os.sync()
