"""Steps by name and number, and walks of them: the same names and numbers always do the same."""

import os
import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

from soak.desk import Desk
from soak.happenings import CHANGES, HAPPENINGS
from soak.proof import Mismatch
from soak.tally import Tally

_MEMORY = Path("/dev/shm")

STEPS = (*CHANGES, *HAPPENINGS)


def take(desk: Desk, name: str, seed: int) -> None:
    """One step; what it does exactly, and what else is done at once, comes from the seed. May raise `Mismatch`."""
    desk.tally.steps[name] += 1
    dice = Random(seed)
    desk.jobs, again = (2 if dice.random() < 0.1 else 1), dice.random() < 0.2

    def happen() -> None:
        if name in HAPPENINGS:
            HAPPENINGS[name](desk, dice)
            return
        others = [dice.choice(list(CHANGES)) for _ in range(dice.choice((0, 0, 1, 2, 3)))]
        for change in (name, *others):
            desk.say(CHANGES[change](desk.room, dice))

    desk.prove(f"{name}:{seed}", happen, again)


def walk(folder: Path, number: int, length: int, tally: Tally, names: Sequence[str] = STEPS) -> None:
    """A random walk, without hypothesis: quick to say no where a builder forgets something."""
    dice = Random(number)
    desk = Desk(folder, tally).begin()
    for _ in range(length):
        take(desk, dice.choice(names), dice.randrange(10_000))


def replay(folder: Path, steps: Sequence[str]) -> Desk:
    """The steps of a walk as a mismatch's report gives them, each `edit_a_body:17`."""
    desk = Desk(folder, Tally()).begin()
    for step in steps:
        name, _, seed = step.partition(":")
        take(desk, name, int(seed))
    return desk


def shortest(mismatch: Mismatch, seconds: float) -> Mismatch:
    """A mismatch that fewer of the same steps lead to, as far as one is found in so many seconds."""
    deadline, size = time.monotonic() + seconds, len(mismatch.steps) // 2
    while size:
        start = 0
        while start < len(mismatch.steps) - 1 and time.monotonic() < deadline:
            kept = (*mismatch.steps[:start], *mismatch.steps[start + size :])
            found = _mismatch(kept) if kept else None
            mismatch, start = (found, start) if found else (mismatch, start + size)
        size //= 2
    return mismatch


def _mismatch(steps: Sequence[str]) -> Mismatch | None:
    """What these steps lead to; `None` if all is well."""
    folder = scratch()
    try:
        replay(folder / "desk", steps)
    except Mismatch as found:
        return found
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return None


def scratch() -> Path:
    """A new folder, in memory where the system has a place for that: a third of the work is the disk's otherwise."""
    there = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)
    return Path(tempfile.mkdtemp(prefix="gazeta-soak-", dir=_MEMORY if there else None))
