"""hreflang: which pages are the same page in another language. One graph feeds both `<head>` and the sitemaps.

A cluster joins pages that are each canonical, open to search engines, and in their locale's own language (all that
show the story, where the site says `untranslated: hreflang`). So every member names every other and itself, and one
of them is `x-default` (Google, “Localized versions of your pages”).
"""

from collections.abc import Iterable

from gazeta.model.schedule import status
from gazeta.model.site_model import Catalog
from gazeta.pages.views import Alternate

Cluster = tuple[Alternate, ...]
"""A cluster's links, the same on each of its pages; empty for a page that stands alone."""


def list_cluster(catalog: Catalog, section: str) -> Cluster:
    """The front of a list in all locales: of a section, or of the whole site for the empty one."""
    tags = [locale.tag for locale in catalog.config.locales]
    return _joined(catalog, ((tag, catalog.routes.section(tag, section)) for tag in tags))


def story_cluster(catalog: Catalog, key: str) -> Cluster:
    """A story in the languages that it is there in."""
    members = story_members(catalog, key)
    return _joined(catalog, ((tag, catalog.path(tag, key)) for tag in members)) if len(members) > 1 else ()


def story_members(catalog: Catalog, key: str) -> tuple[str, ...]:
    """The locales whose pages of a story stand in its cluster."""
    if catalog.config.untranslated == "hreflang":
        tags: Iterable[str] = (locale.tag for locale in catalog.config.locales if key in catalog.shown[locale.tag])
    else:
        homes = set(catalog.homes[key].values())
        tags = (locale.tag for locale in catalog.config.locales if locale.tag in homes)
        tags = (tag for tag in tags if catalog.translated(tag, key))
    return tuple(tag for tag in tags if indexable(catalog, tag, key))


def indexable(catalog: Catalog, tag: str, key: str) -> bool:
    """Whether search engines may have what a locale shows of a story: drafts in a preview they may not."""
    edition = catalog.edition(tag, key)
    return edition is not None and status(edition, catalog.now) == "live"


def _joined(catalog: Catalog, pages: Iterable[tuple[str, str]]) -> Cluster:
    """The links for pages by locale; `x-default` is the default locale's, or else the first."""
    paths = dict(pages)
    if len(paths) < 2:
        return ()
    default = paths.get(catalog.config.default_locale) or next(iter(paths.values()))
    pairs = (*paths.items(), ("x-default", default))
    return tuple(Alternate(hreflang=tag, url=catalog.routes.absolute(path)) for tag, path in pairs)
