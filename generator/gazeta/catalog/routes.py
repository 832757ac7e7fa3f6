"""Addresses: a path for every page, the file behind it, and whether two of them collide.

Paths are decoded, begin with a slash and end with one where the file is an `index.html`. `href` and
`absolute` make of them what stands in pages.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable
from typing import TypeVar
from urllib.parse import quote, urlsplit

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.span import Span
from gazeta.sources.config import Config

_SAFE = "/-._~"
_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³")}
)
"""Names that Windows cannot keep in a file system, with any suffix (Microsoft, "Naming Files, Paths")."""

_DOUBTFUL = re.compile(rf"/(?:{'|'.join(sorted(_RESERVED))}|index\.html)(?:[/.]|$)", re.IGNORECASE | re.MULTILINE)


T = TypeVar("T")


class Routes(Struct, frozen=True, kw_only=True):
    """How a site's addresses are formed. `base_url` is without a trailing slash."""

    base_url: str
    prefixes: dict[str, str]
    html: bool = False

    @property
    def base_path(self) -> str:
        """The path below which the whole site lives: empty, or `/news` for `https://example.org/news`."""
        return urlsplit(self.base_url).path

    def href(self, path: str) -> str:
        """A path as it stands in links of the site's own pages."""
        return self.base_path + _quoted(path)

    def absolute(self, path: str) -> str:
        """A path as a whole address, for canonical links, feeds and sitemaps."""
        return self.base_url + _quoted(path)

    def root(self, locale: str) -> str:
        """A locale's front page: `/` or `/pt-br/`."""
        prefix = self.prefixes[locale]
        return f"/{prefix}/" if prefix else "/"

    def section(self, locale: str, section: str) -> str:
        """A section's front; the site's front for the empty section."""
        return f"{self.root(locale)}{section}/" if section else self.root(locale)

    def older(self, locale: str, section: str, number: int) -> str:
        """Page `number` of a section's older articles, or of the front page's."""
        return self._page(f"{self.section(locale, section)}page/{number}")

    def article(self, locale: str, section: str, slug: str) -> str:
        """An article."""
        return self._page(f"{self.section(locale, section)}{slug}")

    def _page(self, path: str) -> str:
        return f"{path}.html" if self.html else f"{path}/"


def _quoted(path: str) -> str:
    return path if _PLAIN.fullmatch(path) else quote(path, safe=_SAFE)


def routes_of(config: Config) -> Routes:
    """The routes that a configuration asks for."""
    prefixes = {locale.tag: locale.prefix for locale in config.locales}
    return Routes(base_url=config.base_url, prefixes=prefixes, html=config.urls == "html")


def file_of(path: str) -> str:
    """The file behind a path, relative to the output folder."""
    return path[1:] + "index.html" if path.endswith("/") else path[1:]


def path_of(file: str) -> str:
    """The path that leads to a file: `file_of` the other way round."""
    return f"/{file.removesuffix('index.html')}" if f"/{file}".endswith("/index.html") else f"/{file}"


def alias_file(path: str) -> str:
    """The file behind an old address, which may or may not end with a slash or a suffix."""
    if path.endswith("/") or "." in path.rpartition("/")[2]:
        return file_of(path)
    return file_of(path + "/")


Place = tuple[str, T]
"""A file that the site will have, and who asks for it."""


def collisions(places: Iterable[Place[T]], span_of: Callable[[T], Span]) -> tuple[Diagnostic, ...]:
    """Files that are one and the same for some file system or browser, or that cannot be kept at all.

    Names are compared by Unicode's NFKC, case folded, without ignorable characters, because macOS and
    Windows do not tell `É.html` from `é.html` in either normalisation form. Two inputs that collide in every
    locale are one problem; `span_of` says where an input is.
    """
    taken: dict[str, tuple[str, T]] = {}
    pairs: set[tuple[Span, Span]] = set()
    fine: set[str] = set()
    found = []
    for place in places:
        file, who = place
        first = taken.setdefault(_key(file), place)
        if first is not place and (pair := (span_of(first[1]), span_of(who))) not in pairs:
            pairs.add(pair)
            hint = "Give one of the two another slug."
            found.append(problem("address-collision", f"“/{file}” is already taken by {pair[0]}.", pair[1], hint))
        if not fine.issuperset(parts := file.split("/")) and not _can_be_kept(parts, fine):
            message = f"“/{file}” has a name that Windows reserves for a device."
            found.append(problem("bad-slug", message, span_of(who), "Choose another slug."))
    return tuple(found)


def surely_fine(paths: Collection[str]) -> bool:
    """Whether files for all these paths can be kept beside each other, as is the rule: the quick way to know."""
    text = "\n".join(paths)
    keys = text.lower().split("\n") if text.isascii() else [_key(path) for path in paths]
    return len(set(keys)) == len(paths) and not _DOUBTFUL.search(text)


def _can_be_kept(parts: Iterable[str], fine: set[str]) -> bool:
    """Whether a path has no reserved name in it; those of its parts that are not go to `fine`."""
    fine.update(part for part in parts if part.partition(".")[0].lower() not in _RESERVED)
    return fine.issuperset(parts)


def _key(file: str) -> str:
    if file.isascii():
        return file.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", file).casefold())
    return "".join(char for char in folded if unicodedata.category(char) not in {"Cf", "Cc"})
