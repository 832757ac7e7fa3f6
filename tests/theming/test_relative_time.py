"""Relative times: CLDR's traps (research/standards.md §6), the catalogs' forms, and the browser's table."""

import json

import pytest
from babel.localedata import locale_identifiers

from gazeta.core.tags import UnknownTag, canonical_tag
from gazeta.pages.views import Relative
from gazeta.sources.translation.phrasebook import Phrasebook
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import CONTEXT, FORMS, RelativeTime
from theming.samples import WEEK, catalog_tags, phrases

COUNTS = (1, 2, 3, 5, 11, 21, 22, 59)
UNITS = ("minute", "hour", "day")


def from_cldr(tag: str) -> RelativeTime:
    return RelativeTime(tag, Phrases(tag, ()))


def from_catalog(tag: str) -> RelativeTime:
    return RelativeTime(tag, phrases(tag))


def label(time: RelativeTime, unit: str, count: int = 0) -> str:
    return time.label(Relative(unit=unit, count=count))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tag", "unit", "count", "expected"),
    [
        ("pt-BR", "hour", 2, "há 2 h"),  # CLDR's own; the newsroom's “Há 2h” is the catalog's
        ("pt-BR", "minute", 1, "há 1 min."),
        ("pt-PT", "hour", 2, "há 2 h"),  # its narrow form is “-2 h”
        ("en", "hour", 1, "1 hr. ago"),
        ("en", "day", 2, "2 days ago"),
        ("fr", "hour", 2, "il y a 2\u00a0h"),
        ("es", "day", 3, "hace 3 d"),
        ("ca", "day", 3, "fa 3 dies"),  # day-short is empty: CLDR's alias leads to the long form
        ("de", "hour", 2, "vor 2 Std."),
        ("it", "minute", 5, "5 min fa"),
        ("ca", "hour", 2, "fa 2 h"),
        ("gl", "hour", 2, "hai 2 h"),
        ("id", "hour", 2, "2 jam lalu"),  # has a past form only
        ("uk", "hour", 2, "2 год тому"),
        ("ru", "hour", 5, "5 ч назад"),
        ("ru", "day", 21, "21 дн. назад"),
        ("pl", "hour", 22, "22 godz. temu"),
        ("pl", "day", 5, "5 dni temu"),
        ("he", "hour", 2, "לפני שעתיים"),  # the number is in the word
        ("he", "day", 1, "אתמול"),
        ("ar", "hour", 2, "قبل ساعتين"),
        ("ar", "hour", 11, "قبل 11 ساعة"),
        ("ar-EG", "hour", 11, "قبل ١١ ساعة"),
        ("fa", "hour", 2, "۲ ساعت پیش"),  # hour-short is empty, and the digits are native
        ("mr", "hour", 2, "२ तासांपूर्वी"),
        ("mr", "hour", 1, "१ तासापूर्वी"),
        ("bn", "minute", 5, "৫ মিনিট আগে"),
        ("my", "hour", 2, "ပြီးခဲ့သည့် ၂ နာရီ"),
        ("hi", "hour", 2, "2 घं॰ पहले"),
        ("ja", "hour", 2, "2 時間前"),
        ("zh-Hans", "minute", 5, "5分钟前"),
        ("zh-TW", "hour", 2, "2 小時前"),
        ("ko", "day", 3, "3일 전"),
        ("vi", "hour", 2, "2 giờ trước"),
        ("tr", "hour", 2, "2 sa. önce"),
    ],
)
def test_cldr_short_forms(tag: str, unit: str, count: int, expected: str) -> None:
    assert label(from_cldr(tag), unit, count) == expected


def every_tag() -> list[str]:
    tags = []
    for identifier in locale_identifiers():
        try:
            tags.append(canonical_tag(identifier))
        except UnknownTag:
            continue
    return sorted(set(tags))


def test_every_locale_of_cldr_has_every_form() -> None:
    """Babel 2.18's own function raises KeyError for some of these, and says “-2 h” for others."""
    for tag in every_tag():
        time = from_cldr(tag)
        for unit in UNITS:
            for count in COUNTS:
                text = label(time, unit, count)
                assert text[0] not in "-−+", (tag, text)
                assert not set("{}") & set(text), (tag, text)


def test_a_language_unknown_to_cldr_gets_a_fallbacks_words_rather_than_minus_two() -> None:
    assert label(from_cldr("an"), "hour", 2) == "2h ago"
    books = [compact("es", "Hace %(n)s h", "Hace %(n)s h", "Hace %(n)s h")]
    assert label(RelativeTime("an", Phrases("an", books)), "hour", 2) == "Hace 2 h"


