"""What the addresses of the site's own pages lead to, however they are written.

A page has an address in every locale, and perhaps old ones; an editor pastes any of them. So a path is taken apart as
`Routes` puts it together: a locale's prefix, a section's folder, a slug.
"""

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from urllib.parse import urlsplit

from msgspec import Struct

from gazeta.core.spelling import folded
from gazeta.model.routes import Routes
from gazeta.model.stories import Story
from gazeta.sources.config.site_config import Config
from gazeta.sources.prose import Reference

_INDEX = "index.html"
_HTML = ".html"
_OTHERS = re.compile(r"(?:.*/)?(?:page/\d+(?:\.html|/)?|feed\.xml|sitemaps?(?:\.xml|/.*)|robots\.txt|404\.html)")
"""Pages that are neither a story's nor a front: older articles, and what is for programs."""


class Place(Struct, frozen=True):
    """What an address of a locale leads to: a story, by its key, or else a section's front (empty: the site's)."""

    tag: str
    section: str = ""
    story: str = ""


class Standing(Struct, frozen=True):
    """Where a file's text stands: the story and the edition that it is, and its page's own address."""

    story: str
    edition: int
    tag: str
    path: str


def is_other(path: str) -> bool:
    """Whether a path is like those of the pages that `Addresses` does not know."""
    return bool(_OTHERS.fullmatch(path))


def is_address(target: str) -> bool:
    """Whether a reference's target is a path of pages, and no story's id or file."""
    return target.startswith(("/", "./", "../")) and not target.lower().endswith(".md")


