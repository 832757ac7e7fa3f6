"""The pure unit of work: some pages in, their bytes out; the same in this process, another, or elsewhere."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.digest import digest, digest_bytes
from gazeta.core.text import Text
from gazeta.engine.memory import Memory, Parts, inside_of
from gazeta.engine.output import Output, Rank, Receipt, Sink
from gazeta.engine.pool import cut
from gazeta.model.site_model import SiteModel
from gazeta.pages.article import article_page
from gazeta.pages.feed import feed_page
from gazeta.pages.listing import front_page, listing_page, not_found_page, recent_fragment, redirect_page
from gazeta.pages.locale import locale_view
from gazeta.pages.plan import Kind, Page
from gazeta.pages.reader import Reader, Shared
from gazeta.pages.sitemap import fronts_sitemap, month_sitemap, news_sitemap, robots_page, sitemap_index
from gazeta.pages.widgets import widget_views
from gazeta.sources.config.locales import LocaleConfig
from gazeta.sources.config.site_config import Config
from gazeta.sources.manuscript import Inside
from gazeta.sources.translation.phrasebook import Phrasebook
from gazeta.theming.formats import Formats, Habits
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from gazeta.theming.templates.environment import Renderer
from gazeta.theming.templates.template_errors import TemplateFailure
from gazeta.theming.theme import Theme

_BATCH = 256
"""Pages a batch: some 50 ms of work and 3 MB of pages, enough to outweigh its journey to another process."""


class Context(Struct, frozen=True, kw_only=True):
    """What all pages of a build share. `books` are a locale's phrasebooks, best first."""

    model: SiteModel
    theme: Theme
    assets: dict[str, tuple[str, str]]
    books: dict[str, tuple[Phrasebook, ...]]


class Batch(Struct, frozen=True, kw_only=True):
    """Pages to render, with what is inside the articles among them: JSON by the path of their file."""

    pages: tuple[Page, ...]
    insides: dict[str, bytes]


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
        config = context.model.config
        locale = config.locale(tag)
        phrases = Phrases(tag, context.books[tag])
        formats = Formats(tag, ZoneInfo(locale.time_zone), ZoneInfo(config.time_zone), _habits(config, locale))
        relative = RelativeTime(tag, phrases, locale.digits)
        words = LocaleWords(phrases, formats)
        self.reader = Reader(model=context.model, tag=tag, words=words, shared=shared)
        table = relative.table(config.time.relative_under)
        self.view = locale_view(self.reader, context.assets, table)
        self.renderer = Renderer(context.theme, self.view, phrases, formats, relative)


def _habits(config: Config, locale: LocaleConfig) -> Habits:
    return Habits(
        date_style=locale.date_style or config.time.style,
        calendar=locale.calendar,
        digits=locale.digits,
        list_style=locale.list_style,
    )


class Press:
    """Makes pages, locale by locale; what it needs for a locale it sets up when it is first asked for."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._shared = Shared(context.model)
        self._desks: dict[str, Desk] = {}

    def __reduce__(self) -> tuple[type["Press"], tuple[Context]]:
        """Another process sets up its own."""
        return Press, (self.context,)

    def desk(self, tag: str) -> Desk:
        """The desk of a locale."""
        if tag not in self._desks:
            self._desks[tag] = Desk(self.context, tag, self._shared)
        return self._desks[tag]

    def column(self, tag: str) -> Parts:
        """The parts of a locale's key: what all of its pages share."""
        context, desk = self.context, self.desk(tag)
        model = context.model
        return {
            "chrome": digest(desk.view),
            "widgets": digest(widget_views(desk.reader, None)),
            "phrases": digest([(book.lang, book.messages) for book in context.books[tag]]),
            "settings": digest((model.config, model.include, model.sections)),
            "theme": context.theme.digest,
        }


View = Callable[[Reader, Page, Mapping[str, Inside]], object]


class _Form(Struct, frozen=True):
    """How a kind of page is made: its view, its template, and when it is put in place."""

    view: View
    template: str
    rank: Rank


def _article(reader: Reader, page: Page, insides: Mapping[str, Inside]) -> object:
    edition = reader.model.edition(reader.tag, page.subject)
    if edition is None:
        raise LookupError(page.subject)
    return article_page(reader, page.subject, insides[edition.path])


def _of_page(view: Callable[[Reader, Page], object]) -> View:
    return lambda reader, page, _insides: view(reader, page)


def _of_reader(view: Callable[[Reader], object]) -> View:
    return lambda reader, _page, _insides: view(reader)


def _of_subject(view: Callable[[Reader, str], object]) -> View:
    return lambda reader, page, _insides: view(reader, page.subject)


_FORMS: dict[Kind, _Form] = {
    "article": _Form(_article, "article.html", "page"),
    "front": _Form(_of_reader(front_page), "front.html", "listing"),
    "section": _Form(_of_page(listing_page), "section.html", "listing"),
    "older": _Form(_of_page(listing_page), "section.html", "listing"),
    "not-found": _Form(_of_reader(not_found_page), "not-found.html", "page"),
    "recent": _Form(_of_subject(recent_fragment), "recent.html", "listing"),
    "redirect": _Form(_of_page(redirect_page), "redirect.html", "page"),
    "feed": _Form(_of_page(feed_page), "feed.xml", "data"),
    "fronts-sitemap": _Form(_of_reader(fronts_sitemap), "sitemap.xml", "data"),
    "month-sitemap": _Form(_of_subject(month_sitemap), "sitemap.xml", "data"),
    "news-sitemap": _Form(_of_reader(news_sitemap), "news-sitemap.xml", "data"),
    "sitemap-index": _Form(_of_reader(sitemap_index), "sitemap.xml", "data"),
    "robots": _Form(_of_reader(robots_page), "robots.txt", "data"),
}


def template_of(kind: Kind) -> str:
    """The template that pages of a kind are made with."""
    return _FORMS[kind].template


def render_batch(press: Press, sink: Sink, batch: Batch) -> Found[tuple[Receipt, ...]]:
    """Makes a batch's pages and hands each to the sink; one whose template fails is left out and reported."""
    receipts: list[Receipt] = []
    found: list[Diagnostic] = []
    insides = {path: inside_of(data) for path, data in batch.insides.items()}
    for page in batch.pages:
        try:
            receipts.append(sink(_render(press.desk(page.locale), page, insides)))
        except TemplateFailure as failure:
            found.append(failure.diagnostic)
    return tuple(receipts), tuple(found)


def _render(desk: Desk, page: Page, insides: Mapping[str, Inside]) -> Output:
    form = _FORMS[page.kind]
    text, why = desk.renderer.made(form.template, form.view(desk.reader, page, insides))
    data = text.encode()
    slow = (desk.renderer.path(form.template), why) if why else None
    return Output(path=page.file, rank=form.rank, digest=digest_bytes(data), data=data, slow=slow)


def batches(model: SiteModel, pages: Sequence[Page], memory: Memory) -> Iterator[Batch]:
    """The pages in batches, with what they need; a story's pages stay together, and beside their neighbours."""
    for some in cut(pages, _BATCH):
        editions = (model.edition(page.locale, page.subject) for page in some if page.kind == "article")
        paths = sorted({edition.path for edition in editions if edition})
        yield Batch(pages=tuple(some), insides=dict(memory.insides(paths)))
