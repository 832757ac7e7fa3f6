"""Cards: linked summaries of articles, here and elsewhere."""

from collections.abc import Iterable

from gazeta.core.digest import Known
from gazeta.core.language import same_language
from gazeta.core.records import alike
from gazeta.pages.locale_context import LocaleContext, source_view
from gazeta.pages.section_links import section_link
from gazeta.pages.story_sources import CardSource, Editions, ExternalSource, WithCards
from gazeta.pages.views import CardView, Relative

Ages = tuple[Relative | None, ...]


def cards(locale: LocaleContext, inputs: WithCards, numbers: Iterable[int]) -> tuple[CardView, ...]:
    """Cards by their numbers among a row's."""
    ages = inputs.ages
    return tuple(locale.recall(_card, inputs.cards[number], ages[number] if ages else ()) for number in numbers)


def _card(locale: LocaleContext, card: Known[Editions[CardSource]] | Known[ExternalSource], ages: Ages) -> CardView:
    source = card.value
    return _elsewhere(locale, source, ages) if isinstance(source, ExternalSource) else _here(locale, source, ages)


def _here(locale: LocaleContext, story: Editions[CardSource], ages: Ages) -> CardView:
    number = story.shown[locale.column]
    if number is None:
        raise LookupError(locale.tag)
    edition = story.editions[number]
    age = ages[number] if ages else None
    return alike(
        CardView,
        edition,
        url=locale.href(locale.path(edition)),
        foreign=not same_language(edition.lang, locale.tag),
        summary=edition.abstract,
        source=source_view(edition.source),
        published=locale.stamp(edition.published, age) if edition.dated else None,
        image=locale.picture(edition.picture),
        section=section_link(locale, edition.section),
    )


def _elsewhere(locale: LocaleContext, story: ExternalSource, ages: Ages) -> CardView:
    return alike(
        CardView,
        story,
        lang=story.title.lang,
        foreign=not same_language(story.title.lang, locale.tag),
        external=True,
        source=source_view(story.source),
        published=locale.stamp(story.published, ages[0] if ages else None) if story.published else None,
    )
