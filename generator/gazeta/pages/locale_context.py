"""One locale's side of every view: its words, its addresses, its settings; no story of the site is known here."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Concatenate, Literal, ParamSpec, Protocol, TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct, structs

from gazeta.core.digest import Known
from gazeta.core.language import direction, parents
from gazeta.core.text import Localized, Text
from gazeta.model.routes import Routes
from gazeta.pages.story_sources import (
    EditionSource,
    FileSource,
    Links,
    PerLocale,
    PictureSource,
    TitleSource,
    WithCards,
)
from gazeta.pages.views import EditionLink, ImageView, Link, Relative, SourceView, Stamp
from gazeta.sources.config.publishers import Author, Publisher
from gazeta.sources.config.section import Section
from gazeta.sources.config.site_config import Config
from gazeta.sources.dates import Moment, iso
from gazeta.sources.translation.phrasebook import Phrasebook

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")


class Words(Protocol):
    """What the views need of a locale's own words."""

    def phrase(self, msgid: str) -> Text:
        """An interface phrase, with the language it came in."""

    def language_name(self, tag: str) -> str:
        """A language's name in the locale's language, as it stands alone."""

    def own_name(self, tag: str) -> str:
        """A language's name in that language."""


class SiteSettings(Struct, frozen=True, kw_only=True):
    """What the site's own files say, and the routes that follow from it."""

    config: Config
    sections: tuple[Section, ...]
    routes: Routes


class WidgetInputs(WithCards, frozen=True, kw_only=True):
    """What the widgets of all locales show, besides their settings.

    `links` and `pictures` are by the addresses in the settings; `current` are the ids of promotions on their days;
    `recent` says which cards a widget shows in the page.
    """

    links: Links
    pictures: dict[str, FileSource]
    current: tuple[str, ...]
    recent: dict[str, PerLocale[tuple[int, ...]]]


Assets = Mapping[str, tuple[str, str]]
"""Addresses of files and their integrity, by their names in the theme."""


class LocaleInputs(Struct, frozen=True, kw_only=True):
    """All that every page of a locale can show. Each field is a part of the locale's key, under its name.

    `phrases` are its phrase catalogs, the best first; `standing` the pages at the foot of every page. `theme` is a
    digest of the theme's templates and settings; `assets` has address and integrity of each of its files.
    """

    settings: Known[SiteSettings]
    phrases: tuple[Known[Phrasebook], ...]
    standing: tuple[TitleSource, ...]
    widgets: Known[WidgetInputs]
    theme: str
    assets: Known[Assets]


_REMEMBERED = 256
"""Values kept of each kind: a story's card stands beside its neighbours in time, and pages are made in that order."""


class Shared:
    """What is the same for all locales, worked out once: pages of one row are made one after the other."""

    def __init__(self) -> None:
        self._made: dict[tuple[object, int], tuple[object, Any]] = {}

    def recall(self, make: "Callable[[LocaleContext, S], R]", locale: "LocaleContext", subject: S) -> R:
        """`make(locale, subject)`, remembered for this very object; it must give the same for all locales."""
        key = make, id(subject)
        if key not in self._made:
            if len(self._made) >= _REMEMBERED:
                self._made.clear()
            self._made[key] = subject, make(locale, subject)  # the subject is kept, so that its id stays its own
        made: R = self._made[key][1]
        return made


