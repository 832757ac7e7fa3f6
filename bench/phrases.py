"""The interface's words for the peers, from Gazeta's own catalogs: one table a locale."""

import json
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.pofile import read_po
from babel.units import format_unit
from newsroom import LOCALES

CATALOGS = Path(__file__).parents[1] / "locales"
PHRASES = {
    "about": "About this site",
    "at": "%(date)s at %(time)s",
    "authors": "By %(authors)s",
    "feed": "News feed (Atom)",
    "front": "Front page",
    "go_front": "Go to the front page",
    "here": "You are here",
    "language": "Language",
    "latest": "Latest news",
    "mistyped": "The address may be mistyped, or the article may have moved.",
    "more": "More in %(section)s",
    "newer": "Newer articles",
    "not_found": "Page not found",
    "older": "Older articles",
    "page": "Page %(number)s",
    "pages": "Pages",
    "published": "Published on %(date)s",
    "questions": "Related questions",
    "reading": "Reading time: %(time)s",
    "read_in": "Read this article in:",
    "related": "Related reading",
    "sections": "Sections",
    "skip": "Skip to content",
    "summary": "Summary",
    "topics": "Topics",
    "untranslated": "This article has not been translated yet. Language of the text: %(language)s.",
}
LONGEST = 60
"""Minutes of reading that there are words for."""
AGES = {"minute": "%(n)s min ago", "hour": "%(n)sh ago", "day": "%(n)sd ago"}
KINDS = ("zero", "one", "two", "few", "many", "other")


def locale_tables() -> list[dict[str, Any]]:
    """What a peer's templates must know of each locale, in the order of the site's locales.

    `prefix` leads every address, `name` is the language's own, `phrases` are ready but for `%s` in some,
    `ages` are relative times by unit and CLDR plural category, with `%s` for the number; `reading` says how long a
    text takes, by minutes.
    """
    return [_table(tag) for tag in LOCALES]


def _table(tag: str) -> dict[str, Any]:
    locale, words = Locale.parse(tag, sep="-"), _messages(tag)
    english = str(locale.languages["en"])
    phrases = {key: _plain(words.get((None, text), text)) for key, text in PHRASES.items()}
    phrases["untranslated"] %= english
    phrases["in_language"] = f"({english})"
    reading = phrases.pop("reading")
    phrases["now"] = words.get(("relative time", "Now"), "Now")
    ages = {unit: _ages(locale, unit, words) for unit in AGES}
    return {
        "tag": tag,
        "key": tag.lower(),
        "prefix": "" if tag == LOCALES[0] else f"/{tag.lower()}",
        "dir": locale.text_direction,
        "name": _own_name(locale, tag),
        "phrases": phrases,
        "ages": ages,
        "reading": [reading % _minutes(locale, count) for count in range(LONGEST)],
        "times": json.dumps({"limit": 604_800, "now": phrases["now"], **ages}, ensure_ascii=False),
    }


def _messages(tag: str) -> dict[tuple[str | None, str], Any]:
    with (CATALOGS / tag / "LC_MESSAGES" / "gazeta.po").open("rb") as file:
        model = read_po(file)
    return {
        (item.context, item.id if isinstance(item.id, str) else item.id[0]): item.string
        for item in model
        if item.string
    }


def _plain(text: str) -> str:
    """A phrase with `%s` for what it is about; the one with two of them keeps its order in all eight locales."""
    names = ("date", "time", "authors", "section", "number", "language")
    return text % dict.fromkeys(names, "%s") if "%(" in text else text


def _ages(locale: Locale, unit: str, words: dict[tuple[str | None, str], Any]) -> dict[str, str]:
    """The forms of `3h ago` by plural category: the catalog's, or CLDR's where the newsroom has none of its own."""
    kinds = [kind for kind in KINDS if kind in locale.plural_form.tags | {"other"}]
    forms = words.get(("relative time", AGES[unit]), ())
    if any(forms):
        return dict(zip(kinds, (form % {"n": "%s"} for form in forms), strict=True))
    past = locale._data["date_fields"][unit]["past"]  # Babel has no public way to these
    return {kind: past.get(kind, past["other"]).replace("{0}", "%s") for kind in kinds}


def _minutes(locale: Locale, count: int) -> str:
    return format_unit(count, "duration-minute", "short", locale=locale, numbering_system="default")


def _own_name(locale: Locale, tag: str) -> str:
    whole = locale.languages.get(tag.replace("-", "_"))
    return str(whole or locale.get_display_name())
