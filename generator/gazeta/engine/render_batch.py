"""The pure unit of work: some rows in, their pages' bytes out; the same in this process, another, or elsewhere.

A batch carries what its pages are made from. Who makes it has the theme and the locales, and never the site.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from zoneinfo import ZoneInfo

from msgspec import Struct

from gazeta.core.diagnostics import Diagnostic, Found
from gazeta.core.digest import digest_bytes
from gazeta.core.text import Text
from gazeta.engine.memory import Memory, Parts, inside_of
from gazeta.engine.output import Output, Receipt, Sink
from gazeta.engine.rebuild_plan import Due
from gazeta.pages.kinds.base import Bodies, Page, PageKind, Row, parts_of
from gazeta.pages.kinds.table import kind_of
from gazeta.pages.locale_context import LocaleContext, LocaleInputs, Shared
from gazeta.pages.locale_view import locale_view
from gazeta.pages.projections import Projections
from gazeta.sources.config.locales import LocaleConfig
from gazeta.sources.config.site_config import Config
from gazeta.theming.formats import Formats, LocaleSettings
from gazeta.theming.phrases import Phrases
from gazeta.theming.relative_time import RelativeTime
from gazeta.theming.templates.environment import Renderer
from gazeta.theming.templates.template_errors import TemplateFailure
from gazeta.theming.theme import Theme

_BATCH = 256
"""Pages a batch: some 50 ms of work and 3 MB of pages, enough to outweigh its journey to another process."""


class RenderContext(Struct, frozen=True, kw_only=True):
    """What all pages of a build share."""

    theme: Theme
    locales: dict[str, LocaleInputs]


class RowWork(Struct, frozen=True, kw_only=True):
    """A row, what its pages are made from, and the locales whose pages are to be made."""

    row: Row
    inputs: Any
    tags: tuple[str, ...]


class Batch(Struct, frozen=True, kw_only=True):
    """Rows to make, with what is inside the articles among them: JSON by the path of their file."""

    rows: tuple[RowWork, ...]
    insides: dict[str, bytes]


class LocaleWords:
    """A locale's own words for the views: `pages.locale_context.Words`."""

    def __init__(self, phrases: Phrases, formats: Formats) -> None:
        self._phrases = phrases
        self._formats = formats

    def phrase(self, msgid: str) -> Text:
        """An interface phrase, with the language it came in."""
        return self._phrases.phrase(msgid)

    def language_name(self, tag: str) -> str:
        """A language's name in the locale's language."""
        return self._formats.language_name(tag)

    def own_name(self, tag: str) -> str:
        """A language's name in that language."""
        return self._formats.own_name(tag)


class LocaleRenderer:
    """Everything one locale's pages are made with: its context for views, and its templates."""

    def __init__(self, context: RenderContext, tag: str, shared: Shared) -> None:
        inputs = context.locales[tag]
        config = inputs.settings.value.config
        locale = config.locale(tag)
        phrases = Phrases(tag, [book.value for book in inputs.phrases])
        formats = Formats(tag, ZoneInfo(locale.time_zone), ZoneInfo(config.time_zone), _settings(config, locale))
        relative = RelativeTime(tag, phrases, locale.digits)
        self.locale = LocaleContext(tag, inputs, LocaleWords(phrases, formats), shared)
        table = relative.table(config.time.relative_under)
        self.view = locale_view(self.locale, table)
        self.renderer = Renderer(context.theme, self.view, phrases, formats, relative)


def _settings(config: Config, locale: LocaleConfig) -> LocaleSettings:
    return LocaleSettings(
        date_style=locale.date_style or config.time.style,
        calendar=locale.calendar,
        digits=locale.digits,
        list_style=locale.list_style,
    )


class Renderers:
    """Makes pages, locale by locale; what it needs for a locale it sets up when it is first asked for."""

    def __init__(self, context: RenderContext) -> None:
        self.context = context
        self._shared = Shared()
        self._locales: dict[str, LocaleRenderer] = {}

    def __reduce__(self) -> tuple[type["Renderers"], tuple[RenderContext]]:
        """Another process sets up its own."""
        return Renderers, (self.context,)

    def of(self, tag: str) -> LocaleRenderer:
        """The renderer of a locale."""
        if tag not in self._locales:
            self._locales[tag] = LocaleRenderer(self.context, tag, self._shared)
        return self._locales[tag]

    def parts(self, tag: str) -> Parts:
        """The parts of a locale's key: what all of its pages share."""
        return parts_of(self.context.locales[tag])


def render_batch(renderers: Renderers, sink: Sink, batch: Batch) -> Found[tuple[Receipt, ...]]:
    """Makes a batch's pages and hands each to the sink; one whose template fails is left out and reported."""
    receipts: list[Receipt] = []
    problems: list[Diagnostic] = []
    for work in batch.rows:
        kind, cells = kind_of(work.row), dict(work.row.cells)
        bodies = {path: inside_of(batch.insides[path]) for path in kind.bodies(work.inputs)}
        for tag in work.tags:
            page = Page(row=work.row, locale=tag, path=cells[tag])
            try:
                receipts.append(sink(_render(renderers.of(tag), kind, page, work.inputs, bodies)))
            except TemplateFailure as failure:
                problems.append(failure.diagnostic)
    return tuple(receipts), tuple(problems)


def _render(renderer: LocaleRenderer, kind: PageKind[Any], page: Page, inputs: Any, bodies: Bodies) -> Output:
    view = kind.view(renderer.locale, page, inputs, bodies)
    text, why = renderer.renderer.made(kind.template, view) if kind.template else ("", "")
    data = text.encode() if kind.template else kind.write(view)
    slow = (renderer.renderer.path(kind.template), why) if why else None
    return Output(path=page.file, rank=kind.rank, digest=digest_bytes(data), data=data, slow=slow)


def batches(due: Iterable[Due], projections: Projections, memory: Memory) -> Iterator[Batch]:
    """The rows in batches, with all that their pages are made from; each is made when it is asked for.

    What programs read names many stories in one page, so such a row is a batch by itself.
    """
    rows: list[RowWork] = []
    pages = 0
    for one in due:
        kind = kind_of(one.row)
        rows.append(RowWork(row=one.row, inputs=kind.inputs(projections, one.row), tags=one.tags))
        pages += len(one.tags)
        if pages >= _BATCH or kind.rank == "data":
            yield _batch(rows, memory)
            rows, pages = [], 0
    if rows:
        yield _batch(rows, memory)


def _batch(rows: list[RowWork], memory: Memory) -> Batch:
    paths: Mapping[str, None] = {path: None for work in rows for path in kind_of(work.row).bodies(work.inputs)}
    return Batch(rows=tuple(rows), insides=dict(memory.insides(sorted(paths))))
