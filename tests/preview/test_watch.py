"""Watching: whatever happens to a folder, one looks again afterwards."""

import errno
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from watchdog.observers.inotify import InotifyObserver

from gazeta.engine.pool import Pool
from gazeta.preview.preview_session import Workroom
from gazeta.preview.scan_scheduler import AGAIN, CONFIRM, Looks
from gazeta.preview.watch import Watch
from preview.conftest import PATIENCE, Serving

Look = Callable[[frozenset[str]], float]
LONG = 3_600.0
"""Seconds of patience: only an event can lead to the next look."""


class Eyes:
    """Looks, and remembers what it was told."""

    def __init__(self, patience: float = LONG) -> None:
        self.patience = patience
        self.told: list[frozenset[str]] = []
        self.looked = threading.Condition()

    def __call__(self, paths: frozenset[str]) -> float:
        with self.looked:
            self.told.append(paths)
            self.looked.notify_all()
        return self.patience

    def until(self, holds: Callable[[], bool], seconds: float = PATIENCE) -> None:
        with self.looked:
            assert self.looked.wait_for(holds, seconds), self.told[-3:]

    def names(self) -> set[str]:
        return {Path(path).name for paths in self.told for path in paths}


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Callable[..., Watch]]:
    begun: list[Watch] = []

    def start(look: Look, *, poll: bool = False) -> Watch:
        one = Watch(tmp_path, look, poll=poll)
        one.start()
        begun.append(one)
        return one

    yield start
    for one in begun:
        one.stop()


def test_events_name_what_changed_and_a_first_look_needs_none(tmp_path: Path, watch: Callable[..., Watch]) -> None:
    (tmp_path / "content").mkdir()
    eyes = Eyes()
    assert not watch(eyes).polls
    eyes.until(lambda: len(eyes.told) == 1)
    (tmp_path / "content/a.md").write_text("A", encoding="utf-8")
    eyes.until(lambda: "a.md" in eyes.names())
    (tmp_path / "site.yaml").write_text("B", encoding="utf-8")
    eyes.until(lambda: "site.yaml" in eyes.names())


def test_folders_that_come_later_or_come_again_are_watched(tmp_path: Path, watch: Callable[..., Watch]) -> None:
    eyes = Eyes()
    watch(eyes)
    eyes.until(lambda: len(eyes.told) == 1)
    for name in ("a.md", "b.md", "c.md"):
        before = len(eyes.told)
        (tmp_path / "content/deep").mkdir(parents=True)
        eyes.until(lambda before=before: any("content" in path for paths in eyes.told[before:] for path in paths))  # type: ignore[misc]
        while name not in eyes.names():  # a folder is watched a moment after it was made
            (tmp_path / "content/deep" / name).write_text("A", encoding="utf-8")
            time.sleep(0.05)
        shutil.rmtree(tmp_path / "content")
        time.sleep(0.2)


@pytest.mark.slow
def test_a_checkout_of_ten_thousand_files_is_looked_at_when_it_is_done(
    tmp_path: Path, watch: Callable[..., Watch]
) -> None:
    content = tmp_path / "content"
    for number in range(10_000):
        path = content / f"{number % 100}" / f"{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{number}", encoding="utf-8")
    environment = {**os.environ, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org"}
    environment |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}

    def git(*words: str) -> None:
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True, capture_output=True, env=environment)

    git("init", "-b", "main")
    git("add", "content")
    git("commit", "-m", "All")
    git("checkout", "--orphan", "none")
    git("rm", "-rfq", "content")
    (tmp_path / "content").mkdir(exist_ok=True)
    seen: list[int] = []

    def look(_paths: frozenset[str]) -> float:
        seen.append(sum(1 for path in content.rglob("*.md")))
        return 1.0

    watch(look)
    git("checkout", "-f", "main")
    end = time.monotonic() + PATIENCE
    while seen[-1:] != [10_000] and time.monotonic() < end:
        time.sleep(0.05)
    assert seen[-1] == 10_000


