"""What is out of date: rows and locales whose keys differ from those that the last build left, and lost files."""

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from msgspec import Struct

from gazeta.engine.memory import Parts, Past, RowRecord
from gazeta.pages.kinds.base import Row, key_digest, key_of
from gazeta.pages.kinds.table import kind_of
from gazeta.pages.projections import Projections

Columns = Mapping[str, Parts]


class Due(Struct, frozen=True):
    """A row, and the locales whose pages of it are to be made."""

    row: Row
    tags: tuple[str, ...]


class RebuildPlan(Struct, frozen=True, kw_only=True):
    """Pages to make, and the records of their rows for the next build.

    `names` are the ids of all rows and `files` those of all pages, whether they are made or stay as they are; each
    file is under its own name, so that whoever has an equal text may let go of it.
    """

    due: tuple[Due, ...]
    rows: dict[str, RowRecord]
    names: AbstractSet[str]
    files: dict[str, str]

    @property
    def pages(self) -> int:
        """How many pages are to be made."""
        return sum(len(one.tags) for one in self.due)


class RowKey:
    """The key of a row as it would be made now: its digest at once, its parts when they are asked for."""

    def __init__(self, row: Row, inputs: Struct) -> None:
        self._row = row
        self._inputs = inputs
        self.digest = key_digest(row, inputs)

    def parts(self) -> Parts:
        """Digests of what the key is of, by name."""
        return key_of(self._row, self._inputs)


def row_key(projections: Projections, row: Row) -> RowKey:
    """The key of a row."""
    return RowKey(row, kind_of(row).inputs(projections, row))


def rebuild_plan(
    rows: Iterable[Row], key_of_row: Callable[[Row], RowKey], columns: Columns, past: Past, since: str
) -> RebuildPlan:
    """What is to be made as of the instant `since` (ISO 8601), after a build that left `past`.

    `columns` are the parts of the locales' keys.
    """
    before, lost, old = past.columns(), past.lost(), past.keys()
    turned = {tag: changed_parts(before.get(tag), parts, "locale") for tag, parts in columns.items()}
    any_turned = any(turned.values())
    due: list[Due] = []
    made: dict[str, RowRecord] = {}
    names: set[str] = set()
    every: dict[str, str] = {}
    for row in rows:
        name, files, key = row.id, row.files(), key_of_row(row)
        names.add(name)
        every.update(zip(files, files, strict=True))
        is_same = old.get(name) == key.digest
        if is_same and not any_turned and lost.isdisjoint(files):
            continue
        parts, changed = key.parts(), () if is_same else _changed(past, name, key)
        reasons: dict[str, None] = {}
        tags = []
        for file, (tag, _) in zip(files, row.cells, strict=True):
            own = changed or turned[tag] or (("published file",) if file in lost else ())
            if own:
                tags.append(tag)
                reasons.update(dict.fromkeys(own))
        if tags:
            due.append(Due(row, tuple(tags)))
            made[name] = RowRecord(
                key=key.digest, parts=parts, files=tuple(files), since=since, reasons=tuple(reasons)
            )
    return RebuildPlan(due=tuple(due), rows=made, names=names, files=every)


def _changed(past: Past, name: str, key: RowKey) -> tuple[str, ...]:
    old = past.row(name)
    return changed_parts(old.parts if old else None, key.parts(), "page") or ("new page",)


def changed_parts(old: Parts | None, new: Parts, what: str) -> tuple[str, ...]:
    """The names of a key's parts that differ; that it is new, if there was none."""
    if old is None:
        return (f"new {what}",)
    if old == new:
        return ()
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))
