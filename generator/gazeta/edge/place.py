"""Where a site may be published, and what there must not be touched."""

import os
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path, PurePosixPath

from gazeta.buildstate.outputs import lacks_seal, read_outputs
from gazeta.buildstate.seal import VARIABLE
from gazeta.core.layout import INPUT_FOLDERS
from gazeta.edge.staging import FOLDER
from gazeta.edge.user_error import Trouble

_OTHER = "Name another folder with --destination."


def checked_place(destination: Path, state: Path, source: Path | None = None) -> Path:
    """The destination as an absolute path without links, once it is sure that a site may be published there.

    Raises `Trouble` for a folder that holds the site's own sources (those in `source`, or beside `state`), what
    builds remember, a system's or user's root, or anything that is there and not on Gazeta's list.
    """
    absolute = Path(os.path.abspath(destination))  # noqa: PTH100 - `resolve` would follow the last part if it is a link
    place = absolute.parent.resolve() / absolute.name
    _refuse_sources(place, (source or state.absolute().parent).resolve(), state)
    if place.is_symlink():
        raise Trouble(f"{place} is a symbolic link.", f"Name the folder itself: --destination {place.resolve()}.")
    if place.exists() and not place.is_dir():
        raise Trouble(f"{place} is a file.", _OTHER)
    if is_inhabited(place) and read_outputs(state, place) is None:
        sealed = f", or not with this {VARIABLE}" if lacks_seal(state, place) else ""
        message = f"{place} has files in it that Gazeta did not write{sealed}."
        raise Trouble(message, "Empty that folder, or name another one with --destination.")
    return place


def _refuse_sources(place: Path, source: Path, state: Path) -> None:
    if place in {Path(place.anchor), Path.home().resolve(), source}:
        raise Trouble(f"A site cannot be published to {place} itself.", _OTHER)
    own = state.absolute()
    remembered = own.parent.resolve() / own.name
    if place.is_relative_to(remembered) or remembered.is_relative_to(place):
        message = f"What builds remember must not be published, and {remembered} and {place} lie in each other."
        raise Trouble(message, "Name another folder with --state or --destination.")
    for folder in (*INPUT_FOLDERS, ".gazeta", ".git"):
        taken = source / folder
        if place.is_relative_to(taken) or taken.is_relative_to(place):
            raise Trouble(f"{place} cannot be the destination: {taken} belongs to the site's sources.", _OTHER)


def is_inhabited(place: Path) -> bool:
    """Whether there is anything in a folder, besides what an interrupted build left behind."""
    try:
        return any(name != FOLDER for name in os.listdir(place))  # noqa: PTH208 - names alone are asked for
    except FileNotFoundError:
        return False


def check_outputs(paths: Iterable[str], place: Path, owned: Collection[str]) -> None:
    """Raises `Trouble` if a new file would pass a link, or replace one that is not ours."""
    kinds: dict[str, str] = {}
    for path in paths:
        if not any(_blocks(place, parent, owned, kinds) for parent in _parents(path)):
            _check_target(path, place, owned)


def is_file_within(place: Path, path: str) -> bool:
    """Whether a recorded file is still there, and no folder above it has become a link to elsewhere."""
    linked = any((place / parent).is_symlink() for parent in _parents(path))
    return not linked and _kind(place / path) not in {"absent", "folder"}


def _parents(path: str) -> list[str]:
    """The folders above a file, outermost first: `a/b/c.html` gives `a`, `a/b`."""
    return [str(parent) for parent in reversed(PurePosixPath(path).parents)][1:]


def _blocks(place: Path, parent: str, owned: Collection[str], kinds: dict[str, str]) -> bool:
    """Whether nothing can lie below a parent now, because it is absent or an old file of ours that will go."""
    kind = kinds.get(parent) or kinds.setdefault(parent, _kind(place / parent))
    if kind == "link":
        raise Trouble(f"{place / parent} is a symbolic link; nothing is written through it.", "Remove the link.")
    if kind == "file" and parent not in owned:
        raise _foreign(place / parent)
    return kind != "folder"


def _kind(path: Path) -> str:
    try:
        mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return "absent"
    if stat.S_ISLNK(mode):
        return "link"
    return "folder" if stat.S_ISDIR(mode) else "file"


def _check_target(path: str, place: Path, owned: Collection[str]) -> None:
    target = place / path
    kind = _kind(target)
    if kind == "folder":
        for inside in files_below(target):
            if inside.relative_to(place).as_posix() not in owned:
                raise _foreign(inside)
    elif kind != "absent" and path not in owned:
        raise _foreign(target)


def files_below(folder: Path) -> Iterator[Path]:
    """All files and links below a folder, however deep: `Path.rglob` calls itself for each folder in a folder."""
    waiting = [folder]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                else:
                    yield Path(entry.path)


def _foreign(path: Path) -> Trouble:
    message = f"Gazeta did not write {path}, but the site has a file of that name."
    return Trouble(message, "Move it away, or put it into static/ to have it published.")
