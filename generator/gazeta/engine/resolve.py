"""From typed values to a checked catalog and a plan: what the site is, before a byte of it is made."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from msgspec import Struct, structs

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.span import Span
from gazeta.engine.causes import in_site as with_causes
from gazeta.engine.options import BuildOptions
from gazeta.engine.parse import Inputs
from gazeta.model.attachments import judged
from gazeta.model.checks import Subject, check_all, is_known, media_in_use
from gazeta.model.routes import Place, collisions, surely_fine
from gazeta.model.schedule import Include
from gazeta.model.site_model import SiteModel, build_model
from gazeta.model.stories import Story, assemble
from gazeta.pages.kinds.base import Row
from gazeta.pages.kinds.table import places, plan, remedy_of, span_of
from gazeta.sources.config.section import Section
from gazeta.sources.snapshot import Media


class Resolved(Struct, frozen=True, kw_only=True):
    """The catalog, all rows of pages, and the files to publish as they are (input path → published path)."""

    model: SiteModel
    every: dict[str, Story]
    rows: tuple[Row, ...]
    copies: dict[str, str]


def resolve(inputs: Inputs, media: dict[str, Media], options: BuildOptions) -> Found[Resolved]:
    """The site as of `options.now`, with what is wrong in it as a whole."""
    config = inputs.config
    if options.base_url:
        config = structs.replace(config, base_url=options.base_url.rstrip("/"))
    every, found = assemble(inputs.manuscripts, inputs.sections, inputs.publishers, config)
    include = Include(drafts=options.drafts, future=options.future, expired=options.expired)
    sections = _ordered(inputs.sections.values())
    media = judged(media, config.attachments)
    model = build_model(config, sections, every, media, options.now, include)
    rows, copies = tuple(plan(model)), media_in_use(model)
    asked = any(not is_known(model, a) for story in every.values() for e in story.editions for a in e.addresses)
    addresses = (row.old or path for row in rows for _, path in row.cells) if asked else ()
    in_site = check_all(Subject(model=model, every=every, paths=frozenset((*addresses, *copies.values()))))
    in_places: tuple[Diagnostic, ...] = ()
    if not surely_fine([*(path for row in rows for path in row.paths()), *copies.values()]):
        of_pages = (place for row in rows for place in places(row))
        taken: Iterator[Place[tuple[Row, str] | str]] = chain(of_pages, _copied(copies))
        in_places = collisions(taken, partial(_span, model), _remedy)
    resolved = Resolved(model=model, every=every, rows=rows, copies=copies)
    return resolved, with_causes((*found, *in_site, *in_places), inputs.faults, every, config)


def _ordered(sections: Iterable[Section]) -> tuple[Section, ...]:
    return tuple(sorted(sections, key=lambda section: (section.weight, section.path)))


def _copied(copies: dict[str, str]) -> Iterator[Place[str]]:
    return ((path[1:], source) for source, path in copies.items())


def _remedy(who: tuple[Row, str] | str) -> str:
    return "Rename the file, or give the page another slug." if isinstance(who, str) else remedy_of(who)


def _span(model: SiteModel, who: tuple[Row, str] | str) -> Span:
    return Span(path=who) if isinstance(who, str) else span_of(model, who)
