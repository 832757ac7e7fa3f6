"""Quotation marks by language: CLDR 48, `delimiters` of `common/main/*.xml`."""

from functools import cache

from gazeta.core.language import parents

_DEFAULT = "“”‘’"
"""CLDR's root, and most languages'."""

_OTHERS = {
    "«»“”": "ast br ca cv el es-US eu it kab lij mg pt-PT pt-AO pt-MZ pt-CV pt-CH sc sg ti",
    "„“‚‘": "bs-Cyrl cs de dsb et hr hsb is lb lu mk nds sk sl",
    "«»‹›": "am az-Arab az-Cyrl fa fr-CH gsw mzn rm",
    "«»„“": "be os ru sah uk",
    "””’’": "fi he lag rn se sn sv yi",
    "«»‘’": "dua el-polyton nb nn no rw",
    "”“’‘": "ar ms-Arab syr ur",
    "«»«»": "fr ht hy oc",
    "„“„“": "bg lt prg",
    "‘’“”": "fur ia ti-ER tn",
    "「」『』": "ja yue zh-Hant zh-TW zh-HK",
    "„”«»": "pl ro",
    "„”»«": "hu szl",
    "«»›‹": "kk-Arab ug",
    "„”‘’": "bs",
    "“”«»": "eo",
    "«»”“": "fr-CA",
    "„“«»": "ka",
    "‘’‘’": "nl",
    "„”’’": "sr",
    "“’“”": "st",
    "“”“”": "tk",
    "“”’‘": "uz",
    _DEFAULT: "uz-Arab uz-Cyrl zh-Hans en",
}
_BY_TAG = {tag: marks for marks, tags in _OTHERS.items() for tag in tags.split()}

_SPACE = "\u202f"
"""The narrow no-break space that French puts inside its guillemets (Imprimerie nationale, Lexique des règles)."""


@cache
def quotation_marks(tag: str) -> tuple[str, str, str, str]:
    """Opening and closing marks of a language, then those of a quotation within a quotation."""
    marks = next((_BY_TAG[known] for known in (tag, *parents(tag)) if known in _BY_TAG), _DEFAULT)
    spaced = tag.partition("-")[0] == "fr" and tag != "fr-CH"
    start, end, inner_start, inner_end = (_spaced(mark) if spaced else mark for mark in marks)
    return start, end, inner_start, inner_end


def _spaced(mark: str) -> str:
    return {"«": "«" + _SPACE, "»": _SPACE + "»"}.get(mark, mark)
