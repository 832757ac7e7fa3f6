"""What follows from a language's tag: script, direction, parents, and which of several languages serves a reader."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from babel.core import Locale, UnknownLocaleError, get_global

from gazeta.core.tags import SUBTAGS, UnknownTag


@cache
def likely(tag: str) -> tuple[str, str, str]:
    """Language, script and region of a canonical tag, with CLDR's likely subtags where it leaves them out.

    `("zh", "Hant", "TW")` for `zh-TW`; empty strings for what CLDR cannot say.
    """
    match = SUBTAGS.fullmatch(tag)
    if match is None:
        raise UnknownTag(tag)
    language, script, region = match["language"], match["script"] or "", match["region"] or ""
    known = get_global("likely_subtags")
    for key in (f"{language}_{script}_{region}", f"{language}_{region}", f"{language}_{script}", language):
        if full := known.get(key.replace("__", "_").rstrip("_")):
            guess = re.fullmatch(r"[a-z]+_([A-Z][a-z]{3})_([A-Z]{2}|[0-9]{3})", full)
            if guess:
                return language, script or guess[1], region or guess[2]
    return language, script, region


def script(tag: str) -> str:
    """The ISO 15924 code of the script a language is most likely written in: `Hant` for `zh-TW`."""
    return likely(tag)[1]


_RIGHT_TO_LEFT = frozenset(
    """
    Adlm Arab Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat
    Nkoo Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Thaa Yezi
    """.split()
)
"""Scripts written from right to left: those with bidirectional class R or AL in the Unicode Character Database."""


@cache
def direction(tag: str) -> str:
    """`rtl` or `ltr`: the value of HTML's `dir` for a text in this language."""
    return "rtl" if script(tag) in _RIGHT_TO_LEFT else "ltr"


@cache
def parents(tag: str) -> tuple[str, ...]:
    """The tags CLDR falls back to, nearest first, without the tag itself: `pt-AO` gives `pt-PT`, `pt`.

    A tag whose script is not its language's usual one never falls back across scripts (UTS 35, part 1,
    "Parent Locales"): `zh-TW` gives `zh-Hant` and stops there.
    """
    chain: list[str] = []
    exceptions = get_global("parent_exceptions")
    language, own_script, _ = likely(tag)
    usual_script = likely(language)[1]
    current = tag
    while "-" in current:
        shorter = exceptions.get(current.replace("-", "_"), "").replace("_", "-")
        current = shorter if shorter and shorter != "root" else current.rpartition("-")[0]
        if current == language and own_script != usual_script:
            current = f"{language}-{own_script}"
            if current == tag or current in chain:
                break
            chain.append(current)
            break
        chain.append(current)
    return tuple(chain)


@cache
def same_language(one: str, other: str) -> bool:
    """Whether a reader of one reads the other without a translation: same language, same script.

    Regions do not count: a text in `pt-BR` is not foreign to a reader of `pt-PT`.
    """
    return likely(one)[:2] == likely(other)[:2]


def fallback_chain(tag: str, fallback: Iterable[str], *last: str) -> tuple[str, ...]:
    """The languages to try for a reader, best first: the tag, its parents, the configured ones, then `last`."""
    wanted = [tag, *parents(tag)]
    for other in (*fallback, *last):
        wanted += [other, *parents(other)]
    return tuple(dict.fromkeys(wanted))


def best_match(chain: Sequence[str], available: Sequence[str]) -> str | None:
    """The available tag that serves a chain best, or `None`.

    For each wanted tag in turn: the tag itself, then one in the same language and script. Should the chain
    end without a match, its first tag's language in another script still serves (`zh-Hans` for `zh-Hant`).
    """
    for wanted in chain:
        if wanted in available:
            return wanted
        for tag in available:
            if same_language(wanted, tag):
                return tag
    language = likely(chain[0])[0] if chain else ""
    return next((tag for tag in available if likely(tag)[0] == language), None)


@cache
def babel_locale(tag: str) -> Locale:
    """Babel's locale for a tag, or for the nearest parent that CLDR has data for; English as the last resort."""
    for candidate in (tag, *parents(tag), likely(tag)[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en")
