"""Did you mean …?"""

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(wrong: str, known: Iterable[str]) -> str:
    """A hint that names the known word nearest to a wrong one; empty when none is near."""
    lowered = {word.lower(): word for word in sorted(set(known))}
    near = get_close_matches(wrong.lower(), lowered, n=1, cutoff=0.6)
    return f"Did you mean “{lowered[near[0]]}”?" if near else ""


def did_you_mean(wrong: str, known: Iterable[str]) -> str:
    """The same; when none is near, a hint with up to eight of the known words."""
    words = sorted(set(known))
    if not words:
        return ""
    more = ", …" if len(words) > 8 else ""
    return nearest(wrong, words) or f"Known: {', '.join(words[:8])}{more}."


def shorten(value: str) -> str:
    """At most forty characters of a value, for a message."""
    return value if len(value) <= 40 else value[:39] + "…"
