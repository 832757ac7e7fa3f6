"""Which pages there are: the rows of the site's table, each with its cells in the columns that show it."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, takewhile
from typing import Literal

from msgspec import Struct

from gazeta.core.span import Span
from gazeta.model.old_addresses import old_addresses
from gazeta.model.routes import Place, alias_file, file_key, file_of, path_of
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, ExternalStory, Story
from gazeta.pages.alternates import indexable
from gazeta.sources.config.site_config import CONFIG_FILE
from gazeta.sources.config.widgets import Recent
from gazeta.sources.filenames import CONTENT

Kind = Literal[
    "article",
    "front",
    "section",
    "older",
    "not-found",
    "recent",
    "redirect",
    "feed",
    "fronts-sitemap",
    "month-sitemap",
    "news-sitemap",
    "sitemap-index",
    "robots",
]

NEWS = timedelta(hours=48)
"""How long an article is news, and how many of them a news sitemap may name (Google, "Create a news sitemap")."""
MOST_NEWS = 1_000


BLOCK = 4
"""Cards of a section's block on the front page: one row of the theme's grid."""


class Row(Struct, frozen=True):
    """The same page for all locales that have it: `cells` are their tags and the page's path there.

    `subject` is a story's key, a section's path, a widget's id, an old address or a month. `number` counts older
    pages from the oldest.
    """

    kind: Kind
    cells: tuple[tuple[str, str], ...]
    subject: str = ""
    number: int = 0
    old: str = ""

    @property
    def id(self) -> str:
        """What the row is called from build to build."""
        return f"{self.kind} {self.subject} {self.number} {self.old}"

    def paths(self) -> list[str]:
        """Where its files are: the paths of its cells, or the old address as the path that leads to the same file."""
        return [path_of(alias_file(self.old))] if self.old else [path for _, path in self.cells]

    def file(self, path: str) -> str:
        """The file of the cell at a path, below the output folder."""
        return alias_file(self.old) if self.old else file_of(path)


class Page(Struct, frozen=True, kw_only=True):
    """A cell: one file to render, for the readers of one locale, at a path of its own."""

    row: Row
    locale: str
    path: str

    @property
    def kind(self) -> Kind:
        """What kind of page it is."""
        return self.row.kind

    @property
    def subject(self) -> str:
        """What it is about: see `Row`."""
        return self.row.subject

    @property
    def number(self) -> int:
        """Which page of its list it is, counted from the oldest; 0 for a front."""
        return self.row.number

    @property
    def file(self) -> str:
        """The file below the output folder."""
        return self.row.file(self.path)


def plan(model: SiteModel) -> Iterator[Row]:
    """All pages of a site, row by row."""
    pages = [*_lists(model), *_articles(model)]
    yield from pages
    yield from _redirects(model, pages)
    yield from _for_machines(model)


def _articles(model: SiteModel) -> Iterator[Row]:
    columns = [(locale.tag, model.shown[locale.tag]) for locale in model.config.locales]
    forms: dict[str, list[tuple[str, str]]] = {}  # a section's addresses, with {} for the slug
    for key, story in model.stories.items():
        places = []
        for edition in story.editions:
            if edition.section not in forms:
                forms[edition.section] = [_form(model, tag, edition.section) for tag, _ in columns]
            places.append((edition.slug, forms[edition.section]))
        cells = []
        for column, (tag, shown) in enumerate(columns):
            if key in shown:
                slug, in_columns = places[shown[key]]
                begin, end = in_columns[column]
                cells.append((tag, begin + slug + end))
        yield Row("article", tuple(cells), key)


def _form(model: SiteModel, tag: str, section: str) -> tuple[str, str]:
    """What stands before and after the slug in a section's addresses."""
    begin, _, end = model.routes.article(tag, section, "\0").partition("\0")
    return begin, end


def _lists(model: SiteModel) -> Iterator[Row]:
    routes, tags = model.routes, [locale.tag for locale in model.config.locales]
    yield Row("front", tuple((tag, routes.root(tag)) for tag in tags))
    yield from _older(model, "")
    for section in model.sections:
        yield Row("section", tuple((tag, routes.section(tag, section.path)) for tag in tags), section.path)
        yield from _older(model, section.path)
    yield Row("not-found", tuple((tag, f"{routes.root(tag)}404.html") for tag in tags))
    for widget in model.config.widgets:
        if isinstance(widget, Recent) and not widget.inline:
            yield Row("recent", tuple((tag, fragment_path(tag, widget)) for tag in tags), widget.id)


