"""Dates, numbers, lists and names of languages, as CLDR writes them in the reader's locale."""

import math
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Literal
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit
from markupsafe import Markup, escape
from msgspec import Struct

from gazeta.core.language import babel_locale, likely, script
from gazeta.pages.views import Stamp
from gazeta.sources.config.locales import DateStyle, Digits, ListStyle
from gazeta.theming.calendars import date_in, preferred_calendar
from gazeta.theming.digits import digit_table

_LISTS: dict[ListStyle, Literal["standard", "standard-short"]] = {"standard": "standard", "short": "standard-short"}


class LocaleSettings(Struct, frozen=True, kw_only=True):
    """How a site wants a locale's values shown; an empty calendar is the one that CLDR prefers there."""

    date_style: DateStyle = "long"
    calendar: str = ""
    digits: Digits = "default"
    list_style: ListStyle = "standard"


DEFAULTS = LocaleSettings()
"""What most sites want: CLDR's ways, and long dates."""


class Formats:
    """What the locale `tag` makes of values.

    Stamps are shown in `time_zone`, the locale's; a day without a time is that day in `site_zone`.
    """

    def __init__(
        self, tag: str, time_zone: ZoneInfo, site_zone: ZoneInfo, settings: LocaleSettings = DEFAULTS
    ) -> None:
        self.tag = tag
        self._locale = babel_locale(tag)
        self._zone = time_zone
        self._site_zone = site_zone
        self._style = settings.date_style
        self._calendar = settings.calendar or preferred_calendar(tag)
        self._list_style = _LISTS[settings.list_style]
        self._digits = digit_table(tag, settings.digits)
        self._names: dict[str, str] = {}
        # what is shown on many pages: a card's day, and there are few times of day
        self._days: dict[tuple[int, DateStyle], str] = {}
        self._times: dict[tuple[int, int, timedelta | None, str | None], str] = {}

    # dates

    def date(self, stamp: Stamp) -> str:
        """The day, in the site's style: `2 de junho de 2026`."""
        return self._day(stamp, self._style)

    def short_date(self, stamp: Stamp) -> str:
        """The day in CLDR's medium style, for cards: `2 de jun. de 2026`."""
        return self._day(stamp, "medium")

    def time(self, stamp: Stamp) -> str:
        """The time of day with its zone: `15:10 BRT`."""
        local = stamp.instant.astimezone(self._zone)
        key = (local.hour, local.minute, local.utcoffset(), local.tzname())
        if key not in self._times:
            time = format_time(local, "short", tzinfo=self._zone, locale=self._locale)
            self._times[key] = self._native(f"{time} {self._zone_name(local)}")
        return self._times[key]

    def _day(self, stamp: Stamp, style: DateStyle) -> str:
        zone = self._site_zone if stamp.date_only else self._zone
        local = stamp.instant.astimezone(zone)
        key = (local.toordinal(), style)
        if key not in self._days:
            self._days[key] = self._native(self._written(local, style))
        return self._days[key]

    def _written(self, local: datetime, style: DateStyle) -> str:
        if self._calendar == "gregorian":
            return format_date(local.date(), style, locale=self._locale)
        return date_in(self._calendar, self.tag, local.date(), style)

    def _zone_name(self, local: datetime) -> str:
        """CLDR's short name of the zone if this locale uses one, else the offset: `BRT`, `GMT+3`."""
        name = format_datetime(local, "z", tzinfo=self._zone, locale=self._locale)
        if name[:1] not in "+-":
            return name
        pattern: str = self._locale.zone_formats["gmt"]
        return pattern % _short_offset(local)

    # numbers

    def number(self, value: int | float) -> str:
        """A number with the locale's separators and digits."""
        return self._native(format_decimal(value, locale=self._locale, numbering_system="default"))

    def minutes(self, count: int) -> str:
        """So many minutes, as short as can be read aloud: `5 min`."""
        text = format_unit(count, "duration-minute", "short", locale=self._locale, numbering_system="default")
        return self._native(text)

    def _native(self, text: str) -> str:
        return text.translate(self._digits) if self._digits else text

    # names

    def names(self, items: Sequence[Markup | str]) -> Markup:
        """Names as CLDR joins them (`A, B e C`); what is not markup yet is escaped."""
        safe = [str(escape(item)) for item in items]
        places = [f"\0{number}\0" for number in range(len(safe))]  # the words between them may be an “&”
        joined = str(escape(format_list(places, self._list_style, locale=self._locale)))
        for place, item in zip(places, safe, strict=True):
            joined = joined.replace(place, item)
        return Markup(joined)  # noqa: S704 - each part was escaped above

    def language_name(self, tag: str) -> str:
        """A language's name in the reader's language, as short as makes sense: `inglês`, `chinês simplificado`.

        The region counts only where the reader speaks another variety of the same language.
        """
        if tag not in self._names:
            own = likely(tag)[0] == likely(self.tag)[0]
            self._names[tag] = _name(tag, self._locale, with_region=own) or self.own_name(tag)
        return self._names[tag]

    def own_name(self, tag: str) -> str:
        """A language's name in that language, in CLDR's letters (`português (Brasil)`), or else its tag."""
        return own_name(tag)


@cache
def own_name(tag: str) -> str:
    """A language's name in that language."""
    spoken = (babel_locale(tag), babel_locale("en"))
    return next((name for locale in spoken if (name := _name(tag, locale, with_region=True))), tag)


def _name(tag: str, locale: Locale, *, with_region: bool) -> str:
    """CLDR's name for the tag as a whole, or one put together from its parts; empty if it has none."""
    language, written, region = _parts(tag)
    region = region if with_region else ""
    for parts in ([language, written, region], [language, region], [language, written]):
        whole = "_".join(part for part in parts if part)
        if set(parts) >= {language, written, region} and whole in locale.languages:
            return str(locale.languages[whole])
    base = locale.languages.get(f"{language}_{written}") if written else None
    details = [] if base else [locale.scripts.get(written, written)] if written else []
    base = base or locale.languages.get(language)
    if base is None:
        return ""
    details += [locale.territories.get(region, region)] if region else []
    return f"{base} ({', '.join(details)})" if details else str(base)


def _parts(tag: str) -> tuple[str, str, str]:
    """Language, script and region of a tag; the script too where the region implies an unusual one."""
    language, *rest = tag.split("-")
    written = next((part for part in rest if len(part) == 4 and part.isalpha()), "")
    region = next((part for part in rest if len(part) == 2 or (len(part) == 3 and part.isdigit())), "")
    if not written and script(tag) != script(language):
        written = script(tag)
    return language, written, region


def _short_offset(local: datetime) -> str:
    """`+3`, `-3:30`, `+0:20`: Babel is wrong on offsets west of Greenwich that are no full hours.

    Seconds are rounded up, as `sources.dates.iso` does.
    """
    minutes = math.ceil((local.utcoffset() or timedelta()) / timedelta(minutes=1))
    hours, rest = divmod(abs(minutes), 60)
    return f"{'-' if minutes < 0 else '+'}{hours}" + (f":{rest:02}" if rest else "")
