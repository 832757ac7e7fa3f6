"""Characters that nobody sees, which word processors and web pages leave in what is copied from them."""

import re
import unicodedata

_KEPT_BESIDE = (
    "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ua9e0-\ua9ff\uaa60-\uaa7f"
)
"""Thai, Lao, Tibetan, Burmese, Khmer, Tai scripts: a zero-width space shows where their words end."""

_SOME = re.compile("[\u200b\u2028\u2029\ufeff\u2060-\u2064\u206a-\u206f\ufff9-\ufffc\U000e0001-\U000e007f]")
_ANY = re.compile(
    "(?P<space>[\u2028\u2029])"
    f"|(?P<word>(?<![{_KEPT_BESIDE}])\u200b++(?![{_KEPT_BESIDE}]))"
    "|[\ufeff\u2060-\u2064\u206a-\u206f\ufff9-\ufffc]"
    "|(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0001\U000e0020-\U000e007f]++"
)
"""Line and paragraph separators; spaces and joiners without width; invisible operators; deprecated formats; marks of
annotations and embedded objects; tags that belong to no flag. Joiners that scripts and emoji need (U+200C, U+200D),
marks of direction (U+200E, U+200F) and soft hyphens (U+00AD) mean something, and stay."""


def without_invisible(text: str) -> tuple[str, dict[str, list[int]]]:
    """A text without them, and where each kind stood; a separator of lines becomes a space."""
    if text.isascii() or not _SOME.search(text):
        return text, {}
    places: dict[str, list[int]] = {}
    for match in _ANY.finditer(text):
        places.setdefault(match[0][0], []).append(match.start())
    return (_ANY.sub(_left, text), places) if places else (text, places)


def _left(match: re.Match[str]) -> str:
    """A space for a separator between two words."""
    if match["space"] is None:
        return ""
    before, after = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return "" if not before or not after or before.isspace() or after.isspace() else " "


def named(char: str) -> str:
    """`U+200B (zero width space)`."""
    name = unicodedata.name(char, "").lower()
    return f"U+{ord(char):04X}" + (f" ({name})" if name else "")
