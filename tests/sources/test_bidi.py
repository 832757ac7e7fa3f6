"""Titles that begin in the other direction, and characters that reorder text: said where they stand."""

import pytest

from gazeta.core.bidi import first_strong
from gazeta.sources.article import read_article
from gazeta.sources.markdown.options import MarkdownOptions
from support import article


def found_in(text: str, lang: str) -> tuple[str, list[str]]:
    parsed, found = read_article(text.encode(), "content/m/a.md", lang, MarkdownOptions())
    assert parsed is not None
    return parsed.manuscript.title.value, [
        f"{d.span.line}:{d.span.column} {d.code} {d.message} {d.hint}" for d in found
    ]


@pytest.mark.parametrize(
    ("title", "lang", "expected"),
    [
        ("ارتفاع النهر", "ar", None),
        ("2026: النهر", "ar", None),  # digits have no direction of their own
        ("OpenAI تعلن عن طرح أسهمها", "ar", "from left to right, but ar is written from right to left"),
        ("\u200fOpenAI تعلن عن طرح أسهمها", "ar", None),
        ("يوم in the city", "en", "from right to left, but en is written from left to right"),
        ("The word يوم", "en", None),
        ("יום", "he", None),
        ("2026", "en", None),
    ],
)
def test_a_title_begins_in_the_direction_of_its_language(title: str, lang: str, expected: str | None) -> None:
    _, found = found_in(article(f'"{title}"'), lang)
    assert len(found) == (1 if expected else 0), found
    if expected:
        assert found[0].startswith("2:8 mixed-direction")
        assert expected in found[0]
        assert "U+200F" in found[0] or "U+200E" in found[0]


def test_overrides_are_reported_once_and_left_out() -> None:
    title, found = found_in(article("A \u202etitle\u202c", body="A te\u202axt."), "en")
    assert title == "A title"
    assert found == [
        "2:10 bidi-control The character U+202E would reorder what follows it; all 3 like it are left out. "
        "Mark words of another language: [words]{lang=ar}; a title may begin with U+200E or U+200F."
    ]


def test_first_letters() -> None:
    assert [first_strong(text) for text in ("a", "ا", "1a", "1", "")] == ["ltr", "rtl", "ltr", None, None]
