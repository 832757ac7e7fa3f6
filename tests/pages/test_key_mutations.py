"""Keys hold all that pages show: whatever is changed in what they are made from, a page that differs has another key.

Each field of each record that rows and locales are made from is changed in turn, wherever it stands in a site with
something of everything. A field that no view shows is named here, with the reason why it is part of a key.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import Any

import pytest
from msgspec import Struct, structs

from gazeta.core.digest import digest
from gazeta.engine.build import with_model
from gazeta.engine.render_batch import LocaleRenderer, Renderers
from gazeta.engine.resolve import Resolved
from gazeta.model.site_model import build_model
from gazeta.model.stories import Story
from gazeta.pages.kinds.base import Page, PageKind, Row, key_digest, key_of, parts_of
from gazeta.pages.kinds.table import KINDS, kind_of, plan
from gazeta.pages.locale_context import LocaleInputs, Shared
from gazeta.pages.locale_inputs import locale_inputs
from gazeta.pages.projections import Projections
from gazeta.sources.config.section import Section
from gazeta.sources.config.site_config import Config
from gazeta.sources.manuscript import Inside
from gazeta.sources.snapshot import Media
from mutations import changes, donors_of, fields_of
from rich_site import RichSite, rich_site
from support import NOW, SITE, article, resolved

Shown = Iterator[str]
"""Digests of views, each made when it is asked for."""


class Cell(Struct, frozen=True, kw_only=True):
    """All that the views of a row are made from; `inside` are the articles whose digests stand among the inputs."""

    row: Row
    inputs: Any
    inside: dict[str, Inside]


def cells() -> list[Cell]:
    """The site's rows."""
    site = rich_site()
    return [_cell(site, row) for row in site.prepared.resolved.rows]


def _cell(site: RichSite, row: Row) -> Cell:
    inputs = kind_of(row).inputs(site.prepared.projections, row)
    return Cell(row=row, inputs=inputs, inside={path: site.bodies[path] for path in kind_of(row).bodies(inputs)})


def every_input() -> tuple[Any, ...]:
    """All that the site's pages are made from."""
    return (*cells(), *rich_site().prepared.renderers.context.locales.values())


def key(cell: Cell) -> str:
    """What builds compare: a row's name, and the digest of its key."""
    return f"{cell.row.id} {key_digest(cell.row, cell.inputs)}"


def parts(cell: Cell) -> dict[str, str]:
    """What builds give as reasons: the parts of the key."""
    return {"name": cell.row.id, **key_of(cell.row, cell.inputs)}


def changed_cells(cell: Cell, donors: Any) -> Iterator[tuple[str, Cell]]:
    """A row with one thing changed in it; a digest of what is inside an article changes with it."""
    for field, row in changes(cell.row, donors):
        yield field, structs.replace(cell, row=row)
    for field, inputs in changes(cell.inputs, donors):
        yield field, structs.replace(cell, inputs=inputs)
    digests = kind_of(cell.row).bodies(cell.inputs)
    for path in digests:
        for field, inside in changes(cell.inside[path], donors):
            own = {name: {**digests, path: digest(inside)} for name in _same(cell.inputs, digests)}
            known = {**cell.inside, path: inside}
            yield field, structs.replace(cell, inputs=structs.replace(cell.inputs, **own), inside=known)


def _same(record: Struct, value: object) -> list[str]:
    return [name for name in record.__struct_fields__ if getattr(record, name) == value]


def shown(kind: PageKind[Any], cell: Cell) -> Shown:
    """What all locales' readers see of a row; whatever fails counts as something else."""
    locales = Renderers(rich_site().prepared.renderers.context)
    for tag, path in cell.row.cells:
        page = Page(row=cell.row, locale=tag, path=path)
        yield attempted(partial(_view, locales, kind, page, cell))


def _view(locales: Renderers, kind: PageKind[Any], page: Page, cell: Cell) -> object:
    bodies = {path: cell.inside[path] for path in kind.bodies(cell.inputs)}
    return kind.view(locales.of(page.locale).locale, page, cell.inputs, bodies)