def _older(model: SiteModel, section: str) -> Iterator[Row]:
    counts = [(locale.tag, older_count(model, locale.tag, section)) for locale in model.config.locales]
    for number in range(1, max(count for _, count in counts) + 1):
        paths = ((tag, model.routes.older(tag, section, number)) for tag, count in counts if count >= number)
        yield Row("older", tuple(paths), section, number)


def _redirects(model: SiteModel, pages: list[Row]) -> Iterator[Row]:
    """Old addresses, then those without a localised name; what nobody wrote down gives way to what is there."""
    old = list(_from_aliases(model))
    taken = {file_key(row.file(path)) for row in pages for _, path in row.cells} if old else set()
    for written in (True, False):
        for row in (row for row, said in old if said is written):
            if written or _key_of(row) not in taken:
                yield row
                taken.add(_key_of(row))
    yield from (row for row in _from_unlocalized(model) if not taken or _key_of(row) not in taken)


def _key_of(row: Row) -> str:
    return file_key(alias_file(row.old))


def _from_aliases(model: SiteModel) -> Iterator[tuple[Row, bool]]:
    """What editors wrote down (true) and what follows from it: each once for a story, none from a page to itself."""
    for key, story in model.stories.items():
        if any(edition.aliases for edition in story.editions):
            own = {file_key(file_of(model.path(tag, key))) for tag, known in model.shown.items() if key in known}
            for old in old_addresses(model, story):
                file = file_key(alias_file(old.old))
                if file not in own:
                    own.add(file)
                    yield Row("redirect", ((old.tag, model.path(old.tag, key)),), key, old=old.old), old.written


def _from_unlocalized(model: SiteModel) -> Iterator[Row]:
    """Where a name is localised, the address with the original's name leads there.

    It is what a reader gets who exchanges the locale in an address by hand, and what a story's address was before
    its translation was there. Where another page has that address, the page stays.
    """
    routes, tags = model.routes, [locale.tag for locale in model.config.locales]
    fronts = [(tag, section.path) for section in model.sections for tag in tags]
    taken = {routes.section(tag, path) for tag, path in fronts}
    for tag, path in fronts:
        old, new = routes.unlocalized(tag, path), routes.section(tag, path)
        if old not in taken:
            yield Row("redirect", ((tag, new),), path, old=old)
    several = [story for story in model.stories.values() if len({(e.section, e.slug) for e in story.editions}) > 1]
    for tag in tags if several else ():
        yield from _from_originals(model, tag, several)


def _from_originals(model: SiteModel, tag: str, stories: list[Story]) -> Iterator[Row]:
    """From the original's section and slug to those that a locale shows."""
    shown = (model.stories[key].editions[number] for key, number in model.shown[tag].items())
    taken = {(edition.section, edition.slug) for edition in shown}
    for story in stories:
        first = story.original
        if story.key in model.shown[tag] and (first.section, first.slug) not in taken:
            old = model.routes.article(tag, first.section, first.slug)
            yield Row("redirect", ((tag, model.path(tag, story.key)),), story.key, old=old)


def _for_machines(model: SiteModel) -> Iterator[Row]:
    tags = [locale.tag for locale in model.config.locales]
    if model.config.feeds.enabled:
        yield Row("feed", tuple((tag, feed_path(model, tag)) for tag in tags))
    parts = {tag: sitemap_parts(model, tag) for tag in tags}
    for part in sorted({part for known in parts.values() for part in known}):
        cells = tuple((tag, sitemap_path(tag, part)) for tag in tags if part in parts[tag])
        kind = _SITEMAPS.get(part)
        yield Row(kind, cells) if kind else Row("month-sitemap", cells, part)
    default = model.config.default_locale
    yield Row("sitemap-index", ((default, "/sitemap.xml"),))
    yield Row("robots", ((default, "/robots.txt"),))


