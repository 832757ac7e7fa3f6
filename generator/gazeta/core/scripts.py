"""Scripts: which letters a text is written in, by Unicode's property `Script` (UAX 24), from ICU."""

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