def attempted(make: Any) -> str:
    try:
        return digest(make())
    except Exception as error:  # noqa: BLE001 - a view that cannot be made differs from one that can
        return f"{type(error).__name__}: {error}"


def differ(one: Shown, other: Shown) -> bool:
    return any(a != b for a, b in zip(chain(one, [None]), chain(other, [None]), strict=False))


class Seen:
    """Which fields some view shows, of those that were changed; a field is looked for until it is found."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.fields: dict[str, bool] = {}

    def note(self, field: str, known: bool, before: Shown, after: Shown) -> None:
        """`known`: whether the key tells the two from each other."""
        if known and self.fields.get(field):
            return
        visible = differ(before, after)
        assert known or not visible, f"{self.what} show {field}, which no part of their key has"
        self.fields[field] = self.fields.get(field, False) or visible

    @property
    def never(self) -> set[str]:
        """The fields that no view shows."""
        return {field for field, visible in self.fields.items() if not visible}


_HOMES = "an edition's home locale: a card says nothing of search engines, but a story has one home"
_DAY_OF = "a date in a sitemap is an instant (W3C date-time) even where readers see a day"

NOT_SEEN = {
    "article": {"LinkStart.closing": "the end of the link has it as well; the body's digest is of all of it"},
    "fronts-sitemap": {"Moment.date_only": _DAY_OF},
    "month-sitemap": {"Moment.date_only": _DAY_OF},
    "news-sitemap": {"Moment.date_only": _DAY_OF, "Text.lang": "a title's language, which is its edition's `lang`"},
}
"""For each kind, fields that are part of its rows' keys and that no view shows."""

SEEN_BY_SOME = {"Editions.homes": _HOMES}
"""Fields of records that all kinds share, which some kinds show."""

NAMES = {"Row.kind", "Row.subject", "Row.number", "Row.old"}
"""What a row is called: another name is another row, whatever it shows."""


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_what_a_page_shows_is_in_its_rows_key(kind: PageKind[Any]) -> None:
    seen, donors = Seen(f"pages of the kind “{kind.name}”"), donors_of(*every_input())
    own = [cell for cell in cells() if cell.row.kind == kind.name]
    assert own, f"the site has no “{kind.name}”"
    for cell in own:
        before, reasons, views = key(cell), parts(cell), list(shown(kind, cell))
        for field, changed in changed_cells(cell, donors):
            if field != "Row.kind":
                known = before != key(changed)
                assert known == (reasons != parts(changed)), f"{field}: the key's digest and its parts disagree"
                seen.note(field, known, iter(views), shown(kind, changed))
    assert seen.never - NAMES - SEEN_BY_SOME.keys() == NOT_SEEN.get(kind.name, {}).keys()


def test_a_key_without_a_part_is_caught() -> None:
    """That this test can fail: a key that forgets one field of the inputs."""
    (cell,) = (cell for cell in cells() if cell.row.kind == "feed")
    seen, kind = Seen("feeds"), kind_of(cell.row)
    for field, changed in changed_cells(cell, donors_of(cell)):
        keys = [{part: value for part, value in parts(one).items() if part != "stories"} for one in (cell, changed)]
        if field == "EntrySource.tags":
            with pytest.raises(AssertionError, match=r"feeds show EntrySource\.tags"):
                seen.note(field, keys[0] != keys[1], shown(kind, cell), shown(kind, changed))
            return
    raise AssertionError("no entry has tags")


def test_every_kind_has_its_own_exceptions_only() -> None:
    assert NOT_SEEN.keys() <= {kind.name for kind in KINDS}
    assert all(reason for fields in NOT_SEEN.values() for reason in fields.values())


# what all pages of a locale share


