"""What the toolbar says of the page that is open: where it comes from, and who else reads it, and how."""

from pathlib import Path
from typing import Literal

from msgspec import Struct

from gazeta.core.language import direction
from gazeta.core.span import Span
from gazeta.pages.kinds.base import Row
from gazeta.preview.editors import link
from gazeta.preview.site_snapshot import Proof
from gazeta.theming.formats import own_name

State = Literal["translated", "fallback", "missing"]


class Cell(Struct, frozen=True, kw_only=True):
    """The page for a locale's readers, with their language's name and direction.

    Where there is no such page, `href` is their front page.
    """

    tag: str
    name: str
    dir: str
    href: str
    state: State


class About(Struct, frozen=True, kw_only=True):
    """A page: its locale, its source file and a link to edit it, and its cells in the order of the site's locales."""

    locale: str
    source: str
    edit: str
    cells: tuple[Cell, ...]
    zone: str


def about(proof: Proof, path: str, root: Path, editor: str) -> About:
    """What there is to say of the page at a path below the base path, or of an address without one."""
    found, model = proof.cell(path), proof.model
    row, tag = found or (None, model.config.default_locale)
    edition = model.edition(tag, row.subject) if row and row.kind == "article" else None
    return About(
        locale=tag,
        source=edition.path if edition else "",
        edit=link(editor, root, Span(path=edition.path)) if edition else "",
        cells=tuple(_cell(proof, row, locale.tag, locale.label) for locale in model.config.locales),
        zone=model.config.time_zone,
    )


def _cell(proof: Proof, row: Row | None, tag: str, label: str) -> Cell:
    """Where there is no page there is still a front page to go to, but it says that the page is missing."""
    model = proof.model
    path = dict(row.cells).get(tag) if row and not row.old else None
    state: State = "missing"
    if row and path is not None:
        foreign = row.kind == "article" and not model.translated(tag, row.subject)
        state = "fallback" if foreign else "translated"
    href = model.routes.href(path if path is not None else model.routes.root(tag))
    return Cell(tag=tag, name=label or own_name(tag), dir=direction(tag), href=href, state=state)
