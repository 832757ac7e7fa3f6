"""What is live at an instant."""

from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from gazeta.core.status import Status
from gazeta.model.stories import Edition, Story
from gazeta.sources.config.widgets import Promotion


class Include(Struct, frozen=True, kw_only=True):
    """What a build shows besides what is live; previews show more than readers may see."""

    drafts: bool = False
    future: bool = False
    expired: bool = False

    def takes(self, status: Status) -> bool:
        """Whether editions of that status are part of the build."""
        return {"live": True, "draft": self.drafts, "scheduled": self.future, "expired": self.expired}[status]


def status(edition: Edition, now: datetime) -> Status:
    """An edition is live from `publish_at` (else its date) until `expires`, both in UTC, unless it is a draft."""
    if edition.draft:
        return "draft"
    if edition.release.instant > now:
        return "scheduled"
    if edition.expires and edition.expires.instant <= now:
        return "expired"
    return "live"


def live(stories: dict[str, Story], now: datetime, include: Include) -> dict[str, Story]:
    """The stories with those of their editions that the build takes; stories without any are left out."""
    found = {}
    for key, story in stories.items():
        editions = tuple(edition for edition in story.editions if include.takes(status(edition, now)))
        if editions:
            unchanged = len(editions) == len(story.editions)
            found[key] = story if unchanged else structs.replace(story, editions=editions)
    return found


def is_current(promotion: Promotion, time_zone: str, now: datetime) -> bool:
    """Whether a promotion is shown at an instant: from its `from` on, and before its `until`."""
    zone = ZoneInfo(time_zone)
    begun = promotion.start is None or promotion.start.at(zone).instant <= now
    return begun and (promotion.until is None or now < promotion.until.at(zone).instant)
