"""Dates, numbers, lists and names of languages in the reader's locale."""

from zoneinfo import ZoneInfo

import pytest
from babel.core import Locale
from babel.localedata import locale_identifiers
from markupsafe import Markup

from gazeta.sources.config.locales import DateStyle, Digits
from gazeta.theming.formats import Formats, LocaleSettings
from theming.samples import stamp

MOMENT = stamp("2026-06-02T18:10:00+00:00")
DAY = stamp("2026-06-02T00:00:00+00:00", date_only=True)


def formats(tag: str, zone: str = "UTC", site: str = "UTC", style: DateStyle = "long") -> Formats:
    return Formats(tag, ZoneInfo(zone), ZoneInfo(site), LocaleSettings(date_style=style))


@pytest.mark.parametrize(
    ("tag", "zone", "long", "medium", "time"),
    [
        ("en", "UTC", "June 2, 2026", "Jun 2, 2026", "6:10\u202fPM UTC"),
        ("pt-BR", "America/Sao_Paulo", "2 de junho de 2026", "2 de jun. de 2026", "15:10 BRT"),
        ("pt-PT", "Europe/Lisbon", "2 de junho de 2026", "02/06/2026", "19:10 WEST"),
        ("ar", "Africa/Cairo", "2 يونيو 2026", "02\u200f/06\u200f/2026", "9:10 م غرينتش+3"),
        ("ar-EG", "Africa/Cairo", "٢ يونيو ٢٠٢٦", "٠٢\u200f/٠٦\u200f/٢٠٢٦", "٩:١٠ م غرينتش+٣"),
        ("fa", "Asia/Tehran", "۱۲ خرداد ۱۴۰۵", "۱۲ خرداد ۱۴۰۵", "۲۱:۴۰ +۳:۳۰ گرینویچ"),
        ("zh-Hans", "Asia/Shanghai", "2026年6月3日", "2026年6月3日", "02:10 GMT+8"),
        ("ja", "Asia/Tokyo", "2026年6月3日", "2026/06/03", "3:10 JST"),
        ("hi", "Asia/Kolkata", "2 जून 2026", "2 जून 2026", "11:40 pm GMT+5:30"),
        ("ru", "Europe/Moscow", "2 июня 2026\u202fг.", "2 июн. 2026\u202fг.", "21:10 GMT+3"),
        ("de", "America/St_Johns", "2. Juni 2026", "02.06.2026", "15:40 GMT-2:30"),
        ("mr", "Asia/Kolkata", "२ जून, २०२६", "२ जून, २०२६", "११:४० PM [GMT]+५:३०"),
        ("de", "Europe/Berlin", "2. Juni 2026", "02.06.2026", "20:10 MESZ"),
    ],
)
def test_dates(tag: str, zone: str, long: str, medium: str, time: str) -> None:
    found = formats(tag, zone)
    assert [found.date(MOMENT), found.short_date(MOMENT), found.time(MOMENT)] == [long, medium, time]


def test_a_day_is_that_day_in_the_sites_zone_and_has_no_time() -> None:
    sao_paulo = stamp("2026-06-02T00:00:00-03:00", date_only=True)
    reader = formats("en", "Pacific/Auckland", "America/Sao_Paulo")
    assert reader.date(sao_paulo) == "June 2, 2026"
    assert reader.short_date(sao_paulo) == "Jun 2, 2026"
    assert formats("en", "Pacific/Auckland").date(MOMENT) == "June 3, 2026"


@pytest.mark.parametrize(
    ("style", "expected"),
    [("short", "02/06/2026"), ("medium", "2 de jun. de 2026"), ("full", "terça-feira, 2 de junho de 2026")],
)
def test_the_sites_style(style: DateStyle, expected: str) -> None:
    assert formats("pt-BR", style=style).date(DAY) == expected


@pytest.mark.parametrize(
    ("tag", "calendar", "expected"),
    [
        ("th", "", "2 มิถุนายน 2569"),
        ("fa", "", "۱۲ خرداد ۱۴۰۵"),
        ("fa", "gregorian", "۲ ژوئن ۲۰۲۶"),
        ("th", "gregorian", "2 มิถุนายน ค.ศ. 2026"),
        ("ja", "japanese", "令和8年6月2日"),
        ("zh-Hant", "roc", "民國115年6月2日"),
        ("ar-SA", "islamic-umalqura", "١٦ ذو الحجة ١٤٤٧ هـ"),
        ("he", "hebrew", "17 בסיוון 5786"),
        ("am", "ethiopic", "25 ግንቦት 2018"),
        ("en", "persian", "Khordad 12, 1405 AP"),
    ],
)
def test_calendars_that_cldr_prefers_or_a_site_asks_for(tag: str, calendar: str, expected: str) -> None:
    found = Formats(tag, ZoneInfo("UTC"), ZoneInfo("UTC"), LocaleSettings(calendar=calendar))
    assert found.date(DAY) == expected


