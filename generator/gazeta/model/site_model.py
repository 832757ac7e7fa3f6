"""The catalog: all that is known of a site at one instant, and who gets which edition of what."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from itertools import groupby
from zoneinfo import ZoneInfo

from msgspec import Struct

from gazeta.core.language import best_match, distance, same_language
from gazeta.core.layout import STATIC, section_paths
from gazeta.core.spelling import Names
from gazeta.model.addresses import Addresses
from gazeta.model.pictures import find_media
from gazeta.model.routes import Routes, routes_of
from gazeta.model.schedule import Include, live
from gazeta.model.stories import UNDATED, Edition, Story
from gazeta.model.targets import Targets, index
from gazeta.sources.config.section import Section
from gazeta.sources.config.site_config import Config
from gazeta.sources.prose import Reference
from gazeta.sources.snapshot import Media

UNDATED_MONTH = "undated"
"""What stands for the month of pages without a date."""


class SiteModel(Struct, frozen=True, kw_only=True):
    """A site as of `now`. Bodies are not in it.

    `stories` are those that the build shows, by key. `shown` says for each locale which edition (an index) of
    which story its readers get; `homes` for each story which locale is the home of each edition shown.
    `lists` holds, for each locale and section (the empty one is the whole site), keys from the newest on; `months`
    for each locale the stories whose canonical page is there, by the month of their date (`2026-06`, or `undated`).
    """

    config: Config
    routes: Routes
    now: datetime
    include: Include
    sections: tuple[Section, ...]
    stories: dict[str, Story]
    targets: Targets
    media: Names[Media]
    shown: dict[str, dict[str, int]]
    homes: dict[str, dict[int, str]]
    lists: dict[str, dict[str, tuple[str, ...]]]
    ranks: dict[str, dict[str, int]]
    months: dict[str, dict[str, tuple[str, ...]]]
    standing: tuple[str, ...]

    def edition(self, locale: str, key: str) -> Edition | None:
        """The edition of a story that a locale's readers get, if any."""
        number = self.shown[locale].get(key)
        return None if number is None else self.stories[key].editions[number]

    def file(self, reference: Reference) -> Media | None:
        """The file that a reference means: by its name, or by the address that a browser would ask for."""
        found = find_media(reference, self.media)
        if found is None and (path := self.targets.addresses.absolute(reference)):
            ways = (self.media.find(f"{STATIC}{way}") for way in self.targets.addresses.meant(path))
            found = next(filter(None, ways), None)
        return found

    def home(self, locale: str, key: str) -> str:
        """The locale whose page is the canonical one for what `locale` shows of a story."""
        return self.homes[key][self.shown[locale][key]]

    def canonical(self, locale: str, key: str) -> str:
        """The locale whose page search engines are to keep: the body's own, unless the site chose `hreflang`."""
        return locale if self.config.untranslated == "hreflang" else self.home(locale, key)

    def path(self, locale: str, key: str) -> str:
        """The path of a story's page in a locale that shows it."""
        edition = self.stories[key].editions[self.shown[locale][key]]
        return self.routes.article(locale, edition.section, edition.slug)

    def translated(self, locale: str, key: str) -> bool:
        """Whether what a locale shows of a story is in its readers' language."""
        edition = self.edition(locale, key)
        return edition is not None and same_language(edition.lang, locale)

    def before(self, locale: str, key: str, count: int) -> tuple[str, ...]:
        """Up to `count` stories of the same section that were published just before this one."""
        edition = self.edition(locale, key)
        section = edition.section if edition else ""
        keys = self.lists[locale].get(section, ())
        rank = self.ranks[locale].get(key)
        if rank is None:
            return ()
        position = _position(keys, self.ranks[locale], rank)
        return keys[position + 1 : position + 1 + count]


def _position(keys: tuple[str, ...], ranks: Mapping[str, int], rank: int) -> int:
    """Where the story of a rank stands among a section's keys, which are in the order of their ranks."""
    low, high = 0, len(keys)
    while low < high:
        middle = (low + high) // 2
        if ranks[keys[middle]] < rank:
            low = middle + 1
        else:
            high = middle
    return low