def shown_in(tag: str, inputs: LocaleInputs) -> Shown:
    """What a locale's readers see of the site: what is on every page, then each kind once, then all pages."""
    context = structs.replace(rich_site().prepared.renderers.context, locales={tag: inputs})
    made: list[LocaleRenderer] = []

    def everywhere() -> object:
        made.append(LocaleRenderer(context, tag, Shared()))
        return made[0].view

    yield attempted(everywhere)
    for cell in by_kind(cells()) if made else ():
        if tag in dict(cell.row.cells):
            yield attempted(partial(_view_in, made[0], cell))


def by_kind(known: Iterable[Cell]) -> list[Cell]:
    """One row of each kind, then the others."""
    first = {cell.row.kind: cell for cell in reversed(list(known))}
    return [*first.values(), *(cell for cell in known if cell is not first[cell.row.kind])]


def _view_in(renderer: LocaleRenderer, cell: Cell) -> object:
    tag, kind = renderer.locale.tag, kind_of(cell.row)
    page = Page(row=cell.row, locale=tag, path=dict(cell.row.cells)[tag])
    return kind.view(renderer.locale, page, cell.inputs, cell.inside)


_READING = "articles are read by it, and digests of what is inside them are in their rows' keys"
_CHOOSING = "it decides which stories pages show, and they are in their rows' keys"
_ROUTES = "the routes follow from it, which are settings as well"
_FORMATS = "the filters of templates have it: they write dates and lists"
_THEME = "it says what templates there are; views know none"
_OWN_ADDRESS = "a setting's address that leads nowhere is shown as it was written"

NOT_SEEN_IN_LOCALES = {
    **dict.fromkeys(("MarkdownOptions.extensions", "MarkdownOptions.html", "MarkdownOptions.linkify"), _READING),
    **dict.fromkeys(("MarkdownOptions.typography", "Quotes.own", "LocaleConfig.quotes"), _READING),
    **dict.fromkeys(("Config.per_page", "FeedsConfig.count", "FeedsConfig.entries"), _CHOOSING),
    **dict.fromkeys(("RelatedConfig.count", "Recent.count"), _CHOOSING),
    **dict.fromkeys(("Config.slugs", "Config.urls", "LocaleConfig.prefix", "Section.slug"), _ROUTES),
    **dict.fromkeys(("LocaleConfig.calendar", "LocaleConfig.date_style", "LocaleConfig.list_style"), _FORMATS),
    "TimeConfig.style": _FORMATS,
    **dict.fromkeys(("LocaleInputs.theme", "Config.theme"), _THEME),
    **dict.fromkeys(("Span.path", "Span.line", "Span.column"), "places in settings are all the same one"),
    **dict.fromkeys(("NoLink.path", "NoLink.relative", "NoLink.is_address"), _OWN_ADDRESS),
    "MarkdownOptions.site": "addresses of the site's own are among the inputs of the widgets",
    "Config.attachments": "it decides which files are published; those that pages name are in their rows' keys",
    "Editions.homes": _HOMES,
    "TitleSource.lang": "the list of standing pages shows titles, which have their own",
}
"""Fields that are part of locales' keys, and that no view shows."""

NEVER_THERE = {"Section.lang", "Promotion.start", "Promotion.until", "Span.line", "Span.column"}
"""What settings have no value for, as no page shows it; nor has `Section.defaults` anything (see `locale_inputs`)."""


def test_the_site_has_something_of_everything() -> None:
    """A field that is always empty is not tested. What is true or false is: it is turned around."""
    fields = donors_of(*every_input())
    assert len(fields) >= 270, "the walk has lost some"
    empty = {field for field, values in fields.items() if not values}
    truths = {field for field, value in fields_of(every_input()) if isinstance(value, bool)}
    assert {field for field in empty - truths if not field.startswith("Shared.")} == NEVER_THERE


@pytest.mark.slow
def test_what_all_pages_of_a_locale_show_is_in_its_key() -> None:
    seen, donors = Seen("pages of a locale"), donors_of(*every_input())
    for tag, inputs in rich_site().prepared.renderers.context.locales.items():
        before, views = parts_of(inputs), list(shown_in(tag, inputs))
        for field, changed in changes(inputs, donors):
            seen.note(field, before != parts_of(changed), iter(views), shown_in(tag, changed))
    assert seen.never == NOT_SEEN_IN_LOCALES.keys()


