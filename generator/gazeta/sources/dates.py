"""Dates as editors and their tools write them, before a time zone is known; and how they stand in published files."""

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from msgspec import Struct

from gazeta.core.span import Span

_DATE = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    r"(?:(?:T|[ \t]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"[ \t]*(?P<offset>Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?)?)?",
    re.ASCII | re.IGNORECASE,
)
"""ISO 8601 (RFC 3339), and what YAML's timestamps, Ruby and Go make of it: a space for the T, hours of one digit."""

_MINUTE = timedelta(minutes=1)


class When(Struct, frozen=True, kw_only=True):
    """A date as written: `local` without zone; `offset` in minutes east of UTC, or `None` for the site's zone."""

    local: datetime
    offset: int | None = None
    date_only: bool = False
    span: Span | None = None

    def at(self, zone: ZoneInfo) -> "Moment":
        """The moment this is for a site in `zone`; a date alone is the beginning of that day there.

        Of a local time that comes twice, when clocks go back, it is the first; one that does not come, when they go
        forward, is as long after the change as it would have been (PEP 495, `fold=0`).
        """
        if self.offset is None:
            return Moment(instant=self.local.replace(tzinfo=zone).astimezone(UTC), date_only=self.date_only)
        there = timezone(timedelta(minutes=self.offset))
        return Moment(instant=self.local.replace(tzinfo=there).astimezone(UTC), date_only=False)

    def oddity(self, zone: ZoneInfo) -> Literal["", "missing", "twice"]:
        """Whether clocks in `zone` never show this time, or show it twice. A date alone begins when it begins."""
        if self.offset is not None or self.date_only:
            return ""
        first, second = (self.local.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
        if first == second or first is None or second is None:
            return ""
        return "missing" if first < second else "twice"


class Moment(Struct, frozen=True, kw_only=True, order=True):
    """An instant in UTC; `date_only` when the editor gave a day, which is then shown without a time."""

    instant: datetime
    date_only: bool = False


def parse_when(value: str) -> When | None:
    """The date in a text (`2026-06-02`, `2026-06-02 9:30`, `2026-06-02T09:30:00.000-03:00`), or `None`.

    Years 1 and 9999 are refused: moving them to another zone would leave the calendar.
    """
    match = _DATE.fullmatch(value.strip())
    if match is None:
        return None
    try:
        numbers = [int(match[name] or 0) for name in ("year", "month", "day", "hour", "minute", "second")]
        year, month, day, hour, minute, second = numbers
        micro = int((match["fraction"] or "").ljust(6, "0")[:6])
        local = datetime(year, month, day, hour, minute, second, micro, tzinfo=UTC).replace(tzinfo=None)
        offset = _minutes(match["offset"])
    except ValueError:
        return None
    if not 1 < local.year < 9999:
        return None
    return When(local=local, offset=offset, date_only=match["hour"] is None)


def _minutes(offset: str | None) -> int | None:
    if offset is None:
        return None
    if offset[0] not in "+-":
        return 0
    hours, _, minutes = offset[1:].partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    if int(hours) > 15 or int(minutes or 0) > 59:
        raise ValueError(offset)
    return (int(hours) * 60 + int(minutes or 0)) * (-1 if offset[0] == "-" else 1)


def iso(instant: datetime, zone: tzinfo) -> str:
    """An instant as RFC 3339, HTML, Atom, W3C-DTF and schema.org take it, by the clocks of `zone`, to the second.

    None of them has offsets with seconds, as local mean times have (Amsterdam was at +00:19:32 until 1937). Such an
    offset is rounded up to a full minute, and the clock with it: the instant stays, the day is never the one before.
    """
    local = instant.astimezone(zone)
    offset = local.utcoffset() or timedelta()
    if offset % _MINUTE:
        local = instant.astimezone(timezone((offset // _MINUTE + 1) * _MINUTE))
    return local.isoformat(timespec="seconds")
