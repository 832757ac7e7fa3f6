"""Whether a picture says where it was taken: the position that a phone writes into it, which may betray a source.

A position stands in EXIF (CIPA DC-008, GPS attributes) or in XMP (`exif:GPSLatitude`), and these in many places:
segments of JPEG, and of the previews behind it; chunks of WebP and PNG, compressed ones too; items of AVIF and HEIC.
So every byte is looked at. A camera without a receiver writes zeros or nothing at all, which is no position.
"""

import re
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Literal

_EXIF = b"Exif\0\0"
_TIFFS = (b"II*\0", b"MM\0*")
_MAX_BLOCKS = 64
_MAX_TEXTS = 16
_MAX_TEXT = 1024 * 1024
"""Bytes of a compressed text that are looked at."""

_GPS = 0x8825
_POSITIONS = (2, 4, 20, 22)
"""Latitude and longitude, and those of the destination: degrees, minutes and seconds, each a pair of numbers."""
_MAX_FIELDS = 1_000

_XMP = re.compile(rb"GPS(?:Dest)?L(?:at|ong)itude(?:\s*=\s*[\"']|>)\s*[^\s\"'<]")
_XMP_WIDE = re.compile(rb"G\0P\0S\0(?:D\0e\0s\0t\0)?L\0(?:a\0t|o\0n\0g)\0i\0t\0u\0d\0e\0")
_RAW_PROFILE = re.compile(rb"Raw profile type (?:exif|APP1|xmp)\0", re.IGNORECASE)
_TEXT_CHUNK = re.compile(rb"(.{4})(zTXt|iTXt|tEXt)", re.DOTALL)
_PNG = b"\x89PNG\r\n\x1a\n"


def tells_position(data: bytes, exif: bytes = b"") -> bool:
    """Whether there is a position in a picture's bytes; `exif` is what a decoder has found of EXIF, if anything."""
    if _in_xmp(data) or _in_exif(data) or any(_in_exif(block) for block in _exif_blocks(data, exif)):
        return True
    return data.startswith(_PNG) and any(map(_in_text, _png_texts(data)))


def _in_xmp(data: bytes) -> bool:
    if b"GPS" in data and _XMP.search(data):
        return True
    return b"G\0P\0S\0" in data and _XMP_WIDE.search(data) is not None


def _exif_blocks(data: bytes, exif: bytes) -> Iterator[bytes]:
    """Everything that may be EXIF: what stands behind its name, and chunks of PNG and WebP, which need no name."""
    if exif:
        yield exif
    if _EXIF in data:
        for found in islice(re.finditer(re.escape(_EXIF), data), _MAX_BLOCKS):
            yield data[found.start() : found.start() + 0x1_0000]
    for name in (b"eXIf", b"EXIF"):
        for found in islice(re.finditer(name, data), _MAX_BLOCKS):
            begin = found.end() + (4 if name == b"EXIF" else 0)
            if data[begin : begin + 4] in _TIFFS:
                yield data[begin : begin + 0x10_0000]


def _in_exif(block: bytes) -> bool:
    """Whether the first directory of a TIFF structure names one of positions that holds numbers (TIFF 6.0)."""
    tiff = block.removeprefix(_EXIF)
    order: Literal["little", "big"] = "little" if tiff[:2] == b"II" else "big"
    if tiff[:4] not in _TIFFS:
        return False

    def number(at: int, size: int = 4) -> int:
        return int.from_bytes(tiff[at : at + size], order)

    def fields(at: int) -> dict[int, int]:
        count = min(number(at, 2), _MAX_FIELDS)
        entries = range(at + 2, at + 2 + 12 * count, 12)
        return {number(entry, 2): entry for entry in entries if entry + 12 <= len(tiff)}

    pointer = fields(number(4)).get(_GPS)
    positions = fields(number(pointer + 8)) if pointer else {}
    places = (number(positions[tag] + 8) for tag in _POSITIONS if tag in positions)
    pairs = ((number(place + 8 * part), number(place + 8 * part + 4)) for place in places for part in range(3))
    return any(over and under for over, under in pairs)  # 0/1 is zero, 0/0 is nothing


def _png_texts(data: bytes) -> Iterator[bytes]:
    """The texts of a PNG, inflated."""
    for found in islice(_TEXT_CHUNK.finditer(data), _MAX_TEXTS):
        size = int.from_bytes(found[1], "big")
        keyword, _, rest = data[found.end() : found.end() + size].partition(b"\0")
        if found[2] == b"zTXt":
            yield keyword + b"\0" + _inflated(rest[1:])
        elif found[2] == b"tEXt":
            yield keyword + b"\0" + rest
        elif rest[:1] == b"\1":
            yield keyword + b"\0" + _inflated(rest[2:].partition(b"\0")[2].partition(b"\0")[2])


def _inflated(data: bytes) -> bytes:
    try:
        return zlib.decompressobj().decompress(data, _MAX_TEXT)
    except zlib.error:
        return b""


def _in_text(text: bytes) -> bool:
    """A text of a PNG: XMP, or a profile in hexadecimal digits as ImageMagick writes it."""
    if not _RAW_PROFILE.match(text):
        return _in_xmp(text)
    digits = b"".join(text.partition(b"\0")[2].split()[2:])
    try:
        block = bytes.fromhex(digits.decode("ascii"))
    except ValueError:
        return False
    return _in_xmp(block) or _in_exif(block[block.find(_EXIF) :] if _EXIF in block else block)
