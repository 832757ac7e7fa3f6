"""What a build makes: the files of the published site, before anything of it is in its place."""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from gazeta.engine.memory import Past

Rank = Literal["asset", "page", "listing", "data"]
"""In this order files are put in place, so that no page names an asset that is not there yet."""


class Output(Struct, frozen=True, kw_only=True):
    """One file of the site: `path` below the output folder, with forward slashes.

    Its bytes are `data`, or those of the file at `copy_of` (an absolute path) when `data` is `None`; `digest` is
    theirs.
    """

    path: str
    rank: Rank
    digest: str
    data: bytes | None = None
    copy_of: str = ""


class Receipt(Struct, frozen=True, kw_only=True):
    """What became of an output: `waiting` if its bytes are kept to be put in place, or else there are no news.

    `is_new` tells a file that was not there before from one that was.
    """

    path: str
    rank: Rank
    digest: str
    waiting: bool = False
    is_new: bool = False


Sink = Callable[[Output], Receipt]
"""Where outputs go as they are made, in whichever process that is: it must be picklable."""


def weigh(output: Output) -> Receipt:
    """A sink that keeps nothing."""
    return Receipt(path=output.path, rank=output.rank, digest=output.digest)


class Site(Struct, frozen=True, kw_only=True):
    """A site: receipts of what was made, and all its files, most of which may be as they were.

    `past` is what the next build wants to know; `pages` and `articles` count for the summary. `reasons` say by
    file why it was made. `lasts` is the first instant (ISO 8601) at which any of this may be out of date by itself.
    """

    receipts: tuple[Receipt, ...]
    files: frozenset[str]
    past: Past
    pages: int
    articles: int
    base_url: str
    reasons: dict[str, tuple[str, ...]] = {}
    lasts: str = ""
