"""Which pages there are: the rows of the site's table, each in the columns that show it."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from gazeta.catalog.catalog import Catalog
from gazeta.catalog.routes import Place, alias_file, file_of
from gazeta.core.span import Span
from gazeta.pages.widgets import fragment_path
from gazeta.sources.config import CONFIG_FILE
from gazeta.sources.filenames import CONTENT
from gazeta.sources.widgets import Recent

Kind = Literal["article", "front", "section", "older", "not-found", "recent", "redirect", "feed", "sitemap", "robots"]


class Page(Struct, frozen=True, kw_only=True):
    """One file to render. `subject` is a story's key, a section's path, a widget's id or an old address.

    `path` is the page's own; `file` is where it is published. `number` counts older pages from the oldest.
    """

    kind: Kind
    locale: str
    path: str
    subject: str = ""
    number: int = 0
    old: str = ""

    @property
    def file(self) -> str:
        """The file below the output folder."""
        return alias_file(self.old) if self.old else file_of(self.path)


def plan(catalog: Catalog) -> tuple[Page, ...]:
    """All pages of a site, in the order of locales; the articles of one story lie apart."""
    pages = [page for locale in catalog.config.locales for page in _locale_pages(catalog, locale.tag)]
    default = catalog.config.default_locale
    pages += _redirects(catalog)
    pages.append(Page(kind="sitemap", locale=default, path="/sitemap.xml"))
    pages.append(Page(kind="robots", locale=default, path="/robots.txt"))
    return tuple(pages)


def _locale_pages(catalog: Catalog, tag: str) -> Iterator[Page]:
    routes = catalog.routes
    yield Page(kind="front", locale=tag, path=routes.root(tag))
    yield from _older(catalog, tag, "")
    for section in catalog.sections:
        yield Page(kind="section", locale=tag, path=routes.section(tag, section.path), subject=section.path)
        yield from _older(catalog, tag, section.path)
    for key in catalog.shown[tag]:
        yield Page(kind="article", locale=tag, path=catalog.path(tag, key), subject=key)
    yield Page(kind="not-found", locale=tag, path=f"{routes.root(tag)}404.html")
    if catalog.config.feeds.enabled:
        yield Page(kind="feed", locale=tag, path=feed_path(catalog, tag))
    yield Page(kind="sitemap", locale=tag, path=sitemap_path(tag), subject=tag)
    for widget in catalog.config.widgets:
        if isinstance(widget, Recent) and not widget.inline:
            yield Page(kind="recent", locale=tag, path=fragment_path(tag, widget), subject=widget.id)


def _older(catalog: Catalog, tag: str, section: str) -> Iterator[Page]:
    for number in range(1, older_count(catalog, tag, section) + 1):
        path = catalog.routes.older(tag, section, number)
        yield Page(kind="older", locale=tag, path=path, subject=section, number=number)


def older_count(catalog: Catalog, tag: str, section: str) -> int:
    """How many full pages of older articles a list has, besides its front.

    The front keeps the newest: one page's worth and what does not fill another. So a new article changes the
    front alone, and once in a page's worth of articles a new page appears; old pages stay as they are.
    """
    return max(0, len(catalog.lists[tag].get(section, ())) // catalog.config.per_page - 1)


def front_keys(catalog: Catalog, tag: str, section: str) -> tuple[str, ...]:
    """The stories on a list's front, newest first."""
    keys = catalog.lists[tag].get(section, ())
    return keys[: len(keys) - older_count(catalog, tag, section) * catalog.config.per_page]


def older_keys(catalog: Catalog, tag: str, section: str, number: int) -> tuple[str, ...]:
    """The stories on page `number` of a list, where page 1 is the oldest."""
    keys, size = catalog.lists[tag].get(section, ()), catalog.config.per_page
    return keys[len(keys) - number * size : len(keys) - (number - 1) * size]


def feed_path(catalog: Catalog, tag: str) -> str:
    """The feed of a locale."""
    return f"{catalog.routes.root(tag)}feed.xml"


def sitemap_path(tag: str) -> str:
    """The sitemap of a locale."""
    return f"/sitemaps/{tag.lower()}.xml"


def _redirects(catalog: Catalog) -> Iterator[Page]:
    """An old address leads to the page of its edition in that edition's home locale."""
    for key, story in catalog.stories.items():
        for number, home in catalog.homes[key].items():
            for alias in story.editions[number].aliases:
                path = catalog.path(home, key)
                yield Page(kind="redirect", locale=home, path=path, subject=key, old=alias.target)


def places(catalog: Catalog, pages: tuple[Page, ...]) -> Iterator[Place]:
    """The files of all pages, each with the input that asks for it, so that collisions can name both."""
    for page in pages:
        yield Place(file=page.file, span=_span(catalog, page))


def _span(catalog: Catalog, page: Page) -> Span:
    if page.kind in {"section", "older"} and page.subject:
        return Span(path=f"{CONTENT}/{page.subject}")
    if page.kind == "redirect":
        edition = catalog.edition(page.locale, page.subject)
        aliases = edition.aliases if edition else ()
        return next((alias.span for alias in aliases if alias.target == page.old), Span(path=CONTENT))
    if page.kind == "article":
        edition = catalog.edition(page.locale, page.subject)
        return Span(path=edition.path if edition else CONTENT)
    return Span(path=CONFIG_FILE)
