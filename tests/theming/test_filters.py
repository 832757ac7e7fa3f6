"""Languages, directions and escaping of what templates call."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

import markup
from gazeta.core.language import direction
from gazeta.core.text import Text
from gazeta.pages.views import SourceView
from gazeta.sources.translation.phrasebook import Phrasebook
from gazeta.theming.filters import DateFunctions, PhraseFunctions, TextFunctions, line, xml
from gazeta.theming.formats import Formats
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from theming.samples import locale_view, stamp, text

TAGS = ("en", "pt-BR", "zh-Hans", "ja", "ar", "fa", "he", "ru")
UTC = ZoneInfo("UTC")


def texts(tag: str) -> TextFunctions:
    return TextFunctions(tag, Formats(tag, UTC, UTC))


def test_attributes_stand_only_where_something_differs() -> None:
    portuguese = texts("pt-BR")
    assert portuguese.attrs(text("A", "pt-BR")) == ""
    assert portuguese.attrs(text("A", "en")) == ' lang="en"'
    assert portuguese.attrs("ar") == ' lang="ar" dir="rtl"'
    assert texts("ar").attrs("en") == ' lang="en" dir="ltr"'
    assert texts("ar").attrs("fa") == ' lang="fa"'
    assert portuguese.attrs("pt-BR", within="ar") == ' lang="pt-BR" dir="ltr"'
    assert portuguese.attrs("ar", within=text("A", "ar")) == ""


@given(st.sampled_from(TAGS), st.sampled_from(TAGS), st.sampled_from(TAGS))
def test_the_law_of_attributes(page: str, within: str, lang: str) -> None:
    found = texts(page).attrs(lang, within)
    assert (f' lang="{lang}"' in found) == (lang != within)
    assert ("dir=" in found) == (direction(lang) != direction(within))


@given(st.sampled_from(TAGS), st.sampled_from(TAGS), st.text(max_size=20))
def test_inline_shows_the_text_and_nothing_else(page: str, lang: str, value: str) -> None:
    found = texts(page).inline(Text(value=value, lang=lang))
    assert ("<bdi" in found) == (page != lang)
    inner = str(found).removeprefix(f"<bdi{texts(page).attrs(lang)}>").removesuffix("</bdi>")
    assert not set("<>\"'") & set(inner)
    assert found.striptags().split() == markup.words(html.fromstring(f"<p>{inner}</p>")).split() or "\x00" in value


def words(tag: str, *books: Phrasebook) -> PhraseFunctions:
    return PhraseFunctions(Phrases(tag, books), texts(tag))


def test_phrases_are_escaped_and_so_is_what_fills_them() -> None:
    book = Phrasebook(lang="pt", messages={"Source: %(source)s": ("<Fonte> & 'já': %(source)s 100%%",)})
    found = words("pt-BR", book).gettext("Source: %(source)s", source="<b>")
    assert found == "&lt;Fonte&gt; &amp; &#39;já&#39;: &lt;b&gt; 100%"
    assert found.lang == "pt-BR"


def test_a_phrase_from_a_fallback_says_its_language() -> None:
    found = words("gl", Phrasebook(lang="pt", messages={"Summary": ("Resumo",)}))
    assert texts("gl").inline(found.gettext("Summary")) == '<bdi lang="pt">Resumo</bdi>'
    assert texts("gl").inline(found.gettext("Topics")) == '<bdi lang="en">Topics</bdi>'


def test_a_text_in_a_phrase_is_marked_against_the_phrase() -> None:
    found = words("gl").gettext("More in %(section)s", section=text("Mercados", "gl"))
    assert found == 'More in <bdi lang="gl">Mercados</bdi>'
    assert words("en").gettext("More in %(section)s", section=text("A & B", "en")) == "More in A &amp; B"


def test_plural_functions() -> None:
    messages: dict[str, tuple[str, ...]] = {
        "%(num)s card": ("%(num)s carta", "%(num)s de cartas", "%(num)s cartas"),
        "c\x04one": ("um", "m", "x"),
    }
    found = words("pt-PT", Phrasebook(lang="pt-PT", messages=messages))
    assert [found.ngettext("%(num)s card", "%(num)s cards", n) for n in (1, 2)] == ["1 carta", "2 cartas"]
    assert found.npgettext("c", "one", "many", 1) == "um"
    assert found.pgettext("no context", "Summary") == "Summary"
    assert words("en").ngettext("%(num)s day", "%(num)s days", 2) == "2 days"


def test_names_are_linked_marked_and_escaped() -> None:
    views = [
        SourceView(name=text("华尔街日报", "zh"), url='https://a.example/?a="&b'),
        SourceView(name=text("Ana <3", "pt-BR")),
    ]
    assert texts("pt-BR").names(views) == (
        '<a href="https://a.example/?a=&#34;&amp;b"><bdi lang="zh">华尔街日报</bdi></a> e Ana &lt;3'
    )


def dates(tag: str = "pt-BR", mode: str = "baked") -> DateFunctions:
    book = Phrasebook(lang="pt", messages={"%(date)s at %(time)s": ("%(date)s às %(time)s",)})
    phrases = Phrases(tag, (book,))
    words = PhraseFunctions(phrases, texts(tag))
    return DateFunctions(locale_view(tag, relative=mode), Formats(tag, UTC, UTC), RelativeTime(tag, phrases), words)


ABSOLUTE = '<span class="stamp-absolute">2 de jun. de 2026</span></time>'
TIME = '<time class="stamp" datetime="2026-06-02T18:10:00+00:00"'


@pytest.mark.parametrize(
    ("mode", "unit", "date_only", "expected"),
    [
        ("baked", "hour", False, f'{TIME} data-stamp><span class="stamp-relative">há 2 h</span> {ABSOLUTE}'),
        ("baked", "", False, f'{TIME} data-stamp><span class="stamp-relative"></span> {ABSOLUTE}'),
        ("client", "", False, f'{TIME} data-stamp><span class="stamp-relative"></span> {ABSOLUTE}'),
        ("client", "hour", False, f'{TIME} data-stamp><span class="stamp-relative"></span> {ABSOLUTE}'),
        ("off", "", False, f"{TIME}>2 de jun. de 2026</time>"),
        ("baked", "", True, f"{TIME}>2 de jun. de 2026</time>"),
    ],
)
def test_stamps(mode: str, unit: str, date_only: bool, expected: str) -> None:
    assert dates(mode=mode).stamp(stamp(unit=unit, count=2, date_only=date_only)) == expected


def test_dates() -> None:
    start = '<time datetime="2026-06-02T18:10:00+00:00">2 de junho de 2026'
    assert dates().date(stamp()) == f"{start} às 18:10 UTC</time>"
    assert dates().date(stamp(date_only=True)) == f"{start}</time>"


def test_xml_and_plain_lines() -> None:
    assert xml("a\x00\x0b\ufffe\ud800\tb😀") == "a\tb😀"
    assert line("https://a.example/?a&b\r\nDisallow: /\x85") == "https://a.example/?a&b Disallow: /"


def test_a_name_has_the_direction_of_its_own_letters() -> None:
    john, ana = text("John Doe Jr.", "ar"), text("Ana", "pt-BR")
    assert texts("ar").name(john) == "<bdi>John Doe Jr.</bdi>"
    assert texts("pt-BR").name(john) == '<bdi lang="ar" dir="rtl"><bdi>John Doe Jr.</bdi></bdi>'
    assert texts("pt-BR").name(john, within=john) == "<bdi>John Doe Jr.</bdi>"
    assert texts("pt-BR").name(ana) == "Ana"
    assert texts("ar").name(ana) == '<bdi lang="pt-BR" dir="ltr">Ana</bdi>'
    assert texts("ar").name(text("ليلى", "ar")) == "ليلى"
    assert texts("en").name(text("محمد (1)", "en")) == "<bdi>محمد (1)</bdi>"
    assert texts("ar").name(text("24/7", "ar")) == "24/7"
    assert texts("ar").names([SourceView(name=john)]) == "<bdi>John Doe Jr.</bdi>"
