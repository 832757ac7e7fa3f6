"""Line breaks within a paragraph: where they are a space, and where nothing."""

import pytest

from gazeta.core.line_breaks import unbroken, without_spaces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("厚德，\n载物", "厚德，载物"),
        ("カタ  \n\t ひら", "カタひら"),
        ("ﾊﾝｶｸ\n全角ＡＢ\nＣ", "ﾊﾝｶｸ全角ＡＢＣ"),
        ("他说：\n“好”", "他说：“好”"),
        ("好……\n——好", "好……——好"),
        ('"好"\n"好"', '"好""好"'),
        ("𠮷\n野", "𠮷野"),
        ("葛\U000e0100\n城", "葛\U000e0100城"),
        ("か\u3099\nき", "か\u3099き"),
        ("ꀀ\nꀀ", "ꀀꀀ"),
        ("好\n\n好", "好好"),
        ("好😀\n好", "好😀好"),
        ("😀\n😀", "😀\n😀"),
        ("한국\n어", "한국\n어"),
        ("漢字\n가", "漢字\n가"),
        ("好\nok", "好\nok"),
        ("中文\n— a", "中文\n— a"),
        ("ข้อ\nความ", "ข้อ\nความ"),
        ("ข้อ\u200b\nความ", "ข้อ\u200bความ"),
        ("ខ្មែរ\n\u200bខ្មែរ", "ខ្មែរ\u200bខ្មែរ"),
        ("é\né", "é\né"),
        ("好\n", "好\n"),
        ("\n好", "\n好"),
    ],
)
def test_unbroken(text: str, expected: str) -> None:
    assert unbroken(text) == expected


def test_a_text_is_the_same_however_it_is_wrapped() -> None:
    assert (
        without_spaces("厚德\n载物 and\nso 好 好")
        == without_spaces("厚\n德载物 and\nso 好好")
        == "厚德载物 and\nso 好好"
    )
