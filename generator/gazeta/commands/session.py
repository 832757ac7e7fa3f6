"""What a run of the command knows of itself, for the case that it fails."""

from pathlib import Path


class Session:
    """`source` is the site's folder, once the command line has been read."""

    def __init__(self) -> None:
        self.source = Path()
