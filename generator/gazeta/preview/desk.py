"""What lies on the editors' desk: all that is not on the pages themselves, gathered from the last sound proof."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from pathlib import Path
from typing import get_args

from msgspec import Struct, json

from gazeta.buildstate.changes import FILE, Changes
from gazeta.core.span import Span
from gazeta.core.text import Text
from gazeta.edge.files import read_below
from gazeta.edge.records import read_records
from gazeta.edge.user_error import Trouble
from gazeta.engine.future import Change, changes
from gazeta.model.schedule import status
from gazeta.preview.editors import link
from gazeta.preview.events import Problem, Reporter, causes_first
from gazeta.preview.preview_session import State
from gazeta.preview.site_snapshot import Proof
from gazeta.queries.coverage import Coverage, coverage, translations_in
from gazeta.queries.coverage import State as CellState

MOST = 100
"""Lines of a list; the others are counted."""


class Entry(Struct, frozen=True, kw_only=True):
    """An edition that readers do not get now; `since` is when that changes or changed, if it does by itself."""

    title: Text
    path: str
    edit: str
    href: str
    since: datetime | None


class Moment(Struct, frozen=True, kw_only=True):
    """What time alone will change at an instant: a change's `why` is a phrase, its `subject` a file or a widget."""

    instant: datetime
    changes: tuple[Change, ...]


class Redirect(Struct, frozen=True, kw_only=True):
    """An old address and where it leads."""

    old: str
    new: str


class Progress(Struct, frozen=True, kw_only=True):
    """How many articles a locale's readers get in each state."""

    tag: str
    counts: dict[str, int]


class Desk(Struct, frozen=True, kw_only=True):
    """Everything, each list with no more than `MOST` lines; `totals` has the lengths of those that were longer."""

    problems: tuple[Problem, ...] = ()
    drafts: tuple[Entry, ...] = ()
    scheduled: tuple[Entry, ...] = ()
    expired: tuple[Entry, ...] = ()
    progress: tuple[Progress, ...] = ()
    translations: tuple[Coverage, ...] = ()
    coming: tuple[Moment, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    build: Changes | None = None
    totals: Mapping[str, int] = {}


def desk_of(state: State, reporter: Reporter, build_memory: Path) -> Desk:
    """The desk of a state; `build_memory` is the folder `.gazeta`. Reads records of translations from the disk."""
    lists: dict[str, Iterable[object]] = {}
    progress: tuple[Progress, ...] = ()
    if state.proof:
        table = _table(state.proof, state, reporter.root)
        progress = tuple(_progress(state.proof, table))
        lists |= _entries(state.proof, reporter)
        lists["translations"] = [row for row in table if _is_wanting(row)]
        lists["coming"] = _coming(state.proof)
        lists["redirects"] = _redirects(state.proof)
    whole = {name: tuple(items) for name, items in lists.items()}
    shown = {name: items[:MOST] for name, items in whole.items()}
    return Desk(
        problems=reporter.problems(causes_first(state.found)[:MOST], state),
        **shown,  # type: ignore[arg-type]
        progress=progress,
        build=_last_build(build_memory),
        totals={name: len(items) for name, items in (*whole.items(), ("problems", state.found))},
    )


def _entries(proof: Proof, reporter: Reporter) -> dict[str, list[Entry]]:
    """What is a draft, scheduled or expired."""
    model = proof.model
    found: dict[str, list[Entry]] = {"draft": [], "scheduled": [], "expired": []}
    for story in proof.prepared.resolved.every.values():
        for edition in story.editions:
            state = status(edition, model.now)
            if state == "live":
                continue
            moments = {"scheduled": edition.release, "expired": edition.expires}
            moment = moments.get(state)
            entry = Entry(
                title=edition.title,
                path=edition.path,
                edit=link(reporter.editor, reporter.root, Span(path=edition.path)),
                href=next(iter(reporter.pages(proof, edition.path).values()), ""),
                since=moment.instant if moment else None,
            )
            found[state].append(entry)
    return {
        "drafts": sorted(found["draft"], key=_order),
        "scheduled": sorted(found["scheduled"], key=_order),
        "expired": sorted(found["expired"], key=_order, reverse=True),
    }


def _order(entry: Entry) -> tuple[str, str]:
    return str(entry.since), entry.path


def _table(proof: Proof, state: State, root: Path) -> tuple[Coverage, ...]:
    try:
        records, _ = read_records(root, (edition.path for _, edition in translations_in(proof.model)))
        table = coverage(proof.model, records, state.files)
    except (Trouble, KeyError):  # a file went while we looked; the next state is on its way
        return ()
    return tuple(sorted(table, key=lambda row: not any(cell.state == "stale" for cell in row.cells)))


def _is_wanting(row: Coverage) -> bool:
    return any(cell.state in {"stale", "fallback"} for cell in row.cells)


def _progress(proof: Proof, table: tuple[Coverage, ...]) -> Iterator[Progress]:
    for number, locale in enumerate(proof.model.config.locales):
        counted = Counter(row.cells[number].state for row in table)
        yield Progress(tag=locale.tag, counts={kind: counted[kind] for kind in get_args(CellState)})


def _coming(proof: Proof) -> list[Moment]:
    found = sorted(changes(proof.model, proof.prepared.resolved.every))
    moments = groupby(found, key=lambda change: change.instant)
    return [Moment(instant=instant, changes=tuple(together)) for instant, together in moments]


def _redirects(proof: Proof) -> list[Redirect]:
    routes = proof.model.routes
    rows = (row for row in proof.prepared.resolved.rows if row.kind == "redirect")
    return [Redirect(old=routes.href(row.old), new=routes.href(row.cells[0][1])) for row in rows]


def _last_build(folder: Path) -> Changes | None:
    """What the last build published; `None` if there was none, or its list cannot be read."""
    try:
        return json.decode(read_below(folder, FILE), type=Changes)
    except (OSError, ValueError, RecursionError):
        return None
