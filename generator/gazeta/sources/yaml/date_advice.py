"""What to write for a text that should be a date: exactly that, wherever it can be known."""

import re
import unicodedata
from datetime import UTC, datetime

from gazeta.sources.dates import parse_when

_GENERAL = "Write 2026-06-02, 2026-06-02 09:30 or 2026-06-02T09:30:00-03:00."
_QUOTES = "“”„«»‘’'\"`"
_REST = r"(?P<rest>(?:[T ,]+\d{1,2}(?::\d{2}| ?[apAP]\.?[mM]).*)?)"
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/. 年](?P<month>\d{1,2})[-/. 月](?P<day>\d{1,2})日?" + _REST, re.ASCII)
_DIGITS = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})" + _REST, re.ASCII)
_YEAR_LAST = re.compile(r"(?P<one>\d{1,2})(?P<mark>[-/.])(?P<two>\d{1,2})[-/.](?P<year>\d{4})" + _REST, re.ASCII)
_HALF = re.compile(r"(?P<hour>\d{1,2})(?P<more>(?::\d{2}){0,2}) ?(?P<half>[ap])\.?m\.?", re.ASCII | re.IGNORECASE)
_SECONDS = re.compile(r"\d{9,10}", re.ASCII)
_ABBREVIATION = re.compile(r".*\d ?(?P<name>[A-Z]{2,5})", re.ASCII)
_OFFSET = re.compile(r".*\d ?(?P<offset>[+-]\d{2}:?\d{2})", re.ASCII)
_ZONE = re.compile(r"(?P<when>.*\d) ?\(?(?P<name>[A-Za-z]+/[\w/+-]+)\)?")
_CLOCK = re.compile(r"(?<=[T ]\d{2})(?:[.h](?=\d{2}(?:\D|$))|h$)|(?<=[T ]\d)(?:[.h](?=\d{2}(?:\D|$))|h$)", re.ASCII)
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_SHAPE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]+\d{1,2}:\d{2}.*)?", re.ASCII)


def date_hint(value: str) -> str:
    """A hint for what `parse_when` does not take."""
    text = _typed(value)
    days = [f"{day}{_clock(rest)}" for day, rest in _days(text)]
    found = [day for day in days if parse_when(day)]
    if found:
        return f"Write {' or '.join(dict.fromkeys(found))}."
    if match := _SECONDS.fullmatch(text):
        return f"Write {datetime.fromtimestamp(int(match[0]), UTC):%Y-%m-%dT%H:%M:%SZ}."
    return _reason(text) or _GENERAL


def _typed(value: str) -> str:
    """A text with the digits, hyphens and colons that were meant: `٢–٦, 9h30` gives `2-6, 9:30`."""
    text = value[:80].strip().strip(_QUOTES).translate(_DASHES)[:60]
    text = "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)
    return _CLOCK.sub(lambda match: ":" if match.end() < len(text) else ":00", text)


def _days(text: str) -> list[tuple[str, str]]:
    """The days that a text may mean, in our order, each with what follows it."""
    if match := _YEAR_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        return [(_day(match["year"], match["month"], match["day"]), match["rest"])]
    if match := _YEAR_LAST.fullmatch(text):
        european = _day(match["year"], match["two"], match["one"])
        american = _day(match["year"], match["one"], match["two"])
        days = (european,) if match["mark"] == "." else (european, american)
        return [(day, match["rest"]) for day in days]
    return [(text, "")]


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{month:0>2}-{day:0>2}"


def _clock(rest: str) -> str:
    """A time of day by 24 hours: ` 9:30 PM` gives ` 21:30`."""
    begin = "T" if rest.startswith("T") and not _HALF.search(rest) else " "
    return begin + _HALF.sub(_by_24_hours, rest.lstrip("T ,")) if rest else ""


def _by_24_hours(match: re.Match[str]) -> str:
    hour = int(match["hour"]) % 12 + (12 if match["half"] in "pP" else 0)
    return f"{hour:02}{match['more'] or ':00'}"


def _reason(text: str) -> str:
    """Why a text that looks like a date is none."""
    if (match := _ABBREVIATION.fullmatch(text)) and match["name"].upper() not in {"AM", "PM"}:
        return f"“{match['name']}” does not say how far from UTC: write an offset, such as 2026-06-02T09:30:00-05:00."
    if (match := _ZONE.fullmatch(text)) and parse_when(match["when"]):
        name, when = match["name"], match["when"]
        return f"“{name}” cannot stand here: write {when}, in the site's time zone, or an offset: {when}-03:00."
    if not _SHAPE.fullmatch(text):
        return ""
    if not parse_when(text[:10]):
        return "There is no such day: write year, month and day, such as 2026-06-02."
    if (match := _OFFSET.fullmatch(text)) and parse_when(text.removesuffix(match["offset"])):
        return f"No place is as far from UTC as “{match['offset']}”: offsets go from -12:00 to +14:00."
    return "There is no such time: hours go to 23, minutes and seconds to 59."
