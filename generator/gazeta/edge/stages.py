"""Where a site waits until it is put in place: on the destination's disk, out of its readers' sight.

Beside the destination, as a rule; where nothing may be written there, or another disk begins, in the folder with what
is remembered; where that lies on another disk too, in the destination itself. Nobody else may look into it.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from gazeta.buildstate.destinations import destination_file
from gazeta.edge.files import make_private
from gazeta.edge.staging import FOLDER, remove_tree

SITE = "site"
"""The folder in a stage whose files wait; it can take the destination's place as it is."""

_PROBE = "probe"


def opened_stage(place: Path, state: Path, *, whole: bool) -> tuple[Path, bool]:
    """A new stage, and whether what waits there is to take the place as a whole, which nothing is in then.

    Raises `OSError` if there can be none.
    """
    if whole and (stage := _first_that_serves(place, state, place.parent / f".{place.name}{FOLDER}-probe")):
        return stage, True
    place.mkdir(parents=True, exist_ok=True)
    if stage := _first_that_serves(place, state, place / FOLDER):
        return stage, False
    _make(place / FOLDER, place)
    return place / FOLDER, False


def sweep(place: Path, state: Path) -> None:
    """Removes what builds left that were cut off."""
    for folder in (*_elsewhere(place, state), place / FOLDER):
        remove_tree(folder)
    with suppress(OSError):
        (place.parent / f".{place.name}{FOLDER}-probe").rmdir()


def _elsewhere(place: Path, state: Path) -> tuple[Path, Path]:
    return place.with_name(f".{place.name}{FOLDER}"), destination_file(state, place, "stage")


def _first_that_serves(place: Path, state: Path, probe: Path) -> Path | None:
    """The first folder from which what is in it can be renamed to where `probe` is."""
    for folder in _elsewhere(place, state):
        try:
            _make(folder, place)
            (folder / _PROBE).mkdir()
            (folder / _PROBE).rename(probe)
        except OSError:  # no room, no permission, another disk
            with suppress(OSError):
                remove_tree(folder)
        else:
            probe.rmdir()
            return folder
    return None


def _make(folder: Path, place: Path) -> None:
    """A private folder, in which files get the group that they would get in the place."""
    make_private(folder)
    with suppress(OSError, AttributeError):  # nothing there yet, or no groups on this system
        status = place.stat()
        if status.st_mode & stat.S_ISGID:
            os.chown(folder, -1, status.st_gid)
            folder.chmod(0o2700)
    (folder / SITE).mkdir()
