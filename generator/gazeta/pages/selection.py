"""Which stories a page shows."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice, takewhile

from gazeta.model.schedule import status
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, ExternalStory

NEWS = timedelta(hours=48)
"""How long an article is news, and how many of them a news sitemap may name (Google, "Create a news sitemap")."""
MOST_NEWS = 1_000

BLOCK = 4
"""Cards of a section's block on the front page: one row of the theme's grid."""


def older_count(model: SiteModel, tag: str, section: str) -> int:
    """How many full pages of older articles a list has, besides its front.

    The front keeps the newest: one page's worth and what does not fill another. So a new article changes the
    front alone, and once in a page's worth of articles a new page appears; old pages stay as they are.
    """
    return max(0, len(model.lists[tag].get(section, ())) // model.config.per_page - 1)


def front_keys(model: SiteModel, tag: str, section: str) -> tuple[str, ...]:
    """The stories on a list's front, newest first."""
    keys = model.lists[tag].get(section, ())
    return keys[: len(keys) - older_count(model, tag, section) * model.config.per_page]


def older_keys(model: SiteModel, tag: str, section: str, number: int) -> tuple[str, ...]:
    """The stories on page `number` of a list, where page 1 is the oldest."""
    keys, size = model.lists[tag].get(section, ()), model.config.per_page
    return keys[len(keys) - number * size : len(keys) - (number - 1) * size]


def block_keys(model: SiteModel, tag: str, section: str) -> tuple[str, ...]:
    """The stories of a section's block on the front page: its newest that do not stand above the blocks."""
    shown = frozenset(front_keys(model, tag, ""))
    keys = (key for key in model.lists[tag].get(section, ()) if key not in shown)
    return tuple(islice(keys, BLOCK)) if "/" not in section else ()


def newest_keys(model: SiteModel, tag: str, count: int) -> tuple[str, ...]:
    """The newest stories of a locale."""
    return model.lists[tag].get("", ())[:count]


def feed_keys(model: SiteModel, tag: str) -> tuple[str, ...]:
    """The stories of a locale's feed: its newest, or the newest that are in its readers' language."""
    feeds = model.config.feeds
    if feeds.entries == "all":
        return newest_keys(model, tag, feeds.count)
    own = (key for key in model.lists[tag].get("", ()) if model.translated(tag, key))
    return tuple(islice(own, feeds.count))


def related_keys(model: SiteModel, tag: str, key: str, edition: Edition) -> tuple[str | ExternalStory, ...]:
    """What stands below an article: the stories it names, else what its section published just before it.

    Looking back only keeps old pages as they are when a new article appears.
    """
    if not edition.related:
        return model.before(tag, key, model.config.related.count)
    found: list[str | ExternalStory] = []
    for item in edition.related:
        target = item if isinstance(item, ExternalStory) else model.targets.find(item)
        if isinstance(target, ExternalStory) or (target and target != key and target in model.shown[tag]):
            found.append(target)
    return tuple(found)


def news_keys(model: SiteModel, tag: str) -> tuple[str, ...]:
    """The stories of the last two days whose canonical page is the locale's, newest first, but no standing pages."""
    begin, end = model.now - NEWS, model.now
    dated = ((model.edition(tag, key), key) for keys in model.months[tag].values() for key in keys)
    recent = takewhile(
        lambda pair: pair[0].published.instant > begin, ((edition, key) for edition, key in dated if edition)
    )
    live = (key for edition, key in recent if edition.published.instant <= end and edition.section)
    news = (key for key in live if indexable(model, tag, key))
    return tuple(islice(news, MOST_NEWS))


def month_keys(model: SiteModel, tag: str, month: str) -> Iterator[str]:
    """The stories of a month whose canonical page is the locale's and open to search engines."""
    return (key for key in model.months[tag].get(month, ()) if indexable(model, tag, key))


def indexable(model: SiteModel, tag: str, key: str) -> bool:
    """Whether search engines may have what a locale shows of a story: drafts in a preview they may not."""
    edition = model.edition(tag, key)
    return edition is not None and status(edition, model.now) == "live"