@pytest.mark.parametrize(
    ("tag", "digits", "number", "date"),
    [
        ("th", "native", "๑,๒๓๔", "๒ มิถุนายน ๒๕๖๙"),
        ("hi", "native", "१,२३४", "२ जून २०२६"),
        ("km", "native", "១,២៣៤", "២ មិថុនា ២០២៦"),
        ("fa", "latin", "1٬234", "12 خرداد 1405"),
        ("bn", "default", "১,২৩৪", "২ জুন, ২০২৬"),
        ("en", "native", "1,234", "June 2, 2026"),
    ],
)
def test_digits(tag: str, digits: Digits, number: str, date: str) -> None:
    found = Formats(tag, ZoneInfo("UTC"), ZoneInfo("UTC"), LocaleSettings(digits=digits))
    assert [found.number(1234), found.date(DAY)] == [number, date]


def test_lists_are_joined_as_the_site_wants_them() -> None:
    names = ["A", "B", "C"]
    assert Formats("en", ZoneInfo("UTC"), ZoneInfo("UTC")).names(names) == "A, B, and C"
    short = Formats("en", ZoneInfo("UTC"), ZoneInfo("UTC"), LocaleSettings(list_style="short"))
    assert short.names(names) == "A, B, &amp; C"


def test_every_locale_formats_every_stamp() -> None:
    for identifier in locale_identifiers():
        found = formats(identifier.replace("_", "-"), "Asia/Kathmandu")
        text = f"{found.date(MOMENT)}{found.short_date(MOMENT)}{found.time(MOMENT)}"
        assert not set("{}<>&") & set(text), (identifier, text)


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("en", "1,234,567"), ("pt-BR", "1.234.567"), ("fa", "۱٬۲۳۴٬۵۶۷"), ("ar-EG", "١٬٢٣٤٬٥٦٧"), ("hi", "12,34,567")],
)
def test_numbers(tag: str, expected: str) -> None:
    assert formats(tag).number(1_234_567) == expected


@pytest.mark.parametrize(
    ("reader", "tag", "expected"),
    [
        ("pt-BR", "en", "inglês"),
        ("pt-BR", "en-US", "inglês"),
        ("en", "pt-BR", "Portuguese"),
        ("en", "zh-Hans", "Simplified Chinese"),
        ("en", "zh-TW", "Traditional Chinese"),
        ("en", "zh", "Chinese"),
        ("zh-Hant", "zh-Hans", "簡體中文"),
        ("pt-PT", "pt-BR", "português do Brasil"),
        ("ru", "en", "английский"),
        ("ja", "ar", "アラビア語"),
        ("en", "sr-Latn", "Serbian (Latin)"),
    ],
)
def test_names_of_languages(reader: str, tag: str, expected: str) -> None:
    assert formats(reader).language_name(tag) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "English"),
        ("pt-BR", "português (Brasil)"),
        ("pt-PT", "português europeu"),
        ("es", "español"),
        ("zh-Hans", "简体中文"),
        ("zh-Hant", "繁體中文"),
        ("ar", "العربية"),
        ("fa", "فارسی"),
        ("sr-Latn", "srpski (latinica)"),
        ("tlh", "Klingon"),
    ],
)
def test_own_names(tag: str, expected: str) -> None:
    assert formats("en").own_name(tag) == expected


def test_lists_of_names_are_joined_in_the_readers_language_and_escaped() -> None:
    items = [Markup("<b>A</b>"), "B & C", Markup("D")]
    assert formats("pt-BR").names(items) == Markup("<b>A</b>, B &amp; C e D")
    assert formats("zh-Hans").names(items) == Markup("<b>A</b>、B &amp; C和D")
    assert formats("ar").names(["A", "B"]) == Markup("A وB")
    assert formats("en").names([]) == Markup("")


def test_cldrs_list_patterns_hold_no_markup() -> None:
    for identifier in locale_identifiers():
        patterns = Locale.parse(identifier).list_patterns["standard"]
        assert not set("<>&\"'") & set("".join(patterns.values()))
