"""Ids of headings: stable, unique in a text, in any script."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cached_property, lru_cache

from gazeta.core.spelling import composed, folded, names_of

_RESERVED = re.compile(r"(?:fn|fnref)-\d|gz-")
"""Ids of footnotes, and of the page around the text."""


_SOFT_HYPHEN = "\u00ad"
"""Says where a word may be cut, and is no part of it."""


def slugify(text: str) -> str:
    """Lower case, letters, digits and marks of any script, hyphens for all else; applied twice it changes nothing."""
    folded = composed(text.lower().replace(_SOFT_HYPHEN, ""))
    kept = "".join(char if _belongs(char) else "-" for char in folded)
    return composed("-".join(filter(None, kept.split("-"))))


def _belongs(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char) in {"Mn", "Mc"} or char in {"_", "\u200c", "\u200d"}


def is_reserved(anchor: str) -> bool:
    """Whether an id is one of the page's own, or of a footnote."""
    return bool(_RESERVED.match(anchor))


class Anchors:
    """Hands out the ids of one text."""

    def __init__(self) -> None:
        self._taken: dict[str, int] = {}

    def take(self, text: str) -> str:
        """An id for a heading; a second one of the same words gets `-2`. Footnotes' and the page's are kept free."""
        base = slugify(text) or "section"
        if _RESERVED.match(base):
            base = f"section-{base}"
        anchor, number = base, self._taken.get(base, 0)
        while anchor in self._taken:
            number += 1
            anchor = f"{base}-{number}"
        self._taken[base] = max(number, 1)
        self._taken.setdefault(anchor, 1)
        return anchor


class Ids:
    """The ids of a text, and which of them a link means: looked through once for all links."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.names = names_of(ids)

    def meant(self, written: str) -> str | None:
        """The id that a link means: as written, or in another spelling, or else the one of the same letters.

        Other generators drop apostrophes or leave two hyphens (`#dont-do--this`), and editors paste what they made.
        """
        return (self.names.key(written) or self._by_letters.get(_letters(written))) if self.names else None

    @cached_property
    def _by_letters(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        for name in self.names:
            letters = _letters(name)
            found[letters] = None if letters in found else name
        return found


def matching(written: str, ids: Collection[str]) -> str | None:
    """The id among some that a link means."""
    return written if written in ids else Ids(ids).meant(written)


@lru_cache(maxsize=4096)
def _letters(anchor: str) -> str:
    return "".join(char for char in folded(anchor) if char.isalnum() or unicodedata.category(char) in {"Mn", "Mc"})
