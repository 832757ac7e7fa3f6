"""Dates as editors write them, before a time zone is known."""

import re
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from msgspec import Struct

_DATE = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?) ?(?P<offset>Z|[+-]\d{2}:?\d{2})?)?",
    re.ASCII | re.IGNORECASE,
)


class When(Struct, frozen=True, kw_only=True):
    """A date as written: `local` without zone; `offset` in minutes east of UTC, or `None` for the site's zone."""

    local: datetime
    offset: int | None = None
    date_only: bool = False

    def at(self, zone: ZoneInfo) -> "Moment":
        """The moment this is for a site in `zone`; a date alone is the beginning of that day there."""
        if self.offset is None:
            return Moment(instant=self.local.replace(tzinfo=zone).astimezone(UTC), date_only=self.date_only)
        there = timezone(timedelta(minutes=self.offset))
        return Moment(instant=self.local.replace(tzinfo=there).astimezone(UTC), date_only=False)


class Moment(Struct, frozen=True, kw_only=True, order=True):
    """An instant in UTC; `date_only` when the editor gave a day, which is then shown without a time."""

    instant: datetime
    date_only: bool = False


def parse_when(value: str) -> When | None:
    """The date in an ISO 8601 text (`2026-06-02`, `2026-06-02 09:30`, `2026-06-02T09:30:00-03:00`), or `None`.

    Years 1 and 9999 are refused: moving them to another zone would leave the calendar.
    """
    match = _DATE.fullmatch(value.strip())
    if match is None:
        return None
    try:
        local = datetime.fromisoformat(f"{match['day']}T{match['time'] or '00:00'}")
        offset = _minutes(match["offset"])
    except ValueError:
        return None
    if not 1 < local.year < 9999:
        return None
    return When(local=local.replace(tzinfo=None), offset=offset, date_only=match["time"] is None)


def _minutes(offset: str | None) -> int | None:
    if offset is None:
        return None
    if offset in "Zz":
        return 0
    digits = offset[1:].replace(":", "")
    hours, minutes = int(digits[:2]), int(digits[2:])
    if hours > 15 or minutes > 59:
        raise ValueError(offset)
    return (hours * 60 + minutes) * (-1 if offset[0] == "-" else 1)
