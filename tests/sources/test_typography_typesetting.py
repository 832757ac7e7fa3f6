"""Quotation marks, apostrophes and dashes: phrases in many languages (`tests/cases/typography.txt`), as titles and bodies."""

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazeta.sources.markdown.body import render_body
from gazeta.sources.markdown.options import MarkdownOptions
from gazeta.sources.typography.typesetting import typographic
from support import ROOT

LINES = (ROOT / "tests/cases/typography.txt").read_text(encoding="utf-8").splitlines()
PHRASES = [tuple(line.replace("␣", "\u202f").split("|")) for line in LINES if line and not line.startswith("#")]


def body(text: str, lang: str) -> str:
    rendered, _ = render_body(text, path="a.md", first_line=1, lang=lang, options=MarkdownOptions())
    return "".join(part for part in rendered.prose.parts if isinstance(part, str))


def shown(text: str, lang: str) -> str:
    return unescape(re.sub("<[^>]*>", "", body(text, lang))).strip()


def test_there_are_at_least_150_phrases_in_20_languages() -> None:
    assert len(PHRASES) >= 150
    assert len({lang.partition("-")[0] for lang, _, _ in PHRASES}) >= 20


@pytest.mark.parametrize(("lang", "typed", "expected"), PHRASES, ids=lambda value: str(value)[:40])
def test_a_phrase_is_set_alike_as_a_title_and_in_a_body(lang: str, typed: str, expected: str) -> None:
    assert typographic(typed, lang) == expected
    assert shown(typed, lang) == expected
    assert typographic(expected, lang) == expected


def test_marks_are_told_apart_across_markup() -> None:
    assert body('"*em*"s, *"em"* and "**b**" in "[a](b.md)", "`"`"', "en").startswith(
        "<p>“<em>em</em>”s, <em>“em”</em> and “<strong>b</strong>” in “a”, “<code>&quot;</code>”"
    )


@pytest.mark.parametrize("lang", ["en", "fr", "he", "ja"])
@given(text=st.text(alphabet="\"' ab1.(,é好אصก-\n", max_size=40))
def test_nothing_but_marks_is_changed_and_each_that_opens_is_closed(lang: str, text: str) -> None:
    marks = dict.fromkeys(map(ord, "\"'“”‘’«»「」『』״׳\u202f"))
    done = typographic(text.replace("-", "").replace("...", ""), lang)
    assert done.translate(marks) == text.replace("-", "").replace("...", "").translate(marks)
    if lang == "ja":
        assert done.count("「") == done.count("」")
        assert done.count("『") == done.count("』")


def test_what_is_escaped_stays() -> None:
    assert shown(r'\"a\" &quot;b&quot; \-- \... "c" d\'e', "en") == '"a" "b" -- ... “c” d\'e'


@pytest.mark.parametrize(
    "pattern",
    [
        *"\"'-.",
        '"a',
        "'a",
        'a"',
        "a'",
        '" ',
        "' ",
        ' "a\'b" ',
        "l'\"É",
        '好"',
        '"好',
        'ב"',
        'צה"ל ',
        '12" ',
        "s' ",
        "--",
        '"a\n\n',
        "'90 ",
        "\"'a",
    ],
)
@pytest.mark.parametrize("lang", ["en", "he"])
def test_many_marks_take_time_in_proportion(pattern: str, lang: str) -> None:
    def seconds(size: int) -> float:
        text = pattern * (size // len(pattern))
        began = time.process_time()
        typographic(text, lang)
        return time.process_time() - began

    assert seconds(64_000) < 10 * seconds(16_000) + 0.5
