"""Feeds: what a locale's front page shows, for readers who subscribe."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import quote, urlsplit

from msgspec import Struct

from gazeta.core.digest import Known
from gazeta.core.records import alike
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, last_change
from gazeta.pages.addresses import feed_path
from gazeta.pages.kinds.base import Bodies, Page, PageKind, Row
from gazeta.pages.locale_context import LocaleContext, source_view
from gazeta.pages.projections import Projections
from gazeta.pages.selection import feed_keys
from gazeta.pages.story_sources import Editions, EntrySource, PerLocale
from gazeta.pages.views import FeedEntry, FeedPage

_NEVER = "1970-01-01T00:00:00+00:00"
"""`updated` of a feed without entries: RFC 4287 wants a date, and a build must not take it from the clock."""
_NOT_IN_IRIS = re.compile(r"[\s\"#%<>?\\^`{|}]")
"""What file names may hold and the specific part of a tag URI may not (RFC 4151, RFC 3987)."""


class FeedInputs(Struct, frozen=True, kw_only=True):
    """The stories of some locale's feed, each once; `entries` are a locale's, as numbers of them."""

    stories: tuple[Known[Editions[EntrySource]], ...]
    entries: PerLocale[tuple[int, ...]]


class Feed(PageKind[FeedInputs]):
    """A locale's Atom feed (RFC 4287). Its entries are in the languages of their articles (`xml:lang` on each).

    An entry's `id` belongs to the edition, so that a program that follows two locales' feeds shows it once.
    """

    name, title, rank, template = "feed", "a feed", "data", "feed.xml"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """One for all locales, where the site has feeds."""
        if model.config.feeds.enabled:
            tags = [locale.tag for locale in model.config.locales]
            yield Row(self.name, tuple((tag, feed_path(model.routes, tag)) for tag in tags))

    def inputs(self, projections: Projections, _row: Row) -> FeedInputs:
        """The newest stories of all locales."""
        numbers: dict[str, int] = {}
        entries = projections.for_each(
            lambda tag: tuple(numbers.setdefault(key, len(numbers)) for key in feed_keys(projections.model, tag))
        )
        return FeedInputs(
            stories=tuple(Known(projections.editions(key, _entry_source)) for key in numbers), entries=entries
        )

    def view(self, locale: LocaleContext, page: Page, inputs: FeedInputs, _bodies: Bodies) -> FeedPage:
        """A locale's feed."""
        config = locale.config
        stories = (inputs.stories[number].value.of(locale.column) for number in inputs.entries.of(locale.column))
        entries = tuple(_entry(locale, edition) for edition in stories if edition)
        latest = max((entry.updated for entry in entries), key=lambda stamp: stamp.instant, default=None)
        url = locale.absolute(page.path)
        return FeedPage(
            id=url,
            title=locale.pick(config.title),
            subtitle=locale.pick(config.description) if config.description else None,
            url=url,
            home=locale.absolute(locale.routes.root(locale.tag)),
            updated=latest.iso if latest else _NEVER,
            entries=entries,
        )


def _entry_source(edition: Edition) -> EntrySource:
    return alike(EntrySource, edition, changed=last_change(edition))


def _entry(locale: LocaleContext, edition: EntrySource) -> FeedEntry:
    return alike(
        FeedEntry,
        edition,
        id=_tag_uri(locale, edition),
        url=locale.absolute(locale.path(edition)),
        summary=edition.abstract,
        published=locale.stamp(edition.published),
        updated=locale.stamp(edition.changed),
        authors=tuple(view for author in edition.authors if (view := source_view(author))),
        source=source_view(edition.source),
    )


def _tag_uri(locale: LocaleContext, edition: EntrySource) -> str:
    """A tag URI (RFC 4151): it outlives changes of address, file name and date."""
    config = locale.config
    host = urlsplit(config.base_url).hostname or "localhost"
    name = quote(edition.id) if _NOT_IN_IRIS.search(edition.id) else edition.id
    return f"tag:{host},{config.feeds.since}:{name}:{edition.lang}"
