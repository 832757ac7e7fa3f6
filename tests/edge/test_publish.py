"""Publishing, at its worst moments: every file operation fails once, fails from then on, and kills the process."""

import errno
import itertools
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

import pytest

from gazeta.buildstate.outputs import outputs_path
from gazeta.core.digest import digest_bytes
from gazeta.edge.publish import Published, PublishError, publication
from gazeta.engine.output import Output
from gazeta.pages.kinds.base import Rank

OLD = {
    "assets/style.css": "old style",
    "index.html": "old front",
    "kept/index.html": "kept",
    "gone/index.html": "gone",
    "folder/page.html": "a page in what becomes a file",
    "file": "what becomes a folder",
    "feed.xml": "old feed",
}
NEW = {
    "assets/style.css": "new style",
    "index.html": "new front",
    "kept/index.html": "kept",
    "fresh/deep/index.html": "fresh",
    "folder": "a file now",
    "file/index.html": "a folder now",
    "feed.xml": "new feed",
}
FOREIGN = {"CNAME": "news.example.org", "kept/notes.txt": "mine", "gone/mine.txt": "mine too"}


def site(files: dict[str, str]) -> list[Output]:
    ranks: dict[str, Rank] = {".css": "asset", ".xml": "data"}
    return [output(path, text.encode(), ranks.get(Path(path).suffix, "page")) for path, text in files.items()]


def output(path: str, data: bytes, rank: Rank = "page") -> Output:
    return Output(path=path, rank=rank, digest=digest_bytes(data), data=data)


def publish(outputs: list[Output], public: Path, state: Path, *, clean: bool = False) -> Published:
    with publication(public, state, clean=clean) as public_to_be:
        receipts = [public_to_be.stage(output) for output in outputs]
        return public_to_be.publish(receipts, frozenset(output.path for output in outputs))


def tree(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): path.read_text() for path in folder.rglob("*") if path.is_file()}


def folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


