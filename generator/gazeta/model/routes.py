"""Addresses: a path for every page, the file behind it, and whether two of them collide.

Paths are decoded, begin with a slash and end with one where the file is an `index.html`. `href` and
`absolute` make of them what stands in pages.
"""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar
from urllib.parse import quote, urlsplit

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, problem
from gazeta.core.language import parents, same_language
from gazeta.core.layout import section_paths
from gazeta.core.span import Span
from gazeta.core.transliteration import ascii_slug
from gazeta.sources.config.section import Section
from gazeta.sources.config.site_config import Config

_SAFE = "/-._~"
_PLAIN = re.compile(r"[A-Za-z0-9/._~-]*")
_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{digit}" for port in ("com", "lpt") for digit in "123456789¹²³")}
)
"""Names that Windows cannot keep in a file system, with any suffix (Microsoft, "Naming Files, Paths")."""

_DOUBTFUL = re.compile(rf"/(?:{'|'.join(sorted(_RESERVED))}|index\.html)(?:[/.]|$)", re.IGNORECASE | re.MULTILINE)


MAX_PARTS = 100
MAX_NAME_BYTES = 240
"""File systems keep 255 bytes (NAME_MAX); `index.html` and endings are still to come to some paths."""
MAX_PATH_BYTES = 1_000
"""The least PATH_MAX of a common system, macOS's, is 1,024."""
_SHORT = 60
"""Characters of a path that cannot break any of these limits."""

T = TypeVar("T")


class Routes(Struct, frozen=True, kw_only=True):
    """How a site's addresses are formed. `base_url` is without a trailing slash.

    `folders` has for each locale the sections whose path there is another than that of their folder.
    """

    base_url: str
    prefixes: dict[str, str]
    folders: dict[str, dict[str, str]] = {}
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
        folder = self.folders[locale].get(section, section) if locale in self.folders else section
        return f"{self.root(locale)}{folder}/" if folder else self.root(locale)

    def unlocalized(self, locale: str, section: str) -> str:
        """Where a section's front would be if the section had no name of its own in this locale."""
        return f"{self.root(locale)}{section}/"

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


def routes_of(config: Config, sections: Iterable[Section] = ()) -> Routes:
    """The routes that a configuration and its sections' slugs ask for."""
    prefixes = {locale.tag: locale.prefix for locale in config.locales}
    known = {section.path: section for section in sections}
    folders = {}
    for tag in prefixes:
        paths = {path: _folder(config, known, tag, path) for path in known}
        if own := {path: folder for path, folder in paths.items() if folder != path}:
            folders[tag] = own
    return Routes(base_url=config.base_url, prefixes=prefixes, folders=folders, html=config.urls == "html")


def _folder(config: Config, sections: Mapping[str, Section], tag: str, path: str) -> str:
    """A section's path in a locale: each part of it by its slug in the locale's own language, if it has one."""
    parts = path.split("/")
    steps = reversed(section_paths(path))
    words = (_word(sections.get(step), part, tag) for step, part in zip(steps, parts, strict=True))
    return "/".join(address_word(config, word, config.content_language) for word in words)


def _word(section: Section | None, folder: str, tag: str) -> str:
    found = section.slug.pick((tag, *parents(tag))) if section and section.slug else None
    return found.value if found and same_language(found.lang, tag) else folder


def address_word(config: Config, word: str, lang: str) -> str:
    """A word as the site wants it in addresses: as it was written, or in the letters of ASCII."""
    return (ascii_slug(word, lang) or word) if config.slugs == "ascii" else word


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


def collisions(
    places: Iterable[Place[T]], span_of: Callable[[T], Span], remedy_of: Callable[[T], str]
) -> tuple[Diagnostic, ...]:
    """Files that are one and the same for some file system or browser, or that cannot be kept at all.

    Names are compared by Unicode's NFKC, case folded, without ignorable characters, because macOS and
    Windows do not tell `É.html` from `é.html` in either normalisation form. Two inputs that collide in every
    locale are one problem; `span_of` says where an input is, `remedy_of` what helps the second.
    """
    taken: dict[str, tuple[str, T]] = {}
    told: set[Span] = set()
    pairs: set[tuple[Span, Span]] = set()
    fine: set[str] = set()
    found = []
    for place in places:
        file, who = place
        first = taken.setdefault(file_key(file), place)
        if first is not place and (pair := (span_of(first[1]), span_of(who))) not in pairs:
            pairs.add(pair)
            message = f"“{path_of(file)}” is already taken by {pair[0]}."
            found.append(problem("address-collision", message, pair[1], remedy_of(who)))
        if not _is_short(file) and (span := span_of(who)) not in told:
            told.add(span)
            found.append(_too_long(file, span))
        if not fine.issuperset(parts := file.split("/")) and not _can_be_kept(parts, fine):
            message = f"“/{file}” has a name that Windows reserves for a device."
            if (span := span_of(who)) not in told:
                found.append(problem("bad-slug", message, span, "Choose another slug."))
            told.add(span)
    return tuple(found)


def surely_fine(paths: Collection[str]) -> bool:
    """Whether files for all these paths can be kept beside each other, as is the rule: the quick way to know."""
    text = "\n".join(paths)
    keys = text.lower().split("\n") if text.isascii() else [file_key(path) for path in paths]
    return len(set(keys)) == len(paths) and not _DOUBTFUL.search(text) and all(map(_is_short, paths))


def _is_short(path: str) -> bool:
    """Whether any file system can keep a file at a path, in any folder that is not very deep itself."""
    if len(path) < _SHORT:
        return True
    parts = path.encode("utf-8", "replace").split(b"/")
    fits = len(parts) <= MAX_PARTS and sum(map(len, parts)) <= MAX_PATH_BYTES
    return fits and max(map(len, parts)) <= MAX_NAME_BYTES


def _too_long(file: str, span: Span) -> Diagnostic:
    limits = f"{MAX_PARTS} folders, {MAX_NAME_BYTES} bytes in a name, {MAX_PATH_BYTES:,} in all"
    message = f"“/{file[:40]}…” is too long for a file system: up to {limits} are sure to be kept."
    return problem("long-address", message, span, "Shorten it.")


def _can_be_kept(parts: Iterable[str], fine: set[str]) -> bool:
    """Whether a path has no reserved name in it; those of its parts that are not go to `fine`."""
    fine.update(part for part in parts if part.partition(".")[0].lower() not in _RESERVED)
    return fine.issuperset(parts)


def file_key(file: str) -> str:
    """What two files have in common that are one and the same for some file system or browser."""
    if file.isascii():
        return file.lower()
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", file).casefold())
    return "".join(char for char in folded if unicodedata.category(char) not in {"Cf", "Cc"})
