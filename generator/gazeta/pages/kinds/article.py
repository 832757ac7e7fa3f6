"""Articles: a story in the edition that each locale's readers get."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import structs

from gazeta.core.language import same_language
from gazeta.core.layout import CONTENT
from gazeta.core.records import alike
from gazeta.core.span import Span
from gazeta.core.text import Text
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, ExternalStory
from gazeta.pages.alternates import story_cluster
from gazeta.pages.cards import cards
from gazeta.pages.head import open_graph
from gazeta.pages.kinds.base import Bodies, Page, PageKind, Row
from gazeta.pages.locale_context import LocaleContext, Paths, source_view
from gazeta.pages.projections import Cards, Projections
from gazeta.pages.prose import Targets, fill
from gazeta.pages.section_links import breadcrumb_to
from gazeta.pages.selection import related_keys
from gazeta.pages.story_sources import (
    CorrectionSource,
    Editions,
    Images,
    Links,
    OriginalSource,
    PerLocale,
    WithCards,
    WrittenSource,
)
from gazeta.pages.structured import breadcrumb, graph, news_article, organization, translations
from gazeta.pages.views import ArticlePage, CorrectionView, Head, HeadingView, OriginalView, QuestionView
from gazeta.pages.widgets import widget_views
from gazeta.sources.manuscript import Inside


class ArticleInputs(WithCards, frozen=True, kw_only=True):
    """A story as its own pages show it. `text` has digests of what is inside its editions, by their files.

    `links` and `images` say what those of each edition lead to, in the order of the story's editions; `related` are
    numbers of cards.
    """

    story: Editions[WrittenSource]
    text: dict[str, str]
    related: PerLocale[tuple[int, ...]]
    links: tuple[Links, ...]
    images: tuple[Images, ...]


class Article(PageKind[ArticleInputs]):
    """One row a story."""

    name, title, rank, template = "article", "an article", "page", "article.html"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """All stories that anybody gets."""
        columns = [(locale.tag, model.shown[locale.tag]) for locale in model.config.locales]
        forms: dict[str, list[tuple[str, str]]] = {}  # a section's addresses, before and after the slug
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
            yield Row(self.name, tuple(cells), key)

    def inputs(self, projections: Projections, row: Row) -> ArticleInputs:
        """A story with the cards of those related to it, and all that its texts refer to."""
        key, shown, collected = row.subject, projections.shown(row.subject), Cards(projections)
        story = projections.editions(key, lambda edition: _written(projections, key, edition))
        related = collected.pick(lambda tag: _related(projections.model, tag, key))
        return ArticleInputs(
            story=story,
            text={edition.path: projections.insides.get(edition.path, "") for edition in shown},
            related=related,
            cards=tuple(collected.cards),
            ages=collected.ages,
            links=tuple(projections.links((*edition.links, *edition.addresses)) for edition in shown),
            images=tuple(projections.images(edition.images) for edition in shown),
        )

    def bodies(self, inputs: ArticleInputs) -> Mapping[str, str]:
        """What is inside the story's editions."""
        return inputs.text

    def view(self, locale: LocaleContext, page: Page, inputs: ArticleInputs, bodies: Bodies) -> ArticlePage:
        """What the locale's readers see of the story."""
        number = inputs.story.shown[locale.column]
        if number is None:
            raise LookupError(page.row.subject)
        edition = inputs.story.editions[number]
        inside = bodies[edition.path]
        targets = Targets(links=inputs.links[number], images=inputs.images[number])
        view = alike(
            ArticlePage,
            edition,
            head=Head(title=edition.title, site=locale.recall(LocaleContext.site_in, edition.lang)),
            foreign=not same_language(edition.lang, locale.tag),
            body=fill(locale, inside.prose, targets),
            breadcrumb=breadcrumb_to(locale, edition.section),
            editions=locale.editions(locale.share(_paths, inputs.story)),
            source=source_view(edition.source),
            authors=tuple(view for author in edition.authors if (view := source_view(author))),
            published=locale.stamp(edition.published) if edition.dated else None,
            updated=locale.stamp(edition.updated) if edition.updated else None,
            original=_original(locale, edition),
            image=locale.picture(edition.picture),
            headings=_headings(inside, edition.lang),
            questions=_questions(locale, inside, targets),
            related=cards(locale, inputs, inputs.related.of(locale.column)),
            corrections=tuple(
                CorrectionView(date=locale.stamp(note.date), text=note.text) for note in edition.corrections
            ),
            widgets=widget_views(locale, edition.widgets),
            words=inside.measure.words,
            minutes=round(inside.measure.seconds / 60),
        )
        return structs.replace(view, head=_head(locale, view, inputs.story, edition))

    def span(self, model: SiteModel, row: Row, tag: str) -> Span:
        """The file of the edition that the locale shows."""
        edition = model.edition(tag, row.subject)
        return Span(path=edition.path if edition else CONTENT)


