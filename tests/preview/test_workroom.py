"""The workroom and its proofs, without a server."""

from pathlib import Path

import pytest

from gazeta.engine.options import BuildOptions
from gazeta.preview.preview_session import Workroom
from support import NOW, SITE, article

ADDRESS = "/world/one/"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content" / "world").mkdir(parents=True)
    (tmp_path / "site.yaml").write_text(SITE, encoding="utf-8")
    (tmp_path / "content" / "world" / "one.md").write_text(article(body="As it was."), encoding="utf-8")
    return tmp_path


@pytest.fixture
def workroom(site: Path) -> Workroom:
    return Workroom(site, lambda: BuildOptions(now=NOW))


def test_a_proof_stays_as_it_was_though_articles_are_read_anew(site: Path, workroom: Workroom) -> None:
    """Its pages are made later than it, so what they are made of must not be what was saved meanwhile."""
    workroom.refresh()
    proof = workroom.state.proof
    assert proof is not None
    text = article(body="As it is.").replace("title:", "titel:")
    (site / "content" / "world" / "one.md").write_text(text, encoding="utf-8")
    assert workroom.refresh()
    assert workroom.state.broken
    assert workroom.state.proof is proof
    assert b"As it was." in proof.sheet(ADDRESS).data
    assert b"As it is." not in proof.sheet(ADDRESS).data


def test_a_glance_shows_words_and_a_refresh_after_it_finds_nothing_more(site: Path, workroom: Workroom) -> None:
    workroom.refresh()
    path = site / "content" / "world" / "one.md"
    path.write_text(article(body="As it is."), encoding="utf-8")
    assert workroom.glance(["content/world/one.md"]) is True
    assert workroom.state.proof is not None
    assert b"As it is." in workroom.state.proof.sheet(ADDRESS).data
    assert workroom.glance(["content/world/one.md"]) is False
    assert not workroom.refresh()


def test_a_save_that_a_refresh_finds_by_itself_is_but_a_glance(
    site: Path, workroom: Workroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A save may fall into a look at the whole folder; it need not wait until the site is prepared anew."""
    workroom.refresh()
    monkeypatch.setattr(workroom, "_prepare", None)
    (site / "content" / "world" / "one.md").write_text(article(body="As it is."), encoding="utf-8")
    assert workroom.refresh()
    assert workroom.state.proof is not None
    assert b"As it is." in workroom.state.proof.sheet(ADDRESS).data
    assert not workroom.refresh()


def test_a_glance_that_finds_an_error_keeps_the_proof(site: Path, workroom: Workroom) -> None:
    workroom.refresh()
    proof = workroom.state.proof
    path = site / "content" / "world" / "one.md"
    path.write_text(article(body="As it is.", source="nobody"), encoding="utf-8")
    assert workroom.glance(["content/world/one.md"]) is True
    assert workroom.state.broken
    assert workroom.state.proof is proof
    assert proof is not None
    assert b"As it was." in proof.sheet(ADDRESS).data
    path.write_text(article(body="Mended."), encoding="utf-8")
    assert workroom.glance(["content/world/one.md"]) is None
    assert workroom.refresh()
    assert not workroom.state.broken


def test_a_glance_declines_what_it_does_not_know(site: Path, workroom: Workroom) -> None:
    assert workroom.glance(["content/world/one.md"]) is None
    workroom.refresh()
    (site / "content" / "world" / "two.md").write_text(article(), encoding="utf-8")
    assert workroom.glance(["content/world/two.md"]) is None
    (site / "content" / "world" / "one.md").unlink()
    assert workroom.glance(["content/world/one.md"]) is None
    assert workroom.refresh()


def test_when_something_is_due_the_site_is_made_anew(site: Path) -> None:
    """An embargo ends while nobody saves anything."""
    now = [NOW]
    workroom = Workroom(site, lambda: BuildOptions(now=now[0]))
    (site / "content" / "world" / "two.md").write_text(article(date="2026-06-02T22:30:00Z"), encoding="utf-8")
    workroom.refresh()
    assert workroom.state.proof is not None
    assert not workroom.state.proof.has("/world/two/")
    now[0] = NOW.replace(minute=29)
    assert not workroom.refresh()
    now[0] = NOW.replace(minute=30)
    assert workroom.glance(["content/world/one.md"]) is None
    assert workroom.refresh()
    assert workroom.state.proof.has("/world/two/")


def test_what_cannot_be_read_is_news_as_well(site: Path, workroom: Workroom) -> None:
    workroom.refresh()
    (site / "content" / "world" / "link.md").symlink_to(site / "site.yaml")
    assert workroom.refresh()
    assert [problem.code for problem in workroom.state.found] == ["symlink"]
    assert not workroom.refresh()


def write(site: Path, name: str, **front: str) -> None:
    (site / "content" / "world" / f"{name}.md").write_text(article(**front), encoding="utf-8")


def test_it_begins_with_a_site_without_the_articles_that_are_wrong(site: Path, workroom: Workroom) -> None:
    write(site, "wrong", source="nobody")
    write(site, "linking", body="See [[wrong]].")
    (site / "content" / "world" / "broken.md").write_text('---\ntitle: "Broken\n---\n', encoding="utf-8")
    workroom.refresh()
    proof = workroom.state.proof
    assert workroom.state.broken
    assert proof is not None
    assert b"As it was." in proof.sheet(ADDRESS).data
    assert b"See" in proof.sheet("/world/linking/").data
    assert not proof.has("/world/wrong/")
    assert {found.span.path for found in workroom.state.found} == {
        "content/world/broken.md",
        "content/world/wrong.md",
    }


def test_one_wrong_article_does_not_hide_what_others_write(site: Path, workroom: Workroom) -> None:
    write(site, "two", body="Of two.")
    workroom.refresh()
    write(site, "two", body="Of two, wrong.", source="nobody")
    workroom.refresh()
    write(site, "one", body="As it is.")
    write(site, "three", body="Of three.")
    workroom.refresh()
    proof, broken = workroom.state.proof, workroom.state.broken
    assert broken
    assert proof is not None
    assert b"As it is." in proof.sheet(ADDRESS).data
    assert b"Of three." in proof.sheet("/world/three/").data
    assert b"Of two." in proof.sheet("/world/two/").data
    write(site, "two", body="Of two, mended.")
    workroom.refresh()
    assert not workroom.state.broken
    assert workroom.state.proof is not None
    assert b"mended" in workroom.state.proof.sheet("/world/two/").data


def test_errors_of_the_whole_keep_the_last_sound_site(site: Path, workroom: Workroom) -> None:
    workroom.refresh()
    proof = workroom.state.proof
    (site / "content" / "world" / "_section.yaml").write_text("titel: World\n", encoding="utf-8")
    write(site, "one", body="As it is.")
    workroom.refresh()
    assert workroom.state.broken
    assert workroom.state.proof is proof


def test_there_is_no_site_while_its_settings_are_wrong(site: Path, workroom: Workroom) -> None:
    (site / "site.yaml").write_text("base_url: https://a.example\nlocales: [xx]\n", encoding="utf-8")
    workroom.refresh()
    assert workroom.state.proof is None
