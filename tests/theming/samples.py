"""Views made by hand, and a renderer for them: the theme without a site."""

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from gazeta.core.json_text import script_json
from gazeta.core.language import direction, fallback_chain
from gazeta.core.text import Text
from gazeta.pages.views import (
    Alternate,
    ArticlePage,
    CardView,
    CorrectionView,
    EditionLink,
    FeedEntry,
    FeedPage,
    FrontPage,
    Head,
    HeadingView,
    ImageView,
    Link,
    LinksView,
    ListingPage,
    LocaleView,
    NewsEntry,
    NewsSitemap,
    NotFoundPage,
    PromotionView,
    QuestionView,
    RecentFragment,
    RecentView,
    Redirect,
    Relative,
    RobotsPage,
    SectionBlock,
    SitemapEntry,
    SitemapPage,
    SourceView,
    Stamp,
)
from gazeta.sources.translation.phrasebook import Phrasebook, read_phrasebook
from gazeta.theming.assets import publish_assets
from gazeta.theming.formats import Formats
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from gazeta.theming.templates.environment import Renderer
from gazeta.theming.theme import Theme, assemble_theme

ROOT = Path(__file__).resolve().parent.parent.parent
WEEK = 7 * 86_400
SITE_ZONE = ZoneInfo("UTC")
CANARY = "\"'<>&canary"
"""What every text of a page is replaced with to see whether it is escaped."""


def text(value: str, lang: str = "en") -> Text:
    return Text(value=value, lang=lang)


@cache
def shipped() -> dict[str, bytes]:
    """The themes as they ship."""
    files = (path for path in (ROOT / "themes").rglob("*") if path.is_file())
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in sorted(files)}


@cache
def theme() -> Theme:
    assembled, found = assemble_theme({}, shipped(), "broadsheet")
    assert found == ()
    return assembled


@cache
def catalog_tags() -> tuple[str, ...]:
    """The locales that have a catalog."""
    return tuple(sorted(path.parts[-3] for path in (ROOT / "locales").glob("*/LC_MESSAGES/gazeta.po")))


@cache
def books(tag: str) -> tuple[Phrasebook, ...]:
    read = []
    for known in fallback_chain(tag, (), "en"):
        if known in catalog_tags():
            path = f"locales/{known}/LC_MESSAGES/gazeta.po"
            book, found = read_phrasebook((ROOT / path).read_bytes(), path, known)
            assert found == ()
            read.append(book)
    return tuple(read)


def phrases(tag: str) -> Phrases:
    return Phrases(tag, books(tag))


def locale_view(tag: str = "en", site: Theme | None = None, **changes: object) -> LocaleView:
    addresses, _ = publish_assets(site or theme())
    relative = RelativeTime(tag, phrases(tag))
    fields: dict[str, object] = {
        "tag": tag,
        "dir": direction(tag),
        "site": text("The Gazette"),
        "description": text("News in the languages of its readers"),
        "home": "/",
        "sections": (
            Link(label=text("Markets"), url="/markets/"),
            Link(label=text("Technology"), url="/technology/"),
        ),
        "footer": (Link(label=text("About us"), url="/about/"),),
        "feed": "/feed.xml",
        "assets": addresses,
        "time_table": relative.table(WEEK),
    }
    return LocaleView(**{**fields, **changes})  # type: ignore[arg-type]


def renderer(tag: str = "en", zone: str = "UTC", site: Theme | None = None, **changes: object) -> Renderer:
    known = phrases(tag)
    return Renderer(
        site or theme(),
        locale_view(tag, site, **changes),
        known,
        Formats(tag, ZoneInfo(zone), SITE_ZONE),
        RelativeTime(tag, known),
    )


def stamp(iso: str = "2026-06-02T18:10:00+00:00", unit: str = "", count: int = 0, date_only: bool = False) -> Stamp:
    age = Relative(unit=unit, count=count) if unit else None  # type: ignore[arg-type]
    return Stamp(instant=datetime.fromisoformat(iso).astimezone(UTC), iso=iso, date_only=date_only, relative=age)


def image(say: str = "A picture", lang: str = "en", url: str = "/media/picture.png") -> ImageView:
    return ImageView(
        url=url, width=1200, height=675, alt=text(say, lang), caption=text("Caption", lang), credit=text("Who", lang)
    )


def source(name: str = "华尔街日报", lang: str = "zh") -> SourceView:
    return SourceView(name=text(name, lang), url="https://cn.example.com/")


def card(title: str = "A card", lang: str = "en", **changes: object) -> CardView:
    fields: dict[str, object] = {
        "title": text(title, lang),
        "url": "/markets/a-card/",
        "lang": lang,
        "summary": text("What it says in one dense paragraph.", lang),
        "source": source(),
        "published": stamp(unit="hour", count=2),
        "section": Link(label=text("Markets"), url="/markets/"),
    }
    return CardView(**{**fields, **changes})  # type: ignore[arg-type]


def head(title: Text | None = None) -> Head:
    return Head(
        title=title or text("A title"),
        site=text("The Gazette"),
        description=text("A description"),
        canonical="https://news.example.org/a/",
        alternates=(
            Alternate(hreflang="en", url="https://news.example.org/a/"),
            Alternate(hreflang="x-default", url="https://news.example.org/a/"),
        ),
        og=(("og:type", "article"), ("twitter:card", "summary")),
        json_ld=script_json({"@context": "https://schema.org"}),
    )


EDITIONS = (
    EditionLink(tag="en", label="English", url="/a/", translated=True, current=False),
    EditionLink(tag="pt-BR", label="português (Brasil)", url="/pt-br/a/", translated=False, current=True),
    EditionLink(tag="ar", label="العربية", url="/ar/a/", translated=True, current=False),
)