class LocaleContext:
    """The readers of one locale: what every view needs to be made for them."""

    def __init__(self, tag: str, inputs: LocaleInputs, words: Words, shared: Shared | None = None) -> None:
        settings = inputs.settings.value
        self.tag = tag
        self.config = settings.config
        self.sections = settings.sections
        self.routes = settings.routes
        self.inputs = inputs
        self.words = words
        self.columns = {locale.tag: number for number, locale in enumerate(self.config.locales)}
        self.column = self.columns[tag]
        self._shared = shared or Shared()
        self._chain = self.config.chain(tag)
        self._recall = lru_cache(maxsize=_REMEMBERED)(self._make)

    def _make(self, make: Callable[..., Any], *subject: Any) -> Any:
        return make(self, *subject)

    def recall(self, make: "Callable[Concatenate[LocaleContext, P], R]", *subject: P.args, **_: P.kwargs) -> R:
        """`make(locale, *subject)`, remembered; `make` must be a pure function."""
        made: R = self._recall(make, *subject)
        return made

    def share(self, make: "Callable[[LocaleContext, S], R]", subject: S) -> R:
        """`make(locale, subject)`, remembered for all locales; it must be the same for each of them."""
        return self._shared.recall(make, self, subject)

    def pick(self, text: Localized) -> Text:
        """A text in the language that these readers read best."""
        return text.pick(self._chain)

    def site_in(self, lang: str) -> Text:
        """The site's name, in a language if it has one in it, else the readers' own name for it."""
        return self.config.title.pick((lang, *parents(lang), *self._chain))

    def direction_of(self, lang: str) -> Literal["ltr", "rtl"]:
        """The direction of a text: its language's, but for these readers' own language what the site says of it."""
        said = self.config.locale(self.tag).direction if lang == self.tag else ""
        return "rtl" if (said or direction(lang)) == "rtl" else "ltr"

    def phrase(self, msgid: str) -> Text:
        """An interface phrase."""
        return self.words.phrase(msgid)

    def href(self, path: str) -> str:
        """A path as a link."""
        return self.routes.href(path)

    def absolute(self, path: str) -> str:
        """A path as a whole address."""
        return self.routes.absolute(path)

    def path(self, edition: EditionSource, tag: str = "") -> str:
        """The path of an edition's page, in this locale or in another."""
        return self.routes.article(tag or self.tag, edition.section, edition.slug)

    def front(self) -> Link:
        """The link to the locale's front page."""
        return Link(label=self.phrase("Front page"), url=self.href(self.routes.root(self.tag)))

    def stamp(self, moment: Moment, age: Relative | None = None) -> Stamp:
        """A date to show, with its age as of the build where there is one."""
        written = _iso(moment.instant, self.config.time_zone)
        return Stamp(instant=moment.instant, iso=written, date_only=moment.date_only, relative=age)

    def picture(self, source: PictureSource | None) -> ImageView | None:
        """An article's picture, if it has one."""
        if source is None:
            return None
        return structs.replace(self.image(source.file, source.alt), caption=source.caption, credit=source.credit)

    def image(self, file: FileSource, alt: Text | None) -> ImageView:
        """A file of the site as an image."""
        return ImageView(url=self.href(file.path), width=file.width, height=file.height, alt=alt)

    def editions(self, paths: "Paths") -> tuple[EditionLink, ...]:
        """The same page for all locales."""
        links = self.share(_edition_links, paths)
        return tuple(structs.replace(link, current=True) if link.tag == self.tag else link for link in links)


Paths = tuple[tuple[str, str, bool], ...]
"""A page in all locales that have it: a tag, a path, and whether it is in that locale's language."""


@lru_cache(maxsize=4096)
def _iso(instant: datetime, zone: str) -> str:
    """An instant as published files have it; the same few dates stand on many pages."""
    return iso(instant, ZoneInfo(zone))


def _labels(locale: LocaleContext, config: Config) -> dict[str, str]:
    return {each.tag: each.label or locale.words.own_name(each.tag) for each in config.locales}


def _edition_links(locale: LocaleContext, paths: Paths) -> tuple[EditionLink, ...]:
    labels = locale.share(_labels, locale.config)
    return tuple(
        EditionLink(tag=tag, label=labels[tag], url=locale.href(path), translated=translated, current=False)
        for tag, path, translated in paths
    )


def source_view(publisher: Publisher | Author | None) -> SourceView | None:
    """A credited name and its address."""
    return SourceView(name=publisher.name, url=publisher.url) if publisher else None
