"""The store: whatever becomes of its file, it gives what was put into it, or nothing, or says that it is broken."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from gazeta.buildstate import store as store_module
from gazeta.buildstate.store import Store, StoreBroken
from gazeta.engine.memory import Fresh, fresh
from soak.builds import run
from soak.desk import Desk
from soak.proof import compare_trees, data
from soak.scenes import retitle, tiny
from soak.steps import scratch
from soak.tally import Tally

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="builds are forks of this process")

TABLES = ("articles", "insides", "rows", "files", "documents")

_PAGE = 4096
"""SQLite's; the first one has the names of tables in it."""

Tables = dict[str, dict[str, bytes]]


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """A very small newsroom that was built once."""
    folder = scratch()
    made = Desk(folder, Tally())
    made.room = tiny()
    made.write()
    assert run(made.asked(made.site)).status == 0
    yield made
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def kept(desk: Desk) -> bytes:
    """The bytes of its store."""
    (path,) = (desk.site / ".gazeta").glob("store-*.sqlite")
    return path.read_bytes()


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A path for damaged ones, in memory where there is a place for that: there are thousands."""
    folder = scratch()
    yield folder / "store.sqlite"
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def good(kept: bytes, place: Path) -> Tables:
    """What is in it."""
    found = opened(place, kept, everything)
    assert isinstance(found, dict)
    assert all(found.values())
    return found


def opened(place: Path, content: bytes, read: Callable[[Store], Tables]) -> Tables | None:
    """What is read from a store with these bytes; `None` if it says that it is broken."""
    for path in place.parent.iterdir():
        path.unlink()
    place.write_bytes(content)
    try:
        with closing(Store(place)) as store:
            return read(store)
    except StoreBroken:
        return None


def everything(store: Store) -> Tables:
    """All tables, from one end to the other."""
    return {table: dict(store.part(table)) for table in TABLES}


def by_name(names: Tables) -> Callable[[Store], Tables]:
    """The same, asked for one by one; what is not there is left out."""

    def read(store: Store) -> Tables:
        return {
            table: {name: found for name in names[table] if (found := store.value(table, name))} for table in TABLES
        }

    return read


def check(content: bytes, place: Path, good: Tables) -> tuple[bool, ...]:
    """Holds what is read from a damaged store to what was in it; says whether each way of reading found it broken."""
    results = [opened(place, content, read) for read in (everything, by_name(good))]
    for found in results:
        for table in TABLES if found is not None else ():
            assert (found or {})[table].items() <= good[table].items()
    return tuple(found is None for found in results)


# damage


def test_a_store_cut_short_anywhere_gives_nothing_wrong(kept: bytes, place: Path, good: Tables) -> None:
    pages = range(0, len(kept), _PAGE)
    ends = {
        *range(0, len(kept), 64 * (len(kept) // 32_768 + 1)),
        *pages,
        *(end + 1 for end in pages),
        *range(0, 101, 4),
    }
    assert len(ends) > 300
    for end in sorted(ends):
        check(kept[:end], place, good)


def test_a_store_with_a_bit_turned_anywhere_gives_nothing_wrong(kept: bytes, place: Path, good: Tables) -> None:
    dice = Random(11)
    broken = 0
    for _ in range(400):
        turned = bytearray(kept)
        for _ in range(dice.choice((1, 1, 1, 8))):
            turned[dice.randrange(_PAGE, len(kept))] ^= 1 << dice.randrange(8)
        broken += any(check(bytes(turned), place, good))
    assert broken > 20


def test_a_store_with_a_bit_turned_in_its_schema_gives_nothing_wrong(kept: bytes, place: Path, good: Tables) -> None:
    """SQLite's own messages quote it, and are then no UTF-8."""
    for number in (number for number in range(100, _PAGE) if kept[number]):
        check(kept[:number] + bytes([kept[number] ^ 0x80]) + kept[number + 1 :], place, good)


def test_a_store_whose_pages_changed_places_gives_nothing_of_another_table(
    kept: bytes, place: Path, good: Tables
) -> None:
    pages = [kept[begin : begin + _PAGE] for begin in range(0, len(kept), _PAGE)]
    dice = Random(12)
    for number in range(1, len(pages)):
        others, other = list(pages), dice.randrange(1, len(pages))
        others[number], others[other] = others[other], others[number]
        check(b"".join(others), place, good)


@pytest.mark.parametrize("byte", [b"\0", b"\xff", b"\x0d", b"\x05"])
def test_a_store_with_a_page_overwritten_gives_nothing_wrong(
    byte: bytes, kept: bytes, place: Path, good: Tables
) -> None:
    for begin in range(0, len(kept), _PAGE):
        check(kept[:begin] + byte * _PAGE + kept[begin + _PAGE :], place, good)


@pytest.mark.parametrize("content", [b"", b"\0" * 8192, b"SQLite format 3\0", b"not a database at all" * 300])
def test_what_is_no_store_is_an_empty_one(content: bytes, place: Path) -> None:
    assert opened(place, content, everything) == {table: {} for table in TABLES}


