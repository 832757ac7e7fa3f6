"""Did you mean …?"""

import unicodedata
from collections.abc import Callable, Iterable
from difflib import get_close_matches

from gazeta.core.spelling import decoded, folded, same

_ONLY = {
    "case": " Only capital and small letters differ.",
    "form": " The two look alike; the characters in them are others.",
}
_EVERYDAY = {"_": "an underscore", "-": "a hyphen", "/": "a slash", "\\": "a backslash", " ": "a space", ".": "a dot"}


def nearest(wrong: str, known: Iterable[str], shown: Callable[[str], str] = str) -> str:
    """A hint that names the known word nearest to a wrong one; empty when none is near.

    It never proposes the very word that was written, and of one that looks like it it says what the difference is.
    `shown` gives a word as it is to be written, such as a path from where it stands.
    """
    words = {folded(word): word for word in sorted(set(known)) if word != wrong}
    near = get_close_matches(folded(decoded(wrong)), words, n=1, cutoff=0.6)
    if not near:
        return ""
    word = words[near[0]]
    return f"Did you mean “{shown(word)}”?" + (_ONLY.get(same(wrong, word), "") or _lookalike(wrong, word))


def _lookalike(wrong: str, right: str) -> str:
    """Names the first characters of two words that differ in scripts alone, such as Cyrillic and Latin `a`."""
    pairs = [pair for pair in zip(wrong, right, strict=False) if pair[0] != pair[1]]
    if len(wrong) != len(right) or not pairs or any(_script(one) == _script(other) for one, other in pairs):
        return ""
    one, other = pairs[0]
    return f" It has {_called(other)}, this {_called(one)}."


def _called(char: str) -> str:
    """A character by the name that people use."""
    return _EVERYDAY.get(char) or f"a {_name(char)}"


def _name(char: str) -> str:
    return unicodedata.name(char, f"U+{ord(char):04X}").lower()


def _script(char: str) -> str:
    return _name(char).partition(" ")[0]


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """The same; when none is near, a hint with up to eight of the known words."""
    words = sorted(set(known) - {wrong})
    if not words:
        return ""
    more = ", …" if len(words) > 8 else ""
    return nearest(wrong, words) or f"Known: {', '.join(words[:8])}{more}."


class Suggestions:
    """Hints on words of one text: the `most` first get one, since looking takes time, and nobody reads more."""

    def __init__(self, known: Iterable[str], most: int = 20) -> None:
        self._known = frozenset(known)
        self._left = most

    def near(self, wrong: str) -> str:
        """What `nearest` says, while there are hints left."""
        self._left -= 1
        return nearest(wrong, self._known) if self._left >= 0 else ""

    def did_you_mean(self, wrong: str) -> str:
        """What `did_you_mean` says, while there are hints left."""
        self._left -= 1
        return did_you_mean(wrong, self._known) if self._left >= 0 else ""


def shorten(value: str) -> str:
    """At most forty characters of a value, for a message."""
    return value if len(value) <= 40 else value[:39] + "…"
