"""A site with thirty different faults: all of them in one run, each in its place, and nothing published."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT

FAULTY = ROOT / "tests" / "invalid" / "thirty"
EXPECTED = sorted((FAULTY / "expected.txt").read_text(encoding="utf-8").split("\n")[:-1])


def gazeta(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "gazeta", *words], capture_output=True, text=True, check=False)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FAULTY, tmp_path / "site"))


def test_thirty_faults_give_thirty_diagnostics(site: Path) -> None:
    run = gazeta("build", "-s", str(site), "--now", "2026-06-02T22:00:00Z", "--format", "json")
    assert run.returncode == 1
    found = json.loads(run.stdout)["diagnostics"]
    places = sorted(f"{place(diagnostic['span'])} {diagnostic['code']}" for diagnostic in found)
    assert places == EXPECTED
    assert len(places) == 30
    for diagnostic in found:
        assert diagnostic["hint"], diagnostic
        assert diagnostic["message"].endswith((".", "”", ")")), diagnostic


def place(span: dict[str, object]) -> str:
    return ":".join(str(span[key]) for key in ("path", "line", "column") if span.get(key))


def test_the_text_names_every_place_and_shows_the_line(site: Path) -> None:
    run = gazeta("build", "-s", str(site), "--now", "2026-06-02T22:00:00Z")
    assert run.returncode == 1
    output = run.stdout + run.stderr
    for line in EXPECTED:
        where, code = line.split(" ")
        assert code in output
        assert where.rpartition("/")[2].partition(":")[0] in output
    assert "sumary: Copper climbed." in output
    assert "Did you mean “summary”?" in output
    assert "Traceback" not in output


def test_what_was_published_before_stays(site: Path, tmp_path: Path) -> None:
    good = tmp_path / "good"
    (good / "content" / "m").mkdir(parents=True)
    (good / "site.yaml").write_text("base_url: https://a.example\ntitle: A\nlocales: [en, pt-BR]\n")
    article = good / "content" / "m" / "a.md"
    article.write_text("---\ntitle: A\ndate: 2026-05-01\n---\nText.\n")
    assert gazeta("build", "-s", str(good), "--now", "2026-06-02").returncode == 0
    before = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (good / "public").rglob("*") if path.is_file()
    }
    article.write_text("---\ntitle: A\ndate: never\n---\nText.\n")
    assert gazeta("build", "-s", str(good), "--now", "2026-06-02").returncode == 1
    after = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in (good / "public").rglob("*") if path.is_file()
    }
    assert after == before


def test_check_reports_the_same_and_writes_nothing(site: Path) -> None:
    before = sorted(path for path in site.rglob("*"))
    run = gazeta("check", "-s", str(site), "--now", "2026-06-02T22:00:00Z", "--format", "json")
    assert run.returncode == 1
    assert len(json.loads(run.stdout)["diagnostics"]) == 30
    assert sorted(path for path in site.rglob("*")) == before