@pytest.fixture
def state(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    return tmp_path / "news" / ".gazeta"


@pytest.fixture
def public(state: Path) -> Path:
    return state.parent / "public"


# what should happen


def test_a_first_site_appears_whole(public: Path, state: Path) -> None:
    assert publish(site(OLD), public, state) == Published(written=len(OLD))
    assert tree(public) == OLD
    assert sorted(path.name for path in state.parent.iterdir()) == [".gazeta", "public"]


def test_a_later_site_changes_what_differs_and_keeps_what_is_not_ours(public: Path, state: Path) -> None:
    publish(site(OLD), public, state)
    for path, text in FOREIGN.items():
        (public / path).write_text(text)
    before = (public / "kept/index.html").stat().st_mtime_ns
    done = publish(site(NEW), public, state)
    assert done == Published(written=6, unchanged=1, deleted=3)
    assert tree(public) == {**NEW, **FOREIGN}
    assert (public / "kept/index.html").stat().st_mtime_ns == before
    assert folders(public) == {"assets", "kept", "gone", "fresh", "fresh/deep", "file"}


def test_nothing_changes_when_nothing_differs(public: Path, state: Path) -> None:
    publish(site(OLD), public, state)
    before = {path: path.stat().st_mtime_ns for path in public.rglob("*")}
    assert publish(site(OLD), public, state) == Published(unchanged=len(OLD))
    assert {path: path.stat().st_mtime_ns for path in public.rglob("*")} == before


def test_clean_writes_every_file_again(public: Path, state: Path) -> None:
    publish(site(OLD), public, state)
    (public / "CNAME").write_text("mine")
    assert publish(site(NEW), public, state, clean=True) == Published(written=len(NEW), deleted=3)
    assert tree(public) == {**NEW, "CNAME": "mine"}


def test_what_somebody_changed_or_deleted_is_put_right(public: Path, state: Path) -> None:
    publish(site(OLD), public, state)
    (public / "index.html").write_text("edited")
    (public / "feed.xml").unlink()
    assert publish(site(OLD), public, state) == Published(written=2, unchanged=len(OLD) - 2)
    assert tree(public) == OLD


def test_files_are_put_in_place_in_a_safe_order(public: Path, state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(site(OLD), public, state)
    placed = []
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        placed.append(Path(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    publish(
        site({**OLD, "assets/style.css": "x", "index.html": "x", "feed.xml": "x", "gone/index.html": "x"}),
        public,
        state,
    )
    names = [path.name for path in placed if public in path.parents]
    assert names[0] == "style.css"
    assert names[-1] == "feed.xml"


def test_an_empty_folder_is_taken_over_and_copies_are_made(tmp_path: Path, state: Path) -> None:
    public = tmp_path / "srv" / "www"
    public.mkdir(parents=True)
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG" * 100_000)
    copied = Output(path="media/picture.png", rank="asset", digest="", copy_of=str(picture))
    small = [copied]
    assert publish(small, public, state) == Published(written=1)
    assert (public / "media/picture.png").read_bytes() == picture.read_bytes()
    assert publish(small, public, state) == Published(unchanged=1)
    picture.write_bytes(b"\x89PNG" * 99_999 + b"\x89PNg")
    assert publish(small, public, state) == Published(written=1)


def test_a_site_that_was_moved_is_still_its_own(tmp_path: Path, public: Path, state: Path) -> None:
    publish(site(OLD), public, state)
    moved = state.parent.rename(tmp_path / "moved")
    assert publish(site(NEW), moved / "public", moved / ".gazeta").deleted == 3
    assert tree(moved / "public") == NEW


# what must not happen


@pytest.mark.parametrize("folder", ["content", "themes/mine", "static", ".gazeta", ".", "..", ".git/x", "locales"])
def test_sources_are_no_destination(state: Path, folder: str) -> None:
    for name in ("content", "themes", "static"):
        (state.parent / name).mkdir()
    with pytest.raises(PublishError):
        publish(site(OLD), state.parent / folder, state)
    assert tree(state.parent) == {}


def test_neither_is_the_root_nor_a_home(state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for place in (Path("/"), tmp_path / "home"):
        with pytest.raises(PublishError, match="itself"):
            publish(site(OLD), place, state)


def test_neither_is_a_folder_with_other_files_nor_a_file(public: Path, state: Path) -> None:
    public.mkdir()
    (public / "thesis.txt").write_text("years of work")
    with pytest.raises(PublishError, match="did not write"):
        publish(site(OLD), public, state)
    assert tree(public) == {"thesis.txt": "years of work"}
    with pytest.raises(PublishError, match="is a file"):
        publish(site(OLD), public / "thesis.txt", state)


def test_files_of_others_in_the_way_are_not_replaced(public: Path, state: Path) -> None:
    publish(site(OLD), public, state)
    for path, text in {"robots.txt": "mine", "fresh": "mine"}.items():
        (public / path).write_text(text)
        with pytest.raises(PublishError, match="did not write"):
            publish(site({**NEW, "robots.txt": "ours"}), public, state)
        assert tree(public) == {**OLD, path: text}
        (public / path).unlink()
    (public / "folder" / "mine.txt").write_text("mine")
    with pytest.raises(PublishError, match=r"mine\.txt"):
        publish(site(NEW), public, state)


def test_a_file_of_others_that_is_already_right_becomes_ours(public: Path, state: Path) -> None:
    publish(site(OLD), public, state)
    (public / "robots.txt").write_text("the same")
    assert publish(site({**OLD, "robots.txt": "the same"}), public, state).written == 0
    assert publish(site(OLD), public, state).deleted == 1


def test_links_are_not_written_through(tmp_path: Path, public: Path, state: Path) -> None:
    publish(site(OLD), public, state)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "index.html").write_text("secret")
    (public / "fresh").symlink_to(outside)
    with pytest.raises(PublishError, match="symbolic link"):
        publish(site(NEW), public, state)
    (public / "fresh").unlink()
    (public / "gone/index.html").unlink()
    (public / "gone").rmdir()
    (public / "gone").symlink_to(outside)
    (public / "index.html").unlink()
    (public / "index.html").symlink_to(outside / "index.html")
    publish(site(NEW), public, state)
    assert tree(outside) == {"index.html": "secret"}
    assert not (public / "index.html").is_symlink()
    assert (public / "gone").is_symlink()


def test_the_destination_is_no_link_and_copies_follow_none(tmp_path: Path, state: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(PublishError, match="symbolic link"):
        publish(site(OLD), tmp_path / "link", state)
    (tmp_path / "picture.png").symlink_to("/etc/passwd")
    copied = Output(path="picture.png", rank="asset", digest="", copy_of=str(tmp_path / "picture.png"))
    with pytest.raises(PublishError):
        publish([copied], tmp_path / "public", state)
    assert not (tmp_path / "public").exists()


@pytest.mark.parametrize("path", ["../x", "a/../../x", "/etc/x", "a//b", "./a", "", "a\\b", "a\0b", ".gazeta-new/x"])
def test_names_stay_inside(public: Path, state: Path, path: str) -> None:
    with pytest.raises(PublishError):
        publish(site({path: "x"}), public, state)
    assert not public.exists()


def test_a_list_that_is_damaged_makes_nothing_ours(public: Path, state: Path) -> None:
    publish(site(OLD), public, state)
    for damage in (b"", b"{", b'{"version": 1, "destinations": []}', b"\xff"):
        outputs_path(state, public).write_bytes(damage)
        with pytest.raises(PublishError, match="did not write"):
            publish(site(NEW), public, state)
    assert tree(public) == OLD


# when the disk fails

OPERATIONS = {"open", "os.rename", "os.mkdir", "os.link", "os.remove", "os.rmdir", "os.listdir", "os.scandir"}
at_operation: list[Callable[[str], None]] = []


def _hook(event: str, _arguments: tuple[object, ...]) -> None:
    if event in OPERATIONS:
        for action in at_operation:
            action(event)


sys.addaudithook(_hook)  # it sees every file operation of the process, whoever calls it


@contextmanager
def watched(action: Callable[[int, str], None]) -> Iterator[None]:
    """Calls `action` with the number and name of each file operation, before it is done."""
    numbers = itertools.count(1)
    at_operation.append(lambda event: action(next(numbers), event))
    try:
        yield
    finally:
        at_operation.clear()


def operations(prepare: Callable[[Path], tuple[Path, Path]], tmp_path: Path) -> int:
    seen = []
    public, state = prepare(tmp_path / "count")
    with watched(lambda number, _event: seen.append(number)):
        publish(site(NEW), public, state)
    return len(seen)


def nothing_yet(folder: Path) -> tuple[Path, Path]:
    folder.mkdir(parents=True)
    return folder / "public", folder / ".gazeta"


def an_old_site(folder: Path) -> tuple[Path, Path]:
    public, state = nothing_yet(folder)
    publish(site(OLD), public, state)
    (public / "CNAME").write_text("mine")
    return public, state


@pytest.mark.parametrize("prepare", [nothing_yet, an_old_site])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES])
def test_one_failing_operation_leaves_the_old_site_or_the_new_one(
    prepare: Callable[[Path], tuple[Path, Path]], number: int, tmp_path: Path
) -> None:
    total = operations(prepare, tmp_path)
    assert total > 10
    failed = 0
    for failing in range(1, total + 1):
        public, state = prepare(tmp_path / str(failing))
        before = tree(public)
        kept = {"CNAME": "mine"} if before else {}

        def fail(count: int, _event: str, failing: int = failing) -> None:
            if count == failing:
                raise OSError(number, os.strerror(number))

        try:
            with watched(fail):
                publish(site(NEW), public, state)
        except PublishError:
            failed += 1
            assert tree(public) == before, failing
        else:
            now = {path: text for path, text in tree(public).items() if not path.startswith(".gazeta-new/")}
            assert now == {**NEW, **kept}, failing
        publish(site(NEW), public, state)
        assert tree(public) == {**NEW, **kept}, failing
        assert sorted(path.name for path in public.parent.iterdir()) == [".gazeta", "public"]
    assert failed > 5


def test_a_disk_that_stays_broken_can_be_mended_by_the_next_build(tmp_path: Path) -> None:
    for failing in range(1, operations(an_old_site, tmp_path) + 1):
        public, state = an_old_site(tmp_path / str(failing))

        def fail(count: int, _event: str, failing: int = failing) -> None:
            if count >= failing:
                raise OSError(errno.EIO, "Input/output error")

        with watched(fail), suppress(PublishError):  # the last operations only sweep up, and may fail
            publish(site(NEW), public, state)
        publish(site(NEW), public, state)
        assert tree(public) == {**NEW, "CNAME": "mine"}, failing


def kill_ourselves(fatal: int, count: int, _event: object) -> None:
    if count == fatal:
        os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.slow
@pytest.mark.parametrize("prepare", [nothing_yet, an_old_site])
def test_a_builder_killed_at_any_operation_is_made_good_by_the_next(
    prepare: Callable[[Path], tuple[Path, Path]], tmp_path: Path
) -> None:
    for fatal in range(1, operations(prepare, tmp_path) + 1):
        public, state = prepare(tmp_path / str(fatal))
        child = os.fork()
        if child == 0:  # no test runs on here
            with watched(partial(kill_ourselves, fatal)):
                publish(site(NEW), public, state)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), fatal
        for text in tree(public).values():
            assert text in {*OLD.values(), *NEW.values(), "mine"}, fatal
        publish(site(NEW), public, state)
        kept = {"CNAME": "mine"} if prepare is an_old_site else {}
        assert tree(public) == {**NEW, **kept}, fatal
        assert sorted(path.name for path in public.parent.iterdir()) == [".gazeta", "public"]


@pytest.mark.parametrize("prepare", [nothing_yet, an_old_site])
def test_a_file_that_does_not_fit_keeps_the_old_site(
    prepare: Callable[[Path], tuple[Path, Path]], tmp_path: Path
) -> None:
    public, state = prepare(tmp_path / "site")
    before = tree(public)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))
    try:
        with pytest.raises(PublishError):
            publish(site({**NEW, "large.html": "x" * 10_000}), public, state)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert tree(public) == before
    assert not list(tmp_path.rglob(".*gazeta-new"))


def test_an_interrupted_builder_takes_back_what_it_did(tmp_path: Path) -> None:
    public, state = an_old_site(tmp_path / "site")
    before = tree(public)

    def interrupt(_count: int, event: str) -> None:
        if event == "os.rename" and (public / "fresh").exists():
            raise KeyboardInterrupt

    with watched(interrupt), pytest.raises(KeyboardInterrupt):
        publish(site(NEW), public, state)
    assert tree(public) == before
