"""How large an image is, from its header alone; hostile bytes are an answer like any other."""

import re
import warnings
from io import BytesIO

from msgspec import Struct, structs
from PIL import Image

from gazeta.sources.pictures.header import flaw_of, size_in_header
from gazeta.sources.pictures.position import tells_position
from gazeta.sources.pictures.svg import read_svg

MAX_PIXELS = 40_000_000

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "AVIF")
_ORIENTATION = 0x0112
_TURNED = frozenset({5, 6, 7, 8})
"""Orientations of EXIF in which a browser shows the width as the height."""

_MAX_SVG_BYTES = 4 * 1024 * 1024
_LENGTH = re.compile(r"\s*(\d{1,9}(?:\.\d{1,9})?)\s*(px|pt|pc|mm|cm|in|q)?\s*", re.ASCII | re.IGNORECASE)
_CSS_PIXELS = {"px": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "q": 96 / 101.6}


class ImageFacts(Struct, frozen=True, kw_only=True):
    """Pixels as a browser shows them (CSS pixels for SVG), or 0 and the `fault` that keeps it from being used.

    It is `harmful` if it could run or load something when it is opened in a browser. `flaw` says what is damaged in
    it although browsers show it, `position` that it tells where it was taken.
    """

    width: int = 0
    height: int = 0
    fault: str = ""
    harmful: bool = False
    flaw: str = ""
    position: bool = False


def is_image(suffix: str) -> bool:
    """Whether files with this suffix (`.png`) are images that pages can show."""
    return suffix.lower() in {".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg"}


_NOT_SHOWN = frozenset(
    {".heic", ".heif", ".tif", ".tiff", ".bmp", ".jp2", ".jxl", ".psd", ".dng", ".cr2", ".nef", ".eps", ".ai"}
)


def is_unshown(suffix: str) -> bool:
    """Whether files with this suffix are images, but of a kind that browsers, or most of them, do not show."""
    return suffix.lower() in _NOT_SHOWN


def probe(data: bytes, suffix: str) -> ImageFacts:
    """The facts of an image; nothing is decoded, and no bytes make it raise anything."""
    if not data:
        return ImageFacts(fault="the file is empty.")
    if is_unshown(suffix):
        return ImageFacts(position=tells_position(data))
    return _vector(data) if suffix.lower() == ".svg" else _raster(data)


def _raster(data: bytes) -> ImageFacts:
    """A picture of pixels: as Pillow knows it, or by its first bytes where Pillow is stricter than browsers."""
    exif = b""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(data), formats=_FORMATS) as image:
                exif = image.info.get("exif", b"")  # without asking Pillow, which would decode a whole PNG to look
                size = image.size[::-1] if exif and _turned(image) else image.size
    except Image.DecompressionBombError:
        return _too_large()
    except Exception:  # noqa: BLE001 - Pillow's parsers raise anything at all on broken or hostile bytes
        header = size_in_header(data)
        if header is None:
            return ImageFacts(fault="it is not a PNG, JPEG, GIF, WebP or AVIF image, or it is broken.")
        size = header
    facts = _within_limit(*size)
    return structs.replace(facts, position=tells_position(data, exif), flaw="" if facts.fault else flaw_of(data))


def _turned(image: Image.Image) -> bool:
    """Whether a browser shows the width as the height; EXIF that cannot be read says nothing."""
    try:
        return image.getexif().get(_ORIENTATION) in _TURNED
    except Exception:  # noqa: BLE001 - as above
        return False


def _too_large() -> ImageFacts:
    return ImageFacts(fault=f"it has more than {MAX_PIXELS // 1_000_000} million pixels.")


def _within_limit(width: int, height: int) -> ImageFacts:
    if width < 1 or height < 1:
        return ImageFacts(fault="it has no size.")
    return _too_large() if width * height > MAX_PIXELS else ImageFacts(width=width, height=height)


def _vector(data: bytes) -> ImageFacts:
    if len(data) > _MAX_SVG_BYTES:
        return ImageFacts(fault=f"it is larger than {_MAX_SVG_BYTES // 1024**2} MB.")
    root, fault = read_svg(data)
    if fault:
        return ImageFacts(fault=fault, harmful=True)
    return structs.replace(_vector_size(root), position=tells_position(data))


def _vector_size(attributes: dict[str, str]) -> ImageFacts:
    width, height = (_css_pixels(attributes.get(name, "")) for name in ("width", "height"))
    box = re.findall(r"-?\d+(?:\.\d+)?(?:e-?\d+)?", attributes.get("viewBox", "")[:200], re.ASCII | re.IGNORECASE)
    ratio = _ratio(box)
    if ratio:
        width = width or (height * ratio if height else float(box[2]))
        height = height or width / ratio
    if not (0 < width < 1e6 and 0 < height < 1e6):
        return ImageFacts(fault="it says neither its width and height nor its viewBox.")
    return ImageFacts(width=max(1, round(width)), height=max(1, round(height)))


def _ratio(box: list[str]) -> float:
    """Width over height of a `viewBox`, 0 for none."""
    if len(box) != 4 or not (0 < float(box[2]) < 1e6 and 1e-6 < float(box[3]) < 1e6):
        return 0.0
    return float(box[2]) / float(box[3])


def _css_pixels(length: str) -> float:
    """A length in CSS pixels; 0 for percentages and what is none."""
    match = _LENGTH.fullmatch(length)
    return float(match[1]) * _CSS_PIXELS[(match[2] or "px").lower()] if match else 0.0
