"""What is known of input files from the last time: times and sizes are a hint, and digests decide."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec import structs

from gazeta.core.digest import digest_bytes
from gazeta.edge import disk
from gazeta.edge.disk import Hint, Survey, survey_site
from gazeta.edge.files import open_regular
from soak.newsroom import drawing

LONG_AGO = 1_700_000_000_000_000_000
SECOND = 1_000_000_000
ARTICLE = "content/w/a.md"
PICTURE = "content/w/p.svg"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write(tmp_path / "site.yaml", b"title: A\n")
    write(tmp_path / ARTICLE, b"one")
    write(tmp_path / PICTURE, drawing(30, 20, 1))
    return tmp_path


def write(path: Path, content: bytes) -> None:
    """A file that nobody has touched for years."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    os.utime(path, ns=(LONG_AGO, LONG_AGO))


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of files that are read."""
    names: list[str] = []
    real = open_regular

    def note(location: Path | str) -> object:
        names.append(Path(location).name)
        return real(location)

    monkeypatch.setattr(disk, "open_regular", note)
    return names


def digest(survey: Survey, key: str = ARTICLE) -> str:
    return survey.snapshot.digests[key]


def lying(survey: Survey, **changes: object) -> dict[str, Hint]:
    """Hints whose digests are wrong, so that one sees who believes them."""
    return {key: structs.replace(hint, digest="a lie", **changes) for key, hint in survey.hints.items()}


def test_what_looks_as_it_did_is_not_read_again(site: Path, opened: list[str]) -> None:
    first = survey_site(site, {})
    assert sorted(opened) == ["a.md", "p.svg", "site.yaml"]
    opened.clear()
    second = survey_site(site, first.hints)
    assert opened == ["site.yaml"]  # which is needed itself
    assert second.snapshot.digests == first.snapshot.digests
    assert second.snapshot.media == first.snapshot.media
    assert second.hints.keys() == first.hints.keys()


def test_an_article_that_is_asked_for_is_read_then(site: Path) -> None:
    survey = survey_site(site, survey_site(site, {}).hints)
    assert survey.snapshot.texts[ARTICLE] == b"one"


def test_a_hint_is_believed_if_all_of_it_is_as_it_was(site: Path) -> None:
    survey = survey_site(site, {})
    assert digest(survey_site(site, lying(survey))) == "a lie"


def _longer(path: Path) -> None:
    path.write_bytes(b"longer")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))


def _later(path: Path) -> None:
    os.utime(path, ns=(LONG_AGO, LONG_AGO + 1))


def _earlier(path: Path) -> None:
    os.utime(path, ns=(LONG_AGO, LONG_AGO - SECOND))


def _another_file(path: Path) -> None:
    """Same bytes, size and time."""
    path.rename(path.with_name("old.txt"))
    write(path, path.with_name("old.txt").read_bytes())


@pytest.mark.parametrize("change", [_longer, _later, _earlier, _another_file])
def test_a_hint_is_not_believed_if_anything_of_it_is_different(site: Path, change: Callable[[Path], None]) -> None:
    hints = lying(survey_site(site, {}))
    change(site / ARTICLE)
    assert digest(survey_site(site, hints)) == digest_bytes((site / ARTICLE).read_bytes())


@pytest.mark.parametrize("field", ["size", "modified", "changed", "number"])
def test_each_thing_that_a_hint_says_counts(site: Path, field: str) -> None:
    survey = survey_site(site, {})
    hint = survey.hints[ARTICLE]
    stat = structs.replace(hint.stat, **{field: getattr(hint.stat, field) + 1})
    hints = {**survey.hints, ARTICLE: structs.replace(hint, stat=stat, digest="a lie")}
    assert digest(survey_site(site, hints)) == digest_bytes(b"one")


def test_the_same_size_and_time_with_other_bytes_is_another_file(site: Path) -> None:
    survey = survey_site(site, {})
    there = (site / ARTICLE).stat()
    while (site / ARTICLE).stat().st_ctime_ns == there.st_ctime_ns:  # a coarse clock may not have moved on yet
        write(site / ARTICLE, b"two")
    assert (site / ARTICLE).stat().st_mtime_ns == there.st_mtime_ns
    assert digest(survey_site(site, survey.hints)) == digest_bytes(b"two")


@pytest.mark.parametrize(("pause", "believed"), [(0, False), (2 * SECOND, False), (2 * SECOND + 1, True)])
def test_a_file_that_had_just_changed_when_it_was_looked_at_is_read_again(
    site: Path, pause: int, believed: bool
) -> None:
    survey = survey_site(site, {})
    found = survey_site(site, lying(survey, seen=LONG_AGO + pause))
    assert (digest(found) == "a lie") is believed
    assert (digest(found, PICTURE) == "a lie") is believed


def test_a_file_from_the_future_is_read_each_time(site: Path) -> None:
    future = 4_000_000_000 * SECOND
    os.utime(site / ARTICLE, ns=(future, future))
    survey = survey_site(site, {})
    assert digest(survey_site(site, lying(survey))) == digest_bytes(b"one")


def test_other_times_for_all_files_are_nothing_new(site: Path, opened: list[str]) -> None:
    first = survey_site(site, {})
    for path in (ARTICLE, PICTURE, "site.yaml"):
        os.utime(site / path, ns=(LONG_AGO, LONG_AGO + SECOND))
    opened.clear()
    second = survey_site(site, first.hints)
    assert sorted(opened) == ["a.md", "p.svg", "site.yaml"]
    assert second.snapshot.digests == first.snapshot.digests
    assert second.snapshot.media == first.snapshot.media
    assert second.hints[ARTICLE].stat.modified == LONG_AGO + SECOND
    opened.clear()
    survey_site(site, second.hints)
    assert opened == ["site.yaml"]


def test_a_picture_has_its_measures_from_a_hint(site: Path) -> None:
    survey = survey_site(site, survey_site(site, {}).hints)
    assert (survey.snapshot.media[PICTURE].width, survey.snapshot.media[PICTURE].height) == (30, 20)


def test_a_hint_without_what_a_picture_needs_is_not_enough(site: Path) -> None:
    hints = lying(survey_site(site, {}), image=None)
    assert survey_site(site, hints).snapshot.media[PICTURE].digest == digest_bytes(drawing(30, 20, 1))


def test_files_that_are_gone_leave_no_hint(site: Path) -> None:
    survey = survey_site(site, {})
    (site / ARTICLE).unlink()
    assert ARTICLE not in survey_site(site, survey.hints).hints