def test_a_word_for_now() -> None:
    assert label(from_cldr("gl"), "now") == "hai 0 min"
    book = Phrasebook(lang="pt", messages={f"{CONTEXT}\x04Now": ("Agora",)})
    assert label(RelativeTime("pt-BR", Phrases("pt-BR", [book])), "now") == "Agora"


def compact(lang: str, *forms: str) -> Phrasebook:
    return Phrasebook(lang=lang, messages={f"{CONTEXT}\x04{FORMS['hour']}": forms})


def test_the_catalogs_form_comes_first() -> None:
    time = RelativeTime("pt-BR", Phrases("pt-BR", [compact("pt-BR", "Há %(n)sh", "Há %(n)sh", "Há %(n)sh")]))
    assert label(time, "hour", 2) == "Há 2h"
    assert label(time, "minute", 2) == "há 2 min."


def test_a_fallback_in_another_language_does_not_speak_for_the_locale() -> None:
    books = [compact("pt", "Há %(n)sh", "Há %(n)sh", "Há %(n)sh")]
    assert label(RelativeTime("gl", Phrases("gl", books)), "hour", 2) == "hai 2 h"


def test_plural_forms_by_the_catalogs_own_rule() -> None:
    """European and Brazilian Portuguese count 0 differently; the forms' language decides."""
    forms = ("%(n)s one", "%(n)s many", "%(n)s other")
    european = RelativeTime("pt-PT", Phrases("pt-PT", [compact("pt-PT", *forms)]))
    brazilian = RelativeTime("pt-PT", Phrases("pt-PT", [compact("pt-BR", *forms)]))
    assert (label(european, "hour", 0), label(brazilian, "hour", 0)) == ("0 other", "0 one")
    arabic = [f"%(n)s {kind}" for kind in ("zero", "one", "two", "few", "many", "other")]
    time = RelativeTime("ar", Phrases("ar", [compact("ar", *arabic)]))
    assert [label(time, "hour", n).split()[1] for n in (1, 2, 3, 11, 23)] == ["one", "two", "few", "many", "many"]


def read_table(table: dict[str, object], unit: str, count: int) -> str:
    """What the browser's script does, in Python."""
    if unit == "now":
        return str(table["now"])
    index = str(table["index"])
    kind = int(index[count] if count < len(index) else index[-1], 36)
    digits = str(table.get("digits", "0123456789"))
    number = "".join(digits[int(figure)] for figure in str(count))
    patterns = table[unit]
    assert isinstance(patterns, list)
    return str(patterns[kind]).replace("{0}", number)


@pytest.mark.parametrize("limit", [86_400, WEEK, 90 * 86_400])
def test_the_table_says_what_the_labels_say(limit: int) -> None:
    for time in [*map(from_cldr, every_tag()), *map(from_catalog, catalog_tags())]:
        table = json.loads(time.table(limit))
        assert table["limit"] == limit
        assert read_table(table, "now", 0) == label(time, "now")
        for unit, end in (("minute", 60), ("hour", 24), ("day", max(limit // 86_400, 1) + 1)):
            for count in range(1, end):
                assert read_table(table, unit, count) == label(time, unit, count)


def test_tables_are_small_and_safe_inside_script() -> None:
    for tag in every_tag():
        assert len(from_cldr(tag).table(WEEK).encode()) < 1_000
    book = compact("en", "</script><!--%(n)s", "%(n)s&")
    assert not set("<>&") & set(RelativeTime("en", Phrases("en", [book])).table(WEEK))


def test_no_locale_of_babel_counts_with_more_kinds_than_an_index_digit_holds() -> None:
    for tag in every_tag():
        table = json.loads(from_cldr(tag).table(WEEK))
        assert len(table["minute"]) <= 36
        assert len(table["index"]) <= 60


@pytest.mark.parametrize("tag", catalog_tags())
def test_catalogs_speak_compactly(tag: str) -> None:
    for unit in UNITS:
        for count in COUNTS:
            text = label(from_catalog(tag), unit, count)
            assert 0 < len(text) <= 24
            assert "%" not in text


@pytest.mark.skipif("pt-BR" not in catalog_tags(), reason="the Portuguese catalog is not there yet")
def test_the_missions_own_label() -> None:
    assert label(from_catalog("pt-BR"), "hour", 2) == "Há 2h"
