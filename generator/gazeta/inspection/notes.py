"""What is noted of a page when it is looked at as its readers get it."""

from msgspec import Struct

from gazeta.inspection.cluster import PageLinks
from gazeta.inspection.languages import Finding
from gazeta.inspection.text_runs import Entry, Run


class Notes(Struct, frozen=True, kw_only=True):
    """Texts in a wrong language, the page's links to its other languages, and a sitemap's entries.

    `slow` as of an `Output`.
    """

    wrong: tuple[tuple[Run, Finding], ...] = ()
    links: PageLinks | None = None
    entries: tuple[Entry, ...] = ()
    slow: tuple[str, str] | None = None
