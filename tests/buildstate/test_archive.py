"""What is known of a destination: how the last build left it, whether it is still so, and for how long it holds."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec import structs

from gazeta.buildstate.archive import (
    Archive,
    Last,
    archive_of,
    inputs_digest,
    read_hints,
    still_holds,
    write_hints,
)
from gazeta.buildstate.store import Store, StoreBroken
from gazeta.core.digest import digest_bytes
from gazeta.edge.disk import survey_site
from gazeta.edge.executors import Processes
from gazeta.engine.memory import RowRecord
from gazeta.engine.options import BuildOptions
from gazeta.engine.output import Receipt, Site
from gazeta.engine.pool import Pool, Serial
from gazeta.sources.snapshot import Snapshot

NOW = datetime(2026, 6, 2, 22, 0, tzinfo=UTC)
FILES = {"index.html": b"front", "w/a/index.html": b"a page", "assets/s.css": b"p{}"}
COLUMNS = {"en": {"chrome": "1"}}
LAST = Last(inputs="of these", now=NOW.isoformat(), lasts="", files=3, pages=2, articles=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with closing(Store(tmp_path / "store.sqlite")) as opened:
        yield opened


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A published site."""
    for path, content in FILES.items():
        (tmp_path / "public" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "public" / path).write_bytes(content)
    return tmp_path / "public"


def record(*files: str) -> RowRecord:
    return RowRecord(key="1", parts={"story": "1"}, files=files, since=NOW.isoformat(), reasons=("new page",))


def site(files: dict[str, bytes], rows: dict[str, RowRecord]) -> Site:
    """A site all of whose files were made."""
    receipts = (
        Receipt(path=path, rank="page", digest=digest_bytes(data), waiting=True) for path, data in files.items()
    )
    return Site(
        receipts=tuple(receipts),
        files=frozenset(files),
        rows=rows,
        names=frozenset(rows),
        columns=COLUMNS,
        pages=len(rows),
        articles=1,
        base_url="https://a.example.org",
    )


ROWS = {"front": record("index.html"), "article w/a": record("w/a/index.html")}


@pytest.fixture
def built(store: Store, place: Path) -> Store:
    """A store after that site was built."""
    Archive(store).update(site(FILES, ROWS), (), place, LAST)
    store.commit()
    return store


def lost(store: Store, place: Path, pool: Pool | None = None) -> frozenset[str]:
    with archive_of(store, place, pool or Serial()) as archive:
        return archive.lost()


# what the last build left


def test_before_the_first_build_nothing_is_known(store: Store, place: Path) -> None:
    with archive_of(store, place, Serial()) as archive:
        assert (archive.row("front"), archive.columns(), archive.lost(), archive.last()) == (
            None,
            {},
            frozenset(),
            Last(),
        )
    assert read_hints(store) == {}


def test_rows_columns_and_figures_come_back(built: Store) -> None:
    archive = Archive(built)
    assert archive.row("article w/a") == ROWS["article w/a"]
    assert archive.row("article w/b") is None
    assert archive.columns() == COLUMNS
    assert archive.last() == LAST


def test_rows_and_files_that_are_gone_are_forgotten_and_others_kept(built: Store, place: Path) -> None:
    (place / "w/a/index.html").unlink()
    later = structs.replace(site({}, {}), files=frozenset({"index.html", "assets/s.css"}), names=frozenset({"front"}))
    Archive(built).update(later, ["w/a/index.html"], place, LAST)
    assert Archive(built).row("article w/a") is None
    assert Archive(built).row("front") == ROWS["front"]
    assert lost(built, place) == frozenset()


def test_a_lost_file_that_is_no_part_of_the_site_any_more_is_forgotten(built: Store, place: Path) -> None:
    (place / "w/a/index.html").unlink()
    later = structs.replace(site({}, {}), files=frozenset({"index.html", "assets/s.css"}), names=frozenset({"front"}))
    with archive_of(built, place, Serial()) as archive:
        archive.update(later, (), place, LAST)  # nobody could delete it, so that it is not among what is gone
    assert lost(built, place) == frozenset()


@pytest.mark.parametrize("document", ["columns", "last"])
def test_what_does_not_decode_is_broken(document: str, built: Store) -> None:
    built.write_document(document, b'["not what it should be"]')
    with pytest.raises(StoreBroken):
        getattr(Archive(built), document)()


# whether it is still so


def _delete(path: Path) -> None:
    path.unlink()


def _append(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"<!-- mine -->")


def _turn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[::-1])
    os.utime(path, ns=(0, 0))


