"""What an original said when it was translated: kept beside the content, in files that people can read and merge.

`translations/markets/copper.pt-BR.json` belongs to `content/markets/copper.pt-BR.md`. It holds the original's
passages as they were, so that what has changed since can be shown, whatever the dates of files or the history say.
"""

from collections.abc import Sequence

from msgspec import Struct, json

from gazeta.core.diagnostics import Found, problem
from gazeta.core.layout import CONTENT, TRANSLATIONS
from gazeta.core.span import Span
from gazeta.sources.conflicts import conflicts
from gazeta.sources.translation.passages import Passage

_VERSION = 1


class Record(Struct, frozen=True, kw_only=True):
    """`original` is the path of the file that was translated, `passages` what it said."""

    version: int = _VERSION
    original: str
    passages: tuple[Passage, ...]


class Change(Struct, frozen=True, kw_only=True):
    """A passage that is not as it was: `before` is empty for a new one, `after` for one that is gone."""

    name: str
    before: str
    after: str


def record_path(path: str) -> str:
    """Where the record of a translation is: `translations/a/b.pt.json` for `content/a/b.pt.md`."""
    return f"{TRANSLATIONS}/{path.removeprefix(CONTENT + '/').removesuffix('.md')}.json"


def write_record(record: Record) -> bytes:
    """A record as the bytes of its file."""
    return json.format(json.encode(record), indent=2) + b"\n"


def read_record(data: bytes, path: str) -> Found[Record | None]:
    """The record in a file; `None` for one that cannot be read."""
    if unmerged := tuple(conflicts(data.decode("utf-8", "replace"), path)):
        return None, unmerged
    try:
        record = json.decode(data, type=Record)
    except (ValueError, RecursionError):  # msgspec's errors are ValueErrors, and so are bytes that are no UTF-8
        hint = "Look at the translation, then: gazeta translations mark"
        message = "This is not a record as Gazeta writes them."
        return None, (problem("bad-record", message, Span(path=path, line=1), hint),)
    if record.version != _VERSION:
        message = f"The record is of version {record.version}; this Gazeta reads version {_VERSION}."
        return None, (problem("bad-record", message, Span(path=path, line=1), "Use the newer Gazeta that wrote it."),)
    return record, ()


def changes_since(record: Record, now: Sequence[Passage]) -> tuple[Change, ...]:
    """What is not as it was, in the order of the text as it is now; what is gone comes last."""
    before = {passage.name: passage for passage in record.passages}
    after = {passage.name: passage for passage in now}
    found = []
    for name in dict.fromkeys((*after, *before)):
        old, new = before.get(name), after.get(name)
        if old is None or new is None or old.fingerprint != new.fingerprint:
            found.append(Change(name=name, before=old.text if old else "", after=new.text if new else ""))
    return tuple(found)
