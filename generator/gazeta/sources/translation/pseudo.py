"""Pseudo-locales: English that looks foreign, to show what a theme forgets before a translator does.

`en-XA` has accents and is longer, as many languages are; `ar-XB` is the same from right to left. What stands on a
page without accents was not put through a catalog; what is cut off or overlaps will be in Finnish, too.
"""

import re
import unicodedata

from gazeta.sources.config.locales import LocaleConfig
from gazeta.sources.translation.phrasebook import Phrasebook

ACCENTED, MIRRORED = "en-XA", "ar-XB"
PSEUDO_LOCALES = (
    LocaleConfig(tag=ACCENTED, label="[Þšéûðö-łöçåļé]", prefix="en-xa"),
    LocaleConfig(tag=MIRRORED, label="[Þšéûðö-łöçåļé ⇄]", prefix="ar-xb"),
)
"""CLDR's tags for pseudo-locales (“Accents” and “Bidi”)."""

LONGER = 0.4
"""How much longer a phrase gets: English grows by 35 to 40 % on its way to German or Finnish (W3C, “Text size in
translation”)."""

_PLACEHOLDER = re.compile(r"%\(\w+\)s|%%")
_PADDING = "~"
_OTHERS = str.maketrans("dhlpqDHPQmbf", "ðĥłþɋÐĦÞɊɱƀƒ")
_MARKS = ("\u0301", "\u0302", "\u0308", "\u0327", "\u0307", "\u0323")


def pseudo(text: str) -> str:
    """A phrase in brackets, with an accent on each letter, and longer; placeholders are left alone."""
    pieces, start = [], 0
    for match in _PLACEHOLDER.finditer(text):
        pieces += [_accented(text[start : match.start()]), match[0]]
        start = match.end()
    pieces.append(_accented(text[start:]))
    padding = _PADDING * round(len(_PLACEHOLDER.sub("", text)) * LONGER)
    return f"[{''.join(pieces)}{padding}]"


def _accented(text: str) -> str:
    return "".join(map(_accent, text.translate(_OTHERS)))


def _accent(letter: str) -> str:
    """The letter with the first mark that Unicode has a composed character for; others stay as they are."""
    if not (letter.isascii() and letter.isalpha()):
        return letter
    composed = (unicodedata.normalize("NFC", letter + mark) for mark in _MARKS)
    return next((char for char in composed if len(char) == 1), letter)


def pseudo_book(english: Phrasebook, tag: str) -> Phrasebook:
    """The phrasebook of a pseudo-locale, made from the English one."""
    messages = {key: tuple(map(pseudo, forms)) for key, forms in english.messages.items()}
    return Phrasebook(lang=tag, messages=messages)
