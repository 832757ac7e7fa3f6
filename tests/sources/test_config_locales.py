"""`locales` in `site.yaml`: each setting, and each mistake in its place."""

import pytest

from gazeta.sources.config.site_config import Config, read_config

HEAD = "base_url: https://a.example\ntitle: A\n"


def config(text: str) -> tuple[Config, list[str]]:
    made, found = read_config(HEAD + text)
    return made, [f"{d.span.line}:{d.span.column} {d.code} {d.message} {d.hint}" for d in found]


def test_each_locale_has_its_own_ways() -> None:
    made, found = config(
        "locales:\n  en:\n  th: {calendar: gregorian, digits: native, date_style: full, list_style: short}\n"
        "  ms-Arab: {direction: ltr, label: Jawi, url_prefix: jawi, quotes: ['«', '»', '‹', '›']}\n"
        "  de: {fallback: [en], time_zone: Europe/Berlin}\n"
    )
    assert found == []
    thai, malay, german = (made.locale(tag) for tag in ("th", "ms-Arab", "de"))
    assert (thai.calendar, thai.digits, thai.date_style, thai.list_style) == ("gregorian", "native", "full", "short")
    assert (malay.direction, malay.label, malay.prefix, malay.quotes) == ("ltr", "Jawi", "jawi", ("«", "»", "‹", "›"))
    assert (german.fallback, german.time_zone) == (("en",), "Europe/Berlin")
    assert made.markdown.quotes.marks("ms-Arab") == ("«", "»", "‹", "›")


def test_fallbacks_are_followed_to_theirs() -> None:
    made, _ = config("locales: {en: , gl: {fallback: [pt-PT]}, pt-PT: {fallback: [es]}, es: }\n")
    assert made.chain("gl") == ("gl", "pt-PT", "pt", "es", "en")


@pytest.mark.parametrize(
    ("locales", "place", "said"),
    [
        ("  a: {fallback: [b]}\n", "4:3 unknown-language", "“a” is not the tag"),
        ("  en:\n  xx-YY:\n", "5:3 unknown-language", "“xx-YY” is not the tag of a known language."),
        ("  en:\n  pt-XQ:\n", "5:3 unknown-language", "“XQ” in “pt-XQ” is not a region."),
        (
            "  en: {fallback: [pt]}\n  pt: {fallback: [es]}\n  es: {fallback: [en]}\n",
            "4:3 fallback-cycle",
            "en → pt → es → en",
        ),
        ("  en:\n  pt: {fallback: [pt]}\n", "5:3 fallback-cycle", "pt → pt"),
        ("  en:\n  he:\n  iw:\n", "6:3 duplicate-key", "“iw” stands here for “he”"),
        ("  en: {calendar: julian}\n", "4:18 bad-value", "“calendar” does not take “julian”."),
        ("  en: {quotes: [a, b]}\n", "4:16 bad-value", "takes four marks, not 2"),
        ("  en: {digits: roman}\n", "4:16 bad-value", "“digits” does not take “roman”."),
        ("  en: {direction: up}\n", "4:19 bad-value", "“direction” does not take “up”."),
        ("  en: {fallback: [english]}\n", "4:19 unknown-language", "Write its tag, en."),
    ],
)
def test_mistakes(locales: str, place: str, said: str) -> None:
    _, found = config("locales:\n" + locales)
    assert len(found) == 1, found
    assert found[0].startswith(place), found
    assert said in found[0]
