"""A file's bytes as the text that the rest of a build reads, without characters that no reader may meet."""

import re
from itertools import pairwise

from gazeta.core.bidi import OVERRIDES
from gazeta.core.diagnostics import Diagnostic, Found, problem
from gazeta.core.invisible import named, without_invisible
from gazeta.core.span import Span, place

MAX_BYTES = 1024 * 1024

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
"""Controls but tabs and ends of lines, noncharacters, halves of surrogate pairs: XML and YAML allow none of them."""


def read_text(data: bytes, path: str, limit: int = MAX_BYTES) -> Found[str]:
    """A file's text: UTF-8, with or without a byte-order mark, line ends as `\\n`."""
    if len(data) > limit:
        message = f"The file has {len(data) // 1024} kB; the limit is {limit // 1024} kB."
        return "", (problem("file-too-large", message, Span(path=path), "Split it."),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        message = f"The byte 0x{data[error.start]:02X} here is not UTF-8."
        span = Span(path=path, line=line, column=column)
        return "", (problem("not-utf-8", message, span, "Save the file in the encoding UTF-8."),)
    return text.replace("\r\n", "\n").replace("\r", "\n"), ()


def forbidden_in(text: str, path: str, first_line: int = 1) -> Diagnostic | None:
    """The first character of a text that is not allowed; the text begins on line `first_line`."""
    bad = FORBIDDEN.search(text)
    if bad is None:
        return None
    message = f"The character U+{ord(bad[0]):04X} is not allowed here."
    return problem("bad-characters", message, place(path, text, bad.start(), first_line), "Delete it.")


def without_overrides(text: str, path: str) -> Found[str]:
    """The text without characters that would reorder what follows them (see `OVERRIDES`)."""
    first = None if text.isascii() else OVERRIDES.search(text)
    if first is None:
        return text, ()
    plain, count = OVERRIDES.subn("", text)
    message = f"The character U+{ord(first[0]):04X} would reorder what follows it; all {count} like it are left out."
    hint = "Mark words of another language: [words]{lang=ar}; a title may begin with U+200E or U+200F."
    return plain, (problem("bidi-control", message, place(path, text, first.start()), hint),)


def without_unseen(text: str, path: str) -> Found[str]:
    """The text without characters that nobody sees (see `without_invisible`), each kind of which is reported once."""
    plain, places = without_invisible(text)
    return plain, tuple(_unseen(char, offsets, text, path) for char, offsets in places.items())


def _unseen(char: str, offsets: list[int], text: str, path: str) -> Diagnostic:
    """Says of a character that nobody sees where it stands first, and on which other lines."""
    span = place(path, text, offsets[0])
    others: dict[int, None] = {}
    counted = span.line
    for before, offset in pairwise(offsets):
        counted += text.count("\n", before, offset)
        others[counted] = None
    others.pop(span.line, None)
    listed = ", ".join(map(str, list(others)[:5])) + (", …" if len(others) > 5 else "")
    also = f", and on line{'s' * (len(others) > 1)} {listed}" if others else ""
    message = f"The character {named(char)}, which nobody sees, stands here{also}; it is left out."
    return problem("invisible-character", message, span, "Paste as plain text, or delete it.")
