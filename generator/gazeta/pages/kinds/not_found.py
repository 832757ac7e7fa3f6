"""The page for addresses that do not exist; it leads to the fronts of all locales."""

from collections.abc import Iterator, Sequence

from gazeta.model.site_model import SiteModel
from gazeta.pages.kinds.base import Bodies, NoInputs, Page, PageKind, Row
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.projections import Projections
from gazeta.pages.views import Head, NotFoundPage


class NotFound(PageKind[NoInputs]):
    """One page a locale: `404.html` below its front."""

    name, title, rank = "not-found", "the page for addresses that do not exist", "page"
    template = "not-found.html"

    def rows(self, model: SiteModel, _before: Sequence[Row]) -> Iterator[Row]:
        """One for all locales."""
        tags = [locale.tag for locale in model.config.locales]
        yield Row(self.name, tuple((tag, f"{model.routes.root(tag)}404.html") for tag in tags))

    def inputs(self, _projections: Projections, _row: Row) -> NoInputs:
        """The settings are all that it shows."""
        return NoInputs()

    def view(self, locale: LocaleContext, _page: Page, _inputs: NoInputs, _bodies: Bodies) -> NotFoundPage:
        """The page in a locale's words."""
        title = locale.phrase("Page not found")
        head = Head(title=title, site=locale.site_in(title.lang), robots="noindex")
        fronts = tuple((tag, locale.routes.root(tag), True) for tag in locale.columns)
        return NotFoundPage(head=head, editions=locale.editions(fronts))
