"""Headers of images, honest and hostile."""

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image, ImageFile

from gazeta.sources.pictures.probe import MAX_PIXELS, ImageFacts, is_image, probe
from support import growth

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".gif": "GIF", ".webp": "WEBP", ".avif": "AVIF"}
SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}><path d="M0 0h9v9z"/></svg>'


def encoded(form: str, size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    stream = BytesIO()
    Image.new("RGB", size).save(stream, form, **options)
    return stream.getvalue()


def svg(attributes: str = 'width="30" height="20"', inside: str = "") -> bytes:
    return SVG.format(attributes).replace("</svg>", f"{inside}</svg>").encode()


@pytest.mark.parametrize(("suffix", "form"), FORMATS.items())
def test_every_format(suffix: str, form: str) -> None:
    assert probe(encoded(form), suffix) == ImageFacts(width=30, height=20)
    assert probe(encoded(form), suffix.upper()) == ImageFacts(width=30, height=20)
    assert is_image(suffix.upper())


@pytest.mark.parametrize("form", ["JPEG", "WEBP", "PNG"])
def test_a_camera_held_upright(form: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert probe(encoded(form, exif=exif.tobytes()), ".jpg") == ImageFacts(width=20, height=30)


@pytest.mark.parametrize("form", ["BMP", "TIFF", "ICO", "PPM", "PCX"])
def test_formats_that_browsers_or_we_do_not_take(form: str) -> None:
    assert "not a PNG" in probe(encoded(form), ".png").fault


def png_header(width: int, height: int) -> bytes:
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body)) + b"\0\0\0\0IDAT"


def webp_header(width: int, height: int) -> bytes:
    canvas = (
        b"VP8X"
        + struct.pack("<I", 10)
        + b"\0\0\0\0"
        + (width - 1).to_bytes(3, "little")
        + (height - 1).to_bytes(3, "little")
    )
    return b"RIFF" + struct.pack("<I", 4 + len(canvas)) + b"WEBP" + canvas


@pytest.mark.parametrize(
    "data",
    [
        png_header(10_000, 4_001),
        png_header(2**31 - 1, 2**31 - 1),
        webp_header(16_383, 16_383),
        encoded("GIF")[:6] + b"\xff" * 20,
    ],
)
def test_bombs_are_refused_by_their_header(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    decoded: list[object] = []
    monkeypatch.setattr(ImageFile.ImageFile, "load", lambda *words: decoded.append(words))
    assert probe(data, ".png").fault
    assert decoded == []


def test_the_limit_itself() -> None:
    facts = probe(png_header(8_000, 5_000), ".png")
    assert (facts.width, facts.height, facts.fault) == (8_000, 5_000, "")
    assert MAX_PIXELS == 8_000 * 5_000
    assert "40 million pixels" in probe(png_header(8_000, 5_001), ".png").fault


@pytest.mark.parametrize("form", FORMATS.values())
def test_what_is_cut_off_or_empty(form: str) -> None:
    data = encoded(form)
    for end in (0, 1, 8, 16, 24):
        assert probe(data[:end], ".png").fault


@given(st.binary(max_size=200), st.sampled_from([*FORMATS, ".svg"]))
@example(b"<svg" + b" a='" * 50, ".svg")
def test_no_bytes_raise_anything(data: bytes, suffix: str) -> None:
    assert isinstance(probe(data, suffix), ImageFacts)


@given(
    st.sampled_from(sorted(FORMATS.values())),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=6),
)
def test_no_damage_raises_anything(form: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(encoded(form))
    for place, byte in damage:
        data[place % len(data)] = byte
    facts = probe(bytes(data), ".png")
    assert facts.fault or facts.width * facts.height <= MAX_PIXELS


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('width="30" height="20"', (30, 20)),
        ("width='30px' height='20.4px'", (30, 20)),
        ('width="1in" height="72pt"', (96, 96)),
        ('width="25.4mm" height="2.54cm"', (96, 96)),
        ('viewBox="0 0 300 150"', (300, 150)),
        ('viewBox="-10,-10,300,150"', (300, 150)),
        ('width="100%" height="100%" viewBox="0 0 300 150"', (300, 150)),
        ('width="600" viewBox="0 0 300 150"', (600, 300)),
        ('height="75" viewBox="0 0 300 150"', (150, 75)),
        ('data-name="a &gt; b" width="30" height="20"', (30, 20)),
    ],
)
def test_sizes_of_svg(attributes: str, size: tuple[int, int]) -> None:
    assert probe(svg(attributes), ".svg") == ImageFacts(width=size[0], height=size[1])


def test_what_may_stand_before_the_root() -> None:
    prolog = b"\xef\xbb\xbf<?xml version='1.0' encoding='utf-8'?>\n<!-- Made by hand --> <!-- Twice -->\n"
    assert probe(prolog + svg(), ".svg") == ImageFacts(width=30, height=20)


def test_references_within_an_svg_are_its_own_affair() -> None:
    inside = (
        '<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use href="#g" xlink:href=\'#g\'/>'
        '<image href="data:image/png;base64,AAAA"/><style>a { fill: url("#g") }</style>'
    )
    assert probe(svg(inside=inside), ".svg").fault == ""


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        "<SCRIPT/>",
        "<svg:script/>",
        "<a xlink:href='javascript:alert(1)'/>",
        "<a xlink:href='java&#10;script&#58;alert(1)'/>",
        "<a href='&#x6a;avascript:alert(1)'/>",
        "<animate attributeName='href' values='javascript:alert(1)'/>",
        "<rect onload='alert(1)'/>",
        "<rect\nonclick = 'alert(1)'/>",
        "<rect/onload='alert(1)'/>",
        '<a x=">"onload="alert(1)"/>',
        "<foreignObject/>",
        "<use href='https://evil.example/x.svg#a'/>",
        "<image href='//evil.example/x.png'/>",
        "<image href='photo.png'/>",
        "<image href='data:text/html,x'/>",
        "<image href='data:image/svg+xml,x'/>",
        "<rect fill='url(https://evil.example/x)'/>",
        "<style>@import 'https://evil.example/x.css'</style>",
        '<rect fill="url(&#34;https://evil.example/x&#34;)"/>',
    ],
)
def test_dangers_in_svg(inside: str) -> None:
    assert "not allowed" in probe(svg(inside=inside), ".svg").fault


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY x "y">]>' + svg(),
        b'<?xml-stylesheet href="x.css"?>' + svg(),
        svg().decode().encode("utf-16"),
        svg(""),
        svg('width="0" height="20"'),
        svg('width="1e999" height="20"'),
        svg('viewBox="0 0 0 0"'),
        b"<html><svg width='1' height='1'/></html>",
        b"<svg width='30' height='20'",
        b"plain text",
    ],
)
def test_what_is_no_svg_for_us(data: bytes) -> None:
    facts = probe(data, ".svg")
    assert facts.fault
    assert facts.width == 0


@pytest.mark.parametrize(
    "piece", ["<!--", "<svg a='", "<!-- -->", " ", "href=", "<svg" + " a=''" * 10, "&#106;", "on"]
)
def test_svg_takes_linear_time(piece: str) -> None:
    assert growth(lambda size: probe((piece * size)[:size].encode(), ".svg"), 100_000, 800_000) < 32
