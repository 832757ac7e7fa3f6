"""Characters as readers see them, words and sentences, in any script: Unicode's rules (UAX 29), ICU's dictionaries.

Thai, Lao, Khmer, Burmese, Chinese and Japanese write no spaces between words; ICU knows their words.
"""

import re
from collections.abc import Iterator

import icu

_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Thai, Lao, Burmese, Khmer, Tai scripts, kana, Han: what is written without spaces between words."""

_SENTENCE = icu.BreakIterator.createSentenceInstance
_CHARACTER = icu.BreakIterator.createCharacterInstance
_WORD = icu.BreakIterator.createWordInstance
_NO_WORD = 100
"""ICU's rule status up to which a segment is a space or punctuation (`UBRK_WORD_NONE_LIMIT`)."""


def count_words(text: str, lang: str) -> int:
    """How many words a text has, numbers among them."""
    if text.isascii() or not _UNSPACED.search(text):
        return len(text.split())
    words = _WORD(icu.Locale.forLanguageTag(lang))
    words.setText(icu.UnicodeString(text))
    return sum(words.getRuleStatus() >= _NO_WORD for _ in words)


def count_characters(text: str) -> int:
    """How many characters (grapheme clusters) a text has: `é` is one in either normalisation form, and so is 👩‍👧."""
    return len(text) if text.isascii() else sum(1 for _ in _pieces(_CHARACTER, text, "en"))


def sentences(text: str, lang: str) -> list[str]:
    """A text's sentences, each with the spaces that follow it."""
    return list(_pieces(_SENTENCE, text, lang))


def shortened(text: str, lang: str, limit: int) -> str:
    """A text of at most `limit` characters: whole sentences if one fits, else words, else characters, and “…”."""
    if len(text) <= limit:
        return text
    for kind in (_SENTENCE, _WORD, _CHARACTER):
        room = limit if kind is _SENTENCE else limit - 1
        cut = _fitting(_pieces(kind, text, lang), room)
        if len(cut) * 3 >= limit:  # a third of the room: shorter says too little
            return cut.rstrip() if kind is _SENTENCE else cut.rstrip(" \t\u00a0,;:،؛、，；：–—-") + "…"
    return cut.rstrip() + "…"


def _fitting(pieces: Iterator[str], room: int) -> str:
    """As many pieces from the beginning as have at most so many characters."""
    taken: list[str] = []
    for piece in pieces:
        room -= count_characters(piece)
        if room < 0:
            break
        taken.append(piece)
    return "".join(taken)


def _pieces(kind: object, text: str, lang: str) -> Iterator[str]:
    """ICU counts in units of UTF-16, so the cuts are made in its own kind of text."""
    whole = icu.UnicodeString(text)
    breaks = kind(icu.Locale.forLanguageTag(lang))  # type: ignore[operator]
    breaks.setText(whole)
    start = 0
    for end in breaks:
        yield str(whole[start:end])
        start = end
