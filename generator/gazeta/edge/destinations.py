"""What a destination is called in `.gazeta/`: it has a lock, a list of files and a store there of its own."""

import os
from pathlib import Path

from gazeta.core.digest import digest_bytes


def destination_key(state: Path, destination: Path) -> str:
    """Relative to the site's folder where it lies in there, so that the whole may be moved; else absolute."""
    site = state.absolute().parent
    absolute = destination.absolute()
    return absolute.relative_to(site).as_posix() if absolute.is_relative_to(site) else str(absolute)


def written(path: Path | str) -> str:
    """A path as it can be written down in any file: bytes of it that are no UTF-8 as escapes."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def destination_file(state: Path, destination: Path, stem: str, suffix: str = "") -> Path:
    """A destination's own file in the folder `state`."""
    name = digest_bytes(destination_key(state, destination).encode("utf-8", "surrogateescape"))[:16]
    return state / f"{stem}-{name}{suffix}"


def place_and_state(source: Path, destination: Path | None) -> tuple[Path, Path]:
    """Where a site is published to, and the folder `.gazeta` with what is remembered of it."""
    place = destination or source / "public"
    return place, _state_folder(source, place)


def _state_folder(source: Path, place: Path) -> Path:
    """`.gazeta` in the site's folder, or beside the destination where that folder may only be read.

    A folder that nobody may write in is left alone even by root, whom the system would let.
    """
    writable = source.stat().st_mode & 0o222 and os.access(source, os.W_OK)
    return (source if writable else place.absolute().parent) / ".gazeta"
