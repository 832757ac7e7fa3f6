"""Sitemaps and robots.txt: what search engines are to know (sitemaps.org 0.9, RFC 9309).

A locale has one sitemap for its fronts and one for each month, so that a new article changes few files and months
that are over stay as they are. And it has one of its news, as search engines for news want it.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gazeta.core.language import script
from gazeta.core.layout import NEWS
from gazeta.core.records import alike
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, last_change
from gazeta.pages.addresses import sitemap_path
from gazeta.pages.alternates import list_cluster, story_cluster
from gazeta.pages.kinds.base import Bodies, NoInputs, Page, PageKind, Row
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.projections import Projections
from gazeta.pages.selection import month_keys, news_keys
from gazeta.pages.story_sources import DatedSource, Editions, NewsSource, PerLocale
from gazeta.pages.views import NewsEntry, NewsSitemap, RobotsPage, SitemapEntry, SitemapPage
from gazeta.sources.dates import Moment

FRONTS = ""
"""What the parts of a locale's sitemaps are called that are not a month's."""


class FrontsInputs(Struct, frozen=True, kw_only=True):
    """When the list of the whole site, and then each section's, changed last; `None` for an empty one."""

    dates: PerLocale[tuple[Moment | None, ...]]


class MonthInputs(Struct, frozen=True, kw_only=True):
    """The stories of a month, each once; a locale's are `pages`, as numbers of them."""

    stories: tuple[Editions[DatedSource], ...]
    pages: PerLocale[tuple[int, ...]]


class NewsInputs(Struct, frozen=True, kw_only=True):
    """What each locale published in the last two days."""

    news: PerLocale[tuple[NewsSource, ...]]


class IndexInputs(Struct, frozen=True, kw_only=True):
    """The parts of each locale's sitemaps that have something in them."""

    parts: PerLocale[tuple[str, ...]]


class FrontsSitemap(PageKind[FrontsInputs]):
    """A locale's front page and those of its sections."""

    name, title, rank, template = "fronts-sitemap", "a sitemap of fronts", "data", "sitemap.xml"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """One for all locales."""
        yield Row(self.name, tuple((tag, sitemap_path(tag, FRONTS)) for tag in _tags(model)))

    def inputs(self, projections: Projections, _row: Row) -> FrontsInputs:
        """When which list changed."""
        model = projections.model
        lists = ("", *(section.path for section in model.sections))
        return FrontsInputs(
            dates=projections.per_locale(lambda tag: tuple(_last_change_in(model, tag, path) for path in lists))
        )

    def view(self, locale: LocaleContext, _page: Page, inputs: FrontsInputs, _bodies: Bodies) -> SitemapPage:
        """A locale's fronts."""
        lists = ("", *(section.path for section in locale.sections))
        dates = zip(lists, inputs.dates.of(locale.column), strict=True)
        return SitemapPage(entries=tuple(_front(locale, path, changed) for path, changed in dates))


class MonthSitemap(PageKind[MonthInputs]):
    """The articles of a month whose canonical page is the locale's."""

    name, title, rank, template = "month-sitemap", "a sitemap of a month", "data", "sitemap.xml"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """One for each month in which some locale published something."""
        months = {tag: set(_months(model, tag)) for tag in _tags(model)}
        for month in sorted({month for known in months.values() for month in known}):
            cells = tuple((tag, sitemap_path(tag, month)) for tag, known in months.items() if month in known)
            yield Row(self.name, cells, month)

    def inputs(self, projections: Projections, row: Row) -> MonthInputs:
        """The month's stories."""
        model, numbers = projections.model, dict[str, int]()
        pages = projections.for_each(
            lambda tag: tuple(numbers.setdefault(key, len(numbers)) for key in month_keys(model, tag, row.subject))
        )
        stories = tuple(projections.editions(key, lambda edition: _dated(projections, edition)) for key in numbers)
        return MonthInputs(stories=stories, pages=pages)

    def view(self, locale: LocaleContext, _page: Page, inputs: MonthInputs, _bodies: Bodies) -> SitemapPage:
        """A locale's pages of the month."""
        stories = (inputs.stories[number] for number in inputs.pages.of(locale.column))
        return SitemapPage(entries=tuple(_article(locale, story) for story in stories))


