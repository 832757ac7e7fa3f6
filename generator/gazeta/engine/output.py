"""What a build makes: the files of the published site, before anything of it is in its place."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet

from msgspec import Struct

from gazeta.engine.memory import Parts, RowRecord
from gazeta.inspection.notes import Notes
from gazeta.pages.kinds.base import Rank


class Output(Struct, frozen=True, kw_only=True):
    """One file of the site: `path` below the output folder, with forward slashes.

    Its bytes are `data`, or those of the file at `copy_of` (an absolute path) when `data` is `None`; `digest` is
    theirs. `slow` is for a page that took Jinja's own way: its template's path, and why.
    """

    path: str
    rank: Rank
    digest: str
    data: bytes | None = None
    copy_of: str = ""
    slow: tuple[str, str] | None = None


class Receipt(Struct, frozen=True, kw_only=True):
    """What became of an output: `waiting` if its bytes are kept to be put in place, or else there are no news.

    `is_new` tells a file that was not there before from one that was; `notes` are those of a sink that inspects.
    """

    path: str
    rank: Rank
    digest: str
    waiting: bool = False
    is_new: bool = False
    notes: Notes | None = None


Sink = Callable[[Output], Receipt]
"""Where outputs go as they are made, in whichever process that is: it must be picklable."""


def weigh(output: Output) -> Receipt:
    """A sink that keeps nothing."""
    return Receipt(path=output.path, rank=output.rank, digest=output.digest)


class Site(Struct, frozen=True, kw_only=True):
    """A site: receipts of what was made, and all its files, most of which may be as they were.

    The next build wants to know the records of the `rows` that were made, which say why they were, the `names` of
    all rows, and the `columns`. `lasts` is the first instant (ISO 8601) at which any of this may be out
    of date by itself; `pages` and `articles` count for the summary.
    """

    receipts: tuple[Receipt, ...]
    files: AbstractSet[str]
    rows: dict[str, RowRecord]
    names: AbstractSet[str]
    columns: dict[str, Parts]
    pages: int
    articles: int
    base_url: str
    lasts: str = ""
