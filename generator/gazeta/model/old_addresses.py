"""Old addresses: what an editor's alias stands for in each locale.

A story that was called `/world/old/` was at `/pt-br/world/old/` too, for the readers of that locale. So an alias of
an original covers the addresses of all locales, and one of a translation those of its own; one that begins with a
locale's prefix is that locale's alone.
"""

from collections.abc import Iterator

from msgspec import Struct

from gazeta.core.spelling import folded
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Story
from gazeta.sources.prose import Reference


class OldAddress(Struct, frozen=True):
    """The path `old` leads to what the locale `tag` shows of a story.

    `written` says that an editor named this very path; one that only follows from it gives way to any other page.
    """

    tag: str
    old: str
    alias: Reference
    written: bool


def old_addresses(model: SiteModel, story: Story) -> Iterator[OldAddress]:
    """The old addresses of a story; the same path may come again."""
    shown = [tag for tag, known in model.shown.items() if story.key in known]
    homes = model.homes[story.key]
    for number, edition in enumerate(story.editions if shown else ()):
        home = homes.get(number)
        for alias in edition.aliases:
            said = _locale(model, alias.target)
            if said in shown:
                yield OldAddress(said, alias.target, alias, written=True)
            elif not number and not said:
                yield from _everywhere(model, alias, shown, home or shown[0])
            elif home:
                yield OldAddress(home, _in_locale(model, home, alias.target), alias, written=False)
                yield OldAddress(home, alias.target, alias, written=True)


def _everywhere(model: SiteModel, alias: Reference, shown: list[str], home: str) -> Iterator[OldAddress]:
    """An original's alias: as it is written in the default locale, in each other one below its prefix."""
    default = model.config.default_locale
    yield OldAddress(default if default in shown else home, alias.target, alias, written=True)
    for tag in shown:
        if tag != default:
            yield OldAddress(tag, _in_locale(model, tag, alias.target), alias, written=False)


def _locale(model: SiteModel, path: str) -> str:
    """The locale whose prefix a path begins with."""
    first = folded(path).strip("/").partition("/")[0]
    return next((tag for tag, prefix in model.routes.prefixes.items() if prefix and prefix == first), "")


def _in_locale(model: SiteModel, tag: str, path: str) -> str:
    """A path of the default locale in another, with the name that its section has there."""
    routes, default = model.routes, model.config.default_locale
    for section in sorted((section.path for section in model.sections), key=len, reverse=True):
        front = routes.section(default, section)
        if path.startswith(front):
            return routes.section(tag, section) + path.removeprefix(front)
    return routes.root(tag) + path.removeprefix("/")
