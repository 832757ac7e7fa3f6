import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazeta.core.language import (
    babel_locale,
    best_match,
    direction,
    fallback_chain,
    likely,
    parents,
    same_language,
    says_nothing_new,
    script,
    serving,
)
from gazeta.core.tags import UnknownTag, canonical_tag


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("en", "en"),
        ("PT_br", "pt-BR"),
        ("zh-hant-hk", "zh-Hant-HK"),
        ("iw", "he"),
        ("cmn", "zh"),
        ("sr-latn", "sr-Latn"),
        ("es-419", "es-419"),
        ("ca-valencia", "ca-valencia"),
        ("no", "no"),
    ],
)
def test_canonical_tags(written: str, canonical: str) -> None:
    assert canonical_tag(written) == canonical


@pytest.mark.parametrize("wrong", ["", "e", "english", "xx", "pt-", "-pt", "en UK", "../../x", "pt--BR", "e1"])
def test_what_is_no_tag_is_refused(wrong: str) -> None:
    with pytest.raises(UnknownTag):
        canonical_tag(wrong)


@given(st.text(max_size=20))
def test_a_tag_is_canonical_or_unknown_and_canonical_is_stable(text: str) -> None:
    try:
        tag = canonical_tag(text)
    except UnknownTag:
        return
    assert canonical_tag(tag) == tag
    assert direction(tag) in {"ltr", "rtl"}


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh-TW", ("zh", "Hant", "TW")),
        ("zh", ("zh", "Hans", "CN")),
        ("sr-Latn", ("sr", "Latn", "RS")),
        ("pt", ("pt", "Latn", "BR")),
        ("uz-Arab", ("uz", "Arab", "AF")),
    ],
)
def test_likely_subtags(tag: str, expected: tuple[str, str, str]) -> None:
    assert likely(tag) == expected


@pytest.mark.parametrize("tag", ["ar", "fa", "he", "ur", "ckb", "ps", "yi", "dv", "uz-Arab", "pa-PK"])
def test_right_to_left(tag: str) -> None:
    assert direction(tag) == "rtl"


@pytest.mark.parametrize("tag", ["en", "hi", "ja", "uz", "pa", "ku", "tr", "az"])
def test_left_to_right(tag: str) -> None:
    assert direction(tag) == "ltr"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("pt-AO", ("pt-PT", "pt")),
        ("es-MX", ("es-419", "es")),
        ("en-GB", ("en-001", "en")),
        ("zh-TW", ("zh-Hant",)),
        ("zh-MO", ("zh-Hant-HK", "zh-Hant")),
        ("zh-Hant-MO", ("zh-Hant-HK", "zh-Hant")),
        ("zh-Hant", ()),
        ("nb", ("no",)),
        ("nn-NO", ("nn", "no")),
        ("sr-Latn-RS", ("sr-Latn",)),
        ("de", ()),
    ],
)
def test_parents_never_cross_scripts(tag: str, expected: tuple[str, ...]) -> None:
    assert parents(tag) == expected
    assert {script(parent) for parent in parents(tag)} <= {script(tag)}


def test_regions_do_not_make_a_text_foreign_but_scripts_do() -> None:
    assert same_language("pt-BR", "pt-PT")
    assert same_language("zh-TW", "zh-Hant")
    assert not same_language("zh-Hans", "zh-Hant")
    assert not same_language("pt", "gl")


def test_norwegian_is_bokmal() -> None:
    assert same_language("no", "nb")
    assert not same_language("no", "nn")


SHIPPED = ["ar", "de", "en", "es", "fr", "pt-BR", "pt-PT", "uz", "zh-Hans", "zh-Hant"]


