"""What pages show of stories and files: narrow records, the same for all locales.

A page that shows a story's card is made from the card's source, and so depends on nothing else of the story.
"""

from typing import Generic, TypeVar

from msgspec import Struct

from gazeta.core.digest import Known
from gazeta.core.status import Status
from gazeta.core.text import Text
from gazeta.pages.views import Relative
from gazeta.sources.config.publishers import Author, Publisher
from gazeta.sources.dates import Moment

E = TypeVar("E")
T = TypeVar("T")


class PerLocale(Struct, Generic[T], frozen=True):
    """Something for each locale, in the order of the site's locales; those that have the same share it."""

    values: tuple[T, ...]
    which: tuple[int, ...]

    def of(self, column: int) -> T:
        """What the locale at a place among the site's has."""
        return self.values[self.which[column]]


class Editions(Struct, Generic[E], frozen=True):
    """A story: those of its editions that anybody gets, the original first, and which of them each locale shows.

    `homes` are the tags of the editions' home locales.
    """

    editions: tuple[E, ...]
    shown: tuple[int | None, ...]
    homes: tuple[str, ...] = ()

    def of(self, column: int) -> E | None:
        """The edition that the locale at a place among the site's shows."""
        number = self.shown[column]
        return None if number is None else self.editions[number]


class FileSource(Struct, frozen=True):
    """A file of the site: its path in the published site, and how large it is in pixels (0: unknown)."""

    path: str
    width: int
    height: int


class PictureSource(Struct, frozen=True, kw_only=True):
    """An article's picture."""

    file: FileSource
    alt: Text | None
    caption: Text | None
    credit: Text | None


class EditionSource(Struct, frozen=True, kw_only=True):
    """What says where an edition is, and in which language."""

    lang: str
    section: str
    slug: str


class TitleSource(EditionSource, frozen=True, kw_only=True):
    """An edition as a link or a list of names shows it."""

    title: Text


class StorySource(TitleSource, frozen=True, kw_only=True):
    """What cards and an article's own page both show of an edition; one that is not `dated` shows no date."""

    abstract: Text | None
    source: Publisher | None
    published: Moment
    dated: bool
    picture: PictureSource | None
    status: Status


class CardSource(StorySource, frozen=True, kw_only=True):
    """An edition as a card shows it."""


class ExternalSource(Struct, frozen=True, kw_only=True):
    """An article elsewhere, as a card shows it."""

    title: Text
    url: str
    summary: Text | None
    source: Publisher | None
    published: Moment | None


class WithCards(Struct, frozen=True, kw_only=True):
    """Cards that pages of a row show, each once; `ages` are those of their dates, edition by edition.

    There are no ages where the site's settings ask for none.
    """

    cards: tuple[Known[Editions[CardSource]] | Known[ExternalSource], ...] = ()
    ages: tuple[tuple[Relative | None, ...], ...] = ()


class DatedSource(EditionSource, frozen=True, kw_only=True):
    """An edition as a sitemap shows it: when it last changed, if it says so."""

    changed: Moment | None
    status: Status


class NewsSource(TitleSource, frozen=True, kw_only=True):
    """An edition as a news sitemap shows it."""

    published: Moment


class EntrySource(NewsSource, frozen=True, kw_only=True):
    """An edition as a feed shows it; `id` is what feeds call it."""

    id: str
    abstract: Text | None
    changed: Moment
    authors: tuple[Author, ...]
    source: Publisher | None
    tags: tuple[Text, ...]


class CorrectionSource(Struct, frozen=True, kw_only=True):
    """A dated note on what was wrong."""

    date: Moment
    text: Text


class OriginalSource(Struct, frozen=True, kw_only=True):
    """What a translation translates: its language, and when it was published."""

    lang: str
    published: Moment


class WrittenSource(StorySource, frozen=True, kw_only=True):
    """An edition as its own page shows it, besides what is inside: `path` is its file.

    `widgets` are the ids of those that it asks for (`None`: all of them).
    """

    path: str
    original: bool
    summary: Text | None
    authors: tuple[Author, ...]
    tags: tuple[Text, ...]
    updated: Moment | None
    translates: OriginalSource | None
    corrections: tuple[CorrectionSource, ...]
    widgets: tuple[str, ...] | None


class StoryLink(Struct, frozen=True, kw_only=True, tag="story"):
    """A link to a story. Where a locale shows none, it leads to the page of the locale that was `named`, if any.

    `anchors` are the ids of the editions' headings, for links to one.
    """

    story: Known[Editions[TitleSource]]
    named: str = ""
    anchors: tuple[str, ...] = ()


class FrontLink(Struct, frozen=True, kw_only=True, tag="front"):
    """A link to a front: of `section`, or of the site. One that is `fixed` leads to the locale `tag`'s own."""

    tag: str
    section: str
    fixed: bool


class FileLink(Struct, frozen=True, kw_only=True, tag="file"):
    """A link to a file of the site."""

    file: FileSource


class NoLink(Struct, frozen=True, kw_only=True, tag="none"):
    """An address of which the site knows nothing, but the server may have something there.

    `path` is where a `relative` one leads, if the site may have another page there. One that is `whole` stays as it
    was written, for it names the folder that the site lives in. `is_address` is false for a story's id or file.
    """

    path: str = ""
    relative: bool = False
    whole: bool = False
    is_address: bool = False


LinkSource = StoryLink | FrontLink | FileLink | NoLink
Links = dict[str, LinkSource]
"""What the links of a text lead to, by their targets."""

Images = dict[str, FileSource | NoLink]
"""The files that a text shows, by what they are called there."""