class NewsSitemapKind(PageKind[NewsInputs]):
    """What a locale published in the last two days (Google's extension `sitemap-news/0.9`); never empty."""

    name, title, rank, template = "news-sitemap", "a sitemap of news", "data", "news-sitemap.xml"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """One for all locales that have any."""
        cells = tuple((tag, sitemap_path(tag, NEWS)) for tag in _tags(model) if news_keys(model, tag))
        if cells:
            yield Row(self.name, cells)

    def inputs(self, projections: Projections, _row: Row) -> NewsInputs:
        """The news of all locales."""
        return NewsInputs(news=projections.for_each(lambda tag: tuple(_news_of(projections.model, tag))))

    def view(self, locale: LocaleContext, _page: Page, inputs: NewsInputs, _bodies: Bodies) -> NewsSitemap:
        """A locale's news."""
        name = locale.pick(locale.config.title).value
        return NewsSitemap(name=name, entries=tuple(_news(locale, one) for one in inputs.news.of(locale.column)))


class SitemapIndex(PageKind[IndexInputs]):
    """The index of all sitemaps; none of them is empty."""

    name, title, rank, template = "sitemap-index", "the index of sitemaps", "data", "sitemap.xml"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """One, whatever the locales."""
        yield Row(self.name, ((model.config.default_locale, "/sitemap.xml"),))

    def inputs(self, projections: Projections, _row: Row) -> IndexInputs:
        """Which sitemaps there are."""
        return IndexInputs(parts=projections.for_each(lambda tag: _parts(projections.model, tag)))

    def view(self, locale: LocaleContext, _page: Page, inputs: IndexInputs, _bodies: Bodies) -> SitemapPage:
        """The addresses of all sitemaps."""
        paths = [
            sitemap_path(tag, part) for tag, column in locale.columns.items() for part in inputs.parts.of(column)
        ]
        return SitemapPage(entries=tuple(SitemapEntry(url=locale.absolute(path)) for path in paths), index=True)


class Robots(PageKind[NoInputs]):
    """`robots.txt`, which hides nothing and names the sitemap."""

    name, title, rank, template = "robots", "robots.txt", "data", "robots.txt"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """One for the site."""
        yield Row(self.name, ((model.config.default_locale, "/robots.txt"),))

    def inputs(self, _projections: Projections, _row: Row) -> NoInputs:
        """The settings are all that it shows."""
        return NoInputs()

    def view(self, locale: LocaleContext, _page: Page, _inputs: NoInputs, _bodies: Bodies) -> RobotsPage:
        """Where the sitemap is."""
        return RobotsPage(sitemap=locale.absolute("/sitemap.xml"))


# from the model


def _tags(model: SiteModel) -> list[str]:
    return [locale.tag for locale in model.config.locales]


def _months(model: SiteModel, tag: str) -> Iterator[str]:
    return (month for month in model.months[tag] if next(month_keys(model, tag, month), None))


def _parts(model: SiteModel, tag: str) -> tuple[str, ...]:
    """The sitemaps of a locale that have something in them: of its fronts, of its news, and of its months."""
    return (FRONTS, *([NEWS] if news_keys(model, tag) else []), *_months(model, tag))


def _last_change_in(model: SiteModel, tag: str, section: str) -> Moment | None:
    editions = (model.edition(tag, key) for key in model.lists[tag].get(section, ()))
    return max((last_change(edition) for edition in editions if edition), default=None)


def _dated(projections: Projections, edition: Edition) -> DatedSource:
    changed = last_change(edition) if edition.dated else edition.updated
    return alike(DatedSource, edition, changed=changed, status=projections.status(edition))


def _news_of(model: SiteModel, tag: str) -> Iterator[NewsSource]:
    for key in news_keys(model, tag):
        edition = model.edition(tag, key)
        if edition:
            yield alike(NewsSource, edition)


# for one locale


def _front(locale: LocaleContext, section: str, changed: Moment | None) -> SitemapEntry:
    url = locale.absolute(locale.routes.section(locale.tag, section))
    modified = locale.stamp(changed).iso if changed else ""
    return SitemapEntry(url=url, modified=modified, alternates=locale.share(list_cluster, section))


def _article(locale: LocaleContext, story: Editions[DatedSource]) -> SitemapEntry:
    edition = story.of(locale.column)
    if edition is None:
        raise LookupError(locale.tag)
    modified = locale.stamp(edition.changed).iso if edition.changed else ""
    url = locale.absolute(locale.path(edition))
    return SitemapEntry(url=url, modified=modified, alternates=story_cluster(locale, story))


def _news(locale: LocaleContext, edition: NewsSource) -> NewsEntry:
    return NewsEntry(
        url=locale.absolute(locale.path(edition)),
        language=news_language(edition.lang),
        published=locale.stamp(edition.published).iso,
        title=edition.title.value,
    )


def news_language(tag: str) -> str:
    """A language as news sitemaps name it: two or three letters, but Chinese by `zh-cn` and `zh-tw`."""
    language = tag.partition("-")[0]
    if language != "zh":
        return language
    return "zh-tw" if script(tag) == "Hant" else "zh-cn"
