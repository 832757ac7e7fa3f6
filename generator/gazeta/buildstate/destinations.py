"""Where what is remembered of a destination lies: its lock, list of files and store, in a private folder."""

import os
import sys
from pathlib import Path

from gazeta.core.digest import digest_bytes
from gazeta.edge.git_index import is_tracked
from gazeta.edge.user_error import Trouble

NAME = ".gazeta"
"""The folder's name in a site's folder."""


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
    return state / f"{stem}-{_short(destination_key(state, destination))}{suffix}"


def spare_file(destination: Path, stem: str, suffix: str = "") -> Path:
    """The same in the user's cache directory, for the case that the folder cannot be written.

    Raises `Trouble` if there is no such directory.
    """
    return _cache() / f"{stem}-{_short(str(destination.absolute()))}{suffix}"


def _short(key: str) -> str:
    return digest_bytes(key.encode("utf-8", "surrogateescape"))[:16]


def place_and_state(source: Path, destination: Path | None, state: Path | None = None) -> tuple[Path, Path]:
    """Where a site is published to, and the folder with what is remembered of it.

    That is `state` if it is named; else `.gazeta` in the site's folder; else one of the user's cache directory, if
    that folder may only be read or git brings a `.gazeta` along. Never one that a web server may hand out: beside
    the destination there may be other sites.
    """
    place = destination or source / "public"
    if state is not None:
        return place, state.resolve()
    own = source / NAME
    return place, own if _is_writable(source) and not is_tracked(own) else cache_of(source)


def comes_along(source: Path) -> bool:
    """Whether the site's repository has a `.gazeta` of its own, which says what its writers like."""
    return os.path.lexists(source / NAME) and is_tracked(source / NAME)


def cache_of(source: Path) -> Path:
    """The folder of a site in the user's cache directory. Raises `Trouble` if there is none."""
    site = source.resolve()
    return _cache() / f"{site.name}-{_short(str(site))}"


def _cache() -> Path:
    """The XDG Base Directory Specification's `$XDG_CACHE_HOME`, or what the system has instead."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if named.startswith("/"):
        return Path(named) / "gazeta"
    try:
        home = Path.home()
    except RuntimeError as error:
        raise Trouble("There is no folder for what builds remember.", "Name one with --state.") from error
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home) / "gazeta"
    return home / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "gazeta"


def _is_writable(source: Path) -> bool:
    """A folder that nobody may write in is left alone even by root, whom the system would let."""
    return bool(source.stat().st_mode & 0o222 and os.access(source, os.W_OK))
