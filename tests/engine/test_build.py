"""The command on whole sites: the same bytes under any circumstances, and time as an input."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

ARTICLE = "---\ntitle: {title}\ndate: {date}\nsummary: In short.\n---\n\nText with “{title}”.\n"


def digest(folder: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            total.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return total.hexdigest()


def build(source: Path, destination: Path, *words: str, **environment: str) -> None:
    command = [sys.executable, "-m", "gazeta", "build", "-s", str(source), "-d", str(destination), *words]
    run = subprocess.run(
        command,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        cwd=destination.parent,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "content" / "m").mkdir(parents=True)
    (folder / "site.yaml").write_text("base_url: https://a.example\ntitle: A\nlocales: [en, pt-BR, ar]\n")
    for number in range(1, 9):
        text = ARTICLE.format(title=f"Story {number}", date=f"2026-06-02T{10 + number}:00:00Z")
        (folder / "content" / "m" / f"s{number}.md").write_text(text, encoding="utf-8")
    return folder


CIRCUMSTANCES = [
    (zone, language, seed, jobs)
    for zone in ("UTC", "Asia/Kathmandu")
    for language, seed in (("C", "1"), ("pt_BR.UTF-8", "777"))
    for jobs in ("1", "2")
]


def test_the_demonstration_is_the_same_under_any_circumstances(demo: Path, tmp_path: Path) -> None:
    expected = digest(demo)
    for number, (zone, language, seed, jobs) in enumerate(CIRCUMSTANCES[1::3]):
        folder = tmp_path / str(number)
        words = ("--now", "2026-06-02T22:00:00Z", "--jobs", jobs)
        build(ROOT, folder, *words, TZ=zone, LANG=language, LC_ALL=language, PYTHONHASHSEED=seed)
        assert digest(folder) == expected, (zone, language, seed, jobs)


def test_now_comes_from_the_environment_for_reproducible_builds(site: Path, tmp_path: Path) -> None:
    build(site, tmp_path / "a", "--now", "2026-06-02T22:00:00Z")
    build(site, tmp_path / "b", SOURCE_DATE_EPOCH="1780437600")
    assert digest(tmp_path / "a") == digest(tmp_path / "b")


def test_two_hours_after_its_date_a_card_says_so_in_portuguese(site: Path, tmp_path: Path) -> None:
    build(site, tmp_path / "out", "--now", "2026-06-02T20:00:00Z")
    assert "Há 2h" in (tmp_path / "out" / "pt-br" / "index.html").read_text(encoding="utf-8")


def test_a_later_build_writes_only_what_differs(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("--now", "2026-06-05T22:00:00Z")
    build(site, out, *words)
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*") if path.is_file()}
    article = site / "content" / "m" / "s1.md"
    article.write_text(article.read_text(encoding="utf-8").replace("Text with", "New text with"), encoding="utf-8")
    build(site, out, *words)
    changed = {path.relative_to(out).as_posix() for path, mtime in before.items() if path.stat().st_mtime_ns != mtime}
    assert changed == {"m/s1/index.html", "pt-br/m/s1/index.html", "ar/m/s1/index.html"}


def test_a_deleted_article_disappears_and_foreign_files_stay(site: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(site, out)
    (out / "CNAME").write_text("a.example")
    (site / "content" / "m" / "s8.md").unlink()
    build(site, out)
    assert not (out / "m" / "s8").exists()
    assert (out / "CNAME").read_text() == "a.example"
