"""Why a page is as it is: what it is made from, when and why it was last made, and what a build would do now."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from msgspec import Struct

from gazeta.core.layout import CONTENT
from gazeta.core.span import Span
from gazeta.core.spelling import decoded
from gazeta.core.suggest import nearest
from gazeta.engine.build import Prepared
from gazeta.engine.memory import Past
from gazeta.engine.rebuild_plan import changed_parts, row_key
from gazeta.model.routes import file_of
from gazeta.model.schedule import status
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, Story
from gazeta.pages.kinds.base import Row
from gazeta.pages.kinds.table import kind_of
from gazeta.pages.selection import related_keys
from gazeta.sources.dates import Moment
from gazeta.sources.prose import Reference


class Explanation(Struct, frozen=True, kw_only=True):
    """All there is to say of one page. `parts` are its keys' parts and whether each is as it was (`None`: unknown).

    `since` is the instant (ISO 8601) as of which it was last made, for `reasons`; `due` says why a build would make
    it again now, and is empty if it would not.
    """

    file: str
    url: str
    what: str
    locale: str
    sources: tuple[str, ...]
    template: str
    parts: tuple[tuple[str, bool | None], ...]
    since: str
    reasons: tuple[str, ...]
    due: tuple[str, ...]


class Absent(Struct, frozen=True, kw_only=True):
    """There is no such page, and why."""

    subject: str
    why: str


def explain(prepared: Prepared, past: Past, subject: str) -> list[Explanation | Absent]:
    """What is to be said of an address, of a published file, or of an article's source file."""
    found = _rows_of_source(prepared, subject) or _rows_at(prepared, subject) or _rows_of_id(prepared, subject)
    if found:
        return [_explanation(prepared, past, row, tag, path) for row, tag, path in found]
    return [Absent(subject=subject, why=_why_absent(prepared, subject))]


def _rows_of_source(prepared: Prepared, path: str) -> list[tuple[Row, str, str]]:
    model = prepared.resolved.model
    articles = (row for row in prepared.resolved.rows if row.kind == "article")
    cells = ((row, tag, address) for row in articles for tag, address in row.cells)
    return [cell for cell in cells if (shown := model.edition(cell[1], cell[0].subject)) and shown.path == path]


def _rows_of_id(prepared: Prepared, subject: str) -> list[tuple[Row, str, str]]:
    """The pages of the article that an id means, as references in articles mean it."""
    key = prepared.resolved.model.targets.find(_reference(subject))
    rows = (row for row in prepared.resolved.rows if row.kind == "article" and row.subject == key)
    return [(row, tag, address) for row in rows for tag, address in row.cells]


def _reference(subject: str) -> Reference:
    return Reference(target=subject, span=Span(path=CONTENT))


def _rows_at(prepared: Prepared, subject: str) -> list[tuple[Row, str, str]]:
    wanted = {subject.lstrip("/"), _file_at(prepared.resolved.model, subject)}
    rows = prepared.resolved.rows
    return [(row, tag, path) for row in rows for tag, path in row.cells if row.file(path) in wanted]


def _file_at(model: SiteModel, address: str) -> str:
    """The file behind an address, with or without the site's own beginning."""
    path = decoded(_path(address))
    path = path.removeprefix(model.routes.base_path) if address.startswith("http") else path
    last = path.rpartition("/")[2]
    return file_of(path if "." in last or path.endswith("/") else path + "/")


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:  # such as “http://[::1”
        return address


def _explanation(prepared: Prepared, past: Past, row: Row, tag: str, path: str) -> Explanation:
    old, file = past.row(row.id), row.file(path)
    kind, parts, column = kind_of(row), row_key(prepared.projections, row).parts(), prepared.renderers.parts(tag)
    before, around = old.parts if old else None, past.columns().get(tag)
    due = changed_parts(before, parts, "page") or changed_parts(around, column, "locale")
    compared = [
        *((name, before.get(name) == value if before else None) for name, value in parts.items()),
        *((name, around.get(name) == value if around else None) for name, value in column.items()),
    ]
    return Explanation(
        file=file,
        url=prepared.resolved.model.routes.absolute(row.old or path),
        what=kind.title,
        locale=tag,
        sources=tuple(dict.fromkeys(_sources(prepared.resolved.model, row, tag))),
        template=kind.template,
        parts=tuple(compared),
        since=old.since if old else "",
        reasons=old.reasons if old else (),
        due=due or (("published file",) if file in past.lost() else ()),
    )


def _sources(model: SiteModel, row: Row, tag: str) -> Iterator[str]:
    if row.kind not in {"article", "redirect"}:
        return
    edition = model.edition(tag, row.subject)
    if edition is None:
        return
    yield edition.path
    yield from (other.path for other in model.stories[row.subject].editions)
    if row.kind == "article":
        for item in related_keys(model, tag, row.subject, edition):
            card = model.edition(tag, item) if isinstance(item, str) else None
            yield from (card.path,) if card else ()
        for link in (*edition.links, *edition.addresses):
            key = model.targets.find(link)
            target = model.edition(tag, key) if key else None
            yield from (target.path,) if target else ()


def _why_absent(prepared: Prepared, subject: str) -> str:
    every, model = prepared.resolved.every, prepared.resolved.model
    meant = model.targets.find(_reference(subject))
    for story in every.values():
        for edition in story.editions:
            if subject == edition.path or (story.key == meant and edition is story.original):
                return _why_unseen(story, edition, model)
    several = model.targets.check(_reference(subject))
    if several and several.code == "ambiguous-story":
        return several.message
    near = nearest(_file_at(model, subject), _files(prepared))
    return f"Nothing is published there. {near}".rstrip()


def _why_unseen(story: Story, edition: Edition, model: SiteModel) -> str:
    state = status(edition, model.now)
    if not model.include.takes(state):
        return {
            "draft": "It is a draft; --drafts shows it.",
            "scheduled": f"It is published at {_instant(edition.release)}; --future shows it now.",
            "expired": f"It expired at {_instant(edition.expires or edition.release)}; --expired shows it.",
            "live": "",
        }[state]
    if story.locales is not None:
        return f"Its “locales” are {', '.join(story.locales) or 'none'}; no page shows this edition."
    return "Readers of each locale get another edition of this story."


def _instant(moment: Moment) -> str:
    return moment.instant.isoformat(timespec="seconds")


def _files(prepared: Prepared) -> Mapping[str, None]:
    return {row.file(path): None for row in prepared.resolved.rows for _, path in row.cells}
