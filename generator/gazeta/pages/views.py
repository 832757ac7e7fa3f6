"""What templates see: frozen views in which every choice for one reader's locale has been made.

A template gets `page`, one of the page views below, and `locale`, a `LocaleView`; nothing else. Whatever a
page shows is therefore in its view or in its locale, and their digests are its key.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

from gazeta.core.status import Status
from gazeta.core.text import Text


class Link(Struct, frozen=True, kw_only=True):
    """A link whose label knows its language. `current` marks the page or section the reader is at."""

    label: Text
    url: str
    current: bool = False


class Relative(Struct, frozen=True, kw_only=True):
    """An age by floor: 119 minutes are 1 `hour`. The count of `now` is 0."""

    unit: Literal["now", "minute", "hour", "day"]
    count: int


class Stamp(Struct, frozen=True, kw_only=True):
    """A date to show. `iso` has the site's offset and is the same in every artefact (`<time>`, JSON-LD, Atom).

    `relative` is the age as of the build, or `None` where an absolute date is to stand.
    """

    instant: datetime
    iso: str
    date_only: bool = False
    relative: Relative | None = None


class ImageView(Struct, frozen=True, kw_only=True):
    """An image of this site; `width` and `height` in pixels, 0 when unknown. An `alt` of `None` is decorative."""

    url: str
    width: int
    height: int
    alt: Text | None = None
    caption: Text | None = None
    credit: Text | None = None


class SourceView(Struct, frozen=True, kw_only=True):
    """The publisher a text is credited to."""

    name: Text
    url: str = ""


class CardView(Struct, frozen=True, kw_only=True, cache_hash=True):
    """A linked summary of an article of this site, or of an `external` one.

    `lang` is the language of the text it leads to; `foreign` says that this is not the reader's.
    """

    title: Text
    url: str
    lang: str
    foreign: bool = False
    external: bool = False
    summary: Text | None = None
    source: SourceView | None = None
    published: Stamp | None = None
    image: ImageView | None = None
    section: Link | None = None
    status: Status = "live"


class QuestionView(Struct, frozen=True, kw_only=True):
    """A question and its answer; `answer` is safe HTML in `lang`."""

    question: Text
    answer: str
    lang: str


class CorrectionView(Struct, frozen=True, kw_only=True):
    """A dated note on what was wrong."""

    date: Stamp
    text: Text


class HeadingView(Struct, frozen=True, kw_only=True):
    """An entry of the table of contents; `text` is in the body's language."""

    level: int
    id: str
    text: Text


class EditionLink(Struct, frozen=True, kw_only=True):
    """The same page for another locale. `label` is that locale's own name for itself.

    `translated` is false where that locale shows the text in another language than its own.
    """

    tag: str
    label: str
    url: str
    translated: bool
    current: bool


class LinksView(Struct, frozen=True, kw_only=True):
    """A titled list of links. Templates tell widgets apart by `kind`."""

    title: Text
    links: tuple[Link, ...]
    kind: str = "links"


class PromotionView(Struct, frozen=True, kw_only=True):
    """An advertisement: an image that leads to `url`."""

    image: ImageView
    url: str
    kind: str = "promotion"


class RecentView(Struct, frozen=True, kw_only=True):
    """The newest articles: `cards` when they stand in the page, else `fragment`, the address of the list."""

    title: Text | None
    cards: tuple[CardView, ...] = ()
    fragment: str = ""
    kind: str = "recent"


WidgetView = LinksView | PromotionView | RecentView


class Alternate(Struct, frozen=True, kw_only=True):
    """An hreflang link: `hreflang` is a tag or `x-default`, `url` absolute."""

    hreflang: str
    url: str


class Head(Struct, frozen=True, kw_only=True):
    """What stands in a page's `<head>`; addresses are absolute.

    `site` is the site's name, in the title's language where it has one in it: `<title>` can hold no markup, so all
    of it must be in one language. `robots` is empty where the default (index, follow) holds. `json_ld` is a JSON
    text that is safe inside `<script>`. `og` are Open Graph and card properties, in order.
    """

    title: Text
    site: Text
    description: Text | None = None
    canonical: str = ""
    alternates: tuple[Alternate, ...] = ()
    og: tuple[tuple[str, str], ...] = ()
    json_ld: str = ""
    robots: str = ""


class OriginalView(Struct, frozen=True, kw_only=True):
    """What a translation translates: its language, and when it was published."""

    lang: str
    published: Stamp