# what the site model says


class Model(Struct, frozen=True, kw_only=True):
    """What a site model is made of."""

    config: Config
    sections: tuple[Section, ...]
    stories: dict[str, Story]
    media: dict[str, Media]


_OFTEN = 5
"""How many changes of each field of the model are tried: each is a site of its own."""


def model_of(site: RichSite) -> Model:
    model, every = site.prepared.resolved.model, site.prepared.resolved.every
    return Model(config=model.config, sections=model.sections, stories=every, media=site.media)


def changed_models(model: Model) -> Iterator[tuple[str, Model]]:
    """Models with one field changed, for each field a few that stand far from each other."""
    by_field: defaultdict[str, list[Model]] = defaultdict(list)
    for field, changed in changes(model, donors_of(model)):
        by_field[field].append(changed)
    for field, found in by_field.items():
        step = max(1, len(found) // _OFTEN)
        yield from ((field, changed) for changed in found[::step])


def site_of(model: Model) -> RichSite:
    """The same site with another model."""
    site = rich_site()
    include = site.prepared.resolved.model.include
    made = build_model(model.config, model.sections, model.stories, model.media, NOW, include)
    resolved = Resolved(model=made, every=model.stories, rows=tuple(plan(made)), copies={})
    return structs.replace(site, prepared=with_model(site.prepared, resolved, site.prepared.projections.insides))


def keys_and_views(site: RichSite) -> Iterator[tuple[tuple[str, str], tuple[object, Callable[[], str]]]]:
    """For each page, by its row and locale: its keys, and a digest of what its readers see."""
    locales = site.prepared.renderers
    columns = {tag: locales.parts(tag) for tag in site.prepared.projections.tags}
    for row in site.prepared.resolved.rows:
        cell = _cell(site, row)
        own = key(cell)
        for tag, path in row.cells:
            page = Page(row=row, locale=tag, path=path)
            view = partial(_view, locales, kind_of(row), page, cell)
            yield (row.id, tag), ((own, columns[tag]), partial(attempted, view))


def fields_with_values(model: Model) -> set[str]:
    """The fields that have a value somewhere; records in them are changed by their own fields."""
    return {field for field, value in fields_of(model) if value and not isinstance(value, Struct)}


@pytest.mark.slow
def test_what_a_change_of_the_model_shows_is_in_a_rows_or_a_locales_key() -> None:
    before = {page: (keys, view()) for page, (keys, view) in keys_and_views(rich_site())}
    tried = set()
    for field, model in changed_models(model_of(rich_site())):
        try:
            pages = list(keys_and_views(site_of(model)))
        except (LookupError, ValueError, TypeError):
            continue  # there is no such site: a locale without a name, an edition in no language
        tried.add(field)
        for page, (keys, view) in pages:
            if page in before and before[page][0] == keys:
                assert before[page][1] == view(), f"{page} shows {field}, which no key has"
    assert fields_with_values(model_of(rich_site())) - tried == {
        "Edition.path"
    }  # what is inside is known by the old path


def test_comments_and_defaults_of_sections_make_no_page_of_a_locale_anew() -> None:
    """They move places in the settings, and change articles that say nothing themselves; no page shows them as such."""
    files = {"m/_section.yaml": "title: Markets\n", "m/a.md": article()}
    moved = {**files, "m/_section.yaml": "# Here\ntitle: Markets\ndefaults: {tags: [tin], lang: pt}\n"}
    assert settings(files, SITE) == settings(moved, f"# A comment\n{SITE}")
    assert settings(files, SITE) != settings(files, f"{SITE}logo: /logo.png\n")


def settings(files: dict[str, str], site: str) -> str:
    projections = Projections(resolved(files, site=site)[0].model, {})
    phrases = dict.fromkeys(projections.tags, ())
    return parts_of(locale_inputs(projections, phrases, "", {})["en"])["settings"]
