"""The command, run as users run it."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gazeta.__main__ import main

Gazeta = Callable[..., "subprocess.CompletedProcess[str]"]

NOW = "2026-06-02T22:00:00Z"


@pytest.fixture
def gazeta(tmp_path: Path) -> Gazeta:
    """Runs `gazeta` with words and environment variables, in an empty folder, as of a fixed evening."""

    def run(*words: str, cwd: Path = tmp_path, **environment: str) -> "subprocess.CompletedProcess[str]":
        paths = os.pathsep.join(path for path in sys.path if path)
        variables = {**os.environ, "SOURCE_DATE_EPOCH": "1780437600", "PYTHONPATH": paths, **environment}
        command = [sys.executable, "-W", "error", "-m", "gazeta", *words]
        return subprocess.run(command, cwd=cwd, env=variables, capture_output=True, text=True, check=False)

    return run


@pytest.fixture
def news(tmp_path: Path, gazeta: Gazeta) -> Path:
    """A site as `gazeta init news` makes it."""
    assert gazeta("init", "news").returncode == 0
    return tmp_path / "news"


Call = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    """The same within this process: a hundredth of the time, for tests of many command lines."""

    def run(*words: str, cwd: Path = tmp_path) -> "subprocess.CompletedProcess[str]":
        monkeypatch.chdir(cwd)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1780437600")
        monkeypatch.setattr(sys, "argv", ["gazeta", *words])
        for stream in (sys.stdout, sys.stderr):  # as `prepare_streams` has them
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
        status = main()
        out, err = capsys.readouterr()
        return subprocess.CompletedProcess(list(words), status, out, err)

    return run
