"""The next instant at which any output would differ: not one that might, but one whose keys say so."""

from collections.abc import Mapping
from itertools import groupby

from msgspec import structs

from gazeta.core.diagnostics import Found, count
from gazeta.engine.build import Prepared, Workshop, prepare_inputs, with_model
from gazeta.engine.future import Change, changes
from gazeta.engine.memory import Parts
from gazeta.engine.options import BuildOptions
from gazeta.engine.parse import Inputs, read_inputs
from gazeta.engine.rebuild_plan import row_key
from gazeta.engine.resolve import resolve
from gazeta.sources.snapshot import Snapshot

Keys = tuple[Mapping[str, str], Mapping[str, Parts]]


def next_change(snapshot: Snapshot, options: BuildOptions, shop: Workshop) -> Found[list[Change]]:
    """What changes first after `options.now`: all of the same instant. Nothing if nothing ever does.

    Of a site with errors nothing is said but the errors: it would not be published.
    """
    inputs, in_files = read_inputs(snapshot, shop.pool, shop.watch, shop.memory)
    prepared, in_site = prepare_inputs(inputs, snapshot, options, shop)
    found = (*in_files, *in_site)
    return [] if count(found, "error") else _first_change(prepared, inputs, snapshot, options), found


def _first_change(prepared: Prepared, inputs: Inputs, snapshot: Snapshot, options: BuildOptions) -> list[Change]:
    resolved = prepared.resolved
    now = _keys(prepared)
    future = sorted(changes(resolved.model, resolved.every))
    for instant, together in groupby(future, key=lambda change: change.instant):
        then, _ = resolve(inputs, snapshot.media, structs.replace(options, now=instant))
        if _keys(with_model(prepared, then, prepared.projections.insides)) != now:
            return list(together)
    return []


def _keys(prepared: Prepared) -> Keys:
    rows = {row.id: row_key(prepared.projections, row).digest for row in prepared.resolved.rows}
    return rows, {tag: prepared.renderers.parts(tag) for tag in prepared.projections.tags}