@pytest.mark.parametrize(
    ("locale", "available", "expected"),
    [
        ("zh", SHIPPED, "zh-Hans"),
        ("zh-CN", SHIPPED, "zh-Hans"),
        ("zh-SG", SHIPPED, "zh-Hans"),
        ("zh-MY", SHIPPED, "zh-Hans"),
        ("zh-TW", SHIPPED, "zh-Hant"),
        ("zh-HK", SHIPPED, "zh-Hant"),
        ("zh-MO", SHIPPED, "zh-Hant"),
        ("zh-MO", ["zh-TW", "zh-HK"], "zh-HK"),
        ("zh-CN", ["zh-SG", "zh-Hans"], "zh-Hans"),
        ("zh-CN", ["zh-SG", "zh"], "zh"),
        ("pt", SHIPPED, "pt-BR"),
        ("pt", ["pt-PT", "pt-BR"], "pt-BR"),
        ("pt-AO", SHIPPED, "pt-PT"),
        ("pt-MZ", ["pt-BR", "pt-PT"], "pt-PT"),
        ("pt-US", ["pt-PT", "pt-BR"], "pt-BR"),
        ("es-MX", SHIPPED, "es"),
        ("es-MX", ["es", "es-AR"], "es-AR"),
        ("es-GQ", ["es-MX", "es-ES"], "es-ES"),
        ("en-IN", ["en-US", "en-GB"], "en-GB"),
        ("en-PH", ["en-GB", "en-US"], "en-US"),
        ("en", ["en-GB", "en-US"], "en-US"),
        ("fr-CA", ["fr-BE", "fr-FR"], "fr-FR"),
        ("ar-DZ", ["ar-EG", "ar-MA"], "ar-MA"),
        ("ar-SA", ["ar-MA", "ar-EG"], "ar-EG"),
        ("nb", ["da", "no"], "no"),
        ("no", ["da", "nb"], "nb"),
        ("nn", ["da", "nb"], "nb"),
        ("sr-Latn", ["hr", "sr", "sr-Latn-ME"], "sr-Latn-ME"),
        ("uz-Cyrl", ["uz-Latn", "uz-Cyrl-KZ"], "uz-Cyrl-KZ"),
    ],
)
def test_the_nearest_region_serves_wherever_it_stands(locale: str, available: list[str], expected: str) -> None:
    for tags in (available, available[::-1]):
        assert best_match(fallback_chain(locale, ()), tags) == expected


def test_all_that_serve_a_chain_come_in_order() -> None:
    assert list(serving(("pt-AO", "pt-PT", "pt", "en"), ["de", "en-GB", "pt-BR", "en", "pt-PT"])) == [
        "pt-PT",
        "pt-BR",
        "en",
        "en-GB",
    ]


@pytest.mark.parametrize(
    ("locale", "fallback", "available", "expected"),
    [
        ("pt-BR", (), ["en", "pt-BR", "pt"], "pt-BR"),
        ("pt-PT", (), ["en", "pt-BR"], "pt-BR"),
        ("gl", ("pt", "es"), ["en", "es", "pt-BR"], "pt-BR"),
        ("zh-Hant", (), ["zh-Hans", "ja"], "zh-Hans"),
        ("zh-Hant", (), ["zh-Hans", "en"], "en"),
        ("zh-Hant", ("zh-Hans",), ["zh-Hans", "en"], "zh-Hans"),
        ("ja", (), ["fr", "ar"], None),
    ],
)
def test_best_match(locale: str, fallback: tuple[str, ...], available: list[str], expected: str | None) -> None:
    assert best_match(fallback_chain(locale, fallback, "en"), available) == expected


def test_every_known_tag_has_a_babel_locale() -> None:
    for tag in ["zh-TW", "sr-Latn", "pt-AO", "tlh", "no", "und", "en-US"]:
        assert babel_locale(tag) is not None
    assert str(babel_locale("zh-TW")) == "zh_Hant_TW"


@pytest.mark.parametrize(
    ("tag", "around", "nothing_new"),
    [
        ("zh", "zh-CN", True),
        ("en", "en-GB", True),
        ("en-GB", "en-GB", True),
        ("zh", "zh-TW", False),
        ("en-GB", "en", False),
        ("pt-BR", "pt-PT", False),
        ("en", "en-XA", False),
        ("ar", "ar-XB", False),
    ],
)
def test_a_tag_says_something_unless_it_is_a_prefix_in_the_same_script(
    tag: str, around: str, nothing_new: bool
) -> None:
    assert says_nothing_new(tag, around) is nothing_new
