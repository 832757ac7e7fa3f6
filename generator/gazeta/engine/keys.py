"""Keys: digests of all that a page can show. A page whose row's and column's keys are as they were is as it was.

A row's key holds what its pages show in any locale: stories, cards, ages, links, images. A column's key holds what
all pages of a locale share. Keys have parts with names, so that one can say what has changed.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, TypeVar

from gazeta.core.digest import digest
from gazeta.engine.memory import Parts
from gazeta.model.pictures import media_path
from gazeta.model.schedule import status
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, ExternalStory
from gazeta.pages.plan import (
    Row,
    block_keys,
    feed_keys,
    front_keys,
    newest_keys,
    news_keys,
    older_count,
    older_keys,
    related_keys,
    sitemap_parts,
)
from gazeta.pages.reader import age_of
from gazeta.pages.sitemap import last_change, last_change_in
from gazeta.sources.config.widgets import Recent
from gazeta.sources.dates import Moment
from gazeta.sources.prose import Reference

T = TypeVar("T")


class RowKeys:
    """The keys of a catalog's rows; `insides` has digests of what is inside articles, by path."""

    def __init__(self, model: SiteModel, insides: Mapping[str, str]) -> None:
        self._catalog = model
        self._insides = insides
        self._tags = [locale.tag for locale in model.config.locales]
        self._like = {tag: _like(model, tag) for tag in self._tags}
        self._cards: dict[str, str] = {}
        self._known_ages: dict[str, list[tuple[str, int] | None]] = {}
        self._kinds = {
            "article": self._article,
            "redirect": self._redirect,
            "feed": self._feed,
            "fronts-sitemap": self._fronts,
            "month-sitemap": self._month,
            "news-sitemap": self._news,
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
        if row.kind == "article":
            return parts  # its addresses follow from the story, and from settings that are part of every column
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
            self._cards[key] = digest((key, self._shown(key), *map(self._face, self._editions(key))))
        return self._cards[key]

    def _face(self, edition: Edition) -> tuple[Any, ...]:
        image = edition.image
        return (
            edition.lang,
            edition.section,
            edition.slug,
            edition.title,
            edition.abstract,
            edition.source,
            edition.published,
            (image.alt, image.caption, image.credit, self._media(image.src)) if image else None,
            self._status(edition),
        )

    def _media(self, reference: Reference | None) -> tuple[Any, ...] | None:
        """What a page shows of a file: its address and its measures."""
        found = self._catalog.file(reference) if reference else None
        return (media_path(found), found.width, found.height, bool(found.fault)) if found else None

    def _age(self, moment: Moment) -> tuple[str, int] | None:
        time = self._catalog.config.time
        if time.relative != "baked" or moment.date_only:
            return None
        age = age_of(moment.instant, self._catalog.now, time.relative_under)
        return (age.unit, age.count) if age else None

    def _ages(self, key: str) -> list[tuple[str, int] | None]:
        if key not in self._known_ages:
            self._known_ages[key] = [self._age(edition.published) for edition in self._editions(key)]
        return self._known_ages[key]

    def _in_each(self, make: Callable[[str], T]) -> list[T]:
        """What a function of a locale's stories gives for each locale; locales that show the same share it."""
        made = {tag: make(tag) for tag in dict.fromkeys(self._like.values())}
        return [made[self._like[tag]] for tag in self._tags]

    def _cards_in(self, keys_in: Callable[[str], Iterable[str]]) -> Parts:
        """The parts for cards, from the stories that a locale shows."""
        ages: dict[str, list[tuple[str, int] | None]] = {}

        def cards(tag: str) -> str:
            keys = tuple(keys_in(tag))
            ages.update((key, self._ages(key)) for key in keys if key not in ages)
            return "".join(self._card(key) for key in keys)

        return {"cards": _digest(self._in_each(cards)), "ages": _digest(list(ages.values()))}

    # rows

    def _article(self, row: Row) -> Parts:
        key = row.subject
        editions = self._editions(key)
        others = (item for edition in editions for item in edition.related if isinstance(item, ExternalStory))
        cards = self._cards_in(lambda tag: self._related(tag, key))
        return {
            "text": "".join(self._insides.get(edition.path, "") for edition in editions),
            "story": digest((self._card(key), editions, self._homes(key))),
            "related": cards["cards"],
            "ages": _digest([cards["ages"], *(self._age(other.published) for other in others if other.published)]),
            "links": _digest([self._link(link) for e in editions for link in (*e.links, *e.addresses)]),
            "images": _digest([self._media(image) for edition in editions for image in _files(edition)]),
        }

    def _related(self, tag: str, key: str) -> list[str]:
        edition = self._catalog.edition(tag, key)
        found = related_keys(self._catalog, tag, key, edition) if edition else ()
        return [item for item in found if isinstance(item, str)]

    def _homes(self, key: str) -> list[tuple[int, str]]:
        return sorted(self._catalog.homes[key].items())

    def _link(self, link: Reference) -> tuple[Any, ...] | None:
        """What a text shows of the story, or the front, that it links to; drafts and the like count as nothing."""
        key = self._catalog.targets.find(link)
        if key is None:
            place = self._catalog.targets.place(link)
            return (place.tag, place.section) if place else None
        if key not in self._catalog.stories:
            return (key,)
        return (self._card(key), [edition.anchors for edition in self._editions(key)] if link.anchor else None)

    def _redirect(self, row: Row) -> Parts:
        return {"story": self._card(row.subject)} if row.subject in self._catalog.stories else {}

    def _list(self, row: Row) -> Parts:
        model, section, number = self._catalog, row.subject, row.number
        counts = self._in_each(lambda tag: older_count(model, tag, section))
        if number:
            cards = self._cards_in(lambda tag: older_keys(model, tag, section, number))
            return {**cards, "neighbours": _digest([number == count for count in counts])}
        return {**self._cards_in(lambda tag: front_keys(model, tag, section)), "neighbours": _digest(counts)}

    def _front(self, row: Row) -> Parts:
        sections = [section.path for section in self._catalog.sections]
        parts = [self._cards_in(partial(block_keys, self._catalog, section=path)) for path in sections]
        return {**self._list(row), "blocks": _digest(parts)}

    def _recent(self, row: Row) -> Parts:
        widgets = self._catalog.config.widgets
        count = next(widget.count for widget in widgets if isinstance(widget, Recent) and widget.id == row.subject)
        return self._cards_in(lambda tag: newest_keys(self._catalog, tag, count))

    def _feed(self, _row: Row) -> Parts:
        entries = [[self._entry(key) for key in feed_keys(self._catalog, tag)] for tag in self._tags]
        return {"stories": _digest(entries)}

    def _entry(self, key: str) -> tuple[Any, ...]:
        return (self._card(key), [(e.id, e.updated, e.authors, e.tags) for e in self._editions(key)])

    def _fronts(self, _row: Row) -> Parts:
        sections = ("", *(section.path for section in self._catalog.sections))
        changes = self._in_each(lambda tag: [last_change_in(self._catalog, tag, path) for path in sections])
        return {"dates": _digest(changes)}

    def _month(self, row: Row) -> Parts:
        months = [self._catalog.months[tag].get(row.subject, ()) for tag in self._tags]
        return {"stories": digest([[self._dated(key) for key in keys] for keys in months])}

    def _dated(self, key: str) -> tuple[Any, ...]:
        editions = self._editions(key)
        faces = [(e.lang, e.section, e.slug, last_change(e), self._status(e)) for e in editions]
        return (key, self._shown(key), faces)

    def _status(self, edition: Edition) -> str:
        return status(edition, self._catalog.now)

    def _news(self, _row: Row) -> Parts:
        return {"stories": digest([[self._card(key) for key in news_keys(self._catalog, tag)] for tag in self._tags])}

    def _index(self, _row: Row) -> Parts:
        return {"sitemaps": digest([sitemap_parts(self._catalog, tag) for tag in self._tags])}


def _like(model: SiteModel, tag: str) -> str:
    """The first locale that shows what this one shows."""
    return next(other for other, shown in model.shown.items() if shown is model.shown[tag])


def _digest(values: list[Any]) -> str:
    """A digest of a list; nothing for an empty one, which most are."""
    return digest(values) if values else ""


def _files(edition: Edition) -> list[Reference]:
    """The files of the site that an article may show or lead to."""
    own = [edition.image.src] if edition.image and edition.image.src else []
    return [*own, *edition.images, *edition.addresses, *edition.links]
