"""Language tags: BCP 47 syntax, and CLDR's word on which of several tags is the canonical one."""

import re
from functools import cache

from babel.core import Locale, get_global

from gazeta.core.suggest import shorten

UNDETERMINED = "und"
"""BCP 47's tag for a language nobody stated (RFC 5646, section 4.1)."""

SUBTAGS = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<extended>[a-z]{3}))?(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[0-9][a-z0-9]{3}|[a-z0-9]{5,8}))*)(?P<extensions>(?:-[a-z0-9](?:-[a-z0-9]{2,8})+)*)",
    re.IGNORECASE,
)
"""A tag's parts (RFC 5646, section 2.1), in any case."""

_LEGACY = {
    "art-lojban": "jbo",
    "i-ami": "ami",
    "i-hak": "hak",
    "i-klingon": "tlh",
    "i-lux": "lb",
    "i-navajo": "nv",
    "i-tsu": "tsu",
    "no-bok": "nb",
    "no-nyn": "nn",
    "zh-guoyu": "zh",
    "zh-hakka": "hak",
    "zh-min-nan": "nan",
    "zh-xiang": "hsn",
}
"""Tags from before RFC 4646 that fit no syntax, and what replaces them (IANA's registry, “grandfathered”)."""


_MOST_VARIANTS = 4
"""RFC 5646, 4.4.1, finds no tag that needs more than two."""


class UnknownTag(ValueError):  # noqa: N818 - it names what is wrong, as `KeyError` does not for tags
    """A string that is not the tag of a language CLDR knows. `why` says so in a sentence, `hint` what to write."""

    def __init__(self, tag: str, why: str = "", hint: str = "") -> None:
        super().__init__(tag)
        self.why = why or f"“{shorten(tag)}” is not the tag of a known language."
        self.hint = hint or "Write a BCP 47 tag such as en or pt-BR."


@cache
def canonical_tag(tag: str) -> str:
    """The canonical form of a BCP 47 tag: `PT_br` is `pt-BR`, `iw` is `he`, `cmn` is `zh`, `sh` is `sr-Latn`.

    Language, script, region and variants (RFC 5646, section 2.1), without extensions. Aliases are CLDR's.
    Raises `UnknownTag` for anything else.
    """
    written = tag.replace("_", "-")
    match = SUBTAGS.fullmatch(_LEGACY.get(written.lower(), written))
    if match is None:
        raise _unknown(tag)
    variants = match["variants"].lower().split("-")[1:]
    if len(variants) > len(set(variants)):  # RFC 5646, 2.2.5
        raise UnknownTag(tag, f"“{shorten(tag)}” has the same variant twice.", "Name each variant once.")
    if len(variants) > _MOST_VARIANTS:
        raise UnknownTag(tag, f"“{shorten(tag)}” has {len(variants)} variants.", f"Name {_MOST_VARIANTS} at most.")
    if match["extensions"]:
        plain = written[: len(written) - len(match["extensions"])]
        why = f"“{shorten(tag)}” has an extension, which is not for tags here."
        raise UnknownTag(tag, why, f"Write {plain}; digits and calendars are settings of a locale in site.yaml.")
    language, *implied = _language(match["extended"] or match["language"], tag).split("_")
    script = _script(match["script"], tag) or next((part for part in implied if len(part) == 4), "")
    region = _region(match["region"], tag) or next((part for part in implied if len(part) < 4), "")
    return "-".join(part for part in (language, script, region) if part) + match["variants"].lower()


def _language(written: str, tag: str) -> str:
    """A language as CLDR has it, with the script or region that comes with an alias: `sr_Latn` for `sh`."""
    language: str = get_global("language_aliases").get(written.lower(), written.lower())
    if language != UNDETERMINED and language.partition("_")[0] not in _known_languages():
        raise _unknown(tag)
    return language


def _script(written: str | None, tag: str) -> str:
    if not written:
        return ""
    script = written.title()
    if script not in Locale("en").scripts:
        why = f"“{written}” in “{shorten(tag)}” is not a script."
        raise UnknownTag(tag, why, "Write a code of ISO 15924, such as Hant, or leave it out.")
    return script


def _region(written: str | None, tag: str) -> str:
    if not written:
        return ""
    region: str = get_global("territory_aliases").get(written.upper(), [written.upper()])[0]
    if region not in Locale("en").territories:
        why = f"“{written}” in “{shorten(tag)}” is not a region."
        raise UnknownTag(tag, why, "Write a code of ISO 3166-1 or UN M.49, such as BR or 419, or leave it out.")
    return region


@cache
def _known_languages() -> frozenset[str]:
    named = map(str, Locale("en").languages)
    return frozenset(named) | {key.partition("_")[0] for key in get_global("likely_subtags")}


def _unknown(tag: str) -> UnknownTag:
    named = tag_named(tag)
    return UnknownTag(tag, hint=f"Write its tag, {named}." if named else "")


def tag_named(name: str) -> str | None:
    """The tag of a language by its English name or its own: `en` for `English`, `pt` for `português`."""
    wanted = name.strip().lower()
    for code, english in Locale("en").languages.items():
        if wanted == str(english).lower():
            return str(code).replace("_", "-")
    own = (tag for tag in _OFTEN_WRITTEN if wanted == (Locale(tag).get_language_name() or "").lower())
    return next(own, None)


_OFTEN_WRITTEN = "pt es fr de it nl ru uk pl tr ar fa he hi ja ko zh vi id".split()
