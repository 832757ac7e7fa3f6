"""The view of an article for one locale."""

from msgspec import structs

from gazeta.core.text import Text
from gazeta.model.schedule import status
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, section_paths
from gazeta.pages.alternates import Cluster, story_cluster, story_members
from gazeta.pages.cards import related_cards, section_link
from gazeta.pages.head import open_graph
from gazeta.pages.prose import fill
from gazeta.pages.reader import Reader, source_view
from gazeta.pages.structured import breadcrumb, graph, news_article, organization, translations
from gazeta.pages.views import (
    ArticlePage,
    CorrectionView,
    Head,
    HeadingView,
    Link,
    OriginalView,
    QuestionView,
)
from gazeta.pages.widgets import widget_views
from gazeta.sources.manuscript import Inside


def article_page(reader: Reader, key: str, inside: Inside) -> ArticlePage:
    """The view of what the reader's locale shows of a story; `inside` is that edition's."""
    model = reader.model
    edition = model.stories[key].editions[model.shown[reader.tag][key]]
    page = ArticlePage(
        head=Head(title=edition.title, site=reader.recall(Reader.site_in, edition.lang)),
        lang=edition.lang,
        foreign=not model.translated(reader.tag, key),
        title=edition.title,
        body=fill(reader, inside.prose, edition.path),
        breadcrumb=reader.recall(article_breadcrumb, edition.section),
        editions=reader.editions(reader.shared.recall(_paths, key)),
        summary=edition.summary,
        source=source_view(edition.source),
        authors=tuple(view for author in edition.authors if (view := source_view(author))),
        published=reader.stamp(edition.published) if edition.dated else None,
        updated=reader.stamp(edition.updated) if edition.updated else None,
        original=_original(reader, edition),
        image=reader.image(edition.image),
        headings=_headings(inside, edition.lang),
        questions=_questions(reader, inside, edition.path),
        related=related_cards(reader, key, edition),
        tags=edition.tags,
        corrections=tuple(
            CorrectionView(date=reader.stamp(note.date), text=note.text) for note in edition.corrections
        ),
        widgets=reader.recall(widget_views, _widget_names(edition)),
        status=status(edition, model.now),
        words=inside.measure.words,
        minutes=round(inside.measure.seconds / 60),
    )
    return structs.replace(page, head=_head(reader, key, page, edition))


def _original(reader: Reader, edition: Edition) -> OriginalView | None:
    first = edition.translates
    return OriginalView(lang=first.lang, published=reader.stamp(first.published)) if first else None


def article_breadcrumb(reader: Reader, section: str) -> tuple[Link, ...]:
    """The way from the front page to a section, outermost first."""
    steps = (section_link(reader, path) for path in reversed(section_paths(section)))
    return (reader.front(), *(step for step in steps if step))


def _paths(model: SiteModel, key: str) -> tuple[tuple[str, str, bool], ...]:
    tags = [locale.tag for locale in model.config.locales if key in model.shown[locale.tag]]
    return tuple((tag, model.path(tag, key), model.translated(tag, key)) for tag in tags)


def _headings(inside: Inside, lang: str) -> tuple[HeadingView, ...]:
    return tuple(
        HeadingView(level=heading.level, id=heading.id, text=Text(value=heading.text, lang=lang))
        for heading in inside.headings
    )


def _questions(reader: Reader, inside: Inside, path: str) -> tuple[QuestionView, ...]:
    return tuple(
        QuestionView(
            question=item.question,
            answer=fill(reader, item.answer, path),
            lang=item.answer.lang,
        )
        for item in inside.questions
    )


def _widget_names(edition: Edition) -> frozenset[str] | None:
    return None if edition.widgets is None else frozenset(widget.target for widget in edition.widgets)


def _head(reader: Reader, key: str, page: ArticlePage, edition: Edition) -> Head:
    model = reader.model
    home = model.canonical(reader.tag, key)
    canonical = reader.absolute(model.path(home, key))
    og = open_graph(reader, "article", page.title, edition.abstract, canonical, page.image)
    stamps = (("article:published_time", page.published), ("article:modified_time", page.updated))
    times = tuple((name, stamp.iso) for name, stamp in stamps if stamp)
    return Head(
        title=page.title,
        site=page.head.site,
        description=edition.abstract,
        canonical=canonical,
        alternates=_alternates(reader, key),
        og=(*og, *times),
        json_ld=graph(
            news_article(reader, page, canonical, edition) | translations(reader, key),
            reader.recall(breadcrumb, page.breadcrumb),
            reader.recall(organization),
        ),
        robots="" if page.status == "live" else "noindex",
    )


def _alternates(reader: Reader, key: str) -> Cluster:
    """The cluster of a story, on the pages that belong to it."""
    members = reader.shared.recall(story_members, key)
    return reader.shared.recall(story_cluster, key) if reader.tag in members else ()
