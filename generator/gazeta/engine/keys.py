"""Keys: digests of all that a page can show. A page whose row's and column's keys are as they were is as it was.

A row's key holds what its pages show in any locale: stories, cards, ages, links, images. A column's key holds what
all pages of a locale share. Keys have parts with names, so that one can say what has changed.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache, partial
from typing import Any

from gazeta.catalog.catalog import Catalog
from gazeta.catalog.pictures import find_media, media_path
from gazeta.catalog.schedule import status
from gazeta.catalog.stories import Edition, ExternalStory
from gazeta.core.digest import digest
from gazeta.engine.memory import Parts
from gazeta.pages.plan import (
    Row,
    block_keys,
    front_keys,
    newest_keys,
    older_count,
    older_keys,
    related_keys,
)
from gazeta.pages.reader import age_of
from gazeta.pages.sitemap import last_change, last_change_in
from gazeta.sources.dates import Moment
from gazeta.sources.prose import Reference
from gazeta.sources.widgets import Recent


class RowKeys:
    """The keys of a catalog's rows; `insides` has digests of what is inside articles, by path."""

    def __init__(self, catalog: Catalog, insides: Mapping[str, str]) -> None:
        self._catalog = catalog
        self._insides = insides
        self._tags = [locale.tag for locale in catalog.config.locales]
        self._cards: dict[str, str] = {}
        self._last_change = lru_cache(maxsize=None)(partial(last_change_in, catalog))
        self._kinds = {
            "article": self._article,
            "redirect": self._redirect,
            "feed": self._feed,
            "fronts-sitemap": self._fronts,
            "month-sitemap": self._month,
            "sitemap-index": self._index,
            "recent": self._recent,
            "front": self._front,
            "section": self._list,
            "older": self._list,
        }

    def parts(self, row: Row) -> Parts:
        """The parts of a row's key."""
        make = self._kinds.get(row.kind)
        parts = make(row) if make else {}
        return {"address": digest(row.cells), **parts}

    # what pages show of stories

    def _shown(self, key: str) -> list[int | None]:
        return [self._catalog.shown[tag].get(key) for tag in self._tags]

    def _editions(self, key: str) -> list[Edition]:
        """The editions of a story that anybody gets."""
        story = self._catalog.stories[key]
        return [story.editions[number] for number in sorted(self._catalog.homes[key])]

    def _card(self, key: str) -> str:
        """A digest of a story's cards, in all its editions."""
        if key not in self._cards:
            story = self._catalog.stories[key]
            self._cards[key] = digest((key, story.section, self._shown(key), *map(self._face, self._editions(key))))
        return self._cards[key]

    def _face(self, edition: Edition) -> tuple[Any, ...]:
        image = edition.image
        return (
            edition.lang,
            edition.slug,
            edition.title,
            edition.summary,
            edition.source,
            edition.published,
            (image.alt, image.caption, image.credit, self._media(image.src)) if image else None,
            status(edition, self._catalog.now),
        )

    def _media(self, reference: Reference | None) -> tuple[Any, ...] | None:
        """What a page shows of a file: its address and its measures."""
        found = find_media(reference, self._catalog.media) if reference else None
        return (media_path(found), found.width, found.height, bool(found.fault)) if found else None

    def _age(self, moment: Moment) -> tuple[str, int] | None:
        time = self._catalog.config.time
        if time.relative != "baked" or moment.date_only:
            return None
        age = age_of(moment.instant, self._catalog.now, time.relative_under)
        return (age.unit, age.count) if age else None

    def _ages(self, key: str) -> list[tuple[str, int] | None]:
        return [self._age(edition.published) for edition in self._editions(key)]

    def _cards_of(self, lists: Iterable[Iterable[str]]) -> Parts:
        """The parts for cards, from the stories that each locale shows."""
        each = [list(keys) for keys in lists]
        return {
            "cards": digest([[self._card(key) for key in keys] for keys in each]),
            "ages": digest([self._ages(key) for key in dict.fromkeys(key for keys in each for key in keys)]),
        }

    # rows

    def _article(self, row: Row) -> Parts:
        key = row.subject
        story, editions = self._catalog.stories[key], self._editions(key)
        related = [related_keys(self._catalog, tag, key, edition) for tag, edition in self._readers(key)]
        others = (item for edition in editions for item in edition.related if isinstance(item, ExternalStory))
        cards = self._cards_of([item for item in items if isinstance(item, str)] for items in related)
        return {
            "text": digest([self._insides.get(edition.path) for edition in editions]),
            "story": digest((story.section, editions, self._shown(key), self._homes(key), self._states(editions))),
            "related": cards["cards"],
            "ages": digest((cards["ages"], [self._age(other.published) for other in others if other.published])),
            "links": digest([self._link(link) for edition in editions for link in edition.links]),
            "images": digest([self._media(image) for edition in editions for image in _files(edition)]),
        }

    def _readers(self, key: str) -> list[tuple[str, Edition]]:
        editions = ((tag, self._catalog.edition(tag, key)) for tag in self._tags)
        return [(tag, edition) for tag, edition in editions if edition]

    def _homes(self, key: str) -> list[tuple[int, str]]:
        return sorted(self._catalog.homes[key].items())

    def _states(self, editions: Iterable[Edition]) -> list[str]:
        return [status(edition, self._catalog.now) for edition in editions]

    def _link(self, link: Reference) -> tuple[Any, ...] | None:
        """What a text shows of the story that it links to; drafts and the like count as nothing."""
        key = self._catalog.targets.find(link)
        if key is None:
            return None
        if key not in self._catalog.stories:
            return (key,)
        return (self._card(key), [edition.anchors for edition in self._editions(key)] if link.anchor else None)

    def _redirect(self, row: Row) -> Parts:
        return {"story": self._card(row.subject)}

    def _list(self, row: Row) -> Parts:
        catalog, section = self._catalog, row.subject
        counts = [older_count(catalog, tag, section) for tag in self._tags]
        if row.number:
            keys = [older_keys(catalog, tag, section, row.number) for tag, _ in row.cells]
            neighbours = [row.number == count for count in counts]
        else:
            keys = [front_keys(catalog, tag, section) for tag in self._tags]
            neighbours = [bool(count) for count in counts]
        return {**self._cards_of(keys), "neighbours": digest((neighbours, [] if row.number else counts))}

    def _front(self, row: Row) -> Parts:
        sections = [section.path for section in self._catalog.sections]
        blocks = [[block_keys(self._catalog, tag, section) for section in sections] for tag in self._tags]
        in_blocks = self._cards_of([key for keys in each for key in keys] for each in blocks)
        return {**self._list(row), "blocks": digest(in_blocks)}

    def _recent(self, row: Row) -> Parts:
        widgets = self._catalog.config.widgets
        count = next(widget.count for widget in widgets if isinstance(widget, Recent) and widget.id == row.subject)
        return self._cards_of(newest_keys(self._catalog, tag, count) for tag in self._tags)

    def _feed(self, _row: Row) -> Parts:
        count = self._catalog.config.feeds.count
        keys = [newest_keys(self._catalog, tag, count) for tag in self._tags]
        return {"stories": digest([[self._entry(key) for key in each] for each in keys])}

    def _entry(self, key: str) -> tuple[Any, ...]:
        return (self._card(key), [(e.updated, e.authors, e.tags) for e in self._editions(key)])

    def _fronts(self, _row: Row) -> Parts:
        sections = ("", *(section.path for section in self._catalog.sections))
        changes = [[self._last_change(tag, path) for path in sections] for tag in self._tags]
        return {"dates": digest(changes)}

    def _month(self, row: Row) -> Parts:
        months = [self._catalog.months[tag].get(row.subject, ()) for tag in self._tags]
        return {"stories": digest([[self._dated(key) for key in keys] for keys in months])}

    def _dated(self, key: str) -> tuple[Any, ...]:
        editions = self._editions(key)
        return (key, [(e.slug, last_change(e)) for e in editions], self._shown(key), self._section(key))

    def _section(self, key: str) -> str:
        return self._catalog.stories[key].section

    def _index(self, _row: Row) -> Parts:
        return {"months": digest([list(self._catalog.months[tag]) for tag in self._tags])}


def _files(edition: Edition) -> list[Reference]:
    """The files of the site that an article may show or lead to."""
    own = [edition.image.src] if edition.image and edition.image.src else []
    return [*own, *edition.images, *edition.addresses, *edition.links]
