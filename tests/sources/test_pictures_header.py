"""Pictures that browsers show although something is wrong with them."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from gazeta.sources.pictures.header import size_in_header
from gazeta.sources.pictures.probe import probe


def picture(form: str, **options: object) -> bytes:
    stream = BytesIO()
    Image.new("RGB", (30, 20), "red").save(stream, form, **options)
    return stream.getvalue()


def png_with(name: bytes, body: bytes, checksum: int | None = None) -> bytes:
    """A PNG with one more chunk right behind its header."""
    png = picture("PNG")
    made = struct.pack(">I", len(body)) + name + body
    made += struct.pack(">I", zlib.crc32(name + body) if checksum is None else checksum)
    return png[:33] + made + png[33:]


@pytest.mark.parametrize("name", [b"iCCP", b"tEXt", b"gAMA", b"abCd"])
def test_an_optional_chunk_with_a_wrong_checksum_is_named(name: bytes) -> None:
    facts = probe(png_with(name, b"icc\0\0" + b"x" * 20, checksum=1), ".png")
    assert (facts.width, facts.height, facts.fault) == (30, 20, "")
    assert f"its chunk {name.decode()} has a wrong checksum" in facts.flaw


def test_a_header_with_a_wrong_checksum_is_no_picture() -> None:
    png = picture("PNG")
    assert probe(png[:29] + b"\0\0\0\0" + png[33:], ".png").fault
    assert size_in_header(png[:29] + b"\0\0\0\0" + png[33:]) is None


@pytest.mark.parametrize(
    ("form", "options"),
    [("PNG", {}), ("JPEG", {}), ("JPEG", {"progressive": True}), ("WEBP", {}), ("WEBP", {"lossless": True})],
)
def test_a_picture_without_its_end(form: str, options: dict[str, object]) -> None:
    data = picture(form, **options)
    facts = probe(data[:-10], f".{form.lower()}")
    assert (facts.width, facts.height, facts.fault) == (30, 20, "")
    assert "its end is missing" in facts.flaw
    assert probe(data, f".{form.lower()}").flaw == ""


@pytest.mark.parametrize(("form", "options"), [("WEBP", {"exif": b"Exif\0\0II*\0\x08\0\0\0\0\0"}), ("GIF", {})])
def test_the_size_from_the_header_alone(form: str, options: dict[str, object]) -> None:
    assert size_in_header(picture(form, **options)) == (30, 20)


@pytest.mark.parametrize(
    ("form", "options"),
    [("PNG", {}), ("JPEG", {}), ("WEBP", {}), ("WEBP", {"lossless": True}), ("GIF", {})],
)
def test_the_header_says_what_the_decoder_says(form: str, options: dict[str, object]) -> None:
    data = picture(form, **options)
    assert size_in_header(data) == (30, 20)
    for length in range(min(len(data), 200)):
        assert size_in_header(data[:length]) in {None, (30, 20)}
