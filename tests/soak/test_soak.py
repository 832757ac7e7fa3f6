"""Some hundreds of steps of a newsroom's life, always the same: `make soak` does thousands, with other numbers."""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from soak.builds import Build, Outcome, run_together
from soak.desk import Desk
from soak.happenings import CHANGES, HAPPENINGS
from soak.machine import soak
from soak.newsroom import first_day, write
from soak.proof import Mismatch, check_untorn, compare_trees, data, tree
from soak.steps import STEPS, replay, take
from soak.tally import KINDS, Tally

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="builds are forks of this process")


def test_incremental_builds_are_clean_ones() -> None:
    tally = Tally()
    soak(20_260_602, walks=8, steps=26, tally=tally)
    assert tally.count >= 200
    assert tally.builds["incremental"] > 5 * tally.builds["with errors"]  # what is broken all the time proves nothing
    assert len(KINDS - set(tally.changed)) <= 2, (
        "kinds of files that hardly ever change, and in so few steps perhaps never"
    )


def test_nothing_is_left_out_of_a_walk() -> None:
    assert len(set(STEPS)) == len(CHANGES) + len(HAPPENINGS)


@pytest.mark.parametrize("name", list(CHANGES))
def test_a_change_changes_files_or_the_clock_and_always_in_the_same_way(name: str) -> None:
    change = CHANGES[name]
    different = 0
    for number in range(40):
        rooms = [first_day(), first_day()]
        before = rooms[0].files(), rooms[0].now
        said = {change(room, Random(number)) for room in rooms}
        assert len(said) == 1
        assert rooms[0].files() == rooms[1].files()
        different += (rooms[0].files(), rooms[0].now) != before
    assert different >= 15


def test_a_newsroom_writes_what_it_says(tmp_path: Path) -> None:
    write(first_day(), tmp_path)
    assert {path: found.data for path, found in tree(tmp_path).items()} == first_day().files()


def test_a_mismatch_names_the_steps_the_file_and_the_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path, Tally()).begin()
    monkeypatch.setattr("soak.desk.run_together", _forgetting("index.html"))
    with pytest.raises(Mismatch) as caught:
        take(desk, "reorder_locales", 1)
    report = str(caught.value)
    assert "1 files differ, such as index.html; the first is index.html" in report
    assert "--- clean\n+++ incremental\n" in report
    assert "  1. reorder_locales:1  " in report
    assert report.endswith("--replay 'reorder_locales:1'")


def _forgetting(path: str) -> Callable[..., list[Outcome]]:
    """Builds of which the first leaves a file as it was before."""

    def run(*asked: Build) -> list[Outcome]:
        file = asked[0].destination / path
        before = file.read_bytes()
        outcomes = run_together(*asked)
        file.write_bytes(before)
        return outcomes

    return run


def test_a_file_written_again_without_need_is_a_mismatch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path, Tally()).begin()
    monkeypatch.setattr("soak.desk.run_together", _forgetting("robots.txt"))
    with pytest.raises(Mismatch, match=r"1 files were written again without need, such as robots\.txt"):
        take(desk, "add_lines_above", 1)


def test_a_torn_file_is_a_mismatch() -> None:
    old, new = {"a": b"old", "gone": b"x"}, {"a": b"new", "assets/n.css": b"p"}
    check_untorn({"a": b"old"}, old, new)
    check_untorn({"a": b"new", "gone": b"x"}, old, new)
    with pytest.raises(Mismatch, match="a is torn"):
        check_untorn({"a": b"ne"}, old, new)
    page = {"index.html": b'<link href="/assets/n.css">'}
    with pytest.raises(Mismatch, match=r"not there: assets/n\.css"):
        check_untorn(page, page, new)


def test_a_walk_can_be_seen_again(tmp_path: Path) -> None:
    trees = []
    for name in ("one", "two"):
        desk = replay(tmp_path / name, "edit_a_body:5 let_time_pass:7 damage_the_store:1 be_cut_off:2".split())
        trees.append(data(desk.there()))
    compare_trees(*trees)
