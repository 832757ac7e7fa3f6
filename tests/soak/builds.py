"""Runs `gazeta build`: each in a process of its own that is forked from this one, which never builds the site itself.

So no build finds anything in memory that another one left, as it is where each build is a new process; but it need not
wait for the start of one. The copy has the modules, and what `warm_up` has left in their caches. Where a true process
is asked for, one is started.
"""

import contextlib
import errno
import gc
import io
import json
import os
import select
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import traceback
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any

from gazeta.commands.build import build
from gazeta.edge import disk
from gazeta.edge.user_error import Trouble

PATIENCE = 120.0
"""Seconds until a build counts as hung."""

KILLED = -int(signal.SIGKILL)

FAILED = "⚠"
"""Begins the line that a build says besides when a change to the disk was made to fail."""

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_CHANGES = frozenset("os.rename os.remove os.mkdir os.rmdir os.link os.truncate os.chmod sqlite3.connect".split())


@dataclass
class Build:
    """A command line for `gazeta build`, without the verb.

    `shipped` is a folder of themes and phrases in place of Gazeta's own, `dies_at` the change to the disk at which the
    build is killed, `fails_at` the one that fails, with the error `fails_with`.
    """

    site: Path
    destination: Path
    now: str
    words: Sequence[str] = ()
    jobs: int = 1
    shipped: Path | None = None
    dies_at: int = 0
    fails_at: int = 0
    fails_with: int = errno.ENOSPC

    @property
    def command(self) -> list[str]:
        """The words of the command line."""
        given = ["-s", str(self.site), "-d", str(self.destination), "--now", self.now, "--jobs", str(self.jobs)]
        return [*given, "--format", "json", *self.words]


@dataclass
class Outcome:
    """What came of a build: exit status, report, and what it said besides."""

    status: int
    report: dict[str, Any] = field(default_factory=dict)
    said: str = ""

    @property
    def problems(self) -> list[str]:
        """What it found wrong."""
        return [json.dumps(found, ensure_ascii=False) for found in self.report.get("diagnostics", [])]

    @property
    def summary(self) -> dict[str, Any]:
        """Its figures."""
        found: dict[str, Any] = self.report.get("summary", {})
        return found


@cache
def warm_up(path: str = "", content: bytes = b"") -> None:
    """Builds a site that has nothing in common with those under test but the theme and the languages, in this process.

    It may have a file more, such as a template without which it would not be the same theme.
    """
    locales = "en, pt-BR, ar, zh-Hans, pt-PT, es, zh-Hant, gl, de"
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder)
        (site / "content/warm").mkdir(parents=True)
        (site / "site.yaml").write_text(f"base_url: https://warm.example.org\ntitle: Warm\nlocales: [{locales}]\n")
        (site / "content/warm/it-is.md").write_text(
            "---\ntitle: Warm\ndate: 2000-01-01\naliases: [/w/]\n---\nIt is.\n"
        )
        if path:
            (site / path).parent.mkdir(parents=True)
            (site / path).write_bytes(content)
        with contextlib.redirect_stdout(io.StringIO()):
            build.main(Build(site=site, destination=site / "public", now="2000-01-02").command, standalone_mode=False)


