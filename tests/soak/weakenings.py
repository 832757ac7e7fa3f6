"""Keys that lack something: a part, or all that follows from one field of an edition, a story, a file or the catalog.

A build that is forked from a process with such keys has them both where it records rows and where it compares them.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from gazeta.core.spelling import Names
from gazeta.core.text import Text
from gazeta.engine import parse
from gazeta.engine.keys import RowKeys
from gazeta.engine.memory import Parts
from gazeta.engine.render_batch import Press
from gazeta.model.site_model import SiteModel
from gazeta.model.stories import Edition, Story
from gazeta.pages.plan import Row
from gazeta.sources.dates import Moment
from gazeta.sources.snapshot import Media

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)

_PLAIN_EDITION: Mapping[str, Any] = {
    "path": "",
    "id": "",
    "lang": "en",
    "section": "",
    "slug": "",
    "title": Text(value="", lang="en"),
    "summary": None,
    "excerpt": None,
    "published": Moment(instant=LONG_AGO),
    "updated": None,
    "publish_at": None,
    "expires": None,
    "translates": None,
    "draft": False,
    "source": None,
    "authors": (),
    "tags": (),
    "image": None,
    "related": (),
    "widgets": None,
    "corrections": (),
    "aliases": (),
    "anchors": "",
    "links": (),
    "images": (),
    "addresses": (),
}
_PLAIN_STORY: Mapping[str, Any] = {"section": "", "names": (), "locales": None}
_PLAIN_MEDIA: Mapping[str, Any] = {
    "path": "static/x",
    "location": "",
    "digest": "",
    "size": 0,
    "width": 0,
    "height": 0,
    "fault": "",
    "harmful": False,
    "article": False,
    "flaw": "",
    "position": False,
}

GRAINS: tuple[str, ...] = (
    *(f"edition.{name}" for name in Edition.__struct_fields__),
    *(f"story.{name}" for name in _PLAIN_STORY),
    *(f"media.{name}" for name in Media.__struct_fields__),
    "catalog.now",
    "catalog.shown",
    "catalog.homes",
)
"""What a key may look at: fields by what they are of."""


def pale(model: SiteModel, grain: str) -> SiteModel:
    """A catalog in which a field is everywhere the same, as for keys that do not look at it."""
    what, _, name = grain.partition(".")
    if what == "edition":
        stories = {key: _with_editions(story, name) for key, story in model.stories.items()}
        return structs.replace(model, stories=stories)
    if what == "story":
        plain = {name: _PLAIN_STORY[name]}
        return structs.replace(
            model, stories={key: structs.replace(story, **plain) for key, story in model.stories.items()}
        )
    if what == "media":
        plain = {name: _PLAIN_MEDIA[name]}
        return structs.replace(
            model, media=Names((key, structs.replace(media, **plain)) for key, media in model.media.items())
        )
    return structs.replace(model, **{name: _PALE_MODEL[name](model)})


def _with_editions(story: Story, name: str) -> Story:
    plain = {name: _PLAIN_EDITION[name]}
    return structs.replace(story, editions=tuple(structs.replace(edition, **plain) for edition in story.editions))


def _everybody_gets_the_original(model: SiteModel) -> dict[str, dict[str, int]]:
    """Locales that show the same still share it."""
    original = dict.fromkeys(model.stories, 0)
    known = {id(shown): dict(original) for shown in model.shown.values()}
    return {tag: known[id(shown)] for tag, shown in model.shown.items()}


def _no_home(model: SiteModel) -> dict[str, dict[int, str]]:
    return {key: dict.fromkeys(homes, "") for key, homes in model.homes.items()}


_PALE_MODEL: Mapping[str, Callable[[SiteModel], Any]] = {
    "now": lambda _catalog: LONG_AGO,
    "shown": _everybody_gets_the_original,
    "homes": _no_home,
}


# weakening the keys of this process, and of those forked from it


def drop_part(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Rows of all kinds have keys without a part."""
    real = RowKeys.parts

    def parts(self: RowKeys, row: Row) -> Parts:
        return _without(part, real(self, row))

    monkeypatch.setattr(RowKeys, "parts", parts)


def drop_column_part(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Columns have keys without a part."""
    real = Press.column

    def column(self: Press, tag: str) -> Parts:
        return _without(part, real(self, tag))

    monkeypatch.setattr(Press, "column", column)


def overlook(monkeypatch: pytest.MonkeyPatch, grain: str) -> None:
    """Keys of rows look at a catalog in which a field is everywhere the same."""
    real = RowKeys.__init__

    def init(self: RowKeys, model: SiteModel, *others: Any) -> None:
        real(self, pale(model, grain), *others)

    monkeypatch.setattr(RowKeys, "__init__", init)


def note_rows(monkeypatch: pytest.MonkeyPatch, notes: Path) -> None:
    """Writes down of what kind the rows are that files belong to."""
    real = RowKeys.parts

    def parts(self: RowKeys, row: Row) -> Parts:
        note(notes, (f"{row.file(path)} {row.kind}" for _, path in row.cells))
        return real(self, row)

    monkeypatch.setattr(RowKeys, "parts", parts)


def note_components(monkeypatch: pytest.MonkeyPatch, notes: Path) -> None:
    """Writes down what is in keys: parts, and what they change with."""
    real_init, real_parts, real_column = RowKeys.__init__, RowKeys.parts, Press.column
    others: dict[str, RowKeys] = {}

    def init(self: RowKeys, model: SiteModel, *more: Any) -> None:
        for grain in GRAINS:
            others[grain] = object.__new__(RowKeys)
            real_init(others[grain], pale(model, grain), *more)
        real_init(self, model, *more)

    def parts(self: RowKeys, row: Row) -> Parts:
        found = real_parts(self, row)
        looked_at = (grain for grain, other in others.items() if real_parts(other, row) != found)
        note(notes, (f"{row.kind} {name}" for name in (*found, *looked_at)))
        return found

    def column(self: Press, tag: str) -> Parts:
        found = real_column(self, tag)
        note(notes, found)
        return found

    monkeypatch.setattr(RowKeys, "__init__", init)
    monkeypatch.setattr(RowKeys, "parts", parts)
    monkeypatch.setattr(Press, "column", column)


def note(notes: Path, lines: Iterable[str]) -> None:
    """Adds lines to a file: a build is another process, and tells nothing otherwise."""
    with notes.open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


def drop_word(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """What an article is kept under lacks a word: of its bytes, its language, or the options."""
    real = parse._keys

    def keys(*arguments: Any) -> dict[str, str]:
        return {path: _but(key.split(), number) for path, key in real(*arguments).items()}

    monkeypatch.setattr(parse, "_keys", keys)


def _without(part: str, parts: Parts) -> Parts:
    return {name: value for name, value in parts.items() if name != part}


def _but(words: list[str], number: int) -> str:
    return " ".join(word for index, word in enumerate(words) if index != number)
