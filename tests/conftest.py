"""What several tests share: the demonstration, built once."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from support import ROOT


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration newsroom, built by the command as of its own evening."""
    folder = tmp_path_factory.mktemp("demo") / "public"
    command = [sys.executable, "-m", "gazeta", "build", "-s", str(ROOT), "-d", str(folder)]
    run = subprocess.run([*command, "--now", "2026-06-02T22:00:00Z"], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


@pytest.fixture(scope="session", autouse=True)
def _hear_ctrl_c() -> None:
    """What runs in a shell's background inherits an ignored SIGINT; the commands under test must hear theirs."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
