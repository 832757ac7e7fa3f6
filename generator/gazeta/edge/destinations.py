"""What a destination is called in `.gazeta/`: it has a lock, a list of files and a store there of its own."""

from pathlib import Path

from gazeta.core.digest import digest_bytes


def destination_key(state: Path, destination: Path) -> str:
    """Relative to the site's folder where it lies in there, so that the whole may be moved; else absolute."""
    site = state.absolute().parent
    absolute = destination.absolute()
    return absolute.relative_to(site).as_posix() if absolute.is_relative_to(site) else str(absolute)


def destination_file(state: Path, destination: Path, stem: str, suffix: str = "") -> Path:
    """A destination's own file in the folder `state`."""
    name = digest_bytes(destination_key(state, destination).encode("utf-8", "surrogateescape"))[:16]
    return state / f"{stem}-{name}{suffix}"
