"""What a run of the command knows of itself, for the case that it fails."""

from pathlib import Path
from typing import Literal

Fate = Literal["", "untouched", "unsure", "published"]
"""What has become of the published site so far; nothing is known of it where no site is published."""

_SAID: dict[Fate, str] = {
    "": "",
    "untouched": "Nothing was published; the site that was there is as it was.",
    "unsure": "The site was being put in place; build again to be sure that it is whole.",
    "published": "The site has been published.",
}


class Session:
    """`source` is the site's folder, once the command line has been read; `fate` what a build has come to."""

    def __init__(self) -> None:
        self.source = Path()
        self.fate: Fate = ""

    def said(self) -> str:
        """What can be said truly of the published site."""
        return _SAID[self.fate]
