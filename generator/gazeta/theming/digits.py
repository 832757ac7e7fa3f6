"""Native digits: what CLDR asks for in some locales and Babel 2.18 never writes."""

from gazeta.core.language import babel_locale

_ZERO = {
    "adlm": 0x1E950,
    "arab": 0x0660,
    "arabext": 0x06F0,
    "beng": 0x09E6,
    "cakm": 0x11136,
    "deva": 0x0966,
    "hmnp": 0x1E140,
    "mtei": 0xABF0,
    "mymr": 0x1040,
    "nkoo": 0x07C0,
    "olck": 0x1C50,
    "tibt": 0x0F20,
}
"""The code point of zero in each numbering system that CLDR 47 makes some locale's default."""


def native_digits(tag: str) -> str:
    """The ten digits of a locale's default numbering system, or an empty text for 0 to 9."""
    zero = _ZERO.get(babel_locale(tag).default_numbering_system)
    return "".join(chr(zero + value) for value in range(10)) if zero else ""


def digit_table(tag: str) -> dict[int, str]:
    """The same as a table for `str.translate`."""
    return {ord("0") + value: digit for value, digit in enumerate(native_digits(tag))}
