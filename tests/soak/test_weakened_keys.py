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
from soak.weakenings import GRAINS, drop_column_part, drop_part, drop_word, note_components, note_rows, overlook

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="builds are forks of this process")

PARTS = {
    "article text": "a text",
    "article story": "all tags",
    "article related": "a title",
    "article ages": "twenty minutes",
    "article links": "the title of what is linked to",
    "article images": "a picture in a text",
    "redirect story": "a title",
    "feed stories": "all authors",
    "fronts-sitemap dates": "all updates",
    "month-sitemap stories": "all updates",
    "news-sitemap stories": "a title",
    "sitemap-index sitemaps": "an older month",
    "recent cards": "a title",
    "recent ages": "twenty minutes",
    "front cards": "a title",
    "front ages": "twenty minutes of one page",
    "front neighbours": "older articles",
    "front blocks": "the title of what is below on the front",
    "section cards": "a title",
    "section ages": "twenty minutes",
    "section neighbours": "older articles",
    "older address": "more for one locale",
    "older cards": "the title of what is below on the front",
    "older ages": "twenty minutes",
    "older neighbours": "newer articles",
}
"""The parts of rows' keys, each with a scene after which a build without it is wrong."""

COLUMN_PARTS = {
    "chrome": "the title of a standing page",
    "widgets": "the end of a promotion",
    "phrases": "a phrase",
    "settings": "the description of a section",
    "theme": "a template",
}
"""Those of columns' keys."""

WORDS = {0: "a text", 1: "another language by default", 2: "other typography"}
"""Those of what an article is kept under, by where they stand there."""

SHOWN_BY = {
    "edition.path": "a text",
    "edition.id": "an id",
    "edition.slug": "all slugs",
    "edition.title": "all titles",
    "edition.lang": "another language",
    "edition.summary": "all summaries",
    "edition.excerpt": "all texts",
    "edition.published": "some dates",
    "edition.updated": "all updates",
    "edition.publish_at": "all embargoes",
    "edition.expires": "all expiries",
    "edition.translates": "when an original was published",
    "edition.draft": "all drafts",
    "edition.source": "all sources",
    "edition.authors": "all authors",
    "edition.tags": "all tags",
    "edition.image": "all images",
    "edition.related": "related reading",
    "edition.widgets": "widgets of an article",
    "edition.corrections": "all corrections",
    "edition.aliases": "an old address",
    "edition.anchors": "a heading",
    "edition.links": "the title of what is linked to",
    "edition.images": "a picture in a text",
    "edition.addresses": "what an address leads to",
    "edition.section": "other sections",
    "media.path": "other colours",
    "media.digest": "other colours",
    "media.width": "a wider picture",
    "media.height": "a higher picture",
    "catalog.now": "twenty minutes",
    "catalog.shown": "one locale more",
    "catalog.homes": "an edition more",
}
"""What keys look at, each with a scene after which a build is wrong whose keys of any one kind do not look at it."""

SHOWN_OTHERWISE = {
    "front edition.section": "a section above",
    "recent edition.section": "a section above",
    "section edition.section": "a section above",
    "news-sitemap catalog.now": "newer articles",
    "month-sitemap catalog.now": "the end of an embargo",
    "month-sitemap edition.draft": "a draft",
    "month-sitemap edition.expires": "an expiry",
    "month-sitemap edition.publish_at": "an embargo",
    "sitemap-index edition.published": "no news any more",
    "sitemap-index edition.publish_at": "the only one of its month",
    "sitemap-index catalog.now": "two quiet days",
    "news-sitemap edition.draft": "a draft",
    "news-sitemap edition.expires": "an expiry",
}
"""Kinds that need another scene."""

_SETTING = "the settings decide it, and they are part of every column's key"
_CARD = "the page does not show it; it is in the one digest of a card that all kinds share"
_TITLE = "the title has it as well"
_EDITIONS = "which editions there are, and which list a story is in, say it as well"

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
    "redirect address": "the card has section and slug, the settings decide the rest",
    "redirect edition.section": "the address has it as well",
    "redirect edition.slug": "the address has it as well",
    "article edition.aliases": "they are rows of their own",
    "article edition.id": "feeds alone have it",
    "sitemap-index edition.section": "what comes to lie in no section is at the foot of every page",
    "article catalog.homes": "editions and who gets which decide it",
    **dict.fromkeys(
        (f"{kind} edition.lang" for kind in "feed front news-sitemap older recent section".split()), _TITLE
    ),
    "redirect edition.lang": _TITLE,
    "article edition.lang": "title and text have it as well",
    **dict.fromkeys((f"{kind} catalog.shown" for kind in "feed front older recent section".split()), _EDITIONS),
    **dict.fromkeys((f"{kind}-sitemap catalog.shown" for kind in ("month", "news")), _EDITIONS),
    "redirect catalog.shown": _EDITIONS,
    "feed catalog.now": _CARD,
    "redirect catalog.now": _CARD,
    **{
        f"{kind} {grain}": _CARD
        for kind in ("feed", "redirect")
        for grain in ("edition.draft", "edition.publish_at", "edition.expires")
    },
    **dict.fromkeys((f"{kind} edition.image" for kind in ("feed", "news-sitemap", "redirect")), _CARD),
    **{
        f"{kind} media.{name}": _CARD
        for kind in ("feed", "redirect")
        for name in ("path", "digest", "width", "height")
    },
    **dict.fromkeys((f"news-sitemap media.{name}" for name in ("path", "width", "height")), _CARD),
    "news-sitemap edition.source": _CARD,
    "news-sitemap edition.excerpt": _CARD,
    "article edition.excerpt": "the text has it as well",
    "redirect edition.published": _CARD,
    "redirect edition.source": _CARD,
    "redirect edition.summary": _CARD,
    "redirect edition.excerpt": _CARD,
}
"""Components that no scene can show, and why. Those that are parts of their own may go."""

