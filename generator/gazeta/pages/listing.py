"""The views of lists: the front page, sections, older pages, the recent fragment, and the page that is not there."""

from gazeta.core.text import Text
from gazeta.pages.alternates import list_cluster
from gazeta.pages.article import article_breadcrumb
from gazeta.pages.cards import cards, section_link
from gazeta.pages.head import open_graph
from gazeta.pages.plan import Page, block_keys, front_keys, older_count, older_keys
from gazeta.pages.reader import Reader
from gazeta.pages.structured import breadcrumb, graph, organization, website
from gazeta.pages.views import (
    FrontPage,
    Head,
    ListingPage,
    NotFoundPage,
    RecentFragment,
    Redirect,
    SectionBlock,
)
from gazeta.pages.widgets import recent_cards, widget_views
from gazeta.sources.config.section import Section
from gazeta.sources.config.widgets import Recent


def front_page(reader: Reader) -> FrontPage:
    """The front page of a locale."""
    model, config = reader.model, reader.model.config
    title = reader.pick(config.title)
    description = reader.pick(config.description) if config.description else None
    keys = front_keys(model, reader.tag, "")
    older = older_count(model, reader.tag, "")
    paths = [(locale.tag, model.routes.root(locale.tag)) for locale in config.locales]
    canonical = reader.absolute(model.routes.root(reader.tag))
    return FrontPage(
        head=Head(
            title=title,
            site=reader.site_in(title.lang),
            description=description,
            canonical=canonical,
            alternates=reader.shared.recall(list_cluster, ""),
            og=open_graph(reader, "website", title, description, canonical),
            json_ld=graph(website(reader, title), organization(reader)),
        ),
        title=title,
        description=description,
        cards=cards(reader, keys),
        blocks=_blocks(reader),
        editions=reader.editions(tuple((tag, path, True) for tag, path in paths)),
        older=reader.href(model.routes.older(reader.tag, "", older)) if older else "",
        widgets=widget_views(reader, None),
    )


def _blocks(reader: Reader) -> tuple[SectionBlock, ...]:
    """What is newest in each section besides what the front page shows above."""
    blocks = []
    for section in reader.model.sections:
        keys = block_keys(reader.model, reader.tag, section.path)
        link = section_link(reader, section.path)
        if keys and link:
            blocks.append(SectionBlock(section=link, cards=cards(reader, keys)))
    return tuple(blocks)


def listing_page(reader: Reader, page: Page) -> ListingPage:
    """A section's front (`number` 0), or an older page of a section or of the whole site."""
    model, section = reader.model, _section(reader, page.subject)
    title = reader.pick(section.title) if section else reader.phrase("Latest news")
    description = reader.pick(section.description) if section and section.description else None
    keys = older_keys(model, reader.tag, page.subject, page.number) if page.number else None
    crumbs = article_breadcrumb(reader, page.subject)
    canonical = reader.absolute(page.path)
    newer, older = _neighbours(reader, page)
    paths = _same_list(reader, page)
    return ListingPage(
        head=Head(
            title=title,
            site=reader.site_in(title.lang),
            description=description,
            canonical=canonical,
            alternates=() if page.number else reader.shared.recall(list_cluster, page.subject),
            og=open_graph(reader, "website", title, description, canonical),
            json_ld=graph(breadcrumb(reader, crumbs), organization(reader)),
        ),
        title=title,
        description=description,
        cards=cards(reader, front_keys(model, reader.tag, page.subject) if keys is None else keys),
        breadcrumb=crumbs,
        editions=reader.editions(tuple((tag, path, True) for tag, path in paths)),
        number=page.number,
        newer=newer,
        older=older,
        widgets=widget_views(reader, None),
    )


def _section(reader: Reader, path: str) -> Section | None:
    return next((section for section in reader.model.sections if section.path == path), None)


def _neighbours(reader: Reader, page: Page) -> tuple[str, str]:
    """The addresses of the newer and the older page, empty at the ends."""
    model, tag = reader.model, reader.tag
    count = older_count(model, tag, page.subject)

    def at(number: int) -> str:
        return reader.href(model.routes.older(tag, page.subject, number))

    if page.number == 0:
        return "", at(count) if count else ""
    front = reader.href(model.routes.section(tag, page.subject))
    newer = front if page.number == count else at(page.number + 1)
    return newer, at(page.number - 1) if page.number > 1 else ""


def _same_list(reader: Reader, page: Page) -> list[tuple[str, str]]:
    """The front of the same list in every locale: its older pages do not hold the same stories everywhere."""
    routes = reader.model.routes
    pages = [(locale.tag, routes.section(locale.tag, page.subject)) for locale in reader.model.config.locales]
    return [(tag, page.path if tag == reader.tag and page.number else path) for tag, path in pages]


def recent_fragment(reader: Reader, name: str) -> RecentFragment:
    """The list that the widget of that name loads."""
    widgets = reader.model.config.widgets
    widget = next(widget for widget in widgets if isinstance(widget, Recent) and widget.id == name)
    return RecentFragment(cards=recent_cards(reader, widget))


def not_found_page(reader: Reader) -> NotFoundPage:
    """The page for addresses that do not exist; it leads to the fronts of all locales."""
    routes = reader.model.routes
    fronts = tuple((locale.tag, routes.root(locale.tag), True) for locale in reader.model.config.locales)
    title = reader.phrase("Page not found")
    head = Head(title=title, site=reader.site_in(title.lang), robots="noindex")
    return NotFoundPage(head=head, editions=reader.editions(fronts))


def redirect_page(reader: Reader, page: Page) -> Redirect:
    """A page at an old address."""
    model = reader.model
    edition = model.edition(reader.tag, page.subject) if page.subject in model.stories else None
    section = _section(reader, page.subject)
    named = edition.title if edition else reader.pick(section.title) if section else None
    title = named or Text(value=page.path, lang=reader.tag)
    url = reader.absolute(page.path)
    return Redirect(
        head=Head(title=title, site=reader.site_in(title.lang), canonical=url, robots="noindex"), title=title, url=url
    )
