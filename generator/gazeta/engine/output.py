"""What a build makes: the files of the published site, before anything touches the disk."""

from typing import Literal

from msgspec import Struct

Rank = Literal["asset", "page", "listing", "data"]
"""In this order files are put in place, so that no page names an asset that is not there yet."""


class Output(Struct, frozen=True, kw_only=True):
    """One file of the site: `path` below the output folder, with forward slashes.

    Its bytes are `data`, or those of the file at `copy_of` (an absolute path) when `data` is `None`.
    """

    path: str
    rank: Rank
    data: bytes | None = None
    copy_of: str = ""


class Site(Struct, frozen=True, kw_only=True):
    """All files of a site, sorted by path; `pages` and `articles` count for the summary."""

    outputs: tuple[Output, ...]
    pages: int
    articles: int
