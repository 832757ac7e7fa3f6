"""`gazeta explain`, `gazeta next-change` and `gazeta build --verify`, as one meets them."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from commands.conftest import Gazeta

EVENING = ("--now", "2026-06-02T22:00:00Z")

SITE = """\
base_url: https://a.example
title: A
locales: [en, pt-BR]
widgets:
  ad: {type: promotion, image: static/ad.svg, alt: An advert, url: "https://shop.example", from: 2026-06-03T00:00:00Z}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>'


def article(date: str, body: str = "Text.", **front: str) -> str:
    lines = "".join(
        f"{name}: {value}\n" for name, value in {"title": "T", "date": date, "summary": "In short.", **front}.items()
    )
    return f"---\n{lines}---\n{body}\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "a"
    (folder / "content/m").mkdir(parents=True)
    (folder / "static").mkdir()
    (folder / "static/ad.svg").write_text(SVG)
    (folder / "site.yaml").write_text(SITE)
    (folder / "content/m/old.md").write_text(article("2026-01-02T10:00:00Z", "See [[new]]."))
    (folder / "content/m/new.md").write_text(article("2026-06-02T20:30:00Z"))
    return folder


def explained(gazeta: Gazeta, site: Path, subject: str, *words: str) -> list[dict[str, object]]:
    run = gazeta("explain", subject, "-s", str(site), "--format", "json", *(words or EVENING))
    pages: list[dict[str, object]] = json.loads(run.stdout)["pages"]
    return pages


def test_a_page_is_explained_by_its_address_its_file_and_its_source(gazeta: Gazeta, site: Path) -> None:
    assert gazeta("build", "-s", str(site), *EVENING).returncode == 0
    for subject in ("/pt-br/m/old/", "https://a.example/pt-br/m/old", "pt-br/m/old/index.html"):
        (page,) = explained(gazeta, site, subject)
        assert (page["url"], page["locale"]) == ("https://a.example/pt-br/m/old/", "pt-BR")
        assert page["sources"] == ["content/m/old.md", "content/m/new.md"]
        assert (page["reasons"], page["due"]) == (["new page"], [])
    assert [page["locale"] for page in explained(gazeta, site, "content/m/old.md")] == ["en", "pt-BR"]
    assert explained(gazeta, site, "feed.xml")[0]["what"] == "a feed"


@pytest.mark.parametrize(
    ("file", "change", "due"),
    [
        ("content/m/old.md", lambda text: text + "\nMore.\n", ["text"]),
        ("content/m/new.md", lambda text: text.replace("title: T", "title: U"), ["links"]),
        ("content/m/new.md", lambda text: text + "\nMore.\n", []),
        ("site.yaml", lambda text: text.replace("title: A", "title: B"), ["settings"]),
    ],
)
def test_what_changed_is_named(
    gazeta: Gazeta, site: Path, file: str, change: Callable[[str], str], due: list[str]
) -> None:
    gazeta("build", "-s", str(site), *EVENING)
    path = site / file
    path.write_text(change(path.read_text()))
    assert explained(gazeta, site, "/m/old/")[0]["due"] == due
    gazeta("build", "-s", str(site), *EVENING)
    (page,) = explained(gazeta, site, "/m/old/")
    assert page["due"] == []
    assert page["reasons"] == (due or ["new page"])
    changes = json.loads((site / ".gazeta/changes.json").read_text())
    named = {tuple(change["reasons"]) for change in changes["changed"] if change["url"].endswith("/m/old/")}
    assert named == ({tuple(due)} if due else set())


def test_what_is_not_there_is_explained_too(gazeta: Gazeta, site: Path) -> None:
    (site / "content/m/draft.md").write_text(article("2026-01-01", draft="true"))
    (site / "content/m/later.md").write_text(article("2026-07-01T00:00:00Z"))
    (site / "content/m/over.md").write_text(article("2026-01-01", expires="2026-02-01T00:00:00Z"))
    (site / "content/m/few.md").write_text(article("2026-01-01", locales="[]"))
    said = {
        name: explained(gazeta, site, f"content/m/{name}.md")[0]["why"] for name in ("draft", "later", "over", "few")
    }
    assert said == {
        "draft": "It is a draft; --drafts shows it.",
        "later": "It is published at 2026-07-01T00:00:00+00:00; --future shows it now.",
        "over": "It expired at 2026-02-01T00:00:00+00:00; --expired shows it.",
        "few": "Its “locales” are none; no page shows this edition.",
    }
    run = gazeta("explain", "/m/odl/", "-s", str(site), *EVENING)
    assert run.returncode == 1
    assert "Did you mean “m/old/index.html”?" in run.stdout


