"""Positions in pictures, wherever programs write them; and pictures that only look as if they had one."""

import struct
import time
import zlib
from io import BytesIO

import pytest
from PIL import Image, PngImagePlugin

from gazeta.sources.pictures.position import tells_position
from gazeta.sources.pictures.probe import probe

DEGREES = (23.0, 33.0, 1.5)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:Description exif:GPSLatitude="23,33.02S"/></x:xmpmeta>'


def exif(**tags: object) -> bytes:
    made = Image.Exif()
    made[0x0110] = "Camera"
    if tags:
        made.get_ifd(0x8825).update({int(tag[1:]): value for tag, value in tags.items()})
    return made.tobytes()


LOCATED = exif(t1="S", t2=DEGREES, t3="W", t4=DEGREES)


def picture(form: str, **options: object) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (30, 20)).save(stream, form, **options)
    return stream.getvalue()


def with_chunk(name: bytes, body: bytes, data: bytes | None = None) -> bytes:
    """A PNG with one more chunk, before its end."""
    png = data or picture("PNG")
    chunk = struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    return png[:-12] + chunk + png[-12:]


def text(key: str, value: str | bytes, *, compressed: bool) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text(key, value.decode() if isinstance(value, bytes) else value, zip=compressed)
    return picture("PNG", pnginfo=info)


def itext(value: bytes, *, compressed: bool) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_itxt("XML:com.adobe.xmp", value.decode(), zip=compressed)
    return picture("PNG", pnginfo=info)


RAW = "\nexif\n" + str(len(LOCATED)) + "\n" + LOCATED.hex() + "\n"

TELLING = {
    "jpeg": picture("JPEG", exif=LOCATED),
    "jpeg with xmp": picture("JPEG", xmp=XMP),
    "jpeg, a destination": picture("JPEG", exif=exif(t20=DEGREES)),
    "jpeg, in its preview": picture("JPEG") + picture("JPEG", exif=LOCATED),
    "jpeg, cut off": picture("JPEG", exif=LOCATED)[:-20],
    "png": picture("PNG", exif=LOCATED),
    "png, behind the pixels": with_chunk(b"eXIf", LOCATED.removeprefix(b"Exif\0\0")),
    "png with xmp": itext(XMP, compressed=False),
    "png with compressed xmp": itext(XMP, compressed=True),
    "png with a raw profile": text("Raw profile type exif", RAW, compressed=False),
    "png with a compressed raw profile": text("Raw profile type exif", RAW, compressed=True),
    "webp": picture("WEBP", exif=LOCATED),
    "webp with xmp": picture("WEBP", xmp=XMP),
    "avif": picture("AVIF", exif=LOCATED),
    "avif with xmp": picture("AVIF", xmp=XMP),
    "gif with xmp": picture("GIF") + XMP,
    "tiff": picture("TIFF", exif=LOCATED),
    "wide xmp": picture("JPEG") + XMP.decode().encode("utf-16-le"),
    "xmp as elements": picture("JPEG") + b"<exif:GPSLongitude>46,38.04W</exif:GPSLongitude>",
}
SILENT = {
    "jpeg": picture("JPEG"),
    "jpeg with exif": picture("JPEG", exif=exif()),
    "the version of the field alone": picture("JPEG", exif=exif(t0=b"\2\3\0\0")),
    "zeros": picture("JPEG", exif=exif(t2=(0.0, 0.0, 0.0), t4=(0.0, 0.0, 0.0))),
    "a height alone": picture("JPEG", exif=exif(t6=700.0)),
    "empty xmp": picture("JPEG", xmp=XMP.replace(b"23,33.02S", b"")),
    "words about it": picture("PNG") + b"GPSLatitude is a word",
    "png": picture("PNG", exif=exif()),
    "webp": picture("WEBP", exif=exif()),
    "avif": picture("AVIF", exif=exif()),
}


@pytest.mark.parametrize("name", TELLING)
def test_a_position_is_found(name: str) -> None:
    suffix = "." + name.split(maxsplit=1)[0].strip(",").replace("jpeg", "jpg")
    assert tells_position(TELLING[name])
    assert probe(TELLING[name], suffix if suffix[1:] in {"png", "webp", "avif", "gif", "tiff"} else ".jpg").position


@pytest.mark.parametrize("name", SILENT)
def test_what_is_no_position(name: str) -> None:
    assert not tells_position(SILENT[name])


def test_an_svg_with_a_position() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2">{}</svg>'
    assert tells_position(svg.format("<metadata>exif:GPSLatitude='23,33.02S'</metadata>").encode())


@pytest.mark.parametrize("at", range(0, len(LOCATED), 7))
def test_damaged_exif_says_what_it_says(at: int) -> None:
    damaged = LOCATED[:at] + b"\xff\xff\xff\xff" + LOCATED[at + 4 :]
    assert tells_position(b"\xff\xd8\xff\xe1" + damaged) in {True, False}
    assert tells_position(LOCATED[:at]) in {True, False}


BOMB = zlib.compress(b" " * 4_000_000)
CHUNK = struct.pack(">I", len(BOMB) + 3) + b"zTXta\0\0" + BOMB + b"\0\0\0\0"


@pytest.mark.parametrize(
    "unit",
    [
        b"Exif\0\0II*\0",
        b"EXIF\0\0\0\0MM\0*",
        b"eXIfII*\0\x08\0\0\0\xff\xff",
        b"GPS",
        b"GPSLatitude",
        b"\0\0\0\0IDAT\0\0\0\0",
        CHUNK,
        b"\0\0\0\0zTXt",
        b"\xff\xe1\0\2",
        b"\xff",
        b"G\0P\0S\0",
    ],
)
@pytest.mark.parametrize("begin", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF\0\0\0\0WEBP", b"GIF89a", b"II*\0"])
def test_repeated_patterns_take_no_time(begin: bytes, unit: bytes) -> None:
    started = time.process_time()
    probe(begin + unit * (256 * 1024 // len(unit)), ".png")
    tells_position(begin + unit * (256 * 1024 // len(unit)))
    assert time.process_time() - started < 3
