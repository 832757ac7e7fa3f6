"""What `gazeta list` shows: every edition with its state."""

from datetime import datetime

from msgspec import Struct

from gazeta.core.diagnostics import Found
from gazeta.core.segments import count_characters
from gazeta.core.status import Status
from gazeta.engine.memory import Forgetful, inside_of
from gazeta.engine.options import BuildOptions
from gazeta.engine.parse import is_article, read_inputs
from gazeta.engine.pool import Pool
from gazeta.engine.resolve import resolve
from gazeta.engine.weight import weighed
from gazeta.model.schedule import status
from gazeta.model.stories import Story
from gazeta.sources.manuscript import Inside
from gazeta.sources.measure import plain_text
from gazeta.sources.snapshot import Snapshot


class Release(Struct, frozen=True, kw_only=True):
    """Editions that will be published at an `instant` (ISO 8601): their languages, and the first one's title."""

    instant: str
    languages: tuple[str, ...]
    title: str


class Listed(Struct, frozen=True, kw_only=True):
    """One article: its original's facts, and the languages it is there in. `published` is ISO 8601, or empty.

    `releases` are those that are still to come, the next first: an embargoed article has one, and a translation that
    is dated later than its original. `words`, `characters` (as readers count them) and `reading_seconds` are of the
    original's body.
    """

    path: str
    key: str
    section: str
    lang: str
    title: str
    status: Status
    published: str
    languages: tuple[str, ...]
    releases: tuple[Release, ...] = ()
    words: int = 0
    characters: int = 0
    reading_seconds: int = 0


class Listing(Struct, frozen=True, kw_only=True):
    """All articles that can be read, newest first, and the paths of those that cannot."""

    articles: tuple[Listed, ...]
    unread: tuple[str, ...]


def list_articles(snapshot: Snapshot, options: BuildOptions, pool: Pool) -> Found[Listing]:
    """All articles, whatever their state as of `options.now`."""
    memory = Forgetful()
    inputs, found = read_inputs(snapshot, pool, lambda _stage, _done, _total: None, memory)
    resolved, more = resolve(inputs, snapshot.media, options)
    read = (manuscript.path for manuscript in inputs.manuscripts)
    lengths = {path: _length(inside_of(data)) for path, data in memory.insides(read)}
    listed = [
        Listed(
            **lengths[story.original.path],
            path=story.original.path,
            key=story.key,
            section=story.section,
            lang=story.original.lang,
            title=story.original.title.value,
            status=status(story.original, options.now),
            published=story.original.published.instant.isoformat(timespec="seconds") if story.original.dated else "",
            languages=tuple(edition.lang for edition in story.editions),
            releases=_releases(story, options.now),
        )
        for story in resolved.every.values()
    ]
    listing = Listing(
        articles=tuple(sorted(listed, key=lambda item: item.published, reverse=True)),
        unread=tuple(sorted(filter(is_article, inputs.faults.unread))),
    )
    return listing, weighed((*found, *more), resolved.every, options, snapshot.texts)


def _releases(story: Story, now: datetime) -> tuple[Release, ...]:
    coming = [edition for edition in story.editions if status(edition, now) == "scheduled"]
    instants = sorted({edition.release.instant for edition in coming})
    together = [[edition for edition in coming if edition.release.instant == instant] for instant in instants]
    return tuple(
        Release(
            instant=instant.isoformat(timespec="seconds"),
            languages=tuple(edition.lang for edition in editions),
            title=editions[0].title.value,
        )
        for instant, editions in zip(instants, together, strict=True)
    )


def _length(inside: Inside) -> dict[str, int]:
    """How long a body is, in three ways."""
    characters = count_characters(" ".join(plain_text(inside.prose).split()))
    return {"words": inside.measure.words, "characters": characters, "reading_seconds": inside.measure.seconds}
