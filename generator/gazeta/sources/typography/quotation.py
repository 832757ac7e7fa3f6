"""Quotation marks by language: CLDR 48.2, `delimiters` of `common/main/*.xml`."""

from functools import cache

from msgspec import Struct

from gazeta.core.language import parents

_DEFAULT = "“”‘’"
"""CLDR's root, and most languages'."""

_OTHERS = {
    "«»“”": "ast blo bm br ca cv dyo el es-US eu ewo ie it kab kk lij mg mua nnh pms pt-PT pt-AO pt-MZ pt-CV pt-CH "
    "sc sg ti",
    "„“‚‘": "bs-Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl",
    "«»‹›": "am az-Arab az-Cyrl fa fr-CH gsw jgo kkj mzn rm sdh wae",
    "«»„“": "bas be bua ky os ru sah tyv uk",
    "””’’": "fi he lag rn se sn sv yi",
    "«»‘’": "dua el-polyton ksf nb nn no rw",
    "”“’‘": "ar lld ms-Arab syr ur",
    "«»«»": "fr ht hy oc yav",
    "„“„“": "bg lt prg sgs",
    "‘’“”": "fur ia ti-ER tn",
    "「」『』": "ja yue yue-Hans zh-Hant zh-TW zh-HK",
    "„”«»": "nmg pl ro",
    "„”‚’": "agq ff",
    "«»„”": "shi shi-Latn zgh",
    "„”»«": "hu szl",
    "»«›‹": "kk-Arab ug",
    "„”‘’": "bs",
    "“”«»": "eo",
    "«»”“": "fr-CA",
    "„“«»": "ka",
    "‘’‘’": "nl",
    "„”’’": "sr sr-Latn",
    "“’“”": "st",
    "“”“”": "tk",
    "“”’‘": "uz",
    _DEFAULT: "uz-Arab uz-Cyrl zh-Hans en",
}
_BY_TAG = {tag: marks for marks, tags in _OTHERS.items() for tag in tags.split()}

_SPACE = "\u202f"
"""The narrow no-break space that French puts inside its guillemets (Imprimerie nationale, Lexique des règles)."""


Marks = tuple[str, str, str, str]
"""Opening and closing marks, then those of a quotation within a quotation."""


class Quotes(Struct, frozen=True, kw_only=True):
    """A site's own quotation marks, by the tags of its locales; CLDR's for all other languages."""

    own: tuple[tuple[str, Marks], ...] = ()

    def marks(self, tag: str) -> Marks:
        """The marks of a language."""
        own = dict(self.own)
        found = next((own[known] for known in (tag, *parents(tag)) if known in own), None)
        return found or quotation_marks(tag)


@cache
def quotation_marks(tag: str) -> Marks:
    """The marks of a language by CLDR."""
    marks = next((_BY_TAG[known] for known in (tag, *parents(tag)) if known in _BY_TAG), _DEFAULT)
    spaced = tag.partition("-")[0] == "fr" and tag != "fr-CH"
    start, end, inner_start, inner_end = (_spaced(mark) if spaced else mark for mark in marks)
    return start, end, inner_start, inner_end


CLDR = Quotes()
"""The quotation marks of a site that has none of its own."""


def _spaced(mark: str) -> str:
    return {"«": "«" + _SPACE, "»": _SPACE + "»"}.get(mark, mark)
