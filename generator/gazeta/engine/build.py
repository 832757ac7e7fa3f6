"""The whole build, to be read as a table of contents: parse, resolve, plan, render.

Files come in as a `Snapshot` and go out through a `Sink`; reading and publishing them is the edge's work.
"""

from collections.abc import Iterator, Mapping
from functools import partial

from msgspec import Struct, structs

from gazeta.core.diagnostics import Diagnostic, Found, count, in_order
from gazeta.core.digest import digest_bytes
from gazeta.engine.causes import Faults
from gazeta.engine.future import first_change
from gazeta.engine.memory import Memory, Past
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Output, Receipt, Sink, Site, weigh
from gazeta.engine.parse import Inputs, Watch, read_inputs
from gazeta.engine.phrase_catalogs import read_books, with_pseudo_locales
from gazeta.engine.pool import Pool, Serial
from gazeta.engine.rebuild_plan import Due, RebuildPlan, rebuild_plan, row_key
from gazeta.engine.render_batch import RenderContext, Renderers, batches, render_batch
from gazeta.engine.resolve import Resolved, resolve
from gazeta.engine.site_texts import with_translations
from gazeta.engine.weight import weighed
from gazeta.pages.locale_context import Assets
from gazeta.pages.locale_inputs import locale_inputs
from gazeta.pages.projections import Projections
from gazeta.sources.config.publishers import Publisher
from gazeta.sources.snapshot import Media, Snapshot
from gazeta.sources.translation.phrasebook import Phrasebook
from gazeta.theming.assets import AssetFile, publish_assets
from gazeta.theming.theme import assemble_theme

SMALL = 200
"""Up to so many pages, starting processes costs more time than they save."""


class Workshop(Struct, frozen=True, kw_only=True):
    """What a build works with: a memory of former ones, processes, a sink for what it makes, and who watches."""

    memory: Memory
    past: Past
    pool: Pool
    sink: Sink
    watch: Watch


class Prepared(Struct, frozen=True, kw_only=True):
    """All that pages are made of, checked, and none of them made. `phrases` are the locales' phrase catalogs.

    `faults` are those of files that others depend on: without settings that can be read nothing is said of pages.
    """

    publishers: dict[str, Publisher]
    resolved: Resolved
    projections: Projections
    phrases: dict[str, tuple[Phrasebook, ...]]
    renderers: Renderers
    assets: tuple[AssetFile, ...]
    addresses: Assets
    faults: Faults = Faults()


def build_site(snapshot: Snapshot, options: BuildOptions, shop: Workshop) -> Found[Site]:
    """A site's files, those made that are out of date, and everything that is wrong with it."""
    prepared, found = prepare(snapshot, options, shop)
    if count(found, "error"):  # it will not be published: pages are made only to see what is wrong in them
        shop = structs.replace(shop, sink=weigh)
    resolved = prepared.resolved
    since = options.now.isoformat(timespec="seconds")
    columns = {tag: prepared.renderers.parts(tag) for tag in prepared.projections.tags}
    work = rebuild_plan(resolved.rows, partial(row_key, prepared.projections), columns, shop.past, since)
    rendered, in_pages = ((), ()) if prepared.faults.site else _render(prepared, work, shop)
    plain = [shop.sink(output) for output in _plain(prepared, snapshot.media)]
    site = Site(
        receipts=(*plain, *rendered),
        files=work.files.keys() | {receipt.path for receipt in plain},
        rows=work.rows,
        names=work.names,
        columns=columns,
        pages=len(work.files),
        articles=len(resolved.model.stories),
        base_url=resolved.model.config.base_url,
        lasts=first_change(resolved.model, resolved.every),
    )
    return site, in_order((*found, *in_pages))


def prepare(snapshot: Snapshot, options: BuildOptions, shop: Workshop) -> Found[Prepared]:
    """Everything up to the first page."""
    inputs, in_files = read_inputs(snapshot, shop.pool, shop.watch, shop.memory)
    prepared, in_site = prepare_inputs(inputs, snapshot, options, shop)
    return prepared, weighed((*in_files, *in_site), prepared.resolved.every, options, snapshot.texts)


def prepare_inputs(inputs: Inputs, snapshot: Snapshot, options: BuildOptions, shop: Workshop) -> Found[Prepared]:
    """The same of what was read already, which nothing needs after this: the catalog has its own of it."""
    config = with_pseudo_locales(inputs.config) if options.pseudo else inputs.config
    books, in_books = read_books(snapshot, config, shop.memory)
    sections = {path: with_translations(section, books) for path, section in inputs.sections.items()}
    inputs = structs.replace(inputs, config=with_translations(config, books), sections=sections)
    resolved, in_site = resolve(inputs, snapshot.media, options)
    theme, in_theme = assemble_theme(snapshot.texts, snapshot.shipped, config.theme, config.theme_span)
    assets, files = publish_assets(theme)
    projections = Projections(resolved.model, inputs.insides)
    locales = locale_inputs(projections, books, theme.digest, assets)
    prepared = Prepared(
        publishers=inputs.publishers,
        resolved=resolved,
        projections=projections,
        phrases=books,
        renderers=Renderers(RenderContext(theme=theme, locales=locales)),
        addresses=assets,
        assets=files,
        faults=inputs.faults,
    )
    return prepared, () if inputs.faults.site else (*in_site, *in_theme, *in_books)


def with_model(prepared: Prepared, resolved: Resolved, insides: Mapping[str, str]) -> Prepared:
    """The same site with another model, whose articles have `insides`; settings and theme are as they were."""
    projections = Projections(resolved.model, insides)
    context = prepared.renderers.context
    locales = locale_inputs(projections, prepared.phrases, context.theme.digest, prepared.addresses)
    renderers = Renderers(structs.replace(context, locales=locales))
    return structs.replace(prepared, resolved=resolved, projections=projections, renderers=renderers)


def _render(prepared: Prepared, work: RebuildPlan, shop: Workshop) -> Found[tuple[Receipt, ...]]:
    receipts: list[Receipt] = []
    found: list[Diagnostic] = []
    due = sorted(work.due, key=partial(_age, prepared.resolved))
    pool = shop.pool if work.pages > SMALL else Serial()
    work_of = batches(due, prepared.projections, shop.memory)
    made = pool.map(partial(render_batch, prepared.renderers, shop.sink), work_of)
    for some, problems in made:
        for receipt in some:
            structs.force_setattr(receipt, "path", work.files[receipt.path])  # one text of each path is enough
        receipts += some
        found += problems
        shop.watch("pages", len(receipts), work.pages)
    return tuple(receipts), tuple(found)


def _age(resolved: Resolved, due: Due) -> tuple[float, str]:
    """Articles from the newest on, so that those which show the same cards stand together; the rest after them."""
    story = resolved.model.stories.get(due.row.subject) if due.row.kind == "article" else None
    return (-story.original.published.instant.timestamp(), due.row.subject) if story else (float("inf"), "")


def _plain(prepared: Prepared, media: dict[str, Media]) -> Iterator[Output]:
    """Assets, and files that are published as they are."""
    for file in prepared.assets:
        yield Output(path=file.path, rank="asset", digest=digest_bytes(file.data), data=file.data)
    for source, path in prepared.resolved.copies.items():
        found = media[source]
        yield Output(path=path[1:], rank="asset", digest=found.digest, copy_of=found.location)
