"""What is out of date: rows and columns whose keys differ from those that the last build left, and lost files."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from gazeta.engine.keys import RowKeys
from gazeta.engine.memory import Cell, Parts, Past, RowRecord
from gazeta.pages.plan import Page, Row

Columns = Mapping[str, Parts]


class Agenda(Struct, frozen=True, kw_only=True):
    """Pages to make, in the order to make them in, and the record of every row for the next build."""

    pages: tuple[Page, ...]
    rows: dict[str, RowRecord]
    reasons: dict[str, tuple[str, ...]]


def agenda(rows: Sequence[Row], keys: RowKeys, columns: Columns, past: Past, since: str) -> Agenda:
    """What is to be made as of the instant `since` (ISO 8601), after a build that left `past`."""
    turned = {tag: changed_parts(past.columns.get(tag), parts, "locale") for tag, parts in columns.items()}
    unturned = not any(turned.values())
    pages: list[Page] = []
    records: dict[str, RowRecord] = {}
    reasons: dict[str, tuple[str, ...]] = {}
    for row in rows:
        old, parts = past.rows.get(row.id), keys.parts(row)
        changed = changed_parts(old.parts if old else None, parts, "page")
        cells = (
            tuple(Cell(tag, row.file(path)) for tag, path in row.cells)
            if changed or not old or not unturned
            else old.cells
        )
        if old and not changed and unturned and all(cell.file in past.sound for cell in cells):
            records[row.id] = old
            continue
        why: tuple[str, ...] = ()
        for cell, (tag, path) in zip(cells, row.cells, strict=True):
            own = changed or turned[tag] or _lost(cell.file, past)
            if own:
                pages.append(Page(row=row, locale=tag, path=path))
                reasons[cell.file] = own
                why = why or own
        is_kept = old is not None and not why
        records[row.id] = old if old and is_kept else RowRecord(parts=parts, cells=cells, since=since, reasons=why)
    return Agenda(pages=tuple(pages), rows=records, reasons=reasons)


def changed_parts(old: Parts | None, new: Parts, what: str) -> tuple[str, ...]:
    """The names of a key's parts that differ; that it is new, if there was none."""
    if old is None:
        return (f"new {what}",)
    if old == new:
        return ()
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))


def _lost(file: str, past: Past) -> tuple[str, ...]:
    return () if file in past.sound else ("published file",)


def gone(past: Past, rows: Mapping[str, RowRecord]) -> Iterator[str]:
    """The files of rows that are no more."""
    return (cell.file for name, row in past.rows.items() if name not in rows for cell in row.cells)
