"""One locale's eyes on the catalog: what every view needs to be made for its readers."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar
from zoneinfo import ZoneInfo

from msgspec import structs

from gazeta.core.language import direction, parents
from gazeta.core.text import Localized, Text
from gazeta.model.pictures import media_path
from gazeta.model.site_model import SiteModel
from gazeta.pages.views import EditionLink, ImageView, Link, Relative, SourceView, Stamp
from gazeta.sources.config.publishers import Author, Publisher
from gazeta.sources.dates import Moment, iso
from gazeta.sources.manuscript import Picture
from gazeta.sources.prose import Reference

P = ParamSpec("P")
R = TypeVar("R")


class Words(Protocol):
    """What the views need of a locale's own words."""

    def phrase(self, msgid: str) -> Text:
        """An interface phrase, with the language it came in."""

    def language_name(self, tag: str) -> str:
        """A language's name in the locale's language, as it stands alone."""

    def own_name(self, tag: str) -> str:
        """A language's name in that language."""


_REMEMBERED = 256
"""Values kept of each kind: a story's card stands beside its neighbours in time, and pages are made in that order."""


class Shared:
    """What the readers of all locales have in common: a catalog, and what was worked out of it a moment ago."""

    def __init__(self, model: SiteModel) -> None:
        self.model = model
        self._recall = lru_cache(maxsize=_REMEMBERED)(self._make)

    def _make(self, make: Callable[..., Any], *subject: Any) -> Any:
        return make(self.model, *subject)

    def recall(self, make: Callable[Concatenate[SiteModel, P], R], *subject: P.args, **_: P.kwargs) -> R:
        """`make(catalog, *subject)`, remembered; `make` must be a pure function."""
        made: R = self._recall(make, *subject)
        return made


class Reader:
    """The readers of one locale of a catalog."""

    def __init__(self, *, model: SiteModel, tag: str, words: Words, shared: Shared | None = None) -> None:
        self.model = model
        self.tag = tag
        self.words = words
        self.shared = shared or Shared(model)
        self._chain = model.config.chain(tag)
        self._recall = lru_cache(maxsize=_REMEMBERED)(self._make)

    def _make(self, make: Callable[..., Any], *subject: Any) -> Any:
        return make(self, *subject)

    def recall(self, make: "Callable[Concatenate[Reader, P], R]", *subject: P.args, **_: P.kwargs) -> R:
        """`make(reader, *subject)`, remembered; `make` must be a pure function."""
        made: R = self._recall(make, *subject)
        return made

    def pick(self, text: Localized) -> Text:
        """A text in the language that these readers read best."""
        return text.pick(self._chain)

    def site_in(self, lang: str) -> Text:
        """The site's name, in a language if it has one in it, else the readers' own name for it."""
        config = self.model.config
        return config.title.pick((lang, *parents(lang), *self._chain))

    def direction_of(self, lang: str) -> Literal["ltr", "rtl"]:
        """The direction of a text: its language's, but for these readers' own language what the site says of it."""
        said = self.model.config.locale(self.tag).direction if lang == self.tag else ""
        return "rtl" if (said or direction(lang)) == "rtl" else "ltr"

    def phrase(self, msgid: str) -> Text:
        """An interface phrase."""
        return self.words.phrase(msgid)

    def href(self, path: str) -> str:
        """A path as a link."""
        return self.model.routes.href(path)

    def absolute(self, path: str) -> str:
        """A path as a whole address."""
        return self.model.routes.absolute(path)

    def front(self) -> Link:
        """The link to the locale's front page."""
        return Link(label=self.phrase("Front page"), url=self.href(self.model.routes.root(self.tag)))

    def stamp(self, moment: Moment, relative: bool = False) -> Stamp:
        """A date to show; with its age as of the build where `relative` and the site's settings ask for it."""
        config = self.model.config
        age = None
        if relative and config.time.relative == "baked" and not moment.date_only:
            age = age_of(moment.instant, self.model.now, config.time.relative_under)
        written = self.shared.recall(_iso, moment.instant)
        return Stamp(instant=moment.instant, iso=written, date_only=moment.date_only, relative=age)

    def image(self, picture: Picture | None) -> ImageView | None:
        """An article's image, or `None` if it has none that can be used."""
        if picture is None or picture.src is None:
            return None
        found = self.media(picture.src)
        if found is None:
            return None
        url, width, height = found
        return ImageView(
            url=url,
            width=width,
            height=height,
            alt=picture.alt,
            caption=picture.caption,
            credit=picture.credit,
        )

    def media(self, reference: Reference) -> tuple[str, int, int] | None:
        """Address, width and height of a file of the site."""
        media = self.model.file(reference)
        if media is None or media.fault:
            return None
        return self.href(media_path(media)), media.width, media.height

    def editions(self, paths: tuple[tuple[str, str, bool], ...]) -> tuple[EditionLink, ...]:
        """The same page for all locales, from (tag, path, whether it is translated)."""
        links = self.shared.recall(_edition_links, paths, self.recall(_labels))
        return tuple(structs.replace(link, current=True) if link.tag == self.tag else link for link in links)


def _iso(model: SiteModel, instant: datetime) -> str:
    return iso(instant, ZoneInfo(model.config.time_zone))


def _labels(reader: Reader) -> tuple[str, ...]:
    locales = reader.model.config.locales
    return tuple(locale.label or reader.words.own_name(locale.tag) for locale in locales)


def _edition_links(
    model: SiteModel, paths: tuple[tuple[str, str, bool], ...], labels: tuple[str, ...]
) -> tuple[EditionLink, ...]:
    named = dict(zip((locale.tag for locale in model.config.locales), labels, strict=True))
    return tuple(
        EditionLink(tag=tag, label=named[tag], url=model.routes.href(path), translated=translated, current=False)
        for tag, path, translated in paths
    )


def age_of(instant: datetime, now: datetime, limit: int) -> Relative | None:
    """An age in the largest unit that is full, or `None` for the future and from `limit` seconds on.

    Always by floor: 59 minutes and 59 seconds are 59 minutes (as readers expect of "2h ago").
    """
    seconds = int((now - instant).total_seconds())
    if seconds < 0 or seconds >= limit or now < instant:
        return None
    if seconds < 60:
        return Relative(unit="now", count=0)
    if seconds < 3_600:
        return Relative(unit="minute", count=seconds // 60)
    if seconds < 86_400:
        return Relative(unit="hour", count=seconds // 3_600)
    return Relative(unit="day", count=seconds // 86_400)


def source_view(publisher: Publisher | Author | None) -> SourceView | None:
    """A credited name and its address."""
    return SourceView(name=publisher.name, url=publisher.url) if publisher else None
