"""Sitemaps and robots.txt: what search engines are to know.

A locale has one sitemap for its fronts and one for each month, so that a new article changes few files and months
that are over stay as they are. And it has one of its news, as search engines for news want it.
"""

from gazeta.core.language import script
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition
from gazeta.pages.alternates import list_cluster, story_cluster, story_members
from gazeta.pages.plan import month_keys, news_keys, sitemap_parts, sitemap_path
from gazeta.pages.reader import Reader
from gazeta.pages.views import NewsEntry, NewsSitemap, RobotsPage, SitemapEntry, SitemapPage
from gazeta.sources.dates import Moment


def last_change(edition: Edition) -> Moment:
    """When an edition last changed: never before it was published."""
    if edition.updated and edition.updated.instant > edition.published.instant:
        return edition.updated
    return edition.published


def last_change_in(model: SiteModel, tag: str, section: str) -> Moment | None:
    """When a list last changed; `None` for an empty one."""
    editions = (model.edition(tag, key) for key in model.lists[tag].get(section, ()))
    return max((last_change(edition) for edition in editions if edition), default=None)


def fronts_sitemap(reader: Reader) -> SitemapPage:
    """A locale's front page and those of its sections."""
    return SitemapPage(entries=tuple(_front(reader, path) for path in ("", *_sections(reader))))


def _sections(reader: Reader) -> tuple[str, ...]:
    return tuple(section.path for section in reader.model.sections)


def _front(reader: Reader, section: str) -> SitemapEntry:
    changed = last_change_in(reader.model, reader.tag, section)
    url = reader.absolute(reader.model.routes.section(reader.tag, section))
    alternates = reader.shared.recall(list_cluster, section)
    return SitemapEntry(url=url, modified=reader.stamp(changed).iso if changed else "", alternates=alternates)


def month_sitemap(reader: Reader, month: str) -> SitemapPage:
    """The articles of a month whose canonical page is the locale's."""
    keys = month_keys(reader.model, reader.tag, month)
    return SitemapPage(entries=tuple(_article(reader, key) for key in keys))


def _article(reader: Reader, key: str) -> SitemapEntry:
    model, tag = reader.model, reader.tag
    edition = model.stories[key].editions[model.shown[tag][key]]
    changed = last_change(edition) if edition.dated else edition.updated
    modified = reader.stamp(changed).iso if changed else ""
    alternates = reader.shared.recall(story_cluster, key) if tag in reader.shared.recall(story_members, key) else ()
    return SitemapEntry(url=reader.absolute(model.path(tag, key)), modified=modified, alternates=alternates)


def news_sitemap(reader: Reader) -> NewsSitemap:
    """What a locale published in the last two days."""
    keys = news_keys(reader.model, reader.tag)
    name = reader.pick(reader.model.config.title).value
    return NewsSitemap(name=name, entries=tuple(_news(reader, key) for key in keys))


def _news(reader: Reader, key: str) -> NewsEntry:
    model, tag = reader.model, reader.tag
    edition = model.stories[key].editions[model.shown[tag][key]]
    return NewsEntry(
        url=reader.absolute(model.path(tag, key)),
        language=news_language(edition.lang),
        published=reader.stamp(edition.published).iso,
        title=edition.title.value,
    )


def news_language(tag: str) -> str:
    """A language as news sitemaps name it: two or three letters, but Chinese by `zh-cn` and `zh-tw`."""
    language = tag.partition("-")[0]
    if language != "zh":
        return language
    return "zh-tw" if script(tag) == "Hant" else "zh-cn"


def sitemap_index(reader: Reader) -> SitemapPage:
    """The index of all sitemaps; none of them is empty."""
    model = reader.model
    tags = [locale.tag for locale in model.config.locales]
    paths = [sitemap_path(tag, part) for tag in tags for part in sitemap_parts(model, tag)]
    return SitemapPage(entries=tuple(SitemapEntry(url=reader.absolute(path)) for path in paths), index=True)


def robots_page(reader: Reader) -> RobotsPage:
    """`robots.txt`, which hides nothing and names the sitemap."""
    return RobotsPage(sitemap=reader.absolute("/sitemap.xml"))
