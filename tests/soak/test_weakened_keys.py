"""Weakened keys are caught: whatever a key looks at, without it some build that follows an edit would be wrong.

Components of keys are dropped in turn, in builds that are held to clean ones; for each there is a scene after which that
shows. That keys have all that pages show is the matter of `tests/pages/test_key_mutations.py`; here whole builds
compare them, with what they remember.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from shutil import rmtree

import pytest

from soak.builds import run, warm_up
from soak.desk import PUBLIC, Desk
from soak.newsroom import Newsroom
from soak.proof import data
from soak.scenes import SCENES, TEMPLATE, everything
from soak.steps import scratch
from soak.tally import Tally
from soak.weakenings import drop_column_part, drop_part, drop_word, note_components, note_rows

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="builds are forks of this process")

PARTS = {
    "article text": "a text",
    "article story": "all tags",
    "article cards": "a title",
    "article ages": "twenty minutes",
    "article links": "the title of what is linked to",
    "article images": "a picture in a text",
    "redirect story": "a title",
    "redirect address": "all slugs",
    "feed stories": "all authors",
    "fronts-sitemap dates": "all updates",
    "month-sitemap stories": "all updates",
    "news-sitemap news": "a title",
    "sitemap-index parts": "an older month",
    "recent cards": "a title",
    "recent ages": "twenty minutes",
    "front cards": "a title",
    "front ages": "twenty minutes of one page",
    "front older": "older articles",
    "section cards": "a title",
    "section ages": "twenty minutes",
    "section older": "older articles",
    "older address": "more for one locale",
    "older cards": "the title of what is below on the front",
    "older ages": "twenty minutes",
    "older newest": "newer articles",
}
"""Parts of rows' keys, each with a scene after which a build without it is wrong; others say again what these say."""

COLUMN_PARTS = {
    "standing": "the title of a standing page",
    "widgets": "the end of a promotion",
    "phrases": "a phrase",
    "settings": "the description of a section",
    "theme": "a template",
    "assets": "an asset",
}
"""Those of columns' keys."""

WORDS = {0: "a text", 1: "another language by default", 2: "other typography"}
"""Those of what an article is kept under, by where they stand there."""

Weaken = Callable[[pytest.MonkeyPatch], None]


@pytest.fixture(scope="module", autouse=True)
def _warm() -> None:
    warm_up(*TEMPLATE)


def build(folder: Path, room: Newsroom, words: Sequence[str]) -> Desk:
    """The desk of a newsroom after its first build."""
    desk = Desk(folder / "desk", Tally())
    desk.room = room
    _build(desk, words)
    return desk


def _build(desk: Desk, words: Sequence[str]) -> None:
    desk.write()
    outcome = run(desk.asked(desk.site, PUBLIC, words))
    assert outcome.status == 0, (outcome.problems, outcome.said)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder for a moment."""
    made = scratch()
    try:
        yield made
    finally:
        rmtree(made)


@cache
def clean(name: str) -> dict[str, bytes]:
    """What a clean build makes of a scene's end. There is no other to compare with, so weak keys do no harm."""
    scene = SCENES[name]
    with folder() as made:
        return data(build(made, scene.rooms()[1], scene.words).there())


def wrong_files(name: str, weaken: Weaken) -> tuple[list[str], dict[str, str]]:
    """The files that are wrong after a scene with weak keys in both its builds, and of what kind pages are."""
    scene = SCENES[name]
    expected = clean(name)
    with folder() as made, pytest.MonkeyPatch.context() as patch:
        weaken(patch)
        note_rows(patch, made / "notes")
        before, after = scene.rooms()
        desk = build(made, before, scene.words)
        desk.room = after
        _build(desk, scene.words)
        there = data(desk.there())
        kinds = dict(line.split() for line in (made / "notes").read_text("utf-8").splitlines())
    return [path for path in {**there, **expected} if there.get(path) != expected.get(path)], kinds


@cache
def wrong_kinds(name: str, what: str) -> frozenset[str]:
    """The kinds of pages of which some are wrong after a scene, if no row's key has a part.

    One kind's rows do not depend on the keys of others, so that all kinds can be weak at once.
    """
    wrong, kinds = wrong_files(name, lambda patch: drop_part(patch, what))
    return frozenset(kinds[path] for path in wrong)


def test_each_component_with_a_scene_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    with folder() as made:
        note_components(monkeypatch, made / "notes")
        build(made, everything(), ("-D", "-F", "-E"))
        found = set((made / "notes").read_text("utf-8").splitlines())
    in_rows = {name for name in found if " " in name}
    assert found - in_rows == set(COLUMN_PARTS)
    assert PARTS.keys() <= in_rows


@pytest.mark.parametrize("name", SCENES)
def test_keys_as_they_are_are_strong_enough(name: str) -> None:
    assert wrong_files(name, lambda _patch: None)[0] == []


@pytest.mark.parametrize("component", PARTS)
def test_a_row_without_a_part_of_its_key_is_caught(component: str) -> None:
    kind, part = component.split()
    assert kind in wrong_kinds(PARTS[component], part)


@pytest.mark.parametrize("part", COLUMN_PARTS)
def test_a_column_without_a_part_of_its_key_is_caught(part: str) -> None:
    assert wrong_files(COLUMN_PARTS[part], partial(drop_column_part, part=part))[0]


@pytest.mark.parametrize("number", WORDS)
def test_an_article_kept_under_less_is_caught(number: int) -> None:
    assert wrong_files(WORDS[number], partial(drop_word, number=number))[0]
