"""Words that begin or end with an apostrophe, where a quotation mark could stand as well."""

_ELIDED = {
    "en": "n tis tisn twas twasn twere twill twould em til cos coz cuz bout fraid nuff neath gainst tween twixt",
    "nl": "s t n k m r d ns",
    "af": "n t k s",
    "fy": "t e k s n",
    "de": "s n ne nen nem ner nes ns rein raus ran rauf rum rüber runter",
    "nds": "n t s ne nen",
    "lb": "t d n s",
    "it": "sto sta sti ste ndrangheta ndrina ndrine un na nu",
    "fr": "tit tite ttention",
    "cy": "r n w i m u ch di dyn",
    "ca": "s l n ls ns",
}
"""What follows the apostrophe that begins a word: ’tis, ’s avonds, ’n man, ’ndrangheta. Words that are as often the
beginning of a quotation (`'cause`, `'round`) are in the list below."""
_WORDS = {tag: frozenset(words.split()) for tag, words in _ELIDED.items()}

_ELIDED_ALONE = {
    "en": "cause round cept nother hood kay ello ave appen",
}
"""What does so where no mark follows that would close a quotation."""
_LONELY = {tag: frozenset(words.split()) for tag, words in _ELIDED_ALONE.items()}

_CUT_SHORT = {
    "it": "po mo be di fa va sta da to ca de ne co su",
    "en": "o ol an th lil",
    "es": "pa",
}
"""What precedes the apostrophe that ends a word: un po’, ol’."""
_BEGINNINGS = {tag: frozenset(words.split()) for tag, words in _CUT_SHORT.items()}
_POSSESSIVE = ("s", "x", "z")


def elided(word: str, tag: str) -> bool:
    """Whether a word is what an apostrophe leaves of a longer one."""
    return word.casefold() in _WORDS.get(tag.partition("-")[0], ())


def elided_alone(word: str, tag: str) -> bool:
    """The same, for a mark that nothing closes."""
    return word.casefold() in _LONELY.get(tag.partition("-")[0], ())


def cut_short(word: str, tag: str) -> bool:
    """Whether a word is one that an apostrophe may end: a possessive (dogs’, Fritz’), or one that is cut short."""
    language, lowered = tag.partition("-")[0], word.casefold()
    if lowered.endswith(_POSSESSIVE) or lowered in _BEGINNINGS.get(language, ()):
        return True
    return language == "en" and lowered.endswith("in")
