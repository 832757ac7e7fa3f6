"""The site's folder as it was read: everything that a build depends on, besides its options."""

from collections.abc import Mapping

from msgspec import Struct


class Media(Struct, frozen=True, kw_only=True):
    """A file that is published as it is. Its bytes stay on disk at `location`, an absolute path.

    `width` and `height` are pixels (CSS pixels for SVG), 0 for what is not an image. `fault` says why an image
    cannot be used, or is empty; it is `harmful` if that is because it could run or load something in a browser.
    `article` says that it begins as an article does; `flaw` and `position` are an image's, see `ImageFacts`.
    """

    path: str
    location: str
    digest: str
    size: int
    width: int = 0
    height: int = 0
    fault: str = ""
    harmful: bool = False
    article: bool = False
    flaw: str = ""
    position: bool = False


class Snapshot(Struct, frozen=True, kw_only=True):
    """All input files, by path relative to the site's folder, with forward slashes, sorted.

    `texts` holds `site.yaml` and the text files below `content/`, `templates/`, `assets/`, `themes/` and
    `locales/`. `media` holds the other files below `content/`, and all of `static/`. `shipped` holds the
    themes and catalogs that come with Gazeta, as `themes/…` and `locales/…`. `digests` has those of texts that need
    not be read to know whether they changed. `unread` are the paths of files and folders that cannot be read.
    """

    texts: Mapping[str, bytes]
    media: dict[str, Media]
    shipped: dict[str, bytes]
    digests: Mapping[str, str] = {}
    unread: frozenset[str] = frozenset()
