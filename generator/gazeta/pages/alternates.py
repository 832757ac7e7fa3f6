"""hreflang: which pages are the same page in another language. One graph feeds both `<head>` and the sitemaps.

A cluster joins pages that are each canonical, open to search engines, and in their locale's own language (all that
show the story, where the site says `untranslated: hreflang`). So every member names every other and itself, and one
of them is `x-default` (Google, “Localized versions of your pages”).
"""

from collections.abc import Iterable
from typing import TypeVar

from gazeta.core.language import same_language
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.story_sources import DatedSource, Editions, StorySource
from gazeta.pages.views import Alternate

Cluster = tuple[Alternate, ...]
"""A cluster's links, the same on each of its pages; empty for a page that stands alone."""

Source = TypeVar("Source", bound=StorySource | DatedSource)


def list_cluster(locale: LocaleContext, section: str) -> Cluster:
    """The front of a list in all locales: of a section, or of the whole site for the empty one."""
    return _joined(locale, ((tag, locale.routes.section(tag, section)) for tag in locale.columns))


def story_cluster(locale: LocaleContext, story: Editions[Source]) -> Cluster:
    """The cluster of a story, on a page that belongs to it; nothing on another."""
    members = locale.share(_members, story)
    return locale.share(_cluster, story) if locale.tag in members else ()


def _members(locale: LocaleContext, story: Editions[Source]) -> tuple[str, ...]:
    """The locales whose pages of a story stand in its cluster."""
    members = []
    for tag, number in zip(locale.columns, story.shown, strict=True):
        edition = None if number is None else story.editions[number]
        if edition and edition.status == "live" and _is_alternate(locale, story, tag, edition):
            members.append(tag)
    return tuple(members)


def _is_alternate(locale: LocaleContext, story: Editions[Source], tag: str, edition: Source) -> bool:
    everywhere = locale.config.untranslated == "hreflang"
    return everywhere or (tag in story.homes and same_language(edition.lang, tag))


def _cluster(locale: LocaleContext, story: Editions[Source]) -> Cluster:
    """A story in the languages that it is there in."""
    editions = ((tag, story.of(locale.columns[tag])) for tag in locale.share(_members, story))
    return _joined(locale, ((tag, locale.path(edition, tag)) for tag, edition in editions if edition))


def _joined(locale: LocaleContext, pages: Iterable[tuple[str, str]]) -> Cluster:
    """The links for pages by locale; `x-default` is the default locale's, or else the first."""
    paths = dict(pages)
    if len(paths) < 2:
        return ()
    default = paths.get(locale.config.default_locale) or next(iter(paths.values()))
    pairs = (*paths.items(), ("x-default", default))
    return tuple(Alternate(hreflang=tag, url=locale.absolute(path)) for tag, path in pairs)
