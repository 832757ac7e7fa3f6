"""Lists of articles: the site's front page, the sections' fronts, and the older pages of each."""

from collections.abc import Iterator, Sequence
from functools import partial

from gazeta.core.layout import CONTENT
from gazeta.core.span import Span
from gazeta.core.text import Text
from gazeta.model.site_model import SiteModel
from gazeta.pages.alternates import Cluster, list_cluster
from gazeta.pages.cards import cards
from gazeta.pages.head import open_graph
from gazeta.pages.kinds.base import Bodies, Page, PageKind, Row
from gazeta.pages.locale_context import LocaleContext, Paths
from gazeta.pages.projections import Cards, Projections
from gazeta.pages.section_links import breadcrumb_to, section_at, section_link
from gazeta.pages.selection import block_keys, front_keys, older_count, older_keys
from gazeta.pages.story_sources import PerLocale, WithCards
from gazeta.pages.structured import breadcrumb, graph, organization, website
from gazeta.pages.views import CardView, FrontPage, Head, Link, ListingPage, SectionBlock
from gazeta.pages.widgets import widget_views


class ListInputs(WithCards, frozen=True, kw_only=True):
    """The front of a list: numbers of `cards`, and how many `older` pages there are."""

    stories: PerLocale[tuple[int, ...]]
    older: PerLocale[int]


class FrontInputs(ListInputs, frozen=True, kw_only=True):
    """The site's front page: `blocks` are those of the sections, in their order."""

    blocks: PerLocale[tuple[tuple[int, ...], ...]]


class OlderInputs(WithCards, frozen=True, kw_only=True):
    """An older page of a list, and whether it is the `newest` of them."""

    stories: PerLocale[tuple[int, ...]]
    newest: PerLocale[bool]


class Front(PageKind[FrontInputs]):
    """The front page: the newest cards (the first is the lead), then a block for each section."""

    name, title, rank, template = "front", "a front page", "listing", "front.html"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """One for all locales."""
        yield Row(self.name, tuple((locale.tag, model.routes.root(locale.tag)) for locale in model.config.locales))

    def inputs(self, projections: Projections, _row: Row) -> FrontInputs:
        """The cards of the site's newest stories, and of each section's."""
        model, collected = projections.model, Cards(projections)
        stories = collected.pick(partial(_keys, model, ""))
        blocks = projections.per_locale(
            lambda tag: tuple(collected.numbers(block_keys(model, tag, section.path)) for section in model.sections)
        )
        return FrontInputs(
            stories=stories,
            older=_older(projections, ""),
            blocks=blocks,
            cards=tuple(collected.cards),
            ages=collected.ages,
        )

    def view(self, locale: LocaleContext, page: Page, inputs: FrontInputs, _bodies: Bodies) -> FrontPage:
        """The front page of a locale."""
        config = locale.config
        title = locale.pick(config.title)
        description = locale.pick(config.description) if config.description else None
        canonical = locale.absolute(page.path)
        older = inputs.older.of(locale.column)
        return FrontPage(
            head=Head(
                title=title,
                site=locale.site_in(title.lang),
                description=description,
                canonical=canonical,
                alternates=locale.share(list_cluster, ""),
                og=open_graph(locale, "website", title, description, canonical),
                json_ld=graph(website(locale, title), organization(locale)),
            ),
            title=title,
            description=description,
            cards=cards(locale, inputs, inputs.stories.of(locale.column)),
            blocks=_blocks(locale, inputs),
            editions=locale.editions(_fronts(locale, "")),
            older=_page(locale, "", older) if older else "",
            widgets=widget_views(locale, None),
        )


class Section(PageKind[ListInputs]):
    """The front of a section."""

    name, title, rank, template = "section", "the front of a section", "listing", "section.html"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """One for each section."""
        tags = [locale.tag for locale in model.config.locales]
        for section in model.sections:
            cells = tuple((tag, model.routes.section(tag, section.path)) for tag in tags)
            yield Row(self.name, cells, section.path)

    def inputs(self, projections: Projections, row: Row) -> ListInputs:
        """The cards of the section's newest stories."""
        collected = Cards(projections)
        stories = collected.pick(partial(_keys, projections.model, row.subject))
        older = _older(projections, row.subject)
        return ListInputs(stories=stories, older=older, cards=tuple(collected.cards), ages=collected.ages)

    def view(self, locale: LocaleContext, page: Page, inputs: ListInputs, _bodies: Bodies) -> ListingPage:
        """The front of a section for a locale."""
        path = page.row.subject
        older = inputs.older.of(locale.column)
        return _listing(
            locale,
            page,
            cards(locale, inputs, inputs.stories.of(locale.column)),
            ("", _page(locale, path, older) if older else ""),
            locale.share(list_cluster, path),
        )

    def span(self, _model: SiteModel, row: Row, _tag: str) -> Span:
        """The section's folder."""
        return Span(path=f"{CONTENT}/{row.subject}")