WIDGETS = (
    LinksView(title=text("Trading"), links=(Link(label=text("Spot"), url="https://exchange.example.org/spot"),)),
    PromotionView(image=image("Reserve a seat"), url="https://events.example.org/"),
    RecentView(title=None, fragment="/fragments/en/latest.html"),
)


def article(**changes: object) -> ArticlePage:
    fields: dict[str, object] = {
        "head": head(),
        "lang": "en",
        "foreign": True,
        "title": text("A title"),
        "body": "<p>The text.</p>",
        "breadcrumb": (Link(label=text("Front page"), url="/"), Link(label=text("Markets"), url="/markets/")),
        "editions": EDITIONS,
        "summary": text("A summary"),
        "source": source(),
        "authors": (SourceView(name=text("Ana Souza", "pt")), SourceView(name=text("الياس", "ar"))),
        "published": stamp(),
        "updated": stamp("2026-06-02T19:20:00+00:00"),
        "image": image(),
        "headings": tuple(HeadingView(level=2, id=f"h{n}", text=text(f"Heading {n}")) for n in range(4)),
        "questions": (QuestionView(question=text("Why?"), answer="<p>Because.</p>", lang="en"),),
        "related": (card(), card("بطاقة", "ar", foreign=True, external=True, image=image())),
        "tags": (text("bitcoin"), text("比特币", "zh")),
        "corrections": (CorrectionView(date=stamp(date_only=True), text=text("A name was wrong.")),),
        "widgets": WIDGETS,
        "status": "draft",
    }
    return ArticlePage(**{**fields, **changes})  # type: ignore[arg-type]


def front(count: int = 14) -> FrontPage:
    cards = tuple(card(f"Card {n}", image=image() if n % 2 else None) for n in range(count))
    return FrontPage(
        head=head(),
        title=text("The Gazette"),
        description=text("News"),
        cards=cards,
        blocks=(SectionBlock(section=Link(label=text("Markets"), url="/markets/"), cards=cards[:4]),),
        editions=EDITIONS,
        older="/page/3/",
        widgets=(*WIDGETS, RecentView(title=text("Newest"), cards=cards[:2])),
    )


def listing(**changes: object) -> ListingPage:
    fields: dict[str, object] = {
        "head": head(),
        "title": text("Markets"),
        "description": text("On markets"),
        "cards": (card(), card(image=image(), status="scheduled")),
        "breadcrumb": (Link(label=text("Front page"), url="/"),),
        "editions": EDITIONS,
        "number": 3,
        "newer": "/markets/page/4/",
        "older": "/markets/page/2/",
        "widgets": WIDGETS,
    }
    return ListingPage(**{**fields, **changes})  # type: ignore[arg-type]


def feed() -> FeedPage:
    def entry(number: int, **changes: object) -> FeedEntry:
        fields: dict[str, object] = {
            "id": f"tag:news.example.org,2026-06-02:a{number}:en",
            "url": f"https://news.example.org/a{number}/",
            "lang": "en",
            "title": text("A title"),
            "summary": text("A summary"),
            "published": stamp(),
            "updated": stamp("2026-06-02T19:20:00+00:00"),
            "authors": (SourceView(name=text("Ana Souza", "pt"), url="https://ana.example.org/"),),
            "source": source(),
            "tags": (text("bitcoin"), text("比特币", "zh")),
        }
        return FeedEntry(**{**fields, **changes})  # type: ignore[arg-type]

    return FeedPage(
        id="https://news.example.org/feed.xml",
        title=text("The Gazette"),
        subtitle=text("Notícias", "pt"),
        url="https://news.example.org/feed.xml",
        home="https://news.example.org/",
        updated="2026-06-02T19:20:00+00:00",
        entries=(entry(1), entry(2, authors=()), entry(3, summary=None, source=None, tags=(), lang="ar")),
    )


def sitemap(index: bool = False) -> SitemapPage:
    entries = (
        SitemapEntry(url="https://news.example.org/a/?x=1&y=2", modified="2026-06-02T19:20:00+00:00"),
        SitemapEntry(url="https://news.example.org/b/"),
    )
    return SitemapPage(entries=entries, index=index)


def news(count: int = 2) -> NewsSitemap:
    entries = (
        NewsEntry(
            url=f"https://news.example.org/{number}/?x=1&y=2",
            language="zh-cn",
            published="2026-06-02T19:20:00+00:00",
            title="市场 <&> “news”",
        )
        for number in range(count)
    )
    return NewsSitemap(name="The Gazette & Mail", entries=tuple(entries))


PAGES: dict[str, list[object]] = {
    "article.html": [
        article(),
        article(foreign=False, status="live", widgets=(), related=(), image=None, updated=None),
    ],
    "front.html": [front(), front(1), front(0)],
    "section.html": [listing(), listing(number=0, newer="", cards=())],
    "not-found.html": [NotFoundPage(head=head(), editions=EDITIONS)],
    "recent.html": [RecentFragment(cards=(card(), card("بطاقة", "ar", foreign=True)))],
    "redirect.html": [Redirect(head=head(), title=text("عنوان", "ar"), url="https://news.example.org/a/")],
    "feed.xml": [feed()],
    "sitemap.xml": [sitemap(), sitemap(index=True)],
    "news-sitemap.xml": [news()],
    "robots.txt": [RobotsPage(sitemap="https://news.example.org/sitemap.xml?a=1&b=2")],
}
"""Sample pages by the template that shows them; between them they reach every branch."""
