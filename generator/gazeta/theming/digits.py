"""Native digits: what CLDR asks for in some locales, or a site in others, and Babel 2.18 never writes."""

from gazeta.core.language import babel_locale
from gazeta.sources.config.locales import Digits

_ZERO = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "gujr": 0x0AE6,
    "guru": 0x0A66,
    "hmnp": 0x1E140,
    "khmr": 0x17E0,
    "knda": 0x0CE6,
    "laoo": 0x0ED0,
    "limb": 0x1946,
    "mlym": 0x0D66,
    "mong": 0x1810,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "orya": 0x0B66,
    "tamldec": 0x0BE6,
    "telu": 0x0C66,
    "thai": 0x0E50,
    "tibt": 0x0F20,
}
"""The code point of zero in the numbering systems of CLDR 47's locales that have ten digits in a row."""


def native_digits(tag: str, whose: Digits = "default") -> str:
    """The ten digits of a locale, or an empty text for 0 to 9: CLDR's default ones, its native ones, or `latin`."""
    locale = babel_locale(tag)
    system = locale.default_numbering_system
    if whose == "native":
        system = locale.other_numbering_systems.get("native", system)
    zero = None if whose == "latin" else _ZERO.get(system)
    return "".join(chr(zero + value) for value in range(10)) if zero else ""


def digit_table(tag: str, whose: Digits = "default") -> dict[int, str]:
    """The same as a table for `str.translate`."""
    return {ord("0") + value: digit for value, digit in enumerate(native_digits(tag, whose))}