class Addresses:
    """All addresses that stories have or had, in every locale, and those of the fronts; made when first asked for."""

    def __init__(
        self,
        config: Config,
        routes: Routes,
        sections: tuple[str, ...],
        every: Mapping[str, Story],
        homes: Mapping[str, Mapping[int, str]],
    ) -> None:
        self._routes = routes
        self._default = config.default_locale
        self._sections = sections
        self._every = every
        self._homes = homes
        self._base = urlsplit(config.markdown.site).path.rstrip("/")
        self._found: dict[tuple[str, str], Place | None] = {}

    def __eq__(self, other: object) -> bool:
        """Whether the same addresses lead to the same places."""
        return isinstance(other, Addresses) and self._all == other._all

    __hash__ = None  # type: ignore[assignment]

    @property
    def _all(self) -> tuple[object, ...]:
        files = {file: (story.key, number) for file, (story, number) in self._files.items()}
        settings = (self._routes, self._default, self._sections, self._base)
        return (*settings, files, self._homes, self._slugs, self._old)

    def find(self, reference: Reference) -> Place | None:
        """What an address leads to; one that is relative, from the page in which it stands."""
        target = reference.target
        key = ("" if target.startswith("/") else reference.span.path, target)
        if key not in self._found:
            path = self.absolute(reference)
            self._found[key] = next(filter(None, map(self._at, self._readings(path))), None) if path else None
        return self._found[key]

    def absolute(self, reference: Reference) -> str:
        """The path that an address means; empty where a file that is no article names a relative one."""
        if reference.target.startswith("/"):
            return reference.target
        standing = self.standing(reference.span.path)
        if standing is None:
            return ""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(standing.path), reference.target))
        return path + "/" if reference.target.endswith(("/", "/.", "/..")) and path != "/" else path

    def meant(self, path: str) -> tuple[str, ...]:
        """The paths that one may mean on this site: itself, and without the folder that the site lives in."""
        below = self._below(path.lstrip("/"))
        return (path,) if below is None else (path, f"/{below}")

    def in_section(self, path: str) -> bool:
        """Whether a path lies directly in a section, where only this site has pages."""
        for reading in self._readings(path):
            first, _, rest = folded(reading).partition("/")
            paths = ((self._tags.get(first, self._default), rest), (self._default, folded(reading)))
            if any(self._folders(tag).get(inner.rpartition("/")[0]) for tag, inner in paths):
                return True
        return False

    def standing(self, file: str) -> Standing | None:
        """Where the text of an article's file stands: in the locale that is nearest to its language."""
        known = self._files.get(file)
        if known is None:
            return None
        story, number = known
        tag = self._homes.get(story.key, {}).get(number, self._default)
        edition = story.editions[number]
        path = self._routes.article(tag, edition.section, edition.slug)
        return Standing(story.key, number, tag, path)

    def _readings(self, path: str) -> Iterator[str]:
        """The path without what may be there or not: the folder that the whole site lives in, an index's name."""
        path = posixpath.normpath(path).lstrip("/")
        for rest in (path, self._below(path)):
            if rest is not None:
                yield rest.removesuffix(_INDEX).strip("/") if f"/{rest}".endswith(f"/{_INDEX}") else rest

    def _below(self, path: str) -> str | None:
        inside = f"/{path}/".startswith(f"{self._base}/")
        return path[len(self._base) :].strip("/") if self._base and inside else None

    def _at(self, path: str) -> Place | None:
        first, _, rest = folded(path).partition("/")
        tag = self._tags.get(first, "")
        found = self._in_locale(tag, rest) if tag else None
        return found or self._in_locale(self._default, folded(path))

    def _in_locale(self, tag: str, path: str) -> Place | None:
        section = self._folders(tag).get(path)
        if section is not None:
            return Place(tag, section=section)
        folder, _, slug = path.rpartition("/")
        section = self._folders(tag).get(folder)
        for name in () if section is None else (slug, slug.removesuffix(_HTML)):
            if keys := self._slugs.get((section or "", name)):
                return Place(tag, story=self._best(keys, tag, name))
        old = self._old.get(path)
        return Place(tag, story=old) if old else None

    def _best(self, keys: list[str], tag: str, slug: str) -> str:
        """The story that has a slug in a locale; else the original with it; else one that has it in any language."""
        return min(keys, key=lambda key: (self._distance(self._every[key], tag, slug), key))

    def _distance(self, story: Story, tag: str, slug: str) -> tuple[bool, bool, bool]:
        homes = self._homes.get(story.key, {})
        own = any(homes.get(n) == tag and folded(e.slug) == slug for n, e in enumerate(story.editions))
        return not homes, not own, folded(story.original.slug) != slug

    # tables, each by folded names

    @cached_property
    def _files(self) -> dict[str, tuple[Story, int]]:
        return {e.path: (story, number) for story in self._every.values() for number, e in enumerate(story.editions)}

    @cached_property
    def _tags(self) -> dict[str, str]:
        return {folded(prefix): tag for tag, prefix in self._routes.prefixes.items() if prefix}

    def _folders(self, tag: str) -> dict[str, str]:
        """The sections by their folder in a locale's addresses, and by that of the original's."""
        if tag not in self._known_folders:
            own = self._routes.folders.get(tag, {})
            folders = {folded(section): section for section in ("", *self._sections)}
            self._known_folders[tag] = folders | {folded(folder): section for section, folder in own.items()}
        return self._known_folders[tag]

    @cached_property
    def _known_folders(self) -> dict[str, dict[str, str]]:
        return {}

    @cached_property
    def _slugs(self) -> dict[tuple[str, str], list[str]]:
        slugs: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key, story in self._every.items():
            own = {(section, folded(e.slug)) for e in story.editions for section in (e.section, story.section)}
            for section, slug in own:
                slugs[section, slug].append(key)
        return slugs

    @cached_property
    def _old(self) -> dict[str, str]:
        return {_old(alias.target): key for key, story in self._every.items() for alias in _aliases(story)}


def _aliases(story: Story) -> Iterator[Reference]:
    return (alias for edition in story.editions for alias in edition.aliases)


def _old(alias: str) -> str:
    path = folded(alias).strip("/")
    return path.removesuffix(_INDEX).strip("/") if f"/{path}".endswith(f"/{_INDEX}") else path
