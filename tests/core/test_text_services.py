"""Characters, words, sentences, transliteration and order, in scripts of every kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazeta.core.collation import in_alphabetical_order
from gazeta.core.scripts import scripts_for, scripts_in
from gazeta.core.segments import count_characters, count_words, sentences, shortened
from gazeta.core.transliteration import ascii_slug


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("en", "Night trains return, after 40 years.", 6),
        ("fr", "L’été dernier", 2),
        ("zh-Hans", "我喜欢看报纸。", 4),
        ("zh-Hans", "Bitcoin 跌破 67,000 美元", 4),
        ("ja", "新聞を読むのが好きです。", 7),
        ("th", "ผมชอบอ่านหนังสือพิมพ์", 4),
        ("km", "ខ្ញុំចូលចិត្តអានកាសែត", 4),
        ("my", "သတင်းစာဖတ်တယ်", 3),
        ("lo", "ຂ້ອຍມັກອ່ານໜັງສືພິມ", 4),
        ("ar", "تعود القطارات الليلية", 3),
        ("hi", "रात की रेलगाड़ियाँ लौटीं", 4),
        ("ko", "야간열차가 돌아온다", 2),
        ("en", "", 0),
    ],
)
def test_words(lang: str, text: str, words: int) -> None:
    assert count_words(text, lang) == words


@pytest.mark.parametrize(
    ("text", "count"), [("é", 1), ("e\u0301", 1), ("👩\u200d👩\u200d👧", 1), ("नमस्ते", 3), ("한국", 2), ("abc", 3)]
)
def test_characters_as_readers_count_them(text: str, count: int) -> None:
    assert count_characters(text) == count


def test_sentences() -> None:
    assert sentences("Dr. Smith left. “Really?” 真的吗？是的。😀 a.", "en")[-3:] == ["真的吗？", "是的。", "😀 a."]


@pytest.mark.parametrize(
    ("lang", "text", "limit", "cut"),
    [
        ("en", "Short.", 10, "Short."),
        ("en", "First one is short. The second sentence is longer.", 25, "First one is short."),
        ("en", "A sentence that goes on and on without an end in sight", 20, "A sentence that…"),
        (
            "zh-Hans",
            "比特币周二一度跌逾6%，跌破67,000美元。这是4月5日以来首次。",
            28,
            "比特币周二一度跌逾6%，跌破67,000美元。",
        ),
        ("th", "ผมชอบอ่านหนังสือพิมพ์ทุกวัน", 12, "ผมชอบอ่าน…"),
        ("hi", "नमस्ते" * 10, 5, "नमस्तेन…"),
        ("ar", "تعود القطارات الليلية. وتبدأ الرحلة الأولى غدا.", 30, "تعود القطارات الليلية."),
    ],
)
def test_texts_are_cut_where_their_readers_would_pause(lang: str, text: str, limit: int, cut: str) -> None:
    assert shortened(text, lang, limit) == cut


@given(st.text(max_size=60), st.integers(1, 40), st.sampled_from(["en", "th", "zh-Hans", "ar"]))
def test_a_cut_text_keeps_to_its_limit_and_breaks_no_character(text: str, limit: int, lang: str) -> None:
    cut = shortened(text, lang, limit)
    assert len(text) <= limit or count_characters(cut) <= limit
    assert text.startswith(cut.removesuffix("…").rstrip()) or cut == text


@pytest.mark.parametrize(
    ("lang", "word", "slug"),
    [
        ("de", "Größe-Tage", "groesse-tage"),
        ("sv", "Kärnkraft", "karnkraft"),
        ("ru", "новости", "novosti"),
        ("el", "αγορές", "agores"),
        ("zh-Hans", "市场", "shi-chang"),
        ("ja", "ニュース", "nyusu"),
        ("ko", "시장", "sijang"),
        ("ar", "الأسواق", "alaswaq"),
        ("hi", "बाज़ार", "bazara"),
        ("th", "ตลาด", "tlad"),
        ("tr", "Şişli", "sisli"),
        ("en", "a--b", "a--b"),
        ("en", "🙂", ""),
    ],
)
def test_slugs_in_ascii(lang: str, word: str, slug: str) -> None:
    assert ascii_slug(word, lang) == slug


@given(st.text(max_size=30), st.sampled_from(["en", "de", "ru", "ja"]))
def test_an_ascii_slug_is_ascii_and_stays_as_it_is(word: str, lang: str) -> None:
    slug = ascii_slug(word, lang)
    assert slug.isascii()
    assert ascii_slug(slug, lang) == slug


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("sv", ["apa", "Orm", "Zebra", "Ål", "Ärta", "Öl"]),
        ("de", ["Ål", "apa", "Ärta", "Öl", "Orm", "Zebra"]),
        ("es", ["nube", "ñandú", "oso"]),
        ("zh-Hans", ["科技", "世界", "市场", "文化", "政策"]),
        ("zh-Hant", ["文化", "世界", "市場", "政策", "科技"]),
        ("lt", ["yda", "iki", "jau"]),
    ],
)
def test_the_order_of_a_dictionary(tag: str, words: list[str]) -> None:
    assert in_alphabetical_order(sorted(words), str, tag) == words


def test_scripts() -> None:
    assert scripts_in("Bitcoin 跌破 67,000 ниже") == {"Latn": 7, "Hani": 2, "Cyrl": 4}
    assert scripts_for("ja") == {"Hani", "Hira", "Kana"}
    assert scripts_for("zh-TW") == {"Hani", "Bopo"}
    assert scripts_for("sr-Latn") == {"Latn"}