class ArticlePage(Struct, frozen=True, kw_only=True):
    """An article for the readers of one locale. `lang` is the body's language, `body` safe HTML in it.

    `foreign` says that the body is not in the reader's language (a notice is due). `original` is there for a
    translation that was published later than its original; `published` is its own date. `words` counts those of the
    body; `minutes` is how long it takes to read, rounded: 0 for what is short.
    """

    head: Head
    lang: str
    foreign: bool
    title: Text
    body: str
    breadcrumb: tuple[Link, ...]
    editions: tuple[EditionLink, ...]
    summary: Text | None = None
    source: SourceView | None = None
    authors: tuple[SourceView, ...] = ()
    published: Stamp | None = None
    updated: Stamp | None = None
    original: OriginalView | None = None
    image: ImageView | None = None
    headings: tuple[HeadingView, ...] = ()
    questions: tuple[QuestionView, ...] = ()
    related: tuple[CardView, ...] = ()
    tags: tuple[Text, ...] = ()
    corrections: tuple[CorrectionView, ...] = ()
    widgets: tuple[WidgetView, ...] = ()
    status: Status = "live"
    words: int = 0
    minutes: int = 0


class SectionBlock(Struct, frozen=True, kw_only=True):
    """A section's newest cards on the front page."""

    section: Link
    cards: tuple[CardView, ...]


class ListingPage(Struct, frozen=True, kw_only=True):
    """A section's front, or an older page of a list (`number` counts from the oldest; 0 for the front)."""

    head: Head
    title: Text
    description: Text | None
    cards: tuple[CardView, ...]
    breadcrumb: tuple[Link, ...]
    editions: tuple[EditionLink, ...]
    number: int = 0
    newer: str = ""
    older: str = ""
    widgets: tuple[WidgetView, ...] = ()


class FrontPage(Struct, frozen=True, kw_only=True):
    """The site's front: the newest cards (the first is the lead), then a block for each section."""

    head: Head
    title: Text
    description: Text | None
    cards: tuple[CardView, ...]
    blocks: tuple[SectionBlock, ...]
    editions: tuple[EditionLink, ...]
    older: str = ""
    widgets: tuple[WidgetView, ...] = ()


class NotFoundPage(Struct, frozen=True, kw_only=True):
    """The page for an address that does not exist."""

    head: Head
    editions: tuple[EditionLink, ...]


class RecentFragment(Struct, frozen=True, kw_only=True):
    """The list of the most recent articles, which pages load into their column."""

    cards: tuple[CardView, ...]


class Redirect(Struct, frozen=True, kw_only=True):
    """A page at an old address that leads to `url`, an absolute address."""

    head: Head
    title: Text
    url: str


class FeedEntry(Struct, frozen=True, kw_only=True):
    """One entry of a feed (RFC 4287, 4.1.2): an article in the language `lang`, by its title and summary."""

    id: str
    url: str
    lang: str
    title: Text
    summary: Text | None
    published: Stamp
    updated: Stamp
    authors: tuple[SourceView, ...]
    source: SourceView | None
    tags: tuple[Text, ...]


class FeedPage(Struct, frozen=True, kw_only=True):
    """An Atom feed (RFC 4287)."""

    id: str
    title: Text
    subtitle: Text | None
    url: str
    home: str
    updated: str
    entries: tuple[FeedEntry, ...]


class SitemapEntry(Struct, frozen=True, kw_only=True):
    """One address of a sitemap; `modified` is an ISO 8601 date with offset, or empty.

    `alternates` are the same hreflang links that the page itself has.
    """

    url: str
    modified: str = ""
    alternates: tuple[Alternate, ...] = ()


class SitemapPage(Struct, frozen=True, kw_only=True):
    """A sitemap of one locale, or the index of all when `index` is true (sitemaps.org protocol 0.9)."""

    entries: tuple[SitemapEntry, ...]
    index: bool = False


class NewsEntry(Struct, frozen=True, kw_only=True):
    """An article of a news sitemap: `language` is that of its text, `published` an ISO 8601 date with offset."""

    url: str
    language: str
    published: str
    title: str


class NewsSitemap(Struct, frozen=True, kw_only=True):
    """What a locale published in the last two days (Google's extension `sitemap-news/0.9`); never empty."""

    name: str
    entries: tuple[NewsEntry, ...]


class RobotsPage(Struct, frozen=True, kw_only=True):
    """`robots.txt` (RFC 9309)."""

    sitemap: str


class LocaleView(Struct, frozen=True, kw_only=True):
    """What all pages of one locale share: the table's column, as templates see it.

    `assets` maps the theme's asset names (`broadsheet.css`) to `(url, integrity)`; `time_table` is the JSON of
    relative phrases for the browser, empty where relative time is off.
    """

    tag: str
    dir: Literal["ltr", "rtl"]
    site: Text
    description: Text | None
    home: str
    sections: tuple[Link, ...]
    footer: tuple[Link, ...]
    feed: str
    assets: dict[str, tuple[str, str]]
    time_table: str = ""
    relative: Literal["baked", "client", "off"] = "baked"
