"""What makes a kind of page: which there are, what they are made from, what readers see, how it is written.

    site model → rows → inputs (the same for all locales, digested) → view (one locale) → bytes

A view gets its locale and the row's inputs, and nothing else. So the digest of the inputs, field by field, is the
row's key, and whatever a page shows is part of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Generic, Literal, TypeVar

from msgspec import Struct

from gazeta.core.digest import digest
from gazeta.core.layout import CONFIG_FILE
from gazeta.core.span import Span
from gazeta.model.routes import alias_file, file_of, path_of
from gazeta.model.site_model import SiteModel
from gazeta.pages.locale_context import LocaleContext
from gazeta.pages.projections import Projections
from gazeta.sources.manuscript import Inside

Rank = Literal["asset", "page", "listing", "data"]
"""In this order files are put in place, so that no page names an asset that is not there yet."""

Bodies = Mapping[str, Inside]
"""What is inside articles, by the path of their file."""


class NoInputs(Struct, frozen=True):
    """What pages are made from that show nothing but their locale."""


Inputs = TypeVar("Inputs", bound=Struct)
"""All that any locale's page of a row can show: a frozen record, whose fields are the parts of the row's key."""


class Row(Struct, frozen=True):
    """The same page for all locales that have it: `cells` are their tags and the page's path there.

    `subject` is a story's key, a section's path, a widget's id, an old address or a month. `number` counts older
    pages from the oldest.
    """

    kind: str
    cells: tuple[tuple[str, str], ...]
    subject: str = ""
    number: int = 0
    old: str = ""

    @property
    def id(self) -> str:
        """What the row is called from build to build."""
        return f"{self.kind} {self.subject} {self.number} {self.old}"

    def paths(self) -> list[str]:
        """Where its files are: the paths of its cells, or the old address as the path that leads to the same file."""
        return [path_of(alias_file(self.old))] if self.old else [path for _, path in self.cells]

    def files(self) -> list[str]:
        """The files of its cells, below the output folder."""
        return [self.file(path) for _, path in self.cells] if self.old else [file_of(path) for _, path in self.cells]

    def file(self, path: str) -> str:
        """The file of the cell at a path, below the output folder."""
        return alias_file(self.old) if self.old else file_of(path)


class Page(Struct, frozen=True, kw_only=True):
    """A cell: one file to make, for the readers of one locale, at a path of its own."""

    row: Row
    locale: str
    path: str

    @property
    def file(self) -> str:
        """The file below the output folder."""
        return self.row.file(self.path)


class PageKind(Generic[Inputs]):
    """A kind of page. Its pages are made by `template`, or where that is empty by `write`.

    `name` tells its rows from others in what builds remember; `title` is what people call such a page, with its
    article; `rank` says when its files are put in place.
    """

    name: str
    title: str
    rank: Rank
    template: str = ""
    remedy: str = "Give one of the two another slug."
    """What helps where two pages have one address, of which the second is of this kind."""

    def rows(self, model: SiteModel, before: Sequence[Row]) -> Iterator[Row]:
        """Which pages there are, and where; `before` are the rows of the kinds that come first in the table."""
        raise NotImplementedError

    def inputs(self, projections: Projections, row: Row) -> Inputs:
        """What a row's pages are made from."""
        raise NotImplementedError

    def bodies(self, inputs: Inputs) -> Mapping[str, str]:  # noqa: ARG002 - most kinds have none
        """Digests, which are among the inputs, of what is inside the articles that the pages show, by their files."""
        return {}

    def view(self, locale: LocaleContext, page: Page, inputs: Inputs, bodies: Bodies) -> object:
        """What a locale's readers see: a frozen record, for a template or for `write`."""
        raise NotImplementedError

    def write(self, view: Any) -> bytes:
        """The page's bytes, of a kind without a template."""
        raise NotImplementedError

    def span(self, model: SiteModel, row: Row, tag: str) -> Span:  # noqa: ARG002 - most follow from the settings
        """The input that asks for a locale's page of a row, so that collisions can name it."""
        return Span(path=CONFIG_FILE)


def key_digest(row: Row, inputs: Struct) -> str:
    """One digest of all that a row's key is of, which says whether any part of it has changed."""
    return digest((row.cells, inputs))


def key_of(row: Row, inputs: Struct) -> dict[str, str]:
    """The parts of a row's key: digests of its addresses and of each field of its inputs, by name."""
    return {"address": digest(row.cells), **parts_of(inputs)}


def parts_of(record: Struct) -> dict[str, str]:
    """Digests of a record's fields by their names; nothing for an empty tuple or mapping, which many are."""
    values = ((name, getattr(record, name)) for name in record.__struct_fields__)
    return {name: "" if value in ((), {}) else digest(value) for name, value in values}
