"""What `build` and `check` have in common: read the folder, make the site, count what is wrong."""

import time
from pathlib import Path

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, count, in_order
from gazeta.edge.disk import read_site
from gazeta.edge.executors import default_jobs, local_pool
from gazeta.edge.publish import Published
from gazeta.edge.report import Summary, progress
from gazeta.engine.build import build_site
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Site
from gazeta.engine.parse import is_article
from gazeta.sources.snapshot import Snapshot

SMALL_SITE = 100
"""Up to so many articles, starting processes costs more time than they save."""


class Made(Struct, frozen=True, kw_only=True):
    """A site that was made and not yet published, with all problems in the order of their places."""

    snapshot: Snapshot
    site: Site
    found: tuple[Diagnostic, ...]
    begun: float

    @property
    def files(self) -> dict[str, bytes]:
        """All files that a problem's place may refer to."""
        return {**self.snapshot.shipped, **self.snapshot.texts}

    def is_fit(self, strict: bool) -> bool:
        """Whether the site may be published."""
        return not (self.found if strict else count(self.found, "error"))

    def summary(self, published: Published | None) -> Summary:
        """The figures of the build up to now."""
        files = published or Published()
        return Summary(
            published=published is not None,
            errors=count(self.found, "error"),
            warnings=count(self.found, "warning"),
            seconds=round(time.monotonic() - self.begun, 3),
            articles=self.site.articles,
            pages=self.site.pages,
            written=files.written,
            unchanged=files.unchanged,
            deleted=files.deleted,
        )


def make(source: Path, options: BuildOptions, jobs: int | None) -> Made:
    """Makes the site in the folder `source`, with that many processes or as many as are worth it."""
    begun = time.monotonic()
    snapshot, unreadable = read_site(source)
    if jobs is None:
        articles = sum(map(is_article, snapshot.texts))
        jobs = default_jobs() if articles > SMALL_SITE else 1
    with local_pool(jobs) as pool, progress() as watch:
        site, found = build_site(snapshot, options, pool, watch)
    return Made(snapshot=snapshot, site=site, found=in_order((*unreadable, *found)), begun=begun)
