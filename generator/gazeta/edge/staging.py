"""Changing a folder as a whole: new files wait in a staging folder, and every step can be taken back."""

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from hashlib import blake2b, file_digest
from pathlib import Path

from msgspec import Struct

from gazeta.core.digest import digest_bytes
from gazeta.edge.files import open_regular
from gazeta.edge.user_error import Changed, Trouble
from gazeta.engine.output import Output, Receipt

FOLDER = ".gazeta-new"
"""A name in a destination that is ours: of the staging folder, where it can lie nowhere else on the same disk."""

_CHUNK = 1024 * 1024
_NO_NAMES = frozenset({"", ".", ".."})


class Staging:
    """Files on their way into `place`. `undo` takes back, in reverse order, whatever was done there."""

    def __init__(self, place: Path, folder: Path, undo: ExitStack) -> None:
        self.undo = undo
        self._place = place
        self._folder = folder
        self._count = 0

    def put(self, path: str) -> None:
        """Moves a file that waits into its place, where old files and folders make way for it."""
        waiting, target = self._folder / waiting_name(path), self._place / path
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
        return self._folder / f"old-{self._count}"

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


class Stage(Struct, frozen=True, kw_only=True):
    """The sink of a build that is to be published: files that differ from those in `place` wait in `folder`.

    With `whole`, that folder is to take the place as it is. With `clean` every file is written, whether it differs
    or not.
    """

    place: str
    folder: str
    whole: bool
    clean: bool

    def __call__(self, output: Output) -> Receipt:
        """Keeps an output; raises `Trouble` for a path that leads elsewhere, and what the system raises."""
        check_name(output.path)
        if self.whole:
            write_output(output, f"{self.folder}/{output.path}")
            return self._receipt(output, waiting=True, is_new=True)
        target = f"{self.place}/{output.path}"
        if not self.clean and is_same(output, Path(target)):
            return self._receipt(output, waiting=False, is_new=False)
        write_output(output, f"{self.folder}/{waiting_name(output.path)}")
        return self._receipt(output, waiting=True, is_new=not os.path.lexists(target))

    @staticmethod
    def _receipt(output: Output, *, waiting: bool, is_new: bool) -> Receipt:
        return Receipt(path=output.path, rank=output.rank, digest=output.digest, waiting=waiting, is_new=is_new)


def is_name(path: str) -> bool:
    """Whether a path is one of a file below a folder."""
    parts = path.split("/")
    strange = "\0" in path or "\\" in path or (sys.platform == "win32" and ":" in path)
    return set(parts).isdisjoint(_NO_NAMES) and parts[0] != FOLDER and not strange


def check_name(path: str) -> None:
    """Raises `Trouble` for a path that is not one of a file below a folder."""
    if not is_name(path):
        raise Trouble(f"“{path}” is not a path that a site's file can have.")


def waiting_name(path: str) -> str:
    """What a file is called while it waits."""
    return digest_bytes(path.encode("utf-8", "surrogatepass"))


@contextmanager
def staging(place: Path, folder: Path) -> Iterator[Staging]:
    """Files that wait in a folder, on their way into `place`; if anything is raised, what is done there is undone."""
    with ExitStack() as undo:
        yield Staging(place, folder, undo)
        undo.pop_all()


def remove_tree(folder: Path) -> None:
    """Removes what an interrupted build left, whatever has taken its name."""
    with suppress(FileNotFoundError):
        if stat.S_ISDIR(folder.lstat().st_mode):
            shutil.rmtree(folder)
        else:
            folder.unlink()


def remove_empty_folders(place: Path, paths: Iterable[str]) -> None:
    """Removes the folders that became empty when these files went."""
    for path in paths:
        for parent in (place / path).parents:
            if parent == place or not _remove_if_empty(parent):
                break


def write_output(output: Output, target: str) -> None:
    """Writes an output's bytes to a new file, in a folder that is there or not.

    Raises `Changed` if the file that is to be copied does not have the digest that it had.
    """
    handle = _created(target)
    try:
        if output.data is not None:
            _write_all(handle, output.data)
        else:
            _copy(output, handle)
    finally:
        os.close(handle)


def _copy(output: Output, handle: int) -> None:
    found = blake2b(digest_size=16)
    try:
        source = open_regular(output.copy_of)
    except FileNotFoundError as error:
        raise Changed(output.copy_of) from error
    with source:
        while piece := source.read(_CHUNK):
            found.update(piece)
            _write_all(handle, piece)
    if output.digest and found.hexdigest() != output.digest:
        raise Changed(output.copy_of)


def _created(target: str) -> int:
    """A new file, open. Most pages have a folder of their own, so that is what is tried first."""
    folder = target[: target.rfind("/")]
    try:
        os.mkdir(folder)  # noqa: PTH102 - a path as text takes half the time
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103
    return os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)


def _write_all(handle: int, data: bytes) -> None:
    written = os.write(handle, data)
    while written < len(data):
        written += os.write(handle, memoryview(data)[written:])


def is_same(output: Output, target: Path) -> bool:
    """Whether a file already holds an output's bytes; one that cannot be read does not."""
    try:
        with open_regular(target) as file:
            size = os.fstat(file.fileno()).st_size
            if output.data is not None:
                return size == len(output.data) and file.read() == output.data
            if output.digest:
                return file_digest(file, lambda: blake2b(digest_size=16)).hexdigest() == output.digest
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
        target.parent.mkdir(parents=True, exist_ok=True)  # it may have gone when it was empty
        kept.replace(target)


def _remove_if_empty(folder: Path) -> bool:
    try:
        folder.rmdir()
    except OSError:
        return False
    return True
