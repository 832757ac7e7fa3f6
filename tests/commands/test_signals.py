"""Builds and the preview that are ended from outside: cleaned up, with a true word and the right exit status."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ENDS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "news"
    (site / "content").mkdir(parents=True)
    (site / "site.yaml").write_text("base_url: https://news.example.org\ntitle: News\nlocales: [en, pt-BR, ar]\n")
    for number in range(400):
        text = f"---\ntitle: Story {number}\ndate: 2026-05-01\n---\n\n{'Word. ' * 200}\n"
        (site / "content" / f"story-{number}.md").write_text(text)
    return site


def started(*words: str) -> "subprocess.Popen[str]":
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-m", "gazeta", *words]
    environment = {**os.environ, "PYTHONPATH": paths, "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def until(is_so: object, process: "subprocess.Popen[str]") -> bool:
    """Whether something becomes so while a process lives."""
    while process.poll() is None:
        if is_so():  # type: ignore[operator]
            return True
        time.sleep(0.002)
    return False


def below(process: "subprocess.Popen[str]") -> Iterator[int]:
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if parent == process.pid:
            yield int(status.parent.name)


@pytest.mark.parametrize("number", ENDS)
@pytest.mark.parametrize("to_all", [False, True])
def test_a_build_that_is_ended_leaves_nothing_behind(number: signal.Signals, to_all: bool, site: Path) -> None:
    process = started("build", "-s", str(site), "-j", "2", "--now", "2026-06-02")
    stage = site / ".public.gazeta-new" / "site"
    assert until(lambda: (stage.is_dir() and any(list(stage.iterdir()))) or (site / "public").exists(), process)
    workers = list(below(process)) if sys.platform == "linux" else []
    (os.killpg if to_all else os.kill)(process.pid, number)
    said, told = process.communicate(timeout=60)
    assert process.returncode == 128 + number, told
    assert "Interrupted. " in told
    published = (site / "public").exists()
    assert ("Nothing was published" in told) == (not published), said + told
    assert sorted(path.name for path in site.iterdir() if path.name.startswith(".")) == [".gazeta"]
    for worker in workers:
        assert not Path(f"/proc/{worker}").exists()
    again = started("build", "-s", str(site), "-j", "1", "--now", "2026-06-02")
    again.communicate(timeout=120)
    assert again.returncode == 0


@pytest.mark.parametrize("number", ENDS)
def test_the_preview_ends_in_the_same_way(number: signal.Signals, site: Path) -> None:
    process = started("serve", "-s", str(site), "--port", "18437")
    assert process.stdout is not None
    for line in process.stdout:
        if "Ctrl+C" in line:
            break
    process.send_signal(number)
    process.communicate(timeout=60)
    assert process.returncode == 128 + number


def test_a_signal_that_is_ignored_stays_ignored(site: Path) -> None:
    """As `nohup` wants it."""
    paths = os.pathsep.join(path for path in sys.path if path)
    command = f"trap '' HUP; exec {sys.executable} -m gazeta build -s {site} --now 2026-06-02"
    environment = {**os.environ, "PYTHONPATH": paths}
    process = subprocess.Popen(["/bin/sh", "-c", command], env=environment, stdout=subprocess.DEVNULL, text=True)
    assert until((site / ".gazeta").exists, process)
    process.send_signal(signal.SIGHUP)
    assert process.wait(timeout=120) == 0
