"""Changing a folder as a whole: new files wait in a staging folder, and every step can be taken back."""

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from gazeta.edge.disk import open_regular
from gazeta.engine.output import Output

FOLDER = ".gazeta-new"
"""The staging folder in a destination: on the same disk, so that its files can be renamed into place."""

_CHUNK = 1024 * 1024


class Staging:
    """Files on their way into `place`. `undo` takes back, in reverse order, whatever was done there."""

    def __init__(self, place: Path, undo: ExitStack) -> None:
        self.undo = undo
        self._place = place
        self._folder = place / FOLDER
        self._count = 0

    def prepare(self, output: Output) -> tuple[Path, str]:
        """Writes a file that waits; nothing in its place changes."""
        waiting = self._next()
        write_output(output, waiting)
        return waiting, output.path

    def put(self, waiting: Path, path: str) -> None:
        """Moves a file that waited into its place, where old files and folders make way for it."""
        target = self._place / path
        self._make_folder(target.parent)
        if target.is_dir() and not target.is_symlink():
            self._clear_folder(target)
        if target.is_symlink() or target.exists():
            self._keep_copy(target)
        else:
            self.undo.callback(target.unlink, missing_ok=True)
        waiting.replace(target)

    def take(self, target: Path) -> None:
        """Removes a file, as long as nothing is committed only from its place."""
        kept = self._next()
        self.undo.callback(_rename_if_there, kept, target)
        target.replace(kept)

    def _next(self) -> Path:
        self._count += 1
        return self._folder / str(self._count)

    def _keep_copy(self, target: Path) -> None:
        kept = self._next()
        try:
            os.link(target, kept, follow_symlinks=False)
        except OSError:  # a file system without hard links
            shutil.copy2(target, kept, follow_symlinks=False)
        self.undo.callback(kept.replace, target)

    def _make_folder(self, folder: Path) -> None:
        if folder.is_dir():
            return
        self._make_folder(folder.parent)
        if folder.exists() or folder.is_symlink():
            self.take(folder)
        folder.mkdir()
        self.undo.callback(_remove_if_empty, folder)

    def _clear_folder(self, folder: Path) -> None:
        for inside in sorted(folder.iterdir()):
            if inside.is_dir() and not inside.is_symlink():
                self._clear_folder(inside)
            else:
                self.take(inside)
        folder.rmdir()
        self.undo.callback(folder.mkdir)


@contextmanager
def staging(place: Path) -> Iterator[Staging]:
    """A staging folder that is gone afterwards; whatever was done in `place` is taken back if anything is raised."""
    folder = place / FOLDER
    folder.mkdir()
    try:
        with ExitStack() as undo:
            yield Staging(place, undo)
            undo.pop_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # what is left of it the next build sweeps


def remove_tree(folder: Path) -> None:
    """Removes what an interrupted build left."""
    with suppress(FileNotFoundError):
        shutil.rmtree(folder)


def remove_empty_folders(place: Path, paths: list[str]) -> None:
    """Removes the folders that became empty when these files went."""
    for path in paths:
        for parent in (place / path).parents:
            if parent == place or not _remove_if_empty(parent):
                break


def write_output(output: Output, target: Path) -> None:
    """Writes an output's bytes to a new file."""
    with target.open("xb") as file:
        if output.data is not None:
            file.write(output.data)
        else:
            with open_regular(Path(output.copy_of)) as source:
                shutil.copyfileobj(source, file, _CHUNK)


def is_same(output: Output, target: Path) -> bool:
    """Whether a file already holds an output's bytes; one that cannot be read does not."""
    try:
        with open_regular(target) as file:
            size = os.fstat(file.fileno()).st_size
            if output.data is not None:
                return size == len(output.data) and file.read() == output.data
            with open_regular(Path(output.copy_of)) as source:
                if os.fstat(source.fileno()).st_size != size:
                    return False
                while piece := source.read(_CHUNK):
                    if piece != file.read(_CHUNK):
                        return False
                return True
    except OSError:
        return False


def _rename_if_there(kept: Path, target: Path) -> None:
    if kept.is_symlink() or kept.exists():
        kept.replace(target)


def _remove_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
