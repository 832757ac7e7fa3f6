"""Pages at old addresses: those that editors wrote down, and those where a name is localised by now."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from gazeta.core.layout import CONTENT
from gazeta.core.span import Span
from gazeta.core.text import Text
from gazeta.model.old_addresses import old_addresses
from gazeta.model.routes import alias_file, file_key, file_of
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Story
from gazeta.pages.kinds.base import Bodies, Page, PageKind, Row
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.projections import Projections
from gazeta.pages.section_links import section_at
from gazeta.pages.views import Head, Redirect


class RedirectInputs(Struct, frozen=True, kw_only=True):
    """The title of the article that an old address leads to, if it is one's."""

    story: Text | None


class OldAddress(PageKind[RedirectInputs]):
    """A page that leads from an old address to one of a locale; each is a row of its own."""

    name, title, rank, template = "redirect", "a page at an old address", "page", "redirect.html"
    remedy = "An old address leads to one page: take it out of one of the two files."

    def rows(self, model: SiteModel, before: Sequence[Row]) -> Iterator[Row]:
        """Old addresses, then those without a localised name; what nobody wrote down gives way to what is there."""
        old = list(_from_aliases(model, self.name))
        taken = {file_key(row.file(path)) for row in before for _, path in row.cells} if old else set()
        for written in (True, False):
            for row in (row for row, said in old if said is written):
                if written or _key_of(row) not in taken:
                    yield row
                    taken.add(_key_of(row))
        yield from (row for row in _from_unlocalized(model, self.name) if not taken or _key_of(row) not in taken)

    def inputs(self, projections: Projections, row: Row) -> RedirectInputs:
        """What the target is called."""
        model, key = projections.model, row.subject
        edition = model.edition(row.cells[0][0], key) if key in model.stories else None
        return RedirectInputs(story=edition.title if edition else None)

    def view(self, locale: LocaleContext, page: Page, inputs: RedirectInputs, _bodies: Bodies) -> Redirect:
        """The page that says where it is now."""
        section = section_at(locale, page.row.subject)
        named = inputs.story or (locale.pick(section.title) if section else None)
        title = named or Text(value=page.path, lang=locale.tag)
        url = locale.absolute(page.path)
        head = Head(title=title, site=locale.site_in(title.lang), canonical=url, robots="noindex")
        return Redirect(head=head, title=title, url=url)

    def span(self, model: SiteModel, row: Row, tag: str) -> Span:
        """The alias, or the article's file."""
        edition = model.edition(tag, row.subject)
        if edition is None:
            return Span(path=CONTENT)
        story = model.stories[row.subject]
        aliases = (old.alias.span for old in old_addresses(model, story) if row.old and old.old == row.old)
        return next(aliases, Span(path=edition.path))


def _key_of(row: Row) -> str:
    return file_key(alias_file(row.old))


def _from_aliases(model: SiteModel, kind: str) -> Iterator[tuple[Row, bool]]:
    """What editors wrote down (true) and what follows from it: each once for a story, none from a page to itself."""
    for key, story in model.stories.items():
        if any(edition.aliases for edition in story.editions):
            own = {file_key(file_of(model.path(tag, key))) for tag, known in model.shown.items() if key in known}
            for old in old_addresses(model, story):
                file = file_key(alias_file(old.old))
                if file not in own:
                    own.add(file)
                    yield Row(kind, ((old.tag, model.path(old.tag, key)),), key, old=old.old), old.written


def _from_unlocalized(model: SiteModel, kind: str) -> Iterator[Row]:
    """Where a name is localised, the address with the original's name leads there.

    It is what a reader gets who exchanges the locale in an address by hand, and what a story's address was before
    its translation was there. Where another page has that address, the page stays.
    """
    routes, tags = model.routes, [locale.tag for locale in model.config.locales]
    fronts = [(tag, section.path) for section in model.sections for tag in tags]
    taken = {routes.section(tag, path) for tag, path in fronts}
    for tag, path in fronts:
        old, new = routes.unlocalized(tag, path), routes.section(tag, path)
        if old not in taken:
            yield Row(kind, ((tag, new),), path, old=old)
    several = [story for story in model.stories.values() if len({(e.section, e.slug) for e in story.editions}) > 1]
    for tag in tags if several else ():
        yield from _from_originals(model, kind, tag, several)


def _from_originals(model: SiteModel, kind: str, tag: str, stories: list[Story]) -> Iterator[Row]:
    """From the original's section and slug to those that a locale shows."""
    shown = (model.stories[key].editions[number] for key, number in model.shown[tag].items())
    taken = {(edition.section, edition.slug) for edition in shown}
    for story in stories:
        first = story.original
        if story.key in model.shown[tag] and (first.section, first.slug) not in taken:
            old = model.routes.article(tag, first.section, first.slug)
            yield Row(kind, ((tag, model.path(tag, story.key)),), story.key, old=old)
