"""Scripts: which letters a text is written in, by Unicode's property `Script` (UAX 24), from ICU."""

import unicodedata
from collections import Counter
from functools import cache

import icu

from gazeta.core.language import script as usual_script

_WRITTEN_WITH = {
    "Hans": {"Hani", "Bopo"},
    "Hant": {"Hani", "Bopo"},
    "Jpan": {"Hani", "Hira", "Kana"},
    "Kore": {"Hang", "Hani"},
    "Hrkt": {"Hira", "Kana"},
}
"""ISO 15924's codes for several scripts that are used together, and Unicode's for each of them."""

NEUTRAL = frozenset({"Zyyy", "Zinh", "Zzzz"})
"""Digits, punctuation and marks, which belong to no script of their own."""


@cache
def script_of(char: str) -> str:
    """The ISO 15924 code of a character's script: `Latn`, `Hani`, `Zyyy` for what is common to all."""
    code: str = icu.Script.getScript(char).getShortName()
    return code


def scripts_in(text: str) -> Counter[str]:
    """How many letters of each script a text has."""
    return Counter(script for char in text if (script := script_of(char)) not in NEUTRAL)


@cache
def scripts_for(tag: str) -> frozenset[str]:
    """The scripts that a language is written in, as Unicode names them: `Hani`, `Hira` and `Kana` for `ja`."""
    code = usual_script(tag)
    return frozenset(_WRITTEN_WITH.get(code, {code}))


_AMBIGUOUS, _WIDE = 1, frozenset({2, 3, 5})
"""ICU's numbers (`UEastAsianWidth`) of UAX 11's `A`; of `H`, `F` and `W`."""


def is_cjk(char: str) -> bool:
    """Whether a character is one of Chinese, Japanese or Korean text: wide (UAX 11) and no emoji, or Hangul."""
    return char >= "\u1100" and (is_wide(char) or script_of(char) == "Hang")


@cache
def is_wide(char: str) -> bool:
    """Whether a character is wide (UAX 11: `F`, `H` or `W`), and neither an emoji nor Hangul, which has spaces."""
    return _width(char) in _WIDE and not _is_emoji(char) and script_of(char) != "Hang"


@cache
def passes_through(char: str) -> bool:
    """Whether a character is as wide as its neighbours: ambiguous punctuation, straight quotes, emoji, marks."""
    kind = unicodedata.category(char)[0]
    return char in "\"'" or kind == "M" or (kind in "PS" and _width(char) == _AMBIGUOUS) or _is_emoji(char)


def _width(char: str) -> int:
    width: int = icu.Char.getIntPropertyValue(char, icu.UProperty.EAST_ASIAN_WIDTH)
    return width


def _is_emoji(char: str) -> bool:
    return bool(icu.Char.hasBinaryProperty(char, icu.UProperty.EMOJI_PRESENTATION))