def _form(model: SiteModel, tag: str, section: str) -> tuple[str, str]:
    """What stands before and after the slug in a section's addresses."""
    begin, _, end = model.routes.article(tag, section, "\0").partition("\0")
    return begin, end


# from the model


def _written(projections: Projections, key: str, edition: Edition) -> WrittenSource:
    first = edition.translates
    return alike(
        WrittenSource,
        edition,
        picture=projections.picture(edition.image),
        status=projections.status(edition),
        original=edition is projections.model.stories[key].original,
        translates=alike(OriginalSource, first) if first else None,
        corrections=tuple(alike(CorrectionSource, note) for note in edition.corrections),
        widgets=None if edition.widgets is None else tuple(widget.target for widget in edition.widgets),
    )


def _related(model: SiteModel, tag: str, key: str) -> tuple[str | ExternalStory, ...]:
    edition = model.edition(tag, key)
    return related_keys(model, tag, key, edition) if edition else ()


# for one locale


def _paths(locale: LocaleContext, story: Editions[WrittenSource]) -> Paths:
    """The story's pages in all locales that have one."""
    shown = ((tag, story.of(column)) for tag, column in locale.columns.items())
    return tuple(
        (tag, locale.path(edition, tag), same_language(edition.lang, tag)) for tag, edition in shown if edition
    )


def _original(locale: LocaleContext, edition: WrittenSource) -> OriginalView | None:
    first = edition.translates
    return OriginalView(lang=first.lang, published=locale.stamp(first.published)) if first else None


def _headings(inside: Inside, lang: str) -> tuple[HeadingView, ...]:
    return tuple(
        HeadingView(level=heading.level, id=heading.id, text=Text(value=heading.text, lang=lang))
        for heading in inside.headings
    )


def _questions(locale: LocaleContext, inside: Inside, targets: Targets) -> tuple[QuestionView, ...]:
    return tuple(
        QuestionView(question=item.question, answer=fill(locale, item.answer, targets), lang=item.answer.lang)
        for item in inside.questions
    )


def _head(locale: LocaleContext, view: ArticlePage, story: Editions[WrittenSource], edition: WrittenSource) -> Head:
    canonical = locale.absolute(locale.path(edition, _canonical(locale, story)))
    og = open_graph(locale, "article", view.title, edition.abstract, canonical, view.image)
    stamps = (("article:published_time", view.published), ("article:modified_time", view.updated))
    times = tuple((name, stamp.iso) for name, stamp in stamps if stamp)
    return Head(
        title=view.title,
        site=view.head.site,
        description=edition.abstract,
        canonical=canonical,
        alternates=story_cluster(locale, story),
        og=(*og, *times),
        json_ld=graph(
            news_article(locale, view, canonical, edition) | translations(locale, story),
            locale.recall(breadcrumb, view.breadcrumb),
            locale.recall(organization),
        ),
        robots="" if view.status == "live" else "noindex",
    )


def _canonical(locale: LocaleContext, story: Editions[WrittenSource]) -> str:
    """The locale whose page search engines are to keep: the body's own, unless the site chose `hreflang`."""
    number = story.shown[locale.column]
    if number is None or locale.config.untranslated == "hreflang":
        return locale.tag
    return story.homes[number]
