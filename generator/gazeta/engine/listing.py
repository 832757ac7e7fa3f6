"""What `gazeta list` shows: every edition with its state."""

from msgspec import Struct

from gazeta.catalog.schedule import Status, status
from gazeta.core.diagnostics import Found
from gazeta.engine.options import BuildOptions
from gazeta.engine.parse import read_inputs
from gazeta.engine.pool import Pool
from gazeta.engine.resolve import resolve
from gazeta.sources.snapshot import Snapshot


class Listed(Struct, frozen=True, kw_only=True):
    """One article: its original's facts, and the languages it is there in. `published` is ISO 8601."""

    path: str
    key: str
    section: str
    lang: str
    title: str
    status: Status
    published: str
    languages: tuple[str, ...]


def list_articles(snapshot: Snapshot, options: BuildOptions, pool: Pool) -> Found[tuple[Listed, ...]]:
    """All articles, newest first, whatever their state as of `options.now`."""
    inputs, found = read_inputs(snapshot, pool, lambda _stage, _done, _total: None)
    resolved, more = resolve(inputs, snapshot.media, options)
    listed = [
        Listed(
            path=story.original.path,
            key=story.key,
            section=story.section,
            lang=story.original.lang,
            title=story.original.title.value,
            status=status(story.original, options.now),
            published=story.original.published.instant.isoformat(timespec="seconds"),
            languages=tuple(edition.lang for edition in story.editions),
        )
        for story in resolved.every.values()
    ]
    return tuple(sorted(listed, key=lambda item: item.published, reverse=True)), (*found, *more)
