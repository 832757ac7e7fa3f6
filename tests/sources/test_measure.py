"""Reading times and excerpts."""

import pytest

from gazeta.sources.article import read_article
from gazeta.sources.manuscript import Manuscript
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.measure import reading_seconds
from support import article


@pytest.mark.parametrize(
    ("lang", "text", "seconds"),
    [
        ("en", "a" * 987, 60),
        ("fi", "a " * 1078, 60),
        ("zh-Hans", "字" * 255, 60),
        ("ja", "字" * 357, 60),
        ("zh-Hans", "字" * 255 + "a" * 882, 120),  # mixed: each script at its own speed
        ("ko", "글" * 357, 60),
        ("th", "ก" * 882, 60),
        ("en", "", 0),
    ],
)
def test_reading_time(lang: str, text: str, seconds: int) -> None:
    assert reading_seconds(text, lang) == seconds


def manuscript(body: str, lang: str = "en", **front: str) -> Manuscript:
    parsed, found = read_article(article(body=body, **front).encode(), "content/m/a.md", lang, MarkdownOptions())
    assert parsed is not None
    assert found == ()
    return parsed.manuscript


def test_an_excerpt_stands_in_for_a_summary_nobody_wrote() -> None:
    assert manuscript("Some *text*.", summary="Mine.").excerpt is None
    excerpt = manuscript(
        "## Head\n\n[[other]] first.\n\nSome *text* with [a link](https://a.example) & more."
    ).excerpt
    assert excerpt is not None
    assert (excerpt.value, excerpt.lang) == ("Some text with a link & more.", "en")
    assert manuscript("- a list\n- alone").excerpt is None


def test_a_long_excerpt_ends_with_a_sentence_in_any_script() -> None:
    long = manuscript("这是第一句话，说明发生了什么。" * 30, lang="zh-Hans").excerpt
    assert long is not None
    assert long.value.endswith("。")
    assert 200 < len(long.value) <= 280
