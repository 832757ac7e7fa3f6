"""What the first bytes of a picture say, for pictures that a strict decoder refuses and browsers show all the same.

Sources: PNG (W3C, third edition), JPEG (ITU-T T.81, B.2.2), GIF89a, WebP (RFC 9649).
"""

import re
import zlib

_PNG = b"\x89PNG\r\n\x1a\n"
_FRAME = re.compile(rb"\xff[\xc0-\xc3\xc5-\xc7\xc9-\xcb\xcd-\xcf]")
"""Start of frame, of any process; C4, C8 and CC are something else."""

_MAX_PARTS = 100_000
"""Segments or chunks that are looked at: a picture of 100 MB has a tenth of that."""

Size = tuple[int, int]


def size_in_header(data: bytes) -> Size | None:
    """Width and height; `None` for what is no such picture, or has a damaged header, which browsers do not show."""
    if data.startswith(_PNG):
        return _png(data)
    if data.startswith((b"GIF87a", b"GIF89a")) and b"," in data[13:]:  # which begins each of its images
        return int.from_bytes(data[6:8], "little"), int.from_bytes(data[8:10], "little")
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return _webp(data)
    return _jpeg(data) if data.startswith(b"\xff\xd8\xff") else None


def _png(data: bytes) -> Size | None:
    header = data[12:29]
    whole = data[8:16] == b"\0\0\0\x0dIHDR" and data[29:33] == zlib.crc32(header).to_bytes(4, "big")
    if not whole or b"IDAT" not in data:
        return None
    return int.from_bytes(header[4:8], "big"), int.from_bytes(header[8:12], "big")


def _webp(data: bytes) -> Size | None:
    kind, body = data[12:16], data[20:30]
    if kind == b"VP8X" and len(body) == 10:
        return int.from_bytes(body[4:7], "little") + 1, int.from_bytes(body[7:10], "little") + 1
    if kind == b"VP8L" and body[:1] == b"\x2f" and len(body) >= 5:
        bits = int.from_bytes(body[1:5], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a" and len(body) == 10:
        return int.from_bytes(body[6:8], "little") & 0x3FFF, int.from_bytes(body[8:10], "little") & 0x3FFF
    return None


def _jpeg(data: bytes) -> Size | None:
    at = 2
    for _ in range(_MAX_PARTS):
        if data[at : at + 1] != b"\xff" or at + 9 > len(data):
            break
        if data[at + 1] == 0xFF:  # a byte of filling
            at += 1
        elif _FRAME.match(data, at):
            return int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big")
        else:
            at += 2 + max(2, int.from_bytes(data[at + 2 : at + 4], "big"))
    return None


def flaw_of(data: bytes) -> str:
    """What is damaged in a picture that browsers show, if anything; for PNG, which chunk."""
    if data.startswith(_PNG):
        return _png_flaw(data)
    if data.startswith(b"\xff\xd8\xff"):
        return "" if b"\xff\xd9" in data else _CUT
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "" if int.from_bytes(data[4:8], "little") <= len(data) - 8 else _CUT
    return ""


_CUT = "its end is missing, so browsers show a part of it at best"


def _png_flaw(data: bytes) -> str:
    """Optional chunks with a wrong checksum are left out by browsers: a colour profile, a text."""
    at = len(_PNG)
    for _ in range(_MAX_PARTS):
        if at + 8 > len(data):
            return _CUT
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        end = at + 8 + size
        if name == b"IEND":
            return ""
        checksum = data[end : end + 4]
        optional = name[:1].islower() and len(checksum) == 4
        if optional and checksum != zlib.crc32(data[at + 4 : end]).to_bytes(4, "big"):
            return f"its chunk {name.decode('ascii', 'replace')} has a wrong checksum, so browsers leave it out"
        at = end + 4
    return ""
