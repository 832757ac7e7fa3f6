"""What the pages of each locale share, from the site model."""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from msgspec import structs

from gazeta.core.digest import Known
from gazeta.core.layout import CONFIG_FILE
from gazeta.core.span import Span
from gazeta.core.spelling import decoded
from gazeta.model.schedule import is_current
from gazeta.model.site_model import SiteModel
from gazeta.pages.locale_context import Assets, LocaleInputs, SiteSettings, WidgetInputs
from gazeta.pages.projections import Cards, Projections, title_source
from gazeta.pages.selection import newest_keys
from gazeta.pages.story_sources import FileSource, LinkSource, PerLocale, TitleSource
from gazeta.sources.addresses import own_path
from gazeta.sources.config.widgets import Links, Promotion, Recent, Widget
from gazeta.sources.manuscript import NOTHING
from gazeta.sources.prose import Reference
from gazeta.sources.translation.phrasebook import Phrasebook

_SETTINGS = Span(path=CONFIG_FILE)


def locale_inputs(
    projections: Projections, phrases: Mapping[str, tuple[Phrasebook, ...]], theme: str, assets: Assets
) -> dict[str, LocaleInputs]:
    """The inputs of all locales by tag; `phrases` are each locale's phrase catalogs, `theme` is a theme's digest.

    `assets` are its files.
    """
    model = projections.model
    settings = Known(_settings(model))
    widgets, addresses = Known(_widgets(projections)), Known(assets)
    known = {id(book): book for books in phrases.values() for book in books}
    books = {number: Known(book) for number, book in known.items()}
    return {
        tag: LocaleInputs(
            settings=settings,
            phrases=tuple(books[id(book)] for book in phrases[tag]),
            standing=tuple(_standing(model, tag)),
            widgets=widgets,
            theme=theme,
            assets=addresses,
        )
        for tag in projections.tags
    }


def _settings(model: SiteModel) -> SiteSettings:
    """The settings without what no page shows: places in files, sections' defaults, the days of promotions.

    So a comment in `site.yaml`, which moves all places below it, makes no page anew.
    """
    spans = dict.fromkeys(("widgets_span", "locales_span", "theme_span"), _SETTINGS)
    config = structs.replace(model.config, widgets=tuple(map(_shown, model.config.widgets)), **spans)
    sections = tuple(structs.replace(section, defaults=NOTHING, lang=None) for section in model.sections)
    return SiteSettings(config=config, sections=sections, routes=model.routes)


def _shown(widget: Widget) -> Widget:
    if not isinstance(widget, Promotion):
        return widget
    return structs.replace(widget, image_span=_SETTINGS, alt_span=_SETTINGS, start=None, until=None)


def _standing(model: SiteModel, tag: str) -> Iterator[TitleSource]:
    editions = (model.edition(tag, key) for key in model.standing)
    return (title_source(edition) for edition in editions if edition)


def _widgets(projections: Projections) -> WidgetInputs:
    model, collected = projections.model, Cards(projections)
    recent: dict[str, PerLocale[tuple[int, ...]]] = {}
    links: dict[str, LinkSource] = {}
    pictures: dict[str, FileSource] = {}
    current = []
    for widget in model.config.widgets:
        match widget:
            case Links():
                links.update(_links(projections, (item.url for item in widget.links)))
            case Promotion():
                links.update(_links(projections, (text.value for text in widget.url.texts)))
                pictures.update(_pictures(projections, widget))
                if is_current(widget, model.config.time_zone, model.now):
                    current.append(widget.id)
            case Recent():
                if widget.inline:
                    recent[widget.id] = collected.pick(partial(_newest, model, widget.count))
    return WidgetInputs(
        links=links,
        pictures=pictures,
        current=tuple(current),
        recent=recent,
        cards=tuple(collected.cards),
        ages=collected.ages,
    )


def _newest(model: SiteModel, count: int, tag: str) -> tuple[str, ...]:
    return newest_keys(model, tag, count)


def _links(projections: Projections, urls: Iterable[str]) -> Iterator[tuple[str, LinkSource]]:
    """What those addresses in the settings lead to that are of this site."""
    for url in urls:
        path = own_path(projections.model.config.markdown.site, url)
        if path is not None:
            place, _, anchor = path.partition("#")
            reference = Reference(target=decoded(place.partition("?")[0]), span=_SETTINGS)
            yield url, projections.link(reference, bool(anchor))


def _pictures(projections: Projections, widget: Promotion) -> Iterator[tuple[str, FileSource]]:
    for text in widget.image.texts:
        file = projections.file(Reference(target=text.value, span=widget.image_span))
        if file:
            yield text.value, file
