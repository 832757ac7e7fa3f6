"""From the site model to what pages are made from: records that are narrow, shared, and the same for all locales."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import lru_cache, partial
from typing import NamedTuple, TypeVar

from gazeta.core.digest import Known, digest
from gazeta.core.records import alike
from gazeta.core.status import Status
from gazeta.model.addresses import is_address, is_other
from gazeta.model.pictures import media_path
from gazeta.model.schedule import status
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, ExternalStory
from gazeta.pages.story_sources import (
    CardSource,
    Editions,
    ExternalSource,
    FileLink,
    FileSource,
    FrontLink,
    Images,
    Links,
    LinkSource,
    NoLink,
    PerLocale,
    PictureSource,
    StoryLink,
    TitleSource,
)
from gazeta.pages.views import Relative
from gazeta.sources.dates import Moment
from gazeta.sources.manuscript import Picture
from gazeta.sources.prose import Reference

E = TypeVar("E")
T = TypeVar("T")

Ages = tuple[Relative | None, ...]

_RECENT = 1_024
"""Records of stories that are kept: those of a batch, which stand beside each other in time, and those they show."""


class _Frame(NamedTuple):
    """Which editions of a story anybody gets, which of these each locale shows, and their homes."""

    numbers: tuple[int, ...]
    shown: tuple[int | None, ...]
    homes: tuple[str, ...]


class Projections:
    """What rows are made from, of a model; `insides` has digests of what is inside articles, by path.

    A story's card is made once, however many rows show it.
    """

    def __init__(self, model: SiteModel, insides: Mapping[str, str]) -> None:
        self.model = model
        self.insides = insides
        self.tags = tuple(locale.tag for locale in model.config.locales)
        self._like, self._which = _alike(model, self.tags)
        self._frames: dict[tuple[int, tuple[int | None, ...]], _Frame] = {}
        self._recent = lru_cache(maxsize=_RECENT)(self.editions)
        self._cards: dict[str, tuple[Known[Editions[CardSource]], Ages]] = {}
        self._titles: dict[str, Known[Editions[TitleSource]]] = {}

    # for each locale

    def per_locale(self, make: Callable[[str], T]) -> PerLocale[T]:
        """What a function of a locale's stories gives; locales that show the same share it."""
        return PerLocale(tuple(make(tag) for tag in self._like), self._which)

    def for_each(self, make: Callable[[str], T]) -> PerLocale[T]:
        """What a function of a locale gives, whatever it depends on."""
        return PerLocale(tuple(make(tag) for tag in self.tags), tuple(range(len(self.tags))))

    # stories

    def editions(self, key: str, make: Callable[[Edition], E]) -> Editions[E]:
        """A story's editions that anybody gets, each as `make` shows it."""
        frame, editions = self._frame(key), self.model.stories[key].editions
        return Editions(tuple([make(editions[number]) for number in frame.numbers]), frame.shown, frame.homes)

    def shown(self, key: str) -> list[Edition]:
        """Those editions of a story that anybody gets."""
        editions = self.model.stories[key].editions
        return [editions[number] for number in self._frame(key).numbers]

    def _frame(self, key: str) -> "_Frame":
        """Who gets which edition of a story: there are few answers, for many stories."""
        homes = self.model.homes[key]  # one for all stories that are alike
        chosen = tuple([self.model.shown[tag].get(key) for tag in self._like])
        frame = self._frames.get((id(homes), chosen))
        if frame is None:
            numbers = tuple(sorted(homes))
            places = {number: place for place, number in enumerate(numbers)}
            in_each = [places[number] if number is not None else None for number in chosen]
            shown = tuple(in_each[like] for like in self._which)
            frame = _Frame(numbers, shown, tuple(homes[number] for number in numbers))
            self._frames[id(homes), chosen] = frame
        return frame

    def card(self, key: str) -> tuple[Known[Editions[CardSource]], Ages]:
        """A story's card, and how old its editions are, as labels say it (nothing where none has a label)."""
        if key not in self._cards:
            ages = tuple([self.age(edition.published) for edition in self.shown(key)])
            self._cards[key] = self._known(key, self.card_of), ages if any(ages) else ()
        return self._cards[key]

    def card_of(self, edition: Edition) -> CardSource:
        """An edition as a card shows it."""
        return alike(CardSource, edition, picture=self.picture(edition.image), status=self.status(edition))

    def title(self, key: str) -> Known[Editions[TitleSource]]:
        """A story's title, and where it is."""
        if key not in self._titles:
            self._titles[key] = self._known(key, title_source)
        return self._titles[key]

    def _known(self, key: str, make: Callable[[Edition], E]) -> Known[Editions[E]]:
        """What `make` shows of a story. Its digest is kept; itself no longer than its neighbours are made."""
        return Known.later(digest(self.editions(key, make)), partial(self._recent, key, make))

    def status(self, edition: Edition) -> Status:
        """What readers may see of an edition now."""
        return status(edition, self.model.now)

    def age(self, moment: Moment | None) -> Relative | None:
        """How old something is, where the site's settings ask for that."""
        time = self.model.config.time
        if time.relative != "baked" or moment is None or moment.date_only:
            return None
        return age_of(moment.instant, self.model.now, time.relative_under)

    # files and links

    def file(self, reference: Reference | None) -> FileSource | None:
        """A file of the site that can be used."""
        media = self.model.file(reference) if reference else None
        return None if media is None or media.fault else FileSource(media_path(media), media.width, media.height)

    def picture(self, picture: Picture | None) -> PictureSource | None:
        """An article's picture, if it has one that can be used."""
        file = self.file(picture.src) if picture else None
        if picture is None or file is None:
            return None
        return alike(PictureSource, picture, file=file)

    def links(self, references: Iterable[Reference]) -> Links:
        """What the links of a text lead to, by their targets."""
        known = list(references)
        to_headings = {reference.target for reference in known if reference.anchor}
        return {one.target: self.link(one, one.target in to_headings) for one in known}

    def images(self, references: Iterable[Reference]) -> Images:
        """The files that a text shows, by what they are called there."""
        return {one.target: self.file(one) or self.no_link(one) for one in references}

    def link(self, reference: Reference, to_heading: bool = False) -> LinkSource:
        """What a link leads to. A story is found by whatever it is called; drafts and the like show nothing."""
        targets = self.model.targets
        key, place = targets.find(reference), targets.place(reference)
        if key is not None:
            return self._story_link(key, place.tag if place else "", to_heading)
        if place:
            standing = targets.addresses.standing(reference.span.path)
            own = {self.model.config.default_locale, standing.tag if standing else ""}
            return FrontLink(tag=place.tag, section=place.section, fixed=place.tag not in own)
        if file := self.file(reference):
            return FileLink(file=file)
        return self.no_link(reference)

    def _story_link(self, key: str, named: str, to_heading: bool) -> StoryLink:
        if key not in self.model.stories:
            return StoryLink(story=NOWHERE)
        anchors = tuple(edition.anchors for edition in self.shown(key)) if to_heading else ()
        return StoryLink(story=self.title(key), named=named, anchors=anchors)

    def no_link(self, reference: Reference) -> NoLink:
        """What remains of an address of which the site knows nothing: where a browser would take it."""
        addresses = self.model.targets.addresses
        if reference.target.startswith("/"):
            _, *below = addresses.meant(reference.target)
            return NoLink(whole=any(map(is_other, below)), is_address=is_address(reference.target))
        path = addresses.absolute(reference)
        return NoLink(path=path if is_other(path) else "", relative=True, is_address=is_address(reference.target))