@pytest.mark.parametrize("number", range(12))
def test_a_build_after_damage_is_a_clean_one(number: int, desk: Desk, kept: bytes) -> None:
    dice = Random(number)
    folder = scratch()
    other = Desk(folder, Tally())
    shutil.copytree(desk.site, other.site, dirs_exist_ok=True)
    (path,) = (other.site / ".gazeta").glob("store-*.sqlite")
    turned = bytearray(kept[: dice.choice((len(kept), dice.randrange(2 * _PAGE, len(kept))))])
    for _ in range(dice.choice((1, 40))):
        turned[dice.randrange(_PAGE, len(turned))] ^= 1 << dice.randrange(8)
    path.write_bytes(turned)
    other.room = tiny()
    retitle(1)(other.room)
    other.write()
    outcome = run(other.asked(other.site))
    assert outcome.status == 0, outcome.said
    compare_trees(data(other.there()), other.clean())
    shutil.rmtree(folder)


# what is kept, and for whom


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".gazeta" / "store.sqlite"


def put(path: Path, **documents: bytes) -> None:
    with closing(Store(path)) as store:
        for name, content in documents.items():
            store.write_document(name, content)
        store.commit()


def test_what_was_committed_is_there_again(path: Path) -> None:
    put(path, one=b"1", two=b"\0" * 100_000)
    put(path, one=b"other")
    with closing(Store(path)) as store:
        assert dict(store.part("documents")) == {"one": b"other", "two": b"\0" * 100_000}
        assert store.document("three") == b""


def test_what_was_not_committed_is_not(path: Path) -> None:
    put(path, one=b"1")
    with closing(Store(path)) as store:
        store.write_document("one", b"2")
        store.drop("documents", ["one"])
    with closing(Store(path)) as store:
        assert store.document("one") == b"1"


def test_a_store_of_another_version_is_empty(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(path, one=b"1")
    with monkeypatch.context() as patch:
        patch.setattr(store_module, "program_version", lambda: "another")
        put(path, two=b"2")
        with closing(Store(path)) as store:
            assert dict(store.part("documents")) == {"two": b"2"}
    with closing(Store(path)) as store:
        assert everything(store) == {table: {} for table in TABLES}


def test_a_store_is_emptied_by_discarding_it(path: Path) -> None:
    put(path, one=b"1")
    with closing(Store(path)) as store:
        store.discard()
        assert store.document("one") == b""
        store.write_document("two", b"2")
        store.commit()
    with closing(Store(path)) as store:
        assert dict(store.part("documents")) == {"two": b"2"}


def test_names_are_kept_or_dropped(path: Path) -> None:
    with closing(Store(path)) as store:
        store.write("rows", [(f"row {number}", b"x") for number in range(2_000)])
        store.drop("rows", ["row 7", "row that never was"])
        store.keep_only("rows", {f"row {number}" for number in range(10)})
        assert store.count("rows") == 9
        parts = store.slices("rows", 4)
        assert [name for part in parts for name, _ in store.part("rows", part)] == [
            name for name, _ in store.part("rows")
        ]


def test_articles_come_back_with_what_is_inside_them(path: Path) -> None:
    def article(name: str) -> Fresh:
        return fresh(name, f"key of {name}", None, (), "digest")

    with closing(Store(path)) as store:
        store.remember([article("a.md"), article("b.md")])
        assert {name: read.key for name, read in store.articles().items()} == {
            "a.md": "key of a.md",
            "b.md": "key of b.md",
        }
        with pytest.raises(StoreBroken, match=r"the inside of c\.md is not there"):
            list(store.insides(["c.md"]))


def test_what_does_not_decode_is_broken(path: Path) -> None:
    with closing(Store(path)) as store:
        store.write("articles", [("a.md", b"{}")])
        with pytest.raises(StoreBroken):
            store.articles()


# others at the same time


def test_of_two_writers_at_once_the_second_is_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(path, one=b"1")
    monkeypatch.setattr(store_module, "_PATIENCE", 0.0)
    with closing(Store(path)) as first, closing(Store(path)) as second:
        first.write_document("one", b"first")
        with pytest.raises(StoreBroken, match="locked"):
            second.write_document("one", b"second")
        first.commit()
        assert second.document("one") == b"first"


def test_who_only_reads_sees_what_was_committed(path: Path) -> None:
    put(path, one=b"1")
    with closing(Store(path)) as writer, closing(Store.beside(path)) as reader:
        writer.write_document("one", b"2")
        assert reader.document("one") == b"1"
        reader.close()
        writer.commit()
    with closing(Store.beside(path)) as reader:
        assert reader.document("one") == b"2"


@contextmanager
def as_nobody() -> Iterator[None]:
    """As a user who may not write everywhere, whoever runs this."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_store_in_a_folder_that_may_only_be_read_can_be_read(place: Path) -> None:
    folder = place.parent / "closed"
    put(folder / "store.sqlite", one=b"1")
    place.parent.chmod(0o755)
    folder.chmod(0o555)
    (folder / "store.sqlite").chmod(0o444)
    try:
        with as_nobody(), closing(Store(folder / "store.sqlite")) as store:
            assert store.document("one") == b"1"
            with pytest.raises(StoreBroken, match="readonly"):
                store.write_document("one", b"2")
        with closing(Store(folder / "store.sqlite")) as store:
            assert store.document("one") == b"1"
    finally:
        folder.chmod(0o755)
        shutil.rmtree(folder)
