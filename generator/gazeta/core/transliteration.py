"""Words of any script in the letters of ASCII, for addresses: ICU's transliterations, which are CLDR's."""

import re
from functools import cache

import icu

_NOT_PLAIN = re.compile(r"[^a-z0-9._~]+")


def ascii_slug(word: str, lang: str) -> str:
    """A word as it stands in an address: `grosse-tage` for `Größe-Tage`, `novosti` for `новости`.

    German umlauts and the like become what their own language makes of them (`ae`) where CLDR says so. Chinese
    and Japanese characters become their Chinese readings, one syllable each. Empty if nothing is left.
    """
    if word.isascii() and not _NOT_PLAIN.search(word.replace("-", "")):
        return word
    text: str = _to_ascii(lang.partition("-")[0]).transliterate(word)
    return _NOT_PLAIN.sub("-", text).strip("-.")


@cache
def _to_ascii(language: str) -> icu.Transliterator:
    own = f"{language}-ASCII"
    first = f"{own}; " if own in set(icu.Transliterator.getAvailableIDs()) else ""
    return icu.Transliterator.createInstance(f"{first}Any-Latin; Latin-ASCII; Lower()")
