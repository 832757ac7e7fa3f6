"""Line breaks within a paragraph: a space in most scripts, nothing in those that have wide characters and no spaces.

The rule is that of CSS Text 3 and 4, “segment break transformation rules”; browsers show a space regardless of it.
Thai, Lao, Khmer and Burmese have no spaces between words either, but do have some between sentences and phrases, so a
break stays a space there: one too many harms less than one too few. U+200B at the end of a line takes it away.
"""

import re

from gazeta.core.scripts import is_wide, passes_through

ZERO_WIDTH_SPACE = "\u200b"

_REACH = 8
"""How many characters beside a break are looked at: one letter, and the punctuation on its way."""
BREAK = re.compile(r"(?<![ \t])[ \t]*\n[ \t\n]*")
_SPACES = re.compile(r"\s+")


def vanishes(text: str, start: int, end: int) -> bool:
    """Whether the line break `text[start:end]` leaves nothing: U+200B beside it, or wide letters on both sides.

    Punctuation that is not wide by itself (“ ” … —) and emoji are as wide as what stands beyond them.
    """
    if ZERO_WIDTH_SPACE in (text[start - 1 : start], text[end : end + 1]):
        return True
    return _begins_wide(text[max(0, start - _REACH) : start][::-1]) and _begins_wide(text[end : end + _REACH])


def unbroken(text: str) -> str:
    """A text without the line breaks that leave nothing; others stay."""
    if "\n" not in text or text.isascii():
        return text
    return BREAK.sub(lambda found: "" if vanishes(text, *found.span()) else found[0], text)


def without_spaces(text: str) -> str:
    """A text without spaces where a line break would leave nothing: the same however it is wrapped."""
    if text.isascii():
        return text
    return _SPACES.sub(lambda found: "" if vanishes(text, *found.span()) else found[0], text)


def _begins_wide(text: str) -> bool:
    first = next((char for char in text if char != "\n" and not passes_through(char)), "")
    return bool(first) and is_wide(first)
