"""The direction of plain text, where no markup can state it (Unicode's bidirectional algorithm, UAX 9)."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

OVERRIDES = re.compile("[\u202a-\u202e]")
"""Embeddings and overrides, with their end: they reorder what follows wherever it stands. HTML has `dir` and `bdi`
for what they were made for (W3C, “Unicode controls vs. markup for bidi support”)."""

_DIRECTIONS: dict[str, Literal["ltr", "rtl"]] = {"L": "ltr", "R": "rtl", "AL": "rtl"}


@lru_cache(maxsize=4096)  # names stand on many pages
def first_strong(text: str) -> Literal["ltr", "rtl"] | None:
    """The direction that a browser's tab or a feed reader takes a text to have: by its first letter."""
    return next((found for char in text if (found := _DIRECTIONS.get(unicodedata.bidirectional(char)))), None)
