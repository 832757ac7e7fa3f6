"""A theme's assets, published under names that change with their content, so that caches may keep them for ever."""

import posixpath
import re
from base64 import b64encode
from hashlib import sha384
from urllib.parse import unquote

from msgspec import Struct

from gazeta.core.layout import ASSETS
from gazeta.theming.theme import Theme

FOLDER = f"/{ASSETS}/"

_URL = re.compile(r"""url\(\s*(?P<quote>["']?)(?P<url>[^"'()\s]+)(?P=quote)\s*\)""")


class AssetFile(Struct, frozen=True, kw_only=True):
    """An asset as it is published: its path below the site's root, without a leading slash, and its bytes."""

    path: str
    data: bytes


Addresses = dict[str, tuple[str, str]]
"""By an asset's name: its path from the site's root, and its integrity (W3C, Subresource Integrity)."""


def publish_assets(theme: Theme) -> tuple[Addresses, tuple[AssetFile, ...]]:
    """The addresses of all assets, and the files to publish at them."""
    press = _Press(theme.assets)
    published = {name: press.publish(name) for name in sorted(theme.assets)}
    addresses = {name: ("/" + file.path, integrity(file.data)) for name, file in published.items()}
    return addresses, tuple(published.values())


def integrity(data: bytes) -> str:
    """The value of an `integrity` attribute for these bytes."""
    return "sha384-" + b64encode(sha384(data).digest()).decode()


class _Press:
    """Publishes assets after those they refer to, since a name depends on the content."""

    def __init__(self, assets: dict[str, bytes]) -> None:
        self._assets = assets
        self._done: dict[str, AssetFile] = {}
        self._open: set[str] = set()

    def publish(self, name: str) -> AssetFile:
        if name not in self._done:
            self._open.add(name)
            data = self._with_addresses(name) if name.endswith(".css") else self._assets[name]
            self._done[name] = AssetFile(path=_fingerprinted(name, data), data=data)
            self._open.discard(name)
        return self._done[name]

    def _with_addresses(self, name: str) -> bytes:
        """A style sheet whose references to other assets lead to their published names."""
        try:
            text = self._assets[name].decode()
        except UnicodeDecodeError:
            return self._assets[name]
        return _URL.sub(lambda match: self._address(name, match), text).encode()

    def _address(self, name: str, match: re.Match[str]) -> str:
        path, mark, rest = re.fullmatch(r"([^?#]*)([?#]?)(.*)", match["url"]).groups()  # type: ignore[union-attr]
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
        if path.startswith("/") or target not in self._assets or target in self._open:
            return match[0]  # elsewhere, or style sheets that import each other: their names cannot be known
        published = posixpath.basename(self.publish(target).path)
        there = posixpath.join(posixpath.dirname(path), published)
        return f'url("{there}{mark}{rest}")'


def _fingerprinted(name: str, data: bytes) -> str:
    stem, extension = posixpath.splitext(name)
    return f"{FOLDER[1:]}{stem}.{sha384(data).hexdigest()[:8]}{extension}"
