"""Characters that nobody sees: which go, and which are part of a script."""

import pytest

from gazeta.core.invisible import named, without_invisible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\u200bb \ufeffc\u2060d", "ab cd"),
        ("one\u2028two \u2029three", "one two three"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("क्\u200dष", "क्\u200dष"),
        ("👩\u200d👧", "👩\u200d👧"),
        ("ភាសា\u200bខ្មែរ", "ភាសា\u200bខ្មែរ"),
        ("ไทย\u200bคำ", "ไทย\u200bคำ"),
        ("a\u200b\u200bខ", "a\u200b\u200bខ"),
        ("Donau\u00addampf", "Donau\u00addampf"),
        ("\u200eOpenAI", "\u200eOpenAI"),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f!", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f!"),
        ("a\U000e0067\U000e0062b", "ab"),
        ("a\ufffcb", "ab"),
    ],
)  # fmt: skip
def test_what_means_nothing_goes_and_what_a_script_needs_stays(text: str, expected: str) -> None:
    assert without_invisible(text)[0] == expected


def test_each_kind_is_known_with_its_places() -> None:
    assert without_invisible("a\u200bb\u200bc\ufeff")[1] == {"\u200b": [1, 3], "\ufeff": [5]}
    assert named("\u200b") == "U+200B (zero width space)"