NOWHERE: Known[Editions[TitleSource]] = Known(Editions((), ()))
"""A story of which nobody sees anything."""


def title_source(edition: Edition) -> TitleSource:
    """An edition's title, and where it is."""
    return alike(TitleSource, edition)


class Cards:
    """Collects the cards of a row, each once, for `WithCards`; what is picked are their numbers."""

    def __init__(self, projections: Projections) -> None:
        self._projections = projections
        self._numbers: dict[str | ExternalStory, int] = {}
        self.cards: list[Known[Editions[CardSource]] | Known[ExternalSource]] = []
        self._ages: list[Ages] = []

    @property
    def ages(self) -> tuple[Ages, ...]:
        """The cards' ages; none where no card has any."""
        return tuple(self._ages) if any(self._ages) else ()

    def pick(self, keys_in: Callable[[str], Iterable[str | ExternalStory]]) -> PerLocale[tuple[int, ...]]:
        """The numbers of the cards that a function of a locale's stories names."""
        return self._projections.per_locale(lambda tag: self.numbers(keys_in(tag)))

    def numbers(self, keys: Iterable[str | ExternalStory]) -> tuple[int, ...]:
        """The numbers of some stories' cards."""
        return tuple([self._number(key) for key in keys])

    def _number(self, key: str | ExternalStory) -> int:
        if key not in self._numbers:
            self._numbers[key] = len(self.cards)
            card, ages = self._elsewhere(key) if isinstance(key, ExternalStory) else self._projections.card(key)
            self.cards.append(card)
            self._ages.append(ages)
        return self._numbers[key]

    def _elsewhere(self, story: ExternalStory) -> tuple[Known[ExternalSource], Ages]:
        age = self._projections.age(story.published)
        return Known(alike(ExternalSource, story)), (age,) if age else ()


def _alike(model: SiteModel, tags: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The first of all locales that show the same, and for each locale which of these is like it."""
    like: dict[int, int] = {}
    first: list[str] = []
    for tag in tags:
        if id(model.shown[tag]) not in like:
            like[id(model.shown[tag])] = len(first)
            first.append(tag)
    return tuple(first), tuple(like[id(model.shown[tag])] for tag in tags)


def age_of(instant: datetime, now: datetime, limit: int) -> Relative | None:
    """An age in the largest unit that is full, or `None` for the future and from `limit` seconds on.

    Always by floor: 59 minutes and 59 seconds are 59 minutes (as readers expect of "2h ago").
    """
    seconds = int((now - instant).total_seconds())
    if seconds < 0 or seconds >= limit or now < instant:
        return None
    if seconds < 60:
        return Relative(unit="now", count=0)
    if seconds < 3_600:
        return Relative(unit="minute", count=seconds // 60)
    if seconds < 86_400:
        return Relative(unit="hour", count=seconds // 3_600)
    return Relative(unit="day", count=seconds // 86_400)
