"""`gazeta serve`, run as editors run it, on a newsroom of their own."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest
from msgspec import Struct

NOW = "2026-06-02T22:00:00Z"
PATIENCE = 120.0
"""Seconds after which something will never happen, however busy the machine is."""


class Serving(Struct):
    """A preview that runs: its folder, its port, and its process."""

    site: Path
    port: int
    process: "subprocess.Popen[str]"

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text at a path."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer.status, text

    def until(self, path: str, holds: Callable[[str], bool], seconds: float = PATIENCE) -> float:
        """How many seconds it takes until what is at a path is as it should be."""
        begun = time.monotonic()
        while not holds(self.get(path)[1]):
            assert time.monotonic() - begun < seconds, f"{path} did not change"
            time.sleep(0.005)
        return time.monotonic() - begun


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Callable[..., Serving]]:
    """Starts previews; the newsroom is the one that `gazeta init` makes."""
    yield from _previews(tmp_path)


@pytest.fixture(scope="module")
def preview_once(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """One preview for many tests that change nothing."""
    for start in _previews(tmp_path_factory.mktemp("once")):
        yield start()


def _previews(tmp_path: Path) -> Iterator[Callable[..., Serving]]:
    running: list[subprocess.Popen[str]] = []
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    gazeta = [sys.executable, "-W", "error", "-m", "gazeta"]

    def start(*words: str, site: Path | None = None, now: str = NOW) -> Serving:
        folder = site or tmp_path / "news"
        if not folder.exists():
            subprocess.run([*gazeta, "init", str(folder)], env=environment, capture_output=True, check=True)
        command = [*gazeta, "serve", "-s", str(folder), "--now", now, *words]
        process = subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        running.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.match(r"http://[^:]+:(\d+)/ shows ", line)
        assert found, line + (process.stderr.read() if process.stderr else "")
        return Serving(site=folder, port=int(found[1]), process=process)

    yield start
    for process in running:
        process.terminate()
        process.communicate(timeout=PATIENCE)


@pytest.fixture
def served(preview: Callable[..., Serving]) -> Serving:
    """A preview of a new newsroom."""
    return preview()
