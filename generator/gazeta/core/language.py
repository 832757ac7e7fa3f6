"""What follows from a language's tag: script, direction, parents, and which of several languages serves a reader."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial

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
    language, own_script, region = likely(tag)
    unusual = own_script != likely(language)[1]
    current = tag
    if unusual and f"{language}_{own_script}_{region}" in exceptions:
        current = f"{language}-{own_script}-{region}"  # `zh-MO`, whose parent CLDR names for `zh-Hant-MO` alone
    while "-" in current or current in exceptions:
        shorter = exceptions.get(current.replace("-", "_"), "").replace("_", "-")
        current = shorter if shorter and shorter != "root" else current.rpartition("-")[0]
        if current == language and unusual:
            current = f"{language}-{own_script}"
            if current == tag or current in chain:
                break
            chain.append(current)
            break
        chain.append(current)
    return tuple(chain)


_MACROLANGUAGES = {"nb": "no"}
"""Languages that go by a wider tag as well: what is called Norwegian is Bokmål (CLDR gives `no` its data)."""


@cache
def same_language(one: str, other: str) -> bool:
    """Whether a reader of one reads the other without a translation: same language, same script.

    Regions do not count: a text in `pt-BR` is not foreign to a reader of `pt-PT`.
    """
    return one == other or _tongue(one) == _tongue(other)


def _tongue(tag: str) -> tuple[str, str]:
    language, script, _ = likely(tag)
    return _MACROLANGUAGES.get(language, language), script


_PSEUDO_REGIONS = frozenset({"XA", "XB"})
"""Regions of CLDR's pseudo-locales (UTS 35, part 1, “Unicode Region Subtag”)."""


@cache
def says_nothing_new(tag: str, around: str) -> bool:
    """Whether a text's tag says no more than that of what encloses it: `zh` within `zh-CN`, `en` within `en-GB`.

    It is a prefix then (RFC 4647, 3.3.1), and of the same script: `zh` within `zh-TW` does say something. So does
    `en` within `en-XA`, whose texts are English in disguise.
    """
    if tag == around:
        return True
    return around.startswith(f"{tag}-") and same_language(tag, around) and likely(around)[2] not in _PSEUDO_REGIONS


_MAGHREB = frozenset("DZ EH LY MA MR TN".split())
"""Regions whose Arabic is nearer to each other's than to the rest's (CLDR, `languageMatching`)."""


@cache
def distance(wanted: str, tag: str) -> tuple[bool, int, bool, int, bool]:
    """How far a tag is from a wanted one of the same language and script: the less, the nearer.

    By the way from each up to what CLDR has as their common parent: from `pt-AO` to `pt-PT` it is shorter than to
    `pt-BR`. Where that is the same, the region where most speak the language is nearer.
    """
    up, down = _lineage(wanted), _lineage(tag)
    meeting = next((one for one in up if one in down), "")
    language, _, region = likely(tag)
    apart = language == "ar" and (region in _MAGHREB) != (likely(wanted)[2] in _MAGHREB)
    steps = (up.index(meeting), down.index(meeting)) if meeting else (len(up), len(down))
    return tag != wanted, steps[0], apart, steps[1], region != likely(language)[2]


@cache
def _lineage(tag: str) -> tuple[str, ...]:
    """A tag with its likely region, and its parents: `zh-Hans-CN`, for `zh` too."""
    language, own_script, region = likely(tag)
    usual = own_script == likely(language)[1]
    full = "-".join(part for part in (language, "" if usual else own_script, region) if part)
    return full, *parents(full)


def fallback_chain(tag: str, fallback: Iterable[str], *last: str) -> tuple[str, ...]:
    """The languages to try for a reader, best first: the tag, its parents, the configured ones, then `last`."""
    wanted = [tag, *parents(tag)]
    for other in (*fallback, *last):
        wanted += [other, *parents(other)]
    return tuple(dict.fromkeys(wanted))


def serving(chain: Iterable[str], available: Iterable[str]) -> Iterator[str]:
    """Those available tags that serve a chain, best first: for each wanted tag those in its language and script.

    Among regions of one language the nearest comes first (see `distance`): the tag itself, then `zh-Hans` for
    `zh-CN`, `pt-PT` rather than `pt-BR` for `pt-AO`.
    """
    left = list(available)
    for wanted in chain:
        same = [tag for tag in left if same_language(wanted, tag)]
        yield from sorted(same, key=partial(distance, wanted))
        left = [tag for tag in left if tag not in same]


def best_match(chain: Sequence[str], available: Sequence[str]) -> str | None:
    """The available tag that serves a chain best (see `serving`), or `None`.

    Should the chain end without a match, its first tag's language in another script still serves (`zh-Hans` for
    `zh-Hant`).
    """
    found = next(serving(chain, available), None)
    if found is not None or not chain:
        return found
    language = likely(chain[0])[0]
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
