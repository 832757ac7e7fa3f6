"""Which article is there in which language, and which translation is older than what it translates."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Literal

from msgspec import Struct

from gazeta.core.language import same_language
from gazeta.core.status import Status
from gazeta.model.schedule import status
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, Story
from gazeta.sources.translation.passages import Passage, passages
from gazeta.sources.translation.record import Change, Record, changes_since

State = Literal["translated", "stale", "fallback", "missing"]


class Cell(Struct, frozen=True, kw_only=True):
    """What one locale's readers get of an article.

    `translated`: a text in their language (the `original`, or a translation that is `recorded` as of the original's
    present state, or not recorded at all). `stale`: the original has `changed` since. `fallback`: a text in another
    language. `missing`: nothing. `lang` and `path` are those of the text they get.
    """

    locale: str
    state: State
    lang: str = ""
    path: str = ""
    original: bool = False
    recorded: bool = False
    changed: tuple[Change, ...] = ()


class Coverage(Struct, frozen=True, kw_only=True):
    """An article, and its cells in the order of the site's locales. `path` is its original's."""

    key: str
    path: str
    lang: str
    title: str
    status: Status
    cells: tuple[Cell, ...]


def coverage(
    model: SiteModel, records: Mapping[str, Record], files: Mapping[str, bytes], only: frozenset[str] = frozenset()
) -> tuple[Coverage, ...]:
    """The table of all articles of a catalog, or of those with some keys.

    `records` are of translations by their path, `files` the articles' bytes by theirs.
    """
    now = cache(lambda path: passages(files[path], path))  # many translations, one original
    tags = [locale.tag for locale in model.config.locales]
    return tuple(
        Coverage(
            key=key,
            path=story.original.path,
            lang=story.original.lang,
            title=story.original.title.value,
            status=status(story.original, model.now),
            cells=tuple(_cell(model, tag, story, records, now) for tag in tags),
        )
        for key, story in model.stories.items()
        if not only or key in only
    )


def _cell(
    model: SiteModel, tag: str, story: Story, records: Mapping[str, Record], now: Callable[[str], tuple[Passage, ...]]
) -> Cell:
    edition = model.edition(tag, story.key)
    if edition is None:
        return Cell(locale=tag, state="missing")
    if not same_language(edition.lang, tag):
        return Cell(locale=tag, state="fallback", lang=edition.lang, path=edition.path)
    original = edition is story.original
    record = None if original else records.get(edition.path)
    changed = changes_since(record, now(story.original.path)) if record else ()
    return Cell(
        locale=tag,
        state="stale" if changed else "translated",
        lang=edition.lang,
        path=edition.path,
        original=original,
        recorded=record is not None,
        changed=changed,
    )


def translations_in(model: SiteModel) -> Iterator[tuple[Story, Edition]]:
    """All translations of a catalog's stories."""
    return ((story, edition) for story in model.stories.values() for edition in story.editions[1:])


def record_of(story: Story, files: Mapping[str, bytes]) -> Record:
    """The record of a translation of a story that was made, or found right, now."""
    path = story.original.path
    return Record(original=path, passages=passages(files[path], path))