def build_model(
    config: Config,
    sections: tuple[Section, ...],
    stories: dict[str, Story],
    media: dict[str, Media],
    now: datetime,
    include: Include,
) -> SiteModel:
    """The catalog of a site's stories as of `now`."""
    current = live(stories, now, include)
    languages = {key: tuple(edition.lang for edition in story.editions) for key, story in current.items()}
    limited = {key: story for key, story in current.items() if story.locales is not None}
    shown: dict[str, dict[str, int]] = {}
    lists: dict[str, dict[str, tuple[str, ...]]] = {}
    ranks: dict[str, dict[str, int]] = {}
    for locale in config.locales:
        tag = locale.tag
        barred = [key for key, story in limited.items() if tag not in (story.locales or ())]
        chosen = _shown(config, tag, languages)
        for key in barred:
            chosen.pop(key, None)
        same = next((other for other, known in shown.items() if known == chosen), "")
        shown[tag] = shown[same] if same else chosen  # one for all locales, in a newsroom of one language
        lists[tag] = lists[same] if same else _lists(chosen, current)
        ranks[tag] = ranks[same] if same else {key: rank for rank, key in enumerate(lists[tag].get("", ()))}
    homes = _homes(config, current, shown)
    routes = routes_of(config, sections)
    addresses = Addresses(config, routes, tuple(section.path for section in sections), stories, homes)
    return SiteModel(
        config=config,
        routes=routes,
        now=now,
        include=include,
        sections=sections,
        stories=current,
        targets=index(stories, addresses, include.drafts),
        media=Names(media),
        shown=shown,
        homes=homes,
        lists=lists,
        ranks=ranks,
        months=_months(config, current, shown, homes),
        standing=tuple(key for key, story in current.items() if not story.section),
    )


def _shown(config: Config, locale: str, languages: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """The edition that a locale's readers get of each story, from the languages that there are of it."""
    chain = config.chain(locale)
    chosen: dict[tuple[str, ...], int] = {}  # few sets of languages, many stories
    for spoken in set(languages.values()):
        best = best_match(chain, spoken)
        chosen[spoken] = spoken.index(best) if best else 0
    if config.untranslated == "hide":
        own = {spoken for spoken, number in chosen.items() if same_language(spoken[number], locale)}
        return {key: chosen[spoken] for key, spoken in languages.items() if spoken in own}
    return {key: chosen[spoken] for key, spoken in languages.items()}


def _homes(
    config: Config, stories: Mapping[str, Story], shown: Mapping[str, Mapping[str, int]]
) -> dict[str, dict[int, str]]:
    """For each edition that somebody gets, the locale that is nearest to its language.

    Where the site has no locale of that language the default locale's page is the home, as long as it shows
    the same edition.
    """
    known: dict[tuple[tuple[str, ...], tuple[int | None, ...]], dict[int, str]] = {}  # few kinds, many stories
    homes = {}
    for key, story in stories.items():
        languages = tuple(edition.lang for edition in story.editions)
        numbers = tuple(chosen.get(key) for chosen in shown.values())
        if (languages, numbers) not in known:
            known[languages, numbers] = _homes_of(config, languages, dict(zip(shown, numbers, strict=True)))
        homes[key] = known[languages, numbers]
    return homes


def _homes_of(config: Config, languages: tuple[str, ...], numbers: Mapping[str, int | None]) -> dict[int, str]:
    homes = {}
    for number, lang in enumerate(languages):
        tags = [tag for tag, chosen in numbers.items() if chosen == number]
        if tags:
            homes[number] = min(tags, key=partial(_farness, config, lang))
    return homes


def _farness(config: Config, lang: str, tag: str) -> tuple[object, ...]:
    """How far a locale is from a text's language: the nearest region, then the default locale, then the first."""
    order = [locale.tag for locale in config.locales].index(tag)
    same = same_language(tag, lang)
    return not same, *(distance(lang, tag)[:2] if same else ()), tag != config.default_locale, order


def _lists(chosen: Mapping[str, int], stories: Mapping[str, Story]) -> dict[str, tuple[str, ...]]:
    """Keys by section, newest first; stories of one instant in the order of their keys."""
    keys = sorted(chosen)
    keys.sort(key=lambda key: stories[key].editions[chosen[key]].published.instant, reverse=True)
    lists: dict[str, list[str]] = defaultdict(list)
    for key in keys:
        if section := stories[key].editions[chosen[key]].section:
            for path in (*section_paths(section), ""):
                lists[path].append(key)
    return {section: tuple(found) for section, found in lists.items()}


def _months(
    config: Config,
    stories: Mapping[str, Story],
    shown: Mapping[str, Mapping[str, int]],
    homes: Mapping[str, Mapping[int, str]],
) -> dict[str, dict[str, tuple[str, ...]]]:
    """What each locale has the canonical pages of, by month, newest first; those without a date come last."""
    zone = ZoneInfo(config.time_zone)
    dated: dict[str, list[tuple[datetime, str]]] = {locale.tag: [] for locale in config.locales}
    for key, story in stories.items():
        for number, home in homes[key].items():
            everywhere = (tag for tag, chosen in shown.items() if chosen.get(key) == number)
            for tag in everywhere if config.untranslated == "hreflang" else (home,):
                dated[tag].append((story.editions[number].published.instant.astimezone(zone), key))
    months: dict[str, dict[str, tuple[str, ...]]] = {}
    for tag, found in dated.items():
        found.sort(reverse=True)
        groups = groupby(found, key=lambda pair: _month(pair[0]))
        months[tag] = {month: tuple(key for _, key in group) for month, group in groups}
    return months


def _month(local: datetime) -> str:
    return UNDATED_MONTH if local.year <= UNDATED.instant.year else f"{local.year:04}-{local.month:02}"
