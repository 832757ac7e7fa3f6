"""Dates in other calendars than the Gregorian: ICU's, for Babel has no other (ICU 77 and Babel 2.18 are CLDR 47)."""

from datetime import UTC, date, datetime
from functools import cache

import icu

_SKELETONS = {"short": "yMd", "medium": "yMMMd", "long": "yMMMMd", "full": "yMMMMEEEEd"}
"""What a date of each style names (UTS 35, part 4, “Date Field Symbol Table”).

CLDR's own styles for most of these calendars are root's, with eras that have no name but “ERA1”.
"""


@cache
def preferred_calendar(tag: str) -> str:
    """The calendar that CLDR prefers where a locale is spoken: `persian` for `fa`, `buddhist` for `th`.

    By CLDR's names (UTS 35, part 1, key `ca`); `gregorian` for most.
    """
    kind: str = icu.Calendar.createInstance(icu.Locale.forLanguageTag(tag)).getType()
    return kind


def date_in(calendar: str, tag: str, day: date, style: str) -> str:
    """A day in a calendar and one of four styles, with the digits 0 to 9: `12 خرداد 1405`."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()
    text: str = _format(calendar, tag, style).format(noon)
    return text


@cache
def _format(calendar: str, tag: str, style: str) -> icu.SimpleDateFormat:
    locale = icu.Locale.forLanguageTag(f"{tag}-u-ca-{calendar}-nu-latn")
    pattern = icu.DateTimePatternGenerator.createInstance(locale).getBestPattern(_SKELETONS[style])
    made = icu.SimpleDateFormat(pattern, locale)
    made.setTimeZone(icu.TimeZone.getGMT())
    return made