def older_count(model: SiteModel, tag: str, section: str) -> int:
    """How many full pages of older articles a list has, besides its front.

    The front keeps the newest: one page's worth and what does not fill another. So a new article changes the
    front alone, and once in a page's worth of articles a new page appears; old pages stay as they are.
    """
    return max(0, len(model.lists[tag].get(section, ())) // model.config.per_page - 1)


def front_keys(model: SiteModel, tag: str, section: str) -> tuple[str, ...]:
    """The stories on a list's front, newest first."""
    keys = model.lists[tag].get(section, ())
    return keys[: len(keys) - older_count(model, tag, section) * model.config.per_page]


def older_keys(model: SiteModel, tag: str, section: str, number: int) -> tuple[str, ...]:
    """The stories on page `number` of a list, where page 1 is the oldest."""
    keys, size = model.lists[tag].get(section, ()), model.config.per_page
    return keys[len(keys) - number * size : len(keys) - (number - 1) * size]


def block_keys(model: SiteModel, tag: str, section: str) -> tuple[str, ...]:
    """The stories of a section's block on the front page: its newest that do not stand above the blocks."""
    shown = frozenset(front_keys(model, tag, ""))
    keys = (key for key in model.lists[tag].get(section, ()) if key not in shown)
    return tuple(islice(keys, BLOCK)) if "/" not in section else ()


def newest_keys(model: SiteModel, tag: str, count: int) -> tuple[str, ...]:
    """The newest stories of a locale."""
    return model.lists[tag].get("", ())[:count]


def feed_keys(model: SiteModel, tag: str) -> tuple[str, ...]:
    """The stories of a locale's feed: its newest, or the newest that are in its readers' language."""
    feeds = model.config.feeds
    if feeds.entries == "all":
        return newest_keys(model, tag, feeds.count)
    own = (key for key in model.lists[tag].get("", ()) if model.translated(tag, key))
    return tuple(islice(own, feeds.count))


def related_keys(model: SiteModel, tag: str, key: str, edition: Edition) -> tuple[str | ExternalStory, ...]:
    """What stands below an article: the stories it names, else what its section published just before it.

    Looking back only keeps old pages as they are when a new article appears.
    """
    if not edition.related:
        return model.before(tag, key, model.config.related.count)
    found: list[str | ExternalStory] = []
    for item in edition.related:
        target = item if isinstance(item, ExternalStory) else model.targets.find(item)
        if isinstance(target, ExternalStory) or (target and target != key and target in model.shown[tag]):
            found.append(target)
    return tuple(found)


def feed_path(model: SiteModel, tag: str) -> str:
    """The feed of a locale."""
    return f"{model.routes.root(tag)}feed.xml"


def news_keys(model: SiteModel, tag: str) -> tuple[str, ...]:
    """The stories of the last two days whose canonical page is the locale's, newest first, but no standing pages."""
    begin, end = model.now - NEWS, model.now
    dated = ((model.edition(tag, key), key) for keys in model.months[tag].values() for key in keys)
    recent = takewhile(
        lambda pair: pair[0].published.instant > begin, ((edition, key) for edition, key in dated if edition)
    )
    live = (key for edition, key in recent if edition.published.instant <= end and edition.section)
    news = (key for key in live if indexable(model, tag, key))
    return tuple(islice(news, MOST_NEWS))


FRONTS, NEWS_PART = "", "news"
_SITEMAPS: dict[str, Kind] = {FRONTS: "fronts-sitemap", NEWS_PART: "news-sitemap"}


def sitemap_path(tag: str, part: str) -> str:
    """A sitemap of a locale: of its fronts, of what it published in a month (`2026-06`), or of its `news`."""
    return f"/sitemaps/{tag.lower()}{'-' if part else ''}{part}.xml"


def sitemap_parts(model: SiteModel, tag: str) -> tuple[str, ...]:
    """The sitemaps of a locale that have something in them: of its fronts, of its news, and of its months."""
    months = (month for month in model.months[tag] if next(month_keys(model, tag, month), None))
    return (FRONTS, *([NEWS_PART] if news_keys(model, tag) else []), *months)


def month_keys(model: SiteModel, tag: str, month: str) -> Iterator[str]:
    """The stories of a month whose canonical page is the locale's and open to search engines."""
    return (key for key in model.months[tag][month] if indexable(model, tag, key))


def fragment_path(tag: str, widget: Recent) -> str:
    """Where the list that a page's script puts in place is published."""
    return f"/fragments/{tag.lower()}/{widget.id}.html"


def places(row: Row) -> Iterator[Place[tuple[Row, str]]]:
    """The files of a row's pages, each with its row and its locale."""
    return ((row.file(path), (row, tag)) for tag, path in row.cells)


def span_of(model: SiteModel, place: tuple[Row, str]) -> Span:
    """The input that asks for a page, so that collisions can name it."""
    row, tag = place
    if row.kind in {"section", "older"} and row.subject:
        return Span(path=f"{CONTENT}/{row.subject}")
    if row.kind not in {"redirect", "article"}:
        return Span(path=CONFIG_FILE)
    edition = model.edition(tag, row.subject)
    if edition is None:
        return Span(path=CONTENT)
    story = model.stories[row.subject]
    aliases = (old.alias.span for old in old_addresses(model, story) if row.old and old.old == row.old)
    return next(aliases, Span(path=edition.path))


def remedy_of(place: tuple[Row, str]) -> str:
    """What helps where two pages have one address, of which this is the second."""
    if place[0].kind == "redirect":
        return "An old address leads to one page: take it out of one of the two files."
    return "Give one of the two another slug."
