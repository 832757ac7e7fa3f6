"""Feeds: what a locale's front page shows, for readers who subscribe."""

import re
from urllib.parse import quote, urlsplit

from gazeta.model.stories import Edition
from gazeta.pages.plan import Page, feed_keys
from gazeta.pages.reader import Reader, source_view
from gazeta.pages.sitemap import last_change
from gazeta.pages.views import FeedEntry, FeedPage

_NEVER = "1970-01-01T00:00:00+00:00"
"""`updated` of a feed without entries: RFC 4287 wants a date, and a build must not take it from the clock."""
_NOT_IN_IRIS = re.compile(r"[\s\"#%<>?\\^`{|}]")
"""What file names may hold and the specific part of a tag URI may not (RFC 4151, RFC 3987)."""


def feed_page(reader: Reader, page: Page) -> FeedPage:
    """A locale's Atom feed. Its entries are in the languages of their articles (`xml:lang` on each).

    An entry's `id` belongs to the edition, so that a program that follows two locales' feeds shows it once.
    """
    model, config = reader.model, reader.model.config
    keys = feed_keys(model, reader.tag)
    entries = tuple(_entry(reader, key) for key in keys)
    latest = max((entry.updated for entry in entries), key=lambda stamp: stamp.instant, default=None)
    url = reader.absolute(page.path)
    return FeedPage(
        id=url,
        title=reader.pick(config.title),
        subtitle=reader.pick(config.description) if config.description else None,
        url=url,
        home=reader.absolute(model.routes.root(reader.tag)),
        updated=latest.iso if latest else _NEVER,
        entries=entries,
    )


def _entry(reader: Reader, key: str) -> FeedEntry:
    model = reader.model
    edition = model.stories[key].editions[model.shown[reader.tag][key]]
    return FeedEntry(
        id=_tag_uri(reader, edition),
        url=reader.absolute(model.path(reader.tag, key)),
        lang=edition.lang,
        title=edition.title,
        summary=edition.abstract,
        published=reader.stamp(edition.published),
        updated=reader.stamp(last_change(edition)),
        authors=tuple(view for author in edition.authors if (view := source_view(author))),
        source=source_view(edition.source),
        tags=edition.tags,
    )


def _tag_uri(reader: Reader, edition: Edition) -> str:
    """A tag URI (RFC 4151): it outlives changes of address, file name and date."""
    config = reader.model.config
    host = urlsplit(config.base_url).hostname or "localhost"
    name = quote(edition.id) if _NOT_IN_IRIS.search(edition.id) else edition.id
    return f"tag:{host},{config.feeds.since}:{name}:{edition.lang}"
