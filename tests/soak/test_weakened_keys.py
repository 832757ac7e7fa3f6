"""Weakened keys are caught: whatever a key looks at, without it some build that follows an edit would be wrong.

Each component of each key is dropped in turn, in builds that are held to clean ones; for each there is a scene after which
that shows. The components are found in a build, so that a new one asks for its scene, and one for which there
cannot be any says why: it is not needed, and may go.
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
"""The parts of rows' keys, each with a scene after which a build without it is wrong."""

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

_SETTING = "the settings decide it, and they are part of every column's key"
_CHOICE = "which cards and entries there are says it as well, but where locales show different ones"

NEEDLESS = {
    "feed address": _SETTING,
    "front address": _SETTING,
    "fronts-sitemap address": _SETTING,
    "news-sitemap address": "a locale's stories say whether it has one",
    "not-found address": _SETTING,
    "recent address": _SETTING,
    "robots address": _SETTING,
    "section address": _SETTING,
    "sitemap-index address": _SETTING,
    "month-sitemap address": "a month's stories are listed by locale",
    "article address": "the story has section and slug, the settings decide the rest",
    **dict.fromkeys(("article related", "front stories", "front blocks", "section stories"), _CHOICE),
    **dict.fromkeys(("older stories", "recent stories", "feed entries", "month-sitemap pages"), _CHOICE),
}
"""Parts that no scene shows to be needed, and why; `tests/pages/test_key_mutations.py` has all of them."""

UNNOTICED = {"month-sitemap address": "an edition more"}
"""The scenes that would show most readily that they are needed, if they were; for others it is another locale."""

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


def test_each_component_has_a_scene_or_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    with folder() as made:
        note_components(monkeypatch, made / "notes")
        build(made, everything(), ("-D", "-F", "-E"))
        found = set((made / "notes").read_text("utf-8").splitlines())
    in_rows = {name for name in found if " " in name}
    assert found - in_rows == set(COLUMN_PARTS)
    assert in_rows == {*PARTS, *NEEDLESS}


@pytest.mark.parametrize("name", SCENES)
def test_keys_as_they_are_are_strong_enough(name: str) -> None:
    assert wrong_files(name, lambda _patch: None)[0] == []


@pytest.mark.parametrize("component", PARTS)
def test_a_row_without_a_part_of_its_key_is_caught(component: str) -> None:
    kind, part = component.split()
    assert kind in wrong_kinds(PARTS[component], part)


@pytest.mark.parametrize("component", NEEDLESS)
def test_what_is_said_to_be_needless_is_not_missed(component: str) -> None:
    kind, what = component.split()
    scene = UNNOTICED.get(component, "a locale more")
    assert kind not in wrong_kinds(scene, what)


@pytest.mark.parametrize("part", COLUMN_PARTS)
def test_a_column_without_a_part_of_its_key_is_caught(part: str) -> None:
    assert wrong_files(COLUMN_PARTS[part], partial(drop_column_part, part=part))[0]


@pytest.mark.parametrize("number", WORDS)
def test_an_article_kept_under_less_is_caught(number: int) -> None:
    assert wrong_files(WORDS[number], partial(drop_word, number=number))[0]
