"""How long a command takes, and how much memory all its processes hold together."""

import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

PERIOD = 0.02
"""Seconds between two looks at the memory."""
PROC = Path("/proc")


class Run(Struct, frozen=True, kw_only=True):
    """A command's run: wall-clock seconds, and the peak of its processes' memory in bytes, 0 if not sampled."""

    seconds: float
    peak: int = 0


class Failed(Exception):  # noqa: N818 - it is what happened to the command
    """A command did not end well; its text is the end of what it printed."""


def run(command: list[str], cwd: Path, env: Mapping[str, str], *, sampled: bool = False) -> Run:
    """Runs a command to its end.

    Reading a process's memory map holds up that process, so that runs for time are not `sampled`.
    """
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=cwd, env=env, stdout=said, stderr=subprocess.STDOUT)
        sampler = _Sampler(process.pid) if sampled else None
        code = process.wait()
        seconds = time.perf_counter() - started
        peak = sampler.stop() if sampler else 0
        if code:
            said.seek(0)
            tail = said.read()[-2000:].decode(errors="replace").strip()
            raise Failed(f"exit code {code}: {tail}")
    return Run(seconds=seconds, peak=peak)


class _Sampler:
    """Takes the memory of a process and its descendants, again and again, until it is stopped."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> int:
        """The greatest sum that was seen, in bytes."""
        self._done.set()
        self._thread.join()
        return self._peak

    def _watch(self) -> None:
        while not self._done.wait(PERIOD):
            self._peak = max(self._peak, sum(_proportional(pid) for pid in _tree(self._root)))


def _tree(root: int) -> list[int]:
    """A process and all its descendants that live now."""
    found, at = [root], 0
    while at < len(found):
        try:
            for task in (PROC / str(found[at]) / "task").iterdir():
                found += [int(child) for child in (task / "children").read_text().split()]
        except OSError:
            pass  # it has ended since
        at += 1
    return found


def _proportional(pid: int) -> int:
    """A process's proportional set size in bytes: a page that `n` processes share counts for `1/n` in each."""
    try:
        rollup = (PROC / str(pid) / "smaps_rollup").read_bytes()
    except OSError:
        return 0
    for line in rollup.splitlines():
        if line.startswith(b"Pss:"):
            return int(line.split()[1]) * 1024
    return 0


def available_memory() -> int:
    """Bytes that can still be had without swapping, which files in a memory folder take from too."""
    for line in (PROC / "meminfo").read_text().splitlines():
        if line.startswith("MemAvailable:"):
            return int(line.split()[1]) * 1024
    return 0
