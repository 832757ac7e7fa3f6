"""The list of the newest articles that a page's script puts into the column beside the text."""

from collections.abc import Iterator, Sequence

from gazeta.model.site_model import SiteModel
from gazeta.pages.addresses import fragment_path
from gazeta.pages.cards import cards
from gazeta.pages.kinds.base import Bodies, Page, PageKind, Row
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.projections import Cards, Projections
from gazeta.pages.selection import newest_keys
from gazeta.pages.story_sources import PerLocale, WithCards
from gazeta.pages.views import RecentFragment
from gazeta.sources.config.widgets import Recent


class RecentInputs(WithCards, frozen=True, kw_only=True):
    """The newest stories of each locale, as numbers of cards."""

    stories: PerLocale[tuple[int, ...]]


class RecentList(PageKind[RecentInputs]):
    """A fragment for each widget that does not stand in the page."""

    name, title, rank, template = "recent", "the list that pages load into their column", "listing", "recent.html"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """One for each such widget."""
        tags = [locale.tag for locale in model.config.locales]
        for widget in model.config.widgets:
            if isinstance(widget, Recent) and not widget.inline:
                yield Row(self.name, tuple((tag, fragment_path(tag, widget.id)) for tag in tags), widget.id)

    def inputs(self, projections: Projections, row: Row) -> RecentInputs:
        """As many cards as the widget asks for."""
        model, collected = projections.model, Cards(projections)
        widgets = model.config.widgets
        count = next(widget.count for widget in widgets if isinstance(widget, Recent) and widget.id == row.subject)
        stories = collected.pick(lambda tag: newest_keys(model, tag, count))
        return RecentInputs(stories=stories, cards=tuple(collected.cards), ages=collected.ages)

    def view(self, locale: LocaleContext, _page: Page, inputs: RecentInputs, _bodies: Bodies) -> RecentFragment:
        """The list for a locale."""
        return RecentFragment(cards=cards(locale, inputs, inputs.stories.of(locale.column)))
