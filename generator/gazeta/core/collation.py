"""The order of words in a dictionary: CLDR's collation, by ICU."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import TypeVar

import icu

T = TypeVar("T")

ICU_VERSION = f"ICU {icu.ICU_VERSION}, Unicode {icu.UNICODE_VERSION}"
"""Of the library that was loaded, which need not be the one that a wheel brought."""


def in_alphabetical_order(items: Iterable[T], text: Callable[[T], str], tag: str) -> list[T]:
    """Items as the readers of a locale would sort them: Swedish has Ö after Z, German beside O.

    Items with equal texts keep their order.
    """
    key = _collator(tag).getSortKey
    return sorted(items, key=lambda item: key(text(item)))


@cache
def _collator(tag: str) -> icu.Collator:
    return icu.Collator.createInstance(icu.Locale.forLanguageTag(tag))
