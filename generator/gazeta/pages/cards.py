"""Cards: linked summaries of articles, here and elsewhere."""

from collections.abc import Iterable

from gazeta.core.language import same_language
from gazeta.model.schedule import status
from gazeta.model.stories import Edition, ExternalStory
from gazeta.pages.plan import related_keys
from gazeta.pages.reader import Reader, source_view
from gazeta.pages.views import CardView, Link


def card(reader: Reader, key: str) -> CardView:
    """The card of a story that the reader's locale shows."""
    model = reader.model
    edition = model.stories[key].editions[model.shown[reader.tag][key]]
    return CardView(
        title=edition.title,
        url=reader.href(model.path(reader.tag, key)),
        lang=edition.lang,
        foreign=not same_language(edition.lang, reader.tag),
        summary=edition.abstract,
        source=source_view(edition.source),
        published=reader.stamp(edition.published, relative=True) if edition.dated else None,
        image=reader.image(edition.image),
        section=section_link(reader, edition.section),
        status=status(edition, model.now),
    )


def external_card(reader: Reader, story: ExternalStory) -> CardView:
    """The card of an article elsewhere."""
    return CardView(
        title=story.title,
        url=story.url,
        lang=story.title.lang,
        foreign=not same_language(story.title.lang, reader.tag),
        external=True,
        summary=story.summary,
        source=source_view(story.source),
        published=reader.stamp(story.published, relative=True) if story.published else None,
    )


def cards(reader: Reader, keys: Iterable[str]) -> tuple[CardView, ...]:
    """The cards of several stories."""
    return tuple(reader.recall(card, key) for key in keys)


def related_cards(reader: Reader, key: str, edition: Edition) -> tuple[CardView, ...]:
    """An article's related reading."""
    return tuple(
        external_card(reader, item) if isinstance(item, ExternalStory) else reader.recall(card, item)
        for item in related_keys(reader.model, reader.tag, key, edition)
    )


def section_link(reader: Reader, section: str) -> Link | None:
    """The link to a section's front, named for the reader."""
    return reader.recall(_section_link, section)


def _section_link(reader: Reader, section: str) -> Link | None:
    found = next((known for known in reader.model.sections if known.path == section), None)
    if found is None:
        return None
    url = reader.href(reader.model.routes.section(reader.tag, section))
    return Link(label=reader.pick(found.title), url=url)
