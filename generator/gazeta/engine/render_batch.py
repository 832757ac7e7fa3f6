"""The pure unit of work: some pages in, their bytes out; the same in this process, another, or elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from gazeta.catalog.catalog import Catalog
from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.text import Text
from gazeta.engine.output import Output, Rank
from gazeta.pages.article import article_page
from gazeta.pages.feed import feed_page
from gazeta.pages.listing import front_page, listing_page, not_found_page, recent_fragment, redirect_page
from gazeta.pages.locale import locale_view
from gazeta.pages.plan import Kind, Page
from gazeta.pages.reader import Reader, Shared
from gazeta.pages.sitemap import robots_page, sitemap_index, sitemap_page
from gazeta.sources.phrasebook import Phrasebook
from gazeta.sources.prose import Body
from gazeta.theming.formats import Formats
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from gazeta.theming.templates.environment import Renderer
from gazeta.theming.templates.trouble import TemplateFailure
from gazeta.theming.theme import Theme


class Context(Struct, frozen=True, kw_only=True):
    """What all pages of a build share. `books` are a locale's phrasebooks, best first."""

    catalog: Catalog
    theme: Theme
    assets: dict[str, tuple[str, str]]
    books: dict[str, tuple[Phrasebook, ...]]


class Batch(Struct, frozen=True, kw_only=True):
    """Pages to render, with the bodies they show by the path of their file."""

    pages: tuple[Page, ...]
    bodies: dict[str, Body]


class LocaleWords:
    """A locale's own words for the views: `pages.reader.Words`."""

    def __init__(self, phrases: Phrases, formats: Formats) -> None:
        self._phrases = phrases
        self._formats = formats

    def phrase(self, msgid: str) -> Text:
        """An interface phrase, with the language it came in."""
        return self._phrases.phrase(msgid)

    def language_name(self, tag: str) -> str:
        """A language's name in the locale's language."""
        return self._formats.language_name(tag)

    def own_name(self, tag: str) -> str:
        """A language's name in that language."""
        return self._formats.own_name(tag)


class Desk:
    """Everything one locale's pages are made with: its reader and its renderer."""

    def __init__(self, context: Context, tag: str, shared: Shared) -> None:
        catalog = context.catalog
        config = catalog.config
        zone = next(locale.time_zone for locale in config.locales if locale.tag == tag)
        phrases = Phrases(tag, context.books[tag])
        formats = Formats(tag, ZoneInfo(zone), ZoneInfo(config.time_zone), config.time.style)
        relative = RelativeTime(tag, phrases)
        self.reader = Reader(catalog=catalog, tag=tag, words=LocaleWords(phrases, formats), shared=shared)
        table = relative.table(config.time.relative_under)
        view = locale_view(self.reader, context.assets, table)
        self.renderer = Renderer(context.theme, view, phrases, formats, relative)


class _Form(Struct, frozen=True):
    """How a kind of page is made: its view, its template, and when it is put in place."""

    view: Callable[[Reader, Page, Mapping[str, Body]], object]
    template: str
    rank: Rank


def _article(reader: Reader, page: Page, bodies: Mapping[str, Body]) -> object:
    edition = reader.catalog.edition(reader.tag, page.subject)
    if edition is None:
        raise LookupError(page.subject)
    return article_page(reader, page.subject, bodies[edition.path])


_FORMS: dict[Kind, _Form] = {
    "article": _Form(_article, "article.html", "page"),
    "front": _Form(lambda reader, _page, _bodies: front_page(reader), "front.html", "listing"),
    "section": _Form(lambda reader, page, _bodies: listing_page(reader, page), "section.html", "listing"),
    "older": _Form(lambda reader, page, _bodies: listing_page(reader, page), "section.html", "listing"),
    "not-found": _Form(lambda reader, _page, _bodies: not_found_page(reader), "not-found.html", "page"),
    "recent": _Form(lambda reader, page, _bodies: recent_fragment(reader, page.subject), "recent.html", "listing"),
    "redirect": _Form(lambda reader, page, _bodies: redirect_page(reader, page), "redirect.html", "page"),
    "feed": _Form(lambda reader, page, _bodies: feed_page(reader, page), "feed.xml", "data"),
    "sitemap": _Form(
        lambda reader, page, _bodies: sitemap_page(reader) if page.subject else sitemap_index(reader),
        "sitemap.xml",
        "data",
    ),
    "robots": _Form(lambda reader, _page, _bodies: robots_page(reader), "robots.txt", "data"),
}


def render_batch(context: Context, batch: Batch) -> Found[tuple[Output, ...]]:
    """The files of a batch's pages; a page whose template fails is left out and reported."""
    outputs: list[Output] = []
    found: list[Diagnostic] = []
    desks: dict[str, Desk] = {}
    shared = Shared(context.catalog)
    for page in batch.pages:
        desk = desks.get(page.locale) or desks.setdefault(page.locale, Desk(context, page.locale, shared))
        try:
            outputs.append(_render(desk, page, batch.bodies))
        except TemplateFailure as failure:
            found.append(failure.diagnostic)
    return tuple(outputs), tuple(found)


def _render(desk: Desk, page: Page, bodies: Mapping[str, Body]) -> Output:
    form = _FORMS[page.kind]
    text = desk.renderer.render(form.template, form.view(desk.reader, page, bodies))
    return Output(path=page.file, rank=form.rank, data=text.encode())


def batches(catalog: Catalog, pages: Sequence[Page], bodies: Mapping[str, Body], count: int) -> list[Batch]:
    """The pages in at most `count` batches, each with the bodies it needs; a story's pages stay together."""
    ordered = sorted(pages, key=lambda page: page.subject if page.kind == "article" else "")
    size = -(-len(ordered) // max(count, 1)) or 1
    return [_batch(catalog, ordered[start : start + size], bodies) for start in range(0, len(ordered), size)]


def _batch(catalog: Catalog, pages: Sequence[Page], bodies: Mapping[str, Body]) -> Batch:
    editions = (catalog.edition(page.locale, page.subject) for page in pages if page.kind == "article")
    paths = {edition.path for edition in editions if edition}
    return Batch(pages=tuple(pages), bodies={path: bodies[path] for path in paths})
