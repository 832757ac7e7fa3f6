"""What is out of date: rows and columns whose keys differ from those that the last build left, and lost files."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from gazeta.engine.keys import RowKeys
from gazeta.engine.memory import Parts, Past, RowRecord
from gazeta.pages.plan import Page, Row

Columns = Mapping[str, Parts]


class Agenda(Struct, frozen=True, kw_only=True):
    """Pages to make, and the records of their rows for the next build.

    `names` are the ids of all rows and `files` those of all pages, whether they are made or stay as they are.
    """

    pages: tuple[Page, ...]
    rows: dict[str, RowRecord]
    names: frozenset[str]
    files: frozenset[str]


def agenda(rows: Iterable[Row], keys: RowKeys, columns: Columns, past: Past, since: str) -> Agenda:
    """What is to be made as of the instant `since` (ISO 8601), after a build that left `past`."""
    before, lost = past.columns(), past.lost()
    turned = {tag: changed_parts(before.get(tag), parts, "locale") for tag, parts in columns.items()}
    any_turned = any(turned.values())
    pages: list[Page] = []
    made: dict[str, RowRecord] = {}
    names: list[str] = []
    every: list[str] = []
    for row in rows:
        name, files, parts = row.id, [row.file(path) for _, path in row.cells], keys.parts(row)
        names.append(name)
        every += files
        old = past.row(name)
        changed = changed_parts(old.parts if old else None, parts, "page")
        if not changed and not any_turned and lost.isdisjoint(files):
            continue
        reasons: dict[str, None] = {}
        for file, (tag, path) in zip(files, row.cells, strict=True):
            own = changed or turned[tag] or (("published file",) if file in lost else ())
            if own:
                pages.append(Page(row=row, locale=tag, path=path))
                reasons.update(dict.fromkeys(own))
        if reasons:
            made[name] = RowRecord(parts=parts, files=tuple(files), since=since, reasons=tuple(reasons))
    return Agenda(pages=tuple(pages), rows=made, names=frozenset(names), files=frozenset(every))


def changed_parts(old: Parts | None, new: Parts, what: str) -> tuple[str, ...]:
    """The names of a key's parts that differ; that it is new, if there was none."""
    if old is None:
        return (f"new {what}",)
    if old == new:
        return ()
    return tuple(sorted(name for name in {*old, *new} if old.get(name) != new.get(name)))
