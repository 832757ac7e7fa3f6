"""Sitemaps and robots.txt: what search engines are to know."""

from gazeta.pages.article import canonical_locale
from gazeta.pages.feed import last_change
from gazeta.pages.plan import sitemap_path
from gazeta.pages.reader import Reader
from gazeta.pages.views import RobotsPage, SitemapEntry, SitemapPage


def sitemap_page(reader: Reader) -> SitemapPage:
    """A locale's fronts, and the articles whose canonical page is that locale's."""
    catalog, tag = reader.catalog, reader.tag
    fronts = [_front(reader, "")] + [_front(reader, section.path) for section in catalog.sections]
    articles = [
        _article(reader, key)
        for key in (*catalog.lists[tag].get("", ()), *catalog.standing)
        if key in catalog.shown[tag] and canonical_locale(reader, key) == tag
    ]
    return SitemapPage(entries=(*fronts, *articles))


def _front(reader: Reader, section: str) -> SitemapEntry:
    catalog, tag = reader.catalog, reader.tag
    keys = catalog.lists[tag].get(section, ())
    changes = [last_change(edition) for key in keys if (edition := catalog.edition(tag, key))]
    modified = reader.stamp(max(changes)).iso if changes else ""
    return SitemapEntry(url=reader.absolute(catalog.routes.section(tag, section)), modified=modified)


def _article(reader: Reader, key: str) -> SitemapEntry:
    catalog, tag = reader.catalog, reader.tag
    edition = catalog.stories[key].editions[catalog.shown[tag][key]]
    modified = reader.stamp(last_change(edition)).iso
    return SitemapEntry(url=reader.absolute(catalog.path(tag, key)), modified=modified)


def sitemap_index(reader: Reader) -> SitemapPage:
    """The index of all locales' sitemaps."""
    locales = reader.catalog.config.locales
    entries = tuple(SitemapEntry(url=reader.absolute(sitemap_path(locale.tag))) for locale in locales)
    return SitemapPage(entries=entries, index=True)


def robots_page(reader: Reader) -> RobotsPage:
    """`robots.txt`, which hides nothing and names the sitemap."""
    return RobotsPage(sitemap=reader.absolute("/sitemap.xml"))
