"""The whole build, to be read as a table of contents: parse, resolve, plan, render.

Files come in as a `Snapshot` and go out as a `Site`; reading and publishing them is the edge's work.
"""

from collections.abc import Mapping
from functools import partial

from gazeta.core.diagnostics import Diagnostic, Found, in_order
from gazeta.engine.books import read_books
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Output, Site
from gazeta.engine.parse import Watch, read_inputs
from gazeta.engine.pool import Pool
from gazeta.engine.render_batch import Context, batches, render_batch
from gazeta.engine.resolve import Resolved, resolve
from gazeta.sources.prose import Body
from gazeta.sources.snapshot import Media, Snapshot
from gazeta.theming.assets import publish_assets
from gazeta.theming.theme import assemble_theme

_BATCHES_PER_WORKER = 4
"""Enough that no worker waits long for the last, few enough that locales are set up rarely."""


def build_site(snapshot: Snapshot, options: BuildOptions, pool: Pool, watch: Watch) -> Found[Site]:
    """All files of the site, and everything that is wrong with it."""
    inputs, in_files = read_inputs(snapshot, pool, watch)
    resolved, in_site = resolve(inputs, snapshot.media, options)
    theme, in_theme = assemble_theme(snapshot.texts, snapshot.shipped, inputs.config.theme, inputs.config.theme_span)
    books, in_books = read_books(snapshot, inputs.config)
    assets, asset_files = publish_assets(theme)
    context = Context(catalog=resolved.catalog, theme=theme, assets=assets, books=books)
    rendered, in_pages = _render(context, resolved, inputs.bodies, pool, watch)
    copied = _copies(resolved, snapshot.media)
    pressed = [Output(path=file.path, rank="asset", data=file.data) for file in asset_files]
    site = Site(
        outputs=tuple(sorted((*pressed, *copied, *rendered), key=lambda output: output.path)),
        pages=len(resolved.pages),
        articles=len(resolved.catalog.stories),
    )
    return site, in_order((*in_files, *in_site, *in_theme, *in_books, *in_pages))


def _render(
    context: Context, resolved: Resolved, bodies: Mapping[str, Body], pool: Pool, watch: Watch
) -> Found[tuple[Output, ...]]:
    outputs: list[Output] = []
    found: list[Diagnostic] = []
    count = 1 if pool.width == 1 else pool.width * _BATCHES_PER_WORKER
    work = batches(context.catalog, resolved.pages, bodies, count)
    for made, problems in pool.map(partial(render_batch, context), work):
        outputs += made
        found += problems
        watch("pages", len(outputs), len(resolved.pages))
    return tuple(outputs), tuple(found)


def _copies(resolved: Resolved, media: Mapping[str, Media]) -> list[Output]:
    return [
        Output(path=path[1:], rank="asset", copy_of=media[source].location)
        for source, path in resolved.copies.items()
    ]
