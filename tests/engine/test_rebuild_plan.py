"""What is out of date: by its own key, by its locale's, or because its file is not as it was; and nothing besides."""

from collections.abc import Callable, Mapping

import pytest

from gazeta.core.digest import digest
from gazeta.engine.memory import Parts, RowRecord
from gazeta.engine.rebuild_plan import RebuildPlan, RowKey, changed_parts, rebuild_plan
from gazeta.pages.kinds.base import Row

A = Row("article", (("en", "/w/a/"), ("pt", "/pt/w/a/")), "w/a")
B = Row("article", (("en", "/w/b/"), ("pt", "/pt/w/b/")), "w/b")
OLD_ADDRESS = Row("redirect", (("en", "/w/a/"),), "w/a", old="/old")
ROWS = (A, B, OLD_ADDRESS)
COLUMNS: Mapping[str, Parts] = {"en": {"chrome": "1", "theme": "1"}, "pt": {"chrome": "1", "theme": "1"}}


class Key(RowKey):
    """A key of given parts."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self.digest = digest(parts)

    def parts(self) -> Parts:
        return self._parts


ALIKE = {"story": "1", "text": "1"}


def keys(**parts: Parts) -> Callable[[Row], RowKey]:
    """Keys that are as a test says, and otherwise all alike."""
    return lambda row: Key(parts.get(row.subject if row.kind == "article" else row.kind, ALIKE))


class Past:
    """A build of all rows, and what has become of it."""

    def __init__(self, rows: tuple[Row, ...] = ROWS, columns: Mapping[str, Parts] = COLUMNS, *lost: str) -> None:
        self._rows = {row.id: row for row in rows}
        self._columns = columns
        self._lost = frozenset(lost)

    def keys(self) -> Mapping[str, str]:
        return dict.fromkeys(self._rows, digest(ALIKE))

    def row(self, name: str) -> RowRecord | None:
        row = self._rows.get(name)
        if row is None:
            return None
        files = tuple(row.file(path) for _, path in row.cells)
        return RowRecord(key=digest(ALIKE), parts=ALIKE, files=files, since="before", reasons=())

    def columns(self) -> Mapping[str, Parts]:
        return self._columns

    def lost(self) -> frozenset[str]:
        return self._lost


def made(work: RebuildPlan) -> list[str]:
    cells = ((one.row, dict(one.row.cells)[tag]) for one in work.due for tag in one.tags)
    return [row.file(path) for row, path in cells]


def reasons(work: RebuildPlan) -> dict[str, tuple[str, ...]]:
    return {name: row.reasons for name, row in work.rows.items()}


def test_what_is_as_it_was_is_not_made() -> None:
    work = rebuild_plan(ROWS, keys(), COLUMNS, Past(), "now")
    assert (work.due, work.rows, work.pages) == ((), {}, 0)
    assert work.names == {row.id for row in ROWS}
    assert set(work.files) == {
        "w/a/index.html",
        "pt/w/a/index.html",
        "w/b/index.html",
        "pt/w/b/index.html",
        "old/index.html",
    }


def test_a_row_whose_key_changed_is_made_for_all_locales() -> None:
    work = rebuild_plan(ROWS, keys(**{"w/a": {"story": "2", "text": "1"}}), COLUMNS, Past(), "now")
    assert made(work) == ["w/a/index.html", "pt/w/a/index.html"]
    (record,) = work.rows.values()
    assert record.parts == {"story": "2", "text": "1"}
    assert (record.files, record.since, record.reasons) == (
        ("w/a/index.html", "pt/w/a/index.html"),
        "now",
        ("story",),
    )


def test_a_locale_whose_key_changed_is_made_for_all_rows() -> None:
    columns = {**COLUMNS, "pt": {"chrome": "2", "theme": "1"}}
    work = rebuild_plan(ROWS, keys(), columns, Past(), "now")
    assert made(work) == ["pt/w/a/index.html", "pt/w/b/index.html"]
    assert reasons(work) == {A.id: ("chrome",), B.id: ("chrome",)}


def test_a_file_that_is_not_as_it_was_is_made_alone() -> None:
    work = rebuild_plan(ROWS, keys(), COLUMNS, Past(ROWS, COLUMNS, "pt/w/b/index.html", "no/such/file"), "now")
    assert made(work) == ["pt/w/b/index.html"]
    assert reasons(work) == {B.id: ("published file",)}
    assert work.rows[B.id].files == ("w/b/index.html", "pt/w/b/index.html")  # those of the whole row


def test_what_is_new_is_made() -> None:
    assert reasons(rebuild_plan(ROWS, keys(), COLUMNS, Past((A, OLD_ADDRESS)), "now")) == {B.id: ("new page",)}
    work = rebuild_plan(ROWS, keys(), COLUMNS, Past(ROWS, {"en": COLUMNS["en"]}), "now")
    assert reasons(work) == {A.id: ("new locale",), B.id: ("new locale",)}
    assert made(work) == ["pt/w/a/index.html", "pt/w/b/index.html"]


def test_after_nothing_everything_is_made() -> None:
    work = rebuild_plan(ROWS, keys(), COLUMNS, Past((), {}), "now")
    assert set(made(work)) == set(work.files)
    assert work.rows.keys() == work.names


def test_what_is_gone_is_not_looked_for() -> None:
    work = rebuild_plan((A,), keys(), {"en": COLUMNS["en"]}, Past(), "now")
    assert made(work) == []
    assert work.names == {A.id}


def test_several_reasons_are_each_said_once() -> None:
    columns = {**COLUMNS, "en": {"chrome": "2", "theme": "2"}}
    past = Past(ROWS, COLUMNS, "pt/w/a/index.html")
    work = rebuild_plan((A,), keys(), columns, past, "now")
    assert reasons(work) == {A.id: ("chrome", "theme", "published file")}


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        (None, {"a": "1"}, ("new page",)),
        ({}, {}, ()),
        ({"a": "1"}, {"a": "1"}, ()),
        ({"a": "1", "b": "1"}, {"b": "1", "a": "1"}, ()),
        ({"a": "1", "b": "1"}, {"a": "2", "b": "2"}, ("a", "b")),
        ({"a": "1"}, {"a": "1", "b": "1"}, ("b",)),  # a program that knows more than the last one did
        ({"a": "1", "b": "1"}, {"a": "1"}, ("b",)),
        ({"a": ""}, {}, ("a",)),
    ],
)
def test_parts_that_differ(old: Parts | None, new: Parts, changed: tuple[str, ...]) -> None:
    assert changed_parts(old, new, "page") == changed
