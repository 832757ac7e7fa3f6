"""SIGKILL at random moments of real builds: no file is ever torn, and the next build is as good as a clean one."""

import os
import shutil
import signal
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from random import Random

import pytest

from soak.builds import Build
from soak.desk import Desk
from soak.edits import EDITS
from soak.proof import check_untorn, data
from soak.tally import Tally

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs POSIX")

KILLS = 15
"""Of first builds, and as many of rebuilds."""

_PROGRAM = """
import sys
from gazeta.__main__ import main
import gazeta.commands.build
print("ready", flush=True)
sys.exit(main())
"""
"""The command, which says when it has started and the build begins."""


def command(asked: Build) -> "subprocess.Popen[str]":
    """A real `gazeta build` that is about to begin."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    words = [sys.executable, "-c", _PROGRAM, "build", *asked.command]
    process = subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def seconds(asked: Build) -> float:
    """How long such a build takes from its beginning."""
    process = command(asked)
    began = time.monotonic()
    said, _ = process.communicate()
    assert process.returncode == 0, said
    return time.monotonic() - began


def kill_after(asked: Build, pause: float) -> int:
    """Kills a build after some seconds; its exit status, which says whether it was done before."""
    process = command(asked)
    time.sleep(pause)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode


@pytest.mark.parametrize("rebuild", [False, True], ids=["first builds", "rebuilds"])
def test_a_killed_build_leaves_a_site_that_the_next_one_completes(rebuild: bool, tmp_path: Path) -> None:
    """A build that was done before is not killed: the next ones have less long, so that enough are."""
    dice, killed, length = Random(7), 0, 0.0
    for number in count():
        desk = Desk(tmp_path / str(number), Tally())
        if rebuild:
            desk.begin()
            edit(desk, dice)
        desk.jobs = dice.choice((1, 1, 2))
        desk.write()
        if not length:
            shutil.copytree(desk.site, tmp_path / "timed")
            length = seconds(desk.asked(tmp_path / "timed"))
        old = data(desk.there())
        if kill_after(desk.asked(desk.site), dice.uniform(0, length)) == -signal.SIGKILL:
            killed += 1
        else:
            length *= 0.8
        check_untorn(data(desk.there()), old, desk.clean())
        desk.check(again=True)
        if killed == KILLS:
            return


def edit(desk: Desk, dice: Random) -> None:
    """Some edits, of which the last changes every page."""
    for _ in range(3):
        EDITS[dice.choice(list(EDITS))](desk.room, dice)
    desk.room.config["title"] = "Another Gazette"
