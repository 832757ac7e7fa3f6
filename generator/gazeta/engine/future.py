"""What time alone will change: labels, embargoes, expiries, and the days of promotions."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, ExternalStory, Story
from gazeta.pages.selection import NEWS
from gazeta.sources.config.site_config import Config
from gazeta.sources.config.widgets import Promotion
from gazeta.sources.dates import Moment


class Change(Struct, frozen=True, order=True):
    """From `instant` on something may look different: `why`, and of what."""

    instant: datetime
    why: str
    subject: str


def changes(model: SiteModel, every: Mapping[str, Story]) -> Iterator[Change]:
    """What may change after the catalog's instant: of each thing its next change, in no order."""
    for story in every.values():
        for edition in story.editions:
            yield from _of_schedule(edition, model.now)
    for story in model.stories.values():
        for edition in story.editions:
            yield from _of_labels(edition, model)
            yield from _of_news(edition, model.now) if story.section else ()
    yield from _of_widgets(model.config, model.now)


def first_change(model: SiteModel, every: Mapping[str, Story]) -> str:
    """The instant (ISO 8601) up to which a build made now is sure to be up to date; empty if that is for ever."""
    first = min((change.instant for change in changes(model, every)), default=None)
    return first.isoformat() if first else ""


def first_due(every: Mapping[str, Story], now: datetime) -> datetime | None:
    """When something is published or expires next: then lists and addresses change, not labels alone."""
    editions = (edition for story in every.values() for edition in story.editions)
    return min((change.instant for edition in editions for change in _of_schedule(edition, now)), default=None)


def _of_schedule(edition: Edition, now: datetime) -> Iterator[Change]:
    if not edition.draft:
        begin = edition.release.instant
        if begin > now:
            yield Change(begin, "is published", edition.path)
        if edition.expires and edition.expires.instant > now:
            yield Change(edition.expires.instant, "expires", edition.path)


def _of_labels(edition: Edition, model: SiteModel) -> Iterator[Change]:
    time = model.config.time
    if time.relative != "baked":
        return
    others = (item.published for item in edition.related if isinstance(item, ExternalStory))
    for moment in (edition.published, *others):
        after = next_age(moment, model.now, time.relative_under) if moment else None
        if after:
            yield Change(after, "has another label", edition.path)


def _of_news(edition: Edition, now: datetime) -> Iterator[Change]:
    begin = edition.published.instant  # which may lie after its publication
    for instant, why in ((begin, "is news"), (begin + NEWS, "is no news any more")):
        if instant > now:
            yield Change(instant, why, edition.path)


def next_age(moment: Moment, now: datetime, limit: int) -> datetime | None:
    """When the label of a moment's age changes next (see `pages.projections.age_of`); `limit` is in seconds."""
    age = (now - moment.instant).total_seconds()
    if moment.date_only or age >= limit:
        return None
    if age < 0:
        return moment.instant
    unit = 60 if age < 3_600 else 3_600 if age < 86_400 else 86_400
    return moment.instant + timedelta(seconds=min((int(age) // unit + 1) * unit, limit))


def _of_widgets(config: Config, now: datetime) -> Iterable[Change]:
    zone = ZoneInfo(config.time_zone)
    for widget in config.widgets:
        if isinstance(widget, Promotion):
            for when, why in ((widget.start, "begins"), (widget.until, "ends")):
                if when and when.at(zone).instant > now:
                    yield Change(when.at(zone).instant, why, f"the promotion “{widget.id}”")