class Running:
    """A build under way, in a fork of this process."""

    def __init__(self, asked: Build) -> None:
        warm_up()
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", DeprecationWarning
            )  # of other tests' threads, which the fork does not need
            self.pid = os.fork()
        if self.pid == 0:
            os.close(reading)
            _live(asked, writing)
        os.close(writing)
        self._pipe = reading

    def outcome(self, patience: float = PATIENCE) -> Outcome:
        """Waits for it."""
        said = _everything(self._pipe, time.monotonic() + patience, self.pid)
        os.close(self._pipe)
        _, status = os.waitpid(self.pid, 0)
        if os.WIFSIGNALED(status):
            return Outcome(status=-os.WTERMSIG(status), said=said)
        return _read(os.WEXITSTATUS(status), said)

    def kill(self) -> None:
        """At once; there is nothing to hear from it then."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._pipe)


def _everything(pipe: int, deadline: float, pid: int) -> str:
    """All that a process writes; one that does not end in time is killed."""
    parts = []
    while True:
        if not select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
            os.kill(pid, signal.SIGKILL)
            break
        part = os.read(pipe, 1 << 20)
        if not part:
            break
        parts.append(part)
    return b"".join(parts).decode("utf-8", "replace")


def _read(status: int, said: str) -> Outcome:
    try:
        report, _, rest = said.partition("\0")
        return Outcome(status=status, report=json.loads(report), said=rest)
    except ValueError:
        return Outcome(status=status, said=said)


def _live(asked: Build, pipe: int) -> None:
    """The fork's whole life."""
    gc.freeze()  # what it shares with its parent it would otherwise copy, page by page, while it looks for garbage
    status = 3
    try:
        status, text = _built(asked)
        _write(pipe, text)
    except BaseException:  # noqa: BLE001 - nothing may leave this function: what is behind it is another process' work
        _write(pipe, traceback.format_exc())
    finally:
        os._exit(status)


def _built(asked: Build) -> tuple[int, str]:
    out, err = io.StringIO(), io.StringIO()
    _without_waiting_for_the_disk()
    if asked.shipped:
        folder = asked.shipped
        disk.shipped_root = lambda: folder
    if asked.dies_at:
        sys.addaudithook(_at_change(asked.dies_at, _die))
    if asked.fails_at:
        sys.addaudithook(_at_change(asked.fails_at, partial(_fail, asked.fails_with, err)))
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            status = build.main(asked.command, prog_name="gazeta build", standalone_mode=False)
        except Trouble as trouble:
            return 2, f"{{}}\0{err.getvalue()}{trouble.message} {trouble.hint}"
    status = 3 if "begins again with nothing remembered" in err.getvalue() else status  # what hid a bug is one
    return int(status), f"{out.getvalue()}\0{err.getvalue()}"


def _write(pipe: int, text: str) -> None:
    data = text.encode("utf-8", "replace")
    while data:
        data = data[os.write(pipe, data) :]


def _without_waiting_for_the_disk() -> None:
    """No test here takes the power away, and a disk that others use as well may keep one waiting for seconds."""

    def nothing(*_: object) -> None:
        return None

    for name in ("sync", "fsync", "fdatasync"):
        if hasattr(os, name):
            setattr(os, name, nothing)


def _at_change(number: int, happen: Callable[[str, object], None]) -> Callable[[str, tuple[Any, ...]], None]:
    """Lets something happen right before this process' nth change to the disk."""
    left = number

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal left
        opened = event == "open" and isinstance(arguments[2], int) and bool(arguments[2] & _WRITES)
        if opened or event in _CHANGES:
            left -= 1
            if left == 0:
                happen(event, arguments[0])

    return hook


def _die(_event: str, _path: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _fail(number: int, said: io.StringIO, event: str, path: object) -> None:
    """What changes the disk raises the system's error, and SQLite's what it makes of it."""
    said.write(f"{FAILED} {event} {path}: {errno.errorcode[number]}\n")
    if event == "sqlite3.connect":
        raise sqlite3.OperationalError("unable to open database file")
    raise OSError(number, os.strerror(number), str(path))


def run(asked: Build) -> Outcome:
    """A build, from its beginning to its end."""
    return Running(asked).outcome()


def run_together(*asked: Build) -> list[Outcome]:
    """Several builds at once."""
    return [running.outcome() for running in [Running(one) for one in asked]]


def run_as_process(asked: Build, environment: Mapping[str, str]) -> Outcome:
    """A build as users start it, with variables of the environment."""
    paths = os.pathsep.join(path for path in sys.path if path)
    command = [sys.executable, "-m", "gazeta", "build", *asked.command]
    variables = {**os.environ, "PYTHONPATH": paths, **environment}
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False, timeout=PATIENCE)
    return _read(done.returncode, f"{done.stdout}\0{done.stderr}")
