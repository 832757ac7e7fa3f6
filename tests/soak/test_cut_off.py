"""A whole build that is killed, or fails, at each of its changes to the disk: no file is ever torn, and the next build is
a clean one and leaves nothing behind.
"""

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from soak.builds import FAILED, KILLED, Outcome, run
from soak.desk import Desk
from soak.newsroom import Newsroom
from soak.proof import check_untorn, compare_trees, data
from soak.scenes import add, tiny
from soak.steps import scratch
from soak.tally import Tally

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="builds are forks of this process")


def edited() -> Newsroom:
    """The same with another name, which all pages show, one article fewer, one more, and another asset."""
    room = tiny()
    room.config["title"] = "The Other Gazette"
    room.forget(4)
    add("culture/film", "2026-06-01")(room)
    room.others["static/files/report.txt"] = b"Other figures.\n"
    room.pictures["pictures/harbour.svg"] += b"\n"
    return room


@dataclass(frozen=True)
class Stage:
    """A site's folder just before a build, and what is published before and after that."""

    folder: Path
    room: Newsroom
    old: dict[str, bytes]
    new: dict[str, bytes]
    names: frozenset[str]

    def desk(self, name: str) -> Desk:
        """A copy of it."""
        desk = Desk(self.folder.parent / name, Tally())
        shutil.copytree(self.folder, desk.site, dirs_exist_ok=True)
        desk.room = self.room
        return desk


@pytest.fixture(params=["first build", "rebuild"])
def stage(request: pytest.FixtureRequest) -> Iterator[Stage]:
    folder = scratch()
    desk = Desk(folder / "before", Tally())
    desk.room = tiny()
    if request.param == "rebuild":
        desk.write()
        assert run(desk.asked(desk.site)).status == 0
        desk.room = edited()
    desk.write()
    before = Stage(desk.site, desk.room, data(desk.there()), desk.clean(), frozenset())
    undisturbed = before.desk("undisturbed")
    assert run(undisturbed.asked(undisturbed.site)).status == 0
    compare_trees(data(undisturbed.there()), before.new)
    yield Stage(desk.site, desk.room, before.old, before.new, names(undisturbed.site))
    shutil.rmtree(folder)


def names(folder: Path) -> frozenset[str]:
    """All files and folders."""
    return frozenset(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def disturbed(stage: Stage, disturb: Callable[[Desk, int], Outcome]) -> Iterator[tuple[int, Desk, Outcome]]:
    """Builds that are disturbed at one change after the other; the next one must be a clean one each time."""
    for number in count(1):
        desk = stage.desk(str(number))
        yield number, desk, disturb(desk, number)
        outcome = run(desk.asked(desk.site))
        assert outcome.status == 0, (number, outcome.said)
        compare_trees(data(desk.there()), stage.new)
        more = names(desk.site) ^ stage.names
        if disturb is failing_at:  # a folder that could not be removed stays, empty
            more = frozenset(name for name in more if not (desk.site / name).is_dir())
        assert not more, number
        shutil.rmtree(desk.site.parent)


def killed_at(desk: Desk, number: int) -> Outcome:
    """A build that is killed."""
    asked = desk.asked(desk.site)
    asked.dies_at = number
    return run(asked)


def failing_at(desk: Desk, number: int) -> Outcome:
    """A build one of whose changes to the disk fails."""
    asked = desk.asked(desk.site)
    asked.fails_at = number
    asked.fails_with = (errno.ENOSPC, errno.EACCES)[number % 2]
    return run(asked)


def test_a_build_killed_at_any_change_is_completed_by_the_next(stage: Stage) -> None:
    for number, desk, outcome in disturbed(stage, killed_at):
        if outcome.status != KILLED:
            assert number > 30
            return
        check_untorn(data(desk.there()), stage.old, stage.new)


def test_a_build_that_fails_at_any_change_says_so_and_changes_nothing(stage: Stage) -> None:
    for number, desk, outcome in disturbed(stage, failing_at):
        if outcome.status == 0 and FAILED not in outcome.said:
            assert number > 30
            return
        is_published = outcome.status == 0 or "The site is published, but" in outcome.said
        assert data(desk.there()) == (stage.new if is_published else stage.old), outcome.said
        check_told(outcome)


def check_told(outcome: Outcome) -> None:
    """Who built it knows what is wrong with their disk, or need not."""
    said = outcome.said.partition("\n")[2].strip()
    assert outcome.status in {0, 2}, outcome.said
    assert said or outcome.status == 0, outcome.said
    assert "Traceback" not in said


def test_a_full_disk_where_the_store_is_to_be_made_is_no_bug(tmp_path: Path) -> None:
    desk = Desk(tmp_path, Tally())
    desk.room = tiny()
    desk.write()
    paths = os.pathsep.join(path for path in sys.path if path)
    done = subprocess.run(
        [sys.executable, "-c", _IN_LITTLE_SPACE, "build", *desk.asked(desk.site).command],
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "What builds remember cannot be kept in " in done.stderr


_IN_LITTLE_SPACE = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, (1024, 1024))
from gazeta.__main__ import run
run()
"""
