"""hreflang: which pages are the same page in another language. One graph feeds both `<head>` and the sitemaps.

A cluster joins pages that are each canonical, open to search engines, and in their locale's own language (all that
show the story, where the site says `untranslated: hreflang`). So every member names every other and itself, and one
of them is `x-default` (Google, “Localized versions of your pages”).
"""

from collections.abc import Iterable

from gazeta.model.schedule import status
from gazeta.model.site_model import SiteModel
from gazeta.pages.views import Alternate

Cluster = tuple[Alternate, ...]
"""A cluster's links, the same on each of its pages; empty for a page that stands alone."""


def list_cluster(model: SiteModel, section: str) -> Cluster:
    """The front of a list in all locales: of a section, or of the whole site for the empty one."""
    tags = [locale.tag for locale in model.config.locales]
    return _joined(model, ((tag, model.routes.section(tag, section)) for tag in tags))


def story_cluster(model: SiteModel, key: str) -> Cluster:
    """A story in the languages that it is there in."""
    members = story_members(model, key)
    return _joined(model, ((tag, model.path(tag, key)) for tag in members)) if len(members) > 1 else ()


def story_members(model: SiteModel, key: str) -> tuple[str, ...]:
    """The locales whose pages of a story stand in its cluster."""
    if model.config.untranslated == "hreflang":
        tags: Iterable[str] = (locale.tag for locale in model.config.locales if key in model.shown[locale.tag])
    else:
        homes = set(model.homes[key].values())
        tags = (locale.tag for locale in model.config.locales if locale.tag in homes)
        tags = (tag for tag in tags if model.translated(tag, key))
    return tuple(tag for tag in tags if indexable(model, tag, key))


def indexable(model: SiteModel, tag: str, key: str) -> bool:
    """Whether search engines may have what a locale shows of a story: drafts in a preview they may not."""
    edition = model.edition(tag, key)
    return edition is not None and status(edition, model.now) == "live"


def _joined(model: SiteModel, pages: Iterable[tuple[str, str]]) -> Cluster:
    """The links for pages by locale; `x-default` is the default locale's, or else the first."""
    paths = dict(pages)
    if len(paths) < 2:
        return ()
    default = paths.get(model.config.default_locale) or next(iter(paths.values()))
    pairs = (*paths.items(), ("x-default", default))
    return tuple(Alternate(hreflang=tag, url=model.routes.absolute(path)) for tag, path in pairs)
