"""Dates and ages in a locale's words, as filters for templates; Pelican's cache wants to pickle them."""

from datetime import date, datetime
from functools import cache, partial
from typing import Any

from babel import Locale
from babel.dates import format_date

UNITS = (("minute", 1, 60), ("hour", 60, 1440), ("day", 1440, 10_080))
"""Each unit, its length and the age from which it no longer serves, in minutes."""


def filters(locale: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The filters of a locale, for a site built at `now`."""
    return {
        "iso": iso,
        "short_date": partial(_day, locale["tag"], "medium"),
        "long_date": partial(_day, locale["tag"], "long"),
        "age": partial(_age, locale, now),
        "fill": fill,
    }


def iso(moment: datetime) -> str:
    """RFC 3339, to the second."""
    return moment.isoformat(timespec="seconds")


def fill(text: str, *values: object) -> str:
    """A phrase with the values in place of its `%s`."""
    return text % values


def _day(tag: str, style: str, moment: datetime) -> str:
    return _formatted(tag, style, moment.date())


@cache
def _formatted(tag: str, style: str, day: date) -> str:
    return str(format_date(day, style, locale=_locale(tag)))


@cache
def _locale(tag: str) -> Locale:
    return Locale.parse(tag, sep="-")


def _age(locale: dict[str, Any], now: datetime, moment: datetime) -> str:
    minutes = int((now - moment).total_seconds()) // 60
    if minutes < 1:
        return str(locale["phrases"]["now"])
    for unit, length, limit in UNITS:
        if minutes < limit:
            count = minutes // length
            return str(locale["ages"][unit][_locale(locale["tag"]).plural_form(count)]).replace("%s", str(count))
    return ""