class Older(PageKind[OlderInputs]):
    """Full pages of older articles of a section or of the whole site; they stay as they are when new ones appear."""

    name, title, rank, template = "older", "older articles of a list", "listing", "section.html"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """As many for each list as some locale has."""
        for section in ("", *(section.path for section in model.sections)):
            counts = [(locale.tag, older_count(model, locale.tag, section)) for locale in model.config.locales]
            for number in range(1, max(count for _, count in counts) + 1):
                cells = ((tag, model.routes.older(tag, section, number)) for tag, count in counts if count >= number)
                yield Row(self.name, tuple(cells), section, number)

    def inputs(self, projections: Projections, row: Row) -> OlderInputs:
        """The page's cards, and whether a newer page follows."""
        model, section, number = projections.model, row.subject, row.number
        collected = Cards(projections)
        return OlderInputs(
            stories=collected.pick(lambda tag: older_keys(model, tag, section, number)),
            newest=projections.per_locale(lambda tag: older_count(model, tag, section) == number),
            cards=tuple(collected.cards),
            ages=collected.ages,
        )

    def view(self, locale: LocaleContext, page: Page, inputs: OlderInputs, _bodies: Bodies) -> ListingPage:
        """An older page for a locale."""
        path, number = page.row.subject, page.row.number
        front = locale.href(locale.routes.section(locale.tag, path))
        newer = front if inputs.newest.of(locale.column) else _page(locale, path, number + 1)
        older = _page(locale, path, number - 1) if number > 1 else ""
        shown = cards(locale, inputs, inputs.stories.of(locale.column))
        return _listing(locale, page, shown, (newer, older), ())

    def span(self, model: SiteModel, row: Row, tag: str) -> Span:
        """The section's folder."""
        return Span(path=f"{CONTENT}/{row.subject}") if row.subject else super().span(model, row, tag)


def _keys(model: SiteModel, section: str, tag: str) -> tuple[str, ...]:
    return front_keys(model, tag, section)


def _older(projections: Projections, section: str) -> PerLocale[int]:
    return projections.per_locale(lambda tag: older_count(projections.model, tag, section))


def _blocks(locale: LocaleContext, inputs: FrontInputs) -> tuple[SectionBlock, ...]:
    """What is newest in each section besides what the front page shows above."""
    blocks = []
    for section, numbers in zip(locale.sections, inputs.blocks.of(locale.column), strict=True):
        link = section_link(locale, section.path)
        if numbers and link:
            blocks.append(SectionBlock(section=link, cards=cards(locale, inputs, numbers)))
    return tuple(blocks)


def _page(locale: LocaleContext, section: str, number: int) -> str:
    return locale.href(locale.routes.older(locale.tag, section, number))


def _listing(
    locale: LocaleContext, page: Page, shown: tuple[CardView, ...], neighbours: tuple[str, str], alternates: Cluster
) -> ListingPage:
    """A page of a list; `neighbours` are the addresses of the newer and the older page, empty at the ends."""
    path = page.row.subject
    title, description = _named(locale, path)
    crumbs: tuple[Link, ...] = breadcrumb_to(locale, path)
    canonical = locale.absolute(page.path)
    newer, older = neighbours
    return ListingPage(
        head=Head(
            title=title,
            site=locale.site_in(title.lang),
            description=description,
            canonical=canonical,
            alternates=alternates,
            og=open_graph(locale, "website", title, description, canonical),
            json_ld=graph(breadcrumb(locale, crumbs), organization(locale)),
        ),
        title=title,
        description=description,
        cards=shown,
        breadcrumb=crumbs,
        editions=locale.editions(_same_list(locale, page)),
        number=page.row.number,
        newer=newer,
        older=older,
        widgets=widget_views(locale, None),
    )


def _named(locale: LocaleContext, path: str) -> tuple[Text, Text | None]:
    """The title and the description of a list."""
    section = section_at(locale, path)
    if section is None:
        return locale.phrase("Latest news"), None
    return locale.pick(section.title), locale.pick(section.description) if section.description else None


def _fronts(locale: LocaleContext, section: str) -> Paths:
    """The front of a list in every locale."""
    return tuple((tag, locale.routes.section(tag, section), True) for tag in locale.columns)


def _same_list(locale: LocaleContext, page: Page) -> Paths:
    """The fronts of the same list: its older pages do not hold the same stories everywhere."""
    fronts = _fronts(locale, page.row.subject)
    return tuple((tag, page.path if tag == locale.tag else path, True) for tag, path, _ in fronts)
