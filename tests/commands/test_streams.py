"""Whatever standard streams a command is given: closed, full, in any encoding, with a reader that went away."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOW = "--now 2026-06-02T22:00:00Z"
ARTICLE = "---\ntitle: 日本の川 🌊 “Ríos”\ndate: 2026-01-02\n---\n\nA [link][nowhere].\n"
COMMANDS = ("build", "check", "list", "next-change", "explain /", "translations status", "translations check")
STREAMS = (">/dev/full", ">&-", "2>/dev/full", "2>&-", "<&- >&- 2>&-")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "content" / "world").mkdir(parents=True)
    (tmp_path / "content" / "world" / "river.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "site.yaml").write_text("base_url: https://a.example\ntitle: A\nlocales: [en, pt-BR]\n")
    return tmp_path


def run(site: Path, line: str, **environment: str) -> "subprocess.CompletedProcess[bytes]":
    """A line of the shell, in which `gazeta` is the command."""
    paths = os.pathsep.join(path for path in sys.path if path)
    variables = {**os.environ, "PYTHONPATH": paths, **environment}
    program = f'gazeta() {{ "{sys.executable}" -m gazeta "$@"; }}; {line}'
    return subprocess.run(["bash", "-c", program], cwd=site, env=variables, capture_output=True, check=False)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("streams", STREAMS)
def test_streams_that_take_nothing(site: Path, streams: str) -> None:
    """All verbs at once: what differs between them is what they say, not how."""
    lines = [f"(gazeta {words} {NOW}) {streams}; echo $? >> statuses" for words in COMMANDS]
    said = run(site, "; ".join(lines)).stderr.decode()
    statuses = (site / "statuses").read_text().split()
    lost = {"0", "1", "2"} if "full" in streams else {"0", "1"}
    assert len(statuses) == len(COMMANDS)
    assert set(statuses) <= lost
    assert "Traceback" not in said
    assert "bug" not in said
    assert (site / "public" / "index.html").is_file()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("buffered", ["", "1"])
def test_what_is_said_of_the_published_site_is_true(site: Path, buffered: str) -> None:
    for _ in range(2):  # a first build, and one that has nothing to do
        done = run(site, f"gazeta build {NOW} >/dev/full", PYTHONUNBUFFERED=buffered)
        assert done.returncode == 2
        assert b"could not be written: No space left on device." in done.stderr
        assert b"The site has been published." in done.stderr
        assert b"Nothing was published" not in done.stderr


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp437", "ascii", "shift-jis", "koi8-r", "utf-16"])
def test_no_encoding_ends_a_command(site: Path, encoding: str) -> None:
    for words in COMMANDS:
        usual = run(site, f"gazeta {words} {NOW}", PYTHONIOENCODING="utf-8")
        done = run(site, f"gazeta {words} {NOW}", PYTHONIOENCODING=encoding)
        assert done.returncode == usual.returncode, done.stderr
        assert b"Traceback" not in done.stderr
        assert len(done.stdout) >= len(usual.stdout) // 3


def test_own_punctuation_is_spelled_and_json_stays_whole(site: Path) -> None:
    said = run(site, f"gazeta check {NOW}", PYTHONIOENCODING="latin-1").stdout.decode("latin-1")
    assert 'The link\'s label "nowhere" is not defined in this file.' in said
    assert "  6 | A [link][nowhere]." in said
    listed = run(site, f"gazeta list {NOW} --format json", PYTHONIOENCODING="cp1252").stdout
    assert json.loads(listed.decode("ascii"))["articles"][0]["title"] == "日本の川 🌊 “Ríos”"


def test_a_reader_that_went_away_is_no_fault(site: Path) -> None:
    for words in COMMANDS:
        done = run(site, f"gazeta {words} {NOW} | true; echo ${{PIPESTATUS[0]}}")
        assert done.stdout.strip() in {b"0", b"1", b"141"}
        assert b"Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="names of files there are always Unicode")
def test_a_destination_and_a_site_whose_names_are_no_utf_8(site: Path) -> None:
    for _ in range(2):
        done = run(site, f"gazeta build {NOW} -d $'out\\xff'")
        assert done.returncode == 0, done.stderr
        assert b"to out\\xff:" in done.stdout
    moved = site.parent / os.fsdecode(b"news\xff")
    site.rename(moved)
    for words in COMMANDS:
        done = run(moved, f"gazeta {words} {NOW}")
        assert b"bug" not in done.stderr, done.stderr
        assert done.returncode in {0, 1}
    assert run(moved.parent, f"gazeta build {NOW} -s $'news\\xff'").returncode == 0
    assert b"/news\\xff/content" in run(moved, f"cd content; gazeta new world/x -s $PWD {NOW}").stderr