def test_the_next_change_is_one_that_readers_see(gazeta: Gazeta, site: Path) -> None:
    def following(now: str) -> tuple[str | None, list[str]]:
        run = gazeta("next-change", "-s", str(site), "--now", now, "--format", "json")
        found = json.loads(run.stdout)
        return found["next"], [f"{change['subject']} {change['why']}" for change in found["changes"]]

    label = ["content/m/new.md has another label"]
    assert following("2026-06-02T22:00:00Z") == ("2026-06-02T22:30:00+00:00", label)
    assert following("2026-06-02T23:45:00Z") == ("2026-06-03T00:00:00+00:00", ["the promotion “ad” begins"])
    assert following("2026-06-01T00:00:00Z") == ("2026-06-02T20:30:00+00:00", ["content/m/new.md is published"])
    assert following("2026-06-20T00:00:00Z") == (None, [])
    (site / "content/about.md").write_text(article("2026-06-20T00:00:00Z"))  # no card of it is anywhere
    assert following("2026-06-20T01:00:00Z") == (None, [])
    assert gazeta("next-change", "-s", str(site), "--now", "2026-06-21").stdout == ""


def test_builds_by_the_clock_do_what_next_change_says(gazeta: Gazeta, site: Path) -> None:
    for now, written in (("22:00:00", True), ("22:29:59", False), ("22:30:00", True)):
        out = gazeta("build", "-s", str(site), "--now", f"2026-06-02T{now}Z").stdout
        assert (" 0 files written" not in out) is written, out


def test_verifying_says_so_and_finds_a_forged_page(gazeta: Gazeta, site: Path) -> None:
    run = gazeta("build", "-s", str(site), *EVENING, "--verify")
    assert run.returncode == 0
    assert "a clean build makes the same, byte for byte." in run.stdout


def test_a_build_that_would_change_too_much_is_refused(gazeta: Gazeta, site: Path) -> None:
    gazeta("build", "-s", str(site), *EVENING)
    before = (site / "public/m/old/index.html").read_bytes()
    (site / "content/m/old.md").write_text(article("2026-01-02T10:00:00Z", "Other words."))
    run = gazeta("build", "-s", str(site), *EVENING, "--max-changes", "1")
    assert run.returncode == 2
    assert "would change 2 files" in run.stderr
    assert (site / "public/m/old/index.html").read_bytes() == before
    assert gazeta("build", "-s", str(site), *EVENING, "--max-changes", "2").returncode == 0


def test_a_first_build_changes_nothing_that_is_there(gazeta: Gazeta, site: Path) -> None:
    """Nor does one whose destination is gone, or whose memory is gone with it: caches get lost."""
    for lost in ("", "public", ".gazeta"):
        if lost:
            shutil.rmtree(site / "public")
            shutil.rmtree(site / lost, ignore_errors=True)
        run = gazeta("build", "-s", str(site), *EVENING, "--max-changes", "0")
        assert run.returncode == 0, run.stderr
    (site / "content/m/old.md").write_text(article("2026-01-02T10:00:00Z", "Other words."))
    assert gazeta("build", "-s", str(site), *EVENING, "--max-changes", "0").returncode == 2


def test_a_build_that_changed_nothing_lists_no_changes(gazeta: Gazeta, site: Path) -> None:
    listed = []
    for words in ([], [], ["--future"], ["--future"]):
        gazeta("build", "-s", str(site), *EVENING, *words)
        changes = json.loads((site / ".gazeta/changes.json").read_text())
        listed.append(sum(len(changes[kind]) for kind in ("added", "changed", "removed")))
        assert changes["destination"] == str(site / "public")
    assert listed[0] > 0
    assert listed[1:] == [0, 0, 0]