def _link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("happens", [_delete, _append, _turn, _link, _folder])
@pytest.mark.parametrize("path", FILES)
def test_a_file_that_is_not_as_it_was_is_lost(
    path: str, happens: Callable[[Path], None], built: Store, place: Path
) -> None:
    happens(place / path)
    assert lost(built, place) == {path}


def test_a_site_that_is_as_it_was_has_lost_nothing(built: Store, place: Path) -> None:
    assert lost(built, place) == frozenset()
    (place / "CNAME").write_text("a.example.org")  # somebody else's
    assert lost(built, place) == frozenset()


def test_a_site_that_is_nowhere_has_lost_everything(built: Store, tmp_path: Path) -> None:
    assert lost(built, tmp_path / "nowhere") == FILES.keys()


def test_files_that_only_look_different_are_looked_into_once(
    built: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in FILES:
        os.utime(place / path, ns=(0, 1_700_000_000_000_000_000))
    assert lost(built, place) == frozenset()

    def refuse(_location: Path) -> None:
        raise AssertionError

    monkeypatch.setattr("gazeta.buildstate.archive.open_regular", refuse)
    assert lost(built, place) == frozenset()


def test_several_processes_see_what_one_sees(built: Store, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gazeta.buildstate.archive._MANY", 1)
    _append(place / "index.html")
    _delete(place / "assets/s.css")
    assert lost(built, place, Processes(2)) == {"index.html", "assets/s.css"}


def test_several_processes_say_that_a_store_is_broken(
    built: Store, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gazeta.buildstate.archive._MANY", 1)
    with closing(sqlite3.connect(built.path)) as meddler:
        meddler.execute("update files set data = x'00'")
        meddler.commit()
    with pytest.raises(StoreBroken):
        lost(built, place, Processes(2))


# what a build is made of, and for how long it holds


def _snapshot(**texts: str) -> Snapshot:
    digests = {path: digest_bytes(text.encode()) for path, text in texts.items()}
    return Snapshot(
        texts={path: text.encode() for path, text in texts.items()}, media={}, shipped={}, digests=digests
    )


OPTIONS = BuildOptions(now=NOW)


def test_inputs_are_files_what_ships_and_options_but_not_the_instant() -> None:
    plain = _snapshot(a="1", b="2")
    others = [
        (_snapshot(a="1", b="3"), OPTIONS),
        (_snapshot(a="1", c="2"), OPTIONS),
        (_snapshot(a="2", b="1"), OPTIONS),
        (_snapshot(a="1"), OPTIONS),
        (structs.replace(plain, shipped={"themes/x": b"1"}), OPTIONS),
        (structs.replace(plain, shipped={"themes/x": b"2"}), OPTIONS),
        *((plain, structs.replace(OPTIONS, **{name: True})) for name in ("drafts", "future", "expired")),
        (plain, structs.replace(OPTIONS, base_url="https://b.example.org")),
    ]
    digests = [inputs_digest(plain, OPTIONS), *(inputs_digest(files, options) for files, options in others)]
    assert len(set(digests)) == len(digests)
    assert inputs_digest(_snapshot(b="2", a="1"), OPTIONS) == inputs_digest(plain, OPTIONS)
    assert inputs_digest(plain, structs.replace(OPTIONS, now=NOW + timedelta(days=1))) == inputs_digest(
        plain, OPTIONS
    )


@pytest.mark.parametrize(
    ("seconds", "holds"),
    [(-1, False), (-0.5, False), (0, True), (0.5, True), (59, True), (59.5, True), (60, False), (61, False)],
)
def test_a_build_holds_from_its_instant_up_to_the_first_change(seconds: float, holds: bool) -> None:
    last = structs.replace(LAST, lasts=(NOW + timedelta(seconds=60)).isoformat())
    then = structs.replace(OPTIONS, now=NOW + timedelta(seconds=seconds))
    assert still_holds(last, "of these", then) is holds
    assert not still_holds(last, "of others", then)


def test_a_build_holds_for_ever_if_nothing_ever_changes() -> None:
    assert still_holds(LAST, "of these", structs.replace(OPTIONS, now=NOW.replace(year=2126)))


def test_no_build_holds_nothing() -> None:
    assert not still_holds(Last(), "", OPTIONS)


def test_hints_come_back(store: Store, place: Path) -> None:
    hints = survey_site(place, {}).hints
    write_hints(store, hints)
    assert read_hints(store) == hints
    store.write_document("hints", b"[]")
    with pytest.raises(StoreBroken):
        read_hints(store)