UNNOTICED = {"redirect address": "all slugs", "month-sitemap address": "an edition more"}
"""The scenes that would show most readily that they are needed, if they were; for others it is another locale."""

_LOOKS = {
    "article": """path slug title summary published updated publish_at expires translates draft source authors tags image related
        widgets corrections anchors links images addresses""",
    "feed": "id slug title summary excerpt published updated source authors tags",
    "front": "slug title summary excerpt published publish_at expires draft source image",
    "section": "slug title summary excerpt published publish_at expires draft source image",
    "older": "slug title summary excerpt published publish_at expires draft source image",
    "recent": "slug title summary excerpt published publish_at expires draft source image",
    "redirect": "title",
    "fronts-sitemap": "published updated",
    "month-sitemap": "slug lang published updated publish_at expires draft",
    "news-sitemap": "slug title published expires draft",
    "sitemap-index": "published publish_at",
}
_LOOKS_ELSEWHERE = {
    "article": "media.path media.digest media.width media.height catalog.now catalog.shown edition.section",
    "front": "media.path media.digest media.width media.height catalog.now edition.section",
    "section": "media.path media.digest media.width media.height catalog.now edition.section",
    "older": "media.path media.digest media.width media.height catalog.now edition.section",
    "recent": "media.path media.digest media.width media.height catalog.now edition.section",
    "feed": "edition.section",
    "month-sitemap": "edition.section catalog.now",
    "news-sitemap": "edition.section catalog.now",
    "sitemap-index": "catalog.now",
}

LOOKED_AT = {
    name: SHOWN_OTHERWISE.get(name) or SHOWN_BY[name.split()[1]]
    for name in (
        *(f"{kind} edition.{field}" for kind, fields in _LOOKS.items() for field in fields.split()),
        *(f"{kind} {grain}" for kind, grains in _LOOKS_ELSEWHERE.items() for grain in grains.split()),
    )
}
"""What the keys of each kind look at, each with its scene."""


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
    """The kinds of pages of which some are wrong after a scene, if no row's key has a part or looks at something.

    One kind's rows do not depend on the keys of others, so that all kinds can be weak at once.
    """
    weaken = overlook if what in GRAINS else drop_part
    wrong, kinds = wrong_files(name, lambda patch: weaken(patch, what))
    return frozenset(kinds[path] for path in wrong)


def test_each_component_has_a_scene_or_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    with folder() as made:
        note_components(monkeypatch, made / "notes")
        build(made, everything(), ("-D", "-F", "-E"))
        found = set((made / "notes").read_text("utf-8").splitlines())
    in_rows = {name for name in found if " " in name}
    assert found - in_rows == set(COLUMN_PARTS)
    assert in_rows == {*PARTS, *LOOKED_AT, *NEEDLESS}
    assert len(found) > 130


@pytest.mark.parametrize("name", SCENES)
def test_keys_as_they_are_are_strong_enough(name: str) -> None:
    assert wrong_files(name, lambda _patch: None)[0] == []


@pytest.mark.parametrize("component", PARTS)
def test_a_row_without_a_part_of_its_key_is_caught(component: str) -> None:
    kind, part = component.split()
    assert kind in wrong_kinds(PARTS[component], part)


@pytest.mark.parametrize("component", LOOKED_AT)
def test_a_row_whose_key_does_not_look_at_something_is_caught(component: str) -> None:
    kind, grain = component.split()
    assert kind in wrong_kinds(LOOKED_AT[component], grain)


@pytest.mark.parametrize("component", NEEDLESS)
def test_what_is_said_to_be_needless_is_not_missed(component: str) -> None:
    kind, what = component.split()
    scene = UNNOTICED.get(component) or SHOWN_BY.get(what) or "a locale more"
    assert kind not in wrong_kinds(scene, what)


@pytest.mark.parametrize("part", COLUMN_PARTS)
def test_a_column_without_a_part_of_its_key_is_caught(part: str) -> None:
    assert wrong_files(COLUMN_PARTS[part], partial(drop_column_part, part=part))[0]


@pytest.mark.parametrize("number", WORDS)
def test_an_article_kept_under_less_is_caught(number: int) -> None:
    assert wrong_files(WORDS[number], partial(drop_word, number=number))[0]
