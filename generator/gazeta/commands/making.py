"""What `build` and `check` have in common: survey the folder, make the site, count what is wrong."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, structs

from gazeta.core.diagnostics import Diagnostic, count, in_order
from gazeta.edge.disk import Survey, survey_site
from gazeta.edge.executors import default_jobs, local_pool
from gazeta.edge.publish import Published
from gazeta.edge.report import progress
from gazeta.edge.summary import Summary
from gazeta.edge.texts import as_now, until_still
from gazeta.engine.build import Workshop, build_site
from gazeta.engine.memory import Forgetful, Memory, NoPast, Past
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Sink, Site
from gazeta.engine.parse import read_site_config
from gazeta.inspection.inspector import Inspector, problems_in
from gazeta.model.routes import Routes, path_of

Guess = Callable[[str], dict[str, float]]
MakeDetector = Callable[[Iterable[str]], Guess | None]
"""Makes what says how probable each of some languages is for a text; nothing where it is not installed."""


class Made(Struct, frozen=True, kw_only=True):
    """A site that was made, and all problems in the order of their places. `files` may be read to quote them."""

    files: Mapping[str, bytes]
    found: tuple[Diagnostic, ...]
    begun: float
    pages: int
    articles: int

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
            articles=self.articles,
            pages=self.pages,
            written=files.written,
            unchanged=files.unchanged,
            deleted=files.deleted,
        )


def make(
    survey: Survey, options: BuildOptions, jobs: int | None, *, memory: Memory, past: Past, sink: Sink, begun: float
) -> tuple[Site, Made]:
    """Makes the site that was surveyed, with that many processes or as many as there are."""
    with workshop(jobs, memory, past, sink) as shop:
        site, found = build_site(survey.snapshot, options, shop)
    return site, made_of(survey, in_order((*survey.found, *found)), begun, site.pages, site.articles)


def made_of(survey: Survey, found: tuple[Diagnostic, ...], begun: float, pages: int, articles: int) -> Made:
    """What there is to say of a site."""
    files = _Files(survey.snapshot.shipped, as_now(survey.snapshot.texts))
    return Made(files=files, found=found, begun=begun, pages=pages, articles=articles)


@contextmanager
def workshop(jobs: int | None, memory: Memory, past: Past, sink: Sink) -> Iterator[Workshop]:
    """Processes and a progress bar, for as long as they are needed."""
    with local_pool(jobs or default_jobs()) as pool, progress() as watch:
        yield Workshop(memory=memory, past=past, pool=pool, sink=sink, watch=watch)


def check_site(source: Path, options: BuildOptions, jobs: int | None, detector: MakeDetector | None = None) -> Made:
    """Makes the whole site, keeps nothing of it, and looks at what was made.

    `detector` makes what guesses languages, given the tags of those that the site speaks; without it texts are not
    looked at.
    """
    return until_still(lambda: _check_site(source, options, jobs, detector))


def _check_site(source: Path, options: BuildOptions, jobs: int | None, detector: MakeDetector | None) -> Made:
    begun = time.monotonic()
    survey = survey_site(source, {})
    config, _ = read_site_config(survey.snapshot)
    guess = detector((*(locale.tag for locale in config.locales), config.content_language)) if detector else None
    sink = Inspector(languages=detector is not None, guess=guess)
    site, made = make(survey, options, jobs, memory=Forgetful(), past=NoPast(), sink=sink, begun=begun)
    routes = Routes(base_url=site.base_url, prefixes={})
    found = problems_in(site.receipts, lambda file: routes.absolute(path_of(file)))
    return structs.replace(made, found=in_order((*made.found, *found)))


class _Files(Mapping[str, bytes]):
    """Two sets of files as one, without reading any before it is asked for."""

    def __init__(self, *sets: Mapping[str, bytes]) -> None:
        self._sets = sets

    def __getitem__(self, path: str) -> bytes:
        found = next((files for files in reversed(self._sets) if path in files), None)
        if found is None:
            raise KeyError(path)
        return found[path]

    def __contains__(self, path: object) -> bool:
        return any(path in files for files in self._sets)

    def __iter__(self) -> Iterator[str]:
        return (path for files in self._sets for path in files)

    def __len__(self) -> int:
        return sum(map(len, self._sets))
