"""What is out of date: rows and locales whose keys differ from those that the last build left, and lost files."""

from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from gazeta.engine.memory import Parts, Past, RowRecord
from gazeta.pages.kinds.base import Row, key_of
from gazeta.pages.kinds.table import kind_of
from gazeta.pages.projections import Projections

Columns = Mapping[str, Parts]


class Due(Struct, frozen=True):
    """A row, and the locales whose pages of it are to be made."""

    row: Row
    tags: tuple[str, ...]


class RebuildPlan(Struct, frozen=True, kw_only=True):
    """Pages to make, and the records of their rows for the next build.

    `names` are the ids of all rows and `files` those of all pages, whether they are made or stay as they are.
    """

    due: tuple[Due, ...]
    rows: dict[str, RowRecord]
    names: frozenset[str]
    files: frozenset[str]

    @property
    def pages(self) -> int:
        """How many pages are to be made."""
        return sum(len(one.tags) for one in self.due)


def rebuild_plan(
    rows: Iterable[Row], parts_of: Callable[[Row], Parts], columns: Columns, past: Past, since: str
) -> RebuildPlan:
    """What is to be made as of the instant `since` (ISO 8601), after a build that left `past`.

    `parts_of` gives the parts of a row's key, `columns` are those of the locales'.
    """
    before, lost = past.columns(), past.lost()
    turned = {tag: changed_parts(before.get(tag), parts, "locale") for tag, parts in columns.items()}
    any_turned = any(turned.values())
    due: list[Due] = []
    made: dict[str, RowRecord] = {}
    names: list[str] = []
    every: list[str] = []
    for row in rows:
        name, files, parts = row.id, [row.file(path) for _, path in row.cells], parts_of(row)
        names.append(name)
        every += files
        old = past.row(name)
        changed = changed_parts(old.parts if old else None, parts, "page")
        if not changed and not any_turned and lost.isdisjoint(files):
            continue
        reasons: dict[str, None] = {}
        tags = []
        for file, (tag, _) in zip(files, row.cells, strict=True):
            own = changed or turned[tag] or (("published file",) if file in lost else ())
            if own:
                tags.append(tag)
                reasons.update(dict.fromkeys(own))
        if tags:
            due.append(Due(row, tuple(tags)))
            made[name] = RowRecord(parts=parts, files=tuple(files), since=since, reasons=tuple(reasons))
    return RebuildPlan(due=tuple(due), rows=made, names=frozenset(names), files=frozenset(every))


def row_parts(projections: Projections, row: Row) -> Parts:
    """The parts of a row's key."""
    return key_of(row, kind_of(row).inputs(projections, row))


def changed_parts(old: Parts | None, new: Parts, what: str) -> tuple[str, ...]:
    """The names of a key's parts that differ; that it is new, if there was none."""
    if old is None:
        return (f"new {what}",)
    if old == new:
        return ()
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))
