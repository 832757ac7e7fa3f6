"""Names that are one name written in two ways: composed or decomposed, with percent codes, in capitals.

macOS hands out decomposed names and servers compare bytes; browsers show letters and send percent codes; Windows and
macOS do not tell `Photo.JPG` from `photo.jpg`, and Linux does. A site is the same on all of them.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cached_property
from typing import TypeVar
from urllib.parse import quote, unquote_to_bytes

T = TypeVar("T")

_CODES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")


def composed(text: str) -> str:
    """The text in Unicode's composed form (NFC), in which everything that Gazeta publishes is."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def folded(text: str) -> str:
    """What two names have in common that differ in case or composition alone (Unicode, 3.13, caseless matching)."""
    if text.isascii():
        return text.lower()
    return composed(composed(text).casefold())


def decoded(address: str) -> str:
    """An address in the letters that its percent codes stand for, composed; codes that are no UTF-8 stay codes."""
    return composed(_CODES.sub(_letters, address) if "%" in address else address)


def _letters(match: re.Match[str]) -> str:
    try:
        return unquote_to_bytes(match[0]).decode()
    except UnicodeDecodeError:
        return match[0]


def encoded(address: str) -> str:
    """An address as it stands in HTML: composed, with percent codes for all that is not ASCII.

    Codes for ASCII stay as they are: `%2F` is no slash (RFC 3986, 2.2).
    """
    if address.isascii() and "%" not in address:
        return address
    letters = composed(_CODES.sub(_letters_beyond_ascii, address))
    return _BEYOND_ASCII.sub(lambda match: quote(match[0]), letters)


def _letters_beyond_ascii(match: re.Match[str]) -> str:
    letters = _letters(match)
    if letters is match[0] or letters.isascii():
        return match[0]
    return "".join(char if ord(char) > 127 else f"%{ord(char):02X}" for char in letters)


class Names(dict[str, T]):
    """What names stand for. A name is also found in another spelling, as long as it can mean only one of them."""

    def key(self, written: str) -> str | None:
        """The name that is meant: as written, or composed, or without its percent codes, or in another case."""
        if written in self:
            return written
        if not written.isascii() and (plain := composed(written)) in self:
            return plain
        letters = decoded(written)
        return letters if letters in self else self._folded.get(folded(letters))

    def find(self, written: str) -> T | None:
        """What a name stands for that may be written in another way."""
        key = self.key(written)
        return None if key is None else self[key]

    @cached_property
    def _folded(self) -> dict[str, str | None]:
        names: dict[str, str | None] = {}
        for name in self:
            key = folded(name)
            names[key] = None if key in names else name
        return names


def same(written: str, other: str) -> str:
    """In what alone two names differ: `case`, `form` (which looks alike) or, if they are two names, nothing."""
    if written == other or folded(decoded(written)) != folded(decoded(other)):
        return ""
    return "form" if decoded(written) == decoded(other) else "case"


def names_of(names: Iterable[str]) -> Names[str]:
    """Names that stand for themselves."""
    return Names((name, name) for name in names)
