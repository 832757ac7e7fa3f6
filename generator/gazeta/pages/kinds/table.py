"""All kinds of pages: the one list of them, in the order in which their rows are planned."""

from collections.abc import Iterator
from typing import Any

from gazeta.core.span import Span
from gazeta.model.routes import Place
from gazeta.model.site_model import SiteModel
from gazeta.pages.kinds.article import Article
from gazeta.pages.kinds.base import PageKind, Row
from gazeta.pages.kinds.feed import Feed
from gazeta.pages.kinds.lists import Front, Older, Section
from gazeta.pages.kinds.not_found import NotFound
from gazeta.pages.kinds.recent import RecentList
from gazeta.pages.kinds.redirect import OldAddress
from gazeta.pages.kinds.sitemaps import (
    FrontsSitemap,
    MonthSitemap,
    NewsSitemapKind,
    Robots,
    SitemapIndex,
)

KINDS: tuple[PageKind[Any], ...] = (
    Front(),
    Section(),
    Older(),
    NotFound(),
    RecentList(),
    Article(),
    OldAddress(),
    Feed(),
    FrontsSitemap(),
    MonthSitemap(),
    NewsSitemapKind(),
    SitemapIndex(),
    Robots(),
)
_BY_NAME = {kind.name: kind for kind in KINDS}


def kind_of(row: Row) -> PageKind[Any]:
    """The kind of a row's pages."""
    return _BY_NAME[row.kind]


def plan(model: SiteModel) -> Iterator[Row]:
    """All pages of a site, row by row."""
    before: list[Row] = []
    for kind in KINDS:
        rows = list(kind.rows(model, before))
        yield from rows
        before += rows


# collisions of addresses


def places(row: Row) -> Iterator[Place[tuple[Row, str]]]:
    """The files of a row's pages, each with its row and its locale."""
    return ((row.file(path), (row, tag)) for tag, path in row.cells)


def span_of(model: SiteModel, place: tuple[Row, str]) -> Span:
    """The input that asks for a page, so that collisions can name it."""
    row, tag = place
    return kind_of(row).span(model, row, tag)


def remedy_of(place: tuple[Row, str]) -> str:
    """What helps where two pages have one address, of which this is the second."""
    return kind_of(place[0]).remedy
