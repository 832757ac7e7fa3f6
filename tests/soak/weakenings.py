"""Keys that lack something: a part of a row's, of a locale's, or a word of what an article is kept under.

A build that is forked from a process with such keys has them both where it records rows and where it compares them.
"""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from gazeta.core.digest import digest
from gazeta.engine import build, parse
from gazeta.engine.memory import Parts
from gazeta.engine.rebuild_plan import RowKey
from gazeta.engine.render_batch import Renderers
from gazeta.pages.kinds.base import Row
from gazeta.pages.projections import Projections


class _Weak(RowKey):
    """A key without a part."""

    def __init__(self, part: str, parts: Parts) -> None:
        self._parts = _without(part, parts)
        self.digest = digest(self._parts)

    def parts(self) -> Parts:
        return self._parts


def _row_key() -> Callable[[Projections, Row], RowKey]:
    """What builds call now: one weakening goes over another."""
    found: Callable[[Projections, Row], RowKey] = vars(build)["row_key"]
    return found


# weakening the keys of this process, and of those forked from it


def drop_part(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Rows of all kinds have keys without a part."""
    real = _row_key()
    monkeypatch.setattr(build, "row_key", lambda projections, row: _Weak(part, real(projections, row).parts()))


def drop_column_part(monkeypatch: pytest.MonkeyPatch, part: str) -> None:
    """Locales have keys without a part."""
    real = Renderers.parts
    monkeypatch.setattr(Renderers, "parts", lambda self, tag: _without(part, real(self, tag)))


def note_rows(monkeypatch: pytest.MonkeyPatch, notes: Path) -> None:
    """Writes down of what kind the rows are that files belong to."""
    real = _row_key()

    def key(projections: Projections, row: Row) -> RowKey:
        note(notes, (f"{row.file(path)} {row.kind}" for _, path in row.cells))
        return real(projections, row)

    monkeypatch.setattr(build, "row_key", key)


def note_components(monkeypatch: pytest.MonkeyPatch, notes: Path) -> None:
    """Writes down the parts that keys have."""
    real, real_column = _row_key(), Renderers.parts

    def key(projections: Projections, row: Row) -> RowKey:
        found = real(projections, row)
        note(notes, (f"{row.kind} {name}" for name in found.parts()))
        return found

    def column(self: Renderers, tag: str) -> Parts:
        found = real_column(self, tag)
        note(notes, found)
        return found

    monkeypatch.setattr(build, "row_key", key)
    monkeypatch.setattr(Renderers, "parts", column)


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