def test_without_any_event_one_looks_again(watch: Callable[..., Watch], monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the system's queue had overflowed, or the folder were on a network."""
    monkeypatch.setattr("gazeta.preview.watch._Bell.on_any_event", lambda _self, _event: None)
    eyes = Eyes(patience=0.05)
    watch(eyes)
    eyes.until(lambda: len(eyes.told) >= 4)


def test_where_the_system_has_no_room_one_polls(
    tmp_path: Path, watch: Callable[..., Watch], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: object, *_words: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, "inotify watch limit reached")

    monkeypatch.setattr(InotifyObserver, "schedule", full)
    (tmp_path / "content").mkdir()
    eyes = Eyes()
    assert watch(eyes).polls
    (tmp_path / "content/a.md").write_text("A", encoding="utf-8")
    eyes.until(lambda: "a.md" in eyes.names())


def test_a_look_that_fails_is_not_the_last(
    watch: Callable[..., Watch], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("gazeta.preview.watch._AFTER_A_BUG", 0.05)
    looked = threading.Event()
    calls: list[int] = []

    def look(_paths: frozenset[str]) -> float:
        calls.append(1)
        if len(calls) < 3:
            raise RuntimeError("a bug")
        looked.set()
        return LONG

    watch(look)
    assert looked.wait(PATIENCE)
    assert "a bug" in capsys.readouterr().err


class Room(Workroom):
    """Says what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: bool | None = True

    def knows(self, path: str) -> bool:
        return path in {"content/a.md", "content/deep/b.md", "site.yaml"}

    def has_below(self, folder: str) -> bool:
        return folder in {"content", "content/deep"}

    def refresh(self, pool: Pool | None = None) -> bool:
        self.asked.append("refresh")
        return False

    def glance(self, paths: object) -> bool | None:
        self.asked.append(f"glance {sorted(paths)}")  # type: ignore[call-overload]
        return self.answer


@pytest.mark.parametrize(
    ("touched", "asked", "patience"),
    [
        (["content/a.md"], ["glance ['content/a.md']"], CONFIRM),
        (
            ["content/a.md", "content/.a.md.swp", "content/4913", "content/a.md~"],
            ["glance ['content/a.md']"],
            CONFIRM,
        ),
        (["content/a.md", "site.yaml"], ["refresh"], AGAIN),
        (["content/a.md", "content/new.md"], ["refresh"], AGAIN),
        (["content/.a.md.swp"], [], AGAIN),
        (["public/index.html", ".gazeta/store", "elsewhere.txt"], [], AGAIN),
        (["content/deep"], ["refresh"], AGAIN),
        ([], ["refresh"], AGAIN),
    ],
)
def test_which_look_an_event_asks_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, touched: list[str], asked: list[str], patience: float
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/new.md").write_text("A", encoding="utf-8")
    monkeypatch.setattr("gazeta.preview.scan_scheduler.time", SimpleNamespace(monotonic=lambda: 1_000.0))
    room = Room()
    looks = Looks(tmp_path, room, lambda: None)
    assert looks.look(frozenset(str(tmp_path / path) for path in touched)) == patience
    assert room.asked == asked


def test_a_glance_that_cannot_tell_leads_to_a_refresh(tmp_path: Path) -> None:
    room = Room()
    room.answer = None
    Looks(tmp_path, room, lambda: None).look(frozenset([str(tmp_path / "content/a.md")]))
    assert room.asked == ["glance ['content/a.md']", "refresh"]


def test_a_branch_with_a_thousand_other_articles(served: Serving) -> None:
    """As `git checkout` writes them, while the preview looks."""
    folder = served.site / "content/world"
    text = "---\ntitle: Story {}\ndate: 2026-06-01T10:00:00Z\n---\n\nText.\n"
    for number in range(1_000):
        (folder / f"story-{number}.md").write_text(text.format(number), encoding="utf-8")
    served.until("/world/story-999/", lambda shown: "Story 999" in shown)
    for number in range(1_000):
        (folder / f"story-{number}.md").write_text(text.format(-number), encoding="utf-8")
    served.until("/world/story-999/", lambda shown: "Story -999" in shown)
    served.until("/world/story-0/", lambda shown: "Story 0" in shown)
    for number in range(1_000):
        (folder / f"story-{number}.md").unlink()
    end = time.monotonic() + PATIENCE
    while served.get("/world/story-999/")[0] != 404:
        assert time.monotonic() < end
        time.sleep(0.05)
