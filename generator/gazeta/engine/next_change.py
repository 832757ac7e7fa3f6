"""The next instant at which any output would differ: not one that might, but one whose keys say so."""

from collections.abc import Mapping
from datetime import datetime
from itertools import groupby

from msgspec import structs

from gazeta.engine.build import Prepared, Workshop, prepare
from gazeta.engine.future import Change, changes
from gazeta.engine.keys import RowKeys
from gazeta.engine.memory import Parts
from gazeta.engine.options import BuildOptions
from gazeta.engine.render_batch import Press
from gazeta.engine.resolve import Resolved, resolve
from gazeta.sources.snapshot import Snapshot

Keys = tuple[Mapping[str, Parts], Mapping[str, Parts]]


def next_change(snapshot: Snapshot, options: BuildOptions, shop: Workshop) -> list[Change]:
    """What changes first after `options.now`: all of the same instant. Nothing if nothing ever does."""
    prepared, _ = prepare(snapshot, options, shop)
    resolved = prepared.resolved
    now = _keys(prepared, resolved)
    future = sorted(changes(resolved.catalog, resolved.every))
    for instant, together in groupby(future, key=lambda change: change.instant):
        if _at(snapshot, options, prepared, instant) != now:
            return list(together)
    return []


def _at(snapshot: Snapshot, options: BuildOptions, prepared: Prepared, instant: datetime) -> Keys:
    then, _ = resolve(prepared.inputs, snapshot.media, structs.replace(options, now=instant))
    return _keys(prepared, then)


def _keys(prepared: Prepared, resolved: Resolved) -> Keys:
    keys = RowKeys(resolved.catalog, prepared.inputs.insides)
    press = Press(structs.replace(prepared.press.context, catalog=resolved.catalog))
    rows = {row.id: keys.parts(row) for row in resolved.rows}
    return rows, {locale.tag: press.column(locale.tag) for locale in resolved.catalog.config.locales}
